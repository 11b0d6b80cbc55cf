"""The database: what is read back from it, that its types hold, and that its bytes depend on the site alone."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from spinesite.errors import MachineError
from spinesite.exports import evidence_sqlite
from spinesite.figures import number_text
from spinesite.site import Site
from tests.unit.sites import AWKWARD, GOLDEN, every_kind_of_number, resolved


@pytest.fixture(scope="module", params=["golden", "awkward", "numbers"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    if request.param == "numbers":
        return resolved(every_kind_of_number(tmp_path_factory.mktemp("numbers")))
    return resolved({"golden": GOLDEN, "awkward": AWKWARD}[request.param])


@pytest.fixture(scope="module")
def golden() -> sqlite3.Connection:
    return opened(evidence_sqlite.export(resolved(GOLDEN)))


def opened(data: bytes) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.row_factory = sqlite3.Row
    database.deserialize(data)
    database.execute("PRAGMA foreign_keys = ON")
    return database


def rows(database: sqlite3.Connection, query: str) -> list[dict[str, object]]:
    return [dict(row) for row in database.execute(query)]


def names(database: sqlite3.Connection, kind: str) -> list[str]:
    return [str(row["name"]) for row in rows(database, f"SELECT name FROM sqlite_schema WHERE type = '{kind}'")]  # noqa: S608


def test_it_is_whole(site: Site) -> None:
    database = opened(evidence_sqlite.export(site))
    assert rows(database, "PRAGMA integrity_check") == [{"integrity_check": "ok"}]
    assert rows(database, "PRAGMA foreign_key_check") == []
    tables = [
        row
        for row in rows(database, "PRAGMA table_list")
        if row["type"] == "table" and row["name"] in names(database, "table")
    ]
    assert tables
    assert all(table["strict"] for table in tables)


def test_it_opens_from_a_file_that_nobody_may_write(tmp_path: Path) -> None:
    file = tmp_path / "evidence.sqlite"
    file.write_bytes(evidence_sqlite.export(resolved(GOLDEN)))
    file.chmod(0o444)
    database = sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)
    assert database.execute("SELECT count(*) FROM claims").fetchone() == (5,)
    assert [path.name for path in tmp_path.iterdir()] == ["evidence.sqlite"]


def test_every_number_is_there_twice(site: Site) -> None:
    database = opened(evidence_sqlite.export(site))
    figures = {(f.claim_id, *map(int, f.position.split("."))): f for s in site.statements for f in s.figures}
    found = rows(database, "SELECT * FROM estimates")
    assert {(row["claim"], row["finding"], row["estimate"]) for row in found} == set(figures)
    for row in found:
        own = figures[row["claim"], row["finding"], row["estimate"]].estimate  # type: ignore[index]
        assert row["shown"] == number_text(own)
        assert row["relation"] == own.relation
        assert row["value"] == (own.value.text if own.value else None)
        for name, number in row.items():
            if name.endswith("_number"):
                text = row[name.removesuffix("_number")]
                assert number == (None if text is None else float(str(text)))


def test_every_record_is_there(site: Site) -> None:
    database = opened(evidence_sqlite.export(site))
    assert {row["id"] for row in rows(database, "SELECT id FROM claims")} == set(site.statement)
    assert {row["citekey"] for row in rows(database, 'SELECT citekey FROM "references"')} == set(site.source)
    assert {row["id"] for row in rows(database, "SELECT id FROM outcomes")} == {found.id for found in site.outcomes}
    assert {row["id"] for row in rows(database, "SELECT id FROM options")} == {found.id for found in site.options}
    findings = rows(database, "SELECT * FROM findings ORDER BY claim, finding")
    reports = [(statement, report) for statement in site.statements for report in statement.reports]
    assert len(findings) == len(reports)
    for row, (statement, report) in zip(findings, reports, strict=True):
        assert (row["claim"], row["citekey"]) == (statement.id, report.source.citekey)
        assert row["compared_with"] == report.compared_with
        assert row["population"] == report.finding.population


def test_no_claim_can_lose_its_source(golden: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        golden.execute("DELETE FROM \"references\" WHERE citekey = 'baker2020'")
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT"):
        golden.execute("UPDATE estimates SET value_number = 'many'")


# Views

VIEWS = {
    "every_number": 8,
    "what_helps_and_what_harms": 5,
    "how_sure_for_each_option": 3,
    "who_paid_and_who_profits": 4,
    "not_checked_in_the_source": 3,
    "what_rests_on_a_retracted_work": 0,
    "what_was_withdrawn": 1,
    "which_reviews_are_due": 4,
}


@pytest.mark.parametrize("view", VIEWS)
def test_views(view: str, golden: sqlite3.Connection) -> None:
    assert len(rows(golden, f"SELECT * FROM {view}")) == VIEWS[view]  # noqa: S608


def test_all_views_are_tested(golden: sqlite3.Connection) -> None:
    assert set(names(golden, "view")) == set(VIEWS)


def test_numbers_are_shown_with_their_bounds_and_who_paid(golden: sqlite3.Connection) -> None:
    found = rows(golden, "SELECT * FROM every_number WHERE shown LIKE 'at most%'")
    source = resolved(GOLDEN).source["millers1999"]
    assert [(row["shown"], row["certainty"], row["who_paid"], row["source"]) for row in found] == [
        ("at most 5%", "very-low", source.reference.get("funding") or "not recorded", source.citation)
    ]


def test_withdrawn_claims_answer_no_other_question(golden: sqlite3.Connection) -> None:
    for view in set(VIEWS) - {"what_was_withdrawn"}:
        assert not [row for row in rows(golden, f"SELECT * FROM {view}") if "cold-dough" in str(row)]  # noqa: S608


def test_what_is_not_recorded_is_said_to_be_so() -> None:
    database = opened(evidence_sqlite.export(resolved(AWKWARD)))
    about = {row["name"]: row["value"] for row in rows(database, "SELECT * FROM about")}
    assert about["licence"] == about["publisher"] == about["funding"] == "not recorded"


# Bytes


def test_the_header_names_no_library(site: Site) -> None:
    data = evidence_sqlite.export(site)
    assert data[:16] == b"SQLite format 3\0"
    assert data[24:28] == data[92:96] == (1).to_bytes(4, "big")
    assert data[96:100] == (3_037_000).to_bytes(4, "big")
    assert len(data) % evidence_sqlite.PAGE_SIZE == 0


def test_the_same_site_gives_the_same_bytes(site: Site) -> None:
    assert evidence_sqlite.export(site) == evidence_sqlite.export(site)


class Careless:
    """A SQLite that leaves other rubbish than this one where nobody reads."""

    def __init__(self) -> None:
        self.database = sqlite3.connect(":memory:", isolation_level=None)

    def __getattr__(self, name: str) -> object:
        return getattr(self.database, name)

    def serialize(self) -> bytes:
        made = bytearray(self.database.serialize())
        made[24:28] = made[92:96] = made[96:100] = b"\1\2\3\4"
        for page in range(0, len(made), 4096):
            head = page + (100 if page == 0 else 0)
            if made[head] in (2, 5, 10, 13):
                start = head + (12 if made[head] < 8 else 8) + 2 * int.from_bytes(made[head + 3 : head + 5], "big")
                end = page + int.from_bytes(made[head + 5 : head + 7], "big")
                made[start:end] = b"\xaa" * (end - start)
        return bytes(made)


def test_what_a_library_leaves_of_itself_is_gone(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = evidence_sqlite.export(site)
    careless = Careless()
    monkeypatch.setattr(sqlite3, "connect", lambda *_, **__: careless)
    assert evidence_sqlite.export(site) == expected


def test_a_library_that_is_too_old_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 36, 0))
    monkeypatch.setattr(sqlite3, "sqlite_version", "3.36.0")
    with pytest.raises(MachineError, match=r"SQLite is 3\.36\.0; evidence\.sqlite needs 3\.37 or newer"):
        evidence_sqlite.export(resolved(GOLDEN))


def test_a_row_that_points_nowhere_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    site = resolved(GOLDEN)
    for name in ("claims", "references"):
        rows = tuple((table, rows) for table, rows in evidence_sqlite._ROWS if table != name)
        monkeypatch.setattr(evidence_sqlite, "_ROWS", rows)
        with pytest.raises(sqlite3.IntegrityError):
            evidence_sqlite.export(site)
        monkeypatch.undo()
