"""Every item is done once, by whoever is free."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from spinesite.beside import CAN_FORK, beside
from spinesite.turns import TURNS, Mine, all_of_them, dealt


def own(is_mine: Mine, items: int) -> list[int]:
    return [item for item in range(items) if is_mine(item)]


@pytest.mark.parametrize("items", [0, 1, 7, TURNS - 1, TURNS, TURNS + 1, 5 * TURNS + 3])
def test_one_who_is_alone_does_all(items: int) -> None:
    with dealt(items) as asker:
        assert own(asker(), items) == list(range(items)) == own(all_of_them, items)


@pytest.mark.parametrize("items", [1, 7, 5 * TURNS + 3])
def test_several_do_each_item_once(items: int) -> None:
    with dealt(items) as asker, ThreadPoolExecutor(4) as pool:
        shares = list(pool.map(lambda _: own(asker(), items), range(4)))
    assert sorted(item for share in shares for item in share) == list(range(items))


@pytest.mark.skipif(not CAN_FORK, reason="this system cannot fork")
def test_processes_share_the_turns() -> None:
    items = 3 * TURNS
    with dealt(items) as asker:

        def work(_: Callable[[], None]) -> Iterator[list[int]]:
            yield own(asker(), items)

        with beside([work, work]) as results:
            shares = [next(result) for result in results]
    assert sorted(item for share in shares for item in share) == list(range(items))


def test_who_is_slow_does_less() -> None:
    """The other goes on while one is busy with its first item."""
    items = 100
    with dealt(items) as asker:
        slow, fast = asker(), asker()
        assert slow(0)
        assert own(fast, items) == list(range(1, items))
        assert not any(slow(item) for item in range(1, items))
