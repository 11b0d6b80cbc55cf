"""Measure the program on made-up sites: wall and CPU seconds and peak memory, for each size.

    python benchmarks/run.py [S] [M] [L] [CLAIMSxREFERENCESxOPTIONS] [--dir DIR]

Sites are made in a temporary directory, or in DIR, where they are kept and used again. Prints a table and asserts
nothing. Runs on systems that have wait4 (Linux, macOS, BSD).

Rows that begin with `spinesite` are whole processes, interpreter and imports included. The others are the stages of one
process, one after the other; the import of the program is a stage of its own, and their peak is that of the process so
far. CPU seconds include those of worker processes; the peak is that of the largest process. Sites are in the file
cache, as they were just written or read.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
# Between the last review of a made-up site and the first one due.
TODAY = "2026-12-01"
# Kilobytes on Linux, bytes on macOS.
RSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """What one measurement took: seconds, seconds, MiB; and what there is to say about it."""

    name: str
    wall: float
    cpu: float
    peak: float
    note: str = ""


# --- the stages of one process


def measure_stages(root: Path, out: Path) -> None:
    """Run the stages of a build in this process, one after the other, and print each one's cost as a line of JSON.

    Pages are rendered, verified and written one at a time; these three are told apart by the clock.
    """
    costs: dict[str, list[float]] = {}
    with _spent(costs, "import"):
        # Inside, as the import is what is measured.
        from spinesite.check import check
        from spinesite.diagnostics import has_errors
        from spinesite.load import load
        from spinesite.publish import commit, staging
        from spinesite.render import render
        from spinesite.resolve import resolve
        from spinesite.verify import begin, conclude, look_at
    with _spent(costs, "load"):
        corpus, found = load(root, date.fromisoformat(TODAY))
    with _spent(costs, "check"):
        checked = check(corpus, found)
    if has_errors(checked.diagnostics):
        _print_costs(costs, f"{len(checked.diagnostics)} diagnostics: nothing to render")
        return
    with _spent(costs, "resolve"):
        site = resolve(corpus)
    with staging(out) as staged:
        verified = begin(corpus)
        artifacts = iter(render(site, root, False))
        files = 0
        while True:
            with _spent(costs, "render"):
                artifact = next(artifacts, None)
            if artifact is None:
                break
            with _spent(costs, "verify"):
                look_at(artifact, verified)
            with _spent(costs, "write"):
                staged.write(artifact.path, artifact.data)
            files += 1
        with _spent(costs, "verify"):
            problems = conclude(verified)
        with _spent(costs, "publish"):
            commit(staged, False)
    _print_costs(costs, f"{len(checked.diagnostics) + len(problems)} diagnostics, {files} files")


@contextmanager
def _spent(costs: dict[str, list[float]], name: str) -> Iterator[None]:
    """Add what is spent inside to the cost of a stage: wall seconds, CPU seconds; and keep the peak so far."""
    wall, cpu = time.perf_counter(), _cpu()
    yield
    cost = costs.setdefault(name, [0.0, 0.0, 0.0])
    cost[0] += time.perf_counter() - wall
    cost[1] += _cpu() - cpu
    cost[2] = _peak()


def _print_costs(costs: dict[str, list[float]], note: str) -> None:
    for name, (wall, cpu, peak) in costs.items():
        last = name == list(costs)[-1]
        print(json.dumps({"name": name, "wall": wall, "cpu": cpu, "peak": peak, "note": note if last else ""}))


def _cpu() -> float:
    own, workers = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + workers.ru_utime + workers.ru_stime


def _peak() -> float:
    own, workers = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return max(own.ru_maxrss, workers.ru_maxrss) * RSS_UNIT / 2**20


# --- whole processes


def measure_process(name: str, command: Sequence[str], scratch: Path) -> Cost:
    """Run a command to its end and return what it took; its last line of complaint is the note if it fails."""
    complaints = scratch / "stderr.txt"
    with complaints.open("wb") as errors:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors, env=_environment())
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    said = complaints.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    note = f"exit {process.returncode}: {said[-1] if said else ''}" if process.returncode else ""
    return Cost(name, wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * RSS_UNIT / 2**20, note)


def measure_site(root: Path, scratch: Path) -> Iterator[Cost]:
    """Yield every measurement of one site."""
    staged = subprocess.run(
        [sys.executable, __file__, "--stages", str(root), str(scratch / "staged")],
        stdout=subprocess.PIPE,
        env=_environment(),
        check=True,
    )
    for line in staged.stdout.splitlines():
        yield Cost(**json.loads(line))
    program = [sys.executable, "-m", "spinesite"]
    options = ["--root", str(root), "--today", TODAY]
    yield measure_process("spinesite check", [*program, "check", *options], scratch)
    build = [*program, "build", *options, "--out", str(scratch / "site")]
    yield measure_process("spinesite build", build, scratch)
    yield measure_process("spinesite build, no change", build, scratch)


def _environment() -> dict[str, str]:
    """Return this environment with the program of this checkout, and without variables that change its output."""
    kept = {name: value for name, value in os.environ.items() if name not in ("SOURCE_DATE_EPOCH", "GITHUB_ACTIONS")}
    paths = [str(HERE.parent / "src"), *filter(None, [kept.get("PYTHONPATH", "")])]
    return {**kept, "PYTHONPATH": os.pathsep.join(paths)}


def _site(size: str, directory: Path) -> Path:
    """Make a site in a process of its own: a child is never measured as smaller than its parent."""
    root = directory / size
    made = subprocess.run([sys.executable, str(HERE / "generate.py"), size, str(root)], check=False)
    if made.returncode:
        raise SystemExit(made.returncode)
    return root


def run(sizes: Sequence[str], directory: Path) -> None:
    """Print the table, a row as soon as it is measured."""
    print(f"{'size':12} {'what':28} {'wall s':>8} {'cpu s':>8} {'peak MiB':>9}")
    for size in sizes:
        root = _site(size, directory)
        with tempfile.TemporaryDirectory(dir=directory) as scratch:
            for cost in measure_site(root, Path(scratch)):
                row = f"{size:12} {cost.name:28} {cost.wall:8.2f} {cost.cpu:8.2f} {cost.peak:9.0f}"
                print(f"{row}  {cost.note}".rstrip(), flush=True)


def main(arguments: Sequence[str]) -> int:
    """Run from the command line; return the exit status."""
    if arguments[:1] == ["--stages"] and len(arguments) == 3:
        measure_stages(Path(arguments[1]), Path(arguments[2]))
        return 0
    sizes, directory = list(arguments), None
    if "--dir" in sizes:
        at = sizes.index("--dir")
        directory = Path(sizes[at + 1]) if at + 1 < len(sizes) else None
        del sizes[at : at + 2]
    if any(size.startswith("-") for size in sizes) or ("--dir" in arguments and directory is None):
        print(__doc__, file=sys.stderr)
        return 2
    if directory is not None:
        directory.mkdir(parents=True, exist_ok=True)
        run(sizes or ["S", "M", "L"], directory)
        return 0
    with tempfile.TemporaryDirectory(prefix="spinesite-bench-") as temporary:
        run(sizes or ["S", "M", "L"], Path(temporary))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
