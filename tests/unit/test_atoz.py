"""Everything by name: what is listed, under which letter, in which order."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from spinesite import atoz
from spinesite.pipeline import examine
from spinesite.resolve import resolve
from spinesite.site import Site
from tests.golden.test_golden import SITE, TODAY


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SITE, tmp_path / "site"))


def resolved(root: Path) -> Site:
    return resolve(examine(root, TODAY)[0])


def guide(source: Path, id: str, title: str) -> None:
    text = f"---\ntitle: {title}\nsummary: A guide.\n---\n\nText.\n"
    (source / f"content/guides/{id}.md").write_text(text, encoding="utf-8")


def test_every_page_for_readers_has_its_name(source: Path) -> None:
    site = resolved(source)
    names = {entry.name for _, entries in atoz.letters(site) for entry in entries}
    pages = (*site.options, *site.conditions, *site.guides, *site.pages)
    assert pages
    assert names >= {page.record.title for page in pages}
    assert names >= {outcome.label for outcome in site.outcomes}
    assert names >= {term.term for term in site.terms}


def test_other_names_lead_to_the_usual_one(source: Path) -> None:
    site = resolved(source)
    found = {entry.name: entry for _, entries in atoz.letters(site) for entry in entries}
    option = next(option for option in site.options if option.record.names)
    for name in option.record.names:
        assert found[name].see == option.record.title
        assert found[name].address == found[option.record.title].address
    term = next(term for term in site.terms if term.also)
    assert found[term.also[0]].see == term.term


def test_letters(source: Path) -> None:
    names = {"aa": "apple", "bb": "Äpfel", "cc": "“Quoted”", "dd": "7 steps", "ee": "Ørsted", "ff": "Борщ", "gg": "ﬁsh"}
    for id, title in names.items():
        guide(source, id, title)
    letters = dict(atoz.letters(resolved(source)))
    under = {entry.name: letter for letter, entries in letters.items() for entry in entries}
    assert [under[title] for title in names.values()] == ["A", "A", "Q", "", "Ø", "Б", "F"]
    assert [*letters] == sorted(letters)
    # Alphabetical without regard to marks and case: apple, Äpfel.
    of_a = [entry.name for entry in letters["A"] if entry.name in ("apple", "Äpfel")]
    assert of_a == ["Äpfel", "apple"]


def test_claims_stand_under_each_option(source: Path) -> None:
    site = resolved(source)
    groups = dict(atoz.claims(site))
    titles = {option.id: option.record.title for option in site.options}
    listed = {statement.id for statements in groups.values() for statement in statements}
    assert listed == {statement.id for statement in site.statements}
    for statement in site.statements:
        for id in statement.claim.options:
            assert statement in groups[titles[id]]


def test_claims_of_no_option_stand_under_their_condition_or_last(source: Path) -> None:
    path = source / "content/claims/rise/sourdough-rise.yaml"
    text = path.read_text()
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith(("options:", "conditions:"))]
    path.write_text("".join(lines))
    groups = atoz.claims(resolved(source))
    assert groups[-1][0] == "Other claims"
    assert [statement.id for statement in groups[-1][1]] == ["sourdough-rise"]
    path.write_text("".join(lines) + "conditions: [flat-loaf]\n")
    site = resolved(source)
    title = next(found.record.title for found in site.conditions if found.id == "flat-loaf")
    assert "sourdough-rise" in {statement.id for statement in dict(atoz.claims(site))[title]}
