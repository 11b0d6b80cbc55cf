"""`spinesite reference add`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from spinesite.commands.options import as_date, exits, root_option
from spinesite.commands.reporting import say
from spinesite.errors import UsageError

if TYPE_CHECKING:
    from spinesite.diagnostics import Diagnostic
    from spinesite.intake.add import Known, Plan
    from spinesite.intake.found import Found

# What a file of another program may have; abstracts make them long.
SOURCE_CAP = 32 * 1024 * 1024
DEFAULT = "references.bib"
_FILE_NAME = re.compile(r"\w[\w.-]*\.bib", re.ASCII)


_EXITS = exits("every work was added", "a work is there already, or the source has mistakes; nothing was written")


@click.group(epilog=_EXITS)
def command() -> None:
    """Work on the bibliography.

    \b
    Examples:
      spinesite reference add 10.1000/abc
    """


@command.command(epilog=_EXITS)
@click.argument("source")
@root_option
@click.option(
    "--to", metavar="FILE.bib", help="The file in citations/ to add to. Default: the only one there, or references.bib."
)
@click.option("--key", metavar="CITEKEY", help="The citekey to give, instead of the author's name and the year.")
@click.option("--new-only", is_flag=True, help="Add what is new in a file and leave out what is there already.")
@click.option("--same-title", is_flag=True, help="Add a work though another one has nearly the same title.")
def add(source: str, root: Path, to: str | None, key: str | None, new_only: bool, same_title: bool) -> None:
    """Add the works of SOURCE to the bibliography, and print their citekeys.

    SOURCE is a file in BibTeX, RIS, PubMed's format or CSL-JSON, as reference managers and databases export it. Or it
    is a DOI or a PMID: that is looked up at doi.org or PubMed. The entry goes behind what its file holds, and nothing
    else in the file changes. A work that is there already is refused. Where anything is wrong, nothing is written.

    \b
    Examples:
      spinesite reference add export.ris --to citations/sleep.bib
      spinesite reference add 10.1000/abc
      spinesite reference add pmid:12345678
    """
    from spinesite import store
    from spinesite.intake import add as adding
    from spinesite.load import load
    from spinesite.names import is_citekey
    from spinesite.places import CAPS

    if key is not None and not is_citekey(key):
        raise UsageError(f"--key {key!r} is no citekey: use letters, digits and : _ . + -, beginning with a letter")
    corpus, _ = load(root, as_date(None))
    path = _target(root, to)
    before = store.read(root / path, CAPS[".bib"])
    others = [(other, _text(root / other)) for other in _bib_files(root) if other != path]
    named = _identifier(source)
    # Nobody is asked about a work that is there already.
    new, known = adding.sort_out([_as_named(source, named)] if named else [], corpus.bibliography)
    if not known:
        new, known = adding.sort_out(_works(source, named, key), corpus.bibliography, same_title)
    for each in known:
        click.echo(f"{source if named else each.found.reference.location}: {_told_of(each)}")
    if known and not new_only:
        _refuse()
    if not new:
        say("there is nothing to add")
        return
    entries = adding.with_citekeys(new, corpus.bibliography, key or "")
    plan = adding.plan(entries, path, before, others, corpus)
    if len(plan.data) > CAPS[".bib"]:
        raise UsageError(f"{path} would become too large; name another file with --to")
    _stop_at([each for each in plan.diagnostics if each.severity == "error" and each.rule != "incomplete-reference"])
    store.replace(root, path, plan.data, before)
    for citekey in (reference.citekey for reference in plan.added):
        click.echo(citekey)
    for line in _told(plan, new):
        say(line)


def _identifier(source: str) -> tuple[str, str] | None:
    """Return the identifier that SOURCE is, or None where it is a file."""
    from spinesite import lookup

    if source and Path(source).exists():
        return None
    if named := lookup.identifier(source):
        return named
    raise UsageError(f"{source[:200]!r} is no file that is there, and no DOI or PMID")


def _as_named(source: str, named: tuple[str, str]) -> Found:
    """Return all that is known of a work before it is looked up."""
    from spinesite.diagnostics import Location
    from spinesite.intake.found import Found
    from spinesite.model import Reference

    return Found(Reference("", "misc", Location(source), dict([named]), {}, {}))


def _works(source: str, named: tuple[str, str] | None, key: str | None) -> tuple[Found, ...]:
    """Return the works of a file, or the one that is looked up. What is wrong in a file is printed and ends the run."""
    from spinesite import intake, lookup, store

    if named:
        works: tuple[Found, ...] = (lookup.look_up(*named, lookup.SERVICES),)
    else:
        works, diagnostics = intake.read(store.read(Path(source), SOURCE_CAP, follow=True) or b"", source)
        _stop_at(diagnostics)
    if key is None:
        return works
    if len(works) > 1:
        raise UsageError(f"--key names one work, and {source} holds {len(works)}")
    return tuple(replace(work, reference=replace(work.reference, citekey=key)) for work in works)


def _target(root: Path, to: str | None) -> str:
    """Return the path of the file to add to, relative to the root."""
    folder = root / "citations"
    if to is None:
        files = _bib_files(root)
        return files[0] if len(files) == 1 else f"citations/{DEFAULT}"
    for place in (Path(to), root / to, folder / to):
        if place.parent.resolve() == folder.resolve():
            if not _FILE_NAME.fullmatch(place.name):
                raise UsageError(
                    f"--to {to!r} is no name of a bibliography; write letters, digits and - and end in .bib"
                )
            return f"citations/{place.name}"
    raise UsageError(f"--to {to!r} does not lie in {folder}, where the bibliography is")


def _bib_files(root: Path) -> list[str]:
    return sorted(f"citations/{file.name}" for file in (root / "citations").glob("*.bib"))


def _text(path: Path) -> str:
    """Return the text of another bibliography file; what is wrong with it is the business of a check."""
    from spinesite import store
    from spinesite.places import CAPS

    try:
        data = store.read(path, CAPS[".bib"]) or b""
    except UsageError:
        return ""
    return data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")


def _stop_at(diagnostics: Sequence[Diagnostic]) -> None:
    from spinesite.reports.text import text

    if diagnostics:
        click.echo(text(diagnostics), nl=False)
        _refuse()


def _refuse() -> NoReturn:
    say("nothing was written")
    raise SystemExit(1)


def _told_of(known: Known) -> str:
    title, other = known.found.reference.title, known.other
    named = repr(other.citekey or other.title)
    return f"{f'{title!r} ' if title else ''}is there already: {named} ({other.location}) {known.why}"


def _told(plan: Plan, works: Iterable[Found]) -> Iterator[str]:
    """Yield what an editor has to know of the new entries, in lines."""
    from spinesite import nlm
    from spinesite.intake.add import TO_SAY

    for reference, work in zip(plan.added, works, strict=True):
        yield f"added {reference.citekey} to {reference.location}: {nlm.citation(reference)}"
        if work.reference.citekey not in ("", reference.citekey):
            yield f"  its citekey was {work.reference.citekey!r}"
        for mark in work.marks:
            yield f"  look before you cite it: the record {mark}"
        for each in plan.diagnostics:
            if each.location == reference.location and each.rule == "incomplete-reference":
                yield f"  error until it is mended: {each.message} [{each.rule}]"
        if missing := [name for name in TO_SAY if not reference.get(name)]:
            yield f"  for you to add: {', '.join(missing)}"
        if work.left_out:
            yield f"  left out of what the source holds: {', '.join(work.left_out)}"
    if any(reference.get("checked") == "record" for reference in plan.added):
        yield "checked = {record} says that nobody has read the work for this site; change it when somebody has"
    one = plan.added[0].citekey if len(plan.added) == 1 else "CITEKEY"
    yield f"cite it with `citation: {one}` in a finding, or [@{one}] in prose"
