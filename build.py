"""Build the site: `python build.py ARGS` is `spinesite build ARGS`.

Works from a clone; nothing needs to be installed but what pyproject.toml lists under dependencies.
"""

# /// script
# requires-python = ">=3.11"
# dependencies = [
#   "jinja2>=3.1.6,<4",
#   "pyyaml>=6.0.2,<7",
#   "markdown>=3.8.1,<4",
#   "bibtexparser>=2.1,<3",
#   "pydantic>=2.12,<3",
#   "nh3>=0.3,<0.4",
#   "click>=8.2,<9",
#   "selectolax>=0.4,<2",
# ]
# ///

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "src"))

from spinesite.cli import main

if __name__ == "__main__":
    raise SystemExit(main(["build", *sys.argv[1:]]))
