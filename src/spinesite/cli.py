"""The command line: the only place that prints, reads the clock or the environment, and sets exit codes.

0 clean, 1 the content has errors (or warnings under --strict), 2 wrong usage or the machine failed. What a command
needs is imported when it runs, so that a quick one stays quick.
"""

from __future__ import annotations

import gc
import json
import os
import re
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spinesite import __version__
from spinesite.errors import MachineError, SpinesiteError, UsageError

if TYPE_CHECKING:
    from spinesite.check import Checked
    from spinesite.diagnostics import Diagnostic, Rule
    from spinesite.model import Corpus
    from spinesite.reports.summary import Summary

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
    "--today", metavar="DATE", help="The date to judge reviews by. Default: SOURCE_DATE_EPOCH, else today (UTC)."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="spinesite")
def cli() -> None:
    """Make a website of evidence: claims tied to references, numbers that are checked."""


@cli.command()
@root_option
@click.option("--out", type=click.Path(path_type=Path), help="Where the site is published. Default: _site in the root.")
@strict_option
@click.option("--base-url", metavar="URL", help="Publish under this address instead of the site's own.")
@click.option("--portable", is_flag=True, help="Name index.html in every link, so that the site opens from a folder.")
@today_option
@format_option
@click.option("--allow-shrink", is_flag=True, help="Let over half of the published pages go.")
def build(
    root: Path,
    out: Path | None,
    strict: bool,
    base_url: str | None,
    portable: bool,
    today: str | None,
    report_format: str | None,
    allow_shrink: bool,
) -> None:
    """Check the content, then render, verify and publish the site.

    \b
    Examples:
      spinesite build
      spinesite build --out /srv/www/site --base-url https://example.org/
    """
    from spinesite import pipeline
    from spinesite.diagnostics import has_errors
    from spinesite.publish import check_output

    started = time.perf_counter()
    out = out if out is not None else root / "_site"
    check_output(out, root)
    corpus, checked = pipeline.examine(root, _today(today), _base_url(base_url))
    if has_errors(checked.diagnostics) or (strict and checked.diagnostics):
        _report(corpus, checked, report_format)
        _say("nothing was published")
        raise SystemExit(1)
    built = pipeline.build(corpus, root, out, portable, allow_shrink)
    checked = replace(checked, diagnostics=(*checked.diagnostics, *built.diagnostics))
    summary = _report(corpus, checked, report_format)
    if built.published is None:
        _say("nothing was published")
        raise SystemExit(1)
    _say(
        f"built {summary.claims} claims, {summary.references} references, {summary.pages} pages "
        f"({len(built.published.entries) + 1} files) in {out} in {time.perf_counter() - started:.1f} seconds"
    )


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@root_option
@format_option
@click.option("--output-file", type=click.Path(path_type=Path, dir_okay=False), help="Write the report to a file.")
@click.option(
    "--select", multiple=True, metavar="RULES", help="Report on these rules only (and on those that always run)."
)
@click.option("--ignore", multiple=True, metavar="RULES", help="Leave these rules out (but not those that always run).")
@strict_option
@today_option
def check(
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
    corpus, checked = pipeline.examine(root, _today(today))
    checked = replace(
        checked,
        diagnostics=tuple(d for d in checked.diagnostics if _is_wanted(d, *wanted, places)),
        waived=tuple(w for w in checked.waived if _is_wanted(w[0], *wanted, places)),
    )
    _report(corpus, checked, report_format, output_file)
    if has_errors(checked.diagnostics) or (strict and checked.diagnostics):
        raise SystemExit(1)


@cli.command()
@click.argument("rule")
@root_option
def explain(rule: str, root: Path) -> None:
    """Say what RULE means, why it is there, and how to mend what breaks it."""
    from spinesite.rules import explain as texts

    click.echo(texts.as_text(_rule(rule)), nl=False)


@cli.command()
@click.option("--format", "list_format", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.option("--waived", is_flag=True, help="Show what the site's waivers silence instead.")
@root_option
@today_option
def rules(list_format: str, waived: bool, root: Path, today: str | None) -> None:
    """List all rules."""
    from spinesite.rules import explain as texts
    from spinesite.rules.registry import RULES

    if not waived:
        click.echo(texts.as_json(RULES) if list_format == "json" else texts.as_list(RULES), nl=False)
        return
    from spinesite import pipeline
    from spinesite.reports.json import waived as as_json
    from spinesite.reports.text import waived as as_text

    _, checked = pipeline.examine(root, _today(today))
    click.echo(as_json(checked.waived) if list_format == "json" else as_text(checked.waived), nl=False)


@cli.command()
@click.argument("record")
@root_option
def schema(record: str, root: Path) -> None:
    """Print the JSON Schema (2020-12) of RECORD (claim, option, site, …), for editors that check while you type."""
    from spinesite.diagnostics import did_you_mean
    from spinesite.schema import SCHEMAS, json_schema

    if record not in SCHEMAS:
        close = did_you_mean(record, SCHEMAS)
        hint = f"did you mean {close!r}?" if close else f"choose one of {', '.join(SCHEMAS)}"
        raise UsageError(f"there is no record {record!r}; {hint}")
    click.echo(json.dumps(json_schema(record), ensure_ascii=False, indent=2))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status."""
    # A site is many small values that live to the end: looking for garbage among them takes a fifth of a build.
    gc.set_threshold(1_000_000, 20, 100)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a letter must not end the run.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        cli.main(list(arguments) if arguments is not None else None, prog_name="spinesite", standalone_mode=False)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.ClickException as error:
        error.show(file=sys.stderr)
        return 2
    except SpinesiteError as error:
        _say(f"error: {error}")
        return 2
    except (click.Abort, KeyboardInterrupt):
        _say("stopped")
        return 2
    except BrokenPipeError:
        # The reader has gone (`spinesite check | head`); nothing may be written to the pipe any more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except OSError as error:
        _say(f"error: {error.strerror or error}{f': {error.filename}' if error.filename else ''}")
        return 2
    except Exception as error:
        if os.environ.get("SPINESITE_DEBUG"):
            raise
        _say(
            f"error: a bug in spinesite ({type(error).__name__}: {error}); "
            "please report it, with the output of SPINESITE_DEBUG=1"
        )
        return 2
    return 0


def _say(text: str) -> None:
    click.echo(text, err=True)


def _today(given: str | None) -> date:
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


def _base_url(given: str | None) -> str | None:
    from spinesite.fields import is_base_url

    if given is not None and not is_base_url(given):
        raise UsageError(f"--base-url {given!r} is no address; write https://host/path/")
    return given


def _format(given: str | None) -> str:
    return given or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")


def _report(corpus: Corpus, checked: Checked, report_format: str | None, output_file: Path | None = None) -> Summary:
    """Print what was found, and the sums to standard error."""
    from spinesite.pipeline import count_pages
    from spinesite.reports.formats import report
    from spinesite.reports.summary import Summary

    errors = sum(1 for d in checked.diagnostics if d.severity == "error")
    summary = Summary(
        errors=errors,
        warnings=len(checked.diagnostics) - errors,
        claims=len(corpus.claims),
        references=len(corpus.bibliography.references),
        pages=count_pages(corpus),
    )
    text = report(_format(report_format), checked, summary)
    if output_file is None:
        click.echo(text, nl=False)
    else:
        try:
            output_file.write_text(text, encoding="utf-8")
        except OSError as error:
            raise MachineError(f"cannot write {output_file}: {error.strerror}") from error
    _say(
        f"{_count(summary.errors, 'error')}, {_count(summary.warnings, 'warning')} "
        f"in {_count(summary.claims, 'claim')} and {_count(summary.references, 'reference')}"
    )
    return summary


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _rule(name: str) -> Rule:
    from spinesite.diagnostics import did_you_mean
    from spinesite.rules.registry import BY_ID

    if name not in BY_ID:
        close = did_you_mean(name, BY_ID)
        hint = f"did you mean {close!r}?" if close else "`spinesite rules` lists them"
        raise UsageError(f"there is no rule {name!r}; {hint}")
    return BY_ID[name]


def _rules_named(lists: Iterable[str]) -> frozenset[str]:
    names = (name.strip() for listed in lists for name in listed.split(","))
    return frozenset(_rule(name).id for name in names if name)


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
