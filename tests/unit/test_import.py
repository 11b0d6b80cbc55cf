"""`spinesite import`: spreadsheets become claims, what the export holds comes back, no row with a mistake gets in."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinesite import claimfiles, cli, schema
from spinesite.claimyaml import as_yaml
from spinesite.exports import claims_csv
from spinesite.exports.claims_csv import COLUMNS, unmarked
from spinesite.load import load
from spinesite.pipeline import examine
from spinesite.places import CAPS
from spinesite.records import Claim, Measure
from spinesite.resolve import resolve
from spinesite.source import Source

GOLDEN = Path(__file__).parents[1] / "golden/site"
TODAY = date(2026, 6, 1)
ROW = {
    "id": "bread-rises",
    "statement": "In one trial, 30 of 40 loaves rose with sourdough and 20 of 40 with dried yeast.",
    "options": "sourdough; dried-yeast",
    "conditions": "flat-loaf",
    "direction": "benefit",
    "citekey": "baker2020",
    "locator": "page",
    "locator_value": "12",
    "population": "loaves",
    "comparator": "dried yeast",
    "outcome": "rise",
    "arm": "sourdough",
    "measure": "proportion",
    "value": "75.0",
    "unit": "percent",
    "events": "30",
    "total": "40",
    "reviewed": "2026-01-15",
}
OF_ESTIMATE = ("arm", "measure", "value", "unit", "events", "total")
DEFAULTS = {"relation": "exactly", "basis": "raw", "status": "published", "certainty": "not-rated"}
SECOND = ROW | {"arm": "dried yeast", "value": "50", "events": "20"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The golden site without its claims."""
    made = Path(shutil.copytree(GOLDEN, tmp_path / "site"))
    shutil.rmtree(made / "content/claims")
    (made / "content/waivers.yaml").unlink()
    return made


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    (tmp_path / "empty/content").mkdir(parents=True)
    shutil.copy(GOLDEN / "content/site.yaml", tmp_path / "empty/content/site.yaml")
    return tmp_path / "empty"


def table(rows: Iterable[dict[str, str]], columns: Iterable[str] = tuple(ROW), separator: str = ",") -> str:
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, list(columns), delimiter=separator, restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def take(site: Path, data: str | bytes, *arguments: str) -> int:
    path = site.parent / "findings.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return cli.main(["import", str(path), "--root", str(site), *arguments])


def files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def claims(site: Path) -> dict[str, Claim]:
    return {found.id: found.record for found in load(site, TODAY)[0].claims}


# Round trip


def exported(site: Path) -> bytes:
    return claims_csv.export(resolve(examine(site, TODAY)[0]))


def test_what_the_export_holds_comes_back_into_an_empty_site(empty: Path) -> None:
    assert take(empty, exported(GOLDEN)) == 0
    before, after = claims(GOLDEN), claims(empty)
    assert after.keys() == {id for id, claim in before.items() if claim.is_published}
    lost = {"detail", "quoted_as", "would_change", "status_reason"}
    for id, claim in after.items():
        expected = before[id].model_dump(exclude={*lost, "certainty"})
        assert claim.model_dump(exclude={*lost, "certainty"}) == expected
        assert claim.certainty.model_dump(exclude={"concerns"}) == before[id].certainty.model_dump(exclude={"concerns"})
        for one, other in zip(claim.findings, before[id].findings, strict=True):
            assert ("comparator" in one.model_fields_set) == ("comparator" in other.model_fields_set)


def test_the_export_of_what_was_imported_is_the_same(site: Path) -> None:
    data = exported(GOLDEN)
    assert take(site, data) == 0
    assert exported(site) == data


