"""A work stands in the bibliography once: no two entries have the same DOI, PMID or PMCID.

Why: two entries of one study make it look like two, and a retraction or a correction may reach only one of them.

Bad:
    @article{smith2020, doi = {10.1000/abc}, …}
    @article{smith2020trial, doi = {https://doi.org/10.1000/ABC}, …}
Good:
    @article{smith2020, doi = {10.1000/abc}, …}
Mend: keep one entry and cite it everywhere, or correct the identifier of the other.
"""

from collections.abc import Iterator

from spinesite.diagnostics import Diagnostic, Related, Rule, Severity
from spinesite.model import Corpus, Reference
from spinesite.samework import identifiers


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield every later entry of a work, once each."""
    first: dict[tuple[str, str], Reference] = {}
    for reference in corpus.bibliography.references:
        if not reference.is_work:
            continue
        own = list(identifiers(reference))
        for field, identifier in own:
            if earlier := first.get((field, identifier)):
                yield RULE.at(
                    reference.at(field),
                    f"{reference.citekey!r} has the same {field.upper()} as {earlier.citekey!r}: {identifier}",
                    "keep one entry and cite it everywhere, or correct the identifier",
                    (Related(earlier.at(field), "the first one"),),
                )
                break
        for key in own:
            first.setdefault(key, reference)


RULE = Rule("duplicate-reference", "citations", Severity.ERROR, __doc__ or "", check=check)
