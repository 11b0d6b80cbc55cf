"""For every option there is a claim about its harms.

Why: a page without harms reads as if there were none.

Bad:
    an option whose claims are all `direction: benefit`, or that has no claim
Good:
    an option with a claim of `direction: harm` or `mixed`
Mend: look for evidence on harms and record it. Where none exists, a waiver says so.
"""

from collections.abc import Iterator

from spinesite.diagnostics import Diagnostic, Rule, Severity
from spinesite.model import Corpus
from spinesite.rules.balance.option_without_benefits import without
from spinesite.words import HARMS


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield the options of which nothing says whether they harm."""
    hint = "record what is known about harms; a waiver says that nothing is"
    return without(corpus, RULE, HARMS, "whether anyone is harmed by the option", hint)


RULE = Rule("option-without-harms", "balance", Severity.WARNING, __doc__ or "", check=check)
