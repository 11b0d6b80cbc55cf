"""`spinesite check`."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spinesite.commands.options import (
    as_date,
    complete_rules,
    exits,
    format_option,
    loudness_options,
    root_option,
    rule_named,
    strict_option,
    today_option,
)
from spinesite.commands.progress import followed
from spinesite.commands.reporting import print_report
from spinesite.errors import UsageError

if TYPE_CHECKING:
    from spinesite.diagnostics import Diagnostic


@click.command(epilog=exits("no errors", "the content has errors, or with --strict warnings"))
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@root_option
@format_option
@click.option("--output-file", type=click.Path(path_type=Path, dir_okay=False), help="Write the report to a file.")
@click.option(
    "--select",
    multiple=True,
    metavar="RULES",
    shell_complete=complete_rules,
    help="Report on these rules only (and on those that always run).",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="RULES",
    shell_complete=complete_rules,
    help="Leave these rules out (but not those that always run).",
)
@strict_option
@today_option
@loudness_options
def command(
    paths: tuple[Path, ...],
    root: Path,
    report_format: str | None,
    output_file: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    strict: bool,
    today: str | None,
) -> None:
    """Check the content and write nothing. With PATHS, report on those files and folders only.

    \b
    Examples:
      spinesite check
      spinesite check content/claims/sleep --strict
      spinesite check --format sarif --output-file report.sarif
    """
    from spinesite import pipeline
    from spinesite.diagnostics import has_errors

    wanted = _rules_named(select), _rules_named(ignore)
    places = _site_paths(paths, root)
    with followed() as progress:
        corpus, checked = pipeline.examine(root, as_date(today), tell=progress)
    checked = replace(
        checked,
        diagnostics=tuple(d for d in checked.diagnostics if _is_wanted(d, *wanted, places)),
        waived=tuple(w for w in checked.waived if _is_wanted(w[0], *wanted, places)),
    )
    print_report(corpus, checked, report_format, output_file)
    if has_errors(checked.diagnostics) or (strict and checked.diagnostics):
        raise SystemExit(1)


def _rules_named(lists: Iterable[str]) -> frozenset[str]:
    names = (name.strip() for listed in lists for name in listed.split(","))
    return frozenset(rule_named(name).id for name in names if name)


def _site_paths(paths: Iterable[Path], root: Path) -> tuple[str, ...]:
    """Return paths as diagnostics name them: relative to the root, with /."""
    top = root.resolve()
    found: list[str] = []
    for path in paths:
        # As every program takes a path, relative to here; failing that, relative to the site.
        places = [
            p.parent.resolve() / p.name if p.name else p.resolve() for p in (path, root / path) if os.path.lexists(p)
        ]
        inside = next((place for place in places if place.resolve().is_relative_to(top)), None)
        if inside is None:
            raise UsageError(f"{path} is not part of the site in {root}" if places else f"there is no {path}")
        found.append(
            inside.relative_to(top).as_posix()
            if inside.is_relative_to(top)
            else inside.resolve().relative_to(top).as_posix()
        )
    return tuple(found)


def _is_wanted(diagnostic: Diagnostic, select: frozenset[str], ignore: frozenset[str], places: tuple[str, ...]) -> bool:
    from spinesite.rules.registry import BY_ID

    path = diagnostic.location.path
    if places and not any(place == "." or path == place or path.startswith(place + "/") for place in places):
        return False
    if BY_ID[diagnostic.rule].always:
        return True
    return (not select or diagnostic.rule in select) and diagnostic.rule not in ignore
