"""A record may have the fields of its kind and no others.

Why: a field with a slip in its name would be ignored in silence.

Bad:
    statment: In one trial …
Good:
    statement: In one trial …
Mend: correct the name; `spinesite schema claim` lists them all.
"""

from spinesite.diagnostics import Rule, Severity

RULE = Rule("unknown-field", "records", Severity.ERROR, __doc__ or "", always=True)
