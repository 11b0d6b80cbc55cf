"""`spinesite schema [RECORD]`."""

from __future__ import annotations

from pathlib import Path

import click

from spinesite.commands.options import exits, root_option
from spinesite.commands.reporting import say
from spinesite.errors import UsageError


def _complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    from spinesite.json_schemas import SCHEMAS

    return [name for name in SCHEMAS if name.startswith(incomplete)]


@click.command(epilog=exits("the schema was printed, or the schemas are current"))
@click.argument("record", required=False, shell_complete=_complete)
@click.option("--write", is_flag=True, help="Write the schemas of all records into docs/schemas/ of the site.")
@root_option
def command(record: str | None, write: bool, root: Path) -> None:
    """Print the JSON Schema of RECORD: claim, option, site, …

    Programs for editing check by it while you type. With --write, all schemas go into docs/schemas/, where the settings
    of VS Code and the first line of new files name them.

    \b
    Examples:
      spinesite schema claim
      spinesite schema --write
    """
    from spinesite.diagnostics import did_you_mean
    from spinesite.json_schemas import SCHEMAS, as_text

    if write:
        from spinesite.json_schemas import FOLDER, files
        from spinesite.newfiles import renew
        from spinesite.root import require_site

        require_site(root)
        changed = renew(root, dict(files()))
        say(f"wrote {', '.join(changed)}" if changed else f"the schemas in {root / FOLDER} are current")
        return
    if record not in SCHEMAS:
        close = did_you_mean(record or "", SCHEMAS)
        hint = (f"did you mean {close!r}? " if close else "") + f"choose one of {', '.join(SCHEMAS)}"
        raise UsageError(f"there is no record {record!r}; {hint}" if record else f"name a record; {hint}")
    click.echo(as_text(record), nl=False)
