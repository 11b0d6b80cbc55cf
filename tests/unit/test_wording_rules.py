"""The rules on wording: what they offer instead passes, and what a sentence rests on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinesite import citing
from spinesite.check import check
from spinesite.effectwords import PREPOSITIONS, VERBS, third
from spinesite.load import load
from spinesite.model import Corpus
from spinesite.readability import reading
from spinesite.records import Level
from spinesite.rules.wording import relative_without_absolute, unsourced_statistic
from spinesite.said import LEVELS, Said, of_prose, of_records, strongest, supports
from spinesite.statistics import Statistic

WORDING = ("overclaiming", "causal-wording", "relative-without-absolute", "reading-level", "bound-lost")
BIB = """\
@article{{{key}, author = {{Baker, Ann}}, title = {{On {key}}}, journal = {{Journal of Bread}}, year = {{2020}},
  studydesign = {{{design}}}, funding = {{none}}}}
"""
CLAIM = """\
id: {id}
statement: {statement}
certainty: {{level: {level}}}
findings:
  - {{citation: {key}, outcome: rise, summary: Loaves were counted.}}
reviewed: 2026-01-01
"""


def site(root: Path, files: dict[str, str], **designs: str) -> Corpus:
    """Return the corpus of a site of these files, with one reference of each design."""
    every = {
        "content/site.yaml": "title: Bread\nbase_url: https://example.org/\nlanguage: en\n",
        "content/outcomes.yaml": "- {id: rise, label: Rise, better: higher}\n",
        "citations/bread.bib": "".join(BIB.format(key=key, design=design) for key, design in designs.items()),
        **files,
    }
    for path, text in every.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    corpus, _ = load(root, date(2026, 6, 1))
    return corpus


def sentences(corpus: Corpus) -> list[Said]:
    known = {claim.id: claim for claim in corpus.claims}
    texts = (*of_records(corpus), *(of_prose(passage, known) for passage in citing.passages(corpus)))
    return [sentence for text in texts for sentence in text.said]


def claim(statement: str, level: Level = "not-rated", key: str = "trial", id: str = "rise") -> dict[str, str]:
    return {f"content/claims/{id}.yaml": CLAIM.format(id=id, statement=statement, level=level, key=key)}


def hints(corpus: Corpus) -> dict[str, str]:
    """Return the hints of what is wrong with the wording, by rule."""
    return {found.rule: found.hint for found in check(corpus).diagnostics if found.rule in WORDING}


@pytest.mark.parametrize("level", ["moderate", "low", "very-low"])
@pytest.mark.parametrize("subject", ["Sourdough {third} pain.", "Teas will {base} pain.", "It does not {base} pain."])
def test_what_is_offered_instead_passes(tmp_path: Path, level: Level, subject: str) -> None:
    """All verbs at once, each in a claim of its own."""
    written, mended = {}, {}
    bases = sorted(set().union(*VERBS.values()) - {"cure"})  # a promise, for which nothing is offered
    afters = {base: f" {PREPOSITIONS[base]}" if base in PREPOSITIONS else "" for base in bases}
    for base, after in afters.items():
        text = subject.format(base=base + after, third=third(base) + after)
        written[base] = text.replace(" pain", " well") if base in ("work", "help") else text
    offered = overclaims(site(tmp_path / "written", claims(written, level), trial="randomised-trial"))
    assert set(offered) == set(bases)
    for base, after in afters.items():
        words = re.search(r"'([^'…]+?)(?: …, (but we are very unsure))?'", offered[base])
        assert words, offered[base]
        end = f", {words[2]}" if words[2] else ""
        mended[base] = f"Sourdough {words[1]}{after} {'well' if base in ('work', 'help') else 'pain'}{end}."
    left = overclaims(site(tmp_path / "mended", claims(mended, level), trial="randomised-trial"))
    assert left == {}, [(written[base], mended[base]) for base in left]


def claims(statements: Mapping[str, str], level: Level) -> dict[str, str]:
    """Return a claim for each statement, by the id that it has there."""
    return {path: text for id, said in statements.items() for path, text in claim(said, level, id=id).items()}


def overclaims(corpus: Corpus) -> dict[str, str]:
    """Return the hints of what claims too much, by the claim's id."""
    found = [one for one in check(corpus).diagnostics if one.rule == "overclaiming"]
    return {Path(one.location.path).stem: one.hint for one in found}


def test_what_is_offered_for_titles_passes(tmp_path: Path) -> None:
    page = "---\ntitle: Sourdough\nsummary: {}\n---\nA text.\n"
    files = {"content/guides/bread.md": page.format("A culture that prevents burns.")}
    found = hints(site(tmp_path, files))
    assert found["overclaiming"] == "say what it is, or what it is for: 'meant to prevent'"
    files = {"content/guides/bread.md": page.format("A culture that is meant to prevent burns.")}
    assert hints(site(tmp_path, files)) == {}


