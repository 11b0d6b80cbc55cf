"""Tags such as !!str or !x are not allowed in YAML.

Why: a tag changes what a value is, and some tags run code in other programs.

Bad:
    value: !!float 0.30
Good:
    value: "0.30"
Mend: delete the tag.
"""

from spinesite.diagnostics import Rule, Severity

RULE = Rule("yaml-tag", "files", Severity.ERROR, __doc__ or "", always=True)
