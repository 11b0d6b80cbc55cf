"""The stages in their order: load, check, resolve, render, verify, publish. The whole program on one screen."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from spinesite import addresses
from spinesite.beside import CAN_FORK, beside
from spinesite.check import Checked, check
from spinesite.diagnostics import Diagnostic, Rule, has_errors
from spinesite.load import load
from spinesite.model import Corpus
from spinesite.names import SitePath
from spinesite.rules.registry import RULES

if TYPE_CHECKING:
    from spinesite.publish import Entry, Published, Staging
    from spinesite.site import Site
    from spinesite.verify import Seen, Verified

# Is told what is being done, and how many pages of how many are made; 0 of 0 where there is nothing to count.
Tell = Callable[[str, int, int], None]


def in_silence(doing: str, done: int, total: int) -> None:
    """Tell nobody."""


def examine(root: Path, today: date, base_url: str | None = None, tell: Tell = in_silence) -> tuple[Corpus, Checked]:
    """Read a site and check it. `base_url` takes the place of the one in the site's settings.

    Raises UsageError if `root` is no site.
    """
    tell("reading", 0, 0)
    corpus, found = load(root, today)
    tell("checking", 0, 0)
    return judge(corpus, found, base_url)


def judge(
    corpus: Corpus, found: Iterable[Diagnostic], base_url: str | None = None, rules: Iterable[Rule] = RULES
) -> tuple[Corpus, Checked]:
    """Check what was read, with what the readers found, as `examine` does."""
    if base_url is not None:
        settings = corpus.settings
        changed = settings.record.model_copy(update={"base_url": base_url})
        corpus = replace(corpus, settings=replace(settings, record=changed))
    return corpus, check(corpus, found, rules)


@dataclass(frozen=True, slots=True)
class Built:
    """What became of a build: the published files, or None and why the pages were refused."""

    published: Published | None
    diagnostics: tuple[Diagnostic, ...] = ()


def build(
    corpus: Corpus,
    root: Path,
    out: Path,
    portable: bool = False,
    allow_shrink: bool = False,
    alone_up_to: int = 1_000,
    tell: Tell = in_silence,
    indexer: Path | None = None,
) -> Built:
    """Make, verify and publish the site of a corpus without errors; where the pages are wrong, publish nothing.

    `indexer` is the program that makes the search index (`search.program`); without one the site has none. More pages
    than `alone_up_to` are made by two processes, where the system has a second processor; the files are the same.
    Raises UsageError and MachineError as `render` and `publish` do; the published site is then as it was.
    """
    # Here and not above: what only reads and checks does without the libraries that draw pages, and starts faster.
    from spinesite.publish import commit, staging
    from spinesite.render import render
    from spinesite.resolve import resolve
    from spinesite.verify import begin, conclude, look_at

    pages = count_pages(corpus)
    tell("resolving", 0, 0)
    site = resolve(corpus)
    search = indexer is not None
    with staging(out) as staged:
        verified = begin(corpus)
        if CAN_FORK and (os.cpu_count() or 1) > 1 and pages > alone_up_to:
            _make_by_two(site, root, portable, staged, verified, lambda done: tell("making pages", done, pages), search)
        else:
            for artifact in render(site, root, portable, search=search):
                look_at(artifact, verified)
                staged.write(artifact.path, artifact.data)
                tell("making pages", len(verified.seen.links), pages)
        tell("verifying", 0, 0)
        diagnostics = conclude(verified)
        if has_errors(diagnostics):
            return Built(None, tuple(sorted(diagnostics, key=lambda d: d.sort_key)))
        if indexer is not None:
            _index(indexer, staged, portable, tell)
        tell("publishing", 0, 0)
        return Built(commit(staged, allow_shrink))


def _index(indexer: Path, staged: Staging, portable: bool, tell: Tell) -> None:
    """Add the search index of the pages that were written."""
    from spinesite.search import index  # a build without it need not wait for what it imports

    paths = sorted(path for path in staged.entries if path.endswith(".html"))

    def pages() -> Iterator[tuple[str, str]]:
        for done, path in enumerate(paths, 1):
            yield path if portable else path.removesuffix("index.html"), staged.read(path).decode()
            tell("indexing", done, len(paths))

    for name, data in index(indexer, pages()):
        staged.write(SitePath(name), data)


def _make_by_two(
    site: Site,
    root: Path,
    portable: bool,
    staged: Staging,
    verified: Verified,
    made: Callable[[int], None],
    search: bool,
) -> None:
    """Make and look at half of the pages here and half in a process beside, which is as far as this one."""
    from spinesite.render import render
    from spinesite.verify import look_at

    def second_half(end_with_parent: Callable[[], None]) -> tuple[tuple[Entry, ...], Seen]:
        for artifact in render(site, root, portable, part=1, parts=2, search=search):
            end_with_parent()
            look_at(artifact, verified)
            staged.write(artifact.path, artifact.data)
        return tuple(staged.entries.values()), verified.seen

    with beside(second_half) as second:
        for artifact in render(site, root, portable, part=0, parts=2, search=search):
            look_at(artifact, verified)
            staged.write(artifact.path, artifact.data)
            made(2 * len(verified.seen.links))
        entries, other = second()
    for entry in entries:
        staged.record(entry)
    verified.seen.add(other)


def count_pages(corpus: Corpus) -> int:
    """Return how many pages a corpus gives, the one for missing addresses included."""
    return sum(1 for _ in addresses.all_pages(corpus)) + 1
