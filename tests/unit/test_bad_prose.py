"""Prose that is broken or hostile, through the command: one diagnostic where it is, and never a crash."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from spinesite import cli
from tests.rules.examples import lay_over_base

MATTER = "---\ntitle: Ovens\nsummary: What an oven does.\n---\n"
LISTS = "\n".join("\t" * depth + "- loaf" for depth in range(300))
FAULTS = {
    "lists, one within the other by indentation": (LISTS, 13),
    "lists, one within the other on one line": ("Bread.\n\n" + "- " * 300 + "loaf", 7),
    "quotations, one within the other": ("Bread.\n\n" + "> " * 300 + "loaf", 7),
    "opening brackets": ("Bread.\n\n" + "[" * 20_000, 7),
    "opening brackets of links": ("Bread.\n\n" + "[a](" * 5_000, 7),
    "opening brackets of citations": ("Bread.\n\n" + "[@baker2020" * 2_000, 7),
    "emphasis without an end": ("Bread.\n\n" + "*_" * 10_000, 7),
    "a code fence without an end": ("Bread.\n\n```\nflour [@nobody]\n\n# Water", 7),
    "a row of a table with a cell too few": ("| a | b |\n|---|---|\n| 1 | 2 |\n| 3 |\n| 4 |", 8),
    "a row of a table with a cell too many": ("| a | b |\n|---|---|\n| 1 | 2 | 3 |", 7),
    "a table whose header is ragged": ("| a | b | c |\n|---|---|\n| 1 | 2 |", 6),
    "a citation in a heading": ("## Bread [@baker2020]\n\nBread.", 5),
    "a link to a draft": ("Bread\n[rises](claim:a-draft).", 6),
    "a card of a draft": ("Bread.\n\n![Rises](claim:a-draft)", 7),
    "a link to nothing": ("[Bread](claim:no-such-claim).", 5),
    "a citation that cannot be read": ("Bread [@baker2020 p. 3].", 5),
}
HARMLESS = {
    "a link to a claim that was withdrawn": "Bread [*rises*](claim:withdrawn), and [rises](claim:sourdough-rise).",
    "a code fence that is closed": "Bread.\n\n```\n[@nobody]\n```",
    "what looks like a citation": "Write to a@example.org. `[@nobody]` is code. \\[@nobody] is not.",
    "a heading that links": "## Bread that [rises](claim:sourdough-rise)\n\nBread.",
}


def site(tmp_path: Path, prose: str) -> Path:
    case = tmp_path / "case/content"
    (case / "guides").mkdir(parents=True)
    (case / "claims").mkdir()
    (case / "guides/ovens.md").write_text(MATTER + prose + "\n", encoding="utf-8")
    claim = (Path(__file__).parents[1] / "rules/base/content/claims/sourdough-rise.yaml").read_text()
    for id, status in (("a-draft", "draft"), ("withdrawn", "withdrawn\nstatus_reason: It was counted twice.")):
        text = claim.replace("id: sourdough-rise", f"id: {id}\nstatus: {status}").replace("12 hours", f"{id} hours")
        (case / f"claims/{id}.yaml").write_text(text, encoding="utf-8")
    return lay_over_base(case.parent, tmp_path / "site")


def spinesite(*arguments: str) -> int:
    return cli.main([*arguments, "--today", "2026-06-01"])


@pytest.mark.parametrize("fault", FAULTS)
def test_one_diagnostic_at_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str], fault: str) -> None:
    prose, line = FAULTS[fault]
    assert spinesite("check", "--root", str(site(tmp_path, prose)), "--format", "json") == 1
    [diagnostic] = json.loads(capsys.readouterr().out)["diagnostics"]
    assert (diagnostic["path"], diagnostic["line"]) == ("content/guides/ovens.md", line)
    assert diagnostic["rule"] == ("unknown-link" if "draft" in fault or "nothing" in fault else "markup-failed")
    assert diagnostic["message"]
    assert diagnostic["hint"] or fault == "a link to nothing"


@pytest.mark.parametrize("case", HARMLESS)
def test_what_is_harmless(tmp_path: Path, capsys: pytest.CaptureFixture[str], case: str) -> None:
    assert spinesite("check", "--root", str(site(tmp_path, HARMLESS[case])), "--strict") == 0
    assert capsys.readouterr().out == ""


def test_a_link_to_a_withdrawn_claim_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The claim keeps its page, so the link leads somewhere; the reader is told what stands there."""
    root = site(tmp_path, HARMLESS["a link to a claim that was withdrawn"])
    assert spinesite("build", "--root", str(root)) == 0, capsys.readouterr().out
    page = (root / "_site/guides/ovens/index.html").read_text(encoding="utf-8")
    mark = '<strong class="retracted">Withdrawn</strong>'
    link = '<a href="../../claims/withdrawn/"><em>rises</em></a>'
    assert f"Bread {link} {mark}, and" in page
    assert page.count(mark) == 1
