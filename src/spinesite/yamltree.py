"""YAML text as a tree of plain text: no types, no aliases, no tags, and every place remembered.

Only PyYAML's event stream is used. It builds no objects and it is iterative, so that neither a bomb of aliases nor
deep nesting can do harm; composing or loading the same text could. Scalars stay text: `no`, `010` and `1.10` mean what
they say.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from spinesite import yamlslips
from spinesite.diagnostics import Diagnostic, Location, Related
from spinesite.names import describe_character, invalid_character
from spinesite.rules.files import (
    invalid_character as invalid_character_rule,
)
from spinesite.rules.files import (
    yaml_alias,
    yaml_duplicate_key,
    yaml_syntax,
    yaml_tag,
    yaml_too_deep,
)

MAX_DEPTH = 12
MAX_NODES = 20_000

# libyaml where the wheel has it: the same events, about eight times faster.
FAST_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Place = tuple[int, int]


@dataclass(slots=True)
class Leaf:
    """A scalar: its text, or None for an unquoted null (`null`, `~` or nothing at all)."""

    text: str | None
    place: Place


@dataclass(slots=True)
class Items:
    """A list."""

    place: Place
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Fields:
    """A mapping: its values by key, and where each key stands."""

    place: Place
    values: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Place] = field(default_factory=dict)


Node = Leaf | Items | Fields

_NODES = frozenset({yaml.ScalarEvent, yaml.SequenceStartEvent, yaml.MappingStartEvent, yaml.AliasEvent})
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class _RefusedError(Exception):
    """Carries the diagnostic of a text that cannot be read on."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def parse(
    path: str, text: str, first_line: int = 1, loader: type = FAST_LOADER
) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """Return the tree of one YAML document, and what is wrong with it; None as the tree if anything is.

    `first_line` is the line of the file on which the text begins (a front matter begins on line 2). Places are (line,
    column), both from 1, columns in code points.
    """
    tree, problems = parse_on(path, text, first_line, loader)
    return (None if problems else tree), problems


def parse_on(
    path: str, text: str, first_line: int = 1, loader: type = FAST_LOADER
) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """Return what `parse` returns, but the tree as well if something is wrong that leaves each value as it is written.

    Such are keys that stand twice, of which the first counts, tags, and characters behind escapes; not what an alias or
    a merge key stands for.
    """
    reader = _Reader(path, text, first_line)
    try:
        tree = reader.read(yaml.parse(text, Loader=loader))
    except _RefusedError as refused:
        return None, (*reader.problems, refused.diagnostic)
    except yaml.reader.ReaderError as error:
        return None, (*reader.problems, reader.unreadable(error))
    except yaml.MarkedYAMLError as error:
        return None, (*reader.problems, reader.syntax(error))
    except (ValueError, OverflowError):  # PyYAML's own parser, on an escape beyond the last character
        message = "the text holds an escape for no character at all"
        return None, (*reader.problems, invalid_character_rule.RULE.at(Location(path, first_line), message))
    is_whole = all(problem.rule != yaml_alias.RULE.id for problem in reader.problems)
    return (tree if is_whole else None), tuple(reader.problems)


