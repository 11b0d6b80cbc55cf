"""A PMID is a whole number of at most eight digits; a PMCID is PMC and a number.

Why: a wrong identifier leads readers to another paper, and no retraction can be matched by it.

Bad:
    pmid = {PMID: 1234567}
    pmcid = {558090.1}
Good:
    pmid = {1234567}
    pmcid = {PMC558090}
Mend: copy the number from PubMed.
"""

from collections.abc import Iterator

from spinesite import csl
from spinesite.diagnostics import Diagnostic, Rule, Severity
from spinesite.model import Corpus
from spinesite.names import PMCID, PMID
from spinesite.notices import own


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield the entries whose own PMID or PMCID is none."""
    for reference in corpus.bibliography.references:
        pmid, pmcid = own(reference, "pmid"), own(reference, "pmcid")
        if pmid and not PMID.fullmatch(pmid):
            yield RULE.at(reference.at("pmid"), f"{pmid[:40]!r} is no PMID", "write the digits alone, such as 1234567")
        if pmcid and not PMCID.fullmatch(csl.pmcid(reference)):
            yield RULE.at(reference.at("pmcid"), f"{pmcid[:40]!r} is no PMCID", "write it like PMC558090")


RULE = Rule("invalid-pmid", "citations", Severity.ERROR, __doc__ or "", check=check)
