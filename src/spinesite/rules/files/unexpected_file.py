"""Every file in content/ and citations/ must have a place in the pattern of a site.

Why: a file that nothing reads is a claim that nobody sees, often after a slip in its name.

Bad:
    content/claim/sleep.yaml
    content/options/Bed Rest.md
Good:
    content/claims/sleep.yaml
    content/options/bed-rest.md
Mend: move or rename the file, or delete it.
"""

from spinesite.diagnostics import Rule, Severity

RULE = Rule("unexpected-file", "files", Severity.ERROR, __doc__ or "", always=True)
