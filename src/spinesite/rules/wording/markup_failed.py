"""Prose is Markdown that can be turned into a page: short paragraphs, flat lists, closed code fences, whole tables.

Why: what cannot be turned into a page would be missing from it. A paragraph has at most 2,000 characters and 64 opening
brackets, and so have lines that look like items or rows and are none. Lists are at most 8 deep, and no more than 1,000
rules, headings or other breaks stand in lines without an empty line. A page shows at most 50 evidence cards, with 2,000
findings and numbers in all. A text that breaks rules more than 1,000 times is not looked at further. After a code fence
that is never closed all is code; the cells that a row of a table has too many are dropped, and those that it has too
few could be numbers. A heading is read alone, in lists of contents and in results of a search, where no source can
stand: so it cites none.

Bad:
    ten list items, each inside the one before
    ## Bread rises [@smith2020]
Good:
    two lists side by side
    ## Does bread rise?
Mend: divide long paragraphs with empty lines, flatten lists, close code fences, fill up the rows of tables, cite in the
sentence below a heading.
"""

from collections.abc import Iterator

from spinesite import citing
from spinesite.diagnostics import Diagnostic, Rule, Severity
from spinesite.model import Corpus
from spinesite.rules.files import invalid_character

# Findings and numbers in the evidence cards of one page: a card shows a whole claim again, a kilobyte for each of them.
MAX_SHOWN = 2_000


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield the texts that could not be turned into a page, also those that hide a character behind an entity.

    Such characters break `invalid-character`, which the readers of files apply and which knows no corpus.
    """
    yield from citing.problems(corpus, RULE)
    yield from citing.problems(corpus, invalid_character.RULE)
    yield from _crowds_in_cards(corpus)


def _crowds_in_cards(corpus: Corpus) -> Iterator[Diagnostic]:
    sizes = {claim.id: sum(1 + len(finding.estimates) for finding in claim.record.findings) for claim in corpus.claims}
    for passage in citing.passages(corpus):
        shown = 0
        for link, start in passage.owner.prose.placed_links:
            if link.embed:
                shown += sizes.get(link.target, 0)
                if shown > MAX_SHOWN:
                    message = f"the evidence cards up to here show more than {MAX_SHOWN:,} findings and numbers"
                    yield RULE.at(passage.place(start), message, "link to the other claims")
                    break


RULE = Rule("markup-failed", "wording", Severity.ERROR, __doc__ or "", always=True, check=check)
