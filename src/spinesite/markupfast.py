"""Python-Markdown with less work: what the library does again for each block and each element, done once for a text.

What comes out is the same, byte for byte; a test holds it against the library's.
"""

from __future__ import annotations

from xml.etree import ElementTree
from xml.etree.ElementTree import HTML_EMPTY

import markdown
from markdown.serializers import RE_AMP
from markdown.treeprocessors import UnescapeTreeprocessor


def look_up_once(md: markdown.Markdown) -> None:
    """Let a converter to which nothing is added any more keep what it would look up for each block and element."""
    md.parser.blockprocessors = tuple(md.parser.blockprocessors)  # type: ignore[assignment]
    md.postprocessors = tuple(md.postprocessors)  # type: ignore[assignment]
    md.block_level_elements = frozenset(md.block_level_elements)  # type: ignore[assignment]
    md.treeprocessors.register(_Escaped(md), "unescape", 1)  # after headings (5) and before record links (0)
    md.serializer = serialized


class _Escaped(UnescapeTreeprocessor):
    """Puts back what was escaped; in a text without a backslash, nothing was."""

    def run(self, root: ElementTree.Element) -> None:
        if any("\\" in line for line in self.md.lines):  # type: ignore[attr-defined]
            super().run(root)


def serialized(root: ElementTree.Element) -> str:
    """Return an element as HTML, as the library's serializer does, which also knows what a text never gives."""
    written: list[str] = []
    write = written.append
    # What is still to be written, the next one last: no recursion, for a text may be nested deeper than Python calls.
    pending: list[ElementTree.Element | str] = [root]
    while pending:
        one = pending.pop()
        if isinstance(one, str):
            write(one)
            continue
        tag = one.tag
        if one.attrib:
            values = "".join([f' {name}="{_escaped_value(value)}"' for name, value in sorted(one.attrib.items())])
            write(f"<{tag}{values}>")
        else:
            write(f"<{tag}>")
        if one.text:
            write(_escaped(one.text))
        end = "" if tag in HTML_EMPTY else f"</{tag}>"
        if one.tail:
            end += _escaped(one.tail)
        if len(one):
            pending.append(end)
            pending.extend(reversed(one))
        else:
            write(end)
    return "".join(written)


def _escaped(text: str) -> str:
    if "&" not in text and "<" not in text and ">" not in text:  # as in most; a pattern takes longer
        return text
    return RE_AMP.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")


def _escaped_value(value: str) -> str:
    return _escaped(value).replace('"', "&quot;")
