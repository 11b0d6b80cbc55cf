"""Text may hold no control characters, bidirectional overrides, surrogates or noncharacters, escaped or not.

Why: such characters are invisible, break files, or make text read differently from what a computer reads.

Bad:
    statement: "At most 30\\u202e% of people"
Good:
    statement: "At most 30% of people"
Mend: delete the character; type the words afresh if they were pasted. Right-to-left letters need no override.
"""

from itertools import islice

from spinesite.diagnostics import Diagnostic, Location, Rule, Severity
from spinesite.names import describe_character, invalid_character

_MAX_SHOWN = 20


def in_text(path: str, text: str) -> list[Diagnostic]:
    """Report the characters that no file may hold, the first few one by one."""
    invalid = {character for character in set(text) if invalid_character(character)}
    if not invalid:
        return []
    diagnostics = []
    places = (
        (row, column, character)
        for row, line in enumerate(text.split("\n"), start=1)
        for column, character in enumerate(line, start=1)
        if character in invalid
    )
    more = sum(text.count(character) for character in invalid) - _MAX_SHOWN
    for number, (row, column, character) in enumerate(islice(places, _MAX_SHOWN), start=1):
        message = f"the character {describe_character(character)} may not stand in a text"
        if number == _MAX_SHOWN and more > 0:
            message += f"; {more} more such characters follow in this file"
        diagnostics.append(RULE.at(Location(path, row, column), message, "delete it"))
    return diagnostics


RULE = Rule("invalid-character", "files", Severity.ERROR, __doc__ or "", always=True)
