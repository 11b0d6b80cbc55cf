"""The same source, options and date give the same bytes, wherever and however the program runs."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SITES = {"golden": ROOT / "tests/golden/site", "real": ROOT}
EPOCH = "1767225600"  # 1 January 2026
# Runs the program in a process in which folders are listed in an order of chance, under any mask for new files.
RUN = """
import os, random, sys
order, mask, *arguments = sys.argv[1:]
if order:
    chance = random.Random(order)
    listed, scanned = os.listdir, os.scandir
    os.listdir = lambda *where: chance.sample(found := listed(*where), len(found))
    class Scanned:
        def __init__(self, found): self.found = iter(found)
        def __iter__(self): return self
        def __next__(self): return next(self.found)
        def __enter__(self): return self
        def __exit__(self, *error): pass
        def close(self): pass
    os.scandir = lambda *where: Scanned(chance.sample(found := list(scanned(*where)), len(found)))
os.umask(int(mask, 8))
from spinesite.cli import main
raise SystemExit(main(arguments))
"""


@dataclass(frozen=True)
class Way:
    """One way to run the program: the environment, the order of folders, the mask, and where the site lies."""

    name: str
    environment: dict[str, str] = field(default_factory=dict)
    order: str = ""
    mask: str = "022"
    place: str = "site"
    old_files: bool = False
    python: str = sys.executable


PLAIN = Way("plain", {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"})
WAYS = (
    Way("another hash seed", {"PYTHONHASHSEED": "1"}),
    Way("a hash seed of chance, folders in an order of chance", {"PYTHONHASHSEED": "random"}, order="a"),
    Way("a day ahead", {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8"}, order="b"),
    Way("a quarter of an hour off", {"TZ": "Pacific/Chatham", "LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"}),
    Way("no UTF-8", {"PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1", "LC_ALL": "C"}, order="c"),
    Way("a narrow mask", mask="077"),
    Way("no mask", mask="000", order="d"),
    Way("a place with spaces and an accent", place="a place/with späces/site"),
    Way("files of another time", old_files=True, order="e"),
    Way("optimised, warnings as errors of no account", {"PYTHONOPTIMIZE": "2", "PYTHONWARNINGS": "default"}),
)


def other_pythons() -> list[Way]:
    """The other versions of Python on this machine, by PATH or of pyenv, that have what the program needs."""
    needs = "import jinja2, yaml, markdown, bibtexparser, pydantic, nh3, click, selectolax"
    found = []
    for minor in range(11, 15):
        pyenv = sorted(Path("~/.pyenv/versions").expanduser().glob(f"3.{minor}.*/bin/python3.{minor}"))
        for python in filter(None, [shutil.which(f"python3.{minor}"), *map(str, pyenv)]):
            if minor == sys.version_info.minor:
                continue
            tried = subprocess.run([python, "-I", "-c", needs], capture_output=True, check=False)
            if not tried.returncode:
                found.append(Way(f"Python 3.{minor}", python=python))
                break
    return found


def digest(folder: Path) -> str:
    """One digest of all paths, modes and bytes."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        name = f"{path.relative_to(folder).as_posix()} {path.stat().st_mode:o}\n"
        found.update(name.encode() + (path.read_bytes() if path.is_file() else b""))
    return found.hexdigest()


def built(site: str, way: Way, folder: Path) -> Path:
    """Build a copy of a site in one way, and return the folder of the published one."""
    root = folder / way.place
    ignored = shutil.ignore_patterns("_site", ".*", "tests", "src", "docs", "benchmarks", "*.pyc")
    shutil.copytree(SITES[site], root, ignore=ignored)
    if way.old_files:
        chance = random.Random(1)  # noqa: S311
        for path in root.rglob("*"):
            moment = chance.randrange(1, 2**31)
            os.utime(path, (moment, moment))
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), "SOURCE_DATE_EPOCH": EPOCH}
    command = [way.python, "-c", RUN, way.order, way.mask, "build", "--root", ".", "--format", "text"]
    ended = subprocess.run(
        command, cwd=root, env={**environment, **way.environment}, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return root / "_site"


@cache
def plain(site: str, folder: Path) -> str:
    return digest(built(site, PLAIN, folder))


@pytest.fixture(scope="module")
def plain_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("plain")


@pytest.mark.parametrize("way", [*WAYS, *other_pythons()], ids=lambda way: way.name)
def test_a_small_site(way: Way, tmp_path: Path, plain_folder: Path, counts: Counter[str]) -> None:
    counts["runs with one digest"] += 1
    assert digest(built("golden", way, tmp_path)) == plain("golden", plain_folder)


def test_the_real_site(tmp_path: Path, plain_folder: Path, counts: Counter[str]) -> None:
    """In all these ways at once: which of them it is that matters, a small site tells."""
    environment = {"PYTHONHASHSEED": "random", "TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8"}
    way = Way("everything else", environment, order="a", mask="077", place="a place/with späces", old_files=True)
    counts["runs with one digest"] += 1
    assert digest(built("real", way, tmp_path)) == plain("real", plain_folder / "real")


def test_a_digest_tells_sites_apart(tmp_path: Path, plain_folder: Path) -> None:
    site = built("golden", PLAIN, tmp_path)
    before = digest(site)
    page = site / "index.html"
    page.chmod(0o600)
    assert digest(site) != before
    page.chmod(0o644)
    assert digest(site) == before == plain("golden", plain_folder)
    page.write_bytes(page.read_bytes() + b" ")
    assert digest(site) != before


def test_the_date_changes_what_it_should(tmp_path: Path) -> None:
    """A build that ignored its date would pass every test above."""
    site = built("golden", Way("later", {"SOURCE_DATE_EPOCH": "1772323200"}), tmp_path)
    due = json.loads((site / "data/due.json").read_text())
    assert due["today"] == "2026-03-01"
