"""No two pages of the site may have the same address.

Why: one of the two would overwrite the other. In addresses a citekey is in lower case, and `:` and `+` become `-`.

Bad:
    @article{Smith:2020, …} and @article{smith-2020, …}
    content/pages/options.md
Good:
    @article{smith2020a, …} and @article{smith2020b, …}
    content/pages/about-the-options.md
Mend: rename the later record, and correct what points to it.
"""

from collections.abc import Iterator
from typing import Any

from spinesite.addresses import RESERVED, all_pages, page
from spinesite.diagnostics import Diagnostic, Location, Related, Rule, Severity
from spinesite.model import Corpus, Reference, Sourced
from spinesite.names import fold


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield the records whose page would take the place of another page."""
    for found in corpus.pages:
        if found.id in RESERVED:
            yield RULE.at(
                found.at("id"),
                f"the page {found.id!r} would stand at /{page(found.id)}, a name that every site keeps for itself",
                f"rename the file {found.source.path}",
            )
    first: dict[str, Sourced[Any] | Reference] = {}
    for address, record in all_pages(corpus):
        earlier = first.setdefault(fold(address), record)
        if earlier is not record and earlier is not corpus.settings and _name(record) != _name(earlier):
            yield _collision(address, *sorted((earlier, record), key=_place))


def _collision(address: str, earlier: Sourced[Any] | Reference, later: Sourced[Any] | Reference) -> Diagnostic:
    return RULE.at(
        _place(later),
        f"{_name(later)!r} and {_name(earlier)!r} would both stand at /{address}",
        "rename one of the two, and correct what points to it",
        (Related(_place(earlier), f"{_name(earlier)!r} stands here"),),
    )


def _name(record: Sourced[Any] | Reference) -> str:
    """Return the id or the citekey; two records of one name and address are one id or citekey used twice."""
    return record.citekey if isinstance(record, Reference) else record.id


def _place(record: Sourced[Any] | Reference) -> Location:
    return record.location if isinstance(record, Reference) else record.at("id")


RULE = Rule("path-collision", "records", Severity.ERROR, __doc__ or "", always=True, check=check)
