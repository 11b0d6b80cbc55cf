"""A reference has what a reader needs to find the work.

Why: a work that cannot be found cannot be checked. Needed are an author, an editor or an institution; a title; a year
or a date; and for an article its journal, for a chapter or a paper in proceedings its booktitle, for a report its
institution, for an online work its url. What an entry inherits counts.

Bad:
    @article{smith2020, author = {Smith, Ann}, title = {A trial}, year = {2020}}
Good:
    @article{smith2020, author = {Smith, Ann}, title = {A trial}, journal = {Journal of Trials}, year = {2020}}
Mend: add the fields that the message names.
"""

from collections.abc import Iterator

from spinesite.diagnostics import Diagnostic, Rule, Severity
from spinesite.model import Corpus, Reference

_BODIES = ("institution", "organization", "school")
_BOOKTITLE = ("booktitle", ("booktitle",))
_INSTITUTION = ("institution", _BODIES)
_URL = ("url", ("url",))
# What an entry of a kind needs besides author, title and year: its name, and the fields that may hold it.
NEEDED: dict[str, tuple[str, tuple[str, ...]]] = {
    "article": ("journal", ("journal", "journaltitle")),
    **dict.fromkeys(("inbook", "incollection", "suppbook", "suppcollection", "bookinbook", "inreference"), _BOOKTITLE),
    **dict.fromkeys(("inproceedings", "conference"), _BOOKTITLE),
    **dict.fromkeys(("report", "techreport"), _INSTITUTION),
    **dict.fromkeys(("online", "electronic", "www"), _URL),
}
# Kinds of works that the body which publishes them often answers for alone.
_BY_PUBLISHER = frozenset(
    {"online", "electronic", "www", "manual", "misc", "dataset", "software", "standard", "booklet"}
)


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield the works that lack something, each once, and dates that are none."""
    for reference in corpus.bibliography.references:
        if reference.is_work and _is_undated(reference) and (date := reference.get("date")):
            yield RULE.at(
                reference.at("date"),
                f"the date {date[:60]!r} of {reference.citekey!r} tells no year",
                "write it as 2020, 2020-05 or 2020-05-31",
            )
        if reference.is_work and (lacking := list(_lacking(reference))):
            *most, last = lacking
            listed = f"{', '.join(most)} and {last}" if most else last
            yield RULE.at(
                reference.location,
                f"the @{reference.kind} {reference.citekey!r} lacks {listed}",
                "add what is missing as the work itself gives it",
            )


def _is_undated(reference: Reference) -> bool:
    return reference.issued is None and not reference.get("year")


def _lacking(reference: Reference) -> Iterator[str]:
    bodies = (*_BODIES, "publisher") if reference.kind in _BY_PUBLISHER else _BODIES
    what, fields = NEEDED.get(reference.kind, ("", ()))
    # The institution that a report needs would answer for it too.
    if what != "institution" and not reference.get("author", "editor", *bodies):
        yield "an author, editor or institution"
    if not reference.get("title"):
        yield "a title"
    if _is_undated(reference) and not reference.get("date"):
        yield "a year"
    if what and not reference.get(*fields):
        yield f"{'an' if what[0] in 'aeio' else 'a'} {what}"


RULE = Rule("incomplete-reference", "citations", Severity.ERROR, __doc__ or "", check=check)