def test_what_is_imported_passes_a_check(site: Path) -> None:
    assert take(site, table([ROW, SECOND]), "--topic", "rise") == 0
    assert cli.main(["check", "content/claims", "--root", str(site), "--today", "2026-06-01"]) == 0
    assert (site / "content/claims/rise/bread-rises.yaml").read_text() == (
        "# yaml-language-server: $schema=../../../docs/schemas/claim.json\n"
        "id: bread-rises\n"
        "statement: In one trial, 30 of 40 loaves rose with sourdough and 20 of 40 with dried yeast.\n"
        "options: [sourdough, dried-yeast]\n"
        "conditions: [flat-loaf]\n"
        "direction: benefit\n"
        "findings:\n"
        '  - citation: {citekey: baker2020, page: "12"}\n'
        "    population: loaves\n"
        "    comparator: dried yeast\n"
        "    outcome: rise\n"
        "    estimates:\n"
        "      - arm: sourdough\n"
        "        measure: proportion\n"
        '        value: "75.0"\n'
        "        unit: percent\n"
        '        events: "30"\n'
        '        total: "40"\n'
        "      - arm: dried yeast\n"
        "        measure: proportion\n"
        '        value: "50"\n'
        "        unit: percent\n"
        '        events: "20"\n'
        '        total: "40"\n'
        "reviewed: 2026-01-15\n"
    )


# Manners of spreadsheets

TEXT = table([ROW, SECOND])


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("utf-16"),
        TEXT.replace("\r\n", "\n").encode(),
        table([ROW, SECOND], separator=";").encode(),
        table([ROW, SECOND], separator="\t").encode(),
        table([ROW, SECOND], columns=[*reversed(list(ROW)), "url"]).encode(),
        table([{name: f"  {cell} " for name, cell in row.items()} for row in (ROW, SECOND)]).encode(),
        TEXT.replace("statement", "Statement ").replace("locator_value", "Locator value").encode(),
        (TEXT + "," * 17 + "\r\n\r\n").encode(),
        # What a claim and a finding say stands in their first row only.
        table([ROW, {"id": "bread-rises", **{name: SECOND[name] for name in OF_ESTIMATE}}]),
        # Their order is that of their numbers.
        table(
            [SECOND | {"finding": "1", "estimate": "2"}, ROW | {"finding": "1", "estimate": "1"}],
            columns=[*ROW, "finding", "estimate"],
        ),
        # Columns that are filled in all the way down.
        table(
            [row | DEFAULTS for row in (ROW, SECOND)],
            columns=[*ROW, *DEFAULTS],
        ),
    ],
    ids=range(12),
)
def test_manners_of_spreadsheets(site: Path, data: str | bytes) -> None:
    assert take(site, TEXT) == 0
    expected = (site / "content/claims/bread-rises.yaml").read_bytes()
    (site / "content/claims/bread-rises.yaml").unlink()
    assert take(site, data) == 0
    assert (site / "content/claims/bread-rises.yaml").read_bytes() == expected


def test_findings_are_told_apart(site: Path) -> None:
    other = ROW | {"citekey": "guild2015", "locator": "", "locator_value": ""}
    assert take(site, table([ROW, SECOND, other])) == 0
    findings = claims(site)["bread-rises"].findings
    assert [(f.citation.citekey, len(f.estimates)) for f in findings] == [("baker2020", 2), ("guild2015", 1)]
    (site / "content/claims/bread-rises.yaml").unlink()
    rows = [other | {"finding": "10"}, ROW | {"finding": "2"}, SECOND | {"finding": "2"}]
    assert take(site, table(rows, columns=[*ROW, "finding"])) == 0
    findings = claims(site)["bread-rises"].findings
    assert [(f.citation.citekey, len(f.estimates)) for f in findings] == [("baker2020", 2), ("guild2015", 1)]


def test_a_finding_without_a_number(site: Path) -> None:
    row = {**ROW, "statement": "The guild advises sourdough.", "summary": "It advises sourdough.", "comparator": "null"}
    row |= dict.fromkeys(OF_ESTIMATE, "")
    assert take(site, table([row], columns=[*ROW, "summary"])) == 0
    (finding,) = claims(site)["bread-rises"].findings
    assert finding.estimates == ()
    assert finding.comparator is None
    assert "comparator" in finding.model_fields_set


