"""Starting files: where they go, what is left open in them, and that nothing of an editor's is ever written over."""

from __future__ import annotations

import os
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from spinesite import cli
from spinesite.drafts import FOLDERS, draft
from spinesite.errors import MachineError, UsageError
from spinesite.newfiles import create
from spinesite.pipeline import examine

GOLDEN = Path(__file__).parents[2] / "tests/golden/site"
TODAY = date(2026, 6, 1)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOLDEN, tmp_path / "site"))


def new(site: Path, *arguments: str) -> int:
    return cli.main(["new", *arguments, "--root", str(site), "--today", TODAY.isoformat()])


@pytest.mark.parametrize("kind", FOLDERS)
def test_a_new_file_breaks_no_rule_but_placeholder(site: Path, kind: str) -> None:
    before = examine(site, TODAY)[1].diagnostics
    assert new(site, kind, "a-new-one") == 0
    (made,) = (site / FOLDERS[kind]).rglob("a-new-one.*")
    after = [d for d in examine(site, TODAY)[1].diagnostics if d not in before]
    assert {d.rule for d in after} == {"placeholder"}
    assert len(after) == made.read_text().count('"FILL-IN:') + made.read_text().count("\nFILL-IN:") >= 4


@pytest.mark.parametrize("kind", FOLDERS)
def test_a_site_with_nothing_else_takes_it(tmp_path: Path, kind: str) -> None:
    create(tmp_path, {"content/site.yaml": "title: x\nbase_url: https://example.org/\nlanguage: en\n"})
    before = examine(tmp_path, TODAY)[1].diagnostics
    assert new(tmp_path, kind, "a") == 0
    assert {d.rule for d in examine(tmp_path, TODAY)[1].diagnostics if d not in before} == {"placeholder"}


def test_a_claim_is_done_when_its_markers_are_written_over(site: Path) -> None:
    assert new(site, "claim", "rye-rises", "--topic", "rise") == 0
    claim = site / "content/claims/rise/rye-rises.yaml"
    text = claim.read_text()
    assert "\nreviewed: 2026-06-01\n" in text
    values = {
        "statement": "In one trial, 30 of 40 loaves rose.",
        "direction": "benefit",
        "reason": "Nobody has graded it.",
        "citekey": "baker2020",
        "page": "12",
        "population": "loaves of rye",
        "intervention": "sourdough",
        "comparator": "null",
        "outcome": "rise",
        "timeframe": "12 hours",
        "checked": "full-text",
        "arm": "all",
        "value": "75",
        "events": "30",
        "total": "40",
        "would_change": "A larger trial.",
    }
    for name, value in values.items():
        text, count = re.subn(rf'(?m)^(\s*(?:- )?{name}: )"FILL-IN:[^"]*"', rf"\g<1>{value}", text)
        assert count == 1, name
    claim.write_text(text)
    assert not [d for d in examine(site, TODAY)[1].diagnostics if d.location.path.endswith("rye-rises.yaml")]


@pytest.mark.parametrize(
    ("kind", "topic", "up"),
    [
        ("claim", "", "../../"),
        ("claim", "rise", "../../../"),
        ("claim", "a/b", "../../../../"),
        ("guide", "", "../../"),
    ],
)
def test_the_schema_line_leads_to_the_schema(kind: str, topic: str, up: str) -> None:
    path, text = draft(kind, "a-b", TODAY, topic)
    assert f"# yaml-language-server: $schema={up}docs/schemas/{kind}.json\n" in text
    assert os.path.normpath(os.path.join(os.path.dirname(path), up)) == "."  # noqa: PTH118, PTH120


def test_it_says_what_was_made_and_what_is_next(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(site, "option", "rye") == 0
    printed = capsys.readouterr()
    assert printed.out == f"made {site}/content/options/rye.md\n"
    assert "FILL-IN:" in printed.err
    command = re.search(r"run spinesite (check .*)$", printed.err.strip())
    assert command
    assert cli.main([*command[1].split(), "--format", "text"]) == 1
    assert capsys.readouterr().out.count("[placeholder]") == 8


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("claim", "Été à Bern"), "did you mean 'ete-a-bern'?"),
        (("claim", "../../evil"), "did you mean 'evil'?"),
        (("claim", "???"), "is no id"),
        (("guide", "con"), "is no id"),
        (("claim", "x" * 81), f"did you mean '{'x' * 80}'?"),
        (("claim", "a", "--topic", "../b"), "'..' is no topic"),
        (("guide", "a", "--topic", "b"), "--topic is for claims"),
        (("claim", "sourdough-rise"), "content/claims/rise/sourdough-rise.yaml"),
        (("option", "sourdough"), "is there already"),
        (("clam", "a"), "is not one of"),
        (("claim",), "Missing argument"),
    ],
)
def test_what_is_refused(site: Path, arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert new(site, *arguments) == 2
    printed = capsys.readouterr()
    assert said in printed.err
    assert printed.out == ""
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before


def test_without_a_site_nothing_is_made(tmp_path: Path) -> None:
    assert new(tmp_path, "claim", "a") == 2
    assert not list(tmp_path.iterdir())


def test_links_lead_nowhere(site: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    shutil.rmtree(site / "content/guides")
    (site / "content/guides").symlink_to(outside)
    assert new(site, "guide", "a") == 2
    assert not list(outside.iterdir())


def test_several_files_are_made_or_none(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b/c").write_text("mine")
    with pytest.raises(UsageError, match="b/c is there already"):
        create(tmp_path, {"a/x": "1", "b/c": "2"})
    with pytest.raises(UsageError, match="is no folder"):
        create(tmp_path, {"a/x": "1", "b/c/d": "2"})
    assert (tmp_path / "b/c").read_text() == "mine"
    assert not (tmp_path / "a").exists()


def test_a_disk_that_refuses_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(MachineError, match="nothing was written"):
        create(tmp_path, {"content/a": "1", "content/a/b": "2"})
    assert not list(tmp_path.iterdir())
