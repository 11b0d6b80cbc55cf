"""Reads the bibliography: the texts of `.bib` files become references and diagnostics; nothing is dropped silently.

An entry is left out, and its citekey noted in `Bibliography.broken`, if its citekey is missing, malformed or taken, if
a field is repeated or has no name, or if the entry or one of its values cannot be read. An undefined string, an unknown
command, a parent that is no entry and a name that cannot be split are reported too, and the entry is kept with that
text.

**How entries are counted.** Every entry in the text becomes one reference, or is left out with at least one diagnostic:
exactly one unless it holds several independent mistakes, such as two repeated fields. An entry that is left out is not
checked further. `bibblocks.entry_heads` finds the entries that are counted.

**Strings.** A name of `@string` is known after its definition, to the end of its file and in all later files, as in one
run of BibTeX over several files; a later file may define it anew, the same file may not. Capitals make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from spinesite.bibblocks import Entry, StringDefinition, quoted, split
from spinesite.bibdates import issued
from spinesite.bibinherit import Draft, inherit
from spinesite.bibnames import people
from spinesite.bibvalues import plain_text, resolve
from spinesite.diagnostics import Diagnostic, Location, Related, did_you_mean
from spinesite.latex import KNOWN_MACROS, Problem, decode
from spinesite.model import Bibliography, Reference
from spinesite.names import fold, is_citekey
from spinesite.rules.citations.duplicate_citekey import RULE as DUPLICATE_CITEKEY
from spinesite.rules.files import invalid_character
from spinesite.rules.files.bibtex_syntax import RULE as BIBTEX_SYNTAX
from spinesite.rules.files.bibtex_undefined_string import RULE as UNDEFINED_STRING
from spinesite.rules.files.bibtex_unknown_macro import RULE as UNKNOWN_MACRO

# Fields that hold text, and so are decoded. All others are identifiers, dates, or nothing that is shown.
TEXT_FIELDS = frozenset(
    """
    author editor translator bookauthor title subtitle titleaddon shorttitle origtitle booktitle booksubtitle
    booktitleaddon maintitle mainsubtitle maintitleaddon journal journaltitle journalsubtitle shortjournal issuetitle
    issuesubtitle issue series shortseries publisher institution school organization address location edition note
    addendum howpublished type version venue eventtitle number volume volumes part pages pagetotal chapter eid
    participants funding conflict retraction_ack
    """.split()  # noqa: SIM905 - a list of 60 literals is harder to read
)

# Fields that name or place a work for programs; what they say is never decoded. A sign that LaTeX reserves may stand
# in them as in a text (`10.1007/978-3\_12`), because most programs that export entries escape it.
IDENTIFIERS = frozenset(
    """
    doi url eprint eprinttype eprintclass archiveprefix pmid pmcid isbn issn date year month day urldate langid crossref
    xref xdata ids studydesign checked
    """.split()  # noqa: SIM905
)

_ESCAPED = re.compile(r"\{\\([_&%#$])\}|\\([_&%#$])")
_NAME = re.compile(r"[^\s\"#%'(),={}\\]+")
# How many problems of one kind are listed one by one, in a file (invalid characters), in an entry (repeated fields) or
# in a value (commands).
_MAX_SHOWN = 20
# How many hints are looked for: each search compares a word with hundreds of others.
_MAX_HINTS = 50
_MAX_HINT_WORDS = 2_000
_MAX_HINT_LETTERS = 100
# How many characters strings may add to a file, besides a multiple of its length.
_ROOM = 1_000_000
_ROOM_FACTOR = 4
_VALUE_HINT = "write {text}, with every brace closed, and a comma after it"
_NAMES_HINT = "write Family, Given and Family, Given; put the name of a body in braces of its own"


@dataclass(frozen=True, slots=True)
class _Reading:
    """What has been read so far, in all files.

    `taken` says where each citekey (folded) stands first; `strings` maps names to text; `hints` are found once.
    """

    diagnostics: list[Diagnostic]
    drafts: list[Draft]
    broken: set[str]
    taken: dict[str, Location]
    strings: dict[str, str]
    hints: dict[tuple[str, str], str]


def read(files: Sequence[tuple[str, str]]) -> tuple[Bibliography, tuple[Diagnostic, ...]]:
    """Return the references of all files, in the order of files and lines, and all that is wrong, in order of place.

    Each file is its path relative to the site and its text, without a byte-order mark, its lines ending in line feeds.
    Never raises for what a file says; takes time in proportion to the length of the texts.
    """
    reading = _Reading([], [], set(), {}, {}, {})
    for path, text in files:
        _read_file(reading, path, text)
    known = [draft.citekey for draft in reading.drafts]
    drafts, problems = inherit(
        reading.drafts,
        frozenset(fold(citekey) for citekey in reading.broken),
        lambda parent: _did_you_mean(reading, "citekey", parent, known) or "correct the citekey, or add the entry",
    )
    reading.diagnostics.extend(problems)
    decoded: dict[str, tuple[str, tuple[Problem, ...]]] = {}
    reported: set[tuple[str, Location]] = set()
    references = tuple(_reference(reading, draft, decoded, reported) for draft in drafts)
    bibliography = Bibliography(references, frozenset(reading.broken))
    return bibliography, tuple(sorted(reading.diagnostics, key=lambda diagnostic: diagnostic.sort_key))


def _read_file(reading: _Reading, path: str, text: str) -> None:
    """Read the entries and strings of one file."""
    reading.diagnostics.extend(invalid_character.in_text(path, text))
    blocks = split(path, text)
    defined: dict[str, Location] = {}
    later = {block.name: block.location for block in blocks if isinstance(block, StringDefinition)}
    room = _ROOM + _ROOM_FACTOR * len(text)
    for block in blocks:
        if isinstance(block, Entry):
            room -= _read_entry(reading, block, later, room)
        elif isinstance(block, StringDefinition):
            room -= _define(reading, block, defined, later, room)
        else:
            reading.diagnostics.append(block.diagnostic)
            if block.string:
                # What uses the name is not reported as well.
                reading.strings[block.string] = block.string
            if block.citekey:
                reading.broken.add(block.citekey)
                reading.taken.setdefault(fold(block.citekey), block.diagnostic.location)


def _define(
    reading: _Reading, block: StringDefinition, defined: dict[str, Location], later: Mapping[str, Location], room: int
) -> int:
    """Learn what a string stands for; return how much of it comes from other strings."""
    what = f"@string {quoted(block.name)}"
    if not _NAME.fullmatch(block.name):
        reading.diagnostics.append(BIBTEX_SYNTAX.at(block.location, f"{what} has no proper name", "use letters"))
    elif block.name in defined:
        related = (Related(defined[block.name], "first defined here"),)
        message = f"{what} is defined twice in this file"
        reading.diagnostics.append(BIBTEX_SYNTAX.at(block.location, message, "delete one definition", related))
    defined.setdefault(block.name, block.location)
    value = resolve(block.value, reading.strings, room)
    if value.fault:
        reading.diagnostics.append(BIBTEX_SYNTAX.at(block.location, f"{what} {value.fault}", _VALUE_HINT))
    reading.diagnostics.extend(_undefined(reading, what, block.location, value.undefined, later))
    reading.strings[block.name] = block.name if value.fault else value.text
    return value.borrowed


def _read_entry(reading: _Reading, block: Entry, later: Mapping[str, Location], room: int) -> int:
    """Keep an entry, or report why it is left out; return how much of its text comes from strings."""
    faults = _citekey_faults(reading, block)
    unnamed: list[Diagnostic] = []
    repeated: list[Diagnostic] = []
    pending: list[Diagnostic] = []
    raw: dict[str, str] = {}
    locations: dict[str, Location] = {}
    borrowed = 0
    for name, written, location in block.fields:
        if name not in TEXT_FIELDS and not _NAME.fullmatch(name):
            message = f"{_described(block, name)} has no proper name"
            unnamed.append(BIBTEX_SYNTAX.at(location, message, _name_hint(name)))
            continue
        if name in locations:
            related = (Related(locations[name], "first given here"),)
            message = f"{_described(block, name)} is repeated"
            if len(repeated) < _MAX_SHOWN:
                repeated.append(BIBTEX_SYNTAX.at(location, message, "delete one of the two", related))
            continue
        locations[name] = location
        text = plain_text(written)
        if text is None:
            value = resolve(written, reading.strings, room - borrowed)
            if value.fault:
                faults.append(BIBTEX_SYNTAX.at(location, f"{_described(block, name)} {value.fault}", _VALUE_HINT))
            elif value.undefined:
                pending.extend(_undefined(reading, _described(block, name), location, value.undefined, later))
            borrowed += value.borrowed
            text = value.text
        raw[name] = text
    faults += repeated
    faults.extend(unnamed[:1])  # what is wrong with one name is mostly wrong with all
    if faults:
        reading.diagnostics.extend(faults)
        reading.broken.update([block.citekey] if block.citekey else [])
    else:
        reading.diagnostics.extend(pending)
        reading.drafts.append(Draft(block.citekey, block.kind, block.location, raw, locations))
    return borrowed


def _citekey_faults(reading: _Reading, block: Entry) -> list[Diagnostic]:
    """Return what is wrong with the citekey of an entry, and note that it is taken."""
    citekey = block.citekey
    if not is_citekey(citekey):
        message = f"citekey {quoted(citekey)} is malformed" if citekey else f"this @{block.kind} has no citekey"
        hint = "a citekey is a letter and then letters, digits and : _ . + -, at most 80 in all"
        return [BIBTEX_SYNTAX.at(block.location, message, hint)]
    first = reading.taken.setdefault(fold(citekey), block.location)
    if first is block.location:
        return []
    message = f"citekey {quoted(citekey)} is already taken"
    hint = "delete one entry, or give it another citekey; capitals make no difference"
    return [DUPLICATE_CITEKEY.at(block.location, message, hint, (Related(first, "first defined here"),))]


def _described(entry: Entry | Draft, field: str) -> str:
    return f"field {quoted(field)} of {quoted(entry.citekey)}"


def _name_hint(name: str) -> str:
    if "%" in name:
        return "no comment can stand within an entry: delete it"
    return "write name = {value}, with a comma after every field but the last"


def _undefined(
    reading: _Reading, what: str, location: Location, words: Sequence[str], later: Mapping[str, Location]
) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each name that no string defines."""
    for word in words:
        defined = later.get(word.lower())
        if defined == location:
            hint = "it cannot be made of itself: put the text in braces"
        elif defined:
            hint = f"it is defined only later, in {defined}; move the definition up"
        elif not (hint := _did_you_mean(reading, "string", word, reading.strings)):
            hint = "put the text in braces, or define the name with @string before this"
        yield UNDEFINED_STRING.at(location, f"{what} uses {quoted(word)}, which no @string defines", hint)


