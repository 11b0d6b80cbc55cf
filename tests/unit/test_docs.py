"""Documentation that cannot lie: generated pages are current, and what the README names exists."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from spinesite.cli import cli
from spinesite.docs import generated

ROOT = Path(__file__).parents[2]
DOCS = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "SECURITY.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]


@pytest.mark.parametrize("path", generated())
def test_generated_pages_are_current(path: str) -> None:
    assert (ROOT / "docs" / path).read_text(encoding="utf-8") == generated()[path], "run `make docs`"


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:", target):
            assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_documents_name_only_commands_that_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    named = set(re.findall(r"`spinesite ([a-z]+)", text)) | set(
        re.findall(r"^\s+spinesite ([a-z]+)", text, re.MULTILINE)
    )
    assert named <= set(cli.commands)
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)`", text)) <= targets


def test_readme_names_every_command() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in cli.commands:
        assert f"spinesite {command}" in text


def test_build_py_asks_for_what_the_project_needs() -> None:
    script = (ROOT / "build.py").read_text(encoding="utf-8")
    block = re.search(r"# /// script\n(.*?)# ///", script, re.DOTALL)
    assert block
    wanted = tomllib.loads(re.sub(r"^# ?", "", block.group(1), flags=re.MULTILINE))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert wanted["dependencies"] == project["dependencies"]
    assert wanted["requires-python"] == project["requires-python"]


@pytest.mark.parametrize("lock", ["requirements.lock", "tests/requirements.lock"])
def test_locks_hold_hashes_and_no_addresses(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    entries = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert entries
    assert all("==" in line and line.endswith("\\") for line in entries)


def test_the_table_of_modules_is_whole() -> None:
    """Every module of the package stands in the table of ARCHITECTURE.md, and nothing else does."""
    source = ROOT / "src/spinesite"
    modules = {path.stem for path in source.glob("*.py") if path.stem not in ("__init__", "__main__")}
    modules |= {path.name for path in source.iterdir() if (path / "__init__.py").exists()}
    table = (ROOT / "docs/ARCHITECTURE.md").read_text(encoding="utf-8").split("## Modules")[1].split("\n## ")[0]
    named = set(re.findall(r"^\| `([a-z_]+)", table, re.MULTILINE))
    assert modules <= named | {"docs"}
    assert {name for name in named if not name.startswith("_")} <= modules
