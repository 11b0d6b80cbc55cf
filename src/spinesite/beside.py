"""A part of the work beside this one: in a process forked from it, so that only the result is sent, or in a thread.

Where a system cannot fork, the work is done in one process; the result is the same.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from threading import Event
from typing import NoReturn, TypeVar, cast

from spinesite.errors import MachineError

T = TypeVar("T")

CAN_FORK = hasattr(os, "fork")


@contextmanager
def beside(work: Callable[[Callable[[], None]], T]) -> Iterator[Callable[[], T]]:
    """Start work in a forked process and give a function that waits for its result, once.

    The work is handed a function that it must call often: it ends the process if this one has died. Linux ends it by
    itself, at once. What the work raises is raised here when its result is asked for; MachineError if the process ends
    without a word. If the block is left before the result was asked for, the process is ended.
    """
    parent = os.getpid()
    reading, writing = os.pipe()
    ask_system = ends_with_parent()
    child = os.fork()
    if child == 0:
        if ask_system is not None:
            ask_system()
        _run(work, parent, reading, writing)
    os.close(writing)
    stream = os.fdopen(reading, "rb")
    try:
        yield lambda: cast(T, _received(stream.read()))
    finally:
        stream.close()
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)  # it has ended by itself unless nobody asked for its result
        os.waitpid(child, 0)


class _GivenUp(Exception):  # noqa: N818 - no error: it ends a thread whose result nobody will ask for
    pass


@contextmanager
def in_thread(work: Callable[[Callable[[], None]], T]) -> Iterator[Callable[[], T]]:
    """Do as `beside` in a thread: nothing is sent, but Python runs one of them at a time.

    The work is handed a function that it must call often: it ends the thread if the block was left before the result
    was asked for.
    """
    given_up = Event()

    def end_with_block() -> None:
        if given_up.is_set():
            raise _GivenUp

    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(work, end_with_block)
        try:
            yield future.result
        finally:
            given_up.set()


# Ways to have a part of the work done beside this one, as `build --executor` names them.
EXECUTORS = {"process": beside, "thread": in_thread}


def _run(work: Callable[[Callable[[], None]], T], parent: int, reading: int, writing: int) -> NoReturn:
    """Do the work in the forked process and end it, without a step back into what the other process is doing."""

    def end_with_parent() -> None:
        if os.getppid() != parent:
            os._exit(1)

    try:
        os.close(reading)
        try:
            outcome: tuple[bool, object] = (True, work(end_with_parent))
        except Exception as error:
            outcome = (False, error)
        with os.fdopen(writing, "wb") as stream:
            pickle.dump(outcome, stream, protocol=pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)


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


def _received(data: bytes) -> object:
    if not data:
        raise MachineError("a process of this build ended without a word; perhaps memory ran out")
    is_result, value = pickle.loads(data)  # noqa: S301 - written by the process that was forked from this one
    if isinstance(value, BaseException) and not is_result:
        raise value
    return cast(object, value)
