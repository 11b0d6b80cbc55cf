"""Every rule, every cap and every step that sanitises or refuses is missed by a test when it is taken away.

Here the list of guards is held against the program, which takes a second; `make guards` takes each of them away, which
takes minutes.
"""

from __future__ import annotations

import ast
import os
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from spinesite.rules.registry import RULES
from tests.reliability.guards.guard import ROOT, SOURCE, Guard
from tests.reliability.guards.registry import GUARDS
from tests.reliability.guards.trying import BROKEN, KILLED, SURVIVED, try_all

FILES = sorted((ROOT / SOURCE).rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}
# What the name of a cap begins with.
_CAP = re.compile(r"_?(?:MAX|MOST|LONGEST|LARGEST|ROOM|CAPS?|LIMITS?|SOURCE_CAP|SILENCE)(?:_[A-Z_]+)?")
# Names like that of a cap that hold nothing back themselves: the limits are fields, and each of them is a guard.
NO_CAPS = {"LIMITS"}
# Functions that make a text harmless, or tell whether it is; whoever takes one of their calls away must be noticed.
SANITISERS = frozenset(
    {
        *("escape", "safe_url", "is_id", "is_citekey", "invalid_character", "isprintable"),
        *("is_symlink", "islink", "S_ISREG", "look_out"),
    }
)
# Calls of these that guard nothing, each by its file and a part of its line.
NO_GUARDS = (
    ("preview/overlay.py", "escape(POLICY)", "a constant of our own"),
    ("preview/overlay.py", "escape(found.rule)", "the id of a rule of ours"),
)


def spans(guard: Guard, text: str) -> range:
    start = text.index(guard.written)
    return range(start, start + len(guard.written))


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_a_guard_stands_in_one_place_and_is_missed_by_tests_that_exist(guard: Guard) -> None:
    without = guard.taken_away((ROOT / guard.path).read_text(encoding="utf-8"))
    if guard.path.endswith(".py"):
        compile(without, guard.path, "exec")
    assert guard.tests
    for test in guard.tests:
        file, _, name = test.partition("::")
        assert (ROOT / "tests" / file).exists(), test
        assert not name or f"def {name}(" in (ROOT / "tests" / file).read_text(encoding="utf-8"), test


def test_names_are_unique() -> None:
    assert [name for name, count in Counter(guard.name for guard in GUARDS).items() if count > 1] == []


def test_every_rule_is_a_guard() -> None:
    assert [guard.name for guard in GUARDS if guard.name.startswith("rule: ")] == [f"rule: {rule.id}" for rule in RULES]


@cache
def caps() -> dict[str, Path]:
    """Return the caps of the program, constants of modules, and where each is defined."""
    found: dict[str, Path] = {}
    for path, tree in TREES.items():
        for node in tree.body:
            targets = node.targets if isinstance(node, ast.Assign) else []
            names = [name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)]
            found |= {f"{path.stem}.{name}": path for name in names if _CAP.fullmatch(name) and name not in NO_CAPS}
    return found


@pytest.mark.parametrize("cap", caps())
def test_every_cap_is_a_guard(cap: str) -> None:
    """Where the cap is looked at, not only where it stands: there it can be taken away, and not only be larger."""
    name, home = cap.partition(".")[2], caps()[cap]
    used = re.compile(rf"\b{name}\b")
    at = {path.relative_to(ROOT).as_posix() for path in (home, *(path for path in FILES if name in imported(path)))}
    assert any(guard.path in at and used.search(guard.written) for guard in GUARDS), (
        f"no guard of tests/reliability/guards/ names {name} of {home.name}"
    )


@cache
def imported(path: Path) -> frozenset[str]:
    """Return the names that a file takes from other modules."""
    takes = (node for node in ast.walk(TREES[path]) if isinstance(node, ast.ImportFrom))
    return frozenset(alias.name for node in takes for alias in node.names)


def calls() -> list[tuple[str, str]]:
    """Return the places where something is made harmless or refused: the file, and the line; not in rules."""
    found = []
    for path, tree in TREES.items():
        file, text = path.relative_to(ROOT / SOURCE).as_posix(), path.read_text(encoding="utf-8")
        if file.startswith("rules/"):  # each of them is a guard as a whole
            continue
        starts = [0, *(match.end() for match in re.finditer("\n", text))]
        taken = [spans(guard, text) for guard in GUARDS if guard.path == f"{SOURCE}{file}"]
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _called(node) in SANITISERS:
                line = text.split("\n")[node.lineno - 1]
                # `ast` counts columns in bytes.
                at = starts[node.lineno - 1] + len(line.encode()[: node.col_offset].decode())
                if not any(at in span for span in taken):
                    found.append((file, line.strip()))
    return found


def _called(call: ast.Call) -> str:
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    if isinstance(owner, ast.Name) and owner.id == "re":
        return ""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def test_every_step_that_sanitises_is_a_guard() -> None:
    left = [(file, line) for file, line in calls() if not any(file == f and part in line for f, part, _ in NO_GUARDS)]
    assert left == []


def test_what_guards_nothing_is_still_there() -> None:
    for file, part, _ in NO_GUARDS:
        assert part in (ROOT / SOURCE / file).read_text(encoding="utf-8")


def test_a_guard_that_nothing_misses_is_found() -> None:
    named = ("unit/test_names.py::test_citekeys",)
    kept = "return CITEKEY.fullmatch(text) is not None"
    ends = {
        outcome.guard.name: outcome.end
        for outcome in try_all(
            [
                Guard("missed", "names.py", kept, "return False", named),
                Guard("not missed", "names.py", kept, "return True", named),
                Guard("gone", "names.py", "no such text", "", named),
                Guard("no Python", "names.py", kept, "return (", named),
                Guard("no test", "names.py", kept, "return False", named, "nothing"),
            ]
        )
    }
    assert ends == {
        "missed": KILLED,
        "not missed": SURVIVED,
        "gone": BROKEN,
        "no Python": BROKEN,
        "no test": BROKEN,
    }


# All of them where `SPINESITE_THOROUGH` is set, in parts that each end in a minute or two, else a few from everywhere.
PARTS = [GUARDS[part::25] for part in range(25)] if os.environ.get("SPINESITE_THOROUGH") else [GUARDS[100::200]]


@pytest.mark.parametrize("chosen", PARTS, ids=map(str, range(len(PARTS))))
def test_guards_are_missed(chosen: Sequence[Guard], counts: Counter[str]) -> None:
    left = [outcome for outcome in try_all(chosen) if outcome.end != KILLED]
    counts["guards taken away and missed by a test"] += len(chosen) - len(left)
    assert left == []
