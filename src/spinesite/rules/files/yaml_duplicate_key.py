"""A key may stand once in a record.

Why: of two values one would be dropped in silence.

Bad:
    direction: benefit
    direction: harm
Good:
    direction: benefit
Mend: keep one of the two.
"""

from spinesite.diagnostics import Rule, Severity

RULE = Rule("yaml-duplicate-key", "files", Severity.ERROR, __doc__ or "", always=True)
