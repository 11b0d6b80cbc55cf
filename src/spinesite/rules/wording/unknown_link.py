"""A link to a record of the site must lead to one that is published.

Why: a link that leads nowhere leaves the reader without what the sentence promises.

Bad:
    [a trial](claim:some-draft)
    [rest](option:bed-rset)
Good:
    [a trial](claim:some-published-claim)
    [rest](option:bed-rest)
Mend: correct the id, or publish what it names. Links are written `claim:`, `option:`, `condition:`, `guide:`, `page:`,
`ref:` or `term:` and an id, or as https addresses.
"""

from collections.abc import Iterator
from functools import partial

from spinesite import citing, targets
from spinesite.diagnostics import Diagnostic, Related, Rule, Severity
from spinesite.model import Corpus, Reference
from spinesite.prose import Link
from spinesite.targets import Names, Pointer

_WHAT = {"ref": "reference", "term": "glossary term"}


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield the links in prose that are no links, that lead nowhere, or that lead to a draft."""
    yield from citing.problems(corpus, RULE)
    yield from targets.dangling(RULE, _pointers(corpus))
    yield from _unpublished(corpus)


def _links(corpus: Corpus) -> Iterator[tuple[citing.Passage, Link, int]]:
    for passage in citing.passages(corpus):
        yield from ((passage, link, start) for link, start in passage.owner.prose.placed_links)


def _pointers(corpus: Corpus) -> Iterator[Pointer]:
    known: dict[str, Names] = {
        "claim": targets.claims(corpus),
        "option": targets.options(corpus),
        "condition": targets.conditions(corpus),
        "guide": targets.guides(corpus),
        "page": targets.pages(corpus),
        "ref": targets.references(corpus),
        "term": targets.terms(corpus),
    }
    lenders = _lenders(corpus)
    for passage, link, start in _links(corpus):
        if known[link.kind].lacks(link.target) and not (link.kind == "ref" and link.target in lenders):
            message = f"there is no {_WHAT.get(link.kind, link.kind)} {link.target!r}"
            yield Pointer(known[link.kind], link.target, partial(passage.place, start), message)


def _unpublished(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield the links to what exists and has no page."""
    drafts = targets.drafts(corpus)
    lenders = _lenders(corpus)
    for passage, link, start in _links(corpus):
        if link.kind == "claim" and link.target in drafts:
            message = f"the claim {link.target!r} is a draft and has no page"
            yield RULE.at(passage.place(start), message, "publish the claim, or take the link out")
        elif link.kind == "ref" and (lender := lenders.get(link.target)):
            yield RULE.at(
                passage.place(start),
                f"{link.target!r} is an @{lender.kind} entry, which is no work and has no page",
                "link to an entry that stands for one work",
                (Related(lender.location, "defined here"),),
            )


def _lenders(corpus: Corpus) -> dict[str, Reference]:
    return {found.citekey: found for found in corpus.bibliography.references if not found.is_work}


RULE = Rule("unknown-link", "wording", Severity.ERROR, __doc__ or "", always=True, check=check)
