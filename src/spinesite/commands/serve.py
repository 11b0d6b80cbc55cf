"""`spinesite serve`."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import click

from spinesite.commands.options import as_date, exits, root_option, today_option
from spinesite.commands.reporting import count, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from spinesite.preview.builder import Outcome


@click.command(epilog=exits("it was ended by Ctrl-C, whatever was wrong with the content meanwhile"))
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port; 0 takes any free one."
)
@root_option
@today_option
def command(port: int, root: Path, today: str | None) -> None:
    """Show the site while you write, anew with every save.

    Mistakes stand over the page, with the last good page below. Only this machine can see it. Nothing is published:
    _site stays as it is. Ctrl-C ends it.

    \b
    Examples:
      spinesite serve
      spinesite serve --port 0
    """
    from spinesite.preview.builder import Builder
    from spinesite.preview.server import listening
    from spinesite.preview.watching import is_told, ring
    from spinesite.root import require_site

    require_site(root)
    with listening(port) as server:
        builder = server.builder = Builder(root.resolve(), as_date(today), server.url, _teller())
        threads = (
            Thread(target=builder.work, daemon=True),
            Thread(target=ring, args=(builder.tops, builder.ring, builder.stop), daemon=True),
        )
        try:
            for thread in threads:
                thread.start()
            builder.current()
            if not is_told():
                say("looking for changes five times a second; pip install 'spinesite[serve]' to be told of them")
            say(f"serving {server.url} (Ctrl-C ends it)")
            server.serve_forever()
        except KeyboardInterrupt:
            say("stopped")
        finally:
            builder.end()
            for thread in threads:
                thread.join(timeout=5)


def _teller() -> Callable[[Outcome], None]:
    """Return a function that prints an outcome: the problems that were not there the last time, and how many stand."""
    from spinesite.diagnostics import Diagnostic, Severity
    from spinesite.reports.text import text

    known: set[Diagnostic] = set()

    def tell(outcome: Outcome) -> None:
        new = [found for found in outcome.diagnostics if found not in known]
        if outcome.is_whole and not outcome.failure:
            known.clear()
        known.update(outcome.diagnostics)
        errors = sum(1 for found in outcome.diagnostics if found.severity is Severity.ERROR)
        with suppress(OSError):  # a terminal that has gone away is no reason to stop
            click.echo(text(new), nl=False)
            if outcome.failure:
                say(f"error: {outcome.failure}")
            elif errors and outcome.is_whole:
                say(f"{count(errors, 'error')}; the last good pages are kept")
            elif outcome.is_whole:
                say(f"up to date, with {count(len(outcome.diagnostics), 'warning')}")

    return tell
