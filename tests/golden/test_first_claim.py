"""The commands of docs/first-claim.md, run anew in a copy of the repository, print what the page shows.

A block marked `console` is a terminal: lines after `$ ` are typed, the rest is printed. A block with a path after its
language is a file that the editor saves. `make golden` writes the page afresh where it differs.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sysconfig
import venv
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.previewing import Preview, previewed

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/first-claim.md"
CLONED = ("Makefile", "requirements.lock", ".gitignore", "src", "templates", "content", "citations", "docs")
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# What changes with the site's other records says nothing about these commands; in the page it stands as it once was.
VARIES = re.compile(r"[1-9]\d* warnings|\d+ pages|\d+ claims and \d+ references")
SERVED, HOME = "http://127.0.0.1:8000/", "/home/ed"
DAY = "2026-11-22"
SECONDS = 1795305600  # noon of that day, for SOURCE_DATE_EPOCH


class Terminal:
    """A shell that runs commands one after the other and returns what each prints."""

    END = "--that was all--"

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.shell = subprocess.Popen(
            ["bash", "--noprofile", "--norc"],
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, command: str) -> str:
        assert self.shell.stdin
        assert self.shell.stdout
        self.shell.stdin.write(f"{command}\necho '{self.END}'\n")
        self.shell.stdin.flush()
        printed = []
        for line in self.shell.stdout:
            if line.removesuffix("\n") == self.END:
                return "".join(printed)
            printed.append(line)
        raise AssertionError(f"the shell ended at {command!r}: {''.join(printed)}")

    def close(self) -> None:
        self.shell.communicate("exit\n", timeout=60)


def repository(folder: Path) -> dict[str, str]:
    """Make a repository of the working tree, and return the environment of somebody who clones it."""
    origin, home = folder / "origin", folder / "home"
    (home / "Downloads").mkdir(parents=True)
    origin.mkdir()
    for name in CLONED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, origin / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, origin)
    # The make that runs the tests would have theirs print more.
    others = ("GIT_", "SPINESITE_", "MAKE", "MFLAGS")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(others)}
    environment |= {f"GIT_{who}_{what}": f"Ed@{what}" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment |= {"HOME": str(home), "REPOSITORY": str(origin), "SOURCE_DATE_EPOCH": str(SECONDS)}
    environment |= {"PYTHONIOENCODING": "utf-8", "GITHUB_ACTIONS": "", "LC_ALL": "C.UTF-8"}
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "The site"]):
        subprocess.run(["git", *arguments], cwd=origin, env=environment, check=True)
    return environment


def equip(clone: Path) -> None:
    """Do what the first `make check` does by the network: an environment with the packages of the one that tests."""
    venv.create(clone / ".venv", symlinks=True)
    packages = next((clone / ".venv/lib").glob("python*/site-packages"))
    (packages / "those-of-the-tests.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    (clone / ".venv/site").touch()


def agrees(shown: str, printed: str) -> bool:
    parts = VARIES.sub("#", shown).split("…\n")
    return re.fullmatch(r"(?:.*\n)*?".join(map(re.escape, parts)), VARIES.sub("#", printed)) is not None


def run(command: str, terminal: Terminal, clone: Path, previews: list[Preview], ending: ExitStack) -> str:
    """Run a command of the page and return what it prints, with the address of the preview as the page has it."""
    if command == "spinesite serve":
        previews.append(ending.enter_context(previewed(clone, "--today", DAY)))
        return "".join(previews[0].said).replace(previews[0].url, SERVED)
    printed = terminal.run(command.replace(SERVED, previews[0].url) if previews else command)
    if command.startswith("git clone"):
        equip(clone)
    return printed


def test_the_session_prints_what_the_page_shows(tmp_path: Path) -> None:
    environment = repository(tmp_path)
    home, clone = environment["HOME"], tmp_path / "my-copy"
    previews: list[Preview] = []
    wrong: list[str] = []

    with ExitStack() as ending:
        terminal = Terminal(tmp_path, environment)
        ending.callback(terminal.close)

        def play(block: re.Match[str]) -> str:
            language, path, text = block.groups()
            if path:
                (clone / path.replace("~", home)).write_text(text, encoding="utf-8")
            if language != "console":
                return block[0]
            now = ""
            for command, shown in re.findall(r"^\$ (.*\n)((?:(?!\$ ).*\n)*)", text, re.MULTILINE):
                printed = run(command.strip(), terminal, clone, previews, ending).replace(home, HOME)
                if not agrees(shown, printed):
                    wrong.append(f"$ {command}{printed}")
                    shown = printed
                now += f"$ {command}{shown}"
            return f"```console\n{now}```"

        page = BLOCK.sub(play, PAGE.read_text(encoding="utf-8"))
    if os.environ.get("SPINESITE_REWRITE_GOLDEN"):
        PAGE.write_text(page, encoding="utf-8")
    assert not wrong, "docs/first-claim.md shows something else (`make golden` writes it afresh):\n" + "\n".join(wrong)
    assert previews


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        (
            "0 errors, 43 warnings in 1 claims and 2 references\n",
            "0 errors, 7 warnings in 3 claims and 4 references\n",
            True,
        ),
        ("0 errors, 0 warnings\n", "0 errors, 7 warnings\n", False),
        ("0 errors\n", "1 error\n", False),
        ("…\nlast\n", "first\nsecond\nlast\n", True),
        ("…\nlast\n", "first\nlast\nmore\n", False),
        ("", "something\n", False),
    ],
)
def test_what_may_be_left_out_is_left_out_and_nothing_else(shown: str, printed: str, same: bool) -> None:
    assert agrees(shown, printed) is same
