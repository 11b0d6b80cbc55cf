"""What a person at a terminal sees of a long run: one line that is written over, and rubbed out at the end."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import click

from spinesite.commands.options import loudness

_PATIENCE = 0.5  # seconds, before which nothing is shown: a short run needs no progress
_PAUSE = 0.1  # seconds from one writing of the line to the next
_RUB_OUT = "\r\x1b[K"


@dataclass(slots=True)
class Progress:
    """Follows the stages of one run. To be called as `pipeline.Tell`."""

    on_terminal: bool
    verbose: bool
    began: float
    doing: str = ""
    since: float = 0.0
    written: float = 0.0

    def __call__(self, doing: str, done: int, total: int) -> None:
        """Take note of what is being done; show it if it is time to."""
        now = time.monotonic()
        if doing != self.doing:
            self.end()
            self.doing, self.since = doing, now
        if self.on_terminal and now - self.began > _PATIENCE and now - self.written > _PAUSE:
            self.written = now
            count = f" {min(done, total):,} of {total:,}" if total else ""
            _draw(f"{doing}{count} …")

    def end(self) -> None:
        """Rub the line out; with --verbose, say how long what was being done has taken."""
        if self.written:
            _draw("")
            self.written = 0.0
        if self.verbose and self.doing:
            click.echo(f"{self.doing}: {time.monotonic() - self.since:.2f} s", err=True)
        self.doing = ""


def _draw(line: str) -> None:
    sys.stderr.write(_RUB_OUT + line)
    sys.stderr.flush()


@contextmanager
def followed() -> Iterator[Progress]:
    """Give what follows a run, and leave no trace of it on the terminal, however the run ends."""
    loud = loudness()
    on_terminal = sys.stderr.isatty() and os.environ.get("TERM") != "dumb" and not loud.quiet
    progress = Progress(on_terminal, loud.verbose, time.monotonic())
    try:
        yield progress
    finally:
        progress.end()
