"""`spinesite explain RULE`."""

from __future__ import annotations

from pathlib import Path

import click

from spinesite.commands.options import complete_rules, exits, root_option, rule_named


@click.command(epilog=exits("the rule is explained"))
@click.argument("rule", shell_complete=complete_rules)
@root_option
def command(rule: str, root: Path) -> None:
    """Say what RULE means, why, and how to mend what breaks it.

    \b
    Examples:
      spinesite explain bound-lost
      spinesite explain percent-mismatch
    """
    from spinesite.rules import explain as texts

    click.echo(texts.as_text(rule_named(rule)), nl=False)
