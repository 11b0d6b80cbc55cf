"""The JSON Schemas (2020-12) of the records: for editors' programs, which check and complete while one types.

They accept what the readers accept, as far as a schema can say it. That two fields exclude each other, that ids exist
and numbers agree is the business of `spinesite check`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter

from spinesite.guidance import GUIDANCE, Guidance
from spinesite.records import (
    Category,
    Change,
    Claim,
    Notices,
    OptionPage,
    Outcome,
    PlainPage,
    Record,
    SiteSettings,
    Term,
    Unsupported,
    Waiver,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NULL = {"type": "null"}
# Where a site keeps its schemas.
FOLDER = "docs/schemas"

# What `spinesite schema NAME` prints: the record, and whether its file is a list of them.
SCHEMAS: dict[str, tuple[type[Record], bool]] = {
    "claim": (Claim, False),
    "option": (OptionPage, False),
    "condition": (PlainPage, False),
    "guide": (PlainPage, False),
    "page": (PlainPage, False),
    "site": (SiteSettings, False),
    "categories": (Category, True),
    "outcomes": (Outcome, True),
    "glossary": (Term, True),
    "unsupported": (Unsupported, True),
    "changes": (Change, True),
    "waivers": (Waiver, True),
    "retractions": (Notices, False),
}


def json_schema(name: str) -> dict[str, Any]:
    """Return the schema of a record, by its name in `SCHEMAS`; raises KeyError for any other name."""
    model, is_list = SCHEMAS[name]
    schema = TypeAdapter(list[model] if is_list else model).json_schema()  # type: ignore[valid-type]
    shapes = schema.setdefault("$defs", {})
    for record in GUIDANCE:
        shape = schema if record is model and not is_list else shapes.get(record.__name__)
        if shape is not None:
            _explain(record, shape, is_whole_file=shape is schema)
    return {
        "$schema": DIALECT,
        "title": name,
        **{key: value for key, value in schema.items() if key != "title" and value != {}},
    }


def as_text(name: str) -> str:
    """Return the schema of a record as the text of a file."""
    return json.dumps(json_schema(name), ensure_ascii=False, indent=2) + "\n"


def files() -> Iterator[tuple[str, str]]:
    """Yield the schema of each record as a file: its path in a site, and its text."""
    for name in SCHEMAS:
        yield f"{FOLDER}/{name}.json", as_text(name)


def _explain(record: type[Record], shape: dict[str, Any], is_whole_file: bool) -> None:
    """Add to the shape of a record what is said about its fields."""
    for name, guidance in GUIDANCE[record].items():
        field = {key: value for key, value in shape["properties"][name].items() if key != "title"}
        default = field.pop("default", None)
        may_be_null = _NULL in field.get("anyOf", ())
        if may_be_null:
            (field,) = (choice for choice in field["anyOf"] if choice != _NULL)
        # The reader takes an empty field at the top of a file for one that was left out.
        if may_be_null or (is_whole_file and name not in shape.get("required", ())):
            field = _or_null(field)
        told = {"default": default} if isinstance(default, str) else {}
        shape["properties"][name] = {**_words(guidance), **told, **field}


def _or_null(field: dict[str, Any]) -> dict[str, Any]:
    """Return a schema that takes null too. Written as one, for editors' programs explain a choice of two less well."""
    if "type" not in field:
        return {"anyOf": [field, _NULL]}
    kinds = field["type"] if isinstance(field["type"], list) else [field["type"]]
    choices = {"enum": [*field["enum"], None]} if "enum" in field else {}
    return {**field, **choices, "type": [*kinds, "null"]}


def _words(guidance: Guidance) -> dict[str, Any]:
    return {
        "description": guidance.text,
        # Editors' programs show the examples themselves, and know no bad ones.
        "markdownDescription": f"{guidance.text}\n\nNot: `{_in_yaml(guidance.bad)}`",
        "examples": [guidance.good],
        "examples_bad": [guidance.bad],
    }


def _in_yaml(value: object) -> str:
    """Return an example as it is written in a record, on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_in_yaml(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_in_yaml(part) for part in value) + "]"
    return str(value)
