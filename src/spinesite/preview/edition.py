"""A whole site at one moment, from which every file can be drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from spinesite.diagnostics import Diagnostic
from spinesite.exports import EXPORTS
from spinesite.model import Corpus
from spinesite.page import Page
from spinesite.publish import MANIFEST, entry_of, manifest_of
from spinesite.render import Artifact, Renderer, all_pages, is_listed, renderer
from spinesite.resolve import resolve
from spinesite.templatefiles import Compiled
from spinesite.verify import begin, conclude, look_at


@dataclass(frozen=True, slots=True, eq=False)
class Edition:
    """The site of a corpus without errors. Its files are drawn when they are asked for, and not kept."""

    corpus: Corpus
    renderer: Renderer
    pages: Mapping[str, Page]

    def file(self, path: str) -> bytes | None:
        """Return a file by its path on the site, or None if the site has none there.

        Raises UsageError where a template is at fault.
        """
        if page := self.pages.get(path):
            return self.renderer.page(page).data
        if path == MANIFEST:
            entries = (entry_of(artifact.path, artifact.data) for artifact in self._files())
            return manifest_of(sorted(entries, key=lambda entry: entry.path))
        if export := next((each for each in EXPORTS if each.path == path), None):
            return export.make(self.renderer.site)
        files = self.renderer.others(self._addresses())
        if f"{path.rpartition('/')[0]}/index.html" in self.pages:
            files = chain(files, self.renderer.beside())
        return next((artifact.data for artifact in files if artifact.path == path), None)

    def proof(self) -> Iterator[tuple[Diagnostic, ...]]:
        """Draw everything and verify it as a build does, a file at each step; the last step gives what is wrong.

        Raises UsageError where a template is at fault.
        """
        verified = begin(self.corpus)
        for artifact in self._files():
            look_at(artifact, verified)
            yield ()
        yield tuple(sorted(conclude(verified), key=lambda found: found.sort_key))

    def _files(self) -> Iterator[Artifact]:
        yield from self.renderer.exports()
        yield from map(self.renderer.page, self.pages.values())
        yield from self.renderer.beside()
        yield from self.renderer.others(self._addresses())

    def _addresses(self) -> list[str]:
        return [page.address for page in self.pages.values() if is_listed(page)]


def edition(corpus: Corpus, root: Path, compiled: Compiled) -> Edition:
    """Return the site of a corpus without errors. Raises UsageError for a template that cannot be read."""
    site = resolve(corpus)
    pages = {str(page.path): page for page in all_pages(site)}
    return Edition(corpus, renderer(site, root, compiled=compiled), pages)
