"""Which tests of this folder there are."""

from __future__ import annotations

import os

# Not there rather than skipped: nobody should count tests that read nothing.
collect_ignore = [] if os.environ.get("SPINESITE_CORPORA") else ["test_real_corpora.py"]
