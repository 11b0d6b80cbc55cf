"""The citation of a work that somebody has read says where in it the number stands.

Why: with a page or a table a reader finds the number in a minute, without it perhaps never.

Bad:
    citation: smith2020
Good:
    citation: {citekey: smith2020, table: "2"}
Mend: add the page, table, figure, section, chapter, appendix or supplement. Where the full text was not read, say so in
`checked` (of the finding or of the reference): abstract, record, printed or recalled.
"""

from collections.abc import Iterator

from spinesite.diagnostics import Diagnostic, Rule, Severity
from spinesite.model import Corpus


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield the citations of findings that have no locator although one can be given."""
    checked = {found.citekey: found.get("checked") for found in corpus.bibliography.references if found.is_work}
    for claim in corpus.claims:
        for position, finding in enumerate(claim.record.findings):
            citation = finding.citation
            if citation.locator is not None or citation.citekey not in checked:
                continue
            if (finding.checked or checked[citation.citekey]) in ("", "full-text"):
                yield RULE.at(
                    claim.at("findings", position, "citation", "citekey"),
                    f"the citation of {citation.citekey!r} does not say where in the work",
                    f"write {{citekey: {citation.citekey}, page: …}}, "
                    "or say in `checked` that the full text was not read",
                )


RULE = Rule("missing-locator", "citations", Severity.WARNING, __doc__ or "", check=check)
