"""`spinesite rules`."""

from __future__ import annotations

from pathlib import Path

import click

from spinesite.commands.options import as_date, exits, root_option, today_option


@click.command(epilog=exits("the rules are listed"))
@click.option(
    "--format",
    "list_format",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="How they are printed.",
)
@click.option("--waived", is_flag=True, help="Show what the site's waivers silence instead.")
@root_option
@today_option
def command(list_format: str, waived: bool, root: Path, today: str | None) -> None:
    """List all rules. Those marked ! always run, and nothing silences them.

    \b
    Examples:
      spinesite rules
      spinesite rules --waived
    """
    from spinesite.rules import explain as texts
    from spinesite.rules.registry import RULES

    if not waived:
        click.echo(texts.as_json(RULES) if list_format == "json" else texts.as_list(RULES), nl=False)
        return
    from spinesite import pipeline
    from spinesite.reports.json import waived as as_json
    from spinesite.reports.text import waived as as_text

    _, checked = pipeline.examine(root, as_date(today))
    click.echo(as_json(checked.waived) if list_format == "json" else as_text(checked.waived), nl=False)