def _did_you_mean(reading: _Reading, kind: str, word: str, known: Iterable[str], closeness: float = 0.6) -> str:
    """Return a hint that names the known word of that kind closest to this one, or an empty string."""
    if (kind, word) not in reading.hints:
        if len(reading.hints) >= _MAX_HINTS:
            return ""
        close = did_you_mean(word[:_MAX_HINT_LETTERS], islice(known, _MAX_HINT_WORDS), closeness)
        reading.hints[kind, word] = f"did you mean {quoted(close)}?" if close else ""
    return reading.hints[kind, word]


def _reference(
    reading: _Reading,
    draft: Draft,
    decoded: dict[str, tuple[str, tuple[Problem, ...]]],
    reported: set[tuple[str, Location]],
) -> Reference:
    """Return the reference of an entry that is complete with what it inherits.

    `decoded` holds what has been decoded already, `reported` what has been reported: an inherited value is reported
    once, where it stands.
    """
    is_work = draft.kind not in ("xdata", "set")
    fields: dict[str, str] = {}
    for name, value in draft.raw.items():
        if name in TEXT_FIELDS:
            if value not in decoded:
                text, problems = decode(value)
                decoded[value] = (" ".join(text.split()), problems)
            fields[name], problems = decoded[value]
            if problems and is_work:
                _report(reading, draft, name, problems, reported)
        else:
            text = " ".join(value.split())
            if name in IDENTIFIERS:
                text = _without_braces(text) if text[:1] == "{" else text
                text = _ESCAPED.sub(r"\1\2", text) if "\\" in text else text
            fields[name] = text
    made = {}
    for name in ("author", "editor"):
        made[name] = people(draft.raw.get(name, ""))
        for fault in made[name].faults if is_work else ():
            if (fault, draft.locations[name]) not in reported:
                reported.add((fault, draft.locations[name]))
                message = f"{_described(draft, name)} {fault}"
                reading.diagnostics.append(BIBTEX_SYNTAX.at(draft.locations[name], message, _NAMES_HINT))
    return Reference(
        draft.citekey,
        draft.kind,
        draft.location,
        fields,
        draft.raw,
        draft.locations,
        made["author"].names,
        made["editor"].names,
        made["author"].et_al,
        made["editor"].et_al,
        issued(draft.raw),
        draft.inherited,
    )


def _without_braces(text: str) -> str:
    """Return an identifier without a second pair of braces around it."""
    return text[1:-1].strip() if text.find("}") == len(text) - 1 else text


def _report(
    reading: _Reading,
    draft: Draft,
    field: str,
    problems: Sequence[Problem],
    reported: set[tuple[str, Location]],
) -> None:
    """Report what could not be decoded, each unknown command once in a value."""
    location = draft.locations[field]
    for problem in list({problem.macro or problem.message: problem for problem in problems}.values())[:_MAX_SHOWN]:
        if (problem.message, location) in reported:
            continue
        reported.add((problem.message, location))
        message = f"{_described(draft, field)}: {problem.message}"
        if problem.macro:
            # Names of commands are short and many: a likely slip of the finger is closer than that of a word.
            hint = _did_you_mean(reading, "command", f"\\{problem.macro}", KNOWN_MACROS, 0.75)
            hint = "write the letter or sign itself, such as ü" + (f"; {hint}" if hint else "")
            reading.diagnostics.append(UNKNOWN_MACRO.at(location, message, hint))
        else:
            reading.diagnostics.append(BIBTEX_SYNTAX.at(location, message, "close every brace, and no other"))
