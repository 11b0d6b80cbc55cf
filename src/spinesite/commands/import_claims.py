"""`spinesite import FILE.csv`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spinesite.commands.options import as_date, exits, root_option
from spinesite.commands.reporting import count, say
from spinesite.errors import UsageError

if TYPE_CHECKING:
    from spinesite.diagnostics import Diagnostic


@click.command(epilog=exits("the files were made", "a row is wrong; nothing was written"))
@click.argument("table", metavar="FILE.csv", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--topic", metavar="TOPIC", default="", help="The folder of the claims below content/claims.")
@root_option
def command(table: Path, topic: str, root: Path) -> None:
    """Make claims of a spreadsheet of findings. A claim that is there is never touched.

    FILE.csv has the columns of claims.csv, which `spinesite export claims.csv` prints. Needed are id, statement,
    citekey, outcome and reviewed; a row is one estimate. The claims are checked as they will stand in the site: if a
    row is wrong, nothing is written.

    \b
    Examples:
      spinesite import findings.csv
      spinesite import findings.csv --topic sleep
    """
    from spinesite import claimfiles, claimtable, tables
    from spinesite.load import load
    from spinesite.names import is_id
    from spinesite.newfiles import create

    if not all(map(is_id, topic.split("/") if topic else ())):
        raise UsageError(f"--topic {topic!r} is no name of a folder; use lower-case letters, digits and hyphens")
    corpus, _ = load(root, as_date(None))
    with tables.lines(table) as lines:
        claims, wrong = claimtable.read(lines, str(table))
    _stop_at(wrong)
    if not claims:
        raise UsageError(f"{table} holds no rows")
    taken = {path.stem: path.relative_to(root).as_posix() for path in (root / "content/claims").rglob("*.yaml")}
    planned = claimfiles.plan(str(table), claims, corpus, taken, topic)
    _stop_at(planned.diagnostics)
    create(root, planned.files)
    for path in planned.files:
        click.echo(f"made {root / path}")
    findings = sum(len(each.claim.findings) for each in claims)
    say(f"{count(len(claims), 'claim')} with {count(findings, 'finding')}; next: run spinesite check")


def _stop_at(diagnostics: Sequence[Diagnostic]) -> None:
    from spinesite.reports.text import text

    if diagnostics:
        click.echo(text(diagnostics), nl=False)
        say("nothing was written")
        raise SystemExit(1)
