"""`spinesite retractions update`: the list's quirks, what is pinned, and where readers see it."""

from __future__ import annotations

import csv
import io
import json
import random
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from spinesite import cli

GOLDEN = Path(__file__).parents[1] / "golden/site"
HEADER = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,"
    "RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,"
    "Reason,Paywalled,Notes"
)
NAMES = HEADER.split(",")
PINNED = "citations/retractions.json"
TODAY = ("--today", "2026-06-01")


def row(doi: str = "10.1000/bread.2020", pmid: str = "0", nature: str = "Retraction", **cells: str) -> dict[str, str]:
    filled = {
        "Record ID": "1",
        "Title": 'A "quoted" title, with commas',
        "Author": "Ann Baker;Bo Roggen;",
        "RetractionDate": "8/7/2021 0:00",
        "RetractionDOI": "10.1000/notice",
        "RetractionPubMedID": "0",
        "OriginalPaperDate": "3/1/2020 0:00",
        "OriginalPaperDOI": doi,
        "OriginalPaperPubMedID": pmid,
        "RetractionNature": nature,
        "Reason": "+Duplication of Image;+Paper Mill;",
        "Paywalled": "No",
    }
    return filled | cells


OTHERS = [row("unavailable", "0"), row("", ""), row("10.9999/other", "30000000")]


def table(rows: Sequence[dict[str, str]], separator: str = ",", header: str = HEADER) -> str:
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, NAMES, delimiter=separator, lineterminator="\r\n")
    writer.writerows(rows)
    return header.replace(",", separator) + "\r\n" + stream.getvalue()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    made = Path(shutil.copytree(GOLDEN, tmp_path / "site"))
    (made / PINNED).write_text('{"version": 1, "notices": []}')
    return made


def update(site: Path, text: str | bytes) -> int:
    path = site.parent / "list.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return cli.main(["retractions", "update", "--csv", str(path), "--root", str(site)])


def pinned(site: Path) -> list[dict[str, object]]:
    held = json.loads((site / PINNED).read_text())
    assert held.keys() == {"version", "notices"}
    assert held["version"] == 1
    return held["notices"]


NOTICE = {
    "doi": "10.1000/bread.2020",
    "nature": "Retraction",
    "date": "2021-08-07",
    "reasons": ["Duplication of Image", "Paper Mill"],
}


def test_what_matches_is_pinned_and_counted(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert update(site, table([*OTHERS, row()])) == 0
    assert pinned(site) == [NOTICE]
    printed = capsys.readouterr()
    assert printed.out == "baker2020: Retraction, 2021-08-07 (Duplication of Image; Paper Mill)\n"
    assert printed.err.splitlines() == [
        "4 rows read; citations/retractions.json was written",
        "1 reference of 4 with a notice (Retraction: 1)",
        "3 references not in the list, and so not checked; 2 of them without a DOI or PMID, which the list cannot find",
    ]
    assert "clean" not in printed.err


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"OriginalPaperDOI": "10.1000/BREAD.2020"}, {}),
        ({"OriginalPaperDOI": " https://doi.org/10.1000/bread.2020 "}, {}),
        ({"OriginalPaperDOI": "10.1/a;10.1000/bread.2020"}, {}),
        ({"OriginalPaperPubMedID": "12345678"}, {"pmid": "12345678"}),
        ({"OriginalPaperPubMedID": "012345678.0"}, {"pmid": "12345678"}),
        ({"OriginalPaperPubMedID": "1;12345678;"}, {"pmid": "12345678"}),
        ({"OriginalPaperDOI": "unavailable", "OriginalPaperPubMedID": "12345678"}, {"doi": None, "pmid": "12345678"}),
        ({"OriginalPaperDOI": "Unavailable", "OriginalPaperPubMedID": "12345678"}, {"doi": None, "pmid": "12345678"}),
        ({"OriginalPaperPubMedID": "30000000"}, {}),
        ({"RetractionDate": "12/31/2021"}, {"date": "2021-12-31"}),
        ({"RetractionDate": "2021-12-31T00:00:00"}, {"date": "2021-12-31"}),
        ({"RetractionNature": "Expression of Concern "}, {"nature": "Expression of concern"}),
        ({"RetractionNature": "correction"}, {"nature": "Correction"}),
        ({"RetractionNature": "Reinstatement"}, {"nature": "Reinstatement"}),
        ({"Reason": ""}, {"reasons": []}),
        ({"Reason": "One;  Two ;One;;"}, {"reasons": ["One", "Two"]}),
        ({"Reason": "A\u202ebad\x07 one\u2028line"}, {"reasons": ["Abad one line"]}),
    ],
)
def test_quirks_of_the_cells(site: Path, change: dict[str, str], expected: dict[str, object]) -> None:
    assert update(site, table([*OTHERS, row() | change])) == 0
    assert pinned(site) == [{k: v for k, v in (NOTICE | expected).items() if v is not None}]
    assert cli.main(["check", PINNED, "--root", str(site), *TODAY]) == 0, "what is written can be read"


