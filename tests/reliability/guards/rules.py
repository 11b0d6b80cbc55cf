"""Every rule of the registry is a guard: silent, it has to be missed by its own examples."""

from __future__ import annotations

from collections.abc import Iterator

from spinesite.rules.registry import RULES
from tests.reliability.guards.guard import Guard

# What readers and the verifier report, and what a check reports, each in the one place where it all comes together.
_STANDING = "tuple(sorted(standing, key=lambda d: d.sort_key))"
_VERIFIED = "return (*verified.seen.diagnostics, *_dead_links(verified), *_unreachable(verified))"


def of_rules() -> Iterator[Guard]:
    """Yield a guard for each rule: without it the rule has no check, or nothing that is reported of it is heard."""
    for rule in RULES:
        tests, only = ("rules/test_examples.py",), f"test_example and {rule.id}/"
        name = f"rule: {rule.id}"
        if rule.check or rule.reads:
            written = f"    {rule.id.replace('-', '_')}.RULE,\n"
            yield Guard(name, "rules/registry.py", written, "", tests, only)
        elif rule.family == "output":
            without = f"return tuple(d for d in {_VERIFIED.removeprefix('return ')} if d.rule != {rule.id!r})"
            yield Guard(name, "verify.py", _VERIFIED, without, tests, only)
        else:
            without = _STANDING.replace("standing", f"(d for d in standing if d.rule != {rule.id!r})")
            yield Guard(name, "check.py", _STANDING, without, tests, only)
