"""Trees into records: every problem of a file at once, each at its own place."""

from __future__ import annotations

import re
import types
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from spinesite import yamltree
from spinesite.diagnostics import Diagnostic, Location, did_you_mean
from spinesite.guidance import GUIDANCE
from spinesite.records import Record
from spinesite.rules.citations import uncited_claim
from spinesite.rules.files import yaml_syntax
from spinesite.rules.records import invalid_value, missing_field, placeholder, unknown_field
from spinesite.source import Source
from spinesite.yamltree import Fields, Items, Leaf, Node

R = TypeVar("R", bound=Record)
Steps = tuple[str | int, ...]


def read_record(model: type[R], source: Source) -> tuple[R | None, tuple[Diagnostic, ...]]:
    """Return the record that a YAML text holds, or None, and everything that is wrong with it."""
    tree, problems = yamltree.parse_on(source.path, source.text, source.first_line)
    if problems and tree is None:
        return None, problems
    if not isinstance(tree, Fields):
        shape = _wrong_shape(source, tree, "fields with values", "write one `field: value` on each line")
        return None, tuple(_besides(problems, [shape]))
    record, found = validate(model, source, tree)
    return (None if problems else record), tuple(_besides(problems, found))


def read_list(model: type[R], source: Source) -> tuple[tuple[tuple[int, R], ...], tuple[Diagnostic, ...]]:
    """Return the records of a YAML list with their positions from 0, and everything that is wrong with any of them."""
    tree, problems = yamltree.parse_on(source.path, source.text, source.first_line)
    if problems and tree is None:
        return (), problems
    if not isinstance(tree, Items):
        shape = _wrong_shape(source, tree, "a list", "begin each item with a hyphen and a space: `- id: some-id`")
        return (), tuple(_besides(problems, [shape]))
    records: list[tuple[int, R]] = []
    diagnostics: list[Diagnostic] = []
    for position, item in enumerate(tree.items):
        if not isinstance(item, Fields):
            diagnostics.append(
                yaml_syntax.RULE.at(
                    Location(source.path, *item.place),
                    "an item of this list must be fields with values",
                    "begin it with a hyphen and its first field, such as `- id: some-id`; the others go below it",
                )
            )
            continue
        record, found = validate(model, source, item)
        diagnostics += found
        if record is not None:
            records.append((position, record))
    return tuple(records), tuple(_besides(problems, diagnostics))


