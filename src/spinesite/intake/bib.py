"""`.bib` files of other programs into references: what they export is tidied, and only what an entry needs is taken.

Values are kept as they were written, with the braces that protect capitals, unless there is something to mend in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate

from spinesite import bibtex
from spinesite.bibblocks import Entry, split
from spinesite.diagnostics import Diagnostic
from spinesite.intake.found import FIELDS, Found, address, clean, doi, noted, pmcid, pmid, title
from spinesite.model import Name, Reference
from spinesite.names import DOI_PREFIX, doi_url, fold, is_citekey
from spinesite.rules.records.invalid_value import CHOICES

# Fields that one program alone writes: what we call them.
_RENAMED = {"pubmed_id": "pmid", "art_number": "pages", "abbrev_source_title": "shortjournal"}
_OPENING = re.compile(r"@\s*\w*\s*[{(]\s*")
_SERIAL = frozenset({"article", "review", "periodical"})


def read(text: str, path: str) -> tuple[tuple[Found, ...], tuple[Diagnostic, ...]]:
    """Return the works of a file, and what is wrong with those that cannot be taken as they are.

    A citekey that is malformed or stands twice in the file is no mistake here: each work gets one of ours. What an
    entry inherits is written into it; entries that only lend are no works.
    """
    text, own = _with_citekeys(text, path)
    bibliography, diagnostics = bibtex.read([(path, text)])
    parents = {fold(parent) for each in bibliography.references if (parent := each.raw.get("crossref"))}
    found: list[Found] = []
    ignored = set()
    for reference in bibliography.references:
        ignored |= {place for name, place in reference.locations.items() if name not in FIELDS}
        if reference.is_work and fold(reference.citekey) not in parents:
            found.append(_found(replace(reference, citekey=own.get(reference.citekey, reference.citekey))))
    return tuple(found), tuple(each for each in diagnostics if each.location not in ignored)


def _with_citekeys(text: str, path: str) -> tuple[str, dict[str, str]]:
    """Return the text with a citekey for every entry that can be read, and what those that were replaced had been."""
    starts = (0, *accumulate(len(line) + 1 for line in text.split("\n")))
    seen: set[str] = set()
    own: dict[str, str] = {}
    parts: list[str] = []
    end = 0
    for block in split(path, text):
        if not isinstance(block, Entry):
            continue
        if is_citekey(block.citekey) and fold(block.citekey) not in seen:
            seen.add(fold(block.citekey))
            continue
        at = starts[block.location.line - 1] + block.location.column - 1
        if not block.citekey and (opening := _OPENING.match(text, at)):
            at = opening.end()
        made = f"no-citekey-{len(own) + 1}"
        own[made] = block.citekey
        parts += [text[end:at], made]
        end = at + len(block.citekey)
    return "".join([*parts, text[end:]]), own


def _found(reference: Reference) -> Found:
    """Return a work with what is taken of it."""
    kept = {_RENAMED.get(name, name): text for name, text in reference.fields.items() if name in _RENAMED}
    fields = {**kept, **reference.fields}
    raw = {name: text for name, text in reference.raw.items() if name in FIELDS}
    for name, text in _mended(reference, fields):
        if text != fields.get(name):
            raw.pop(name, None)
            fields[name] = text
    if fields["title"] != reference.fields.get("title") and reference.raw.get("title", "") == f"{fields['title']}.":
        raw["title"] = fields["title"]
    taken = {name: fields[name] for name in FIELDS if fields.get(name)}
    left_out = [
        name
        for name, text in reference.fields.items()
        if text and name not in taken and name not in _RENAMED and not (name == "url" and DOI_PREFIX.match(text))
    ]
    made = replace(
        reference,
        fields=taken,
        raw={name: text for name, text in raw.items() if name in taken},
        authors=tuple(map(_clean_name, reference.authors)),
        editors=tuple(map(_clean_name, reference.editors)),
        inherited=frozenset(),
    )
    return Found(made, tuple(left_out), is_keyed=is_citekey(made.citekey))


def _mended(reference: Reference, fields: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the fields whose value is tidied, and what they become; nothing is what is left out."""
    for name in bibtex.TEXT_FIELDS & fields.keys():
        yield name, clean(fields[name])
    yield "title", title(fields.get("title"))
    notes = noted(fields.get("note"))
    by_pubmed = fields.get("eprint", "") if fields.get("eprinttype", "").lower() == "pubmed" else ""
    own_doi = doi(fields.get("doi") or notes.get("doi"))
    yield "doi", own_doi
    yield "pmid", pmid(fields.get("pmid") or by_pubmed or notes.get("pmid"))
    yield "pmcid", pmcid(fields.get("pmcid") or notes.get("pmcid"))
    if by_pubmed:
        yield "eprint", ""
        yield "eprinttype", ""
    if not (own_url := address(fields.get("url"))) and reference.kind != "online":
        yield "urldate", ""
    yield "url", own_url or (doi_url(own_doi) if reference.kind == "online" and own_doi else "")
    if reference.kind in _SERIAL:
        yield "type", ""  # "Journal Article", which the kind of the entry says already
        yield "pages", clean(fields.get("pages") or fields.get("art_number"))
    for name, choices in CHOICES.items():
        if fields.get(name) not in (*choices, None):
            yield name, ""


def _clean_name(name: Name) -> Name:
    return Name(*(clean(part) for part in (name.family, name.given, name.particle, name.suffix, name.literal)))
