"""Rendered pages held against the records, before anything is published.

Every number must say what its record says, every link and fragment must lead somewhere, ids must be unique and every
page reachable from the home page. Pages are looked at one by one as they are made; what needs all of them waits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from spinesite import figures
from spinesite.bounds import Lost, wording
from spinesite.diagnostics import Diagnostic, Location
from spinesite.model import Corpus
from spinesite.pieces import pieces
from spinesite.records import Estimate
from spinesite.render import Artifact
from spinesite.retold import Guarded, Retold, guarded
from spinesite.rules.output import dead_link, output_mismatch
from spinesite.unmarked import Unmarked, lost_of_file

_LINKED = {"a": "href", "link": "href", "img": "src", "script": "src", "form": "action", "source": "src", "use": "href"}
_LINKS = ", ".join(f"{tag}[{attribute}]" for tag, attribute in _LINKED.items())

MAX_SHOWN = 160


@dataclass(frozen=True, slots=True)
class Target:
    """A link within the site: the file it leads to, the fragment, and how it is written."""

    path: str
    fragment: str
    written: str


@dataclass(slots=True)
class Seen:
    """What was seen on pages: what is wrong with each, and what can only be judged when all are known.

    `links` are those to other pages.
    """

    diagnostics: list[Diagnostic] = field(default_factory=list)
    links: dict[str, tuple[Target, ...]] = field(default_factory=dict)
    ids: dict[str, frozenset[str]] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)

    def add(self, other: Seen) -> None:
        """Take over what was seen on other pages."""
        self.diagnostics += other.diagnostics
        self.links |= other.links
        self.ids |= other.ids
        self.origins |= other.origins
        self.files |= other.files


@dataclass(slots=True)
class Verified:
    """What pages are held against, and what was seen on those looked at so far; made and used by one build.

    `known` holds every link that was met, by how it is written below the page's way to the root, so that the links
    which all pages share are worked out and kept once.
    """

    corpus: Corpus
    base_path: str
    estimates: dict[str, dict[str, Estimate]]
    guarded: Guarded
    known: dict[str, Target] = field(default_factory=dict)
    seen: Seen = field(default_factory=Seen)


def begin(corpus: Corpus) -> Verified:
    """Return the state in which no page has been looked at."""
    base = "/" + corpus.settings.record.base_url.split("//", 1)[1].partition("/")[2]
    estimates = {
        claim.id: {f"{i + 1}.{j + 1}": estimate for i, _, j, estimate in claim.record.numbered()}
        for claim in corpus.claims
    }
    return Verified(corpus, base if base.endswith("/") else base + "/", estimates, guarded(corpus))


def look_at(artifact: Artifact, verified: Verified) -> None:
    """Take one file of the site into account; report what is wrong within it."""
    path, seen = str(artifact.path), verified.seen
    seen.files.add(path)
    if not path.endswith(".html"):
        origin = "content/changes.yaml" if path == "feed.xml" else "content/site.yaml"
        seen.diagnostics += _lost(lost_of_file(path, artifact.data, verified.guarded), path, origin)
        return
    origin = seen.origins[path] = artifact.page.origin if artifact.page else "content/site.yaml"
    ids: set[str] = set()
    links: dict[str, Target | None] = {}
    unmarked = Unmarked()
    for piece in pieces(artifact.data):
        tree = LexborHTMLParser(piece)
        seen.diagnostics += _repeated_ids(tree, path, origin, ids)
        _follow(tree, path, verified, links)
        for node in tree.css("[data-claim], [data-part]"):
            seen.diagnostics += _number(node, path, verified)
        if verified.guarded.bounded:
            unmarked.add(tree)
    seen.ids[path] = frozenset(ids)
    targets = [target for target in links.values() if target]
    # Links within a page, of which it may have thousands, are followed now and not kept.
    for found in targets:
        if found.path == path and found.fragment and found.fragment not in ids:
            seen.diagnostics.append(_no_such_place(path, found, origin))
    seen.links[path] = tuple(found for found in targets if found.path != path)
    is_of_work = artifact.page is not None and "source" in artifact.page.parts
    seen.diagnostics += _lost(unmarked.lost(path, verified.guarded, is_of_work), path, origin)


def conclude(verified: Verified) -> tuple[Diagnostic, ...]:
    """Return everything that is wrong with the pages, now that all are known."""
    return (*verified.seen.diagnostics, *_dead_links(verified), *_unreachable(verified))


def _repeated_ids(tree: LexborHTMLParser, path: str, origin: str, ids: set[str]) -> Iterator[Diagnostic]:
    """Add the ids of a page, or of a piece of it, to those that were met; report what was met already."""
    for node in tree.css("[id]"):
        id = node.attributes.get("id") or ""
        if id in ids:
            yield dead_link.RULE.at(
                Location(origin),
                f"the id {id!r} stands twice on the page {path}, so links to it are unclear",
                "rename one of the headings or ids",
            )
        ids.add(id)


def _follow(tree: LexborHTMLParser, path: str, verified: Verified, links: dict[str, Target | None]) -> None:
    """Add the links of a page, or of a piece of it, as they are written; a link out of the site has no target."""
    to_root = "../" * path.count("/")
    for node in tree.css(_LINKS):
        attributes = node.attributes
        written = attributes.get(_LINKED[node.tag or ""]) or ""
        if written in links or written.startswith(("https:", "mailto:")) or attributes.get("rel") == "canonical":
            continue
        if written.startswith("#"):  # and a page may have thousands of them
            links[written] = Target(path, unquote(written[1:]), written)
            continue
        below = written[len(to_root) :]
        # What every page writes alike, but for the way to the root, is worked out once.
        is_plain = written.startswith(to_root) and below and below[0] not in "./#?"
        if is_plain and below in verified.known:
            links[written] = verified.known[below]
            continue
        parts = urlsplit(written)
        if parts.scheme or parts.netloc:
            links[written] = None
            continue
        target = links[written] = Target(
            _resolve(unquote(parts.path), path, verified.base_path),
            unquote(parts.fragment),
            below if is_plain else written,
        )
        if is_plain:
            verified.known[below] = target


def _resolve(link: str, page: str, base_path: str) -> str:
    """Return the file that a link on a page leads to; a path that leaves the site matches no file."""
    if not link:
        return page
    if link.startswith("/"):
        if not link.startswith(base_path):
            return link
        joined = link[len(base_path) :]
    else:
        folder = page.rpartition("/")[0]
        joined = f"{folder}/{link}" if folder else link
    is_folder = not joined or joined.endswith(("/", "/.", "/..")) or joined in (".", "..")
    resolved = normpath(joined) if joined else "."
    if is_folder:
        return "index.html" if resolved == "." else f"{resolved}/index.html"
    return resolved


def _number(node: LexborNode, path: str, verified: Verified) -> Iterator[Diagnostic]:
    """Hold a number, or a part of one such as its interval, against the estimate that it is marked with."""
    attributes = node.attributes
    if "data-claim" in attributes:
        claim_id, position, part = attributes["data-claim"], attributes.get("data-estimate"), ""
    else:
        claim_id, marked = attributes.get("data-of"), (attributes.get("data-part") or "").split(".", 2)
        position, part = ".".join(marked[:2]), marked[2] if len(marked) == 3 else ""
    yield from _compare(node, path, claim_id or "", position or "", part, verified)


def _compare(
    node: LexborNode, path: str, claim_id: str, position: str, part: str, verified: Verified
) -> Iterator[Diagnostic]:
    """Hold the text of a marked number against its record."""
    estimate = verified.estimates.get(claim_id, {}).get(position)
    shown = " ".join(node.text().split())
    if estimate is None:
        location = Location(verified.seen.origins[path])
        yield output_mismatch.RULE.at(
            location,
            f"the page {path} prints {shown!r} for an estimate that does not exist: "
            f"claim {claim_id!r}, estimate {position!r}",
            "correct the template",
        )
        return
    expected = " ".join((figures.detail_text(estimate, part) if part else figures.number_text(estimate)).split())
    if shown != expected:
        claim = next(found for found in verified.corpus.claims if found.id == claim_id)
        finding, _, number = position.partition(".")
        location = claim.at("findings", int(finding) - 1, "estimates", int(number) - 1, "value")
        yield output_mismatch.RULE.at(
            location,
            f"the page {path} prints {shown!r} where the record says {expected!r}",
            "print numbers with the filter `number`, and change nothing inside",
        )


def _lost(found: Iterable[tuple[Retold, Lost]], path: str, origin: str) -> Iterator[Diagnostic]:
    for retold, lost in found:
        shown = retold.text if len(retold.text) <= MAX_SHOWN else retold.text[:MAX_SHOWN] + "…"
        yield output_mismatch.RULE.at(
            Location(origin),
            f"{retold.where} of {path} gives {lost.found.number} without its bound: {shown!r}",
            f"the record says {wording(lost)!r}: print the statement as it is, or leave the number out",
        )


def _dead_links(verified: Verified) -> Iterator[Diagnostic]:
    for page, targets in verified.seen.links.items():
        for target in dict.fromkeys(targets):
            location = Location(verified.seen.origins[page])
            if target.path not in verified.seen.files and target.path != "manifest.json":
                yield dead_link.RULE.at(
                    location,
                    f"the page {page} links to {target.written!r}, which does not exist",
                    "correct the link or the template",
                )
            elif target.fragment and target.fragment not in verified.seen.ids.get(target.path, (target.fragment,)):
                yield _no_such_place(page, target, verified.seen.origins[page])


def _no_such_place(page: str, target: Target, origin: str) -> Diagnostic:
    return dead_link.RULE.at(
        Location(origin),
        f"the page {page} links to {target.written!r}, and no such place is on that page",
        "correct the link or the template",
    )


def _unreachable(verified: Verified) -> Iterator[Diagnostic]:
    """Follow the links from the home page; report pages that no path leads to."""
    reached = {"index.html", "404.html"}
    pending: list[str] = ["index.html"]
    while pending:
        for target in verified.seen.links.get(pending.pop(), ()):
            if target.path in verified.seen.links and target.path not in reached:
                reached.add(target.path)
                pending.append(target.path)
    for page in verified.seen.links:
        if page not in reached:
            yield dead_link.RULE.at(
                Location(verified.seen.origins[page]),
                f"no link leads to the page {page}",
                "link to it from a page that readers reach",
            )


def verify(artifacts: Iterable[Artifact], corpus: Corpus) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a whole site that is at hand."""
    verified = begin(corpus)
    for artifact in artifacts:
        look_at(artifact, verified)
    return conclude(verified)
