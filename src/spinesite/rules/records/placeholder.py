"""Nothing that a starting file left to fill in may stay.

Why: a half-filled record must not be published.

Bad:
    statement: "FILL-IN: one sentence with its number"
Good:
    statement: In one trial, 36 of 286 people …
Mend: write the value and take the marker FILL-IN: out.
"""

from spinesite.diagnostics import Rule, Severity

RULE = Rule("placeholder", "records", Severity.ERROR, __doc__ or "", always=True)
