"""A claim on another site: the code to copy shows it, at every width, and leads to its page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.sites import Site, serve
from tests.browser.visits import WIDTHS, Visit


@pytest.mark.parametrize("width", WIDTHS)
def test_a_claim_in_a_frame(sites: dict[str, Site], opened: Callable[..., Visit], tmp_path: Path, width: int) -> None:
    site = sites["golden"]
    claim = f"{site.url}claims/sourdough-burns/"
    visit = opened(claim, width=width)
    copied = [visit.page.locator(code).text_content() or "" for code in ("#frame-code", "#badge-code")]
    html = '<!doctype html><title>Elsewhere</title><link rel="icon" href="data:,">' + "".join(copied)
    (tmp_path / "index.html").write_text(html.replace("https://example.org/", site.url), encoding="utf-8")
    with serve(tmp_path) as (elsewhere, _):
        there = visit.moved(elsewhere, width=width)
        frame = there.page.frame_locator("iframe")
        frame.get_by_text("The whole claim").wait_for()
        assert frame.locator(".number").all_text_contents() == ["at most 5%", "1 to 3%", "about 0.4%"]
        assert "Very low certainty" in frame.locator("main").inner_text()
        assert frame.locator("html").evaluate("root => root.scrollWidth <= root.clientWidth")
        assert there.page.locator("iframe").bounding_box()["width"] <= width  # type: ignore[index]
        there.page.wait_for_function("document.images[0].complete")
        size = there.page.evaluate("[document.images[0].naturalWidth, document.images[0].width]")
        assert size == [int(there.page.locator("img").get_attribute(name) or "0") for name in ("width", "width")]
        assert there.errors == []
        frame.get_by_text("The whole claim").click()
        there.page.wait_for_url(claim)
