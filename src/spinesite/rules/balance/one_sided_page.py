"""A page that shows three or more claims shows more than one side.

Why: a choice of benefits alone, or of harms alone, persuades instead of informing. A guide, a condition or another page
shows the claims that it links to; a condition also those that name it in `conditions`. Claims that were withdrawn say
nothing any more. Options have rules of their own, `option-without-benefits` and `option-without-harms`.

Bad:
    a guide that links to three claims, all of `direction: benefit`
Good:
    a guide that links to two claims of benefit and one of harm
Mend: link to what is known about the other side, also where no difference was found.
"""

from collections.abc import Iterator

from spinesite.diagnostics import Diagnostic, Rule, Severity
from spinesite.model import Corpus
from spinesite.said import page_claims

FEWEST = 3


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield the guides, conditions and pages whose claims are all of benefit, or all of harm."""
    known = {claim.id for claim in corpus.claims}
    shown = page_claims(corpus)
    is_whole = not any(name.startswith("claims/") for name in corpus.unread)
    for kind, pages in (("conditions", corpus.conditions), ("guides", corpus.guides), ("pages", corpus.pages)):
        for page in pages:
            standing = [claim for claim in shown[kind, page.id] if claim.record.status == "published"]
            directions = {claim.record.direction for claim in standing}
            # What a claim says that could not be read is not known; what it says that does not exist, neither.
            is_known = is_whole and all(link.target in known for link in page.prose.links if link.kind == "claim")
            if is_known and len(standing) >= FEWEST and directions in ({"benefit"}, {"harm"}):
                side, other = ("benefit", "harm") if directions == {"benefit"} else ("harm", "benefit")
                yield RULE.at(
                    page.at("title"),
                    f"all {len(standing)} claims that this page shows are of {side}",
                    f"show what is known about {other} too, also where no difference was found",
                )


RULE = Rule("one-sided-page", "balance", Severity.WARNING, __doc__ or "", check=check)
