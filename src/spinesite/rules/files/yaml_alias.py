"""Anchors, aliases and merge keys are not allowed in YAML.

Why: a value that stands somewhere else cannot be reviewed where it is used, and nested aliases can grow without end.

Bad:
    certainty: &low {level: low}
    certainty: *low
Good:
    certainty: {level: low}
Mend: write the value out wherever it is needed.
"""

from spinesite.diagnostics import Rule, Severity

RULE = Rule("yaml-alias", "files", Severity.ERROR, __doc__ or "", always=True)
