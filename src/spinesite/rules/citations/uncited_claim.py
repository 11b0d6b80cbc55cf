"""A claim must rest on at least one finding, and every finding on a reference.

Why: a number without a source is what this program exists to refuse.

Bad:
    id: some-claim
    statement: Most people get better.
    findings: []
Good:
    id: some-claim
    statement: In one trial, 36 of 286 people got better.
    findings:
      - citation: smith2020
        outcome: recovery
        estimates: …
Mend: add the finding that the statement rests on, with its citation; if there is none, do not make the claim.
"""

from spinesite.diagnostics import Diagnostic, Location, Rule, Severity

RULE = Rule("uncited-claim", "citations", Severity.ERROR, __doc__ or "", always=True)


def of(location: Location) -> Diagnostic:
    """Return the diagnostic for a claim without a finding."""
    return RULE.at(
        location, "the claim has no finding, so nothing supports it", "add `findings:` with at least one citation"
    )
