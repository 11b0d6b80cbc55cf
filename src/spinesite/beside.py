"""A part of the work beside this one: in a process forked from it, so that only results are sent, or in a thread.

Where a system cannot fork, the work is done in one process; the result is the same.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from threading import Event, Thread
from typing import IO, NoReturn, TypeVar

from spinesite.errors import MachineError

S = TypeVar("S")
T = TypeVar("T")
# Yields its results; is handed a function that it must call often, which ends it when nobody waits for them any more.
Work = Callable[[Callable[[], None]], Iterable[T]]

CAN_FORK = hasattr(os, "fork")
# In characters: a fifth of a second of work. The second process and the way back from it cost a tenth of that.
WORTH_A_PROCESS = 200_000


def shared(work: Callable[[S], T], items: Sequence[S], size: int) -> Iterator[T]:
    """Yield what work makes of each item, in their order.

    Where `size`, the number of characters in them, is worth it, a second process does every other one, if the system
    has a second processor.
    """
    if not CAN_FORK or (os.cpu_count() or 1) < 2 or size < WORTH_A_PROCESS:
        yield from map(work, items)
        return

    def second_half(end_with_parent: Callable[[], None]) -> Iterator[T]:
        for item in items[1::2]:
            end_with_parent()
            yield work(item)

    with beside(second_half) as second:
        first = iter([work(item) for item in items[::2]])
        for position in range(len(items)):
            yield next(second if position % 2 else first)


@contextmanager
def beside(work: Work[T]) -> Iterator[Iterator[T]]:
    """Start work in a forked process and give its results, in their order; each is waited for when it is asked for.

    The process does not wait until they are: what it has sent is kept, as small as it was sent. Linux ends it when this
    one dies. What the work raises is raised here in its place; MachineError if the process ends without a word. If the
    block is left before the last result was asked for, the process is ended.
    """
    parent = os.getpid()
    reading, writing = os.pipe()
    ask_system = ends_with_parent()
    child = os.fork()
    if child == 0:
        os.close(reading)
        if ask_system is not None:
            ask_system()
        _run(work, parent, writing)
    os.close(writing)
    sent: SimpleQueue[bytes] = SimpleQueue()
    with os.fdopen(reading, "rb") as stream:
        keeper = Thread(target=_keep, args=(stream, sent), daemon=True)
        keeper.start()
        try:
            yield _received(sent)
        finally:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)  # it has ended by itself unless not all of its results were asked for
            os.waitpid(child, 0)
            keeper.join()


class _GivenUp(Exception):  # noqa: N818 - no error: it ends a thread whose result nobody will ask for
    pass


@contextmanager
def in_thread(work: Work[T]) -> Iterator[Iterator[T]]:
    """Do as `beside` in a thread: nothing is sent, but Python runs one of them at a time."""
    given_up = Event()

    def end_with_block() -> None:
        if given_up.is_set():
            raise _GivenUp

    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(lambda: list(work(end_with_block)))

        def results() -> Iterator[T]:
            yield from future.result()

        try:
            yield results()
        finally:
            given_up.set()


# Ways to have a part of the work done beside this one, as `build --executor` names them.
EXECUTORS = {"process": beside, "thread": in_thread}


def _run(work: Work[T], parent: int, writing: int) -> NoReturn:
    """Do the work in the forked process and end it, without a step back into what the other process is doing."""

    def end_with_parent() -> None:
        if os.getppid() != parent:
            os._exit(1)

    with suppress(BaseException), os.fdopen(writing, "wb") as stream:
        try:
            for result in work(end_with_parent):
                _send(stream, ("result", result))
            _send(stream, ("end", None))
        except Exception as error:
            _send(stream, ("error", error))
    os._exit(0)


def _send(stream: IO[bytes], message: tuple[str, object]) -> None:
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(len(data).to_bytes(8, "big") + data)
    stream.flush()


def _keep(stream: IO[bytes], sent: SimpleQueue[bytes]) -> None:
    """Keep what is sent until it is asked for; nothing stands for its end."""
    while size := int.from_bytes(stream.read(8), "big"):
        data = stream.read(size)
        sent.put(data if len(data) == size else b"")
    sent.put(b"")


def _received(sent: SimpleQueue[bytes]) -> Iterator[T]:
    while data := sent.get():
        kind, value = pickle.loads(data)  # noqa: S301 - written by the process that was forked from this one
        if kind == "end":
            return
        if kind == "error":
            raise value
        yield value
    raise MachineError("a process of this build ended without a word; perhaps memory ran out")


def ends_with_parent() -> Callable[[], None] | None:
    """Return what a new process of another program must call before all else to be ended when this one dies.

    None where the system has no such promise to give; a program that reads from us then ends when its input does.
    """
    if sys.platform != "linux":
        return None
    import ctypes

    prctl, parent = ctypes.CDLL(None).prctl, os.getpid()

    def ask_system() -> None:
        prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            os._exit(1)

    return ask_system
