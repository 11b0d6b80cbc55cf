"""What a claim that was refused still names, so that one run tells all that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spinesite import yamltree
from spinesite.diagnostics import Diagnostic, Location
from spinesite.model import Named
from spinesite.source import Source
from spinesite.yamltree import Fields, Items, Leaf, Node


def pointers(source: Source, reported: Sequence[Diagnostic]) -> tuple[Named, ...]:
    """Return the names in the text of a claim that could not become a record, but for those that were reported.

    There is none in a text that is no YAML: nobody knows what its lines mean.
    """
    tree, _ = yamltree.parse_on(source.path, source.text, source.first_line)
    if not isinstance(tree, Fields):
        return ()
    places = {found.location for found in reported}
    # Of two values for one key, nobody knows which is meant; both keys were reported.
    keys = {(related.location.line, related.location.column) for found in reported for related in found.related}
    found = (Named(kind, leaf.text or "", Location(source.path, *leaf.place)) for kind, leaf in _names(tree, keys))
    return tuple(named for named in found if named.name and named.location not in places)


def _names(claim: Fields, doubtful: set[tuple[int, int]]) -> Iterator[tuple[str, Leaf]]:
    if claim.keys.get("id") not in doubtful:
        yield from _leaves("id", (claim.values.get("id"),))
    for field, kind in (("options", "option"), ("conditions", "condition")):
        yield from _leaves(kind, _items(claim.values.get(field)))
    for finding in _items(claim.values.get("findings")):
        if isinstance(finding, Fields):
            citation = finding.values.get("citation")
            citekey = citation.values.get("citekey") if isinstance(citation, Fields) else citation
            yield from _leaves("citekey", (citekey,))
            yield from _leaves("outcome", (finding.values.get("outcome"),))


def _items(node: Node | None) -> Iterable[Node]:
    return node.items if isinstance(node, Items) else ()


def _leaves(kind: str, nodes: Iterable[Node | None]) -> Iterator[tuple[str, Leaf]]:
    return ((kind, node) for node in nodes if isinstance(node, Leaf))
