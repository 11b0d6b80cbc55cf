"""Readers find what they look for: by address, by typing, by keyboard alone, with filters, and without a script."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from spinesite import cli, search
from tests.browser.sites import SOURCES, Site, serve
from tests.browser.visits import Visit, barriers

SITE, TODAY = SOURCES["golden"]


@pytest.fixture
def found(sites: dict[str, Site], opened: Callable[..., Visit]) -> Iterator[Callable[[str], Visit]]:
    """Search the real site by an address; whatever was done there, nothing may have been refused, and nobody asked."""
    visits: list[Visit] = []

    def look(query: str, name: str = "real", **how: object) -> Visit:
        visit = opened(f"{sites[name].url}search/{query}", **how)
        visits.append(visit)
        if query:
            visit.page.locator("#found:not(:empty)").wait_for(state="attached")
        return visit

    yield look
    for visit in visits:
        assert visit.errors == []
        assert visit.violations() == []
        hosts = {urlsplit(asked).netloc for asked in visit.requests}
        assert hosts <= {urlsplit(visit.url).netloc}


def built(out: Path, *arguments: str) -> Path:
    command = ["build", "--root", str(SITE), "--out", str(out), "--today", TODAY.isoformat(), *arguments]
    assert cli.main(command) == 0
    return out


def titles(page: Page, kind: str) -> list[str]:
    """The titles that are shown under a kind of pages."""
    part = page.locator("#results section").filter(has=page.locator("h2", has_text=kind))
    return [title.strip() for title in part.locator("h3").all_inner_texts()]


def test_an_address_finds_an_option_and_a_claim(found: Callable[..., Visit]) -> None:
    page = found("?q=massage").page
    assert page.locator("form#search [name=q]").input_value() == "massage"
    assert "Massage" in titles(page, "Options")
    claims = titles(page, "Claims")
    assert any("massage" in claim.lower() for claim in claims)
    expect(page.locator("#found")).to_contain_text("for “massage”")
    expect(page.locator("#results .cert").first).to_be_visible()
    page.get_by_role("link", name="Massage", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("Massage")
    page.go_back()
    expect(page.locator("#results h3").first).to_be_visible()


def test_the_box_in_the_header_leads_here(sites: dict[str, Site], opened: Callable[..., Visit]) -> None:
    page = opened(f"{sites['real'].url}options/massage/").page
    page.locator("header [name=q]").fill("stenosis")
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_contain_text("for “stenosis”")
    assert urlsplit(page.url).path == "/search/"


def test_the_keyboard_alone(found: Callable[..., Visit]) -> None:
    page = found("").page
    form = page.locator("form#search")
    form.locator("[name=q]").focus()
    page.keyboard.type("exercise")
    expect(page.locator("#found")).to_contain_text("for “exercise”")
    assert "q=exercise" in page.url
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "type"
    page.keyboard.type("Claims")
    expect(page.locator("#results h2")).to_have_count(1)
    assert "type=Claims" in page.url
    for _ in range(4):  # option, certainty, the button, the first result
        page.keyboard.press("Tab")
    first = page.locator("#results h3 a").first.inner_text()
    assert page.evaluate("document.activeElement.textContent") == first
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(first)


def test_more_results_are_added_where_the_reader_is(found: Callable[..., Visit]) -> None:
    page = found("?q=pain&type=Claims").page
    expect(page.locator("#results h3")).to_have_count(10)
    page.get_by_role("button", name="Show 10 more").press("Enter")
    expect(page.locator("#results h3")).to_have_count(20)
    eleventh = page.locator("#results h3 a").nth(10).inner_text()
    assert page.evaluate("document.activeElement.textContent") == eleventh


def test_all_of_one_kind(found: Callable[..., Visit]) -> None:
    page = found("?q=pain").page
    before = page.locator("#results h2").count()
    assert before > 3
    assert len(titles(page, "Claims")) == 3
    page.get_by_role("button", name="Claims").press("Enter")
    expect(page.locator("#results h2")).to_have_count(1)
    assert page.locator("form#search [name=type]").input_value() == "Claims"
    assert page.evaluate("document.activeElement.id") == "found"


def test_filters_count_and_narrow(found: Callable[..., Visit]) -> None:
    page = found("?q=pain&type=Claims").page
    choice = page.locator("form#search [name=certainty]")
    label = choice.locator("option", has_text="Very low certainty").get_attribute("label") or ""
    number = int(label.rpartition("(")[2].rstrip(")"))
    assert number
    choice.select_option("Very low certainty")
    expect(page.locator("#found")).to_have_text(f"{number} {'page' if number == 1 else 'pages'} for “pain”.")
    shown = page.locator("#results li")
    assert shown.count() == min(number, 10)
    assert all("Very low certainty" in text for text in shown.all_inner_texts())
    # What has nothing to show cannot be chosen.
    empty = page.locator("form#search option[label$='(0)']").all()
    assert empty
    assert all(option.is_disabled() for option in empty)


def test_an_option_has_its_claims_and_works(found: Callable[..., Visit]) -> None:
    page = found("?option=Massage").page
    assert titles(page, "Options") == ["Massage"]
    assert titles(page, "Claims")
    assert titles(page, "References")


def test_nothing_is_found(found: Callable[..., Visit]) -> None:
    page = found("?q=acupunture").page
    expect(page.locator("#found")).to_contain_text("No page matches “acupunture”. Did you mean acupuncture?")
    expect(page.locator("#a-z")).to_be_visible()
    page.get_by_role("link", name="acupuncture", exact=True).click()
    expect(page.locator("#found")).to_contain_text("for “acupuncture”")
    page = found("?q=zzxqy").page
    expect(page.locator("#found")).to_contain_text("No page matches “zzxqy”. Try a shorter word")
    expect(page.locator("#results")).to_be_hidden()


def test_no_number_loses_its_bound(found: Callable[..., Visit]) -> None:
    page = found("?q=second+spinal+operation+success").page
    texts = [text for text in page.locator("#results li").all_inner_texts() if "30%" in text]
    assert texts
    for text in texts:
        assert text.count("30%") == text.count("at most 30%"), text


def test_a_search_is_announced_and_hides_the_list(found: Callable[..., Visit]) -> None:
    page = found("").page
    assert page.locator("#found").get_attribute("role") == "status"
    expect(page.locator("#a-z")).to_be_visible()
    page.locator("form#search [name=q]").fill("fusion")
    expect(page.locator("#a-z")).to_be_hidden()
    page.locator("form#search [name=q]").fill("")
    expect(page.locator("#a-z")).to_be_visible()
    expect(page.locator("#results")).to_be_hidden()
    assert "q=" not in page.url


def test_markup_in_a_question_stays_text(found: Callable[..., Visit]) -> None:
    page = found("?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E&type=%22%3E").page
    expect(page.locator("#found")).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator("main img").count() == 0


@pytest.mark.parametrize("query", ["?q=fusion", "?q=zzxqy"])
def test_results_have_no_barriers_and_fit(found: Callable[..., Visit], query: str) -> None:
    faults: list[str] = []
    for scheme in ("light", "dark"):
        visit = found(query, scheme=scheme, width=320)
        faults += visit.overflow()
        for width in (1280, 320):
            faults += barriers(visit.changed(width, scheme))  # type: ignore[arg-type]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("width", [1280, 375])
def test_results_do_not_move_the_page(found: Callable[..., Visit], width: int) -> None:
    visit = found("?q=fusion", width=width)
    visit.page.locator("#results h3").first.wait_for()
    shift = visit.measure("shifts")
    assert shift["sum"] <= 0.01, shift


def test_one_search_asks_for_little(sites: dict[str, Site], opened: Callable[..., Visit]) -> None:
    log = sites["real"].log
    log.clear()
    page = opened(f"{sites['real'].url}search/").page
    assert not [served for served in log if search.FOLDER in served.path], "nobody has begun to search"
    page.locator("form#search [name=q]").fill("fusion")
    page.locator("#results h3").first.wait_for()
    sent = [served for served in log if search.FOLDER in served.path]
    assert all(served.status == 200 for served in sent)
    assert sum(served.size for served in sent) < 400_000


# --- where there is less


def test_without_javascript(sites: dict[str, Site], opened: Callable[..., Visit]) -> None:
    page = opened(f"{sites['real'].url}search/?q=fusion", javascript=False).page
    assert "Searching needs JavaScript" in page.locator("noscript").inner_html()
    page.get_by_label("Letters").get_by_role("link", name="M", exact=True).click()
    assert page.url.endswith("#letter-m")
    page.locator("#letter-m ~ ul").get_by_role("link", name="Massage", exact=True).click()
    expect(page.locator("h1")).to_have_text("Massage")


def test_without_an_index_names_are_found(tmp_path: Path, opened: Callable[..., Visit]) -> None:
    with serve(built(tmp_path / "site", "--no-search")) as (url, log):
        visit = opened(f"{url}search/?q=sourdough")
        page = visit.page
        expect(page.locator("#found")).to_contain_text("for “sourdough”")
        shown = [item for item in page.locator("#a-z section li").all() if item.is_visible()]
        assert shown
        assert all("sourdough" in item.inner_text().lower() for item in shown)
        assert page.locator("form#search select").count() == 0
        assert not [served for served in log if search.FOLDER in served.path]
        assert visit.errors == []


def test_from_a_folder_names_are_found(tmp_path: Path, opened: Callable[..., Visit]) -> None:
    out = built(tmp_path / "site", "--portable", "--search")
    visit = opened((out / "search/index.html").as_uri())
    page = visit.page
    page.locator("form#search [name=q]").fill("sourdough")
    expect(page.locator("#found")).to_contain_text("for “sourdough”")
    for choice in page.locator("form#search select").all():
        expect(choice).to_be_hidden()
    page.locator("#a-z section").get_by_role("link", name="Sourdough", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("Sourdough")
    # In a folder every browser refuses fonts.
    assert not [error for error in visit.errors if "font" not in error and "ERR_FAILED" not in error]
    assert not [asked for asked in visit.requests if search.FOLDER in asked]


@pytest.mark.parametrize("portable", [False, True])
def test_under_a_path(tmp_path: Path, opened: Callable[..., Visit], portable: bool) -> None:
    mode = ["--portable"] if portable else []
    built(tmp_path / "site", "--search", "--base-url", "https://example.org/deep/site/", *mode)
    (tmp_path / "www/deep").mkdir(parents=True)
    shutil.move(tmp_path / "site", tmp_path / "www/deep/site")
    with serve(tmp_path / "www") as (url, log):
        visit = opened(f"{url}deep/site/search/?q=sourdough")
        visit.page.locator("#results h3 a").first.click()
        expect(visit.page.locator("h1")).to_contain_text("ourdough")
        assert all(served.status == 200 for served in log)
        assert visit.errors == []


def test_a_lost_index_leaves_names(tmp_path: Path, opened: Callable[..., Visit]) -> None:
    out = built(tmp_path / "site", "--search")
    shutil.rmtree(out / search.FOLDER)
    with serve(out) as (url, _):
        page = opened(f"{url}search/?q=sourdough").page
        expect(page.locator("#found")).to_contain_text("names for “sourdough”")
        expect(page.locator("#a-z")).to_be_visible()
