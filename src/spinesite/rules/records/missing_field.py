"""A record must have its required fields.

Why: a number without its outcome, or a claim without its date, cannot be judged.

Bad:
    id: some-claim
    findings: …
Good:
    id: some-claim
    statement: In one trial, 36 of 286 people …
    findings: …
    reviewed: 2026-11-22
Mend: add the field that the message names.
"""

from spinesite.diagnostics import Rule, Severity

RULE = Rule("missing-field", "records", Severity.ERROR, __doc__ or "", always=True)
