"""How much one record may hold: what is at a cap is read, what is over it is reported where it stands."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from spinesite.bibblocks import MAX_BLOCKS
from spinesite.check import MAX_BREACHES, check
from spinesite.load import load
from spinesite.markup import compiler
from spinesite.markupholes import MAX_CARDS
from spinesite.reading import Contents, reader
from spinesite.records import MAX_ESTIMATES, MAX_FINDINGS
from spinesite.rules.registry import BY_ID
from spinesite.rules.wording import markup_failed, unsourced_statistic
from spinesite.rules.wording.markup_failed import MAX_SHOWN
from spinesite.textcaps import MAX_BRACKETS, MAX_DIVIDERS, MAX_LIST_DEPTH, MAX_PARAGRAPH
from spinesite.yamltree import MAX_NODES

CLAIM = "id: a\nstatement: s\nreviewed: 2026-01-01\nfindings:\n"
FINDING = "- {citation: k, outcome: o, summary: s}\n"
ESTIMATE = "  - {measure: mean, value: '1'}\n"


def write(root: Path, files: dict[str, str]) -> None:
    for path, text in {
        "content/site.yaml": "title: t\nbase_url: https://example.org/\nlanguage: en\n",
        **files,
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


def read(findings: str) -> Contents:
    return reader()("content/claims/a.yaml", CLAIM + findings)


def with_estimates(*counts: int) -> str:
    return "".join(f"- citation: k\n  outcome: o\n  estimates:\n{ESTIMATE * count}" for count in counts)


@pytest.mark.parametrize("findings", [FINDING * MAX_FINDINGS, with_estimates(MAX_ESTIMATES - 7, 7)])
def test_as_much_as_is_allowed(findings: str) -> None:
    contents = read(findings)
    assert contents.records
    assert not contents.diagnostics


@pytest.mark.parametrize(
    ("findings", "line", "message"),
    [
        (FINDING * (MAX_FINDINGS + 1), 5, "findings: holds more than the 500 items that are allowed"),
        (with_estimates(MAX_ESTIMATES - 7, 8), 1, "501 estimates; a claim may have 500"),
    ],
)
def test_one_more_than_is_allowed(findings: str, line: int, message: str) -> None:
    contents = read(findings)
    assert not contents.records
    (found,) = contents.diagnostics
    assert (found.rule, found.location.line, found.message) == ("invalid-value", line, message)
    assert found.hint


def test_cards() -> None:
    compile_prose = compiler(whole_page=True)
    text = "![words](claim:a)\n\n" * MAX_CARDS
    assert not compile_prose(text, 1).problems
    (problem,) = compile_prose(text + "Words.\n\n![words](claim:a) ![words](claim:b)\n", 1).problems
    assert (problem.rule, problem.line, problem.column) == ("markup-failed", 2 * MAX_CARDS + 3, 10)


def test_what_the_cards_of_a_page_show(tmp_path: Path) -> None:
    """Several full claims may stand on one page, and not one finding more."""
    write(
        tmp_path,
        {
            "content/claims/a.yaml": CLAIM + FINDING * MAX_FINDINGS,
            "content/claims/b.yaml": CLAIM.replace("id: a", "id: b") + with_estimates(1),
        },
    )
    page = "---\ntitle: a\nsummary: b\n---\n" + "![](claim:a)\n\n" * (MAX_SHOWN // MAX_FINDINGS)
    found = {}
    for name, more in (("full", ""), ("over", "Words ![](claim:b) and ![](claim:b)\n")):
        write(tmp_path, {"content/guides/g.md": page + more})
        reported = markup_failed.check(load(tmp_path, date(2026, 1, 1))[0])
        found[name] = [(one.location.line, one.location.column, one.message) for one in reported]
    assert found == {
        "full": [],
        "over": [(13, 11, "the evidence cards up to here show more than 2,000 findings and numbers")],
    }


def test_what_a_text_may_break(tmp_path: Path) -> None:
    """What is at the cap is listed; of what is over it, one error says that there is more, and where it begins."""
    paragraph = "30% of loaves rose.\n" * 50 + "\n"
    page = "---\ntitle: a\nsummary: b\n---\n" + paragraph * (MAX_BREACHES // 50)
    found = {}
    for name, more in (("full", ""), ("over", "40% of loaves rose. 50% of loaves rose.\n")):
        write(tmp_path, {"content/guides/g.md": page + more})
        corpus = load(tmp_path, date(2026, 1, 1))[0]
        found[name] = check(corpus, rules=[unsourced_statistic.RULE]).diagnostics
    assert [one.rule for one in found["full"]] == ["unsourced-statistic"] * MAX_BREACHES
    *listed, last = found["over"]
    assert tuple(listed) == found["full"]
    assert (last.rule, last.location.line, last.message) == (
        "markup-failed",
        5 + 51 * (MAX_BREACHES // 50),
        "this text breaks rules more than 1,000 times; what follows is not listed",
    )


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("file-too-large", f"{MAX_BLOCKS:,} entries"),
        ("yaml-too-deep", f"{MAX_NODES:,} values"),
        ("markup-failed", f"{MAX_PARAGRAPH:,} characters"),
        ("markup-failed", f"{MAX_BRACKETS} opening brackets"),
        ("markup-failed", f"at most {MAX_LIST_DEPTH} deep"),
        ("markup-failed", f"more than {MAX_DIVIDERS:,} rules"),
        ("markup-failed", f"{MAX_CARDS} evidence cards"),
        ("markup-failed", f"{MAX_SHOWN:,} findings"),
        ("markup-failed", f"more than {MAX_BREACHES:,} times"),
    ],
)
def test_the_rules_name_the_caps_as_they_are(rule: str, said: str) -> None:
    assert said in " ".join(BY_ID[rule].doc.split())
