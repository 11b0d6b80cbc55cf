"""A site says how its claims are kept up to date.

Why: readers must be able to tell whether what they read is still looked after.

Bad:
    content/site.yaml without `update_policy`
Good:
    update_policy: Every claim is reviewed every two years.
Mend: add the field to content/site.yaml.
"""

from collections.abc import Iterator

from spinesite.diagnostics import Diagnostic, Rule, Severity
from spinesite.model import Corpus


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield a diagnostic if the settings do not say how its claims are kept up to date."""
    if corpus.settings.record.update_policy is None and "site" not in corpus.unread:
        yield RULE.at(
            corpus.settings.at("update_policy"),
            "the site does not say how its claims are kept up to date",
            "add `update_policy:`",
        )


RULE = Rule("missing-update-policy", "balance", Severity.WARNING, __doc__ or "", check=check)
