"""How a run ends that cannot go on: in one line, with status 2, and without a traceback."""

from __future__ import annotations

import errno
import io
import os
import sys
from pathlib import Path

import pytest

from spinesite import cli

GOLDEN = Path(__file__).parents[1] / "golden/site"
CHECK = ["check", "--root", str(GOLDEN), "--today", "2026-06-01"]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (RuntimeError("a wheel came off"), "error: a bug in spinesite (RuntimeError: a wheel came off)"),
        (RecursionError(), "error: a bug in spinesite (RecursionError: )"),
        (OSError(errno.ENOSPC, "No space left on device", "/x"), "error: No space left on device: /x"),
        (KeyboardInterrupt(), "stopped"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_goes_wrong_is_told_in_one_line(
    error: BaseException, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SPINESITE_DEBUG", raising=False)

    def fail(*arguments: object, **options: object) -> None:
        raise error

    monkeypatch.setattr("spinesite.pipeline.examine", fail)
    assert cli.main(CHECK) == 2
    told = capsys.readouterr().err
    assert told.lstrip().startswith(said)
    assert told.strip().count("\n") == 0


def test_a_bug_is_shown_whole_to_who_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPINESITE_DEBUG", "1")

    def fail(*arguments: object, **options: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("spinesite.pipeline.examine", fail)
    with pytest.raises(RuntimeError):
        cli.main(CHECK)


def test_a_letter_that_the_terminal_lacks_ends_no_run(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(plain, encoding="ascii"))
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    assert cli.main(["explain", "é"]) == 2
    assert sys.stderr.errors == sys.stdout.errors == "backslashreplace"


def test_no_plugin_of_another_package_looks_at_records(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYDANTIC_DISABLE_PLUGINS", raising=False)
    assert cli.main(["rules"]) == 0
    assert os.environ["PYDANTIC_DISABLE_PLUGINS"] == "__all__"
