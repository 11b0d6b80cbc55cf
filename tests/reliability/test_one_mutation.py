"""A valid site in which one thing is wrong ends as a site or as diagnostics that name places, whatever it is.

The whole pipeline runs in memory, but for publishing, to which content is bytes (`test_publish_survives.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from spinesite.check import Checked
from spinesite.diagnostics import Diagnostic, Location, has_errors
from spinesite.load import gather
from spinesite.model import Corpus
from spinesite.names import fold
from spinesite.pipeline import count_pages, judge
from spinesite.places import shown_path
from spinesite.preview.edition import Edition, edition
from spinesite.reading import Remembered, reader
from spinesite.reports.formats import FORMATS, report
from spinesite.reports.summary import Summary
from spinesite.root import SETTINGS
from spinesite.rules.files import yaml_syntax
from spinesite.templatefiles import Compiled
from tests.reliability import hostile
from tests.reliability.mutations import KINDS, Files, Mutation, as_files, files_of, mutations

ROOT = Path(__file__).parents[2]
GOLDEN, AWKWARD = ROOT / "tests/golden/site", ROOT / "tests/browser/awkward"
SITES = {"golden": files_of(GOLDEN), "awkward": files_of(AWKWARD)}
TODAY = date(2026, 6, 1)
READ = Remembered(reader())
COMPILED = Compiled()


def outcome(files: Files) -> tuple[Corpus, Checked, Edition | None, tuple[Diagnostic, ...]]:
    """Take a site through the pipeline: what was read, what was found, the site, and what was found in its pages."""
    corpus, checked = judge(*gather(as_files(files), TODAY, READ))
    if has_errors(checked.diagnostics):
        return corpus, checked, None, ()
    made = edition(corpus, GOLDEN, COMPILED)
    *_, found = made.proof()
    return corpus, checked, made, found


def lines_of(files: Files) -> dict[str, int]:
    """Return how many lines each file has, by the path that is shown."""
    ends = {path: data.replace(b"\r\n", b"\n").replace(b"\r", b"\n") for path, data in files.items()}
    return {shown_path(path): data.count(b"\n") + 1 for path, data in ends.items()}


def check_places(diagnostics: Iterable[Diagnostic], files: Files) -> None:
    """Every place that is named must be there; settings that are missing may be named all the same."""
    lines = {SETTINGS: 1, **lines_of(files)}
    for found in diagnostics:
        for place in (found.location, *(related.location for related in found.related)):
            assert place.path in lines, found
            assert 1 <= place.line <= lines[place.path], found
            assert place.column >= 1, found
        assert found.message, found
        assert "\n" not in found.message + found.hint, found


def check_reports(corpus: Corpus, checked: Checked, formats: Iterable[str]) -> None:
    """Every format must be able to say what was found."""
    summary = Summary(0, 0, len(corpus.claims), len(corpus.bibliography.references), count_pages(corpus))
    for name in formats:
        report(name, checked, summary).encode()


def check_pages(made: Edition, first: int, counts: Counter[str]) -> None:
    """No two pages may share a path, and three that are looked at may hold nothing that a browser would run."""
    paths = list(made.pages)
    assert len({fold(path) for path in paths}) == len(paths)
    for path in paths:
        assert not path.startswith("/")
        assert ".." not in path.split("/")
    for path in {paths[(first + 7 * number) % len(paths)] for number in range(3)}:
        data = made.file(path)
        assert data is not None
        assert not hostile.faults(data.decode()), path
        counts["pages of mutated sites looked at"] += 1


def check_outcome(mutation: Mutation, first: int, counts: Counter[str]) -> None:
    note(mutation.what)
    corpus, checked, made, found = outcome(mutation.files)
    check_places((*checked.diagnostics, *found), mutation.files)
    # SARIF explains all rules each time, which takes longer than everything else.
    check_reports(corpus, checked, [name for name in FORMATS if name != "sarif" or first % 20 == 0])
    counts["mutations of a site"] += 1
    if made is not None:
        # Whatever would stop a build has to be found before it begins.
        assert not has_errors(found), found
        check_pages(made, first, counts)
        counts["mutated sites drawn and verified"] += 1


@pytest.mark.parametrize("name", SITES)
def test_the_site_itself_is_valid(name: str) -> None:
    _, checked, made, found = outcome(SITES[name])
    assert made is not None
    assert not has_errors((*checked.diagnostics, *found))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", SITES)
@settings(max_examples=hostile.examples(12, 200))
@given(data=st.data(), first=st.integers(0, 1_000))
def test_a_site_in_which_one_thing_is_wrong(
    name: str, kind: str, data: st.DataObject, first: int, counts: Counter[str]
) -> None:
    check_outcome(data.draw(mutations(SITES[name], kind)), first, counts)


def test_a_place_that_is_not_there_is_noticed() -> None:
    files = {"content/site.yaml": b"a\nb"}
    for location in (Location("content/other.yaml"), Location("content/site.yaml", 3)):
        with pytest.raises(AssertionError):
            check_places([_at(location)], files)
    check_places([_at(Location("content/site.yaml", 2))], files)


def _at(location: Location) -> Diagnostic:
    return yaml_syntax.RULE.at(location, "x")
