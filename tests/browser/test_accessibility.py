"""No barrier that axe can find: WCAG 2.0 to 2.2, levels A and AA, and good practice; light and dark, wide and small."""

from __future__ import annotations

import re
from itertools import product

import pytest

from tests.browser.sites import ROOT, TYPES, Site, samples
from tests.browser.visits import COLOUR_RULES, SCHEMES, TAGS, WIDTHS, Visit, barriers

# A colour with a name: `--ink:#0f2430`.
COLOUR = re.compile(r"--[\w-]+:#(?:[0-9a-f]{3}|[0-9a-f]{6})")


@pytest.mark.parametrize("kind", TYPES)
def test_no_barriers(sites: dict[str, Site], axe_window: Visit, kind: str) -> None:
    found = []
    for url in samples(sites, kind):
        visit = axe_window.moved(url)
        visit.measure("unfold")
        for width, scheme in product(WIDTHS, SCHEMES):
            found += barriers(visit.changed(width, scheme))
    assert not found, "\n".join(found)


def test_the_dark_scheme_is_the_same_page_in_other_colours() -> None:
    """So that nothing but colours has to be looked at twice."""
    asking = {
        path.name: [line for line in path.read_text(encoding="utf-8").splitlines() if "prefers-color-scheme" in line]
        for path in (ROOT / "templates").rglob("*")
        if path.suffix in (".css", ".html", ".js")
    }
    assert all(line.startswith('<meta name="theme-color"') for line in asking.pop("base.html"))
    assert [name for name, lines in asking.items() if lines] == ["colours.css"]
    colours = (ROOT / "templates/assets/colours.css").read_text(encoding="utf-8")
    dark = colours.partition("@media (prefers-color-scheme:dark){:root{")[2].partition("}")[0]
    declared = [part.strip() for part in dark.split(";") if part.strip()]
    assert declared
    assert [part for part in declared if not COLOUR.fullmatch(part)] == []


def test_all_rules_on_colours_are_known(sites: dict[str, Site], axe_window: Visit) -> None:
    rules = axe_window.moved(sites["golden"].url).page.evaluate("tags => axe.getRules(tags)", list(TAGS))
    assert sorted(rule["ruleId"] for rule in rules if "cat.color" in rule["tags"]) == sorted(COLOUR_RULES)
