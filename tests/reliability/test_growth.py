"""Four times the text takes about four times the steps, whatever the text is made of: nothing is quadratic.

Steps are calls, of Python and of C, so that nothing depends on a clock. Texts are small pieces of markup again and
again; some are known to have taken minutes, others are put together at random from a fixed seed.
"""

from __future__ import annotations

import os
import random
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from spinesite import citing
from spinesite.load import load
from spinesite.markup import compiler
from spinesite.model import Corpus
from spinesite.prose import Prose
from spinesite.rules.registry import RULES
from spinesite.said import of_prose

THOROUGH = bool(os.environ.get("SPINESITE_THOROUGH"))
GOLDEN = Path(__file__).parents[1] / "golden/site"
SMALL, LARGE = 3_000, 12_000
END = "\n\n[^1]: y\n\n[1]: https://example.org/ 'x'\n"

# Each took far too long once, in the library or here.
KNOWN = (
    "[^1]",
    "[^1]\n\n",
    "[1]: https://example.org/\n!",
    "![1]: https://example.org/\n",
    "|]([\n",
    "|[a][1]\n",
    "|\n[^2]: y|\n",
    "- \n",
    "- x\n# \n",
    "- ---\n[\n",
    "- x\n            - [](\n",
    "[](\n\u00a0\n",
    "[@w1]. doubled median ",
    "doubled . |%twice ",
    "hundred 10.1000/",
    "3 [@w1] ",
    "&[@w1]===\n1. ",
)
MARKUP = (
    *("x", " ", "\n", "\n\n", "    ", "- ", "1. ", "> ", "|", "|---|---|\n", "[^1]", "[^1]: ", "\n[^2]: y", "[", "]"),
    *("](", "[1]: https://example.org/\n", "(", ")", "[a][1]", "[a](https://example.org/)", "*", "**", "_", "`", "``"),
    *("```\n", "# ", "## x\n", "&", "&amp;", "<", "<https://example.org/>", ">", "\\", "!", "![](claim:a)", "[@w1]"),
    *("\n: ", "---\n", "===\n", "  \n", "\t", "half ", "doubled ", "3 ", "of 100 ", "may ", "reduces ", ". "),
    *("p = 0.3 ", "people ", "“"),
)


def drawn(count: int) -> list[str]:
    """Return pieces that are put together at random, the same ones every time."""
    chance = random.Random(7)  # noqa: S311
    return ["".join(chance.choices(MARKUP, k=chance.choice((2, 2, 3, 3, 4)))) for _ in range(count)]


def steps(work: Callable[[], object]) -> int:
    """Return how many calls a piece of work makes."""
    count = 0

    def seen(_: object, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def text_of(piece: str, size: int, divided: bool) -> str:
    """Return a text of a size that is one piece again and again, divided into paragraphs within the caps or not."""
    if not divided:
        return piece * (size // len(piece)) + END
    paragraph = piece * min(1_900 // len(piece), 60 // max(1, piece.count("["))) + "\n\n"
    return (paragraph * (size // len(paragraph) + 1))[:size] + END


@cache
def golden() -> Corpus:
    """Return the corpus of which every text is taken to be a part."""
    return load(GOLDEN, date(2026, 11, 1))[0]


@pytest.mark.parametrize("divided", [True, False])
@pytest.mark.parametrize("piece", [*KNOWN, *drawn(800 if THOROUGH else 12)])
def test_four_times_the_text_takes_about_four_times_the_steps(piece: str, divided: bool, counts: Counter[str]) -> None:
    compile_page, corpus = compiler(whole_page=True), golden()
    judges = [judge for rule in RULES if rule.reads is not None and (judge := rule.reads(corpus))]
    known = {claim.id: claim for claim in corpus.claims}

    def read(text: str) -> None:
        prose = compile_page(text, 1)
        own = replace(prose, parts=(), places=()) if prose.text else Prose(text=text)
        said = of_prose(citing.Passage("guides", replace(corpus.options[0], prose=own)), known)
        for judge in judges:
            for _ in judge(said):
                pass

    small, large = text_of(piece, SMALL, divided), text_of(piece, LARGE, divided)
    read(small)  # patterns are made the first time
    few, many = steps(lambda: read(small)), steps(lambda: read(large))
    assert many < 6 * few + 20_000, (
        f"{piece!r}: {few:,} steps for {len(small):,} characters, {many:,} for {len(large):,}"
    )
    counts["growing texts"] += 1
