"""Parts of the work beside this one: in processes forked from it, so that only results are sent, or in threads.

Where a system cannot fork, the work is done in one process; the result is the same.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
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
# In characters: a fifth of a second of work. A process and the way back from it cost a tenth of that.
WORTH_A_PROCESS = 200_000
# More of them would wait for the one that puts together what they send.
PROCESSES = 8


def shared(work: Callable[[S], T], items: Sequence[S], size: int) -> Iterator[T]:
    """Yield what work makes of each item, in their order.

    Where `size`, the number of characters in them, is worth it, other processes do it, one for each processor that the
    system has. What they needed on the way is gone with them.
    """
    parts = min(os.cpu_count() or 1, size // WORTH_A_PROCESS + 1, PROCESSES, len(items)) if CAN_FORK else 1
    if parts < 2:
        yield from map(work, items)
        return

    def part(number: int) -> Work[T]:
        def each(end_with_parent: Callable[[], None]) -> Iterator[T]:
            for item in items[number::parts]:
                end_with_parent()
                yield work(item)

        return each

    with beside([part(number) for number in range(parts)]) as results:
        for position in range(len(items)):
            yield next(results[position % parts])


@contextmanager
def beside(works: Sequence[Work[T]]) -> Iterator[list[Iterator[T]]]:
    """Start each work in a forked process and give the results of each, in their order, as they are asked for.

    No process waits until they are: what it has sent is kept, as small as it was sent. Linux ends them when this one
    dies. What a work raises is raised here in its place; MachineError if a process ends without a word. If the block is
    left before all results were asked for, the processes are ended.
    """
    begun: list[tuple[int, IO[bytes]]] = []
    keepers: list[Thread] = []
    try:
        for work in works:
            begun.append(_fork(work, [stream for _, stream in begun]))
        sent: list[SimpleQueue[bytes]] = [SimpleQueue() for _ in works]
        # Only now: a process that is forked while another thread runs may wait for ever for what that thread holds.
        for (_, stream), queue in zip(begun, sent, strict=True):
            keepers.append(Thread(target=_keep, args=(stream, queue), daemon=True))
            keepers[-1].start()
        yield [_received(queue) for queue in sent]
    finally:
        for child, _ in begun:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)  # it has ended by itself unless not all of its results were asked for
            os.waitpid(child, 0)
        for keeper in keepers:
            keeper.join()
        for _, stream in begun:
            stream.close()


def _fork(work: Work[T], others: Iterable[IO[bytes]]) -> tuple[int, IO[bytes]]:
    """Start a work in a forked process; return its number, and the stream of what it sends."""
    parent, ask_system = os.getpid(), ends_with_parent()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        for other in others:
            os.close(other.fileno())
        if ask_system is not None:
            ask_system()
        _run(work, parent, writing)
    os.close(writing)
    return child, os.fdopen(reading, "rb")


class _GivenUp(Exception):  # noqa: N818 - no error: it ends a thread whose result nobody will ask for
    pass


@contextmanager
def in_threads(works: Sequence[Work[T]]) -> Iterator[list[Iterator[T]]]:
    """Do as `beside` in threads: nothing is sent, but Python runs one of them at a time."""
    given_up = Event()

    def end_with_block() -> None:
        if given_up.is_set():
            raise _GivenUp

    def done(work: Work[T]) -> list[T]:
        return list(work(end_with_block))

    def results(future: Future[list[T]]) -> Iterator[T]:
        yield from future.result()

    with ThreadPoolExecutor(max(len(works), 1)) as pool:
        futures = [pool.submit(done, work) for work in works]
        try:
            yield [results(future) for future in futures]
        finally:
            given_up.set()


# Ways to have a part of the work done beside this one, as `build --executor` names them.
EXECUTORS = {"process": beside, "thread": in_threads}


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