def test_what_is_offered_for_causes_passes(tmp_path: Path) -> None:
    designs = {"series": "case-series"}
    for base, word in (("reduce", "less"), ("increase", "more"), ("improve", "better"), ("worsen", "worse")):
        written = claim(f"One series found that tea {third(base)} pain.", key="series")
        offered = hints(site(tmp_path, written, **designs))["causal-wording"]
        assert f"is linked with {word} …" in offered
        mended = claim(f"One series found that tea is linked with {word} pain.", key="series")
        assert hints(site(tmp_path, mended, **designs)) == {}


@pytest.mark.parametrize(("design", "found"), [("cohort", True), ("systematic-review", False), ("", False)])
def test_causes_need_a_design_that_shows_them(tmp_path: Path, design: str, found: bool) -> None:
    """Where a design is missing, that is reported, and what may follow from it is not."""
    corpus = site(tmp_path, claim("One study found that tea reduces pain.", key="study"), study=design)
    assert ("causal-wording" in hints(corpus)) == found


def test_the_strongest_support_counts(tmp_path: Path) -> None:
    files = {
        **claim("In one trial, it rose.", "high", "trial", "high"),
        **claim("In one series, it rose.", "very-low", "series", "low"),
        "content/guides/bread.md": "---\ntitle: Bread\nsummary: Bread.\n---\n"
        "One [a](claim:high). Two [b](claim:low).\n\nThree [@series]. "
        "Four [@trial; @series]. Five [@essay]. Six [@cohort]. Seven [@nobody]. Eight.\n",
    }
    designs = {"trial": "randomised-trial", "series": "case-series", "essay": "editorial", "cohort": "cohort"}
    corpus = site(tmp_path, files, **designs)
    known = supports(corpus)
    found = {
        sentence.text.split()[0]: (known.of(sentence).level, sorted(known.of(sentence).designs), sentence.rests)
        for sentence in sentences(corpus)
        if sentence.kind == "prose"
    }
    assert found == {
        "One": ("high", ["randomised-trial"], True),
        "Two": ("very-low", ["case-series"], True),
        "Three": ("very-low", ["case-series"], True),
        "Four": ("high", ["case-series", "randomised-trial"], True),
        "Five": ("very-low", ["editorial"], True),
        "Six": ("not-rated", ["cohort"], True),
        "Seven": ("not-rated", [], True),
        "Eight.": ("not-rated", [], False),
    }
    unknown = next(sentence for sentence in sentences(corpus) if sentence.text.startswith("Seven"))
    assert not known.of(unknown).is_whole
    titles = {known.of(sentence).level for sentence in sentences(corpus) if sentence.kind in ("title", "summary")}
    assert titles == {"high", "not-rated"}


def test_levels_have_an_order() -> None:
    assert strongest(LEVELS) == "high"
    assert strongest(["very-low", "not-rated"]) == "not-rated"
    assert strongest([]) == "not-rated"


def test_a_claim_that_cannot_be_read_silences_what_may_rest_on_it(tmp_path: Path) -> None:
    page = {"content/guides/bread.md": "---\ntitle: Bread prevents burns\nsummary: Bread.\n---\n[A](claim:rise).\n"}
    corpus = site(tmp_path, page | {"content/claims/rise.yaml": "id: ["})
    assert "causal-wording" not in hints(corpus)


def test_the_index_is_that_of_its_formula() -> None:
    # 5 words, 20 letters; 4 words, 12 letters and 2 digits; "Two words" is no sentence.
    found = reading(["Bread rises in the ovens.", "It takes 24 hours.", "Two words"])
    assert (found.letters, found.words, found.sentences) == (20 + 14, 9, 2)
    assert found.grade == pytest.approx(4.71 * 34 / 9 + 0.5 * 9 / 2 - 21.43)
    assert reading([]).grade == 0


@given(st.from_regex(relative_without_absolute._RELATIVE, alphabet=st.characters(max_codepoint=126)))
def test_no_relative_figure_is_passed_over_unseen(text: str) -> None:
    """The quick look that spares the pattern most sentences misses nothing that the pattern finds."""
    assert relative_without_absolute.may_be_relative(text)


def test_statistics_are_quoted_up_to_a_number_and_a_length() -> None:
    found = tuple(Statistic("x of y", f"{number} of 100", number) for number in range(1, 6))
    assert unsourced_statistic._quoted(found[:1]) == "'1 of 100' (x of y)"
    assert unsourced_statistic._quoted(found[:3]).endswith("'2 of 100' (x of y) and '3 of 100' (x of y)")
    assert unsourced_statistic._quoted(found).endswith("'3 of 100' (x of y) and more")
    long = (Statistic("x of y", "9" * 61, 0),)
    assert unsourced_statistic._quoted(long) == f"'{'9' * 60}…' (x of y)"
