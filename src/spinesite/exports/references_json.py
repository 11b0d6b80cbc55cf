"""`data/references.json`: the bibliography as CSL-JSON, for citation processors and reference managers."""

from __future__ import annotations

import json
from collections.abc import Sequence

from spinesite import csl
from spinesite.model import Reference

PATH = "data/references.json"


def one(reference: Reference) -> str:
    """Return one work as CSL-JSON: an array of one item, because readers of the format accept nothing but an array."""
    return _array([reference])


def export(references: Sequence[Reference]) -> bytes:
    """Return all works, sorted by citekey, as one array in UTF-8."""
    works = sorted((each for each in references if each.is_work), key=lambda each: each.citekey.lower())
    return _array(works).encode()


def _array(references: Sequence[Reference]) -> str:
    """Write one work a line, so that two versions compare well."""
    items = (json.dumps(csl.item(each), ensure_ascii=False, allow_nan=False) for each in references)
    return "[\n" + ",\n".join(items) + "\n]\n"
