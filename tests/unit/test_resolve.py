"""What a site makes of a corpus: labels that name one work each, an order that ignores marks."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from spinesite.pages import unsupported
from tests.unit.sites import GOLDEN, resolved

_WORK = (
    "@book{{{key}, author = {{{author}}}, title = {{{title}}}, year = {{2001}}, publisher = {{House}}, isbn = {{1}}}}\n"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOLDEN, tmp_path / "site"))


def test_works_of_one_name_and_year_are_told_apart(root: Path) -> None:
    works = [("b", "Lark, Ann", "Seeds"), ("a", "Lark, Ann", "Worms"), ("c", "Lark, Bo and Finch, Cy", "Nests")]
    bib = "".join(_WORK.format(key=key, author=author, title=title) for key, author, title in works)
    (root / "citations/larks.bib").write_text(bib)
    source = resolved(root).source
    assert [source[key].label for key in "abc"] == ["Lark, 2001b", "Lark, 2001a", "Lark and Finch, 2001"]


def test_more_works_than_letters(root: Path) -> None:
    bib = "".join(_WORK.format(key=f"w{n:02}", author="Lark, Ann", title=f"Seeds {n:02}") for n in range(30))
    (root / "citations/larks.bib").write_text(bib)
    labels = [own.label for own in resolved(root).sources if own.label.startswith("Lark")]
    assert len(set(labels)) == len(labels) == 30
    assert (labels[0], labels[25], labels[26]) == ("Lark, 2001a", "Lark, 2001z", "Lark, 2001 (27)")


def test_marks_do_not_change_the_order(root: Path) -> None:
    bib = "".join(
        _WORK.format(key=f"w{n}", author=f"{name}, Ann", title="T") for n, name in enumerate(["Fz", "Fö", "Fa"])
    )
    (root / "citations/marks.bib").write_text(bib)
    assert [own.label[:2] for own in resolved(root).sources if own.label.startswith("F") and "2001" in own.label] == [
        "Fa",
        "Fö",
        "Fz",
    ]


@pytest.mark.parametrize(
    ("places", "common", "groups"),
    [
        (["a poster, at the top", "a poster, below", "a poster, at the top"], "a poster", ["at the top", "below"]),
        (["a poster, at the top", "a film, at the end"], "", ["a poster, at the top", "a film, at the end"]),
        (["a poster", "a poster, below"], "", ["a poster", "a poster, below"]),
        ([], "", []),
    ],
)
def test_what_is_said_elsewhere_stands_by_place(root: Path, places: list[str], common: str, groups: list[str]) -> None:
    items = [
        f"- {{id: i{n}, says: It rises., where: '{where}', verdict: wrong, why: No.}}" for n, where in enumerate(places)
    ]
    (root / "content/unsupported.yaml").write_text("\n".join(items) or "[]\n")
    (page,) = unsupported(resolved(root))
    assert page.parts["common"] == common
    assert [where for where, _ in page.parts["groups"]] == groups  # type: ignore[attr-defined]
    assert sum(len(found) for _, found in page.parts["groups"]) == len(places)  # type: ignore[attr-defined]
