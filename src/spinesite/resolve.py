"""A checked corpus into a site: citations become sources, ids become records, lists get their order.

Runs only when there are no errors, so it may trust every pointer; it cannot fail on a checked corpus.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from string import ascii_lowercase

from spinesite import addresses, nlm, notices, review
from spinesite.exports import claims_json
from spinesite.figures import share
from spinesite.model import Corpus, Reference, Sourced
from spinesite.names import sort_key
from spinesite.records import Claim, Estimate, Finding, Notice, OptionPage, Outcome, PlainPage, Scale
from spinesite.site import Figure, Mention, Report, Site, Source, Statement


def resolve(corpus: Corpus) -> Site:
    """Return the site that a corpus without errors describes."""
    announced = notices.by_citekey(corpus)
    sources = _told_apart({w.citekey: _source(w, announced.get(w.citekey, ())) for w in addresses.works(corpus)})
    outcomes = {found.id: found.record for found in corpus.outcomes}
    statements = tuple(
        _statement(found, sources, outcomes, corpus)
        for found in sorted(corpus.claims, key=lambda found: found.id)
        if found.record.is_published
    )
    # A withdrawn claim keeps its page and its place among the claims; nothing rests on it any more.
    standing = tuple(statement for statement in statements if statement.claim.status != "withdrawn")
    options = _options_in_order(corpus)
    reviews = review.schedule(corpus)
    return Site(
        today=corpus.today,
        settings=corpus.settings.record,
        pages_by_name=addresses.by_name(corpus),
        categories=tuple(found.record for found in corpus.categories),
        outcomes=tuple(outcomes.values()),
        terms=tuple(sorted((found.record for found in corpus.terms), key=lambda term: (term.term.casefold(), term.id))),
        unsupported=corpus.unsupported,
        changes=tuple(sorted((found.record for found in corpus.changes), key=lambda change: change.date, reverse=True)),
        options=options,
        conditions=_by_title(corpus.conditions),
        guides=_by_title(corpus.guides),
        pages=_by_title(corpus.pages),
        statements=statements,
        sources=tuple(sorted(sources.values(), key=_in_alphabet)),
        reviews=reviews,
        review={found.address: found for found in reviews},
        statement={statement.id: statement for statement in statements},
        source=sources,
        of_option=_index(standing, lambda statement: statement.claim.options),
        of_condition=_index(standing, lambda statement: statement.claim.conditions),
        of_outcome=_of_outcome(standing),
        of_source=_of_source(statements),
        mentions=_mentions(corpus, "ref"),
        uses=_mentions(corpus, "claim"),
    )


def _source(reference: Reference, announced: Sequence[Sourced[Notice]]) -> Source:
    return Source(
        reference=reference,
        address=addresses.reference(reference.citekey),
        citation=nlm.citation(reference),
        label=nlm.short(reference),
        links=nlm.links(reference),
        notices=tuple(notice.record for notice in announced),
        fates=tuple(dict.fromkeys(notice.record.nature for notice in notices.standing(announced))),
    )


def _in_alphabet(source: Source) -> tuple[str, str, str]:
    return *sort_key(source.citation), source.citekey


def _told_apart(sources: dict[str, Source]) -> dict[str, Source]:
    """Return the sources with labels that name one each: "Wang and others, 2020a", in the order of the alphabet."""
    alike: dict[str, list[Source]] = {}
    for source in sorted(sources.values(), key=_in_alphabet):
        alike.setdefault(source.label, []).append(source)
    letters = {
        source.citekey: _letter(position)
        for own in alike.values()
        if len(own) > 1
        for position, source in enumerate(own)
    }
    return {
        citekey: replace(source, label=f"{source.label}{letters[citekey]}") if citekey in letters else source
        for citekey, source in sources.items()
    }


def _letter(position: int) -> str:
    return ascii_lowercase[position] if position < len(ascii_lowercase) else f" ({position + 1})"


def _statement(
    found: Sourced[Claim], sources: dict[str, Source], outcomes: dict[str, Outcome], corpus: Corpus
) -> Statement:
    claim = found.record
    settings = corpus.settings.record
    due = review.due(claim, settings)
    reports = tuple(
        _report(claim, position, finding, sources, outcomes) for position, finding in enumerate(claim.findings, 1)
    )
    return Statement(
        claim=claim,
        address=addresses.claim(claim.id),
        reports=reports,
        sources=tuple({report.source.citekey: report.source for report in reports}.values()),
        detail=found.prose,
        due=due,
        is_overdue=due < corpus.today,
        json=claims_json.text(claim, due, settings.base_url),
    )


def _report(
    claim: Claim, position: int, finding: Finding, sources: dict[str, Source], outcomes: dict[str, Outcome]
) -> Report:
    outcome = outcomes[finding.outcome]
    scales = {scale.id: scale for scale in outcome.scales}
    source = sources[finding.citation.citekey]
    return Report(
        finding=finding,
        source=source,
        outcome=outcome,
        checked=finding.checked or source.reference.get("checked"),
        figures=tuple(
            _figure(claim, outcome, f"{position}.{number}", estimate, scales.get(estimate.scale or ""))
            for number, estimate in enumerate(finding.estimates, 1)
        ),
    )


def _figure(claim: Claim, outcome: Outcome, position: str, estimate: Estimate, scale: Scale | None) -> Figure:
    ends = (scale.low, scale.high) if scale is not None and scale.low is not None and scale.high is not None else None
    return Figure(
        claim_id=claim.id,
        position=position,
        estimate=estimate,
        scale_label=scale.label if scale is not None else "",
        share=share(estimate),
        ends=ends,
        important=scale.important if scale is not None else None,
        # Those who were content after all were not harmed, whatever the claim says of the others.
        is_harm=claim.direction == "harm" and outcome.better != "higher",
        better=outcome.better,
    )


def _options_in_order(corpus: Corpus) -> tuple[Sourced[OptionPage], ...]:
    """Least to most invasive: by category, then by the order given, then by title. Never by result."""
    ranks = {found.id: rank for rank, found in enumerate(corpus.categories)}

    def key(option: Sourced[OptionPage]) -> tuple[int, int, str, str]:
        order = option.record.order
        return (
            ranks[option.record.category],
            int(order.value) if order is not None else 10**12,
            option.record.title.casefold(),
            option.id,
        )

    return tuple(sorted(corpus.options, key=key))


def _by_title(pages: tuple[Sourced[PlainPage], ...]) -> tuple[Sourced[PlainPage], ...]:
    return tuple(sorted(pages, key=lambda page: (page.record.title.casefold(), page.id)))


def _index(
    statements: Iterable[Statement], keys: Callable[[Statement], Iterable[str]]
) -> dict[str, tuple[Statement, ...]]:
    """Return the statements under each of their keys."""
    found: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        for key in dict.fromkeys(keys(statement)):
            found[key].append(statement)
    return {key: tuple(values) for key, values in found.items()}


def _of_outcome(statements: tuple[Statement, ...]) -> dict[str, tuple[tuple[Statement, Report], ...]]:
    found: dict[str, list[tuple[Statement, Report]]] = defaultdict(list)
    for statement in statements:
        for report in statement.reports:
            found[report.outcome.id].append((statement, report))
    return {key: tuple(values) for key, values in found.items()}


def _of_source(statements: tuple[Statement, ...]) -> dict[str, tuple[tuple[Statement, tuple[Report, ...]], ...]]:
    """Return what rests on each source: the statements, each with its reports of that source."""
    found: dict[str, list[tuple[Statement, tuple[Report, ...]]]] = defaultdict(list)
    for statement in statements:
        own: dict[str, list[Report]] = defaultdict(list)
        for report in statement.reports:
            own[report.source.citekey].append(report)
        for citekey, reports in own.items():
            found[citekey].append((statement, tuple(reports)))
    return {key: tuple(values) for key, values in found.items()}


def _mentions(corpus: Corpus, kind: str) -> dict[str, tuple[Mention, ...]]:
    """Return the pages whose prose cites a reference (kind "ref") or links to a claim ("claim"), each page once."""
    found: dict[str, dict[Mention, None]] = defaultdict(dict)
    for records, address in (
        (corpus.options, addresses.option),
        (corpus.conditions, addresses.condition),
        (corpus.guides, addresses.guide),
        (corpus.pages, addresses.page),
    ):
        for record in records:
            mention = Mention(address(record.id), record.record.title)
            targets = [link.target for link in record.prose.links if link.kind == kind]
            targets += [cite.citekey for cite in record.prose.cites] if kind == "ref" else []
            for target in dict.fromkeys(targets):
                found[target][mention] = None
    for claim in corpus.claims:
        if kind == "ref" and claim.record.is_published:
            mention = Mention(addresses.claim(claim.id), claim.record.statement)
            for citekey in dict.fromkeys(cite.citekey for cite in claim.prose.cites):
                found[citekey][mention] = None
    for listed in corpus.unsupported:
        for cite in listed.prose.cites if kind == "ref" else ():
            found[cite.citekey][Mention(addresses.UNSUPPORTED, "Said elsewhere, not supported here")] = None
    return {key: tuple(values) for key, values in found.items()}