TEXT = table([*OTHERS, row(Title="Brødets længde")])


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("cp1252"),
        TEXT.encode("utf-16"),
        TEXT.replace("\r\n", "\n").encode(),
        TEXT.replace("\r\n", "\r").encode(),
        TEXT.replace(HEADER, HEADER + ",").encode(),
        TEXT.replace(HEADER, HEADER.lower().replace(",", " ,")).encode(),
        table([*OTHERS, row()], ";").encode(),
        table([*OTHERS, row()], "\t").encode(),
        TEXT.replace("\r\n", ",\r\n").encode(),
        TEXT.replace("\r\n", "\r\n\r\n").encode(),
        TEXT.strip().encode(),
    ],
    ids=range(13),
)
def test_encodings_separators_and_headers(site: Path, data: bytes) -> None:
    assert update(site, data) == 0
    assert pinned(site) == [NOTICE]


def test_a_doi_with_a_semicolon(site: Path) -> None:
    doi = "10.1002/(sici)1097(19980101)82:1<1::aid>3.0.co;2-x"
    with (site / "citations/bread.bib").open("a") as stream:
        stream.write(f"@misc{{old1998, author = {{Old, A.}}, title = {{Old}}, year = 1998, doi = {{{doi.upper()}}}}}\n")
    assert update(site, table([row(doi.upper())])) == 0
    assert [notice["doi"] for notice in pinned(site)] == [doi]


def test_the_order_of_the_rows_changes_nothing(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        row(),
        row(nature="Correction", RetractionDate="1/2/2021 0:00"),
        row("10.1000/bread.2010", nature="Expression of concern"),
        row("unavailable", "12345678", Reason="+Third;"),
        *OTHERS,
    ]
    assert update(site, table(rows)) == 0
    expected, printed = (site / PINNED).read_bytes(), capsys.readouterr().out
    for seed in range(5):
        shuffled = list(rows)
        random.Random(seed).shuffle(shuffled)  # noqa: S311
        (site / PINNED).write_text('{"version": 1, "notices": []}')
        assert update(site, table(shuffled)) == 0
        assert (site / PINNED).read_bytes() == expected
        assert capsys.readouterr().out == printed


