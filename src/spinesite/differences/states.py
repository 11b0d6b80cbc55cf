"""The files of a site into the state that is compared: what is in them, what is wrong, how its pages read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

from spinesite.diagnostics import has_errors
from spinesite.differences.difference import State
from spinesite.load import File, gather
from spinesite.model import Corpus
from spinesite.pipeline import judge
from spinesite.reading import Remembered, reader
from spinesite.render import all_pages, is_listed, renderer
from spinesite.resolve import resolve
from spinesite.root import SETTINGS
from spinesite.templatefiles import Compiled


@dataclass(frozen=True, slots=True)
class Reading:
    """How states are read: what two of them share is read and compiled once.

    Pages of both are drawn with the templates that are in `root` now, so that they differ by their content alone.
    """

    root: Path
    today: date
    read: Remembered = field(default_factory=lambda: Remembered(reader()))
    compiled: Compiled = field(default_factory=Compiled)

    def state(self, files: Iterable[File]) -> State | None:
        """Return the state of some files, or None if they are no site. Raises UsageError if a template is at fault."""
        found = tuple(files)
        if SETTINGS not in {file.path for file in found}:
            return None
        corpus, checked = judge(*gather(found, self.today, self.read))
        pages = None if has_errors(checked.diagnostics) else self._pages(corpus)
        return State(corpus, checked.diagnostics, pages)

    def nothing(self) -> State:
        """Return the state before there was a site."""
        return State(gather((), self.today)[0], (), {})

    def _pages(self, corpus: Corpus) -> dict[str, str]:
        site = resolve(corpus)
        drawing = renderer(site, self.root, compiled=self.compiled)
        pages = filter(is_listed, all_pages(site))
        return {page.address: sha256(drawing.page(page).data).hexdigest() for page in pages}
