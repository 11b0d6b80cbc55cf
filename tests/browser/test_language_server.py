"""What editors see while they type: yaml-language-server, told of our schemas as VS Code and modelines tell it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from spinesite.drafts import draft
from spinesite.records import Claim
from spinesite.schema import read_record
from spinesite.source import Source
from tests.browser.language_server import Server, started

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)
CLAIM = (ROOT / "tests/golden/site/content/claims/rise/sourdough-rise.yaml").read_text()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("editor") / "site"
    shutil.copytree(ROOT / "tests/golden/site", folder)
    shutil.copytree(ROOT / "docs/schemas", folder / "docs/schemas")
    return folder


@pytest.fixture(scope="module")
def by_settings(site: Path) -> Iterator[Server]:
    """The server as VS Code starts it, with the settings of .vscode/settings.json."""
    told = json.loads((ROOT / ".vscode/settings.json").read_text())
    yaml = {key.removeprefix("yaml."): value for key, value in told.items() if key.startswith("yaml.")}
    assert yaml.pop("schemaStore.enable") is False
    with started(site, {"yaml": {**yaml, "schemaStore": {"enable": False}, "validate": True, "hover": True}}) as server:
        yield server


@pytest.fixture(scope="module")
def by_modeline(site: Path) -> Iterator[Server]:
    """The server as other programs start it: told nothing."""
    with started(site, {"yaml": {"schemaStore": {"enable": False}, "validate": True}}) as server:
        yield server


def changed(*changes: tuple[str, str]) -> str:
    text = CLAIM
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def places(text: str) -> set[tuple[int, int]]:
    """Where `spinesite check` finds something wrong with the shape of a claim."""
    return {(d.location.line, d.location.column) for d in read_record(Claim, Source("x.yaml", text))[1]}


@pytest.mark.parametrize(
    ("changes", "place", "message"),
    [
        ((("reviewed: 2026-01-15\n", ""),), (1, 1), 'Missing property "reviewed".'),
        ((("    outcome: rise\n", ""),), (15, 5), 'Missing property "outcome".'),
        ((("direction: benefit", "direction: beneficial"),), (7, 12), 'Valid values: "benefit", "harm"'),
        ((("measure: risk-ratio", "measure: rr"),), (27, 19), 'Valid values: "proportion"'),
        ((("options:", "option:"),), (5, 1), "Property option is not allowed."),
        ((("quote: ", "quoted: "),), (21, 5), "Property quoted is not allowed."),
        ((('page: "12"', 'pages: "12"'),), (15, 36), "Property pages is not allowed."),
        ((('value: "75"', "value: 75%"),), (24, 54), "must be a plain decimal number"),
        ((("reviewed: 2026-01-15", "reviewed: 15.1.2026"),), (31, 11), "must be a day"),
        ((("id: sourdough-rise", "id: Sourdough Rise"),), (1, 5), "must be lower-case words"),
    ],
    ids=lambda value: value.split(".")[0] if isinstance(value, str) else "",
)
def test_what_is_wrong_is_underlined_where_check_reports_it(
    by_settings: Server,
    changes: tuple[tuple[str, str], ...],
    place: tuple[int, int],
    message: str,
) -> None:
    text = changed(*changes)
    (found,) = by_settings.underlined(f"content/claims/a/{len(by_settings.opened)}.yaml", text)
    assert (found.line, found.column) == place
    assert message in found.message
    assert places(text) == {place}


def test_all_that_is_wrong_is_underlined_at_once(by_settings: Server) -> None:
    text = changed(("direction: benefit", "direction: good"), ("level: moderate", "level: fair"), ("rise\n", "Rise!\n"))
    found = by_settings.underlined("content/claims/all-at-once.yaml", text)
    assert {(u.line, u.column) for u in found} == places(text)
    assert len(found) == 3


def test_nothing_else_is_underlined(by_settings: Server, site: Path) -> None:
    """Every YAML file of the golden site and of the first site is as its schema says."""
    texts = {}
    for path in [*site.glob("content/**/*.yaml"), *(ROOT / "content").glob("**/*.yaml")]:
        relative = path.relative_to(site if path.is_relative_to(site) else ROOT)
        if (site / relative).as_uri() not in by_settings.opened:
            texts[str(relative)] = path.read_text()
    assert texts
    assert by_settings.all_underlined(texts) == dict.fromkeys(texts, ())


def test_a_field_is_explained(by_settings: Server) -> None:
    shown = by_settings.hover("content/claims/hover.yaml", CLAIM, 7, 3)
    assert "What the findings speak for." in shown
    assert "benefit" in shown
    assert "Not: `positive`" in shown


@pytest.mark.parametrize(("kind", "topic"), [("claim", ""), ("claim", "a/b"), ("option", ""), ("condition", "")])
def test_a_new_file_names_its_schema(by_modeline: Server, kind: str, topic: str) -> None:
    path, text = draft(kind, "a-new-one", TODAY, topic)
    if path.endswith(".md"):  # some programs hand the front matter over as a YAML text of its own
        text = text.split("---\n")[1]
    found = by_modeline.underlined(path, text + "nonsense: 1\n")
    assert "Property nonsense is not allowed." in [u.message for u in found]
    # Beside that, what is still to be filled in where only certain words or numbers will do.
    lines = text.splitlines()
    assert all("FILL-IN:" in lines[u.line - 1] for u in found if "nonsense" not in u.message)
