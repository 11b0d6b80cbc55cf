"""The pages of a site: for each type, one function that says which pages there are and what they are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from spinesite import addresses, atoz, comparison, csl, plots, scorecard, words
from spinesite.exports import CLAIM_EXPORTS, EXPORTS, REFERENCE_EXPORTS, oembed
from spinesite.model import Sourced
from spinesite.page import Page, denominator, notes, shown
from spinesite.records import OptionPage, PlainPage, Unsupported
from spinesite.site import Mention, Report, Site, Source, Statement


def home(site: Site) -> Iterator[Page]:
    """The front page, with one finding as an example.

    The example is picked by rule and favours nobody: the first claim, by id, that found no difference between two
    counted groups; failing that the first that counts two groups, else the first with a number. Of each kind, one that
    an editor has held against its source comes first, and then one on record with who paid, for it shows how a finding
    is to be read.
    """
    standing = [found for found in site.statements if found.claim.status == "published"]
    counted = [found for found in standing if any(report.arms for report in found.reports)]
    level = [found for found in counted if found.claim.direction == "no-difference"]
    numbered = [found for found in standing if found.figures]
    kinds = (level, counted, numbered)
    example = next((found for kind in kinds for found in sorted(kind, key=_shortcomings)), None)
    shown_here = (example,) if example else ()
    yield Page(
        addresses.HOME,
        "pages/home.html",
        site.settings.title,
        site.settings.tagline or site.settings.title,
        {"example": example},
        (),
        denominator(shown_here),
    )


def _shortcomings(statement: Statement) -> tuple[bool, bool]:
    return (
        any(report.checked in words.UNCHECKED for report in statement.reports),
        any(source.reference.get("funding").casefold() in {"", *words.GAPS} for source in statement.sources),
    )


def options(site: Site) -> Iterator[Page]:
    """The list of options in the neutral order."""
    yield Page(
        addresses.OPTIONS, "pages/options.html", "All options", "Every option, from the least to the most invasive."
    )


def option(site: Site) -> Iterator[Page]:
    """One page for each option."""
    labels = {category.id: category.label for category in site.categories}
    scores = scorecard.cards(site)
    for found in site.options:
        yield _prose_page(
            site,
            found,
            addresses.option(found.id),
            "pages/option.html",
            site.of_option,
            {"category": labels[found.record.category], "score": scores[found.id]},
        )


def compare(site: Site) -> Iterator[Page]:
    """All options side by side."""
    title, description = "Compare the options", "What is on record for each option, side by side."
    # What a reader may weigh: what most options were studied for, of what can be better or worse by degrees.
    weighed = [outcome for outcome in site.outcomes if outcome.scales or outcome.better == "lower"]
    studied = sorted(weighed, key=lambda outcome: -len(_options_studied(site, outcome.id)))
    measured = tuple(found for found in studied[:6] if _options_studied(site, found.id))
    parts = {"measured": measured, "columns": comparison.COLUMNS, "rows": comparison.rows(site)}
    yield Page(addresses.COMPARE, "pages/compare.html", title, description, parts)


def _options_studied(site: Site, outcome_id: str) -> frozenset[str]:
    return frozenset(id for found, _ in site.of_outcome.get(outcome_id, ()) for id in found.claim.options)


def conditions(site: Site) -> Iterator[Page]:
    """The list of conditions."""
    yield Page(
        addresses.CONDITIONS, "pages/conditions.html", "Conditions", "The problems that the options are meant for."
    )


def condition(site: Site) -> Iterator[Page]:
    """One page for each condition."""
    for found in site.conditions:
        yield _prose_page(site, found, addresses.condition(found.id), "pages/condition.html", site.of_condition)


def guides(site: Site) -> Iterator[Page]:
    """The list of guides."""
    yield Page(addresses.GUIDES, "pages/guides.html", "Guides", "Guides to reading the evidence and deciding.")


def guide(site: Site) -> Iterator[Page]:
    """One page for each guide."""
    for found in site.guides:
        yield _prose_page(site, found, addresses.guide(found.id), "pages/guide.html", {})


def page(site: Site) -> Iterator[Page]:
    """One page for each file of content/pages."""
    for found in site.pages:
        yield _prose_page(site, found, addresses.page(found.id), "pages/page.html", {})


def _prose_page(
    site: Site,
    found: Sourced[OptionPage] | Sourced[PlainPage],
    address: str,
    template: str,
    index: Mapping[str, tuple[Statement, ...]],
    parts: Mapping[str, object] | None = None,
) -> Page:
    listed = index.get(found.id, ())
    embedded, rest = shown(site, found.prose, listed)
    statements = (*embedded, *rest)
    return Page(
        address,
        template,
        found.record.title,
        found.record.summary,
        {
            "record": found.record,
            "id": found.id,
            "prose": found.prose,
            "review": site.review.get(address),
            "statements": listed,
            "rest": rest,
            **(parts or {}),
        },
        notes(site, [found.prose], statements),
        denominator(statements),
        found.source.path,
    )


def outcomes(site: Site) -> Iterator[Page]:
    """The list of outcomes."""
    yield Page(addresses.OUTCOMES, "pages/outcomes.html", "Outcomes", "Everything that the studies measured.")


def outcome(site: Site) -> Iterator[Page]:
    """One page for each outcome: every option's estimates, a table and a plot for each measure."""
    titles = {found.id: found.record.title for found in site.options}
    for found in site.outcomes:
        reported = site.of_outcome.get(found.id, ())
        statements = tuple({statement.id: statement for statement, _ in reported}.values())
        yield Page(
            addresses.outcome(found.id),
            "pages/outcome.html",
            found.label,
            f"What the studies on record found for: {found.label}.",
            {
                "outcome": found,
                "groups": plots.groups(reported),
                "without_number": _without_number(reported),
                "option_titles": titles,
            },
            notes(site, [], statements),
            denominator(statements),
            "content/outcomes.yaml",
        )


