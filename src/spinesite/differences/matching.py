"""Which parts of two versions of a thing belong together, where nothing names them."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def paired(
    before: Sequence[T], after: Sequence[T], keys: Sequence[Callable[[T], object]]
) -> tuple[tuple[T | None, T | None], ...]:
    """Return the parts in pairs, in the order after; what has no counterpart stands alone, what is gone at the end.

    Two parts belong together if the first of the keys agrees, failing that the second, and so on; of several that
    agree, the first with the first. A key is an object that can be hashed.
    """
    partner: dict[int, int] = {}
    left = list(range(len(before)))
    for key in keys:
        waiting: dict[object, deque[int]] = defaultdict(deque)
        for position, part in enumerate(after):
            if position not in partner:
                waiting[key(part)].append(position)
        for position in tuple(left):
            if same := waiting.get(key(before[position])):
                partner[same.popleft()] = position
                left.remove(position)
    pairs = [(before[partner[n]] if n in partner else None, part) for n, part in enumerate(after)]
    return (*pairs, *((before[position], None) for position in left))
