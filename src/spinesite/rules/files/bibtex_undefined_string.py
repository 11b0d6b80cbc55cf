"""A name that stands without braces or quotes must be a month or a string that the file defines.

Why: an undefined name would be printed as if it were the name of a journal.

Bad:
    journal = nejm,
Good:
    @string{nejm = {New England Journal of Medicine}}
    journal = nejm,
Mend: put the text in braces, or define the name with `@string` earlier in the same file.
"""

from spinesite.diagnostics import Rule, Severity

RULE = Rule("bibtex-undefined-string", "files", Severity.ERROR, __doc__ or "")
