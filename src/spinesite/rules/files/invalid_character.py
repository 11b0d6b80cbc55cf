"""Text may hold no control characters, bidirectional overrides, surrogates or noncharacters, escaped or not.

Why: such characters are invisible, break files, or make text read differently from what a computer reads.

Bad:
    statement: "At most 30\\u202e% of people"
Good:
    statement: "At most 30% of people"
Mend: delete the character; type the words afresh if they were pasted. Right-to-left letters need no override.
"""

from spinesite.diagnostics import Rule, Severity

RULE = Rule("invalid-character", "files", Severity.ERROR, __doc__ or "", always=True)