class _Reader:
    """The state of reading one document; made and dropped by `parse`."""

    def __init__(self, path: str, text: str, first_line: int) -> None:
        self.path = path
        self.text = text
        self.shift = first_line - 1
        self.problems: list[Diagnostic] = []
        self.anchors: set[str] = set()
        # PyYAML ends lines at these two characters as well; nobody who counts lines does.
        self.is_odd = "\u2028" in text or "\u2029" in text
        self.starts = (0, *(end.end() for end in re.finditer("\n", text))) if self.is_odd else ()

    def at(self, place: Place) -> Location:
        return Location(self.path, place[0], place[1])

    def place(self, mark: Any) -> Place:
        """Return where a mark of either parser stands; the two have no type in common."""
        if self.is_odd:
            line = bisect_right(self.starts, mark.index)
            return (line + self.shift, mark.index - self.starts[line - 1] + 1)
        return (mark.line + 1 + self.shift, mark.column + 1)

    def place_of(self, offset: int) -> Place:
        """Return where the character at an offset stands."""
        before = self.text.count("\n", 0, offset)
        return (before + 1 + self.shift, offset - self.text.rfind("\n", 0, offset))

    def read(self, events: Iterator[yaml.Event]) -> Node | None:
        """Build the tree from the events with a stack of open collections."""
        root: Node | None = None
        stack: list[Items | Fields] = []
        pending: list[tuple[str, Place] | None] = []  # the key that waits for its value, one a level
        nodes = documents = 0
        for event in events:
            kind = type(event)
            if kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                stack.pop()
                pending.pop()
                continue
            if kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self.refuse_document(event)
            if kind not in _NODES:
                continue
            mark: Any = event.start_mark
            place = self.place(mark) if self.is_odd else (mark.line + 1 + self.shift, mark.column + 1)
            node = self.leaf(event, place) if kind is yaml.ScalarEvent else self.node(event, place)
            nodes += 1
            if nodes > MAX_NODES:
                self.refuse_size(place)
            if not stack:
                root = node
            elif isinstance(top := stack[-1], Items):
                top.items.append(node)
            elif (key := pending[-1]) is None:
                pending[-1] = self.key(node, place)
                continue
            else:
                self.enter(top, key, node)
                pending[-1] = None
            if kind is not yaml.ScalarEvent and not isinstance(node, Leaf):
                stack.append(node)
                pending.append(None)
                if len(stack) > MAX_DEPTH:
                    self.refuse_depth(place)
        return root

    def refuse_document(self, event: yaml.Event) -> None:
        location = self.at(self.place(event.start_mark))
        hint = "keep one document in a file: delete the line `---`"
        raise _RefusedError(yaml_syntax.RULE.at(location, "a second document begins here", hint))

    def refuse_size(self, place: Place) -> None:
        message = f"more than {MAX_NODES:,} values in one file"
        raise _RefusedError(yaml_too_deep.RULE.at(self.at(place), message, "split the file"))

    def refuse_depth(self, place: Place) -> None:
        message = f"nested more than {MAX_DEPTH} levels deep"
        hint = "records need no such depth; look for a bracket or an indent too many"
        raise _RefusedError(yaml_too_deep.RULE.at(self.at(place), message, hint))

    def node(self, event: Any, place: Place) -> Node:
        """Return the node that an alias, a list or a mapping begins."""
        if type(event) is yaml.AliasEvent:
            if event.anchor not in self.anchors:
                self.problems.append(
                    yaml_alias.RULE.at(self.at(place), f"alias `*{event.anchor}`", "write the value out")
                )
            return Leaf(None, place)
        if event.anchor is not None or event.tag is not None:
            self.marked(event, place)
        return Fields(place) if type(event) is yaml.MappingStartEvent else Items(place)

    def marked(self, event: Any, place: Place) -> None:
        """Report the anchor and the tag of a node."""
        if event.anchor is not None:
            self.anchors.add(event.anchor)
            hint = "write the value out wherever it is needed; a text that begins with & or * must be quoted"
            self.problems.append(yaml_alias.RULE.at(self.at(place), f"anchor `&{event.anchor}`", hint))
        if event.tag is not None:
            shown = event.tag.replace("tag:yaml.org,2002:", "!!")
            hint = "delete the tag: every value is text until its field says otherwise"
            self.problems.append(yaml_tag.RULE.at(self.at(place), f"tag `{shown}`", hint))

    def leaf(self, event: Any, place: Place) -> Leaf:
        text: str = event.value
        if event.anchor is not None or event.tag is not None:
            self.marked(event, place)
        # The file as a whole has been looked at; only what an escape stands for is new.
        if event.style == '"' and (found := invalid_character(text)):
            self.problems.append(
                invalid_character_rule.RULE.at(
                    self.at(place),
                    f"the text holds the character {describe_character(found.group())}",
                    "delete it, or the escape that stands for it",
                )
            )
        is_null = not event.style and event.tag is None and text in _NULLS
        return Leaf(None if is_null else text, place)

    def key(self, node: Node, place: Place) -> tuple[str, Place]:
        if not isinstance(node, Leaf):
            raise _RefusedError(
                yaml_syntax.RULE.at(
                    self.at(place),
                    "a key must be a word, not a list or a mapping",
                    "quote text that begins with [ or {",
                )
            )
        if node.text == "<<":
            self.problems.append(yaml_alias.RULE.at(self.at(place), "merge key `<<`", "write the fields out"))
        return (node.text or "", place)

    def enter(self, fields: Fields, key: tuple[str, Place], node: Node) -> None:
        name, place = key
        if not name.isascii():
            name = unicodedata.normalize("NFC", name)
        if name in fields.values:
            first = fields.keys[name]
            self.problems.append(
                yaml_duplicate_key.RULE.at(
                    self.at(place),
                    f"the key {name!r} stands here a second time; the first is on line {first[0]}",
                    "keep one of the two",
                    (Related(self.at(first), "the first one"),),
                )
            )
            return
        fields.values[name] = node
        fields.keys[name] = place

    def unreadable(self, error: yaml.reader.ReaderError) -> Diagnostic:
        position = error.position if isinstance(error.position, int) else 0
        if error.encoding != "unicode":  # libyaml counts bytes
            position = len(self.text.encode("utf-8", "surrogatepass")[:position].decode("utf-8", "ignore"))
        place = self.place_of(position)
        return yaml_syntax.RULE.at(self.at(place), f"YAML cannot be read: {error.reason}")

    def syntax(self, error: yaml.MarkedYAMLError) -> Diagnostic:
        problem = (error.problem or "it is not YAML").strip()
        if "Unicode character escape" in problem:
            # libyaml reads no surrogates; PyYAML's own parser does, and `leaf` then says the same as this.
            at = self.at(self.place(error.context_mark or error.problem_mark))
            message = "the text holds an escape for a surrogate or for no character at all"
            return invalid_character_rule.RULE.at(at, message, "delete it, or the escape that stands for it")
        context = (error.context or "").strip()
        # What is never closed is noticed at the end of the file, but must be mended where it begins.
        end = len(self.text.rstrip())
        ends = error.problem_mark is not None and error.problem_mark.index >= end
        earlier = ends or yamlslips.begins_earlier(problem, context)
        marks = (error.context_mark, error.problem_mark) if earlier else (error.problem_mark, error.context_mark)
        mark = marks[0] or marks[1]
        place = self.place(mark) if mark else (1 + self.shift, 1)
        if mark and mark.index >= end:
            place = self.place_of(end)  # and not on an empty line after it, which may not be there
        lines = self.text.split("\n")
        row = place[0] - 1 - self.shift
        line = lines[row] if row < len(lines) else ""
        return yaml_syntax.RULE.at(self.at(place), *yamlslips.in_words(problem, context, line, place[1]))


def plain(node: Node) -> object:
    """Return the tree as plain dicts, lists, strings and None."""
    if isinstance(node, Leaf):
        return node.text
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.values.items()}


def place_of(node: Node, steps: tuple[str | int, ...], of_key: bool = False) -> Place:
    """Return the place of the value (or of its key) that the steps lead to.

    Steps that lead on past what was written end at the record they were lost in: at its first key, as a record that
    lacks a field is best shown by its beginning.
    """
    key_place: Place | None = None
    for step in steps:
        if isinstance(node, Fields) and isinstance(step, str) and step in node.values:
            key_place, node = node.keys[step], node.values[step]
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
            key_place, node = None, node.items[step]
        else:
            return beginning(node)
    return key_place if of_key and key_place is not None else node.place


def beginning(node: Node) -> Place:
    """Return the place of a record's first key, or of the value itself where it is no record."""
    return next(iter(node.keys.values()), node.place) if isinstance(node, Fields) else node.place
