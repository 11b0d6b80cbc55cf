"""`spinesite serve` in a browser: the page loads again by itself, and mistakes stand over it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.visits import WIDTHS, Visit
from tests.previewing import Preview, previewed

GOLDEN = Path(__file__).parents[1] / "golden/site"
CLAIM = "content/claims/rise/sourdough-rise.yaml"
OVERLAY = ".spinesite-preview"
HOSTILE = "\"</aside><img src=x onerror='globalThis.ran = true'><script>globalThis.ran = true</script>\""

Open = Callable[..., Visit]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOLDEN, tmp_path / "site"))


@pytest.fixture
def preview(site: Path) -> Iterator[Preview]:
    with previewed(site, "--today", "2026-06-01") as preview:
        yield preview


def edit(site: Path, old: str, new: str) -> None:
    text = (GOLDEN / CLAIM).read_text(encoding="utf-8")
    assert old in text
    (site / CLAIM).write_text(text.replace(old, new), encoding="utf-8")


def claim_page(preview: Preview) -> str:
    return f"{preview.url}claims/sourdough-rise/"


def test_a_save_loads_the_page_again(site: Path, preview: Preview, opened: Open) -> None:
    visit = opened(claim_page(preview))
    for words in ("One baker knew", "Two bakers knew", "Nobody knew"):
        edit(site, "The bakers knew", words)
        visit.page.get_by_text(words).wait_for()
    assert not visit.page.locator(OVERLAY).count()
    assert not visit.errors
    assert not visit.violations()
    assert all(request.startswith(preview.url) for request in visit.requests)


def test_the_reader_stays_where_he_was(site: Path, preview: Preview, opened: Open) -> None:
    visit = opened(claim_page(preview), width=320)
    visit.page.evaluate("scrollTo(0, 700)")
    edit(site, "The bakers knew", "One baker knew")
    visit.page.get_by_text("One baker knew").wait_for()
    visit.page.wait_for_function("scrollY === 700")


def test_mistakes_stand_over_the_last_good_page(site: Path, preview: Preview, opened: Open) -> None:
    visit = opened(claim_page(preview))
    edit(site, "citation: {citekey: baker2020", "citation: {citekey: baker2021")
    overlay = visit.page.locator(OVERLAY)
    overlay.wait_for()
    shown = overlay.inner_text()
    assert "1 error: a build would stop. This is the last good page." in shown
    assert f"{CLAIM}:15:25 unknown citekey 'baker2021' [unknown-citekey]" in shown
    assert "hint: did you mean 'baker2020'" in shown
    assert overlay.evaluate("it => getComputedStyle(it).position") == "fixed"
    assert visit.page.get_by_text("The bakers knew").count()
    # It gives way to the page, by keyboard too.
    overlay.locator("summary").focus()
    visit.page.keyboard.press("Enter")
    overlay.get_by_text("unknown citekey").wait_for(state="hidden")
    assert not visit.errors
    assert not visit.violations()
    edit(site, "The bakers knew", "One baker knew")
    visit.page.get_by_text("One baker knew").wait_for()
    assert not overlay.count()


def test_the_broken_template_is_named(site: Path, preview: Preview, opened: Open) -> None:
    visit = opened(claim_page(preview))
    own = site / "templates/pages/claim.html"
    own.parent.mkdir(parents=True)
    own.write_text("\n{{ no_such_name }}")
    overlay = visit.page.locator(OVERLAY)
    overlay.get_by_text("template pages/claim.html:2: 'no_such_name' is undefined").wait_for()
    assert visit.page.get_by_text("The bakers knew").count()
    own.unlink()
    overlay.wait_for(state="detached")


def test_what_mistakes_quote_does_not_run(site: Path, preview: Preview, opened: Open) -> None:
    visit = opened(claim_page(preview))
    edit(site, "direction: benefit", f"direction: {HOSTILE}")
    overlay = visit.page.locator(OVERLAY)
    overlay.wait_for()
    assert "<img src=x onerror=" in overlay.inner_text()
    assert not overlay.locator("img, script").count()
    assert visit.page.evaluate("globalThis.ran") is None
    assert not visit.errors


@pytest.mark.parametrize("width", WIDTHS)
def test_the_overlay_fits(site: Path, preview: Preview, opened: Open, width: int) -> None:
    edit(site, "population: loaves of wheat flour", f"strange_{'x' * 300}: {{}}")
    visit = opened(claim_page(preview), width=width)
    assert visit.page.locator(OVERLAY).count()
    assert not visit.overflow()
    height = visit.page.locator(OVERLAY).bounding_box()
    assert height
    assert height["height"] <= 0.71 * visit.page.evaluate("innerHeight")


def test_a_page_that_was_missing_comes(site: Path, preview: Preview, opened: Open) -> None:
    visit = opened(f"{preview.url}claims/new-claim/")
    assert visit.page.get_by_text("This page isn't here").count()
    text = (GOLDEN / CLAIM).read_text().replace("id: sourdough-rise", "id: new-claim")
    (site / "content/claims/rise/new-claim.yaml").write_text(text)
    visit.page.get_by_text("The bakers knew").wait_for()


def test_a_hidden_page_waits(site: Path, preview: Preview, opened: Open) -> None:
    """It holds no connection, and is loaded again when somebody looks at it."""
    hidden, seen = opened(claim_page(preview)), opened(claim_page(preview))
    hidden.page.evaluate(
        """() => { globalThis.marked = true;
            Object.defineProperty(document, "hidden", {configurable: true, value: true});
            document.dispatchEvent(new Event("visibilitychange")) }"""
    )
    edit(site, "The bakers knew", "One baker knew")
    seen.page.get_by_text("One baker knew").wait_for()
    assert hidden.page.evaluate("globalThis.marked") is True
    hidden.page.evaluate(
        """() => { Object.defineProperty(document, "hidden", {configurable: true, value: false});
            document.dispatchEvent(new Event("visibilitychange")) }"""
    )
    hidden.page.get_by_text("One baker knew").wait_for()