def _without_number(
    reported: tuple[tuple[Statement, Report], ...],
) -> tuple[tuple[Statement, tuple[Report, ...], int], ...]:
    """Return each claim with its first few findings that have no number, and how many more there are."""
    few = 5
    found: dict[str, tuple[Statement, list[Report]]] = {}
    for statement, report in reported:
        if not report.figures:
            found.setdefault(statement.id, (statement, []))[1].append(report)
    return tuple((statement, tuple(reports[:few]), max(len(reports) - few, 0)) for statement, reports in found.values())


def claims(site: Site) -> Iterator[Page]:
    """The list of all claims."""
    yield Page(
        addresses.CLAIMS,
        "pages/claims.html",
        "All claims",
        "Every claim on this site, with its source and its certainty.",
    )


def claim(site: Site) -> Iterator[Page]:
    """One page for each claim that is not a draft."""
    option_titles = {found.id: found.record.title for found in site.options}
    condition_titles = {found.id: found.record.title for found in site.conditions}
    for found in site.statements:
        embedded = tuple(site.statement[link.target] for link in found.detail.links if link.embed)
        yield Page(
            found.address,
            "pages/claim.html",
            found.claim.statement,
            found.claim.statement,
            {
                "statement": found,
                "option_titles": option_titles,
                "condition_titles": condition_titles,
                "uses": site.uses.get(found.id, ()),
                "embedding": oembed.embedding(found, site.settings),
            },
            notes(site, [found.detail], (found, *embedded)),
            denominator((found, *embedded)),
        )


def embed(site: Site) -> Iterator[Page]:
    """Each claim once more, as other sites show it. It is found through its own page alone."""
    for found in site.statements:
        yield Page(
            addresses.embed(found.id),
            "pages/embed.html",
            oembed.title(found),
            found.claim.statement,
            {"statement": found, "url": addresses.absolute(site.settings.base_url, found.address)},
            listed=False,
        )


def references(site: Site) -> Iterator[Page]:
    """The bibliography."""
    title, description = "References", "Every work that this site cites."
    yield Page(addresses.REFERENCES, "pages/references.html", title, description, {"letters": atoz.works(site)})


def reference(site: Site) -> Iterator[Page]:
    """One page for each work, with every claim and page that cites it."""
    for found in site.sources:
        resting = site.of_source.get(found.citekey, ())
        statements = tuple(statement for statement, _ in resting)
        yield Page(
            found.address,
            "pages/reference.html",
            found.reference.title or found.label,
            f"{found.label}: what this site took from it, and who paid for it.",
            {
                "source": found,
                "resting": resting,
                "statements": statements,
                "showing": _showing(site, found, statements),
                "language": csl.language(found.reference),
            },
            (),
            denominator(statements),
            found.reference.location.path,
        )


