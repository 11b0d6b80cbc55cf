"""The id of a claim is the name of its file without the ending.

Why: whoever reads a link, a page's address or a diagnostic must find the file, and a copied file must not
keep its old id.

Bad:
    content/claims/wheat.yaml with   id: rye
Good:
    content/claims/wheat.yaml with   id: wheat
Mend: correct the id, or rename the file. An id that was published is never used again for another claim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from spinesite.diagnostics import Diagnostic, Location, Rule, Severity
from spinesite.model import Corpus, Sourced
from spinesite.names import is_id
from spinesite.targets import file_id, id_of_file

if TYPE_CHECKING:
    from spinesite.records import Claim


def check(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield the claims whose id is not their file's name, refused ones too, but not those with an id of another."""
    of_id: dict[str, list[Sourced[Claim]]] = defaultdict(list)
    for claim in corpus.claims:
        of_id[claim.id].append(claim)
    for same in of_id.values():
        # Files of one id are reported as such, and the hint there names the file that has the wrong one.
        if file_id(same[0]) != same[0].id and all(file_id(other) != other.id for other in same):
            yield _diagnostic(same[0].id, file_id(same[0]), same[0].at("id"))
    for named in corpus.named:
        if named.kind == "id" and named.name != id_of_file(named.location.path):
            yield _diagnostic(named.name, id_of_file(named.location.path), named.location)


def _diagnostic(id: str, name: str, location: Location) -> Diagnostic:
    rename = f"rename the file to {id}.yaml"
    return RULE.at(
        location,
        f"the id {id!r} is not the file's name {name!r}",
        f"write `id: {name}`, or {rename}" if is_id(name) else rename,
    )


RULE = Rule("id-matches-file", "records", Severity.ERROR, __doc__ or "", always=True, check=check)
