"""Works that were found become entries of a bibliography: which are there already, and what the file then holds.

Nothing here reads or writes a file. What is planned is read back before anybody writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spinesite import bibtex
from spinesite.check import check
from spinesite.diagnostics import Diagnostic
from spinesite.errors import UsageError
from spinesite.exports import references_bib
from spinesite.intake import citekeys
from spinesite.intake.found import FIELDS, Found
from spinesite.model import Bibliography, Corpus, Reference
from spinesite.names import fold, is_citekey
from spinesite.rules.citations.uncited_reference import RULE as UNCITED
from spinesite.samework import has_title_of, identifiers

# What a database cannot know, and an editor has to say.
TO_SAY = ("studydesign", "participants", "funding", "conflict")


@dataclass(frozen=True, slots=True)
class Known:
    """A work that is not added, because another one is it already; `why` follows the name of the other one."""

    found: Found
    other: Reference
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a bibliography file is to hold, and the entries that it then has more, as they read back.

    `diagnostics` is what a check says of these entries, but that nothing cites them yet.
    """

    data: bytes
    added: tuple[Reference, ...]
    diagnostics: tuple[Diagnostic, ...]


def sort_out(
    works: Iterable[Found], bibliography: Bibliography, same_title: bool = False
) -> tuple[tuple[Found, ...], tuple[Known, ...]]:
    """Return the works that are new, and those that are there already: in the bibliography, or before in the list.

    A work is known by its identifiers, by its own citekey (in the bibliography only: some programs give one twice),
    and, unless `same_title`, by nearly the same title.
    """
    there = [reference for reference in bibliography.references if reference.is_work]
    by_identifier = {each: reference for reference in reversed(there) for each in identifiers(reference)}
    by_citekey = {fold(reference.citekey): reference for reference in bibliography.references}
    new: list[Found] = []
    known: list[Known] = []
    for work in works:
        reference = work.reference
        own = list(identifiers(reference))
        same = next((each for each in own if each in by_identifier), None)
        named = by_citekey.get(fold(reference.citekey)) if is_citekey(reference.citekey) else None
        titled = None if same_title else next((each for each in there if has_title_of(reference, each)), None)
        if same:
            known.append(Known(work, by_identifier[same], f"has the same {same[0].upper()}, {same[1]}"))
        elif named:
            known.append(Known(work, named, "has the same citekey; if this is another work, give it one with --key"))
        elif titled:
            known.append(Known(work, titled, f"has nearly the same title, {titled.title!r}"))
        else:
            new.append(work)
            there.append(reference)
            by_identifier |= dict.fromkeys(own, reference)
    return tuple(new), tuple(known)


def with_citekeys(works: Iterable[Found], bibliography: Bibliography, key: str = "") -> tuple[Reference, ...]:
    """Return the entries that the works become: each with its citekey, and with `checked` at least `record`.

    `key` is the citekey to give, where there is one work only.
    """
    taken = {fold(citekey) for citekey in (*(r.citekey for r in bibliography.references), *bibliography.broken)}
    made: list[Reference] = []
    for work in works:
        own = work.reference.citekey if work.is_keyed and fold(work.reference.citekey) not in taken else ""
        citekey = key or own or citekeys.made(work.reference, taken)
        taken.add(fold(citekey))
        fields = {"checked": "record", **work.reference.fields}
        ordered = {name: fields[name] for name in FIELDS if name in fields}
        made.append(replace(work.reference, citekey=citekey, fields=ordered))
    return tuple(made)


def plan(
    entries: Sequence[Reference], path: str, before: bytes | None, others: Sequence[tuple[str, str]], corpus: Corpus
) -> Plan:
    """Return what the file at `path` holds with the entries behind what it holds now (`before`, None if it is new).

    `others` are the paths and texts of the site's other bibliography files. Raises UsageError if the entries would not
    read back as they are meant, which is so where the file ends in the middle of an entry.
    """
    data = appended(before, [references_bib.one(entry) for entry in entries])
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not UTF-8 and cannot be added to; save it as UTF-8") from None
    bibliography, found = bibtex.read(sorted([*others, (path, text)]))
    by_citekey = {reference.citekey: reference for reference in bibliography.references}
    added: list[Reference] = []
    for entry in entries:
        there = by_citekey.get(entry.citekey)
        if there is None or there.location.path != path:
            raise UsageError(f"{path} cannot be added to: it has a mistake that swallows what follows; check it first")
        if lost := next(_differences(entry, there), None):
            raise UsageError(
                f"the field {lost!r} of {entry.citekey!r} cannot be written so that it reads back the same"
            )
        added.append(there)
    first = min(reference.location.line for reference in added)
    alone = Corpus(corpus.today, corpus.settings, bibliography=Bibliography(tuple(added)))
    diagnostics = [
        each
        for each in (*found, *check(alone).diagnostics)
        if each.location.path == path and each.location.line >= first and each.rule != UNCITED.id
    ]
    return Plan(data, tuple(added), tuple(sorted(diagnostics, key=lambda each: each.sort_key)))


def appended(before: bytes | None, entries: Sequence[str]) -> bytes:
    """Return a file with entries behind what it holds, in its own line ends, and ending as it ended."""
    held = before or b""
    end = next((mark for mark in (b"\r\n", b"\n", b"\r") if mark in held), b"\n")
    made = b"\n".join(entry.encode() for entry in entries).replace(b"\n", end)
    if not held.strip(b"\xef\xbb\xbf \t\r\n"):
        return held + made
    ends_line = held.endswith((b"\n", b"\r"))
    gap = b"" if held.endswith(end + end) else end if ends_line else end + end
    return held + gap + (made if ends_line else made.removesuffix(end))


def _differences(meant: Reference, read: Reference) -> Iterator[str]:
    """Yield the fields that say something else than was meant."""
    for role in ("authors", "editors"):
        if getattr(meant, role) != getattr(read, role):
            yield role
    for name in FIELDS:
        text, back = meant.fields.get(name, ""), read.fields.get(name, "")
        if name not in ("author", "editor") and " ".join(text.split()) != " ".join(back.split()):
            yield name
