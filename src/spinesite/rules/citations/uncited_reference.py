"""Every reference should be cited by something.

Why: an uncited reference is either forgotten work or a mistyped citekey.

Bad:
    @article{smith2020, …}    % and no claim or page cites smith2020
Good:
    citation: smith2020
Mend: cite the reference, or delete its entry.
"""

from collections.abc import Iterator

from spinesite import citing, targets
from spinesite.diagnostics import Diagnostic, Rule, Severity
from spinesite.model import Corpus, Reference
from spinesite.names import fold


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield the works that nothing cites, not even through an entry that inherits from them."""
    if not citing.all_read(corpus):
        return
    references = corpus.bibliography.references
    parents = {reference.citekey: tuple(_parents(reference)) for reference in references}
    of_folded = {fold(reference.citekey): reference.citekey for reference in references}
    used = tuple(dict.fromkeys(citing.citekeys(corpus)))
    cited: set[str] = set()
    pending = [*used, *targets.meant(targets.references(corpus), used)]
    while pending:
        citekey = pending.pop()
        if citekey not in cited:
            cited.add(citekey)
            pending += [of_folded.get(fold(parent), parent) for parent in parents.get(citekey, ())]
    for reference in references:
        if reference.is_work and reference.citekey not in cited:
            yield RULE.at(
                reference.location,
                f"nothing cites the reference {reference.citekey!r}",
                "cite it, or delete its entry",
            )


def _parents(reference: Reference) -> Iterator[str]:
    """Yield the citekeys that an entry inherits from; there, capitals make no difference."""
    if parent := reference.raw.get("crossref", "").strip():
        yield parent
    for parent in reference.raw.get("xdata", "").split(","):
        if parent.strip():
            yield parent.strip()


RULE = Rule("uncited-reference", "citations", Severity.WARNING, __doc__ or "", check=check)
