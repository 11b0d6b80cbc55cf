"""The wheel: everything the program needs is in it, and it builds a site on its own."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests/golden/site"
STARTER = ROOT / "src/spinesite/starter"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
    ]
    subprocess.run([*pip, "--wheel-dir", str(folder), str(ROOT)], check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_templates_and_the_starting_site(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for template in (ROOT / "templates").rglob("*"):
        if template.is_file():
            assert f"spinesite/_templates/{template.relative_to(ROOT / 'templates').as_posix()}" in names
    for path in STARTER.rglob("*"):
        if path.is_file():
            assert f"spinesite/starter/{path.relative_to(STARTER).as_posix()}" in names
    assert not [name for name in names if name.startswith(("tests/", "content/"))]


def test_the_wheel_builds_a_site(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(installed)
    command = [
        sys.executable,
        "-m",
        "spinesite",
        "build",
        "--root",
        str(GOLDEN),
        "--out",
        str(tmp_path / "out"),
        "--today",
        "2026-06-01",
    ]
    env = {**os.environ, "PYTHONPATH": str(installed)}
    ended = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "out/assets/site.css").read_bytes() == (ROOT / "templates/assets/site.css").read_bytes()


def test_the_wheel_begins_a_site(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(installed)
    env = {**os.environ, "PYTHONPATH": str(installed)}
    for arguments in (["init", "new"], ["build", "--root", "new", "--strict"]):
        command = [sys.executable, "-m", "spinesite", *arguments, "--today", "2026-06-01"]
        ended = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
        assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "new/_site/index.html").exists()
