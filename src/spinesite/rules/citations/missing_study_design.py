"""Every reference says what kind of study it is, in `studydesign`.

Why: a trial and an editorial do not weigh the same, and readers see the design beside every number.

Bad:
    @article{smith2020, title = {A trial}, …}
Good:
    @article{smith2020, title = {A trial}, studydesign = {randomised-trial}, …}
Mend: add the field; `other` is allowed where nothing else fits.
"""

from collections.abc import Iterator

from spinesite.diagnostics import Diagnostic, Rule, Severity
from spinesite.model import Corpus
from spinesite.words import DESIGN


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield the works without a study design. A word outside the list is an invalid value."""
    for reference in corpus.bibliography.references:
        if reference.is_work and not reference.get("studydesign"):
            yield RULE.at(
                reference.location,
                f"the reference {reference.citekey!r} has no study design",
                f"add studydesign = {{…}}, one of: {', '.join(DESIGN)}",
            )


RULE = Rule("missing-study-design", "citations", Severity.WARNING, __doc__ or "", check=check)
