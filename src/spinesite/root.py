"""What makes a directory a site. Apart, so that commands that read no records start fast."""

from __future__ import annotations

import os
from pathlib import Path

from spinesite.errors import UsageError

SETTINGS = "content/site.yaml"


def require_site(root: Path) -> None:
    """Raise UsageError unless the directory is a site: unless it has `content/site.yaml`."""
    if not os.path.lexists(root / SETTINGS):
        raise UsageError(f"no {SETTINGS} in {root}: a site is a directory that has one (see --root)")
