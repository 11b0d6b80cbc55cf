"""Prose is Markdown that can be turned into a page: short paragraphs, flat lists, closed code fences.

Why: what cannot be turned into a page would be missing from it. A paragraph has at most 2,000 characters and 64 opening
brackets, and lists are at most 8 deep.

Bad:
    ten list items, each inside the one before
Good:
    two lists side by side
Mend: divide long paragraphs with empty lines, flatten lists, close code fences.
"""

from collections.abc import Iterator

from spinesite import citing
from spinesite.diagnostics import Diagnostic, Rule, Severity
from spinesite.model import Corpus
from spinesite.rules.files import invalid_character


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield the texts that could not be turned into a page, also those that hide a character behind an entity.

    Such characters break `invalid-character`, which the readers of files apply and which knows no corpus.
    """
    yield from citing.problems(corpus, RULE)
    yield from citing.problems(corpus, invalid_character.RULE)


RULE = Rule("markup-failed", "wording", Severity.ERROR, __doc__ or "", always=True, check=check)
