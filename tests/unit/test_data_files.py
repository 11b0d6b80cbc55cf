"""The data files: the command that writes one, their description, and that all of them say the same numbers."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from spinesite import cli, exports
from spinesite.exports import EXPORTS, claims_csv, datapackage
from spinesite.figures import number_text
from spinesite.records import Estimate
from spinesite.render import file_size
from spinesite.site import Site
from tests.unit.sites import AWKWARD, GOLDEN, every_kind_of_number, resolved

TODAY = ("--today", "2026-06-01")
NAMES = [export.name for export in EXPORTS]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("published") / "site"
    assert cli.main(["build", "--root", str(GOLDEN), "--out", str(out), *TODAY]) == 0
    return out


@pytest.fixture(scope="module")
def numbers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return every_kind_of_number(tmp_path_factory.mktemp("numbers"))


def export(*arguments: str, root: Path = GOLDEN) -> int:
    return cli.main(["export", *arguments, "--root", str(root), *TODAY])


# The command


@pytest.mark.parametrize("name", NAMES)
def test_an_export_has_the_bytes_of_a_build(
    name: str, published: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    expected = (published / next(each.path for each in EXPORTS if each.name == name)).read_bytes()
    assert export(name) == 0
    printed = capsysbinary.readouterr()
    assert (printed.out, printed.err) == (expected, b"")
    assert export(name, "--out", str(tmp_path / "file")) == 0
    assert (tmp_path / "file").read_bytes() == expected
    assert capsysbinary.readouterr().out == b""


def test_an_export_takes_the_options_of_a_build(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    options = ["--root", str(GOLDEN), "--today", "2026-01-01", "--base-url", "https://elsewhere.example/x"]
    assert cli.main(["build", "--out", str(tmp_path / "out"), *options]) == 0
    capsysbinary.readouterr()
    assert cli.main(["export", "due.json", *options]) == 0
    assert capsysbinary.readouterr().out == (tmp_path / "out/data/due.json").read_bytes()


@pytest.mark.parametrize(("name", "close"), [("claims.jsn", "claims.json"), ("evidence.sqlite3", "evidence.sqlite")])
def test_an_unknown_name(name: str, close: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert export(name) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert f"did you mean '{close}'?" in printed.err
    assert all(known in printed.err for known in NAMES)


def test_nothing_is_written_where_the_content_has_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = Path(shutil.copytree(GOLDEN, tmp_path / "site"))
    claim = site / "content/claims/crumb.yaml"
    claim.write_text(claim.read_text().replace("outcome: crumb", "outcome: crumbs"))
    assert export("claims.csv", root=site) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "[unknown-outcome]" in printed.err
    kept = tmp_path / "claims.csv"
    kept.write_text("kept")
    assert export("claims.csv", "--out", str(kept), root=site) == 1
    assert kept.read_text() == "kept"
    assert "[unknown-outcome]" in capsys.readouterr().out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["claims.csv", "site"]


@pytest.mark.parametrize("out", ["folder", "missing/file", "file/within"])
def test_a_place_that_cannot_be_written(out: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("kept")
    assert export("claims.json", "--out", str(tmp_path / out)) == 2
    assert str(tmp_path / out) in capsys.readouterr().err
    assert (tmp_path / "file").read_text() == "kept"
    assert list((tmp_path / "folder").iterdir()) == []


def test_a_write_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "claims.json"
    out.write_text("kept")

    def full(path: Path, data: bytes) -> int:
        with path.open("wb") as stream:
            stream.write(data[: len(data) // 2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert export("claims.json", "--out", str(out)) == 2
    assert "No space left" in capsys.readouterr().err
    assert out.read_text() == "kept"
    assert [path.name for path in tmp_path.iterdir()] == ["claims.json"]


def test_a_file_keeps_its_mode_and_a_link_its_place(tmp_path: Path) -> None:
    file, link = tmp_path / "file", tmp_path / "link"
    file.write_text("old")
    file.chmod(0o640)
    link.symlink_to(file)
    assert export("claims.json", "--out", str(link)) == 0
    assert link.is_symlink()
    assert json.loads(file.read_text(encoding="utf-8"))["version"] == 1
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    assert export("claims.json", "--out", str(pipe)) == 0
    reader.join(timeout=30)
    assert json.loads(read[0])["version"] == 1
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_reader_that_goes_away_is_no_crash() -> None:
    command = [sys.executable, "-m", "spinesite", "export", "evidence.sqlite", "--root", str(GOLDEN), *TODAY]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
    assert process.returncode == 0


# Their description


def test_the_description_names_every_data_file_as_it_is_published(published: Path) -> None:
    package = json.loads((published / "data/datapackage.json").read_bytes())
    resources = {resource["path"]: resource for resource in package["resources"]}
    there = {path.name for path in (published / "data").iterdir()} - {"index.html", "datapackage.json"}
    assert set(resources) == there
    for name, resource in resources.items():
        data = (published / "data" / name).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{sha256(data).hexdigest()}"
        assert resource["mediatype"] == datapackage.MEDIA_TYPES[name.rpartition(".")[2]]
    assert package["homepage"] == "https://example.org/bread/"
    assert package["licenses"] == [{"name": "CC-BY-4.0", "title": "CC BY 4.0"}]
    assert package["contributors"] == [{"title": "The Example Bakery", "roles": ["publisher"]}]


def test_what_is_not_recorded_is_said_to_be_so(numbers: Path) -> None:
    package = json.loads(datapackage.export(resolved(AWKWARD).settings, []))
    assert "Licence: not recorded." in package["description"]
    assert not {"licenses", "contributors"} & set(package)
    assert json.loads(datapackage.export(resolved(numbers).settings, []))["licenses"] == [
        {"path": "https://example.org/licence"}
    ]


def test_the_description_comes_after_what_it_describes() -> None:
    data = [export.name for export in EXPORTS if export.is_data]
    assert data[-1] == "datapackage.json"
    assert len(set(NAMES)) == len(NAMES)


def test_each_file_is_made_once(numbers: Path) -> None:
    site = resolved(numbers)
    assert {export.name: data for export, data in exports.made(site)} == {
        each.name: each.make(site) for each in EXPORTS
    }


def test_the_columns_are_described_and_hold_what_is_said(numbers: Path) -> None:
    assert tuple(field["name"] for field in datapackage.FIELDS) == claims_csv.COLUMNS
    for root in (GOLDEN, AWKWARD, numbers):
        for row in rows(resolved(root)):
            for field in datapackage.FIELDS:
                assert fits(row[str(field["name"])], field), (field, row)


def fits(cell: str, field: dict[str, object]) -> bool:
    """Tell whether a cell is as Table Schema says of its column."""
    constraints = field.get("constraints", {})
    assert isinstance(constraints, dict)
    if cell == "":
        return not constraints.get("required")
    if cell not in constraints.get("enum", [cell]):
        return False
    match field["type"]:
        case "integer":
            return int(cell) >= constraints["minimum"]
        case "number":
            return float(cell) is not None
        case "date":
            return date.fromisoformat(cell) is not None
    return field["type"] == "string"


def rows(site: Site) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(claims_csv.export(site).decode("utf-8-sig"), newline="")))


def test_the_data_page_lists_every_file(published: Path) -> None:
    page = LexborHTMLParser((published / "data/index.html").read_bytes())
    listed = {}
    for row in page.css("tbody tr"):
        link = row.css_first("th a")
        assert link
        listed[link.attributes["href"]] = [cell.text(strip=True) for cell in row.css("td span:not(.cl)")]
    for each in EXPORTS:
        if each.is_data:
            size = file_size((published / each.path).stat().st_size)
            assert listed[f"../{each.path}"] == [each.title, size, each.opens]
    text = page.text()
    assert all(name in text for name, _ in (*exports.CLAIM_EXPORTS, *exports.REFERENCE_EXPORTS))


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1_000, "1 kB"),
        (999_499, "999 kB"),
        (999_500, "1.0 MB"),
        (4_247_552, "4.2 MB"),
    ],
)
def test_sizes_in_words(size: int, text: str) -> None:
    assert file_size(size) == text


# Every number, with its bound, in every format


def estimates(site: Site) -> Iterator[tuple[tuple[str, int, int], Estimate]]:
    for statement in site.statements:
        for i, _, j, estimate in statement.claim.numbered():
            yield (statement.id, i + 1, j + 1), estimate


@pytest.mark.parametrize("which", ["golden", "awkward", "numbers"])
def test_every_format_has_every_number_with_its_bound(which: str, numbers: Path) -> None:
    site = resolved({"golden": GOLDEN, "awkward": AWKWARD, "numbers": numbers}[which])
    expected = dict(estimates(site))
    assert expected
    assert in_csv(site) == {place: written(estimate) for place, estimate in expected.items()}
    assert in_json(json.loads(made(site, "claims.json"))["claims"]) == in_csv(site)
    assert in_json([json.loads(line) for line in made(site, "claims.jsonl").decode().splitlines()]) == in_csv(site)
    assert in_sqlite(site) == {
        place: (*written(estimate), number_text(estimate)) for place, estimate in expected.items()
    }


Written = tuple[str, ...]


def written(own: Estimate) -> Written:
    """Return the bound of an estimate and its numbers as its record has them; what it lacks is empty."""
    ends, interval = own.range, own.interval
    numbers = (
        own.value,
        *((ends.low, ends.high) if ends else (None, None)),
        own.events,
        own.total,
        *((interval.low, interval.high, interval.level) if interval else (None, None, None)),
        own.sd,
        own.p,
    )
    return (own.relation, own.unit or "", *(number.text if number else "" for number in numbers))


def made(site: Site, name: str) -> bytes:
    return next(export.make(site) for export in EXPORTS if export.name == name)


def in_csv(site: Site) -> dict[tuple[str, int, int], Written]:
    return {
        (row["id"], int(row["finding"]), int(row["estimate"])): tuple(
            row[name].removeprefix("'") if name == "unit" else row[name]
            for name in ("relation", "unit", *claims_csv.NUMBERS)
        )
        for row in rows(site)
        if row["estimate"]
    }


def in_json(claims: list[dict[str, object]]) -> dict[tuple[str, int, int], Written]:
    return {
        (str(claim["id"]), i, j): written(Estimate.model_validate(estimate))
        for claim in claims
        for i, finding in enumerate(claim["findings"], 1)  # type: ignore[arg-type]
        for j, estimate in enumerate(finding.get("estimates", ()), 1)
    }


def in_sqlite(site: Site) -> dict[tuple[str, int, int], Written]:
    database = sqlite3.connect(":memory:")
    database.deserialize(made(site, "evidence.sqlite"))
    columns = ", ".join(f"coalesce({name}, '')" for name in ("relation", "unit", *claims_csv.NUMBERS, "shown"))
    found = database.execute(f"SELECT claim, finding, estimate, {columns} FROM estimates").fetchall()  # noqa: S608
    return {(claim, finding, estimate): tuple(texts) for claim, finding, estimate, *texts in found}


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "'=", "''@"])
def test_cells_that_a_spreadsheet_would_run(first: str) -> None:
    """Texts of records never begin with a tab or a line end; a cell does not rely on it."""
    text = f"{first}1+1"
    marked = claims_csv._safe({"statement": text, "value": text})
    assert marked == {"statement": f"'{text}", "value": text}
    assert claims_csv.unmarked("statement", marked["statement"]) == text
    assert claims_csv._safe({"statement": f"a{text}"}) == {"statement": f"a{text}"}
