"""`spinesite retractions update`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spinesite.commands.options import as_date, exits, root_option
from spinesite.commands.reporting import count, say

if TYPE_CHECKING:
    from spinesite.model import Bibliography
    from spinesite.records import Notice

_MAX_SHOWN = 20
_EXITS = exits("the notices are up to date", "a row about a work of ours, or the pinned file, cannot be used")


@click.group(epilog=_EXITS)
def command() -> None:
    """Keep up with retractions and corrections.

    \b
    Examples:
      spinesite retractions update --csv retraction_watch.csv
    """


@command.command(epilog=_EXITS)
@click.option(
    "--csv",
    "listed",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The Retraction Watch list, as Crossref gives it away.",
)
@root_option
def update(listed: Path, root: Path) -> None:
    """Write the notices about works in the bibliography into citations/retractions.json.

    A row of the list counts if its DOI or PMID is that of a work here. Notices that stand in the file already and not
    in the list are kept. A work that is not in the list counts as not checked: nobody says that nothing is wrong with
    it. The list is at

    \b
      https://gitlab.com/crossref/retraction-watch-data

    \b
    Examples:
      spinesite retractions update --csv retraction_watch.csv
      spinesite retractions update --csv ~/Downloads/retraction_watch.csv --root my-site
    """
    from spinesite import retractionwatch, store, tables
    from spinesite.load import load
    from spinesite.places import CAPS, RETRACTIONS
    from spinesite.reports.text import text

    corpus, diagnostics = load(root, as_date(None))
    if wrong := [each for each in diagnostics if each.location.path == RETRACTIONS]:
        click.echo(text(wrong), nl=False)
        say("nothing was written")
        raise SystemExit(1)
    with tables.lines(listed) as lines:
        found = retractionwatch.read(lines, corpus.bibliography)
    pinned = (notice.record for notice in corpus.notices)
    notices, kept, dropped = retractionwatch.keep(found.notices, pinned, corpus.bibliography)
    before = store.read(root / RETRACTIONS, CAPS[".json"])
    after = retractionwatch.as_json(notices)
    if after != before:
        store.replace(root, RETRACTIONS, after, before)
    for line in _notices(notices, corpus.bibliography):
        click.echo(line)
    say(f"{count(found.rows, 'row')} read; {RETRACTIONS} {'is up to date' if after == before else 'was written'}")
    for line in _sums(notices, kept, dropped, corpus.bibliography):
        say(line)
    if corpus.bibliography.broken:
        say(f"not looked for: {', '.join(sorted(corpus.bibliography.broken))}, which could not be read")
    for problem in found.problems[:_MAX_SHOWN]:
        click.echo(f"{listed}: {problem}")
    if found.problems:
        raise SystemExit(1)


def _notices(notices: Iterable[Notice], bibliography: Bibliography) -> Iterator[str]:
    """Yield a line for each notice: the citekeys that it is about, what and when it is, and why."""
    from spinesite.samework import identifiers

    citekeys: dict[tuple[str, str], list[str]] = {}
    for reference in bibliography.references:
        for each in identifiers(reference) if reference.is_work else ():
            citekeys.setdefault(each, []).append(reference.citekey)
    for notice in notices:
        named = {"doi": notice.doi or "", "pmid": notice.pmid or ""}
        about = dict.fromkeys(key for each in named.items() for key in citekeys.get(each, ()))
        why = f" ({'; '.join(notice.reasons)})" if notice.reasons else ""
        yield f"{', '.join(about)}: {notice.nature}, {notice.date}{why}"


def _sums(
    notices: Iterable[Notice], kept: Iterable[Notice], dropped: Iterable[Notice], bibliography: Bibliography
) -> Iterator[str]:
    from spinesite.samework import identifiers

    works = [reference for reference in bibliography.references if reference.is_work]
    named = [frozenset(each for each in identifiers(work) if each[0] != "pmcid") for work in works]
    noticed = {("doi", n.doi) for n in notices} | {("pmid", n.pmid) for n in notices}
    matched = sum(1 for each in named if each & noticed)
    kinds = ", ".join(f"{kind}: {number}" for kind, number in sorted(Counter(n.nature for n in notices).items()))
    yield f"{count(matched, 'reference')} of {len(works)} with a notice{f' ({kinds})' if kinds else ''}"
    nameless = sum(1 for each in named if not each)
    yield (
        f"{count(len(works) - matched, 'reference')} not in the list, and so not checked; "
        f"{nameless} of them without a DOI or PMID, which the list cannot find"
    )
    for notice in kept:
        yield f"kept, though the list does not hold it: {_named(notice)}"
    for notice in dropped:
        yield f"dropped, because no reference has its DOI or PMID: {_named(notice)}"


def _named(notice: Notice) -> str:
    return f"{notice.doi or notice.pmid}, {notice.nature}, {notice.date}"
