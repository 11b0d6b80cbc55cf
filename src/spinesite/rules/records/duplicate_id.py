"""An id names one claim, and within a list one item.

Why: with two records of one id nobody can tell which of them a link, a page or another record means.

Bad:
    content/claims/flour/wheat.yaml and content/claims/yeast/wheat.yaml
Good:
    content/claims/flour/wheat.yaml and content/claims/yeast/wheat-beer.yaml
Mend: give the later one an id of its own (a claim's file takes the same name), or delete it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from spinesite.diagnostics import Diagnostic, Location, Related, Rule, Severity
from spinesite.model import Corpus, Sourced
from spinesite.names import is_id
from spinesite.targets import file_id

if TYPE_CHECKING:
    from spinesite.records import Claim


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield every second use of an id among the claims, in a list, and among the scales of an outcome."""
    yield from _claims(corpus)
    for what, items in (
        ("category", corpus.categories),
        ("outcome", corpus.outcomes),
        ("term", corpus.terms),
        ("item", corpus.unsupported),
    ):
        yield from _repeated(what, [(item.id, item.at) for item in items])
    for outcome in corpus.outcomes:
        scales = outcome.record.scales
        yield from _repeated("scale", [(scale.id, _in_scale(outcome.at, n)) for n, scale in enumerate(scales)])


def _claims(corpus: Corpus) -> Iterator[Diagnostic]:
    first: dict[str, Sourced[Claim]] = {}
    for claim in corpus.claims:
        earlier = first.setdefault(claim.id, claim)
        if earlier is claim:
            continue
        yield _second("claim", claim.id, claim.at("id"), earlier.at("id"), _hint(claim, earlier))


def _hint(*same: Sourced[Claim]) -> str:
    """Return how one of two claims of one id is mended; first of all one that has not the id of its file."""
    misnamed = next((claim for claim in same if file_id(claim) != claim.id), None)
    if misnamed is None:
        return "give one of the two another id and its file the same name, or delete it"
    if is_id(file_id(misnamed)):
        return f"write `id: {file_id(misnamed)}` in {misnamed.source.path}, or delete that file"
    return f"give {misnamed.source.path} an id of its own and the file the same name, or delete it"


def _in_scale(at: Callable[..., Location], position: int) -> Callable[[str], Location]:
    return lambda step: at("scales", position, step)


def _repeated(what: str, items: Iterable[tuple[str, Callable[[str], Location]]]) -> Iterator[Diagnostic]:
    first: dict[str, Callable[[str], Location]] = {}
    for id, at in items:
        if id in first:
            yield _second(what, id, at("id"), first[id]("id"), "give one of the two another id, or delete it")
        else:
            first[id] = at


def _second(what: str, id: str, location: Location, first: Location, hint: str) -> Diagnostic:
    message = f"a second {what} has the id {id!r}; the first is at {first}"
    return RULE.at(location, message, hint, (Related(first, "the first one"),))


RULE = Rule("duplicate-id", "records", Severity.ERROR, __doc__ or "", always=True, check=check)
