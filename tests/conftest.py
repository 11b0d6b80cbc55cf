"""How hypothesis works in all tests, and how what tests have counted and measured gets printed after their results.

Hypothesis takes the same examples in every run, however slow the machine, and keeps nothing.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

from spinesite import render
from spinesite.templatefiles import Compiled

settings.register_profile(
    "spinesite",
    derandomize=True,
    deadline=None,
    database=None,
    # To explain a failure, every line is traced, for many minutes where an example is a whole site.
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
settings.load_profile("spinesite")

COUNTS = pytest.StashKey[Counter[str]]()
MEASURED = pytest.StashKey[list[str]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[COUNTS] = Counter()
    config.stash[MEASURED] = []


@pytest.fixture(scope="session", autouse=True)
def _templates_are_compiled_once() -> Iterator[None]:
    """Keep templates as code between the builds of a test process, as the preview does between those of an edit.

    To compile them takes longer than all else of a small build. Tests that run the program compile them each time.
    """
    kept, environment = Compiled(), render.environment

    def with_kept(*arguments: Any, **options: Any) -> Any:
        return environment(*arguments, **{**options, "compiled": kept})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(render, "environment", with_kept)
        yield


@pytest.fixture
def counts(request: pytest.FixtureRequest) -> Counter[str]:
    """Add to it by name what a test has tried: `counts["strings"] += 12`."""
    return request.config.stash[COUNTS]


@pytest.fixture
def measured(request: pytest.FixtureRequest) -> list[str]:
    """Append to it lines that say what a test has measured."""
    return request.config.stash[MEASURED]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand what was counted to the process that prints it, where several run the tests."""
    if (output := getattr(session.config, "workeroutput", None)) is not None:
        output["counts"], output["measured"] = dict(session.config.stash[COUNTS]), session.config.stash[MEASURED]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    output = getattr(node, "workeroutput", {})  # one that crashed has said nothing
    node.config.stash[COUNTS].update(output.get("counts", {}))
    node.config.stash[MEASURED].extend(output.get("measured", []))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for line in sorted(config.stash[MEASURED]):
        terminalreporter.write_line(line)
    if counts := config.stash[COUNTS]:
        tried = ", ".join(f"{number:,} {name}" for name, number in sorted(counts.items()))
        terminalreporter.write_line(f"reliability: {tried}")
        if not os.environ.get("SPINESITE_CORPORA"):
            terminalreporter.write_line("reliability: no real corpora were read, as SPINESITE_CORPORA names none")
