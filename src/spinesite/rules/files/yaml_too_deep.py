"""YAML may be nested 12 levels deep at the most.

Why: no record needs more, and very deep nesting brings programs down.

Bad:
    detail: [[[[[[[[[[[[[too deep]]]]]]]]]]]]]
Good:
    detail: plain text
Mend: look for brackets or indents too many; split a file of more than 20,000 values.
"""

from spinesite.diagnostics import Rule, Severity

RULE = Rule("yaml-too-deep", "files", Severity.ERROR, __doc__ or "", always=True)