def test_a_second_run_writes_nothing(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert update(site, TEXT) == 0
    before = (site / PINNED).stat()
    capsys.readouterr()
    assert update(site, TEXT) == 0
    assert "citations/retractions.json is up to date" in capsys.readouterr().err
    assert ((site / PINNED).stat().st_mtime_ns, (site / PINNED).stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_two_rows_about_one_notice_are_one(site: Path) -> None:
    assert update(site, table([row(Reason="One;"), row(pmid="12345678", Reason="Two;One;")])) == 0
    assert pinned(site) == [
        {"doi": "10.1000/bread.2020", "pmid": "12345678"} | {**NOTICE, "reasons": ["One", "Two"]},
    ]


def test_notices_of_editors_are_kept_and_those_of_no_reference_dropped(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = {"doi": "10.1000/bread.2010", "nature": "Correction", "date": "2011-01-01", "reasons": ["Seen by us"]}
    gone = {"pmid": "99", "nature": "Correction", "date": "2011-01-01", "reasons": []}
    older = {**NOTICE, "reasons": ["Old reason"]}
    (site / PINNED).write_text(json.dumps({"version": 1, "notices": [own, gone, older]}))
    assert update(site, TEXT) == 0
    assert pinned(site) == [own, NOTICE]
    told = capsys.readouterr().err
    assert "kept, though the list does not hold it: 10.1000/bread.2010, Correction, 2011-01-01" in told
    assert "dropped, because no reference has its DOI or PMID: 99, Correction, 2011-01-01" in told


def test_without_a_pinned_file(site: Path) -> None:
    (site / PINNED).unlink()
    assert update(site, TEXT) == 0
    assert pinned(site) == [NOTICE]


# What cannot be used


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"RetractionDate": ""}, "row 2 (doi): '' is no date (month/day/year); add this notice by hand"),
        ({"RetractionDate": "13/40/2021 0:00"}, "there is no day '13/40/2021 0:00' (month/day/year)"),
        ({"RetractionNature": "Retract and replace"}, "'Retract and replace' is no kind of notice that is known"),
    ],
)
def test_a_row_of_ours_that_cannot_be_used_is_said(
    site: Path, change: dict[str, str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert update(site, table([row() | change, row("10.1000/bread.2010")])) == 1
    assert message in capsys.readouterr().out
    assert [notice["doi"] for notice in pinned(site)] == ["10.1000/bread.2010"], "the others are pinned"


def test_problems_are_listed_up_to_a_number(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert update(site, table([row() | {"RetractionDate": f"never {number}"} for number in range(30)])) == 1
    out = capsys.readouterr().out
    assert out.count("is no date") == 20
    assert "never 19" in out


def test_rows_of_others_may_be_as_they_like(site: Path) -> None:
    assert update(site, table([row("10.9999/x", RetractionDate="never", RetractionNature="Odd"), row()])) == 0


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (["1,x" + ",x" * 30 + ",10.1000/bread.2020"], "row 2 is damaged: it has more than 20 cells and names 10.1000/"),
        (
            [
                '1,"a title that is never closed,' + "," * 18,
                *[f"{n}" + "," * 19 for n in range(150)],
                "2,10.1000/BREAD.2020",
            ],
            "row 2 is damaged: it goes on over 152 lines and names 10.1000/bread.2020; look into the file",
        ),
        (
            ['1,"' + "x" * 200_000 + '"' + "," * 18],
            "row 2 is damaged: it cannot be read (field larger than field limit",
        ),
    ],
)
def test_damaged_rows_do_not_hide_a_work(
    site: Path, rows: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert update(site, "\n".join([HEADER, *rows]) + "\n") == 1
    assert message in capsys.readouterr().out


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "the table is empty"),
        ("\n\n", "the table is empty"),
        (HEADER + "\n", "the list holds no rows"),
        ("a,b\n1,2\n", "the table has no column RetractionDate, OriginalPaperDOI"),
        (HEADER.replace("Reason,", "") + "\n1\n", "the table has no column Reason"),
        (b"\x00\x01\x02" * 100, "the table has no column"),
        (b"PK\x03\x04 a workbook\n1\n", "the table has no column"),
    ],
)
def test_other_files_are_refused(
    site: Path, data: str | bytes, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (site / PINNED).read_bytes()
    assert update(site, data) == 2
    printed = capsys.readouterr()
    assert message in printed.err
    assert "a bug" not in printed.err
    assert (site / PINNED).read_bytes() == before


def test_a_list_that_is_not_there(site: Path) -> None:
    assert cli.main(["retractions", "update", "--csv", str(site / "no.csv"), "--root", str(site)]) == 2
    assert cli.main(["retractions", "update", "--csv", str(site), "--root", str(site)]) == 2
    assert cli.main(["retractions", "update", "--root", str(site)]) == 2


def test_a_pinned_file_with_mistakes_is_not_replaced(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / PINNED).write_text('{"version": 1, "notices": [{"doi": "10.1000/x"}]}')
    before = (site / PINNED).read_bytes()
    assert update(site, TEXT) == 1
    assert "citations/retractions.json:1:29: error: the field 'nature' is missing" in capsys.readouterr().out
    assert (site / PINNED).read_bytes() == before


def test_a_bibliography_with_mistakes_is_said(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (site / "citations/bread.bib").open("a") as stream:
        stream.write("@article{broken, title = {A}, title = {B}}\n")
    assert update(site, TEXT) == 0
    assert "not looked for: broken, which could not be read" in capsys.readouterr().err


# What editors and readers see


def pages(site: Path) -> dict[str, str]:
    assert cli.main(["build", "--root", str(site), *TODAY]) == 0
    out = site / "_site"
    return {path.parent.relative_to(out).as_posix(): path.read_text() for path in out.rglob("index.html")}


def test_a_retraction_is_an_error(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert update(site, TEXT) == 0
    capsys.readouterr()
    assert cli.main(["check", "--root", str(site), *TODAY]) == 1
    printed = capsys.readouterr().out
    assert "citations/bread.bib:3:10: error: 'baker2020' was retracted on 2021-08-07 [retracted-reference]" in printed
    assert "cited by the claim 'crumb'" in printed


@pytest.mark.parametrize(
    ("nature", "badge", "on_claims"),
    [
        ("Expression of concern", "Expression of concern", "Rests on a work with an expression of concern"),
        ("Correction", "Correction", "Rests on a corrected work"),
    ],
)
def test_concerns_and_corrections_are_badges(site: Path, nature: str, badge: str, on_claims: str) -> None:
    assert update(site, table([row(nature=nature)])) == 0
    made = pages(site)
    mark = f'<strong class="notice">{badge}</strong>'
    assert mark in made["references/baker2020"]
    assert f"{nature}, 7 August 2021 (Duplication of Image; Paper Mill)" in made["references/baker2020"]
    assert mark in made["references"]
    assert mark in made["claims/sourdough-rise"]
    assert mark in made["outcomes/rise"]
    resting = f'<strong class="notice">{on_claims}</strong>'
    for page in ("claims/sourdough-rise", "claims", "compare", "options/sourdough", "references/baker2020"):
        assert resting in made[page], page
    assert resting not in made["claims/sourdough-burns"]
    assert mark not in made["references/millers1999"]


def test_an_acknowledged_retraction_stands_beside_everything_that_rests_on_it(site: Path) -> None:
    bib = site / "citations/bread.bib"
    bib.write_text(bib.read_text().replace("  pmid = {12345678},", "  retraction_ack = {kept for a reason},"))
    assert update(site, TEXT) == 0
    made = pages(site)
    assert "This work was retracted.</strong> kept for a reason" in made["references/baker2020"]
    assert '<strong class="retracted">Retracted</strong>' in made["claims/crumb"]
    assert '<strong class="retracted">Rests on a retracted work</strong>' in made["options/sourdough"]


def test_a_reinstatement_ends_it(site: Path) -> None:
    assert update(site, table([row(), row(nature="Reinstatement", RetractionDate="1/1/2022 0:00")])) == 0
    made = pages(site)
    assert "Retracted</strong>" not in made["references/baker2020"]
    assert "Reinstatement, 1 January 2022" in made["references/baker2020"]


def test_a_work_without_a_notice_is_not_checked(site: Path) -> None:
    assert update(site, TEXT.replace("bread.2020", "bread.9999")) == 0
    made = pages(site)
    for citekey in ("baker2020", "millers1999"):
        assert "<dd>Not checked. No notice is on record here" in made[f"references/{citekey}"]
