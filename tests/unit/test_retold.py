"""Numbers that published files repeat without marks keep their bounds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from spinesite.load import load
from spinesite.model import Corpus
from spinesite.names import SitePath
from spinesite.render import Artifact
from spinesite.retold import guarded, words_of_json
from spinesite.verify import MAX_SHOWN, begin, look_at
from tests.rules.examples import HERE, TODAY


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """The bread: at most 5% of bakers burnt a hand, and 75% of loaves rose."""
    found, _ = load(HERE / "base", TODAY)
    return found


def reported(corpus: Corpus, path: str, text: str) -> list[str]:
    """Return what is reported of a file."""
    verified = begin(corpus)
    look_at(Artifact(SitePath(path), text.encode()), verified)
    return [found.message for found in verified.seen.diagnostics]


def pages(text: str) -> Iterator[str]:
    """Yield pages that give a text without a mark, each in one place."""
    page = '<!doctype html><html><head>{head}</head><body>{body}<span data-claim="sourdough-burns" '
    page += 'data-estimate="1.1">at most 5%</span></body></html>'
    for head, body in (
        (f"<title>{text}</title>", ""),
        (f'<meta name="description" content="{text}">', ""),
        (f'<meta property="og:description" content="{text}">', ""),
        (f'<meta name="twitter:title" content="{text}">', ""),
        (f'<script type="application/ld+json">{json.dumps({"a": [{"name": text}]})}</script>', ""),
        ("", f"<h1>{text}</h1>"),
        ("", f"<h2>{text}</h2>"),
        ("", f'<svg aria-label="{text}"></svg>'),
        ("", f"<svg><title>{text}</title></svg>"),
        ("", f"<svg><text>{text}</text></svg>"),
        ("", f'<img alt="{text}" src="x.png">'),
        ("", f'<p><a href="../claims/sourdough-burns/">{text}</a></p>'),
    ):
        yield page.format(head=head, body=body)


@pytest.mark.parametrize(
    ("said", "is_lost"),
    [
        ("at most 5%, drawn as 100 figures: 5 half filled, because nobody knows, 95 empty", False),
        ("100 figures: 5 half filled, because nobody knows, 95 empty", True),
        ("100 figures: 5 filled, 95 empty", True),
    ],
)
def test_a_drawing_of_people_says_what_the_record_does(corpus: Corpus, said: str, is_lost: bool) -> None:
    drawing = list(pages(said))[7]
    assert len(reported(corpus, "glossary/index.html", drawing)) == is_lost


@pytest.mark.parametrize("place", range(12))
def test_pages(corpus: Corpus, place: int) -> None:
    lost = list(pages("Of bakers, 5% were burnt"))[place]
    assert ["without its bound" in message for message in reported(corpus, "glossary/index.html", lost)] == [True]
    for text in ("At most 5% were burnt", "Of loaves, 75% rose", "&lt;5% were burnt or at most so", "Five things"):
        assert reported(corpus, "glossary/index.html", list(pages(text))[place]) == []


def test_a_long_text_is_cut_in_the_message(corpus: Corpus) -> None:
    long = "Of bakers, 5% were burnt " + "x" * 3_000
    (message,) = reported(corpus, "glossary/index.html", next(pages(long)))
    assert long[:MAX_SHOWN] + "…'" in message
    assert long[: MAX_SHOWN + 1] not in message


def test_an_exact_number_of_a_claim_of_the_same_page_may_stand_alone(corpus: Corpus) -> None:
    page = '<title>Of 12 hours</title><span data-claim="{}" data-estimate="1.1">{}</span>'
    both = page.format("sourdough-burns", "at most 5%") + page.format("sourdough-rise", "75%")
    assert reported(corpus, "glossary/index.html", both) == []


def test_the_feed(corpus: Corpus) -> None:
    entry = "<entry><title>{0}</title><summary>{0} https://example.org/claims/{1}/</summary></entry>"
    feed = '<?xml version="1.0"?><feed><title>5% off</title>{}</feed>'
    lost = feed.format(entry.format("5% were burnt", "sourdough-burns"))
    assert len(reported(corpus, "feed.xml", lost)) == 2
    kept = entry.format("At most 5% were burnt", "sourdough-burns") + entry.format("5% rose", "sourdough-rise")
    assert reported(corpus, "feed.xml", feed.format(kept)) == []


def test_what_other_sites_show_of_a_claim(corpus: Corpus) -> None:
    badge = '<svg xmlns="http://www.w3.org/2000/svg"><title>{0}</title><text x="5">{0}</text></svg>'
    assert len(reported(corpus, "claims/sourdough-burns/badge.svg", badge.format("5%"))) == 2
    assert reported(corpus, "claims/sourdough-burns/badge.svg", badge.format("at most 5%")) == []
    assert reported(corpus, "claims/sourdough-rise/badge.svg", badge.format("5%")) == []
    answer = json.dumps({"title": "5% burnt", "width": 5, "html": "5%"})
    assert len(reported(corpus, "claims/sourdough-burns/oembed.json", answer)) == 1
    assert reported(corpus, "claims/sourdough-burns/claim.json", answer) == []


def test_only_claims_with_bounds_are_guarded(corpus: Corpus) -> None:
    found = guarded(corpus)
    assert found.bounded == {"sourdough-burns"}
    assert found.held(["sourdough-rise", "no-such-claim"]) is None
    assert found.held(["sourdough-rise", "sourdough-burns"]) is not None


def test_words_of_json() -> None:
    data = '{"a": ["x", 5.10, {"url": "5", "name": "y"}], "b": null, "c": true, "d": 7}'
    assert {retold.text for retold in words_of_json(data, "")} == {"x", "5.10", "y", "7"}
    assert list(words_of_json("{", "")) == []
    assert list(words_of_json("[" * 100_000, "")) == []


def test_the_site_of_the_examples_is_clean(corpus: Corpus, tmp_path: Path) -> None:
    from spinesite.render import render
    from spinesite.resolve import resolve
    from spinesite.verify import verify

    assert verify(render(resolve(corpus), tmp_path), corpus) == ()
