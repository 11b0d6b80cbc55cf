"""`spinesite check` and its neighbours: filters, formats, streams, hints."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from spinesite import cli

GOLDEN = Path(__file__).parents[1] / "golden/site"
TODAY = ("--today", "2026-06-01")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOLDEN, tmp_path / "site"))


def run(*arguments: str) -> int:
    return cli.main(list(arguments))


def found(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    return json.loads(capsys.readouterr().out)


def test_json(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "--root", str(site), *TODAY, "--format", "json") == 0
    report = found(capsys)
    assert report["summary"] == {"errors": 0, "warnings": 2, "claims": 6, "references": 4, "pages": 37}
    first, second = report["diagnostics"]
    assert first["rule"] == "reference-concern"
    assert second == {
        "rule": "stale-review",
        "severity": "warning",
        "path": "content/claims/sourdough-burns.yaml",
        "line": 18,
        "column": 12,
        "message": "the review of this claim was due on 2026-05-20",
        "hint": "review the claim and set `reviewed` and `review_by`",
        "related": [],
    }


def test_paths_limit_the_report(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (site / "citations", site / "citations/bread.bib", Path("citations")):
        assert run("check", str(path), "--root", str(site), *TODAY) == 0
        printed = capsys.readouterr().out
        assert "[reference-concern]" in printed
        assert "[stale-review]" not in printed
    assert run("check", str(site / "nowhere"), "--root", str(site)) == 2
    assert run("check", "/", "--root", str(site)) == 2


def test_select_and_ignore(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "content/claims/bad.yaml").write_text("id: bad\n")
    assert run("check", "--root", str(site), *TODAY, "--select", "stale-review") == 1
    printed = capsys.readouterr().out
    assert "[stale-review]" in printed
    assert "[reference-concern]" not in printed
    assert "[missing-field]" in printed, "rules that always run cannot be left out"
    run("check", "--root", str(site), *TODAY, "--ignore", "stale-review,reference-concern")
    printed = capsys.readouterr().out
    assert "[stale-review]" not in printed
    assert run("check", "--root", str(site), "--select", "stale-revue") == 2
    assert "did you mean 'stale-review'?" in capsys.readouterr().err


def test_format_of_a_build_server(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert run("check", "--root", str(site), *TODAY) == 0
    assert capsys.readouterr().out.startswith("::warning file=citations/bread.bib,line=")


def test_output_file(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "report.sarif"
    assert run("check", "--root", str(site), *TODAY, "--format", "sarif", "--output-file", str(report)) == 0
    assert capsys.readouterr().out == ""
    assert json.loads(report.read_text())["version"] == "2.1.0"
    assert run("check", "--root", str(site), "--output-file", str(tmp_path / "no/such/folder.txt")) == 2


def test_strict(site: Path) -> None:
    assert run("check", "--root", str(site), *TODAY, "--strict") == 1


def test_all_mistakes_in_one_run(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "content/claims/one.yaml").write_text("id: one\nstatment: x\nfindings: []\nreviewed: 2026-02-30\n")
    (site / "content/claims/two.yaml").write_text("id: two\nid: two\n")
    (site / "content/stray.txt").write_text("x")
    (site / "citations/more.bib").write_text("@article{Baker2020, title = {x}}\n@article{x,\n title = {y}\n")
    assert run("check", "--root", str(site), *TODAY, "--format", "json") == 1
    rules = {(d["path"], d["rule"]) for d in found(capsys)["diagnostics"]}
    assert {
        ("content/claims/one.yaml", "unknown-field"),
        ("content/claims/one.yaml", "uncited-claim"),
        ("content/claims/one.yaml", "invalid-value"),
        ("content/claims/two.yaml", "yaml-duplicate-key"),
        ("content/stray.txt", "unexpected-file"),
        ("citations/more.bib", "duplicate-citekey"),
        ("citations/more.bib", "bibtex-syntax"),
    } <= rules


def test_waived(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("rules", "--waived", "--root", str(site), *TODAY) == 0
    printed = capsys.readouterr().out
    assert "content/options/waiting.md:2:8: warning, waived:" in printed
    assert "nobody has studied waiting" in printed


@pytest.mark.parametrize("name", ["claim", "option", "site", "condition", "guide", "page", "outcomes", "waivers"])
def test_schema(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("schema", name) == 0
    assert found(capsys)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_unknown_names_get_a_hint(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("schema", "clam") == 2
    assert "did you mean 'claim'?" in capsys.readouterr().err
    assert run("explain", "uncited-clam") == 2
    assert "did you mean 'uncited-claim'?" in capsys.readouterr().err
    assert run("chek") == 2
    assert "check" in capsys.readouterr().err
