"""Options that several commands take, and what their values mean."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from spinesite.errors import UsageError

if TYPE_CHECKING:
    from spinesite.diagnostics import Rule

C = TypeVar("C", bound=Callable[..., object])

FORMATS = ("text", "json", "github", "sarif")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

root_option = click.option(
    "--root",
    type=click.Path(path_type=Path),
    default=Path(),
    show_default="this folder",
    help="The folder of the site.",
)
format_option = click.option(
    "--format",
    "report_format",
    type=click.Choice(FORMATS),
    help="How problems are printed. Default: github where GITHUB_ACTIONS is true, else text.",
)
strict_option = click.option("--strict", is_flag=True, help="Fail on warnings too.")
today_option = click.option(
    "--today", metavar="DATE", help="The date that counts as today. Default: SOURCE_DATE_EPOCH, else today (UTC)."
)

_LOUDNESS = "spinesite.loudness"


@dataclass(slots=True)
class Loudness:
    """How much is said on standard error."""

    quiet: bool = False
    verbose: bool = False


def loudness() -> Loudness:
    """Return how much the running command is to say; outside of a command, the usual."""
    context = click.get_current_context(silent=True)
    found = context.meta.setdefault(_LOUDNESS, Loudness()) if context else Loudness()
    return found if isinstance(found, Loudness) else Loudness()


def loudness_options(command: C) -> C:
    """Add --quiet and --verbose to a command; `loudness` then knows them."""

    def quiet(context: click.Context, parameter: click.Parameter, given: bool) -> None:
        loudness().quiet = given

    def verbose(context: click.Context, parameter: click.Parameter, given: bool) -> None:
        loudness().verbose = given
        if given and loudness().quiet:
            raise click.UsageError("--quiet and --verbose exclude each other")

    return click.option(
        "-q", "--quiet", is_flag=True, expose_value=False, is_eager=True, callback=quiet, help="Print problems only."
    )(
        click.option(
            "-v",
            "--verbose",
            is_flag=True,
            expose_value=False,
            callback=verbose,
            help="Say what is done, and how long it took.",
        )(command)
    )


def exits(clean: str, content: str = "") -> str:
    """Return the end of a command's help: what its exit statuses mean."""
    lines = ["Exit status:", f"  0  {clean}"]
    lines += [f"  1  {content}"] if content else []
    return "\n".join(["\b", *lines, "  2  wrong usage, no site, or the machine failed"])


def as_date(given: str | None) -> date:
    """Return the date that everything is judged on."""
    if given is not None:
        try:
            if _DAY.fullmatch(given):
                return date.fromisoformat(given)
        except ValueError:
            pass
        raise UsageError(f"--today {given!r} is no date; write year-month-day, such as 2026-11-22")
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(UTC).date()
    try:
        if not re.fullmatch(r"[0-9]{1,12}", epoch):
            raise ValueError(epoch)
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"SOURCE_DATE_EPOCH={epoch!r} is no number of seconds") from None


def as_base_url(given: str | None) -> str | None:
    """Return the address to publish under, if one was given. Raises UsageError where it is none."""
    from spinesite.fields import is_base_url

    if given is not None and not is_base_url(given):
        raise UsageError(f"--base-url {given!r} is no address; write https://host/path/")
    return given


def rule_named(name: str) -> Rule:
    """Return the rule with this id. Raises UsageError, with the closest name, where there is none."""
    from spinesite.diagnostics import did_you_mean
    from spinesite.rules.registry import BY_ID

    if name not in BY_ID:
        close = did_you_mean(name, BY_ID)
        hint = f"did you mean {close!r}?" if close else "`spinesite rules` lists them"
        raise UsageError(f"there is no rule {name!r}; {hint}")
    return BY_ID[name]


def complete_rules(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Return the rules whose names begin with what was typed, in a list of rules after its last comma."""
    from spinesite.rules.registry import BY_ID

    before, comma, last = incomplete.rpartition(",")
    return [before + comma + id for id in BY_ID if id.startswith(last)]
