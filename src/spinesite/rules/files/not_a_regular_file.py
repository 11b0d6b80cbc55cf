"""Content and citations are made of regular files that can be read.

Why: a link may lead out of the site and publish what was never meant to be; a pipe or device may never end.

Bad:
    content/claims/report.yaml -> /etc/passwd
Good:
    content/claims/report.yaml, a file
Mend: put a copy of the file in its place, or delete it.
"""

from spinesite.diagnostics import Rule, Severity

RULE = Rule("not-a-regular-file", "files", Severity.ERROR, __doc__ or "", always=True)