def _showing(site: Site, source: Source, statements: tuple[Statement, ...]) -> tuple[Mention, ...]:
    """Return the pages that cite a work or link to a claim that rests on it, each once, but for those claims."""
    met = [
        *site.mentions.get(source.citekey, ()),
        *(use for found in statements for use in site.uses.get(found.id, ())),
    ]
    own = {found.address for found in statements}
    return tuple({mention.address: mention for mention in met if mention.address not in own}.values())


def evidence_map(site: Site) -> Iterator[Page]:
    """Options against outcomes, gaps included."""
    used = tuple(found for found in site.outcomes if site.of_outcome.get(found.id))
    counts: dict[tuple[str, str], int] = {}
    for statement in site.statements:
        for id in statement.claim.options:
            for outcome_id in {report.outcome.id for report in statement.reports}:
                counts[id, outcome_id] = counts.get((id, outcome_id), 0) + 1
    title, description = (
        "Evidence map",
        "Which options were studied for which outcomes, and where nothing is on record.",
    )
    yield Page(
        addresses.EVIDENCE_MAP, "pages/evidence-map.html", title, description, {"used_outcomes": used, "counts": counts}
    )


def unsupported(site: Site) -> Iterator[Page]:
    """Claims in circulation that were left out or corrected."""
    title = "Said elsewhere, not supported here"
    description = "Claims in circulation that were left out or corrected, and why."
    sources = notes(site, [found.prose for found in site.unsupported], [])
    common, groups = _said_in(site)
    yield Page(
        addresses.UNSUPPORTED,
        "pages/unsupported.html",
        title,
        description,
        {"common": common, "groups": groups},
        sources,
        origin="content/unsupported.yaml",
    )


def _said_in(site: Site) -> tuple[str, tuple[tuple[str, list[Sourced[Unsupported]]], ...]]:
    """Return where all of it was said, if that is one place, and what was said by the parts of that place."""
    places = [found.record.where.partition(", ") for found in site.unsupported]
    is_one = len({whole for whole, _, _ in places}) == 1 and all(part for _, _, part in places)
    groups: dict[str, list[Sourced[Unsupported]]] = {}
    for found, (_, _, part) in zip(site.unsupported, places, strict=True):
        groups.setdefault(part if is_one else found.record.where, []).append(found)
    return places[0][0] if is_one else "", tuple(groups.items())


def changes(site: Site) -> Iterator[Page]:
    """What changed in the evidence."""
    yield Page(
        addresses.CHANGES, "pages/changes.html", "Changes", "What changed in the evidence on this site, and when."
    )


def glossary(site: Site) -> Iterator[Page]:
    """The words of the subject in plain language."""
    yield Page(addresses.GLOSSARY, "pages/glossary.html", "Glossary", "The words used on this site, in plain language.")


def data(site: Site) -> Iterator[Page]:
    """The files that hold everything for machines."""
    parts = {
        "files": tuple(export for export in EXPORTS if export.is_data),
        "claim_files": tuple(name for name, _ in CLAIM_EXPORTS),
        "reference_files": tuple(name for name, _ in REFERENCE_EXPORTS),
    }
    yield Page(addresses.DATA, "pages/data.html", "Data", "Everything on this site as files.", parts)


def search(site: Site) -> Iterator[Page]:
    """Everything by name, so that a browser's own search finds it; with a script, a search of all texts above it."""
    title, description = "Search", "Everything on this site by name, from A to Z."
    parts = {"letters": atoz.letters(site), "claims": atoz.claims(site)}
    yield Page(addresses.SEARCH, "pages/search.html", title, description, parts)


def not_found(site: Site) -> Iterator[Page]:
    """The page for addresses that do not exist; it alone cannot use relative links."""
    yield Page("404.html", "pages/404.html", "This page isn't here", "No page has this address.")


PAGES: tuple[Callable[[Site], Iterator[Page]], ...] = (
    home,
    options,
    option,
    compare,
    conditions,
    condition,
    guides,
    guide,
    page,
    outcomes,
    outcome,
    claims,
    claim,
    embed,
    references,
    reference,
    evidence_map,
    scorecard.scorecard,
    unsupported,
    changes,
    glossary,
    data,
    search,
    not_found,
)
