"""The four formats of a report, on diagnostics whose text tries to break them."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinesite import __version__
from spinesite.check import Checked
from spinesite.diagnostics import Diagnostic, Location, Related, Rule, Severity
from spinesite.errors import UsageError
from spinesite.records import Waiver
from spinesite.reports.formats import FORMATS, report
from spinesite.reports.github import github
from spinesite.reports.sarif import sarif
from spinesite.reports.summary import Summary
from spinesite.reports.text import text
from spinesite.rules.registry import RULES

FIXTURES = Path(__file__).parents[1] / "fixtures"
SCHEMA = FIXTURES / "sarif-schema-2.1.0.json"
SUMMARY = Summary(errors=2, warnings=1, claims=146, references=96, pages=61)

LONELY = Rule(
    "lonely-loaf",
    "baking",
    Severity.WARNING,
    "A loaf has company.\n\nWhy: <b>one</b> is\nfew.\n\nBad:\n    loaf: 1\nGood:\n    loaf: 2\nMend: bake.\n",
)
BURNT = Rule(
    "burnt-loaf",
    "baking",
    Severity.ERROR,
    "No loaf is black.\n\nWhy: it tastes.\n\nBad:\n    ```\nGood:\n    brown\nMend: set `timer`.\n",
    always=True,
)

WARNING = LONELY.at(Location("content/a b, c.md", 3, 1), 'the loaf "𝔸" is alone')
# Not made by `Rule.at`, which lets no line end through: a report must not rely on it.
ERROR = Diagnostic(
    BURNT.id,
    BURNT.severity,
    Location("content/claims/x.yaml", 7, 13),
    "100% black:\n::error::<script>",
    hint="did you mean 'braün' (citations/x.bib:14)?",
    related=(Related(Location("citations/x.bib", 14, 3), "defined here\r::set-output name=x::y"),),
)
AGAIN = Diagnostic(BURNT.id, BURNT.severity, Location("content/claims/x.yaml", 9), "100% black:\n::error::<script>")
WAIVED = LONELY.at(Location("content/options/x.md", 2, 5), "the loaf is alone")
WAIVER = Waiver(rule="lonely-loaf", path="content/options/x.md", reason="it is “one”", expires=date(2027, 1, 31))
CHECKED = Checked((WARNING, ERROR, AGAIN), ((WAIVED, WAIVER),))

TEXT = """\
content/a b, c.md:3:1: warning: the loaf "𝔸" is alone [lonely-loaf]
content/x.yaml:7:13: error: no such loaf [burnt-loaf]
  hint: bake it
  see: citations/x.bib:14:3: defined here
