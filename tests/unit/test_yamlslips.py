"""What is wrong with a text that is not YAML is said in plain words, whichever parser reads it."""

from __future__ import annotations

import pytest
import yaml

from spinesite.yamltree import FAST_LOADER, parse

SLIPS = {
    "id: x\nstatement: a: b\n": (2, "a second ': ' in one line"),
    "a:\n  - b: c: d\n": (2, "a second ': ' in one line"),
    "id: x\n statement: y\n": (2, "this line is indented further than the field above"),
    "a:\n    b: c\n  d: e\n": (3, "this line does not fit the lines above it"),
    "a:\n  - b: c\n  -d: e\n": (3, "this line does not fit the lines above it"),
    "id: x\n\tstatement: y\n": (2, "a tab, where only spaces may stand"),
    "a: @b\n": (1, "a text cannot begin with @"),
    "a: *b* c\n": (1, "a text cannot begin with *"),
    "a: b\n%c: d\n": (2, "a text cannot begin with %"),
    "a: , b\n": (1, "a text cannot begin with ,"),
    "a: >5% of them\n": (1, "text on the same line as the > or | that begins it"),
    'a: "x\nb: y\n': (1, "the quotation mark is never closed"),
    "a: 'it's'\n": (1, "more text where the value has ended already"),
    'a: "x" y\n': (1, "more text where the value has ended already"),
    "a: [x\nb: y\n": (1, "the bracket [ is not closed, or a comma is missing behind it"),
    "a: {b: c d: e}\n": (1, "the bracket { is not closed, or a comma is missing behind it"),
    "a: [": (1, "a bracket is opened before this place and never closed"),
    "- {a: [\n": (1, "a bracket is opened before this place and never closed"),
    "id: x\nreviewed:2026\nb: c\n": (2, "no colon and space after the name of a field"),
    'a: "\\d"\n': (1, "a backslash that YAML cannot read in a text between double quotation marks"),
}


@pytest.mark.parametrize("loader", [FAST_LOADER, yaml.SafeLoader])
@pytest.mark.parametrize("text", SLIPS)
def test_a_slip_is_named(text: str, loader: type) -> None:
    _, (diagnostic,) = parse("a.yaml", text, loader=loader)
    assert diagnostic.rule == "yaml-syntax"
    assert (diagnostic.location.line, diagnostic.message) == SLIPS[text]
    assert diagnostic.hint
