"""Whatever words stand in a record, nothing of them is run, by the program or by what reads its files.

`make test` tries some of the strings, `make test-reliability` all; a browser opens the pages in `tests/browser/`.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from spinesite.diagnostics import has_errors
from spinesite.pipeline import build, examine
from tests.reliability import hostile

TODAY = date(2026, 2, 1)
STRINGS = hostile.strings()
ROOT = Path(__file__).parents[2]


def published(root: Path) -> bool:
    """Build a site, and return whether its words were accepted; if not, there is a diagnostic."""
    corpus, checked = examine(root, TODAY)
    if has_errors(checked.diagnostics):
        return False
    built = build(corpus, root, root / "_site")
    assert bool(built.published) != has_errors(built.diagnostics)
    return built.published is not None


def look_at(site: Path) -> int:
    """Hold every file of a published site against what may stand in it; return how many there were."""
    files = [path for path in sorted(site.rglob("*")) if path.is_file()]
    for path in files:
        if path.suffix == ".html":
            assert not hostile.faults(path.read_text(encoding="utf-8")), path
        elif path.suffix in (".json", ".ndjson", ".jsonl"):
            text = path.read_text(encoding="utf-8")
            for line in [text] if path.suffix == ".json" else text.splitlines():
                json.loads(line, parse_constant=_refuse)
        elif path.suffix in (".xml", ".svg"):
            tree = ElementTree.fromstring(path.read_bytes())  # noqa: S314 - our own output
            tags = {str(element.tag).rpartition("}")[2].lower() for element in tree.iter()}
            assert not tags & {"script", "foreignobject", "iframe", "animate", "set"}, path
        elif path.suffix == ".csv":
            for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")):
                assert not [cell for cell in row if cell.startswith(("=", "+", "@", "\t", "\r"))], path
    return len(files)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


@pytest.mark.parametrize("name", hostile.sample(STRINGS, 5))
def test_a_string_in_every_field(name: str, tmp_path: Path, counts: Counter[str]) -> None:
    hostile.write(tmp_path, {name: STRINGS[name]})
    before = set(tmp_path.rglob("*"))
    counts["hostile strings"] += 1
    if published(tmp_path):
        counts["hostile strings published"] += 1
        counts["files looked at"] += look_at(tmp_path / "_site")
    after = {path for path in tmp_path.rglob("*") if "_site" not in path.relative_to(tmp_path).parts[0]}
    assert after == before


def test_most_strings_are_published(tmp_path: Path) -> None:
    """If the records around them were refused, the tests above would look at nothing."""
    accepted = 0
    for number, text in enumerate(list(STRINGS.values())[::10]):
        hostile.write(tmp_path / str(number), {"x": text})
        accepted += published(tmp_path / str(number))
    assert accepted >= 0.5 * len(STRINGS) / 10


def test_the_real_site(tmp_path: Path, counts: Counter[str]) -> None:
    corpus, checked = examine(ROOT, date(2026, 11, 22))
    assert not has_errors(checked.diagnostics)
    assert build(corpus, ROOT, tmp_path / "_site").published
    counts["files looked at"] += look_at(tmp_path / "_site")


@pytest.mark.parametrize(
    "html",
    [
        "<script>pwned()</script><marquee>",
        '<p onclick="pwned()">',
        "<p style=color:red>",
        '<a href="javascript:pwned()">',
        '<a href=" JavaScript:pwned()">',
        '<a href="//evil.example/">',
        '<form action="data:text/html,x">',
        '<meta http-equiv="refresh" content="0">',
        "<iframe>",
        "<svg><foreignObject>",
        '<script type="text/vbscript">',
    ],
)
def test_faults_are_found(html: str) -> None:
    assert hostile.faults(html)
