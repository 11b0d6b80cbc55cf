"""`spinesite reference add` with files: what is written, what is refused, and that an editor's file is never hurt."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinesite import bibtex, cli, store
from spinesite.errors import MachineError
from spinesite.intake.add import appended
from spinesite.samework import alike

ROOT = Path(__file__).parents[2]
BASE = ROOT / "tests/rules/base"
FIXTURES = ROOT / "tests/fixtures/references"
RIS = "TY  - JOUR\nAU  - Roe, Kim\nTI  - A new loaf\nJO  - Bread\nPY  - 2021\nDO  - 10.5555/new.1\nER  - \n"
ENTRY = (
    "@article{roe2021,\n  author = {Roe, Kim},\n  title = {A new loaf},\n  journal = {Bread},\n  year = {2021},\n"
    "  doi = {10.5555/new.1},\n  checked = {record},\n}\n"
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "site"))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "new.ris"
    path.write_text(RIS)
    return path


def add(site: Path, source: Path | str, *arguments: str) -> int:
    return cli.main(["reference", "add", "--root", str(site), str(source), *arguments])


def files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_an_entry_is_put_behind_the_others(site: Path, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(site)
    assert add(site, source) == 0
    printed = capsys.readouterr()
    assert printed.out == "roe2021\n"
    lines = before["citations/bread.bib"].count(b"\n")
    assert f"added roe2021 to citations/bread.bib:{lines + 2}: Roe K. A new loaf. Bread. 2021.\n" in printed.err
    assert "  for you to add: studydesign, participants, funding, conflict\n" in printed.err
    assert "checked = {record} says that nobody has read the work" in printed.err
    after = files(site)
    assert after.pop("citations/bread.bib") == before.pop("citations/bread.bib") + b"\n" + ENTRY.encode()
    assert after == before, "no other file is touched, and no file is left behind"


def test_what_is_written_passes_a_check_but_for_what_was_said(
    site: Path, source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in sorted(FIXTURES.glob("*")):
        if ".expected" not in path.name:
            assert add(site, path, "--new-only", "--same-title") == 0
    capsys.readouterr()
    assert cli.main(["check", "--root", str(site), "--today", "2026-06-01"]) == 0
    rules = {line.rpartition("[")[2] for line in capsys.readouterr().out.splitlines() if line.endswith("]")}
    assert rules == {"missing-funding]", "missing-study-design]", "uncited-reference]"}


def test_what_is_missing_is_said(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "bare.ris"
    source.write_text("TY  - JOUR\nTI  - Nameless loaf\nER  - \n")
    assert add(site, source) == 0
    printed = capsys.readouterr()
    assert printed.out == "namelessnd\n"
    assert "error until it is mended: the @article 'namelessnd' lacks an author, editor or institution" in printed.err


def test_the_default_file(site: Path, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "citations/two.bib").write_text("")
    assert add(site, source) == 0
    assert "added roe2021 to citations/references.bib:1:" in capsys.readouterr().err
    assert (site / "citations/references.bib").read_text() == ENTRY


@pytest.mark.parametrize("to", ["{site}/citations/other.bib", "citations/other.bib", "other.bib"])
def test_another_file(site: Path, source: Path, to: str) -> None:
    assert add(site, source, "--to", to.format(site=site)) == 0
    assert (site / "citations/other.bib").read_text() == ENTRY


@pytest.mark.parametrize(
    "to", ["content/other.bib", "../other.bib", "other.txt", ".hidden.bib", "-x.bib", "a/b.bib", ""]
)
def test_no_file_elsewhere(site: Path, source: Path, to: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(site)
    assert add(site, source, f"--to={to}") == 2
    assert capsys.readouterr().err.startswith("error: --to ")
    assert files(site) == before


def test_a_file_that_is_no_file_is_refused(site: Path, source: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.bib").write_text("")
    (site / "citations/link.bib").symlink_to(tmp_path / "elsewhere.bib")
    assert add(site, source, "--to", "link.bib") == 2
    assert (tmp_path / "elsewhere.bib").read_text() == ""
    os.mkfifo(site / "citations/pipe.bib")
    assert add(site, source, "--to", "pipe.bib") == 2
    shutil.rmtree(site / "citations")
    (tmp_path / "folder").mkdir()
    (site / "citations").symlink_to(tmp_path / "folder")
    assert add(site, source) == 2
    assert not list((tmp_path / "folder").iterdir())


# Duplicates


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (RIS.replace("10.5555/new.1", "https://doi.org/10.1000/BREAD"), "has the same DOI, 10.1000/bread"),
        (RIS + "AN  - 90000001\n", "has the same PMID, 90000001"),
        (
            RIS.replace("A new loaf", "A TRIAL OF “SOURDOUGH” - against dried yeasts.").replace("2021", "2020"),
            "has nearly the same title, 'A trial of sourdough against dried yeast'",
        ),
        ("@misc{Baker2020, title = {Another work}, year = {1999}}", "has the same citekey; if this is another work"),
    ],
)
def test_a_work_that_is_there_is_refused(
    site: Path, source: Path, text: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    bib = site / "citations/bread.bib"
    bib.write_text(
        "@article{baker2020,\n  author = {Baker, Ann},\n  title = {A trial of sourdough against dried yeast},\n"
        "  journal = {Bread},\n  year = {2020},\n  doi = {10.1000/bread},\n  pmid = {90000001},\n}\n"
    )
    before = files(site)
    source.write_text(text)
    assert add(site, source) == 1
    printed = capsys.readouterr()
    assert printed.out.startswith(f"{source}:1: '")
    assert f"is there already: 'baker2020' (citations/bread.bib:1) {message}" in printed.out
    assert printed.err == "nothing was written\n"
    assert files(site) == before


def test_a_work_that_stands_twice_in_the_source(site: Path, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source.write_text(RIS + RIS)
    assert add(site, source) == 1
    assert f"{source}:8: 'A new loaf' is there already: 'A new loaf' ({source}:1) has the same DOI" in (
        capsys.readouterr().out
    )
    assert add(site, source, "--new-only") == 0


def test_a_citekey_that_stands_twice_in_the_source_is_no_mistake(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(site, FIXTURES / "mendeley.bib") == 0
    assert capsys.readouterr().out.split() == ["Roe2022", "roe2022a"]


@pytest.mark.parametrize("citekey", ["10.1000/abc", "2022roe", "röe", ""])
def test_no_citekey_of_a_bibliography_is_replaced(site: Path, source: Path, citekey: str) -> None:
    source.write_text(f"@book{{{citekey}, author = {{Roe, K.}}, title = {{A new loaf}}, year = {{2022}}}}\n")
    assert add(site, source) == 0
    assert "@book{roe2022," in (site / "citations/bread.bib").read_text()


@pytest.mark.parametrize("citekey", ["loaves", "Roe:2022", "roe_rise_2022", "x1"])
def test_a_citekey_of_a_bibliography_is_kept(site: Path, source: Path, citekey: str) -> None:
    source.write_text(f"@book{{{citekey}, author = {{Roe, K.}}, title = {{A new loaf}}, year = {{2022}}}}\n")
    assert add(site, source) == 0
    assert f"@book{{{citekey}," in (site / "citations/bread.bib").read_text()
    source.write_text(source.read_text().replace("A new loaf", "Something else altogether"))
    assert add(site, source) == 1  # the citekey is taken


def test_only_what_is_new(site: Path, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert add(site, source) == 0
    source.write_text(RIS + RIS.replace("A new loaf", "Another").replace("new.1", "new.2"))
    before = files(site)
    assert add(site, source) == 1
    assert files(site) == before, "all or nothing, unless it is asked for"
    capsys.readouterr()
    assert add(site, source, "--new-only") == 0
    assert capsys.readouterr().out.splitlines()[-1] == "roe2021a"
    assert add(site, source, "--new-only") == 0
    assert "there is nothing to add" in capsys.readouterr().err


def test_the_same_title_can_be_meant(site: Path, source: Path) -> None:
    assert add(site, source) == 0
    source.write_text(RIS.replace("new.1", "new.2"))
    assert add(site, source) == 1
    assert add(site, source, "--same-title") == 0


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("A trial of bread", "a Trial of Bread.", True),
        ("Étude du pain", "Etude du pain", True),
        ("Effects of long cold storage on sourdough", "Effect of long cold storage on sourdough", True),
        ("Effects of long cold storage on sourdough", "Effects of long cold storage on sourdough: a trial", True),
        ("Effects of long cold storage on sourdough", "Effects of short storage on the rye of farmers", False),
        ("Storage of sourdough: results after 2 years", "Storage of sourdough: results after 5 years", False),
        ("The rising of sourdough loaves, part I", "The rising of sourdough loaves, part II", False),
        ("Low back", "Low back pain", False),
        ("Bread", "Break", False),
        ("", "", False),
        ("!", "?", False),
    ],
)
def test_titles_that_are_nearly_the_same(one: str, other: str, expected: bool) -> None:
    assert alike(one, other) is expected
    assert alike(other, one) is expected


def test_long_titles_are_compared_by_their_beginnings() -> None:
    """As a whole, titles of thousands of letters in another order take minutes."""
    beginning = "Sleep and the price of eggs. " * 12
    assert alike(beginning + "zebra " * 60, beginning + "quilt " * 60)
    assert not alike("ab " * 2_000 + "end", "ba " * 2_000 + "end")


def test_titles_of_one_series_are_told_apart_by_year_and_author(site: Path, source: Path) -> None:
    assert add(site, source) == 0
    source.write_text(RIS.replace("new.1", "new.2").replace("2021", "2025").replace("Roe", "Doe"))
    assert add(site, source) == 0
    source.write_text(RIS.replace("new.1", "new.3").replace("2021", "2025"))
    assert add(site, source) == 1, "the same author, as in an update of a review"


# Citekeys


def test_a_citekey_of_ones_own(site: Path, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert add(site, source, "--key", "roe:new") == 0
    assert capsys.readouterr().out == "roe:new\n"
    source.write_text(RIS.replace("new.1", "new.2").replace("A new loaf", "Another"))
    assert add(site, source, "--key", "ROE:new") == 1
    assert "'roe:new' (citations/bread.bib:" in capsys.readouterr().out
    assert add(site, source, "--key", "no key") == 2
    assert "--key 'no key' is no citekey" in capsys.readouterr().err
    source.write_text(RIS + RIS)
    assert add(site, source, "--key", "two") == 2


def test_another_works_citekey_gets_a_letter(site: Path, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(3):
        source.write_text(RIS.replace("new.1", f"new.{number}").replace("A new", f"Loaf {number}"))
        assert add(site, source) == 0
    assert capsys.readouterr().out.split() == ["roe2021", "roe2021a", "roe2021b"]


def test_the_citekey_of_a_broken_entry_is_taken(site: Path, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "citations/broken.bib").write_text("@article{roe2021, title = {A}, title = {B}}\n")
    assert add(site, source, "--to", "bread.bib") == 0
    assert capsys.readouterr().out == "roe2021a\n"


# Sources and sites that cannot be used


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("nothing here", 2, "is neither BibTeX nor RIS"),
        ("@article{a, title = {A}, journal = jama}\n", 1, ":1:36: error: field 'journal' of 'a' uses 'jama'"),
        ("@article{a, title = {A}, journal = {B}, url = {x}\n", 1, "[bibtex-syntax]"),
        ("@misc{a, title = {\\foo}}\n", 1, "unknown LaTeX command \\foo"),
    ],
)
def test_a_source_with_mistakes(
    site: Path, source: Path, text: str, code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(site)
    source.write_text(text)
    assert add(site, source) == code
    printed = capsys.readouterr()
    assert message in printed.out + printed.err
    assert "Traceback" not in printed.err
    assert files(site) == before


@pytest.mark.parametrize("source", ["nowhere.ris", "PMC123", "", "https://example.org/paper"])
def test_a_source_that_is_nothing(site: Path, source: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert add(site, source) == 2
    assert "is no file that is there, and no DOI or PMID" in capsys.readouterr().err


def test_a_folder_is_no_source(site: Path, tmp_path: Path) -> None:
    assert add(site, tmp_path) == 2


def test_a_place_without_a_site(tmp_path: Path, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert add(tmp_path, source) == 2
    assert "no content/site.yaml" in capsys.readouterr().err


@pytest.mark.parametrize("end", ["@article{open, title = {A}", "@article{open,\n  title = {A", "@comment{", "}"])
def test_a_file_that_would_swallow_the_entry(
    site: Path, source: Path, end: str, capsys: pytest.CaptureFixture[str]
) -> None:
    bib = site / "citations/bread.bib"
    with bib.open("a") as stream:
        stream.write(end)
    before = files(site)
    code = add(site, source)
    if code == 0:  # the reader finds the next entry all the same
        references = bibtex.read([("x", bib.read_text())])[0].references
        assert "roe2021" in {reference.citekey for reference in references}
        assert bib.read_bytes().startswith(before["citations/bread.bib"])
    else:
        assert code == 2
        assert "it has a mistake that swallows what follows" in capsys.readouterr().err
        assert files(site) == before


def test_a_file_that_is_full(site: Path, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bib = site / "citations/bread.bib"
    bib.write_bytes(bib.read_bytes() + b"%" + b" " * (4 * 1024 * 1024 - bib.stat().st_size - 1))
    before = bib.read_bytes()
    assert add(site, source) == 2
    assert "would become too large" in capsys.readouterr().err
    assert bib.read_bytes() == before


# The editor's file


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, "E\n"),
        (b"", "E\n"),
        (b"\n", "\nE\n"),
        (b"\xef\xbb\xbf", "\ufeffE\n"),
        (b"A\n", "A\n\nE\n"),
        (b"A\n\n", "A\n\nE\n"),
        (b"A", "A\n\nE"),
        (b"A\r\nB\r\n", "A\r\nB\r\n\r\nE\r\n"),
        (b"A\r\nB", "A\r\nB\r\n\r\nE"),
        (b"A\rB\r", "A\rB\r\rE\r"),
        (b"\xef\xbb\xbfA\r\n", "\ufeffA\r\n\r\nE\r\n"),
    ],
)
def test_line_ends_are_those_of_the_file(before: bytes | None, after: str) -> None:
    assert appended(before, ["E\n"]).decode() == after


@settings(deadline=None, derandomize=True)
@given(st.text(alphabet="A{}@ \n\r\t", max_size=20).map(str.encode), st.integers(1, 3))
def test_what_stands_there_stays_byte_for_byte(before: bytes, count: int) -> None:
    after = appended(before, ["@misc{a,\n}\n"] * count)
    assert after.startswith(before)
    assert after.count(b"@misc") == count
    if before.strip():
        assert after.endswith((b"\n", b"\r")) == before.endswith((b"\n", b"\r"))


def test_a_file_in_the_manner_of_windows(site: Path, source: Path) -> None:
    bib = site / "citations/bread.bib"
    before = b"\xef\xbb\xbf" + bib.read_bytes().replace(b"\n", b"\r\n").rstrip()
    bib.write_bytes(before)
    bib.chmod(0o640)
    assert add(site, source) == 0
    after = bib.read_bytes()
    assert after == before + b"\r\n\r\n" + ENTRY.encode().replace(b"\n", b"\r\n").rstrip()
    assert stat.S_IMODE(bib.stat().st_mode) == 0o640


def test_a_file_in_another_encoding_is_left_alone(site: Path, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bib = site / "citations/bread.bib"
    bib.write_bytes(b"@misc{a, title = {caf\xe9}}\n")
    assert add(site, source) == 2
    assert "citations/bread.bib is not UTF-8" in capsys.readouterr().err
    assert bib.read_bytes() == b"@misc{a, title = {caf\xe9}}\n"


@pytest.mark.parametrize("call", ["open", "fsync", "replace", "chmod"])
def test_a_disk_that_refuses(
    site: Path, source: Path, call: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(site)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    known = os.open
    if call == "open":
        monkeypatch.setattr(
            os, "open", lambda path, flags, *a: refuse() if flags & os.O_WRONLY else known(path, flags, *a)
        )
    elif call == "fsync":
        monkeypatch.setattr(os, "fsync", refuse)
    else:
        monkeypatch.setattr(Path, call, refuse)
    assert add(site, source) == 2
    printed = capsys.readouterr()
    assert printed.err == f"error: cannot write {site / 'citations/bread.bib'}: no space left on device\n"
    assert printed.out == ""
    assert files(site) == before


def test_a_file_that_changes_meanwhile_is_not_overwritten(site: Path) -> None:
    path = "citations/bread.bib"
    with pytest.raises(MachineError, match="was changed by another program"):
        store.replace(site, path, b"new", b"not what is there")
    with pytest.raises(MachineError, match="was changed by another program"):
        store.replace(site, path, b"new", None)
    assert (site / path).read_bytes() == (BASE / path).read_bytes()
    assert not list(site.glob(".*"))


def test_help_has_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["reference", "add", "--help"]) == 0
    assert "spinesite reference add pmid:12345678" in capsys.readouterr().out
