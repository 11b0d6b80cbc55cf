"""A link must lead to a plain web or mail address.

Why: other addresses can run scripts in the reader's browser, or look like a place that they do not lead to.

Bad:
    [the report](javascript:alert)
    url = {https://user@example.org/report}
Good:
    [the report](https://example.org/report)
    url = {https://example.org/report}
Mend: write the https address as the browser shows it.
"""

from collections.abc import Iterator

from spinesite import citing
from spinesite.diagnostics import Diagnostic, Rule, Severity
from spinesite.model import Corpus
from spinesite.names import safe_url


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield the addresses of references and the links in prose that may not be linked to."""
    for reference in corpus.bibliography.references:
        url = reference.get("url")
        if url and "url" not in reference.inherited and safe_url(url) is None:
            yield RULE.at(
                reference.at("url"),
                f"the address {url[:60]!r} cannot be linked to",
                "write the https address as the browser shows it",
            )
    yield from citing.problems(corpus, RULE)


RULE = Rule("unsafe-url", "citations", Severity.ERROR, __doc__ or "", always=True, check=check)
