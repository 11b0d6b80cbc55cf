"""The scorecard follows from the records: what is in them decides, and not met is said as loudly as met."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from spinesite import addresses, scorecard
from spinesite.pipeline import examine
from spinesite.render import render
from spinesite.resolve import resolve
from spinesite.site import Site

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests/golden/site"
TODAY = date(2026, 6, 1)

# Read off the records by hand.
MET = {
    "sourdough": {
        "Problem",
        "Choice",
        "Description",
        "Help",
        "Harm",
        "Both sides",
        "Sources",
        "Date",
        "Updates",
        "How sure",
        "Site funding",
        "Least change",
        "Same parts",
        "Comparison",
        "People",
        "Group",
        "Pictures",
    },
    "dried-yeast": {
        "Description",
        "Help",
        "Harm",
        "Sources",
        "Date",
        "Updates",
        "How sure",
        "Site funding",
        "Comparison",
        "People",
        "Group",
        "Pictures",
        "Study funding",
    },
    "waiting": {"Description", "Updates", "Site funding", "Least change", "Same parts"},
}


@pytest.fixture
def golden(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOLDEN, tmp_path / "site"))


def read(root: Path, today: date = TODAY) -> Site:
    corpus, checked = examine(root, today)
    assert not [d for d in checked.diagnostics if d.severity == "error"], checked.diagnostics
    return resolve(corpus)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def verdict(root: Path, option: str, name: str) -> tuple[bool, str]:
    card = scorecard.cards(read(root))[option]
    found = card.verdicts[[item.name for item in scorecard.ITEMS].index(name)]
    return found.is_met, found.reason


def names_met(card: scorecard.Card) -> set[str]:
    return {item.name for item, verdict in zip(scorecard.ITEMS, card.verdicts, strict=True) if verdict.is_met}


def test_the_items_of_a_small_site_are_met_as_its_records_say() -> None:
    assert {id: names_met(card) for id, card in scorecard.cards(read(GOLDEN)).items()} == MET


def test_every_item_can_be_met_and_missed() -> None:
    everything = {item.name for item in scorecard.ITEMS}
    assert len(everything) == len(scorecard.ITEMS)
    met = [names_met(card) for card in scorecard.cards(read(GOLDEN)).values()]
    assert set.union(*met) == everything - {"Time", "Reading"}
    assert set.intersection(*met) == {"Description", "Updates", "Site funding"}


@pytest.mark.parametrize(
    ("option", "name", "file", "old", "new", "before", "after"),
    [
        (
            "sourdough",
            "Site funding",
            "site.yaml",
            "funding: nobody paid for this example",
            "funding: Not recorded.",
            "It is recorded who pays for the site.",
            "It is not recorded who pays for the site.",
        ),
        (
            "sourdough",
            "Updates",
            "site.yaml",
            "update_policy: Every claim is reviewed every two years.\n",
            "",
            "The site says how its claims are kept up to date.",
            "The site does not say how its claims are kept up to date.",
        ),
        (
            "waiting",
            "Description",
            "options/waiting.md",
            "## What it is\n\nYou wait. Nothing is added.\n",
            "",
            "A text of its own, with 1 heading.",
            "No text of its own.",
        ),
        (
            "sourdough",
            "Same parts",
            "options/dried-yeast.md",
            "Yeast that was dried.",
            "## What it is\n\nDried.\n\n## What it costs\n\nLittle.",
            "1 heading in common with most options, and none missing.",
            "1 heading in common with most options, and none missing.",
        ),
    ],
)
def test_a_record_decides(
    golden: Path, option: str, name: str, file: str, old: str, new: str, before: str, after: str
) -> None:
    assert verdict(golden, option, name) == (True, before)
    edit(golden / "content" / file, old, new)
    assert verdict(golden, option, name) == (before == after, after)


def test_a_time_that_is_not_stated_is_no_time(golden: Path) -> None:
    assert verdict(golden, "sourdough", "Time") == (False, "1 of 3 findings without a time.")
    edit(golden / "content/claims/sourdough-burns.yaml", "timeframe: not stated", "timeframe: 1 year")
    assert verdict(golden, "sourdough", "Time") == (True, "3 findings: each says when it was measured.")


def test_a_number_without_range_or_grade_is_counted(golden: Path) -> None:
    edit(golden / "content/claims/crumb.yaml", '        interval: {low: "-1.20", high: "0.60", level: "95"}\n', "")
    edit(golden / "content/claims/crumb.yaml", ", from -1.20 to 0.60", "")
    assert verdict(golden, "sourdough", "How sure") == (False, "1 of 8 numbers without a range and without a grade.")


@pytest.mark.parametrize(
    ("text", "is_met", "reason"),
    [
        ("You wait and see. Nothing is added to it. " * 12, True, "It reads at grade 0.0; grade 6 is the limit."),
        (
            "Considerable anticipatory organisation necessitates comprehensive understanding of leavening. " * 12,
            False,
            "It reads at grade 32.6; grade 6 is the limit.",
        ),
    ],
)
def test_reading_is_measured(golden: Path, text: str, is_met: bool, reason: str) -> None:
    assert verdict(golden, "waiting", "Reading") == (False, "Too short to be measured.")
    edit(golden / "content/options/waiting.md", "You wait. Nothing is added.", text)
    assert verdict(golden, "waiting", "Reading") == (is_met, reason)


def test_reading_is_measured_in_english_alone(golden: Path) -> None:
    edit(golden / "content/site.yaml", "language: en-GB", "language: de")
    assert verdict(golden, "waiting", "Reading") == (False, "Not measured: the index is made for English.")


def test_both_sides_need_numbers(golden: Path) -> None:
    assert verdict(golden, "sourdough", "Both sides") == (
        True,
        "5 numbers on whether it helps, 3 on whether it harms.",
    )
    edit(golden / "content/claims/sourdough-burns.yaml", "direction: harm", "direction: benefit")
    assert verdict(golden, "sourdough", "Harm") == (False, "No claim on record on whether it harms.")
    assert verdict(golden, "sourdough", "Both sides") == (
        False,
        "8 numbers on whether it helps, 0 on whether it harms.",
    )


def test_the_page_shows_every_verdict() -> None:
    site = read(ROOT, date(2026, 11, 22))
    made = next(a for a in render(site, ROOT) if str(a.path) == "scorecard/index.html")
    tree = LexborHTMLParser(made.data)
    cards = list(scorecard.cards(site).values())
    rows = tree.css("table.score tbody tr")
    assert [[cell.text() for cell in row.css("td")] for row in rows] == [
        ["Met" if verdict.is_met else "Not met" for verdict in card.verdicts] for card in cards
    ]
    reasons = [entry.text() for entry in tree.css("details li")]
    assert len(reasons) == len(cards) * len(scorecard.ITEMS)
    assert all(reason.endswith(".") for reason in reasons)
    counts = [
        [
            int(cell.text().removeprefix(label))
            for cell, label in zip(row.css("td")[2:], ("Met by", "Not met by"), strict=True)
        ]
        for row in tree.css("table.cmp tbody tr")
    ]
    assert all(sum(row) == len(cards) for row in counts)


def test_a_site_without_options_has_no_scorecard(golden: Path) -> None:
    corpus, _ = examine(golden, TODAY)
    bare = replace(corpus, options=(), claims=())
    assert "scorecard" in addresses.by_name(corpus)
    assert "scorecard" not in addresses.by_name(bare)
    assert addresses.SCORECARD not in dict(addresses.all_pages(bare))
    assert not list(scorecard.scorecard(replace(resolve(bare), options=())))


def test_the_address_belongs_to_the_program(golden: Path) -> None:
    own = golden / "content/pages/scorecard.md"
    own.write_text("---\ntitle: Ours\nsummary: Ours.\n---\nText.\n", encoding="utf-8")
    _, checked = examine(golden, TODAY)
    assert "path-collision" in {d.rule for d in checked.diagnostics}
