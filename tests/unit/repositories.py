"""Git repositories that hold a site."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=false")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    ended = subprocess.run(
        ("git", "-C", str(folder), *identity, *arguments), env=environment, capture_output=True, text=True, check=True
    )
    return ended.stdout


def committed(folder: Path) -> None:
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "state")


def repository(source: Path, folder: Path) -> Path:
    """Copy a site into a repository of its own, committed once."""
    shutil.copytree(source, folder)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    committed(folder)
    return folder
