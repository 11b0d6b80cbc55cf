"""What was and what is, of one claim or one reference: pairs of texts with a label, what matters most first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from spinesite.differences.matching import paired
from spinesite.figures import MEASURES, ends_text, number_text
from spinesite.model import Reference
from spinesite.records import Claim, Estimate, Finding, Interval, Record

NOTHING = "none"
# What reference managers write for themselves.
_NO_NEWS = frozenset({"keywords", "file", "abstract", "timestamp", "owner", "date-added", "date-modified"})


@dataclass(frozen=True, slots=True)
class Shift:
    """One thing that is other than it was. `label` is "" for a number, which speaks for itself.

    `of` says which of several numbers or findings of a claim it is.
    """

    label: str
    before: str
    after: str
    of: str = ""


def claim_shifts(before: Claim, after: Claim, renamed: Mapping[str, str]) -> Iterator[Shift]:
    """Yield what changed in a claim but for its statement: numbers, then certainty, sources and everything else.

    `renamed` holds the new citekeys of references that kept nothing but their work.
    """
    pairs = paired(before.findings, after.findings, _finding_keys(renamed))
    several = len(before.findings) > 1 or len(after.findings) > 1
    changed: list[tuple[Finding, Finding, str]] = []
    for old, new in pairs:
        if old is not None and new is not None:
            changed.append((old, new, new.outcome if several else ""))
    for old, new, of in changed:
        yield from _number_shifts(old, new, of)
    yield from _record_shifts(before.certainty, after.certainty, ("level",), {"level": "certainty"})
    for old, new, of in changed:
        source = renamed.get(old.citation.citekey, old.citation.citekey)
        if source != new.citation.citekey:
            yield Shift("source", source, new.citation.citekey, of)
    for old, new in pairs:
        if old is None and new is not None:
            yield Shift("finding", NOTHING, _finding_text(new))
        elif new is None and old is not None:
            yield Shift("finding", _finding_text(old), NOTHING)
    for old, new, of in changed:
        yield from _labelled(_locator(old), _locator(new), "place in the source", of)
        yield from _record_shifts(old, new, ("population", "intervention"), of=of)
        yield from _labelled(_compared(old), _compared(new), "compared with", of)
        yield from _record_shifts(old, new, ("outcome", "timeframe", "quote", "summary", "checked"), of=of)
    yield from _record_shifts(before.certainty, after.certainty, ("rated_by", "reason"), _CERTAINTY)
    yield from _labelled(_concerns(before), _concerns(after), "concerns")
    yield from _record_shifts(before, after, ("status", "status_reason", "direction", "options", "conditions"))
    yield from _labelled(_recited(before.detail or "", renamed), after.detail or "", "detail")
    yield from _record_shifts(before, after, ("would_change", "reviewed", "review_by"))
    yield from _labelled(_retold(before), _retold(after), "how it is passed on")


def reference_shifts(before: Reference, after: Reference) -> Iterator[Shift]:
    """Yield what changed in a reference, by the names of its fields."""
    yield from _labelled(before.kind, after.kind, "type")
    names = dict.fromkeys((*after.fields, *before.fields))
    for name in sorted(names.keys() - _NO_NEWS):
        yield from _labelled(before.fields.get(name, ""), after.fields.get(name, ""), name)


_CITEKEY = re.compile(r"@([A-Za-z](?:[A-Za-z0-9:_.+-]*[A-Za-z0-9])?)", re.ASCII)
_CERTAINTY = {"rated_by": "rated by", "reason": "reason of the certainty"}
_LABELS = {
    "status_reason": "reason of the status",
    "would_change": "what would change it",
    "review_by": "next review",
}


def _finding_keys(renamed: Mapping[str, str]) -> tuple[Callable[[Finding], object], ...]:
    def source(finding: Finding) -> str:
        return renamed.get(finding.citation.citekey, finding.citation.citekey)

    return (
        repr,
        lambda finding: (source(finding), finding.outcome, finding.population, finding.timeframe),
        lambda finding: (source(finding), finding.outcome, tuple(map(number_text, finding.estimates))),
        lambda finding: (source(finding), finding.outcome),
        lambda finding: (finding.outcome, finding.population, finding.intervention),
        lambda finding: finding.outcome,
        source,
    )


def _number_shifts(before: Finding, after: Finding, of: str) -> Iterator[Shift]:
    keys = (
        repr,
        lambda estimate: (estimate.measure, estimate.arm, estimate.scale, estimate.unit),
        lambda estimate: (estimate.measure, estimate.arm),
        lambda estimate: estimate.measure,
    )
    several = len(before.estimates) > 1 or len(after.estimates) > 1
    for old, new in paired(before.estimates, after.estimates, keys):
        if old is None or new is None:
            shown = [_estimate_text(each) if each is not None else NOTHING for each in (old, new)]
            yield Shift("number", shown[0], shown[1], of)
            continue
        own = (new.arm or MEASURES[new.measure]) if several else ""
        yield from _estimate_shifts(old, new, ", ".join(filter(None, (of, own))))


def _estimate_shifts(old: Estimate, new: Estimate, of: str) -> Iterator[Shift]:
    """Yield what changed in a number as readers see it, and in what stands beside it."""
    yield from _labelled(number_text(old), number_text(new), "", of)
    yield from _labelled(MEASURES[old.measure], MEASURES[new.measure], "measure", of)
    if (str(old.events), number_text(old)) != (str(new.events), number_text(new)) and old.value is not None:
        yield from _labelled(_text(old.events), _text(new.events), "events", of)
    yield from _labelled(_text(old.total), _text(new.total), "n", of)
    yield from _labelled(_interval(old.interval), _interval(new.interval), "interval", of)
    for name in ("sd", "p", "arm", "scale", "favours", "above_favours", "basis", "discrepancy"):
        yield from _labelled(_text(getattr(old, name)), _text(getattr(new, name)), name, of)


def _record_shifts(
    before: Record, after: Record, fields: tuple[str, ...], labels: Mapping[str, str] | None = None, of: str = ""
) -> Iterator[Shift]:
    for name in fields:
        label = (labels or _LABELS).get(name, name)
        yield from _labelled(_text(getattr(before, name)), _text(getattr(after, name)), label, of)


def _labelled(before: str, after: str, label: str, of: str = "") -> Iterator[Shift]:
    if before != after:
        yield Shift(label, before or NOTHING, after or NOTHING, of)


def _text(value: object) -> str:
    """Return a value of a record as it is written; nothing for one that is not there."""
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _interval(interval: Interval | None) -> str:
    return f"{ends_text(interval)} ({interval.level}%)" if interval is not None else ""


def _locator(finding: Finding) -> str:
    locator = finding.citation.locator
    return f"{locator.label} {locator.value}" if locator else ""


def _recited(text: str, renamed: Mapping[str, str]) -> str:
    """Return prose with the new citekeys of references that have one."""
    return _CITEKEY.sub(lambda match: f"@{renamed.get(match[1], match[1])}", text) if renamed else text


def _compared(finding: Finding) -> str:
    """Return the comparator: that nothing was compared is not the same as that nothing is recorded."""
    return finding.comparator or ("nothing" if "comparator" in finding.model_fields_set else "not recorded")


def _estimate_text(estimate: Estimate) -> str:
    return f"{MEASURES[estimate.measure]}{f' ({estimate.arm})' if estimate.arm else ''} {number_text(estimate)}"


def _finding_text(finding: Finding) -> str:
    numbers = "; ".join(map(_estimate_text, finding.estimates)) or finding.summary or ""
    return f"{finding.citation.citekey} on {finding.outcome}: {numbers}"


def _concerns(claim: Claim) -> str:
    found = (f"{each.domain} {each.concern}{f' ({each.why})' if each.why else ''}" for each in claim.certainty.concerns)
    return "; ".join(found)


def _retold(claim: Claim) -> str:
    found = (", ".join(filter(None, (f"{each.where}: {each.says}", each.match, each.why))) for each in claim.quoted_as)
    return "; ".join(found)
