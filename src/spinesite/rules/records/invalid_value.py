"""A value must be of the kind that its field holds, and what it names must exist.

Why: a word outside the fixed list, an impossible date or a number with a comma cannot be shown or checked, and a name
that leads nowhere leaves a hole in a page.

Bad:
    direction: better
    reviewed: 2026-02-30
    value: 12,6
    studydesign = {RCT}
Good:
    direction: benefit
    reviewed: 2026-02-28
    value: "12.6"
    studydesign = {randomised-trial}
Mend: write one of the values that the message names.
"""

from collections.abc import Iterator
from functools import partial
from itertools import chain

from spinesite import targets
from spinesite.addresses import page_name
from spinesite.diagnostics import Diagnostic, Rule, Severity, did_you_mean
from spinesite.model import Corpus
from spinesite.names import safe_url
from spinesite.targets import Names, Place, Pointer
from spinesite.words import CHECKED, DESIGN

# The fields of a reference that hold a word of a fixed list.
CHOICES: dict[str, tuple[str, ...]] = {"studydesign": tuple(DESIGN), "checked": tuple(word for word in CHECKED if word)}


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield names that lead nowhere and have no rule of their own, and words of references outside their list."""
    pointers = chain(_categories(corpus), _scales(corpus), _claims(corpus), _pages(corpus))
    yield from targets.dangling(RULE, pointers)
    yield from _drafts(corpus)
    yield from _repository(corpus)
    yield from _choices(corpus)


def _categories(corpus: Corpus) -> Iterator[Pointer]:
    known = targets.categories(corpus)
    for option in corpus.options:
        name = option.record.category
        if known.lacks(name):
            yield Pointer(known, name, partial(option.at, "category"), f"there is no category {name!r}")


def _scales(corpus: Corpus) -> Iterator[Pointer]:
    """Yield the scales of estimates that their finding's outcome lacks. Unknown outcomes have a rule of their own."""
    of_outcome = {
        outcome.id: Names(
            {
                scale.id: partial(outcome.at, "scales", position, "id")
                for position, scale in enumerate(outcome.record.scales)
            },
            has_own_file=False,
        )
        for outcome in corpus.outcomes
        if "outcomes" not in corpus.unread
    }
    for claim in corpus.claims:
        for i, finding, j, estimate in claim.record.numbered():
            known = of_outcome.get(finding.outcome)
            if known and estimate.scale is not None and known.lacks(estimate.scale):
                place = partial(claim.at, "findings", i, "estimates", j, "scale")
                message = f"the outcome {finding.outcome!r} has no scale {estimate.scale!r}"
                yield Pointer(known, estimate.scale, place, message)


def _listed_claims(corpus: Corpus) -> Iterator[tuple[str, Place]]:
    for item in corpus.unsupported:
        yield from ((id, partial(item.at, "instead", n)) for n, id in enumerate(item.record.instead))
    for change in corpus.changes:
        yield from ((id, partial(change.at, "claims", n)) for n, id in enumerate(change.record.claims))


def _claims(corpus: Corpus) -> Iterator[Pointer]:
    known = targets.claims(corpus)
    for id, place in _listed_claims(corpus):
        yield Pointer(known, id, place, f"there is no claim {id!r}")


def _drafts(corpus: Corpus) -> Iterator[Diagnostic]:
    drafts = targets.drafts(corpus)
    for id, place in _listed_claims(corpus):
        if id in drafts:
            message = f"the claim {id!r} is a draft and has no page"
            yield RULE.at(place(), message, "publish the claim, or take its id out")


def _pages(corpus: Corpus) -> Iterator[Pointer]:
    known = targets.pages(corpus)
    settings = corpus.settings
    for position, item in enumerate(settings.record.navigation):
        place = partial(settings.at, "navigation", position, "page")
        yield Pointer(known, page_name(item.page), place, f"there is no page {item.page!r}")
    emergency = settings.record.emergency
    if emergency and emergency.link is not None:
        is_address = emergency.link.lower().startswith("https:") and safe_url(emergency.link)
        if not is_address:
            message = f"{emergency.link!r} is neither a page nor an https address"
            yield Pointer(known, page_name(emergency.link), partial(settings.at, "emergency", "link"), message)


def _repository(corpus: Corpus) -> Iterator[Diagnostic]:
    address = corpus.settings.record.repository
    if address is not None and not (address.lower().startswith("https:") and safe_url(address)):
        place = corpus.settings.at("repository")
        yield RULE.at(place, f"{address[:60]!r} is no https address", "write https://host/path")


def _choices(corpus: Corpus) -> Iterator[Diagnostic]:
    for reference in corpus.bibliography.references:
        for field, allowed in CHOICES.items():
            word = reference.get(field)
            if word and word not in allowed and field not in reference.inherited:
                close = did_you_mean(word, allowed)
                message = f"{field}: {word[:60]!r} is not one of: {', '.join(allowed)}"
                yield RULE.at(reference.at(field), message, f"did you mean {close!r}?" if close else "")


RULE = Rule("invalid-value", "records", Severity.ERROR, __doc__ or "", always=True, check=check)
