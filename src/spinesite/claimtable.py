"""A table of findings, with the columns of `claims.csv`, into claims: the other direction of `exports.claims_csv`.

Each row is an estimate, or a finding without a number. The rows of a claim have its id; within it, the rows of a
finding have its number in the column `finding`. Where that is empty, rows that describe the same finding belong
together, and so do rows that describe none with the one above. What a claim or a finding says need stand in one of its
rows only, but must not differ between them.

The rows become the same tree that a YAML file does, with rows and columns for lines and columns, and are validated as
one: so what an editor is told is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from spinesite import schema
from spinesite.diagnostics import Diagnostic, Location, Related, did_you_mean
from spinesite.exports.claims_csv import COLUMNS, unmarked
from spinesite.names import describe_character, invalid_character
from spinesite.records import LOCATORS, Claim
from spinesite.rules.files.invalid_character import RULE as INVALID_CHARACTER
from spinesite.rules.records.invalid_value import RULE as INVALID_VALUE
from spinesite.rules.records.missing_field import RULE as MISSING_FIELD
from spinesite.rules.records.unknown_field import RULE as UNKNOWN_FIELD
from spinesite.source import Source
from spinesite.tables import Row, rows
from spinesite.yamltree import Fields, Items, Leaf, Node, Place

NEEDED = ("id", "statement", "citekey", "outcome", "reviewed")
_CERTAINTY = {"certainty": "level", "rated_by": "rated_by", "certainty_reason": "reason"}
_OF_CLAIM = ("statement", "status", "options", "conditions", "direction", *_CERTAINTY, "reviewed", "review_by")
_OF_FINDING = (
    *("citekey", "locator", "locator_value", "population", "intervention", "comparator", "outcome", "timeframe"),
    *("quote", "checked", "summary"),
)
_RANGE = {"range_low": "low", "range_high": "high"}
_INTERVAL = {"interval_low": "low", "interval_high": "high", "interval_level": "level"}
_OF_ESTIMATE = COLUMNS[COLUMNS.index("arm") : COLUMNS.index("reviewed")]
# What a spreadsheet is often filled with all the way down; alone it makes no estimate.
_DEFAULTS = {"relation": "exactly", "basis": "raw"}
_LABEL = re.compile(r"(?:[a-z_]+|\d+)(?:\.(?:[a-z_]+|\d+))*: ")


@dataclass(frozen=True, slots=True)
class Tabled:
    """A claim of a table and the tree that it was made from, whose places are rows and columns; the columns' names."""

    claim: Claim
    tree: Fields
    columns: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class _Reading:
    """A table that is being read: its name, the numbers of its columns, and what is wrong so far."""

    path: str
    names: dict[int, str] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def at(self, row: Row, column: str) -> Location:
        return Location(self.path, row.number, row.columns.get(column, 1))

    def say(self, diagnostic: Diagnostic) -> None:
        """Note a diagnostic, with the row and the column in words."""
        self.diagnostics.append(in_words(diagnostic, self.names))


def in_words(diagnostic: Diagnostic, columns: Mapping[int, str]) -> Diagnostic:
    """Return a diagnostic at a row and a column with both in its message, instead of the path of a field."""
    place = diagnostic.location
    column = f", column {columns[place.column]!r}" if place.column in columns else ""
    label = _LABEL.match(diagnostic.message)
    message = diagnostic.message[label.end() :] if label else diagnostic.message
    return replace(diagnostic, message=f"row {place.line}{column}: {message}")


def read(text: Iterable[str], path: str) -> tuple[tuple[Tabled, ...], tuple[Diagnostic, ...]]:
    """Return the claims of a table in the order of their first rows, and everything that is wrong with any row.

    `path` is what the table is called in diagnostics, whose lines are the rows as a spreadsheet counts them. Raises
    UsageError if there is no header, or a column that no claim can do without is missing.
    """
    reading = _Reading(path)
    by_id: dict[str, list[Row]] = {}
    for row in rows(text, COLUMNS, NEEDED):
        if not reading.names:
            reading.names.update({number: name for name, number in row.columns.items()})
            _check_columns(reading, row)
        if row.damage:
            reading.say(INVALID_VALUE.at(reading.at(row, "id"), f"the row {row.damage}", "look for quotation marks"))
        elif _is_legible(reading, row):
            by_id.setdefault(row.cells["id"].strip(), []).append(_unmarked(row))
    claims = [made for id, of_claim in by_id.items() if (made := _claim(reading, id, of_claim))]
    return tuple(claims), tuple(sorted(reading.diagnostics, key=lambda each: each.sort_key))


