"""A bibliography must be made of blocks that can be read, and nothing in it is dropped silently.

Why: an entry that cannot be read would vanish, and every claim that rests on it with it.

Bad:
    @article{smith 2020,
      title = {A trial}
      year = 2020,
    }
Good:
    @article{smith2020,
      title = {A trial},
      year = {2020},
    }
Mend: close every brace, put a comma after every field, name every field once, and make the citekey of letters, digits
and `: _ . + -`, starting with a letter.
"""

from spinesite.diagnostics import Rule, Severity

RULE = Rule("bibtex-syntax", "files", Severity.ERROR, __doc__ or "", always=True)
