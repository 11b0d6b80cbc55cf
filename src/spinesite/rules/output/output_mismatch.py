"""A number on a page must say what its record says, with its bound and its unit.

Why: a template that rounds, or drops "at most", would publish a number that no source gives.

Bad:
    <span data-claim="x" data-estimate="1.1">30%</span> where the record says at most 30%
Good:
    {{ figure|number }}
Mend: print numbers with the filter `number` and leave its text alone.
"""

from spinesite.diagnostics import Rule, Severity

RULE = Rule("output-mismatch", "output", Severity.ERROR, __doc__ or "", always=True)
