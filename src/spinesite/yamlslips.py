"""What is wrong with a text that is not YAML, in an editor's words: the parsers' own are for programmers.

libyaml and PyYAML's own parser say the same things in different words; what they were reading at the time (the
context) is nearly alike, so that this is what most slips are told by.
"""

from __future__ import annotations

# Contexts that a first letter makes: * & %
_FIRST_LETTERS = ("an alias", "an anchor", "a directive")
# Contexts in which what has to be mended is where the context begins, not where the parser gave up.
_BEGIN_EARLIER = ("a flow sequence", "a flow mapping", "a simple key", *_FIRST_LETTERS)

_QUOTE_ALL = "put the whole text between quotation marks"
_BY_CONTEXT = {
    "flow sequence": (
        "the bracket [ is not closed, or a comma is missing behind it",
        "write [one, two], with a comma between the items and ] at the end",
    ),
    "flow mapping": (
        "the bracket { is not closed, or a comma is missing behind it",
        "write {one: 1, two: 2}, with a comma between the fields and } at the end",
    ),
    "simple key": (
        "no colon and space after the name of a field",
        "write `name: value`; text that goes on from the line above is indented further than that line's field",
    ),
    "block scalar": (
        "text on the same line as the > or | that begins it",
        f"begin the text on the next line, indented; if the sign is part of it, {_QUOTE_ALL}",
    ),
    "quoted scalar": (
        "a backslash that YAML cannot read in a text between double quotation marks",
        "write two backslashes, or put the text between single quotation marks",
    ),
}
_BY_CONTEXT["double-quoted scalar"] = _BY_CONTEXT["quoted scalar"]


def begins_earlier(problem: str, context: str) -> bool:
    """Tell whether a slip is to be mended where its context begins. What is never closed is noticed only later."""
    return "end of stream" in problem or "document" in problem or any(each in context for each in _BEGIN_EARLIER)


def in_words(problem: str, context: str, line: str, column: int) -> tuple[str, str]:
    """Return what is wrong and how to mend it, from what a parser says and the line (with its column, from 1)."""
    before, at = line[: column - 1], line[column - 1 : column]
    if at == "\t" or "\t" in line[: len(line) - len(line.lstrip())] or "'\\t'" in problem:
        return "a tab, where only spaces may stand", "put spaces in its place"
    if "mapping values are not allowed" in problem:
        if ": " in before:
            name = before.split(": ")[0].lstrip(" -")
            return "a second ': ' in one line", f'{_QUOTE_ALL}: {name[:40]}: "…"'
        return "this line is indented further than the field above", "begin it in the same column as that field"
    if "end of stream" in problem and "quoted scalar" in context:
        return "the quotation mark is never closed", "close it at the end of the text"
    for known, words in _BY_CONTEXT.items():
        if context.endswith(f" a {known}"):
            return words
    if "start any token" in problem or "node content" in problem or context.endswith(_FIRST_LETTERS):
        if not at.strip():
            return "a bracket is opened before this place and never closed", "close it with ] or }"
        return f"a text cannot begin with {at}", f'{_QUOTE_ALL}: "{at}…"'
    if "block" in context and before.strip(" -"):
        return (
            "more text where the value has ended already",
            "put the whole text between one pair of quotation marks, and look above for one that is not closed; "
            "an apostrophe within '…' is written twice: ''",
        )
    if "block" in context:
        return (
            "this line does not fit the lines above it",
            "begin the fields of one record in the same column; if they do, look further up for a quotation mark or a "
            "bracket that is never closed",
        )
    return (
        f"YAML cannot be read here: {problem}",
        "check the line, and the one before it, for a missing quotation mark, bracket or space after a colon",
    )
