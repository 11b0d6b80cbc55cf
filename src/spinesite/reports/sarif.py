"""Diagnostics in the Static Analysis Results Interchange Format (OASIS SARIF 2.1.0), for code-scanning services.

Waived diagnostics are in it too, as suppressed results with the waiver's reason. Paths are relative to the root of the
site. Nothing in the report depends on the machine or the time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from json import dumps
from urllib.parse import quote

from spinesite import __version__
from spinesite.check import Checked
from spinesite.diagnostics import Diagnostic, Location, Related, Rule
from spinesite.records import Waiver
from spinesite.rules.explain import as_section, as_text, explain
from spinesite.rules.registry import RULES

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
# The only fingerprint that GitHub compares between runs.
FINGERPRINT = "primaryLocationLineHash"


def sarif(checked: Checked, rules: Sequence[Rule] = RULES) -> str:
    """Return a log of one run: all rules, and every diagnostic, standing or waived, sorted by place."""
    found: list[tuple[Diagnostic, Waiver | None]] = [(diagnostic, None) for diagnostic in checked.diagnostics]
    found += checked.waived
    found.sort(key=lambda entry: entry[0].sort_key)
    positions = {rule.id: position for position, rule in enumerate(rules)}
    seen: Counter[str] = Counter()
    results = []
    for diagnostic, waiver in found:
        digest = _digest(diagnostic)
        seen[digest] += 1
        # -1 is the format's own word for "not among the rules".
        position = positions.get(diagnostic.rule, -1)
        results.append(_result(diagnostic, waiver, position, f"{digest}:{seen[digest]}"))
    driver = {"name": "spinesite", "version": __version__, "rules": [_rule(rule) for rule in rules]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, object]:
    explanation = explain(rule)
    return {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.id.split("-")),
        "shortDescription": {"text": explanation.title},
        "fullDescription": {"text": explanation.why},
        "help": {"text": as_text(rule), "markdown": as_section(rule)},
        "defaultConfiguration": {"level": rule.severity.value},
        "properties": {"tags": [rule.family]},
    }


def _result(found: Diagnostic, waiver: Waiver | None, position: int, fingerprint: str) -> dict[str, object]:
    text = f"{found.message}\nhint: {found.hint}" if found.hint else found.message
    result: dict[str, object] = {
        "ruleId": found.rule,
        "ruleIndex": position,
        "level": found.severity.value,
        "message": {"text": text},
        "locations": [_location(found.location)],
    }
    if found.related:
        result["relatedLocations"] = [_related(related) for related in found.related]
    result["partialFingerprints"] = {FINGERPRINT: fingerprint}
    # An empty list says "not suppressed"; leaving it out would say "nobody looked" (section 3.27.23).
    result["suppressions"] = (
        [] if waiver is None else [{"kind": "external", "status": "accepted", "justification": waiver.reason}]
    )
    return result


def _location(at: Location) -> dict[str, object]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(at.path, safe="/"), "uriBaseId": "%SRCROOT%"},
            "region": {"startLine": at.line, "startColumn": at.column},
        }
    }


def _related(related: Related) -> dict[str, object]:
    return {**_location(related.location), "message": {"text": related.message}}


def _digest(found: Diagnostic) -> str:
    """Return what stays the same when the lines of a file move: it knows the rule, the path and the message only."""
    identity = dumps([found.rule, found.location.path, found.message])
    return sha256(identity.encode("ascii")).hexdigest()[:32]
