"""Takes a guard away in a copy of the repository, runs the tests that are named for it, and tells how they ended."""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from tests.reliability.guards.guard import ROOT, Guard

KILLED, SURVIVED, BROKEN = "killed", "SURVIVED", "BROKEN"
# Seconds after which a run has no verdict; a guard that only a clock misses is not missed by a test.
PATIENCE = 120
WORKERS = 2
# Bytes of memory that a run may take: without some guards a test would take all there is.
MEMORY = 3 << 30
_FAILED = re.compile(r"^FAILED (\S+)", re.MULTILINE)
_NOT_COPIED = shutil.ignore_patterns(".git", ".venv", ".*_cache", "__pycache__", "_site", "_shots", "node_modules")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the tests ended without a guard: `detail` names the one that failed, or says why there is no verdict."""

    guard: Guard
    end: str
    detail: str
    seconds: float


def try_all(guards: Sequence[Guard]) -> Iterator[Outcome]:
    """Yield what becomes of each guard, as they end.

    First all named tests have to pass with every guard in its place; whatever fails then would prove nothing.
    """
    with tempfile.TemporaryDirectory(prefix="spinesite-guards-") as folder:
        copies: SimpleQueue[Path] = SimpleQueue()
        first = Path(shutil.copytree(ROOT, Path(folder) / "0", ignore=_NOT_COPIED, symlinks=True))
        unfit = _fail_anyway(first, guards)
        copies.put(first)
        for number in range(1, WORKERS):  # now, as what has been compiled is copied too
            copies.put(Path(shutil.copytree(first, Path(folder) / str(number), symlinks=True)))

        def tried(guard: Guard) -> Outcome:
            copy = copies.get()
            try:
                return _try(guard, copy, unfit)
            finally:
                copies.put(copy)

        with ThreadPoolExecutor(WORKERS) as pool:
            for ended in as_completed([pool.submit(tried, guard) for guard in guards]):
                yield ended.result()


def _fail_anyway(copy: Path, guards: Iterable[Guard]) -> frozenset[str]:
    """Return the named tests that fail though nothing is taken away."""
    named = sorted({f"tests/{test}" for guard in guards for test in guard.tests})
    ended = _pytest(copy, [*named, "-rf", "--tb=no"], PATIENCE * 10, compiled="")
    if ended.returncode not in (0, 1):
        raise RuntimeError(f"the named tests cannot be run:\n{ended.stdout[-2000:]}{ended.stderr[-2000:]}")
    return frozenset(_FAILED.findall(ended.stdout))


def _try(guard: Guard, copy: Path, unfit: frozenset[str]) -> Outcome:
    begun = time.perf_counter()
    place = copy / guard.path
    whole, times = place.read_text(encoding="utf-8"), place.stat()
    try:
        place.write_text(guard.taken_away(whole), encoding="utf-8")
        only = ["-k", guard.only] if guard.only else []
        ended = _pytest(copy, ["-x", "-rf", "--tb=no", *only, *(f"tests/{test}" for test in guard.tests)], PATIENCE)
        end, detail = _verdict(ended, unfit)
    except subprocess.TimeoutExpired:
        end, detail = BROKEN, f"no test failed within {PATIENCE} seconds"
    except ValueError as error:
        end, detail = BROKEN, str(error)
    finally:
        place.write_text(whole, encoding="utf-8")
        os.utime(place, ns=(times.st_atime_ns, times.st_mtime_ns))  # what was compiled before is right again
    return Outcome(guard, end, detail, time.perf_counter() - begun)


def _verdict(ended: subprocess.CompletedProcess[str], unfit: frozenset[str]) -> tuple[str, str]:
    failed = _FAILED.findall(ended.stdout)
    if ended.returncode == 0:
        return SURVIVED, ended.stdout.strip().rpartition("\n")[2]
    if ended.returncode != 1 or not failed:
        return BROKEN, f"pytest ended with {ended.returncode}: {ended.stdout[-400:].strip()} {ended.stderr[-400:]}"
    if failed[0] in unfit:
        return BROKEN, f"{failed[0]} fails with the guard, too"
    return KILLED, failed[0]


def _pytest(
    copy: Path, arguments: list[str], seconds: float, compiled: str = "not kept"
) -> subprocess.CompletedProcess[str]:
    """Run pytest in a copy. What is compiled without a guard must not be kept."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("SPINESITE_", "PYTEST_"))}
    environment |= {"PYTHONPATH": f"{copy / 'src'}{os.pathsep}{copy}", "PYTHONDONTWRITEBYTECODE": compiled}
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # none is needed, and looking for them takes half of the time
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
    with subprocess.Popen(
        command,
        cwd=copy,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
    ) as running:
        try:
            said, complained = running.communicate(timeout=seconds)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)  # also what a test has begun and, without a guard, never ends
    return subprocess.CompletedProcess(command, running.returncode, said, complained)
