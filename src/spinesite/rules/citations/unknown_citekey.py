"""Every citation must name an entry of the bibliography, letter for letter.

Why: a citekey that names nothing leaves a number without its source.

Bad:
    citation: smith2002      % and the bibliography has smith2020 and Smith2002
Good:
    citation: smith2020
Mend: correct the citekey (capitals count), or add its entry to a file in citations/.
"""

from collections.abc import Iterator
from itertools import chain

from spinesite import citing, targets
from spinesite.diagnostics import Diagnostic, Related, Rule, Severity
from spinesite.model import Corpus
from spinesite.targets import Pointer


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield the citations of findings and prose that name no work. Links to references are links."""
    known = targets.references(corpus)
    unknown = {citekey for citekey in citing.citekeys(corpus) if known.lacks(citekey)}
    uses = [use for use in citing.uses(corpus) if use.citekey in unknown and not use.is_link] if unknown else []
    lenders = {found.citekey: found for found in corpus.bibliography.references if not found.is_work}
    pointers = (
        Pointer(known, use.citekey, use.at, f"unknown citekey {use.citekey!r}")
        for use in uses
        if use.citekey not in lenders
    )
    refused = (pointer for pointer in targets.of_refused(corpus, "citekey", known) if pointer.name not in lenders)
    yield from targets.dangling(RULE, chain(pointers, refused))
    for use in uses:
        if lender := lenders.get(use.citekey):
            yield RULE.at(
                use.at(),
                f"{use.citekey!r} is an @{lender.kind} entry, which is no work and cannot be cited",
                "cite an entry that stands for one work",
                (Related(lender.location, "defined here"),),
            )


RULE = Rule("unknown-citekey", "citations", Severity.ERROR, __doc__ or "", always=True, check=check)