"""

JSON = r"""{
  "version": 1,
  "summary": {
    "errors": 2,
    "warnings": 1,
    "claims": 146,
    "references": 96,
    "pages": 61
  },
  "diagnostics": [
    {
      "rule": "lonely-loaf",
      "severity": "warning",
      "path": "content/a b, c.md",
      "line": 3,
      "column": 1,
      "message": "the loaf \"𝔸\" is alone",
      "hint": "",
      "related": []
    },
    {
      "rule": "burnt-loaf",
      "severity": "error",
      "path": "content/claims/x.yaml",
      "line": 7,
      "column": 13,
      "message": "100% black:\n::error::<script>",
      "hint": "did you mean 'braün' (citations/x.bib:14)?",
      "related": [
        {
          "path": "citations/x.bib",
          "line": 14,
          "message": "defined here\r::set-output name=x::y"
        }
      ]
    },
    {
      "rule": "burnt-loaf",
      "severity": "error",
      "path": "content/claims/x.yaml",
      "line": 9,
      "column": 1,
      "message": "100% black:\n::error::<script>",
      "hint": "",
      "related": []
    }
  ]
}
"""

GITHUB = (
    "::error file=content/claims/x.yaml,line=7,col=13,title=burnt-loaf::100%25 black:%0A::error::<script>"
    "%0Ahint: did you mean 'braün' (citations/x.bib:14)?"
    "%0Asee: citations/x.bib:14:3: defined here%0D::set-output name=x::y\n"
    "::error file=content/claims/x.yaml,line=9,col=1,title=burnt-loaf::100%25 black:%0A::error::<script>\n"
    '::warning file=content/a b%2C c.md,line=3,col=1,title=lonely-loaf::the loaf "𝔸" is alone\n'
)


def place(uri: str, line: int, column: int) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"},
            "region": {"startLine": line, "startColumn": column},
        }
    }


SARIF_RULES = [
    {
        "id": "lonely-loaf",
        "name": "LonelyLoaf",
        "shortDescription": {"text": "A loaf has company."},
        "fullDescription": {"text": "<b>one</b> is few."},
        "help": {
            "text": "lonely-loaf: warning in the family baking\n\nA loaf has company.\n\nWhy: <b>one</b> is few.\n\n"
            "Bad:\n    loaf: 1\nGood:\n    loaf: 2\n\nMend: bake.\n",
            "markdown": "*Warning in the family baking*\n\nA loaf has company.\n\n"
            "**Why:** \\<b\\>one\\</b\\> is few.\n\n"
            "**Bad:**\n\n```text\nloaf: 1\n```\n\n**Good:**\n\n```text\nloaf: 2\n```\n\n**Mend:** bake.\n",
        },
        "defaultConfiguration": {"level": "warning"},
        "properties": {"tags": ["baking"]},
    },
    {
        "id": "burnt-loaf",
        "name": "BurntLoaf",
        "shortDescription": {"text": "No loaf is black."},
        "fullDescription": {"text": "it tastes."},
        "help": {
            "text": "burnt-loaf: error in the family baking, always runs (no option and no waiver silences it)\n\n"
            "No loaf is black.\n\nWhy: it tastes.\n\nBad:\n    ```\nGood:\n    brown\n\nMend: set `timer`.\n",
            "markdown": "*Error in the family baking, always runs (no option and no waiver silences it)*\n\n"
            "No loaf is black.\n\n**Why:** it tastes.\n\n"
            "**Bad:**\n\n````text\n```\n````\n\n**Good:**\n\n```text\nbrown\n```\n\n**Mend:** set `timer`.\n",
        },
        "defaultConfiguration": {"level": "error"},
        "properties": {"tags": ["baking"]},
    },
]
SARIF_RESULTS = [
    {
        "ruleId": "lonely-loaf",
        "ruleIndex": 0,
        "level": "warning",
        "message": {"text": 'the loaf "𝔸" is alone'},
        "locations": [place("content/a%20b%2C%20c.md", 3, 1)],
        "partialFingerprints": {"primaryLocationLineHash": "8b50b7517aa0525c22f6829c40da1c6e:1"},
        "suppressions": [],
    },
    {
        "ruleId": "burnt-loaf",
        "ruleIndex": 1,
        "level": "error",
        "message": {
            "text": "100% black:\n::error::<script>\nhint: did you mean 'braün' (citations/x.bib:14)?",
        },
        "locations": [place("content/claims/x.yaml", 7, 13)],
        "relatedLocations": [
            {**place("citations/x.bib", 14, 3), "message": {"text": "defined here\r::set-output name=x::y"}}
        ],
        "partialFingerprints": {"primaryLocationLineHash": "480f8cd0b17e6630ebc5149197b8849d:1"},
        "suppressions": [],
    },
    {
        "ruleId": "burnt-loaf",
        "ruleIndex": 1,
        "level": "error",
        "message": {"text": "100% black:\n::error::<script>"},
        "locations": [place("content/claims/x.yaml", 9, 1)],
        "partialFingerprints": {"primaryLocationLineHash": "480f8cd0b17e6630ebc5149197b8849d:2"},
        "suppressions": [],
    },
    {
        "ruleId": "lonely-loaf",
        "ruleIndex": 0,
        "level": "warning",
        "message": {"text": "the loaf is alone"},
        "locations": [place("content/options/x.md", 2, 5)],
        "partialFingerprints": {"primaryLocationLineHash": "1dbde2cafa9f6bc560c1fd1beda247fc:1"},
        "suppressions": [{"kind": "external", "status": "accepted", "justification": "it is “one”"}],
    },
]


def results(checked: Checked, rules: tuple[Rule, ...] = (LONELY, BURNT)) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(sarif(checked, rules))["runs"][0]["results"]
    return found


def fingerprints(checked: Checked) -> list[str]:
    return [result["partialFingerprints"]["primaryLocationLineHash"] for result in results(checked)]


def test_text() -> None:
    plain = BURNT.at(
        Location("content/x.yaml", 7, 13),
        "no such loaf",
        "bake it",
        (Related(Location("citations/x.bib", 14, 3), "defined here"),),
    )
    assert report("text", Checked((WARNING, plain)), SUMMARY) == TEXT


def test_json() -> None:
    assert report("json", CHECKED, SUMMARY) == JSON


def test_no_text_begins_a_line_of_its_own() -> None:
    hostile = "a\n::error::b\r::c\x0b::d\x85::e\u2028::f"
    related = (Related(Location("b.yaml"), hostile),)
    found = Diagnostic("invalid-value", Severity.ERROR, Location("a.yaml"), hostile, hostile, related)
    assert [line[:9] for line in text([found]).splitlines()] == ["a.yaml:1:", "  hint: a", "  see: b."]
    assert len(text([found]).split("\n")) == 4


def test_json_of_nothing_has_all_keys() -> None:
    counts = {"errors": 0, "warnings": 0, "claims": 0, "references": 0, "pages": 0}
    printed = report("json", Checked(()), Summary(0, 0, 0, 0, 0))
    assert json.loads(printed) == {"version": 1, "summary": counts, "diagnostics": []}


def test_github() -> None:
    assert report("github", CHECKED, SUMMARY) == GITHUB


def runner(line: str) -> tuple[str, dict[str, str], str]:
    """Read a workflow command as the runner of GitHub Actions does."""
    assert line.startswith("::")
    information, data = line[2:].split("::", 1)
    command, properties = information.split(" ", 1)
    pairs = dict(pair.split("=", 1) for pair in properties.split(",") if pair)

    def unescape(text: str, escapes: tuple[tuple[str, str], ...]) -> str:
        for token, code in escapes:
            text = text.replace(code, token)
        return text

    data_escapes = (("\r", "%0D"), ("\n", "%0A"))
    property_escapes = (*data_escapes, (":", "%3A"), (",", "%2C"))
    return (
        command,
        {key: unescape(value, (*property_escapes, ("%", "%25"))) for key, value in pairs.items()},
        unescape(data, (*data_escapes, ("%", "%25"))),
    )


PIECES = [*"a:,%=\r\n 0ADC2;", "::error::", "::set-output name=x::", "%0A", "𝔸", "\u2028"]
AWKWARD = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@given(
    st.lists(
        st.builds(
            Diagnostic,
            rule=st.just("some-rule"),
            severity=st.sampled_from(Severity),
            location=st.builds(Location, AWKWARD.map(lambda text: f"content/{text}.md")),
            message=AWKWARD,
            hint=AWKWARD,
        ),
        max_size=4,
    )
)
def test_github_reads_back_as_the_same_diagnostics(found: list[Diagnostic]) -> None:
    """No text, wherever it stands, makes a second command or changes another property."""
    lines = re.split(r"\r\n|\r|\n", github(found))
    assert lines.pop() == ""
    expected = [d for severity in Severity for d in found if d.severity is severity]
    assert [runner(line) for line in lines] == [
        (
            d.severity.value,
            {"file": d.location.path, "line": "1", "col": "1", "title": "some-rule"},
            f"{d.message}\nhint: {d.hint}" if d.hint else d.message,
        )
        for d in expected
    ]


def faults(log: object) -> list[Any]:
    """Return what the schema of SARIF finds wrong. What it needs takes seconds to load."""
    from jsonschema import Draft4Validator  # type: ignore[import-untyped]

    return list(Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).iter_errors(log))


def test_sarif() -> None:
    expected = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "spinesite", "version": __version__, "rules": SARIF_RULES}},
                "columnKind": "unicodeCodePoints",
                "results": SARIF_RESULTS,
            }
        ],
    }
    assert sarif(CHECKED, (LONELY, BURNT)) == json.dumps(expected, ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize("checked", [Checked(()), CHECKED], ids=["nothing", "awkward"])
def test_sarif_is_valid(checked: Checked) -> None:
    for printed in (sarif(checked, (LONELY, BURNT)), report("sarif", checked, SUMMARY)):
        assert [error.message for error in faults(json.loads(printed))] == []


def test_the_schema_refuses_what_is_no_sarif() -> None:
    log = json.loads(sarif(CHECKED))
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startColumn"] = 0
    assert [list(error.absolute_path)[-1] for error in faults(log)] == ["startColumn"]


def test_sarif_lists_every_rule_once() -> None:
    rules = json.loads(report("sarif", Checked(()), SUMMARY))["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.id for rule in RULES]
    for rule in rules:
        # GitHub shows no more than 1,024 characters of either, and refuses empty ones.
        assert 0 < len(rule["shortDescription"]["text"]) <= 1024
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024


@given(AWKWARD)
def test_sarif_uris_are_uris(name: str) -> None:
    path = f"content/{name}é.md"
    [result] = results(Checked((LONELY.at(Location(path), "alone"),)))
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri)
    assert unquote(uri) == path


def test_sarif_fingerprints_stay_when_lines_move() -> None:
    def shifted(found: Diagnostic) -> Diagnostic:
        at = found.location
        return Diagnostic(found.rule, found.severity, Location(at.path, at.line + 5, at.column + 1), found.message)

    moved = Checked(tuple(shifted(d) for d in CHECKED.diagnostics), ((shifted(WAIVED), WAIVER),))
    assert fingerprints(moved) == fingerprints(CHECKED)


def test_sarif_fingerprints_stay_when_a_waiver_comes() -> None:
    unwaived = Checked((*CHECKED.diagnostics, WAIVED))
    assert fingerprints(unwaived) == fingerprints(CHECKED)


def test_sarif_fingerprints_differ() -> None:
    at = Location("content/x.md")
    found = (
        LONELY.at(at, "alone"),
        BURNT.at(at, "alone"),
        LONELY.at(at, "lonely"),
        LONELY.at(Location("content/y.md"), "alone"),
        LONELY.at(Location("content/x.md", 2), "alone"),
    )
    assert len(set(fingerprints(Checked(found)))) == len(found)


def test_sarif_does_not_depend_on_the_order_of_its_input() -> None:
    assert sarif(Checked(CHECKED.diagnostics[::-1], CHECKED.waived)) == sarif(CHECKED)


def test_sarif_takes_the_severity_of_the_diagnostic() -> None:
    late = LONELY.at(Location("content/x.md"), "alone for a year", severity=Severity.ERROR)
    assert [result["level"] for result in results(Checked((late,)))] == ["error"]


@pytest.mark.parametrize("name", FORMATS)
def test_waived_diagnostics_stand_in_sarif_only(name: str) -> None:
    assert ("content/options/x.md" in report(name, CHECKED, SUMMARY)) == (name == "sarif")


def test_formats_are_those_of_the_command_line() -> None:
    assert list(FORMATS) == ["text", "json", "github", "sarif"]


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UsageError, match="'xml'"):
        report("xml", CHECKED, SUMMARY)
