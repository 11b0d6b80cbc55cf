"""The stages in their order: load, check, resolve, render, verify, publish. The whole program on one screen."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from spinesite import addresses
from spinesite.beside import CAN_FORK, EXECUTORS
from spinesite.check import Checked, check
from spinesite.diagnostics import Diagnostic, Rule, has_errors
from spinesite.load import load
from spinesite.model import Corpus
from spinesite.names import SitePath
from spinesite.rules.registry import RULES
from spinesite.turns import dealt

if TYPE_CHECKING:
    from spinesite.publish import Entry, Published, Staging
    from spinesite.render import Artifact
    from spinesite.verify import Seen, Verified

# A site of more pages is made by two processes, unless a number is given.
ALONE_UP_TO = 1_000
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
    jobs: int | None = None,
    executor: str = "process",
    tell: Tell = in_silence,
    indexer: Path | None = None,
) -> Built:
    """Make, verify and publish the site of a corpus without errors; where the pages are wrong, publish nothing.

    `indexer` is the program that makes the search index (`search.program`); without one the site has none. The pages
    are made in `jobs` parts at a time, by an `executor` of EXECUTORS; unless told otherwise in two for a large site,
    where the system can fork and has a second processor. The files are the same. Raises UsageError and MachineError as
    `render` and `publish` do; the published site is then as it was.
    """
    # Here and not above: what only reads and checks does without the libraries that draw pages, and starts faster.
    from spinesite.publish import commit, staging
    from spinesite.render import render
    from spinesite.resolve import resolve
    from spinesite.verify import begin, conclude

    pages = count_pages(corpus)
    tell("resolving", 0, 0)
    site = resolve(corpus)
    search = indexer is not None
    with staging(out) as staged:
        verified = begin(corpus)
        parts = jobs or (2 if CAN_FORK and (os.cpu_count() or 1) > 1 and pages > ALONE_UP_TO else 1)

        # Pages, and what stands beside those of claims and works.
        with dealt(pages + len(site.statements) + len(site.sources)) as asker:

            def draw(part: int) -> Iterator[Artifact]:
                return render(site, root, portable, search, part == 0, asker())

            _make(draw, parts, executor, staged, verified, lambda done: tell("making pages", min(done, pages), pages))
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

    def pages() -> Iterator[tuple[str, bytes]]:
        for done, path in enumerate(paths, 1):
            yield path if portable else path.removesuffix("index.html"), staged.read(path)
            tell("indexing", done, len(paths))

    for name, data in index(indexer, pages()):
        staged.write(SitePath(name), data)


def _make(
    draw: Callable[[int], Iterator[Artifact]],
    parts: int,
    executor: str,
    staged: Staging,
    verified: Verified,
    made: Callable[[int], None],
) -> None:
    """Make and look at the first part of the pages here and the others beside, which are as far as this one."""
    from spinesite.publish import Staging
    from spinesite.verify import Seen, look_at

    def other(part: int, end_with_this: Callable[[], None]) -> Iterator[tuple[tuple[Entry, ...], Seen]]:
        own, seen = Staging(staged.out, staged.folder), replace(verified, known={}, seen=Seen())
        for artifact in draw(part):
            end_with_this()
            look_at(artifact, seen)
            own.write(artifact.path, artifact.data)
        yield tuple(own.entries.values()), seen.seen

    with EXECUTORS[executor]([partial(other, part) for part in range(1, parts)]) as others:
        for artifact in draw(0):
            look_at(artifact, verified)
            staged.write(artifact.path, artifact.data)
            made(parts * len(verified.seen.links))
        for results in others:
            for entries, seen in results:
                for entry in entries:
                    staged.record(entry)
                verified.seen.add(seen)


def count_pages(corpus: Corpus) -> int:
    """Return how many pages a corpus gives, the one for missing addresses included."""
    return sum(1 for _ in addresses.all_pages(corpus)) + 1
