"""`spinesite init DIR`."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from spinesite.commands.options import as_date, exits, root_option, today_option
from spinesite.commands.reporting import say


@click.command(epilog=exits("the site was made"))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@root_option
@today_option
def command(folder: Path, root: Path, today: str | None) -> None:
    """Make a small site in DIR, to be turned into your own.

    DIR must be missing or empty; with --root, it is named from there. The site builds at once. Its subject is an
    example, and its evidence is made up. It has a README, a workflow for GitHub and a configuration for pre-commit.

    \b
    Examples:
      spinesite init my-site
      spinesite init /srv/sites/plants
    """
    from spinesite.newsite import begin

    place = root / folder
    count = begin(place, as_date(today))
    click.echo(f"made {place}, {count} files")
    say(f"next: {shlex.join(['spinesite', 'build', '--root', str(place)])}, then read {place / 'README.md'}")