@pytest.mark.parametrize("text", ["=1+1", "+5 points", "-3 points", "@home", "'quoted'", "'=x", "''=x", "plain", "'"])
def test_cells_that_a_spreadsheet_would_run(text: str, site: Path) -> None:
    made = claims_csv._safe({"arm": text, "value": "-3"})
    assert made["value"] == "-3"
    assert not made["arm"].startswith(("=", "+", "-", "@"))
    assert unmarked("arm", made["arm"]) == text
    assert take(site, table([ROW | {"arm": made["arm"]}, SECOND])) == 0
    assert claims(site)["bread-rises"].findings[0].estimates[0].arm == text


# Rows that are wrong


@pytest.mark.parametrize(
    ("change", "place", "message"),
    [
        ({"value": "75,0"}, "2:14", "row 2, column 'value': '75,0' is not a plain decimal number"),
        ({"value": "", "events": ""}, "2:12", "row 2, column 'arm': needs a value"),
        ({"measure": "propotion"}, "2:13", "row 2, column 'measure': 'propotion' is not one of: "),
        ({"measure": ""}, "2:12", "row 2, column 'arm': the field 'measure' is missing in finding 1, estimate 1"),
        ({"events": "3.5"}, "2:16", "row 2, column 'events': "),
        ({"total": "0"}, "2:17", "row 2, column 'total': a total must be at least 1"),
        ({"reviewed": "15/01/2026"}, "2:18", "row 2, column 'reviewed': '15/01/2026' is no date"),
        ({"reviewed": ""}, "2:1", "row 2, column 'id': the field 'reviewed' is missing"),
        ({"id": "Bread rises"}, "2:1", "row 2, column 'id': 'Bread rises' is no id"),
        ({"id": ""}, "2:1", "row 2, column 'id': the id is missing"),
        ({"citekey": ""}, "2:6", "row 2, column 'citekey': the finding has no citekey"),
        ({"citekey": "no key"}, "2:6", "row 2, column 'citekey': 'no key' is no citekey"),
        ({"outcome": ""}, "2:6", "row 2, column 'citekey': the field 'outcome' is missing in finding 1"),
        ({"direction": "better"}, "2:5", "row 2, column 'direction': 'better' is not one of: benefit"),
        ({"options": "Sour dough; dried-yeast"}, "2:3", "row 2, column 'options': 'Sour dough' is no id"),
        ({"locator": "pages"}, "2:7", "row 2, column 'locator': 'pages' is not one of: page, table"),
        ({"locator_value": ""}, "2:7", "row 2, column 'locator': a locator needs its label and its value"),
        ({"population": "loaves\x07"}, "2:9", "row 2, column 'population': the character U+0007"),
        ({"statement": "FILL-IN: something"}, "2:2", "row 2, column 'statement': still to be filled in: something"),
        # What only a check can know, at the row and the column that it comes from.
        ({"value": "76"}, "2:14", "row 2, column 'value': 76% does not match 30 of 40, which is 75%"),
        ({"events": "41"}, "2:16", "row 2, column 'events': "),
        ({"outcome": "rize"}, "2:11", "row 2, column 'outcome': unknown outcome 'rize'"),
        ({"citekey": "backer2020"}, "2:6", "row 2, column 'citekey': unknown citekey 'backer2020'"),
        ({"options": "sourdoh"}, "2:3", "row 2, column 'options': unknown option 'sourdoh'"),
        (
            {"statement": "In one trial, 31 of 40 loaves rose."},
            "2:2",
            "row 2, column 'statement': no estimate",
        ),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_written(
    site: Path, change: dict[str, str], place: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    good = ROW | {"id": "another-one", "citekey": "guild2015"}
    before = files(site)
    assert take(site, table([ROW | change, good])) == 1
    printed = capsys.readouterr()
    wanted = f"{site.parent / 'findings.csv'}:{place}: error: "
    assert [line for line in printed.out.splitlines() if line.startswith(wanted) and message in line], printed.out
    assert printed.err == "nothing was written\n"
    assert files(site) == before


def test_all_mistakes_are_named_in_one_run(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [ROW | {"id": f"claim-{n}", "value": "x", "reviewed": "soon", "locator": "leaf"} for n in range(3)]
    assert take(site, table(rows)) == 1
    lines = [line for line in capsys.readouterr().out.splitlines() if ": error: " in line]
    # Where a cell keeps a finding from being made, the other cells of that claim are looked at in the next run.
    assert [line.split(":")[1] for line in lines] == ["2", "3", "4"]
    rows = [ROW | {"id": f"claim-{n}", "value": "x", "reviewed": "soon"} for n in range(3)]
    assert take(site, table(rows)) == 1
    assert len([line for line in capsys.readouterr().out.splitlines() if ": error: " in line]) == 6


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            [ROW, SECOND | {"statement": "Another."}],
            "3:2: error: row 3, column 'statement': the claim 'bread-rises' says something else in row 2",
        ),
        (
            [ROW | {"finding": "1"}, SECOND | {"finding": "1", "outcome": "crumb"}],
            "3:11: error: row 3, column 'outcome': the finding says something else in row 2",
        ),
        ([ROW | {"finding": "one"}], "2:19: error: row 2, column 'finding': 'one' is no position"),
        (
            [ROW | {"estimate": "1"}, SECOND | {"estimate": "1"}],
            "3:20: error: row 3, column 'estimate': the estimate 1 of this finding stands here a second time",
        ),
    ],
)
def test_rows_that_contradict_each_other(
    site: Path, rows: list[dict[str, str]], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert take(site, table(rows, columns=[*ROW, "finding", "estimate"])) == 1
    assert message in capsys.readouterr().out
    assert not (site / "content/claims").exists()


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        ("", 2, "the table is empty"),
        ("id,statement\n", 2, "the table has no column citekey, outcome, reviewed"),
        (table([]), 2, "holds no rows"),
        (TEXT.replace("events", "value", 1), 2, "the table has two columns 'value'"),
        (TEXT.replace("population", "popullation", 1), 1, "1:9: error: row 1, column 'popullation': unknown column"),
        (TEXT.replace("loaves", '"loaves'), 1, "row 2"),
        (b"PK\x03\x04", 2, "the table has no column"),
    ],
)
def test_tables_that_cannot_be_used(
    site: Path, data: str | bytes, code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert take(site, data) == code
    printed = capsys.readouterr()
    assert message in printed.out + printed.err
    assert "a bug" not in printed.err
    assert not (site / "content/claims").exists()


def test_a_claim_that_is_there_is_never_touched(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert take(site, TEXT, "--topic", "rise") == 0
    before = files(site)
    capsys.readouterr()
    assert take(site, table([ROW, SECOND, ROW | {"id": "new-one", "citekey": "guild2015"}])) == 1
    printed = capsys.readouterr().out
    assert (
        ":2:1: error: row 2, column 'id': the claim 'bread-rises' is there already, and is never overwritten" in printed
    )
    assert "see: content/claims/rise/bread-rises.yaml:1:1: it is there already" in printed
    assert files(site) == before


def test_a_file_that_cannot_be_read_is_not_touched_either(site: Path) -> None:
    (site / "content/claims/x").mkdir(parents=True)
    (site / "content/claims/x/bread-rises.yaml").write_text("no: claim\n")
    assert take(site, TEXT) == 1


@pytest.mark.parametrize("topic", ["../x", "Topic", "a//b", "/etc"])
def test_no_folder_elsewhere(site: Path, topic: str) -> None:
    assert take(site, TEXT, "--topic", topic) == 2
    assert not (site / "content/claims").exists()


def test_a_link_is_not_followed(site: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (site / "content/claims").symlink_to(tmp_path / "elsewhere")
    assert take(site, TEXT) == 2
    assert not list((tmp_path / "elsewhere").iterdir())


def test_no_table_and_no_site(site: Path, tmp_path: Path) -> None:
    assert cli.main(["import", str(tmp_path / "no.csv"), "--root", str(site)]) == 2
    assert cli.main(["import", str(tmp_path), "--root", str(site)]) == 2
    assert take(tmp_path, TEXT) == 2


# What is written

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Cf")), min_size=1, max_size=40)
PIECES = st.sampled_from(
    [": ", " #", "- ", "yes", "null", "~", "1.0", "'", '"', "\\", "{", "}", "[", "]", "&a", "*a", "!x", "%", "@", ">-"]
)
WORDS = st.lists(TEXTS | PIECES | st.just("a long word and more of it"), min_size=1, max_size=12).map(" ".join)
SAID = WORDS.filter(lambda text: text.strip())
DECIMALS = st.decimals(0, 99, places=2).map(str)
ESTIMATES = st.fixed_dictionaries(
    {
        "measure": st.sampled_from([m for m in get_args(Measure) if m not in ("auc", "correlation", "p-value")]),
        "value": DECIMALS,
    },
    optional={
        "arm": SAID,
        "unit": SAID,
        "discrepancy": SAID,
        "relation": st.sampled_from(["exactly", "at-most"]),
        "interval": st.fixed_dictionaries({"low": DECIMALS, "high": DECIMALS, "level": st.just("95")}),
        "p": st.just("0.05"),
    },
)
FINDINGS = st.fixed_dictionaries(
    {
        "citation": st.sampled_from(["a2020", "a:b+c", "yes", {"citekey": "a2020", "table": "2"}]),
        "outcome": st.just("rise"),
        "estimates": st.lists(ESTIMATES, min_size=1, max_size=2),
    },
    optional={"population": SAID, "comparator": SAID | st.none(), "quote": SAID, "summary": SAID},
)
CLAIMS = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["a", "no", "1", "a-b-1"]),
        "statement": SAID,
        "findings": st.lists(FINDINGS, min_size=1, max_size=2),
        "reviewed": st.just("2026-01-01"),
    },
    optional={
        "options": st.just(["no", "b-c"]),
        "certainty": st.fixed_dictionaries({"level": st.just("low")}, optional={"reason": SAID}),
        "would_change": SAID,
        "quoted_as": st.lists(st.fixed_dictionaries({"where": SAID, "says": SAID, "match": SAID}), max_size=2),
    },
)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(CLAIMS)
def test_any_claim_reads_back_as_it_was_written(held: dict[str, object]) -> None:
    claim = Claim.model_validate(json.loads(json.dumps(held)))
    text = as_yaml(claim)
    back, problems = schema.read_record(Claim, Source("x.yaml", text))
    assert not problems, text
    assert back is not None
    assert back.model_dump() == claim.model_dump()
    for one, other in zip(back.findings, claim.findings, strict=True):
        assert ("comparator" in one.model_fields_set) == ("comparator" in other.model_fields_set)


def test_every_column_of_the_export_is_read() -> None:
    """A column that the export gains and the import does not know would be lost without a word."""
    from spinesite import claimtable

    known = {
        "id",
        *claimtable._OF_CLAIM,
        *claimtable._OF_FINDING,
        *claimtable._OF_ESTIMATE,
        *("finding", "estimate"),
    }
    assert set(COLUMNS) - known == {"url"}


def test_a_claim_that_would_be_too_large_is_not_written(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(CAPS, ".yaml", 300)
    before = {path: data for path, data in files(site).items() if path.startswith("content/claims/")}
    assert take(site, table([ROW | {"summary": "x" * 300}])) == 1
    assert "would be larger than a file may be" in capsys.readouterr().out
    assert {path: data for path, data in files(site).items() if path.startswith("content/claims/")} == before


def test_a_claim_that_does_not_read_back_is_a_bug(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SPINESITE_DEBUG", raising=False)
    whole = claimfiles.as_yaml
    monkeypatch.setattr(claimfiles, "as_yaml", lambda claim: whole(claim).replace("statement: ", "statement: Not "))
    assert take(site, table([ROW])) == 2
    assert "does not read back as it was written" in capsys.readouterr().err
    assert not [path for path in files(site) if path.startswith("content/claims/")]
