"""What the tests of this folder went through is counted, and printed at the end."""

from __future__ import annotations

import os
from collections import Counter

import pytest

_COUNTS = pytest.StashKey[Counter[str]]()

# Not there rather than skipped: nobody should count tests that read nothing.
collect_ignore = [] if os.environ.get("SPINESITE_CORPORA") else ["test_real_corpora.py"]


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_COUNTS] = Counter()


@pytest.fixture
def counts(request: pytest.FixtureRequest) -> Counter[str]:
    """Add to it by name what a test has tried: `counts["strings"] += 12`."""
    return request.config.stash[_COUNTS]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if counts := terminalreporter.config.stash[_COUNTS]:
        tried = ", ".join(f"{number:,} {name}" for name, number in sorted(counts.items()))
        terminalreporter.write_line(f"reliability: {tried}")
    if collect_ignore:
        terminalreporter.write_line("reliability: no real corpora were read, as SPINESITE_CORPORA names none")
