"""What the program says of itself, to people and to their shells, and what it shows of a long run."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from spinesite import cli
from spinesite.commands import progress
from spinesite.commands.manual import commands, help_of
from spinesite.commands.options import FORMATS

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests/golden/site"
TODAY = ("--today", "2026-06-01")
ALL = dict(commands(cli.cli, "spinesite"))
SINGLE = {name: command for name, command in ALL.items() if not isinstance(command, click.Group)}


def examples(command: click.Command) -> list[str]:
    found = re.search(r"Examples:\n((?: +\S.*\n?)+)", command.help or "")
    return [line.strip() for line in found[1].splitlines()] if found else []


def parsed(words: list[str]) -> click.Context:
    """The context in which a command would run; raises what it would say about wrong usage."""
    context = cli.cli.make_context("spinesite", words, resilient_parsing=False)
    command: click.Command = cli.cli
    while isinstance(command, click.Group):
        name, inner, rest = command.resolve_command(context, [*context._protected_args, *context.args])
        assert inner is not None
        context, command = inner.make_context(name, rest, parent=context), inner
    return context


@pytest.mark.parametrize("name", ALL)
def test_every_help_has_examples_and_exit_statuses(name: str) -> None:
    text = help_of(name, ALL[name])
    assert "Examples:\n" in text
    assert re.search(r"Exit status:[\s\d]", text)
    assert all(line == line.rstrip() and len(line) <= 100 for line in text.splitlines())


@pytest.mark.parametrize("name", SINGLE)
def test_examples_can_be_run_as_they_stand(name: str) -> None:
    shown = examples(SINGLE[name])
    assert len(shown) >= 2
    for example in shown:
        assert f"{example} ".startswith(f"{name} ")
        parsed(shlex.split(re.split(r" [|>] ", example)[0])[1:])


@pytest.mark.parametrize("name", SINGLE)
def test_every_command_takes_a_root_and_explains_its_options(name: str) -> None:
    options = [parameter for parameter in SINGLE[name].params if isinstance(parameter, click.Option)]
    assert "--root" in {opt for option in options for opt in option.opts}
    assert not [option.opts for option in options if not option.help]


def test_the_list_of_commands_is_not_cut_off(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == 0
    assert "..." not in capsys.readouterr().out.split("Commands:")[1]


def test_a_slip_in_a_name_is_understood(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["biuld"]) == 2
    assert "Did you mean 'build'?" in capsys.readouterr().err
    assert cli.main(["check", "--strickt"]) == 2
    assert "--strict" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("spinesite", "expl"), ["explain"]),
        (("spinesite", "explain", "bound"), ["bound-lost"]),
        (("spinesite", "schema", "cl"), ["claim"]),
        (("spinesite", "new", "g"), ["guide"]),
        (("spinesite", "check", "--format", "s"), ["sarif"]),
        (("spinesite", "check", "--select", "bound-lost,duplicate-d"), []),
        (("spinesite", "check", "--select", "bound-lost,bibtex-s"), ["bound-lost,bibtex-syntax"]),
        (("spinesite", "check", "--str"), ["--strict"]),
    ],
)
def test_bash_completes(tmp_path: Path, words: tuple[str, ...], wanted: list[str]) -> None:
    bash = shutil.which("bash")
    assert bash, "bash is missing"
    program = tmp_path / "spinesite"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m spinesite "$@"\n')
    program.chmod(0o755)
    script = f"""
eval "$(_SPINESITE_COMPLETE=bash_source spinesite)"
complete -p spinesite >&2
COMP_WORDS=({" ".join(map(shlex.quote, words))}) COMP_CWORD={len(words) - 1} COMPREPLY=()
_spinesite_completion spinesite
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    env = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT / "src")}
    ended = subprocess.run([bash, "-c", script], env=env, capture_output=True, text=True, check=True)
    assert "_spinesite_completion" in ended.stderr
    assert ended.stdout.split() == wanted


def build(tmp_path: Path, *arguments: str) -> int:
    return cli.main(["build", "--root", str(GOLDEN), "--out", str(tmp_path / "out"), *TODAY, *arguments])


