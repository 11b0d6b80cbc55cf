"""The law of the workflows: pinned actions, read-only by default, one writer, nothing from outside in a shell."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from spinesite.pages import PAGES
from spinesite.pipeline import examine
from spinesite.render import correction_url
from spinesite.resolve import resolve
from tests.unit.repositories import repository

ROOT = Path(__file__).parents[2]
OWN = sorted((ROOT / ".github/workflows").glob("*.yml"))
OFFERED = [ROOT / "docs/ci/github.yml", *sorted((ROOT / "src/spinesite/starter/.github/workflows").glob("*.yml"))]
WORKFLOWS = [*OWN, *OFFERED]
ACTION = ROOT / "action.yml"
# The commits that were seen in independent listings; an action without one is not used.
COMMITS = {
    "actions/checkout": "de0fac2e4500dabe0009e67214ff5f5447ce83dd",
    "actions/setup-python": "83679a892e2d95755f2dac6acb0bfd1e9ac5d548",
    "actions/upload-artifact": "b7c566a772e6b6bfb58ed0dc250532a479d7789f",
    "actions/download-artifact": "37930b1c2abaa49bbe596cd826c3c89aef350131",
    "actions/configure-pages": "983d7736d9b0ae728b81ab479565c72886d7745b",
    "actions/upload-pages-artifact": "7b1f4a764d45c48632c6b24a0339c27f5614fb0b",
    "actions/deploy-pages": "d6db90164ac5ed86f2b6aed7e0febac5b3c0c03e",
}
GOLDEN = ROOT / "tests/golden/site"


def hold_to_the_law(steps: list[dict[str, Any]]) -> None:
    for step in steps:
        assert "${{" not in step.get("run", ""), "a value from outside must reach a shell through `env`"
        if "uses" in step and not step["uses"].startswith("./"):
            name, commit = step["uses"].split("@")
            assert COMMITS[name] == commit
            if name == "actions/checkout":
                assert step["with"]["persist-credentials"] is False


def test_there_are_workflows() -> None:
    assert [path.name for path in OWN] == ["check.yml", "publish.yml"]
    assert len(OFFERED) >= 2


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_workflow(path: Path) -> None:
    text = path.read_text()
    workflow = yaml.safe_load(text)
    triggers = workflow[True]  # YAML 1.1 reads the key `on` as a truth value
    assert set(triggers) <= {"pull_request", "push", "schedule", "workflow_dispatch"}
    assert workflow["permissions"] == {"contents": "read"}
    writers = [name for name, job in workflow["jobs"].items() if "write" in str(job.get("permissions", ""))]
    assert writers == ([] if path.name == "check.yml" else ["deploy"])
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"] <= 60
        hold_to_the_law(job["steps"])
    pinned = [line for line in text.splitlines() if "uses:" in line and "uses: ./" not in line]
    assert all(re.search(r"@[0-9a-f]{40} # v\d", line) for line in pinned)


def test_only_main_is_published() -> None:
    for path in WORKFLOWS:
        workflow = yaml.safe_load(path.read_text())
        if "deploy" in workflow["jobs"]:
            assert workflow[True]["push"] == {"branches": ["main"]}
            on_push = "push" in str(workflow["jobs"]["deploy"].get("if", ""))
            assert "pull_request" not in workflow[True] or on_push


def test_the_action_keeps_the_law() -> None:
    action = yaml.safe_load(ACTION.read_text())
    assert action["runs"]["using"] == "composite"
    hold_to_the_law(action["runs"]["steps"])


def test_zizmor_finds_nothing() -> None:
    places = [".github", "action.yml", "docs/ci/github.yml", "src/spinesite/starter/.github"]
    command = [str(Path(sys.executable).parent / "zizmor"), "--offline", "--pedantic", "--no-progress", *places]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def run_action(folder: Path, **inputs: str) -> tuple[int, str]:
    """Run the shell steps of the action as a runner does; return the status and what was printed."""
    action = yaml.safe_load(ACTION.read_text())
    given = {name: spec["default"] for name, spec in action["inputs"].items()} | inputs
    home = folder / "runner/spinesite/bin"
    home.mkdir(parents=True)
    (home / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (home / "python").chmod(0o755)
    environment = {
        "PATH": os.environ["PATH"],
        "RUNNER_TEMP": str(folder / "runner"),
        "GITHUB_ACTION_PATH": str(ROOT),
        "SOURCE_DATE_EPOCH": "1767225600",
        "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
    }
    printed = ""
    for step in action["runs"]["steps"]:
        condition = re.fullmatch(r"inputs\.(\w+) != ''", step.get("if", ""))
        if "run" not in step or "pip" in step["run"] or (condition and not given[condition[1]]):
            continue
        own = {key: given[re.fullmatch(r"\$\{\{ inputs\.(\w+) \}\}", value)[1]] for key, value in step["env"].items()}  # type: ignore[index]
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        ended = subprocess.run(
            shell, cwd=folder, env={**environment, **own}, capture_output=True, text=True, check=False
        )
        printed += ended.stdout
        if ended.returncode:
            return ended.returncode, printed + ended.stderr
    return 0, printed


def test_the_action_checks_and_builds(tmp_path: Path) -> None:
    shutil.copytree(GOLDEN, tmp_path / "site")
    status, printed = run_action(tmp_path, root="site", sarif="report.sarif", out="out")
    assert status == 0, printed
    assert (tmp_path / "out/index.html").exists()
    assert '"version":' in (tmp_path / "report.sarif").read_text()


def test_the_action_fails_on_the_line(tmp_path: Path) -> None:
    site = Path(shutil.copytree(GOLDEN, tmp_path / "site"))
    claim = site / "content/claims/rise/sourdough-rise.yaml"
    claim.write_text(claim.read_text().replace("citekey: baker2020", "citekey: baker2021"))
    status, printed = run_action(tmp_path, root="site", sarif="report.sarif", out="out")
    assert status == 1
    assert "::error file=content/claims/rise/sourdough-rise.yaml,line=15" in printed
    assert "unknown-citekey" in (tmp_path / "report.sarif").read_text()
    assert not (tmp_path / "out").exists()


def test_the_action_tells_what_changed(tmp_path: Path) -> None:
    site = repository(GOLDEN, tmp_path / "site")
    claim = site / "content/claims/rise/sourdough-rise.yaml"
    claim.write_text(claim.read_text().replace("level: moderate", "level: low", 1))
    status, printed = run_action(tmp_path, root="site", base="HEAD")
    assert status == 0, printed
    assert "- `sourdough-rise`: certainty moderate → low" in (tmp_path / "summary.md").read_text()


def test_the_action_tells_what_changed_where_there_are_mistakes(tmp_path: Path) -> None:
    """The summary is there, and it is the check that fails."""
    site = repository(GOLDEN, tmp_path / "site")
    claim = site / "content/claims/rise/sourdough-rise.yaml"
    claim.write_text(claim.read_text().replace("citekey: baker2020", "citekey: baker2021"))
    status, printed = run_action(tmp_path, root="site", base="HEAD")
    assert status == 1
    assert "::error file=content/claims/rise/sourdough-rise.yaml" in printed
    assert "(`unknown-citekey`)" in (tmp_path / "summary.md").read_text()


def test_a_correction_fills_the_form_in() -> None:
    site = resolve(examine(GOLDEN, date(2026, 6, 1))[0])
    settings = site.settings.model_copy(update={"repository": "https://github.com/example/bread"})
    site = replace(site, settings=settings)
    page = next(page for make in PAGES for page in make(site))
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/correction.yml").read_text())
    fields = {field["id"] for field in form["body"]}
    assert {"page", "wrong", "source"} <= fields
    asked = parse_qs(urlsplit(correction_url(site, page)).query)
    assert asked.pop("template") == ["correction.yml"]
    assert set(asked) - {"title"} == {"page"}
