"""A small site with every feature, and every byte that it publishes.

`make golden` rewrites the expected bytes; their difference is the review.
"""

from __future__ import annotations

import os
import random
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

from spinesite.model import Corpus
from spinesite.pipeline import examine
from spinesite.render import render
from spinesite.resolve import resolve

HERE = Path(__file__).parent
SITE, EXPECTED = HERE / "site", HERE / "expected"
TODAY = date(2026, 6, 1)


def files(corpus: Corpus) -> dict[str, bytes]:
    """Everything but the assets, which are copied as they are; the database as the SQL that makes it.

    Its bytes are pinned too: `datapackage.json` holds their hash.
    """
    made = {str(a.path): a.data for a in render(resolve(corpus), SITE) if not a.path.startswith("assets/")}
    database = sqlite3.connect(":memory:")
    database.deserialize(made.pop("data/evidence.sqlite"))
    return made | {"data/evidence.sqlite.sql": "\n".join([*database.iterdump(), ""]).encode()}


def test_golden() -> None:
    corpus, checked = examine(SITE, TODAY)
    assert [d.rule for d in checked.diagnostics] == ["reference-concern", "stale-review"]
    made = files(corpus)
    if os.environ.get("SPINESITE_REWRITE_GOLDEN"):
        rewrite(made)
    expected = {p.relative_to(EXPECTED).as_posix(): p.read_bytes() for p in EXPECTED.rglob("*") if p.is_file()}
    assert sorted(made) == sorted(expected)
    for path, data in made.items():
        assert data.decode() == expected[path].decode(), path


def rewrite(made: dict[str, bytes]) -> None:
    for old in [path for path in EXPECTED.rglob("*") if path.is_file()]:
        old.unlink()
    for path, data in made.items():
        (EXPECTED / path).parent.mkdir(parents=True, exist_ok=True)
        (EXPECTED / path).write_bytes(data)


def test_the_order_of_reading_changes_nothing() -> None:
    corpus, _ = examine(SITE, TODAY)
    shuffled = list(corpus.claims)
    random.Random(1).shuffle(shuffled)  # noqa: S311
    turned = replace(
        corpus,
        claims=tuple(shuffled),
        pages=corpus.pages[::-1],
        guides=corpus.guides[::-1],
        options=corpus.options[::-1],
    )
    assert files(turned) == files(corpus)