def _besides(problems: Sequence[Diagnostic], others: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the problems of a text as YAML, and those of what it holds that are not at the same places.

    Of these only the values that are wrong are told: fields that are missing or unknown may be those that could not be
    read.
    """
    yield from problems
    taken = {problem.location for problem in problems}
    for other in others:
        if not problems or (other.rule == invalid_value.RULE.id and other.location not in taken):
            yield other


def _wrong_shape(source: Source, tree: Node | None, wanted: str, hint: str) -> Diagnostic:
    if tree is None or (isinstance(tree, Leaf) and tree.text is None):
        return yaml_syntax.RULE.at(
            Location(source.path, source.first_line),
            f"the file is empty; it must hold {wanted}",
            "fill it in, or delete the file",
        )
    return yaml_syntax.RULE.at(Location(source.path, *tree.place), f"the file must hold {wanted}", hint)


def validate(model: type[R], source: Source, tree: Fields) -> tuple[R | None, tuple[Diagnostic, ...]]:
    """Return the record that a tree holds, or None, and everything that is wrong with it, at the places of the tree.

    Of the source only its path counts, and whether its text holds a marker of a new record.
    """
    path = source.path
    diagnostics = list(_placeholders(path, tree)) if placeholder.MARKER.search(source.text) else []
    try:
        record = model.model_validate(_data(tree, model))
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True)
        misspelt = {
            (detail["loc"][:-1], did_you_mean(str(detail["loc"][-1]), _fields_at(model, detail["loc"][:-1])))
            for detail in details
            if detail["type"] == "extra_forbidden"
        }
        # A required field with a slip in its name is one mistake, not two.
        details = [
            d
            for d in details
            if d["type"] != "missing" or (d["loc"][:-1], d["loc"][-1:][0] if d["loc"] else "") not in misspelt
        ]
        diagnostics += [diagnostic for detail in details if (diagnostic := _diagnose(model, path, tree, detail))]
        return None, tuple(_without_repeats(diagnostics))
    return record, tuple(diagnostics)


def _data(tree: Fields, model: type[BaseModel]) -> object:
    """Return the tree as plain values, without the empty fields that have a default other than nothing."""
    plain = yamltree.plain(tree)
    if isinstance(plain, dict):
        for name in [name for name, value in plain.items() if value is None and name in model.model_fields]:
            field = model.model_fields[name]
            if not field.is_required() and field.default is not None:
                del plain[name]
    return plain


def _placeholders(path: str, node: Node) -> Iterator[Diagnostic]:
    if isinstance(node, Leaf):
        yield from placeholder.in_value(node.text or "", Location(path, *node.place))
    else:
        for child in node.items if isinstance(node, Items) else node.values.values():
            yield from _placeholders(path, child)


def _without_repeats(diagnostics: list[Diagnostic]) -> Iterator[Diagnostic]:
    """Drop what a placeholder at the same place has already said."""
    taken = {d.location for d in diagnostics if d.rule == placeholder.RULE.id}
    for diagnostic in diagnostics:
        if diagnostic.rule == placeholder.RULE.id or diagnostic.location not in taken:
            yield diagnostic


def _diagnose(model: type[Record], path: str, tree: Fields, detail: ErrorDetails) -> Diagnostic | None:
    """Turn one finding of the validation into a diagnostic at the place that an editor has to change."""
    steps: Steps = (*detail["loc"], *detail.get("ctx", {}).get("steps", ()))
    kind = detail["type"]
    name = str(steps[-1]) if steps else ""
    if kind == "extra_forbidden":
        known = _fields_at(model, steps[:-1])
        close = did_you_mean(name, known)
        hint = f"did you mean {close!r}?" if close else "known fields: " + ", ".join(known)
        return unknown_field.RULE.at(
            Location(path, *yamltree.place_of(tree, steps, of_key=True)), f"unknown field {name!r}", hint
        )
    if kind == "missing":
        # A validator of a record says what it lacks; pydantic itself names the field by the last step.
        location = Location(path, *yamltree.beginning(_node_at(tree, steps)))
        if steps == ("findings",):
            return uncited_claim.of(location)
        own = detail["msg"] != "Field required"
        if own:
            return missing_field.RULE.at(location, *_halves(detail["msg"]))
        message = f"the field {name!r} is missing{_in_record(steps)}"
        return missing_field.RULE.at(location, message, f"add `{name}:`{_purpose(model, steps)}")
    location = Location(path, *yamltree.place_of(tree, steps))
    if steps == ("findings",):
        node = _node_at(tree, steps)
        if (isinstance(node, Leaf) and node.text is None) or (isinstance(node, Items) and not node.items):
            return uncited_claim.of(location)
        if kind == "too_short":  # counts only the findings without a problem, and those are reported
            return None
    message, hint = _words(detail, name)
    label = ".".join(
        str(step + 1) if isinstance(step, int) else step for step in steps if not str(step).startswith("function-")
    )
    return invalid_value.RULE.at(location, f"{label}: {message}" if label else message, hint)


def _in_record(steps: Steps) -> str:
    """Name the record inside the file's record that a path leads into: " in finding 1, estimate 2"."""
    named: list[str] = []
    for step in steps[:-1]:
        if isinstance(step, int):
            named[-1:] = [f"{_one_of(named[-1]) if named else 'item'} {step + 1}"]
        else:
            named.append(step)
    return f" in {', '.join(named)}" if named else ""


def _one_of(field: str) -> str:
    """Return what one item of a list is called: a finding of `findings`, but an item of `quoted_as`."""
    return f"{field} item" if "_" in field or not field.endswith("s") else field[:-1]


def _words(detail: ErrorDetails, name: str) -> tuple[str, str]:
    """Say in an editor's words what pydantic says in a programmer's."""
    kind, given = detail["type"], detail["input"]
    if kind == "literal_error":
        wanted = re.findall(r"'([^']*)'", str(detail.get("ctx", {}).get("expected", "")))
        close = did_you_mean(given, wanted) if isinstance(given, str) else ""
        shown = f"{given[:60]!r}" if isinstance(given, str) else "the value"
        return f"{shown} is not one of: {', '.join(wanted)}", f"did you mean {close!r}?" if close else ""
    if kind == "tuple_type":
        return "must be a list", f"write `{name}: [one, two]`, or one item a line after a hyphen"
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return "must be fields with values", f"write them below `{name}:`, indented, one on each line: `field: value`"
    if kind == "too_short":
        return "must not be empty", ""
    if kind == "too_long":
        most = detail.get("ctx", {}).get("max_length")
        return f"holds more than the {most} items that are allowed", "divide the record"
    return _halves(detail["msg"])


def _halves(message: str) -> tuple[str, str]:
    """Split what a validator of ours says into what is wrong and how to mend it."""
    wrong, _, hint = message.partition(": ")
    return wrong, hint


def _purpose(model: type[Record], steps: Steps) -> str:
    """Say in brackets what a field is for, from the guidance that editing programs show."""
    record = _record_at(model, steps[:-1])
    known = GUIDANCE.get(record, {}).get(str(steps[-1])) if record else None
    if known is None:
        return ""
    text = known.text.partition(". ")[0].removesuffix(".")
    return f" ({text[0].lower()}{text[1:]})"


def _node_at(tree: Node, steps: Steps) -> Node:
    """Return the deepest node that the steps lead to."""
    node = tree
    for step in steps:
        if isinstance(node, Fields) and isinstance(step, str) and step in node.values:
            node = node.values[step]
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            break
    return node


def _fields_at(model: type[BaseModel], steps: Steps) -> list[str]:
    """Return the names of the fields of the record that the steps lead to."""
    record = _record_at(model, steps)
    return list(record.model_fields) if record else []


def _record_at(model: type[BaseModel], steps: Steps) -> Any:
    """Return the type of the record that the steps lead to, or None."""
    current: Any = model
    for step in steps:
        if (
            isinstance(step, str)
            and isinstance(current, type)
            and issubclass(current, BaseModel)
            and step in current.model_fields
        ):
            current = _record_in(current.model_fields[step].annotation)
    return current if isinstance(current, type) and issubclass(current, BaseModel) else None


def _record_in(annotation: Any) -> Any:
    """Return the record type inside optional, annotated and list types."""
    if isinstance(annotation, type) and not get_origin(annotation):
        return annotation
    for argument in get_args(annotation):
        if argument is not types.NoneType and argument is not Ellipsis:
            found = _record_in(argument)
            if isinstance(found, type) and issubclass(found, BaseModel):
                return found
        if get_origin(annotation) not in (Union, types.UnionType, tuple):
            break
    return None
