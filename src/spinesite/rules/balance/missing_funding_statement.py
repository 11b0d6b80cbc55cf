"""A site says who pays for it.

Why: who pays may have an interest in what is said, and readers cannot judge what they are not told.

Bad:
    content/site.yaml without `funding`
Good:
    funding: A charity pays for this site.
Mend: add the field to content/site.yaml.
"""

from collections.abc import Iterator

from spinesite.diagnostics import Diagnostic, Rule, Severity
from spinesite.model import Corpus


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield a diagnostic if the settings do not say who pays for it."""
    if corpus.settings.record.funding is None and "site" not in corpus.unread:
        yield RULE.at(corpus.settings.at("funding"), "the site does not say who pays for it", "add `funding:`")


RULE = Rule("missing-funding-statement", "balance", Severity.WARNING, __doc__ or "", check=check)
