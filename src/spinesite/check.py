"""Runs the rules over a corpus and lets waivers silence what they may."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from spinesite import citing
from spinesite.beside import shared
from spinesite.diagnostics import Diagnostic, Rule, did_you_mean
from spinesite.model import Corpus, Sourced
from spinesite.records import Waiver
from spinesite.rules.records import invalid_value
from spinesite.rules.registry import BY_ID, RULES
from spinesite.rules.review import waiver_expired, waiver_unused
from spinesite.rules.wording import markup_failed
from spinesite.said import Text, of_prose, of_records
from spinesite.targets import file_id

# Breaches of rules in one text. Nobody reads more; each costs a kilobyte, and a text has room for ten thousand verbs.
MAX_BREACHES = 1_000


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong with a corpus, sorted; and what would be, but for a waiver."""

    diagnostics: tuple[Diagnostic, ...]
    waived: tuple[tuple[Diagnostic, Waiver], ...] = ()


def check(corpus: Corpus, found: Iterable[Diagnostic] = (), rules: Iterable[Rule] = RULES) -> Checked:
    """Return every breach of every rule, with what `load` has found, waivers applied."""
    return apply_waivers(corpus, chain(found, *breaches(corpus, rules, may_share=True)))


def breaches(
    corpus: Corpus, rules: Iterable[Rule] = RULES, may_share: bool = False
) -> Iterator[tuple[Diagnostic, ...]]:
    """Yield the breaches of each rule over the corpus, then those in each text, whether waived or not.

    Each text is read once, by all rules, and forgotten: the words of all texts together take many times their size.
    `may_share` lets other processes read where there is much prose.
    """
    yield from (tuple(rule.check(corpus)) for rule in rules if rule.check is not None)
    judges = [judge for rule in rules if rule.reads is not None and (judge := rule.reads(corpus))]
    if not judges:
        return

    def judged(text: Text) -> tuple[Diagnostic, ...]:
        found = list(islice(chain.from_iterable(judge(text) for judge in judges), MAX_BREACHES + 1))
        if len(found) > MAX_BREACHES:
            message = f"this text breaks rules more than {MAX_BREACHES:,} times; what follows is not listed"
            found[-1] = markup_failed.RULE.at(found[-1].location, message, "mend what is listed first")
        return tuple(found)

    yield from map(judged, of_records(corpus))
    known = {claim.id: claim for claim in corpus.claims}
    passages = tuple(citing.passages(corpus))
    size = sum(len(passage.owner.prose.text) for passage in passages) if may_share else 0
    yield from shared(lambda passage: judged(of_prose(passage, known)), passages, size)


def apply_waivers(corpus: Corpus, diagnostics: Iterable[Diagnostic]) -> Checked:
    """Divide diagnostics into those that stand and those that a waiver silences; report waivers that do not work."""
    stated = list(corpus.waivers)
    standing: list[Diagnostic] = []
    waived: list[tuple[Diagnostic, Waiver]] = []
    # A claim whose id is not its file's name was reported; a waiver that goes by the file's name is right.
    claim_paths = {file_id(claim): claim.source.path for claim in corpus.claims}
    claim_paths |= {claim.id: claim.source.path for claim in corpus.claims}
    usable = [
        waiver
        for waiver in stated
        if not _problems(waiver, claim_paths, corpus) and waiver.record.expires >= corpus.today
    ]
    used: set[str] = set()

    def sort_out(diagnostic: Diagnostic) -> None:
        waiver = next((w for w in usable if _covers(w.record, diagnostic, claim_paths)), None)
        if waiver is None:
            standing.append(diagnostic)
        else:
            used.add(waiver.id)
            waived.append((diagnostic, waiver.record))

    for diagnostic in diagnostics:
        sort_out(diagnostic)
    # Whether a waiver of unused waivers is used is known when the others have been looked at.
    for waiver in sorted(stated, key=lambda w: w.record.rule == waiver_unused.RULE.id):
        if problems := _problems(waiver, claim_paths, corpus):
            standing += problems
        elif waiver.record.expires < corpus.today:
            message = f"the waiver of {waiver.record.rule!r} has ended on {waiver.record.expires}"
            standing.append(waiver_expired.RULE.at(waiver.at("expires"), message, "mend what it covered and delete it"))
        elif waiver.id not in used and not corpus.unread:  # what could not be read was not looked at either
            message = f"the waiver of {waiver.record.rule!r} silences nothing"
            unused = waiver_unused.RULE.at(waiver.at("rule"), message, "delete it")
            if waiver.record.rule == waiver_unused.RULE.id:  # or it would hide itself
                standing.append(unused)
            else:
                sort_out(unused)
    return Checked(
        tuple(sorted(standing, key=lambda d: d.sort_key)), tuple(sorted(waived, key=lambda w: w[0].sort_key))
    )


def _problems(waiver: Sourced[Waiver], claim_paths: dict[str, str], corpus: Corpus) -> list[Diagnostic]:
    """Return what makes a waiver useless, whatever it covers."""
    return list(_waiver_problems(waiver, claim_paths, corpus))


def _waiver_problems(waiver: Sourced[Waiver], claim_paths: dict[str, str], corpus: Corpus) -> Iterator[Diagnostic]:
    record = waiver.record
    rule = BY_ID.get(record.rule)
    if rule is None:
        close = did_you_mean(record.rule, BY_ID)
        yield invalid_value.RULE.at(
            waiver.at("rule"), f"there is no rule {record.rule!r}", f"did you mean {close!r}?" if close else ""
        )
    elif rule.always:
        yield invalid_value.RULE.at(
            waiver.at("rule"), f"the rule {record.rule!r} cannot be waived", "mend what it reports"
        )
    if record.claim is not None and record.claim not in claim_paths and f"claims/{record.claim}" not in corpus.unread:
        close = did_you_mean(record.claim, claim_paths)
        yield invalid_value.RULE.at(
            waiver.at("claim"), f"there is no claim {record.claim!r}", f"did you mean {close!r}?" if close else ""
        )


def _covers(waiver: Waiver, diagnostic: Diagnostic, claim_paths: dict[str, str]) -> bool:
    path = waiver.path if waiver.path is not None else claim_paths.get(waiver.claim or "")
    return waiver.rule == diagnostic.rule and path == diagnostic.location.path
