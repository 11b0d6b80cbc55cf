"""A page in pieces, for a parser that takes ten times the size of what it parses.

A tree of an outcome with 25,000 numbers would take half a gigabyte. Such a page is cut between rows, items, cards and
sections, so that what belongs to one number stays together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Most pages have less than a fiftieth of it, and are one piece.
PIECE = 2 * 1024 * 1024
_CUT = re.compile(rb"<(tr|li|article|section)(?=[\s>])")
# Marks an element that goes on in another piece: the mark is within it.
GOES_ON = "data-goes-on"


def pieces(page: bytes, size: int = PIECE) -> Iterator[bytes]:
    """Yield the HTML of a page, in pieces of about `size` bytes where it is larger.

    What is cut through holds an element with the attribute GOES_ON in each piece that has a part of it.
    """
    start, before = 0, b""
    while cut := _CUT.search(page, start + size):
        tag = cut[1]
        mark = b"<%s %s></%s>" % (tag, GOES_ON.encode(), tag)
        yield before + page[start : cut.start()] + mark
        # A parser leaves rows out that are in no table.
        start, before = cut.start(), b"<table>" + mark if tag == b"tr" else mark
    yield before + page[start:] if start else page
