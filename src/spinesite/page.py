"""What a page is, and what goes with it: its notes, its claims, its one base for natural frequencies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from spinesite import intervals
from spinesite.names import SitePath
from spinesite.prose import Prose
from spinesite.site import Site, Source, Statement


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its address ("" is home), the template that draws it, and what it shows.

    `denominator` (100 or 1,000) is the page's one base for natural frequencies. `origin` is the file of the site that
    the page is made of, for diagnostics. A page that is not `listed` is in no site map.
    """

    address: str
    template: str
    title: str
    description: str
    parts: Mapping[str, object] = field(default_factory=dict)
    notes: tuple[Source, ...] = ()
    denominator: int = 100
    origin: str = "content/site.yaml"
    listed: bool = True

    @property
    def path(self) -> SitePath:
        """The file of the page."""
        return SitePath(self.address if self.address.endswith(".html") else f"{self.address}index.html")


def denominator(statements: Iterable[Statement]) -> int:
    """Return 100, or 1,000 where a share on the page is under 1 in 100."""
    shares = (figure.share for statement in statements for figure in statement.figures)
    return intervals.denominator([share for share in shares if share is not None])


def notes(site: Site, proses: Iterable[Prose], statements: Iterable[Statement]) -> tuple[Source, ...]:
    """Return the sources of a page in the order in which a reader meets them: cited in prose, then those of claims."""
    cited = {cite.citekey: site.source[cite.citekey] for prose in proses for cite in prose.cites}
    return tuple((cited | {source.citekey: source for found in statements for source in found.sources}).values())


def shown(site: Site, prose: Prose, listed: Iterable[Statement]) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
    """Return the claims whose cards stand in the prose, and the listed ones that still have to be shown."""
    embedded = {link.target: site.statement[link.target] for link in prose.links if link.embed}
    return tuple(embedded.values()), tuple(found for found in listed if found.id not in embedded)
