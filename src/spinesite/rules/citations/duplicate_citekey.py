"""A citekey names one work, in all bibliography files together, whatever its capitals.

Why: with two entries of one name nobody can tell which paper a number comes from.

Bad:
    @article{smith2020, title = {One trial}, …}
    @article{Smith2020, title = {Another trial}, …}
Good:
    @article{smith2020a, title = {One trial}, …}
    @article{smith2020b, title = {Another trial}, …}
Mend: delete the second entry if it is the same work, else give it a citekey of its own and correct its citations.
"""

from spinesite.diagnostics import Rule, Severity

RULE = Rule("duplicate-citekey", "citations", Severity.ERROR, __doc__ or "", always=True)
