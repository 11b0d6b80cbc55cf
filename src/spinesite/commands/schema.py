"""`spinesite schema RECORD`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from spinesite.commands.options import root_option
from spinesite.errors import UsageError


@click.command()
@click.argument("record")
@root_option
def command(record: str, root: Path) -> None:
    """Print the JSON Schema (2020-12) of RECORD (claim, option, site, …), for editors that check while you type."""
    from spinesite.diagnostics import did_you_mean
    from spinesite.schema import SCHEMAS, json_schema

    if record not in SCHEMAS:
        close = did_you_mean(record, SCHEMAS)
        hint = f"did you mean {close!r}?" if close else f"choose one of {', '.join(SCHEMAS)}"
        raise UsageError(f"there is no record {record!r}; {hint}")
    click.echo(json.dumps(json_schema(record), ensure_ascii=False, indent=2))
