"""The stages in their order: load, check, resolve, render, verify, publish. The whole program on one screen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from spinesite import addresses
from spinesite.check import Checked, check
from spinesite.diagnostics import Diagnostic, has_errors
from spinesite.load import load
from spinesite.model import Corpus
from spinesite.publish import Published, commit, staging
from spinesite.render import render
from spinesite.resolve import resolve
from spinesite.verify import begin, conclude, look_at


def examine(root: Path, today: date, base_url: str | None = None) -> tuple[Corpus, Checked]:
    """Read a site and check it. `base_url` takes the place of the one in the site's settings.

    Raises UsageError if `root` is no site.
    """
    corpus, found = load(root, today)
    if base_url is not None:
        settings = corpus.settings
        changed = settings.record.model_copy(update={"base_url": base_url})
        corpus = replace(corpus, settings=replace(settings, record=changed))
    return corpus, check(corpus, found)


@dataclass(frozen=True, slots=True)
class Built:
    """What became of a build: the published files, or None and why the pages were refused."""

    published: Published | None
    diagnostics: tuple[Diagnostic, ...] = ()


def build(corpus: Corpus, root: Path, out: Path, portable: bool = False, allow_shrink: bool = False) -> Built:
    """Make, verify and publish the site of a corpus without errors; where the pages are wrong, publish nothing.

    Raises UsageError and MachineError as `render` and `publish` do; the published site is then as it was.
    """
    site = resolve(corpus)
    with staging(out) as staged:
        verified = begin(corpus)
        for artifact in render(site, root, portable):
            look_at(artifact, verified)
            staged.write(artifact.path, artifact.data)
        diagnostics = conclude(verified)
        if has_errors(diagnostics):
            return Built(None, tuple(sorted(diagnostics, key=lambda d: d.sort_key)))
        return Built(commit(staged, allow_shrink))


def count_pages(corpus: Corpus) -> int:
    """Return how many pages a corpus gives, the one for missing addresses included."""
    return sum(1 for _ in addresses.all_pages(corpus)) + 1
