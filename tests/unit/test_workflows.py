"""The law of the workflows: pinned actions, read-only by default, one writer, nothing from outside in a shell."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
# The commits that were seen in independent listings; an action without one is not used.
COMMITS = {
    "actions/checkout": "de0fac2e4500dabe0009e67214ff5f5447ce83dd",
    "actions/setup-python": "83679a892e2d95755f2dac6acb0bfd1e9ac5d548",
    "actions/upload-artifact": "b7c566a772e6b6bfb58ed0dc250532a479d7789f",
    "actions/configure-pages": "983d7736d9b0ae728b81ab479565c72886d7745b",
    "actions/upload-pages-artifact": "7b1f4a764d45c48632c6b24a0339c27f5614fb0b",
    "actions/deploy-pages": "d6db90164ac5ed86f2b6aed7e0febac5b3c0c03e",
}


def test_there_are_workflows() -> None:
    assert [path.name for path in WORKFLOWS] == ["check.yml", "publish.yml"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflow(path: Path) -> None:
    text = path.read_text()
    workflow = yaml.safe_load(text)
    triggers = workflow[True]  # YAML 1.1 reads the key `on` as a truth value
    assert set(triggers) <= {"pull_request", "push", "schedule", "workflow_dispatch"}
    assert workflow["permissions"] == {"contents": "read"}
    writers = [name for name, job in workflow["jobs"].items() if "write" in str(job.get("permissions", ""))]
    assert writers == (["deploy"] if path.name == "publish.yml" else [])
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"] <= 60
        for step in job["steps"]:
            assert "${{" not in step.get("run", ""), "a value from outside must reach a shell through `env`"
            if "uses" in step:
                name, commit = step["uses"].split("@")
                assert COMMITS[name] == commit
                if name == "actions/checkout":
                    assert step["with"]["persist-credentials"] is False
    assert all(re.search(r"@[0-9a-f]{40} # v\d", line) for line in text.splitlines() if "uses:" in line)


def test_the_site_is_published_from_main_only() -> None:
    publish = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text())
    assert publish[True] == {"push": {"branches": ["main"]}}
    assert publish["jobs"]["deploy"]["needs"] == "build"
