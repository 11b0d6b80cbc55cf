"""Numbered items dealt out to processes or threads that share the work: who is free takes the next.

Dealt out beforehand, half of the items may be much more than half of the work.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# Tells whether an item is the asker's to do. Asked for each item, in order.
Mine = Callable[[int], bool]

# Items next to each other are one turn where there are more items: all turns are written into a pipe before anyone
# reads, and a pipe takes 4,096 bytes at once on every system.
TURNS = 1_000
_SIZE = 4


def all_of_them(_: int) -> bool:
    """Tell that an item is one's own, where nobody else is."""
    return True


@contextmanager
def dealt(items: int) -> Iterator[Callable[[], Mine]]:
    """Give a function that each who shares in the work calls once, for what tells it whether an item is its own.

    Between all who ask for each item in order, every item is done once. The turns stand in a pipe, which processes that
    are forked within the block share: what one reads, no other does, and nothing is locked by one that dies.
    """
    size = max(-(-items // TURNS), 1)
    reading, writing = os.pipe()
    try:
        with os.fdopen(writing, "wb") as stream:
            stream.write(b"".join(turn.to_bytes(_SIZE, "big") for turn in range(TURNS)))

        def asker() -> Mine:
            own = -1

            def is_mine(item: int) -> bool:
                nonlocal own
                turn = min(item // size, TURNS - 1)
                # The turn after the last own one is still to be had, or a later one is the next.
                if turn > own:
                    own = int.from_bytes(os.read(reading, _SIZE) or b"\xff" * _SIZE, "big")
                return turn == own

            return is_mine

        yield asker
    finally:
        os.close(reading)
