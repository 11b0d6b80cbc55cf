"""`spinesite due`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spinesite.commands.options import as_date, exits, root_option, today_option
from spinesite.commands.reporting import say
from spinesite.errors import UsageError

if TYPE_CHECKING:
    from spinesite.review import Review


@click.command(epilog=exits("the list is whole, and may be empty", "some files could not be read"))
@click.option(
    "--within", metavar="SPAN", help="Those due within this time too: a number and d, w, m or y, such as 90d."
)
@click.option(
    "--format",
    "list_format",
    type=click.Choice(("text", "json", "ics")),
    default="text",
    show_default=True,
    help="How they are printed; ics is a calendar.",
)
@root_option
@today_option
def command(within: str | None, list_format: str, root: Path, today: str | None) -> None:
    """List the claims and pages that are due for review.

    The earliest come first. A page is due with the first of the claims that it shows or links to.

    \b
    Examples:
      spinesite due
      spinesite due --within 90d
      spinesite due --within 1y --format ics > reviews.ics
    """
    from spinesite.load import load
    from spinesite.review import schedule

    day = as_date(today)
    until = _after(within, day)
    corpus, _ = load(root, day)
    reviews = schedule(corpus)
    wanted = [review for review in reviews if review.due <= until]
    settings = corpus.settings.record
    if list_format == "json":
        from spinesite.exports.due_json import document

        click.echo(document(wanted, day, settings.base_url), nl=False)
    elif list_format == "ics":
        from spinesite.exports.due_ics import calendar

        click.echo(calendar(wanted, settings.title, settings.base_url).encode(), nl=False)
    else:
        click.echo("".join(_line(review, day) for review in wanted), nl=False)
        say(_sum(wanted, reviews))
    if corpus.unread:
        say(
            "some files could not be read, so the list may not be whole; `spinesite check` says what is wrong with them"
        )
        raise SystemExit(1)


def _after(within: str | None, day: date) -> date:
    from spinesite.fields import parse_span

    if within is None:
        return day
    try:
        return parse_span(within).after(day)
    except ValueError as error:
        raise UsageError(f"--within {error}") from None


def _line(review: Review, today: date) -> str:
    days = (review.due - today).days
    when = "today" if not days else f"in {days} d" if days > 0 else f"{-days} d late"
    return f"{review.due}  {when:>10}  {review.path}  {review.title}\n"


def _sum(wanted: Sequence[Review], reviews: Sequence[Review]) -> str:
    claims = sum(1 for review in wanted if review.kind == "claim")
    pages = len(wanted) - claims
    rest = next((review for review in reviews if review not in wanted), None)
    then = f"; the next is due on {rest.due}" if rest else ""
    return (
        f"{claims} {'claim' if claims == 1 else 'claims'} and {pages} {'page' if pages == 1 else 'pages'} "
        f"due for review{then}"
    )