def _check_columns(reading: _Reading, row: Row) -> None:
    for name, number in row.columns.items():
        if name and name not in COLUMNS:
            close = did_you_mean(name, COLUMNS)
            hint = f"did you mean {close!r}?" if close else f"known columns: {', '.join(COLUMNS)}"
            place = Location(reading.path, 1, number)
            reading.say(UNKNOWN_FIELD.at(place, f"unknown column {name[:60]!r}", hint))


def _is_legible(reading: _Reading, row: Row) -> bool:
    """Report the characters that no text may hold, and a row without an id."""
    before = len(reading.diagnostics)
    for name, cell in row.cells.items():
        if match := invalid_character(cell):
            message = f"the character {describe_character(match.group())} may not stand in a text"
            reading.say(INVALID_CHARACTER.at(reading.at(row, name), message, "delete it"))
    if not row.cells["id"].strip():
        reading.say(MISSING_FIELD.at(reading.at(row, "id"), "the id is missing", "write the claim's id in every row"))
    return len(reading.diagnostics) == before


def _unmarked(row: Row) -> Row:
    cells = {name: " ".join(unmarked(name, cell).split()) for name, cell in row.cells.items()}
    return replace(row, cells=cells)


def _claim(reading: _Reading, id: str, of_claim: Sequence[Row]) -> Tabled | None:
    """Return the claim of some rows, or None if anything is wrong with one of them."""
    before = len(reading.diagnostics)
    shared = _shared(reading, of_claim, _OF_CLAIM, f"the claim {id!r}")
    tree = _fields({"id": _leaf(of_claim[0], "id")})
    certainty: dict[str, Leaf] = {}
    for name, leaf in shared.items():
        if name in _CERTAINTY:
            certainty[_CERTAINTY[name]] = leaf
        elif name in ("options", "conditions"):
            items = [item.strip() for item in (leaf.text or "").split(";")]
            _put(tree, name, Items(leaf.place, [Leaf(item, leaf.place) for item in items if item]))
        else:
            _put(tree, name, leaf)
    if certainty:
        _put(tree, "certainty", _fields(certainty))
    findings = [_finding(reading, group) for group in _findings(reading, of_claim)]
    _put(tree, "findings", Items(tree.place, [finding for finding in findings if finding]))
    if len(reading.diagnostics) > before:
        return None
    words = " ".join(cell for row in of_claim for cell in row.cells.values())
    claim, problems = schema.validate(Claim, Source(reading.path, words), tree)
    for problem in problems:
        reading.say(problem)
    return Tabled(claim, tree, reading.names) if claim is not None else None


