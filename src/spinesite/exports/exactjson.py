"""JSON that keeps numbers as they were written: `1.50` stays `1.50`, which no binary number can promise."""

from __future__ import annotations

from json.encoder import encode_basestring

from spinesite.numbers import Number


def text(value: object) -> str:
    """Return a value as JSON on one line, letters as they are.

    Takes dictionaries with text keys, lists and tuples, text, whole numbers, truth values and `Number`, whose grammar
    is part of JSON's (RFC 8259, section 6). Raises TypeError for anything else.
    """
    match value:
        case str():
            return encode_basestring(value)
        case Number():
            return value.text
        case dict():
            return "{" + ", ".join([f"{encode_basestring(name)}: {text(part)}" for name, part in value.items()]) + "}"
        case list() | tuple():
            return "[" + ", ".join([text(part) for part in value]) + "]"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
    raise TypeError(f"{type(value).__name__} has no place in JSON here")
