"""A record as YAML, in the manner in which editors write claims: what reads back is the same record.

Numbers stand in quotation marks, so that no other program takes them for its own; long texts are folded. What a field
holds when it is left out is left out.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator
from datetime import date

from spinesite.numbers import Number
from spinesite.records import Citation, Record

_WIDTH = 118
# Text that every reader of YAML takes for this text: words that begin with a letter, without signs that mean something.
_SAFE = re.compile(r"[^\W\d_](?:[\w ,.()/%+’'“”–—=<>;?!~&*@-]*[\w.)%?!”’'])?")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_MEANT_OTHERWISE = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})


def as_yaml(record: Record) -> str:
    """Return the record as a YAML document. Every text of it stands on one line, as the types of its fields see to."""
    return "".join(f"{line}\n" for line in _mapping(record))


def _mapping(record: Record) -> Iterator[str]:
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        said_nothing = value is None and name == "comparator" and name in record.model_fields_set
        if said_nothing:
            yield f"{name}: null"  # compared with nothing, which is not the same as not recorded
        elif value not in (None, ()) and (field.is_required() or value != field.get_default()):
            yield from _field(name, value)


def _field(name: str, value: object) -> Iterator[str]:
    if isinstance(value, Citation):
        yield f"{name}: {_citation(value)}"
    elif isinstance(value, Record):
        yield f"{name}:"
        yield from (f"  {line}" for line in _mapping(value))
    elif isinstance(value, tuple) and isinstance(value[0], Record):
        yield f"{name}:"
        for item in value:
            lines = list(_mapping(item))
            yield f"  - {lines[0]}"
            yield from (f"    {line}" for line in lines[1:])
    elif isinstance(value, tuple):
        yield f"{name}: [{', '.join(_in_brackets(str(item)) for item in value)}]"
    elif isinstance(value, Number):
        yield f'{name}: "{value}"'
    elif isinstance(value, date):
        yield f"{name}: {value.isoformat()}"
    elif len(f"{name}: {value}") > _WIDTH and " " in str(value):
        yield f"{name}: >-"
        lines = textwrap.wrap(str(value), _WIDTH - 8, break_long_words=False, break_on_hyphens=False)
        yield from (f"  {line}" for line in lines)
    else:
        yield f"{name}: {_text(str(value))}"


def _citation(citation: Citation) -> str:
    if citation.locator is None:
        return _in_brackets(citation.citekey)
    return f"{{citekey: {_in_brackets(citation.citekey)}, {citation.locator.label}: {_quoted(citation.locator.value)}}}"


def _text(text: str) -> str:
    return text if _SAFE.fullmatch(text) and text.lower() not in _MEANT_OTHERWISE else _quoted(text)


def _in_brackets(text: str) -> str:
    return text if _WORD.fullmatch(text) and text.lower() not in _MEANT_OTHERWISE else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