def seen(written: str) -> list[str]:
    """What is left on a terminal on which this was written."""
    return [line.split("\r\x1b[K")[-1] for line in written.split("\n")]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show progress from the first moment, as if a run were long, and every step of it."""
    monkeypatch.setattr(progress, "_PATIENCE", -1)
    monkeypatch.setattr(progress, "_PAUSE", -1)


def pretend_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")


@pytest.mark.usefixtures("impatient")
def test_a_terminal_shows_progress_and_keeps_nothing_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend_terminal(monkeypatch)
    assert build(tmp_path) == 0
    written = capsys.readouterr().err
    steps = [int(n) for n in re.findall(r"\r\x1b\[Kmaking pages (\d+) of \d+ …", written)]
    total = re.findall(r"making pages \d+ of (\d+)", written)[0]
    assert steps == sorted(steps)
    assert steps[-1] == int(total)
    first, second, last = seen(written)
    assert first == "0 errors, 2 warnings in 6 claims and 4 references"
    assert re.fullmatch(
        rf"built 6 claims, 4 references, {total} pages \(\d+ files\) in \S+ in [\d.]+ seconds.*", second
    )
    assert last == ""


@pytest.mark.usefixtures("impatient")
def test_progress_is_rubbed_out_when_a_run_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend_terminal(monkeypatch)
    site = Path(shutil.copytree(GOLDEN, tmp_path / "site"))
    own = site / "templates/pages/glossary.html"
    own.parent.mkdir(parents=True)
    own.write_text("{{ nothing.of.the.kind }}")
    assert cli.main(["build", "--root", str(site), "--out", str(tmp_path / "out"), *TODAY]) == 2
    written = capsys.readouterr().err
    assert "making pages" in written
    left = seen(written)
    assert not [line for line in left if "…" in line]
    assert [line for line in left if line.startswith("error: template pages/glossary.html:1")]


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("quieted", ["--quiet", "TERM=dumb"])
def test_progress_can_be_had_quiet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, quieted: str
) -> None:
    pretend_terminal(monkeypatch)
    if quieted == "TERM=dumb":
        monkeypatch.setenv("TERM", "dumb")
    assert build(tmp_path, *(["--quiet"] if quieted == "--quiet" else [])) == 0
    assert "\x1b" not in capsys.readouterr().err


@pytest.mark.usefixtures("impatient")
def test_what_is_no_terminal_gets_no_progress(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(tmp_path) == 0
    assert re.fullmatch(r"[^\x1b\r]*\n[^\x1b\r]*\n", capsys.readouterr().err)


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize("report_format", FORMATS)
def test_quiet_prints_problems_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, report_format: str
) -> None:
    out = ["--out", str(tmp_path / "out")] if command == "build" else []
    arguments = [command, "--root", str(GOLDEN), *out, *TODAY, "--format", report_format]
    assert cli.main(arguments) == 0
    usual = capsys.readouterr()
    assert cli.main([*arguments, "-q"]) == 0
    quiet = capsys.readouterr()
    assert quiet.out == usual.out != ""
    assert quiet.err == "" != usual.err


def test_verbose_says_what_is_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(tmp_path, "--verbose") == 0
    told = re.findall(r"^([a-z ]+): [0-9.]+ s$", capsys.readouterr().err, re.MULTILINE)
    assert told == ["reading", "checking", "resolving", "making pages", "verifying", "indexing", "publishing"]
    assert build(tmp_path) == 0
    assert "reading" not in capsys.readouterr().err
    assert build(tmp_path, "-q", "-v") == 2
    assert "exclude each other" in capsys.readouterr().err


def test_errors_are_said_however_quiet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--root", str(tmp_path), "-q"]) == 2
    assert "no content/site.yaml" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "spared"),
    [
        (["--help"], ("pydantic", "yaml", "jinja2", "markdown", "spinesite.rules.registry")),
        (["explain", "bound-lost"], ("pydantic", "yaml", "jinja2", "markdown", "selectolax", "bibtexparser")),
        (["rules"], ("pydantic", "yaml", "jinja2", "markdown", "selectolax", "bibtexparser")),
        (["schema", "claim"], ("yaml", "jinja2", "markdown", "selectolax", "bibtexparser")),
        (["new", "guide", "a", "--root", "{site}"], ("pydantic", "yaml", "jinja2", "markdown", "bibtexparser")),
        (["check", "--root", "{site}", *TODAY], ("jinja2", "selectolax", "httpx")),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_commands_load_only_what_they_need(tmp_path: Path, arguments: list[str], spared: tuple[str, ...]) -> None:
    """What makes a command start fast, without a clock."""
    site = shutil.copytree(GOLDEN, tmp_path / "site")
    script = (
        "import sys; from spinesite.cli import main; status = main(sys.argv[1:]); "
        "print(*sys.modules, sep='\\n', file=sys.stderr); sys.exit(status)"
    )
    command = [sys.executable, "-c", script, *(argument.format(site=site) for argument in arguments)]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    ended = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert ended.returncode == 0
    assert set(ended.stderr.splitlines()).isdisjoint(spared)
