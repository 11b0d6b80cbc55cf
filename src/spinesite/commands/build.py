"""`spinesite build`."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import click

from spinesite.commands.options import (
    as_base_url,
    as_date,
    exits,
    format_option,
    loudness_options,
    root_option,
    strict_option,
    today_option,
)
from spinesite.commands.progress import followed
from spinesite.commands.reporting import count, print_report, say

_NO_PAGEFIND = "Pagefind, which makes the index, is not installed: pip install 'spinesite[search]'"


@click.command(
    epilog=exits("the site was published", "the content has errors, or with --strict warnings; nothing was published")
)
@root_option
@click.option("--out", type=click.Path(path_type=Path), help="Where the site is published. Default: _site in the root.")
@strict_option
@click.option("--base-url", metavar="URL", help="Publish under this address instead of the site's own.")
@click.option("--portable", is_flag=True, help="Name index.html in every link, so that the site opens from a folder.")
@today_option
@format_option
@loudness_options
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    metavar="N",
    help="How many parts of the pages are made at a time. Default: 2 for more than 1,000 pages, else 1.",
)
@click.option(
    "--executor",
    type=click.Choice(["process", "thread"]),
    default="process",
    help="What makes the parts beside the first: a process each, or a thread each. Default: process.",
)
@click.option(
    "--no-cache",
    is_flag=True,
    help="Take nothing over from an earlier build. That is always so: no build keeps anything for the next.",
)
@click.option("--allow-shrink", is_flag=True, help="Let over half of the published pages go.")
@click.option(
    "--search/--no-search",
    default=None,
    help="Make the search index, or leave it out. Default: make it where Pagefind is installed (the extra `search`).",
)
def command(
    root: Path,
    out: Path | None,
    strict: bool,
    base_url: str | None,
    portable: bool,
    today: str | None,
    report_format: str | None,
    jobs: int | None,
    executor: str,
    no_cache: bool,
    allow_shrink: bool,
    search: bool | None,
) -> None:
    """Check the content, then render, verify and publish the site.

    \b
    Examples:
      spinesite build
      spinesite build --out /srv/www/site --base-url https://example.org/
    """
    from spinesite import pipeline
    from spinesite.beside import CAN_FORK
    from spinesite.diagnostics import has_errors
    from spinesite.errors import UsageError
    from spinesite.publish import check_output
    from spinesite.search import program

    started = time.perf_counter()
    indexer = None if search is False else program()
    if search and indexer is None:
        raise UsageError(f"--search cannot be done: {_NO_PAGEFIND}")
    if executor == "process" and (jobs or 1) > 1 and not CAN_FORK:
        raise UsageError("--jobs needs --executor thread here: this system cannot fork a process")
    out = out if out is not None else root / "_site"
    check_output(out, root)
    with followed() as progress:
        corpus, checked = pipeline.examine(root, as_date(today), as_base_url(base_url), progress)
    if has_errors(checked.diagnostics) or (strict and checked.diagnostics):
        print_report(corpus, checked, report_format)
        say("nothing was published")
        raise SystemExit(1)
    with followed() as progress:
        built = pipeline.build(corpus, root, out, portable, allow_shrink, jobs, executor, progress, indexer)
    checked = replace(checked, diagnostics=(*checked.diagnostics, *built.diagnostics))
    summary = print_report(corpus, checked, report_format)
    if built.published is None:
        say("nothing was published")
        raise SystemExit(1)
    left_out = "" if indexer else "; without search" + (f" ({_NO_PAGEFIND})" if search is None else "")
    sums = ", ".join(map(count, (summary.claims, summary.references, summary.pages), ("claim", "reference", "page")))
    files, seconds = len(built.published.entries) + 1, time.perf_counter() - started
    say(f"built {sums} ({files} files) in {out} in {seconds:.1f} seconds{left_out}")
