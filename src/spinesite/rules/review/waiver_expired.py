"""A waiver ends on the day that it names.

Why: a rule that was silenced for a while must speak again.

Bad:
    expires: 2025-01-31     # and today is later
Good:
    expires: 2027-01-31
Mend: mend what the waiver covered and delete it, or give a new day with a reason.
"""

from spinesite.diagnostics import Rule, Severity

RULE = Rule("waiver-expired", "review", Severity.ERROR, __doc__ or "", always=True)
