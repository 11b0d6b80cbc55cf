"""A page that rests on three or more claims shows more than one side.

Why: a choice of benefits alone, or of harms alone, persuades instead of informing.

Bad:
    a guide that links to three claims, all of `direction: benefit`
Good:
    a guide that links to two claims of benefit and one of harm
Mend: link to what is known about the other side, also where no difference was found.
"""

from collections.abc import Iterator

from spinesite.diagnostics import Diagnostic, Rule, Severity
from spinesite.model import Corpus

FEWEST = 3


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield the guides, conditions and pages whose claims are all of benefit, or all of harm."""
    directions = {claim.id: claim.record.direction for claim in corpus.claims}
    for page in (*corpus.conditions, *corpus.guides, *corpus.pages):
        linked = dict.fromkeys(link.target for link in page.prose.links if link.kind == "claim")
        # What a claim says that could not be read is not known; what it says that does not exist, neither.
        found = {directions.get(id) for id in linked}
        if len(linked) >= FEWEST and found in ({"benefit"}, {"harm"}):
            side, other = ("benefit", "harm") if found == {"benefit"} else ("harm", "benefit")
            yield RULE.at(
                page.at("title"),
                f"all {len(linked)} claims that this page shows are of {side}",
                f"show what is known about {other} too, also where no difference was found",
            )


RULE = Rule("one-sided-page", "balance", Severity.WARNING, __doc__ or "", check=check)
