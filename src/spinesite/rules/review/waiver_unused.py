"""A waiver must silence something.

Why: a waiver that nothing needs hides the next mistake of its kind.

Bad:
    a waiver for a claim that was mended
Good:
    no waiver
Mend: delete the waiver.
"""

from spinesite.diagnostics import Rule, Severity

RULE = Rule("waiver-unused", "review", Severity.WARNING, __doc__ or "")
