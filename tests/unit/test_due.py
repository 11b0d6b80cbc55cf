"""When reviews are due: the schedule, its three forms, and what readers see of it."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinesite import cli
from spinesite.exports.due_ics import calendar
from spinesite.pipeline import examine
from spinesite.review import Review, schedule

GOLDEN = Path(__file__).parents[2] / "tests/golden/site"
TODAY = "2026-06-01"
_CONTENT_LINE = re.compile(
    r'(?P<name>[A-Z-]+)(?P<parameters>(?:;[A-Z-]+=(?:[^";:,\x00-\x1f]+|"[^"\x00-\x1f]*"))*):(?P<value>.*)'
)
_TEXT = re.compile(r"(?:[^\\;,\x00-\x1f]|\\[\\;,nN])*")


def read_calendar(data: bytes) -> tuple[dict[str, str], list[tuple[str, dict[str, str]]]]:
    """The properties of a calendar and its components, read by the grammar of RFC 5545; parameters are dropped."""
    assert data.endswith(b"\r\n")
    assert b"\r" not in data.replace(b"\r\n", b"")
    assert b"\n" not in data.replace(b"\r\n", b"")
    lines = data.split(b"\r\n")[:-1]
    assert all(0 < len(line) <= 75 for line in lines)
    for line in lines:
        line.decode()  # no character is divided
    own: dict[str, str] = {}
    components: list[tuple[str, dict[str, str]]] = []
    stack: list[str] = []
    for line in data.decode().replace("\r\n ", "").split("\r\n")[:-1]:
        match = _CONTENT_LINE.fullmatch(line)
        assert match, line
        name, value = match["name"], match["value"]
        if name == "BEGIN":
            stack.append(value)
            if len(stack) == 2:
                components.append((value, {}))
        elif name == "END":
            assert stack.pop() == value
        elif len(stack) <= 2:
            holder = components[-1][1] if len(stack) == 2 else own
            assert name not in holder
            holder[name] = value
    assert not stack
    assert components, "a calendar must hold something (3.6)"
    return own, components


def plain(value: str) -> str:
    assert _TEXT.fullmatch(value), value
    return re.sub(r"\\(.)", lambda match: {"n": "\n", "N": "\n"}.get(match[1], match[1]), value)


def due(capsysbinary: pytest.CaptureFixture[bytes], *arguments: str, root: Path = GOLDEN) -> tuple[int, bytes, str]:
    status = cli.main(["due", "--root", str(root), "--today", TODAY, *arguments])
    printed = capsysbinary.readouterr()
    return status, printed.out, printed.err.decode()


def golden() -> tuple[Review, ...]:
    return schedule(examine(GOLDEN, date.fromisoformat(TODAY))[0])


def test_the_schedule() -> None:
    found = {(review.kind, review.id): review for review in golden()}
    assert sorted(found) == [
        *(("claim", id) for id in ("advice", "crumb", "sourdough-burns", "sourdough-rise")),
        ("condition", "flat-loaf"),
        ("option", "dried-yeast"),
        ("option", "sourdough"),
    ]  # a draft and a withdrawn claim have no review, nor has a page without claims
    assert found["claim", "sourdough-burns"].due == date(2026, 5, 20)  # its own review_by
    assert found["claim", "advice"].due == date(2028, 1, 15)  # the site's interval after the last
    option = found["option", "sourdough"]
    assert option.claims == ("crumb", "sourdough-burns", "sourdough-rise")
    assert (option.due, option.late) == (date(2026, 5, 20), ("sourdough-burns",))
    assert found["condition", "flat-loaf"].claims == ("sourdough-rise",)


def test_what_is_due_on_the_day_itself_is_due_and_not_overdue() -> None:
    review = next(review for review in golden() if review.id == "sourdough-burns")
    assert not review.is_overdue(date(2026, 5, 20))
    assert review.is_overdue(date(2026, 5, 21))


def test_as_text(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    status, out, err = due(capsysbinary)
    assert status == 0
    lines = out.decode().splitlines()
    assert lines[0].startswith("2026-05-20   12 d late  content/claims/sourdough-burns.yaml  At most 5% of bakers")
    assert lines[1:] == ["2026-05-20   12 d late  content/options/sourdough.md  Sourdough"]
    assert err == "1 claim and 1 page due for review; the next is due on 2028-01-15\n"


@pytest.mark.parametrize(
    ("today", "within", "count", "said"),
    [
        ("2026-05-19", (), 0, "0 claims and 0 pages due for review; the next is due on 2026-05-20"),
        ("2026-05-20", (), 2, "1 claim and 1 page due"),
        ("2026-05-10", ("--within", "9d"), 0, "0 claims"),
        ("2026-05-10", ("--within", "10d"), 2, "1 claim"),
        ("2026-05-10", ("--within", "3y"), 7, "4 claims and 3 pages due for review\n"),
    ],
)
def test_within(
    capsysbinary: pytest.CaptureFixture[bytes], today: str, within: tuple[str, ...], count: int, said: str
) -> None:
    status, out, err = due(capsysbinary, "--today", today, *within)
    assert status == 0
    assert len(out.splitlines()) == count
    assert said in err


def test_as_json(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    status, out, err = due(capsysbinary, "--within", "90d", "--format", "json")
    assert (status, err) == (0, "")
    found = json.loads(out)
    assert found["today"] == TODAY
    assert [(d["claim"], d["due"], d["overdue"]) for d in found["due"]] == [("sourdough-burns", "2026-05-20", True)]
    assert [(d["kind"], d["id"], d["overdue"]) for d in found["pages"]] == [("option", "sourdough", True)]
    everything = json.loads(due(capsysbinary, "--within", "9y", "--format", "json")[1])
    published = json.loads((GOLDEN.parent / "expected/data/due.json").read_text())
    assert everything == published


def test_as_a_calendar(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    status, out, err = due(capsysbinary, "--within", "9y", "--format", "ics")
    assert (status, err) == (0, "")
    assert out == (GOLDEN.parent / "expected/data/due.ics").read_bytes()
    own, components = read_calendar(out)
    assert own["VERSION"] == "2.0"
    assert own["PRODID"]
    assert [kind for kind, _ in components] == ["VEVENT"] * 7
    assert max(Counter(event["UID"] for _, event in components).values()) == 1
    event = next(event for _, event in components if event["UID"] == "claim-sourdough-burns@example.org/bread")
    assert event["DTSTART"] == "20260520"
    assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"])
    assert plain(event["DESCRIPTION"]).splitlines() == [
        "At most 5% of bakers burnt a hand, one handbook says, or 1 to 3% with gloves.",
        "Last reviewed on 2024-01-10.",
        "content/claims/sourdough-burns.yaml",
    ]
    assert event["URL"] == "https://example.org/bread/claims/sourdough-burns/"


def test_a_calendar_does_not_depend_on_the_day(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    made = {due(capsysbinary, "--within", "9y", "--format", "ics", "--today", d)[1] for d in (TODAY, "2026-07-01")}
    assert len(made) == 1


def test_a_calendar_of_nothing_is_one() -> None:
    _, components = read_calendar(calendar((), "Nothing", "https://example.org/").encode())
    assert [kind for kind, _ in components] == ["VTIMEZONE"]


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=300))
def test_any_text_comes_back(text: str) -> None:
    review = replace(golden_review(), title=text)
    own, ((_, event),) = read_calendar(calendar([review], text, "https://example.org/").encode())
    assert plain(own["X-WR-CALNAME"]) == f"{text}: reviews"
    assert plain(event["DESCRIPTION"]).startswith(f"{text}\nLast reviewed on")


def golden_review() -> Review:
    day = date(2026, 1, 15)
    return Review("claim", "a", "A", "content/claims/a.yaml", "claims/a/", day, day)


def test_wrong_usage_and_unreadable_files(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert due(capsysbinary, "--within", "90")[0] == 2
    assert due(capsysbinary, root=tmp_path)[0] == 2
    site = Path(shutil.copytree(GOLDEN, tmp_path / "site"))
    (site / "content/claims/crumb.yaml").write_text("id: [")
    status, out, err = due(capsysbinary, "--within", "3y", root=site)
    assert status == 1
    assert b"sourdough-rise" in out
    assert "the list may not be whole" in err


@pytest.mark.parametrize(("today", "is_late"), [("2026-05-20", False), ("2026-05-21", True)])
def test_a_banner_stands_on_every_page_whose_review_is_overdue(tmp_path: Path, today: str, is_late: bool) -> None:
    site, out = Path(shutil.copytree(GOLDEN, tmp_path / "site")), tmp_path / "out"
    for path in ("guides/reading-a-recipe", "conditions/flat-loaf", "pages/about"):
        with (site / f"content/{path}.md").open("a") as stream:
            stream.write("\nMind your [hands](claim:sourdough-burns).\n")
    assert cli.main(["build", "--root", str(site), "--out", str(out), "--today", today]) == 0
    with_banner = {
        page.parent.relative_to(out).as_posix()
        for page in out.rglob("index.html")
        if re.search(r'class="banner">This page.s review was due on 20 May 2026\.', page.read_text())
    }
    late = {"claims/sourdough-burns", "options/sourdough", "guides/reading-a-recipe", "conditions/flat-loaf", "about"}
    assert with_banner == (late if is_late else set())
