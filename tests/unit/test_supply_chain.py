"""What the program is made of is locked, hashed, wheels only, and listed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = (ROOT / "requirements.lock", ROOT / "tests/requirements.lock")
PACKAGE = re.compile(r"^([a-z0-9.-]+)(?:\[[a-z0-9,-]*\])?==(\S+)", re.MULTILINE)


def locked(lock: Path) -> dict[str, str]:
    return dict(PACKAGE.findall(lock.read_text()))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_package_is_pinned_and_hashed(lock: Path) -> None:
    text = lock.read_text()
    packages = re.split(r"\n(?=[a-z0-9])", text.strip())
    assert len(packages) == len(PACKAGE.findall(text)) > 10
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", package) for package in packages)
    assert not re.search(r"https?://|--index|--find-links|--trusted|git\+", text)


def test_what_the_program_needs_is_the_same_in_both() -> None:
    program, tests = (locked(lock) for lock in LOCKS)
    assert program.items() <= tests.items()


def test_wheels_alone_are_installed() -> None:
    for line in (ROOT / "Makefile").read_text().splitlines():
        if "pip install" in line and "-r " in line:
            assert "--require-hashes --only-binary :all:" in line


def test_versions_with_known_holes_are_refused() -> None:
    project = (ROOT / "pyproject.toml").read_text()
    for floor in ("jinja2>=3.1.6", "pyyaml>=6.0.2", "markdown>=3.8.1"):
        assert f'"{floor},' in project


def test_the_list_of_parts_is_whole(tmp_path: Path) -> None:
    command = [str(Path(sys.executable).parent / "cyclonedx-py"), "requirements", "--output-reproducible"]
    places = ["--output-format", "JSON", "--output-file", str(tmp_path / "sbom.json"), str(LOCKS[0])]
    subprocess.run([*command, *places], check=True, capture_output=True)
    listed = json.loads((tmp_path / "sbom.json").read_text())["components"]
    assert {part["name"]: part["version"] for part in listed} == locked(LOCKS[0])


def test_code_and_content_have_owners_to_be() -> None:
    owners = (ROOT / ".github/CODEOWNERS").read_text()
    for place in ("/src/", "/templates/", "/.github/", "/action.yml", "/content/", "/citations/"):
        assert place in owners
