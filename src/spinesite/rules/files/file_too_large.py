"""A YAML file may have 256 KiB, a Markdown file 64 KiB, a bibliography 4 MiB and 50,000 entries.

Why: readers and editors are not served by larger files, and hostile ones could stop a build.

Bad:
    a glossary of 300 KiB
Good:
    two files, or a shorter one
Mend: divide the file.
"""

from spinesite.diagnostics import Rule, Severity

RULE = Rule("file-too-large", "files", Severity.ERROR, __doc__ or "", always=True)
