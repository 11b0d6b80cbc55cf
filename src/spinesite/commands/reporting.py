"""What every command that checks prints: the diagnostics to standard output, the sums to standard error."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spinesite.commands.options import loudness

if TYPE_CHECKING:
    from spinesite.check import Checked
    from spinesite.model import Corpus
    from spinesite.reports.summary import Summary


def say(text: str) -> None:
    """Tell the person at the terminal, unless --quiet; standard output is for what a program may read."""
    if not loudness().quiet:
        click.echo(text, err=True)


def print_report(
    corpus: Corpus,
    checked: Checked,
    report_format: str | None,
    output_file: Path | None = None,
    to_error: bool = False,
) -> Summary:
    """Print what was found, and the sums to standard error.

    `to_error` leaves standard output alone, for commands that write something else to it.
    """
    from spinesite.pipeline import count_pages
    from spinesite.reports.formats import report
    from spinesite.reports.summary import Summary
    from spinesite.wholefile import write_whole

    errors = sum(1 for d in checked.diagnostics if d.severity == "error")
    summary = Summary(
        errors=errors,
        warnings=len(checked.diagnostics) - errors,
        claims=len(corpus.claims),
        references=len(corpus.bibliography.references),
        pages=count_pages(corpus),
    )
    text = report(_format(report_format), checked, summary)
    if output_file is None:
        click.echo(text, nl=False, err=to_error)
    else:
        write_whole(output_file, text.encode())
    say(
        f"{count(summary.errors, 'error')}, {count(summary.warnings, 'warning')} "
        f"in {count(summary.claims, 'claim')} and {count(summary.references, 'reference')}"
    )
    return summary


def count(number: int, noun: str) -> str:
    """Return a number with its noun: "1 error", "2 errors"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _format(given: str | None) -> str:
    return given or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")
