"""Text files are in UTF-8.

Why: in any other encoding letters turn into other letters without a word.

Bad:
    a file saved as Latin-1, UTF-16 or by a word processor
Good:
    the same file saved as UTF-8 (with or without a byte-order mark)
Mend: save the file as UTF-8.
"""

from spinesite.diagnostics import Rule, Severity

RULE = Rule("not-utf8", "files", Severity.ERROR, __doc__ or "", always=True)