def _findings(reading: _Reading, of_claim: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """Yield the rows of each finding, in the order of their numbers or else of their rows."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    key: tuple[str, ...] = ()
    for row in of_claim:
        number = _position(reading, row, "finding")
        described = tuple(row.cells.get(name, "") for name in _OF_FINDING)
        if number or any(described) or not key:
            key = (f"{number}",) if number else described
        groups.setdefault(key, []).append(row)
    numbered = all(len(key) == 1 for key in groups)
    yield from (groups[key] for key in (sorted(groups, key=lambda key: int(key[0])) if numbered else groups))


def _position(reading: _Reading, row: Row, name: str) -> int:
    """Return a position from 1, or 0 where the cell is empty."""
    text = row.cells.get(name, "")
    if re.fullmatch(r"[1-9]\d{0,3}", text, re.ASCII):
        return int(text)
    if text:
        hint = "write 1, 2, 3, …, or leave the column empty"
        reading.say(INVALID_VALUE.at(reading.at(row, name), f"{text[:40]!r} is no position", hint))
    return 0


def _finding(reading: _Reading, of_finding: Sequence[Row]) -> Fields | None:
    shared = _shared(reading, of_finding, _OF_FINDING, "the finding")
    label, value = shared.pop("locator", None), shared.pop("locator_value", None)
    citekey = shared.pop("citekey", None)
    tree = Fields((of_finding[0].number, of_finding[0].columns["citekey"]))
    if citekey is None:
        place = reading.at(of_finding[0], "citekey")
        reading.say(MISSING_FIELD.at(place, "the finding has no citekey", "name an entry of the bibliography"))
        return None
    citation = _fields({"citekey": citekey})
    if label is not None and label.text not in LOCATORS:
        message = f"{(label.text or '')[:40]!r} is not one of: {', '.join(LOCATORS)}"
        reading.say(INVALID_VALUE.at(Location(reading.path, *label.place), message))
    elif (label is None) is not (value is None):
        place = Location(reading.path, *(label or value or citekey).place)
        reading.say(INVALID_VALUE.at(place, "a locator needs its label and its value", "fill in both, or neither"))
    elif label is not None and value is not None:
        _put(citation, label.text or "", value)
    _put(tree, "citation", citation)
    for name, leaf in shared.items():
        _put(tree, name, Leaf(None, leaf.place) if name == "comparator" and leaf.text == "null" else leaf)
    estimates = _in_order(reading, [row for row in of_finding if _has_estimate(row)])
    _put(tree, "estimates", Items(tree.place, [_estimate(row) for row in estimates]))
    return tree


def _has_estimate(row: Row) -> bool:
    return any(row.cells.get(name, "") not in ("", _DEFAULTS.get(name)) for name in _OF_ESTIMATE)


def _in_order(reading: _Reading, of_finding: Sequence[Row]) -> Sequence[Row]:
    """Return the rows of the estimates of a finding by their numbers, where all have one."""
    by_number: dict[int, Row] = {}
    for row in of_finding:
        number = _position(reading, row, "estimate")
        if number in by_number and number:
            related = (Related(reading.at(by_number[number], "estimate"), "the first one"),)
            message = f"the estimate {number} of this finding stands here a second time"
            reading.say(INVALID_VALUE.at(reading.at(row, "estimate"), message, "number them 1, 2, 3, …", related))
        by_number.setdefault(number, row)
    if 0 in by_number or len(by_number) < len(of_finding):
        return of_finding
    return [by_number[number] for number in sorted(by_number)]


def _estimate(row: Row) -> Fields:
    tree = Fields((row.number, row.columns.get("measure", 1)))
    parts: dict[str, dict[str, Leaf]] = {"range": {}, "interval": {}}
    for name in _OF_ESTIMATE:
        if not row.cells.get(name):
            continue
        leaf = _leaf(row, name)
        if name in _RANGE:
            parts["range"][_RANGE[name]] = leaf
        elif name in _INTERVAL:
            parts["interval"][_INTERVAL[name]] = leaf
        else:
            _put(tree, name, leaf)
    for name, inner in parts.items():
        if inner:
            _put(tree, name, _fields(inner))
    return tree


def _shared(reading: _Reading, group: Sequence[Row], names: Sequence[str], what: str) -> dict[str, Leaf]:
    """Return what all rows of a group say in some columns, and report a row that says something else."""
    found: dict[str, Leaf] = {}
    for row in group:
        for name in names:
            text = row.cells.get(name, "")
            if not text:
                continue
            first = found.setdefault(name, _leaf(row, name))
            if first.text != text:
                related = (Related(Location(reading.path, *first.place), "said here first"),)
                message = f"{what} says something else in row {first.place[0]}"
                hint = "let all of its rows say the same, or leave the cell empty"
                reading.say(INVALID_VALUE.at(reading.at(row, name), message, hint, related))
    return found


def _leaf(row: Row, name: str) -> Leaf:
    return Leaf(row.cells[name], (row.number, row.columns[name]))


def _fields(values: dict[str, Leaf]) -> Fields:
    """Return a mapping that stands where the first of its values stands."""
    made = Fields(next(iter(values.values())).place)
    for name, value in values.items():
        _put(made, name, value)
    return made


def _put(tree: Fields, name: str, value: Node) -> None:
    tree.values[name] = value
    tree.keys[name] = value.place


def places(written: Node, tabled: Node) -> Iterator[tuple[Place, Place]]:
    """Yield the place of each value in one tree and of the same value in another, as far as they are alike."""
    yield written.place, tabled.place
    if isinstance(written, Fields) and isinstance(tabled, Fields):
        for name in written.values.keys() & tabled.values.keys():
            yield written.keys[name], tabled.keys[name]
            yield from places(written.values[name], tabled.values[name])
    elif isinstance(written, Items) and isinstance(tabled, Items):
        for one, other in zip(written.items, tabled.items, strict=False):
            yield from places(one, other)
