"""A YAML file must hold one record (or one list, where a list is due) that can be read.

Why: a file that cannot be read would be left out, and its claim with it.

Bad:
    statement: After a week: 30%
Good:
    statement: "After a week: 30%"
Mend: quote text with ': ' in it or with a special first character; indent with spaces; keep one document in a file.
"""

from spinesite.diagnostics import Rule, Severity

RULE = Rule("yaml-syntax", "files", Severity.ERROR, __doc__ or "", always=True)
