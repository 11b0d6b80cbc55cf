"""`spinesite diff`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spinesite.commands.options import as_date, exits, root_option, today_option

if TYPE_CHECKING:
    from spinesite.differences.difference import State
    from spinesite.differences.revisions import Repository
    from spinesite.differences.states import Reading


@click.command(
    epilog=exits("the report was printed, whatever changed", "it was printed, and the content of HEAD has errors")
)
@click.argument("base")
@click.argument("head", required=False)
@root_option
@today_option
def command(base: str, head: str | None, root: Path, today: str | None) -> None:
    """Tell what changed in the evidence between BASE and HEAD.

    BASE and HEAD are revisions of the git repository that the site is in; without HEAD, the files as they are now. The
    report is Markdown and fits a comment on GitHub: claims added, changed and withdrawn, references, retractions, new
    problems, and the pages that read otherwise.

    \b
    Examples:
      spinesite diff origin/main
      spinesite diff v1.0 v1.1 > evidence.md
    """
    from spinesite.diagnostics import has_errors
    from spinesite.differences.difference import compare
    from spinesite.differences.markdown import code
    from spinesite.differences.report import report
    from spinesite.differences.revisions import commit, repository
    from spinesite.differences.states import Reading
    from spinesite.errors import UsageError
    from spinesite.root import require_site

    reading = Reading(root, as_date(today))
    if head is None:
        require_site(root)
    within = repository(root, os.environ)
    names = commit(within, base), commit(within, head) if head is not None else None
    before, after = _state(reading, within, names[0]), _state(reading, within, names[1])
    if after is None:
        raise UsageError(f"there is no content/site.yaml in {head}")
    notes = [] if before else [f"There is no site in {code(base)}."]
    found = compare(before or reading.nothing(), after)
    if not found.knows_pages:
        notes.append("One of the two versions has errors, so that not all pages that are affected are known.")
    click.echo(report(found, notes), nl=False)
    if has_errors(after.diagnostics):
        raise SystemExit(1)


def _state(reading: Reading, within: Repository, name: str | None) -> State | None:
    """Return the state of a commit, or of the files as they are now."""
    from spinesite.differences.revisions import files_at
    from spinesite.load import files_below

    if name is None:
        return reading.state(files_below(within.root))
    with files_at(within, name) as files:
        return reading.state(files)
