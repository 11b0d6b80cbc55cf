"""Every link and fragment on a page must lead somewhere, ids must be unique, and every page must be reachable.

Why: a reader who follows a source and finds nothing has lost the source.

Bad:
    a template of the site with <a href="../nowhere/">
Good:
    a template that links with here.to(address)
Mend: correct the template or the link that the message names.
"""

from spinesite.diagnostics import Rule, Severity

RULE = Rule("dead-link", "output", Severity.ERROR, __doc__ or "", always=True)
