"""`spinesite export NAME`."""

from __future__ import annotations

from pathlib import Path

import click

from spinesite.commands.options import as_base_url, as_date, exits, root_option, today_option
from spinesite.commands.reporting import print_report, say
from spinesite.errors import UsageError


def _complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    from spinesite.exports import EXPORTS

    return [export.name for export in EXPORTS if export.name.startswith(incomplete)]


@click.command(epilog=exits("the file was written", "the content has errors; nothing was written"))
@click.argument("name", shell_complete=_complete)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Write into this file, whole or not at all. Default: standard output.",
)
@root_option
@click.option("--base-url", metavar="URL", help="Use this address instead of the site's own.")
@today_option
def command(name: str, out: Path | None, root: Path, base_url: str | None, today: str | None) -> None:
    """Write one of the data files of the site, without building it.

    NAME is the name of the file, such as claims.csv or evidence.sqlite. The bytes are those of a build with the same
    options. Nothing is written if the content has errors; they are then reported on standard error, or on standard
    output where --out keeps that free.

    \b
    Examples:
      spinesite export claims.csv > claims.csv
      spinesite export evidence.sqlite --out /srv/data/evidence.sqlite
    """
    from spinesite import pipeline
    from spinesite.diagnostics import did_you_mean, has_errors
    from spinesite.exports import EXPORTS
    from spinesite.resolve import resolve
    from spinesite.wholefile import write_whole

    by_name = {export.name: export for export in EXPORTS}
    if name not in by_name:
        close = did_you_mean(name, by_name)
        hint = f"did you mean {close!r}? " if close else ""
        raise UsageError(f"there is no data file {name!r}; {hint}there are: {', '.join(sorted(by_name))}")
    corpus, checked = pipeline.examine(root, as_date(today), as_base_url(base_url))
    if has_errors(checked.diagnostics):
        print_report(corpus, checked, None, to_error=out is None)
        say("nothing was written")
        raise SystemExit(1)
    data = by_name[name].make(resolve(corpus))
    if out is None:
        click.echo(data, nl=False)
    else:
        write_whole(out, data)
        say(f"wrote {out} ({len(data):,} bytes)")
