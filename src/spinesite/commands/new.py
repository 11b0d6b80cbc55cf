"""`spinesite new KIND ID`."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from spinesite.commands.options import as_date, exits, root_option, today_option
from spinesite.commands.reporting import say
from spinesite.drafts import FOLDERS
from spinesite.errors import UsageError


@click.command(epilog=exits("the file was made"))
@click.argument("kind", type=click.Choice(tuple(FOLDERS)))
@click.argument("id")
@click.option("--topic", metavar="TOPIC", default="", help="The folder of the claim below content/claims.")
@root_option
@today_option
def command(kind: str, id: str, topic: str, root: Path, today: str | None) -> None:
    """Make the file of a new claim, option, condition or guide. A file that is there is never touched.

    ID is the name of the file and the address of its page: lower-case words joined by hyphens.

    \b
    Examples:
      spinesite new claim wicks-keep-plants-alive --topic in-the-pot
      spinesite new option wick-pot
    """
    from spinesite.drafts import draft
    from spinesite.newfiles import create
    from spinesite.root import require_site

    require_site(root)
    if topic and kind != "claim":
        raise UsageError(f"--topic is for claims; a new {kind} goes into {FOLDERS[kind]}/")
    try:
        path, text = draft(kind, id, as_date(today), topic)
    except ValueError as error:
        raise UsageError(str(error)) from None
    if kind == "claim" and (taken := next((root / FOLDERS[kind]).rglob(f"{id}.yaml"), None)):
        raise UsageError(f"the claim {id!r} is there already: {taken}; nothing was written")
    create(root, {path: text})
    click.echo(f"made {root / path}")
    say(f"next: write over every FILL-IN: in it, then run {_check_command(root, path)}")


def _check_command(root: Path, path: str) -> str:
    return shlex.join(["spinesite", "check", *([] if root == Path() else ["--root", str(root)]), path])
