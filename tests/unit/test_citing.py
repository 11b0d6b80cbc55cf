"""Who cites what, and where it stands in the file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from spinesite import citing
from spinesite.diagnostics import Location
from spinesite.load import load
from spinesite.model import Corpus
from spinesite.rules.wording import markup_failed, unknown_link

SITE = "title: Bread\nbase_url: https://example.org/\nlanguage: en\n"
CLAIM = """\
id: {id}
statement: In one trial, loaves rose.
{detail}findings:
  - citation: {{citekey: baker2020, page: "3"}}
    outcome: rise
    summary: They rose.
  - citation: cook2021
    outcome: rise
    summary: They rose.
reviewed: 2026-01-01
"""


def site(root: Path, files: dict[str, str]) -> Corpus:
    """Return the corpus of a site of these files, whatever is wrong with it."""
    for path, text in {"content/site.yaml": SITE, **files}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    corpus, _ = load(root, date(2026, 6, 1))
    return corpus


def claim(detail: str = "", id: str = "rise") -> dict[str, str]:
    return {f"content/claims/{id}.yaml": CLAIM.format(id=id, detail=detail)}


def places(corpus: Corpus) -> list[tuple[str, str]]:
    """Return each use with the text that stands at its place."""
    found = []
    for use in citing.uses(corpus):
        at = use.at()
        text = use.owner.source.text.split("\n")
        row = at.line - use.owner.source.first_line
        found.append((use.citekey, text[row][at.column - 1 :] if row < len(text) else str(at)))
    return found


def test_findings_stand_at_their_citekey(tmp_path: Path) -> None:
    corpus = site(tmp_path, claim())
    assert places(corpus) == [("baker2020", 'baker2020, page: "3"}'), ("cook2021", "cook2021")]
    assert [use.finding for use in citing.uses(corpus)] == [0, 1]


@pytest.mark.parametrize(
    "detail",
    [
        "detail: Soft [@one], hard [@one2; @one].\n",
        "detail: >-\n  Soft [@one],\n  hard [@one2;\n  @one].\n",
        "detail: |\n\n  Soft [@one],\n\n  hard [@one2; @one].\n",
        "detail: 'It''s soft [@one], hard\n\n  [@one2; @one].'\n",
        'detail: "A \\"soft\\" loaf\\n\\n [@one], \\\n  hard [@one2; @one]."\n',
        "detail: |-\n  Not `[@one]` or ``[@one2] ` ``\n\n  ```\n  [@one]\n  ```\n\n  Soft [@one], [@one2; @one].\n",
    ],
    ids=["plain", "folded", "literal", "single-quoted", "double-quoted", "code"],
)
def test_prose_in_records_stands_where_it_is_written(tmp_path: Path, detail: str) -> None:
    corpus = site(tmp_path, claim(detail))
    found = [(use.citekey, use.at()) for use in citing.uses(corpus) if use.passage]
    text = CLAIM.format(id="rise", detail=detail)
    expected = [text.rindex("[@one]") + 1, text.rindex("@one2"), text.rindex("@one].")]
    offsets = [sum(map(len, text.splitlines(keepends=True)[: at.line - 1])) + at.column - 1 for _, at in found]
    assert [citekey for citekey, _ in found] == ["one", "one2", "one"]
    assert offsets == expected


def test_prose_hidden_by_escapes_stands_at_its_value(tmp_path: Path) -> None:
    corpus = site(tmp_path, claim('detail: "Soft [\\u0040one]."\n'))
    assert [use.at() for use in citing.uses(corpus) if use.passage] == [Location("content/claims/rise.yaml", 3, 9)]


def test_pages_and_lists_cite(tmp_path: Path) -> None:
    page = "---\ntitle: A\nsummary: B.\n---\nWords.\n\nSoft [@one, p. 3; @two] and [hard](ref:three).\n"
    item = "- {id: a, says: b, where: c, verdict: d, why: none}\n"
    item += "- id: e\n  says: f\n  where: g\n  verdict: h\n  why: |\n    See [@four].\n"
    corpus = site(tmp_path, {"content/guides/a.md": page, "content/unsupported.yaml": item})
    assert [(use.citekey, use.kind, use.is_link, use.at()) for use in citing.uses(corpus)] == [
        ("one", "guides", False, Location("content/guides/a.md", 7, 7)),
        ("two", "guides", False, Location("content/guides/a.md", 7, 19)),
        ("three", "guides", True, Location("content/guides/a.md", 7, 36)),
        ("four", "unsupported", False, Location("content/unsupported.yaml", 7, 10)),
    ]


def test_uses_are_found_by_citekey(tmp_path: Path) -> None:
    corpus = site(tmp_path, claim("detail: Soft [@baker2020].\n"))
    found = citing.by_citekey(corpus)
    assert [(use.finding, use.owner.id) for use in found["baker2020"]] == [(0, "rise"), (None, "rise")]
    assert set(found) == {"baker2020", "cook2021"}


@pytest.mark.parametrize(
    ("files", "whole"),
    [
        (claim(), True),
        ({"content/claims/rise.yaml": "id: rise\n"}, False),
        ({"content/unsupported.yaml": "- {id: a}\n"}, False),
        ({"content/glossary.yaml": "- {id: a}\n"}, True),
        (claim("detail: Soft [@baker2020 p. 3].\n"), False),
        (claim("detail: Soft [words](claim:none).\n"), True),
    ],
    ids=["whole", "claim-unread", "list-unread", "other-list-unread", "text-not-compiled", "link-to-nothing"],
)
def test_a_missing_use_is_known_to_be_missing_only_if_all_was_read(
    tmp_path: Path, files: dict[str, str], whole: bool
) -> None:
    assert citing.all_read(site(tmp_path, files)) is whole


def test_problems_of_texts_become_diagnostics_of_their_rule(tmp_path: Path) -> None:
    page = "---\ntitle: A\nsummary: B.\n---\nSoft [@one p. 3].\n\nHard [words](words.html).\n"
    corpus = site(tmp_path, {"content/pages/a.md": page, **claim("detail: Hard [words](words.html).\n")})
    assert [d.location for d in citing.problems(corpus, markup_failed.RULE)] == [Location("content/pages/a.md", 5, 6)]
    assert [d.location for d in citing.problems(corpus, unknown_link.RULE)] == [
        Location("content/claims/rise.yaml", 3, 22),
        Location("content/pages/a.md", 7, 14),
    ]
