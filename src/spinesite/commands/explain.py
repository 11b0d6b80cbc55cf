"""`spinesite explain RULE`."""

from __future__ import annotations

from pathlib import Path

import click

from spinesite.commands.options import root_option, rule_named


@click.command()
@click.argument("rule")
@root_option
def command(rule: str, root: Path) -> None:
    """Say what RULE means, why it is there, and how to mend what breaks it."""
    from spinesite.rules import explain as texts

    click.echo(texts.as_text(rule_named(rule)), nl=False)
