"""Every reference says who paid for the work or who profits from it, in `funding` or `conflict`.

Why: readers see it beside every number, and an interest changes how far a number can be trusted.

Bad:
    @article{smith2020, title = {A trial}, …}
Good:
    @article{smith2020, title = {A trial}, funding = {The maker of the drug paid for it.}, …}
Mend: add the field. Where the work does not say, write that it does not.
"""

from collections.abc import Iterator

from spinesite.diagnostics import Diagnostic, Rule, Severity
from spinesite.model import Corpus


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield the works with neither funding nor conflict."""
    for reference in corpus.bibliography.references:
        if reference.is_work and not reference.get("funding", "conflict"):
            yield RULE.at(
                reference.location,
                f"the reference {reference.citekey!r} does not say who paid or who profits",
                "add funding = {…} or conflict = {…}; where the work does not say, write `not recorded`",
            )


RULE = Rule("missing-funding", "citations", Severity.WARNING, __doc__ or "", check=check)
