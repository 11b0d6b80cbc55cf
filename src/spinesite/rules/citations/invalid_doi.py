"""A DOI has the form of a DOI: `10.`, a number, a slash and a name.

Why: a DOI that does not resolve sends readers nowhere, and no retraction can be matched by it.

Bad:
    doi = {www.example.org/10.1000}
Good:
    doi = {10.1000/abc}
    doi = {https://doi.org/10.1000/abc}
Mend: copy the DOI from the work's own page.
"""

from collections.abc import Iterator

from spinesite.diagnostics import Diagnostic, Rule, Severity
from spinesite.model import Corpus
from spinesite.names import bare_doi, is_doi
from spinesite.notices import own


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield the entries whose own DOI is none."""
    for reference in corpus.bibliography.references:
        doi = own(reference, "doi")
        if doi and not is_doi(bare_doi(doi)):
            yield RULE.at(reference.at("doi"), f"{doi[:80]!r} is no DOI", _hint(bare_doi(doi)))


def _hint(doi: str) -> str:
    bare = doi[doi.find("10.") :].rstrip("}") if "10." in doi else ""
    if bare != doi and is_doi(bare):
        return f"write {bare[:80]}"
    return "a DOI looks like 10.1000/abc"


RULE = Rule("invalid-doi", "citations", Severity.ERROR, __doc__ or "", check=check)
