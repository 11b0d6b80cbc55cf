"""Every LaTeX command in a bibliography must be one that can be turned into text without loss.

Why: a command that is dropped takes its meaning along: "p \\textless 0.05" would become "p 0.05".

Bad:
    title = {The \\fancy{new} implant}
Good:
    title = {The \\emph{new} implant}
    author = {M{\\"u}ller, Anna}
Mend: write the letter itself (UTF-8 is welcome), or a command of the documented table.
"""

from spinesite.diagnostics import Rule, Severity

RULE = Rule("bibtex-unknown-macro", "files", Severity.ERROR, __doc__ or "")
