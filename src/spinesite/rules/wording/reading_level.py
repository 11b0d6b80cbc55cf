"""A page is written so that the people it is for can read it.

Why: a text that is too hard helps nobody, and people who are in pain or afraid read less well than usual. Measured is
the automated readability index, a school grade that needs no syllables: 4.71 times the letters a word plus half the
words a sentence, less 21.43. Options, which the home page and the comparison draw on, and the page that the emergency
notice links to may reach grade 6 (age 11); conditions, guides, other pages and the `detail` of claims grade 9 (age 14).
The summary counts with the text; headings, tables, code and fragments of fewer than four words do not. Texts of fewer
than 60 words, and sites in other languages than English, are not judged.

Bad:
    Utilisation of fermentation-mediated leavening necessitates considerable anticipatory organisation, notwithstanding
    its comparatively straightforward implementation.
Good:
    Sourdough takes time. It is easy all the same.
Mend: shorten the longest sentences, one thought each, and use shorter words.
"""

from collections.abc import Iterable, Iterator

from spinesite import citing
from spinesite.addresses import page_name
from spinesite.blocks import Block, Sentence
from spinesite.diagnostics import Diagnostic, Location, Related, Rule, Severity
from spinesite.model import Corpus
from spinesite.readability import EASY, FEWEST_WORDS, reading, word_count
from spinesite.said import Judge, Text, is_english

FAIR, ADULT = 9, 13
SHOWN = 3


def reads(corpus: Corpus) -> Judge | None:
    """Return what finds each text of prose that is harder to read than its kind of page may be."""
    if not is_english(corpus):
        return None
    notice = corpus.settings.record.emergency
    urgent = page_name(notice.link) if notice and notice.link else ""

    def judge(text: Text) -> Iterator[Diagnostic]:
        passage = text.passage
        if passage is not None:
            is_easy = passage.kind == "options" or (passage.kind == "pages" and passage.owner.id == urgent)
            yield from _judged(passage, tuple(_sentences(passage, text.blocks)), EASY if is_easy else FAIR)

    return judge


def _judged(
    passage: citing.Passage, sentences: tuple[tuple[str, Sentence | None], ...], limit: int
) -> Iterator[Diagnostic]:
    measured = reading(text for text, _ in sentences)
    if measured.words < FEWEST_WORDS or measured.grade <= limit:
        return
    longest = sorted(sentences, key=lambda sentence: -word_count(sentence[0]))[:SHOWN]
    yield RULE.at(
        _place(passage, longest[0][1]),
        f"the text reads at grade {measured.grade:.1f} ({_age(measured.grade)}), and at most grade {limit} "
        f"({_age(limit)}) is wanted: it has {measured.words / measured.sentences:.1f} words a sentence and "
        f"{measured.letters / measured.words:.1f} letters a word",
        f"shorten the longest sentences, {word_count(longest[0][0])} words here, and use shorter words",
        tuple(
            Related(_place(passage, sentence), f"{word_count(text)} words: {_beginning(text)!r}")
            for text, sentence in longest[1:]
            if word_count(text) > 2 * limit
        ),
    )


def _sentences(passage: citing.Passage, blocks: Iterable[Block]) -> Iterator[tuple[str, Sentence | None]]:
    """Yield the summary, which is no sentence of the text, and the sentences."""
    summary = getattr(passage.owner.record, "summary", None)
    if summary is not None:
        yield summary, None
    for block in blocks:
        if block.kind in ("paragraph", "item"):
            for sentence in block.sentences:
                yield sentence.text, sentence


def _place(passage: citing.Passage, sentence: Sentence | None) -> Location:
    """Return where a sentence, or else the summary, stands; worked out for the few that are reported."""
    return passage.place(sentence.offset(0)) if sentence else passage.owner.at("summary")


def _age(grade: float) -> str:
    """Return the age of the pupils of a grade; above school there are none."""
    return f"age {grade + 5:.0f}" if grade < ADULT else "students"


def _beginning(text: str) -> str:
    words = text.split()
    return " ".join(words[:6]) + (" …" if len(words) > 6 else "")


RULE = Rule("reading-level", "wording", Severity.WARNING, __doc__ or "", reads=reads)
