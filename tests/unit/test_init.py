"""The small site that `init` makes: it builds, it shows everything, and nothing in it or around it is about spines."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from spinesite import cli
from spinesite.guidance import GUIDANCE
from spinesite.model import Corpus
from spinesite.newsite import STARTER, starter
from spinesite.pipeline import examine
from spinesite.records import Record
from tests.unit.test_workflows import COMMITS

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)
# Words of the first site's subject. The program and its templates know none of them.
SUBJECT = re.compile(
    r"\b(?:spines?|spinal|vertebr\w*|lumbar|sacroiliac|sciatica?|stenosis|herniat\w*|back (?:pain|surgery)|"
    r"surgery|surgical)\b",
    re.IGNORECASE,
)
# Words of medicine. A site on another subject has none of them on its pages.
MEDICINE = re.compile(
    r"\b(?:surgeons?|patients?|clinic\w*|hospitals?|doctors?|physicians?|nurses?|therap\w+|drugs?|medicines?|medical\w*|"
    r"diseases?|pains?|injections?|massage|symptoms?)\b",
    re.IGNORECASE,
)
# The name of a checklist, which is that of its authors.
NAMES = re.compile(r"International Patient Decision Aid Standards")
# Fields that the small site does without: what they point to would have to be invented.
UNUSED = {
    "Notice": {"doi", "pmid", "nature", "date", "reasons"},
    "SiteSettings": {"repository"},
    "Citation": {"appendix", "supplement"},
    "Waiver": {"claim"},
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("init") / "new/site"
    assert cli.main(["init", str(folder), "--today", TODAY.isoformat()]) == 0
    return folder


@pytest.fixture(scope="module")
def published(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("published") / "out"
    assert cli.main(["build", "--root", str(site), "--out", str(out), "--today", TODAY.isoformat()]) == 0
    return out


def texts(folder: Path) -> dict[str, str]:
    found = {}
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix not in (".woff2", ".png", ".pyc") and STARTER not in path.parents:
            found[path.relative_to(folder).as_posix()] = NAMES.sub(
                "", path.read_text(encoding="utf-8", errors="replace")
            )
    return found


def test_it_breaks_no_rule(site: Path) -> None:
    assert examine(site, TODAY)[1].diagnostics == ()


def test_nothing_is_overdue_for_a_while(site: Path) -> None:
    assert {d.rule for d in examine(site, date(2027, 11, 22))[1].diagnostics} == set()


@pytest.mark.parametrize("folder", ["src", "templates"])
def test_the_program_knows_no_spines(folder: str) -> None:
    assert not [(path, match[0]) for path, text in texts(ROOT / folder).items() for match in SUBJECT.finditer(text)]


def test_the_words_are_found_where_they_are() -> None:
    """The words would be noticed: the first site is full of them."""
    first = " ".join(texts(ROOT / "content").values())
    assert len(SUBJECT.findall(first)) > 100
    assert len(MEDICINE.findall(first)) > 100


def test_no_page_is_about_spines_or_medicine(published: Path) -> None:
    found = texts(published)
    assert "index.html" in found
    assert not [
        (path, match[0])
        for path, text in found.items()
        for words in (SUBJECT, MEDICINE)
        for match in words.finditer(text)
    ]


def test_every_page_says_that_the_evidence_is_made_up(published: Path, site: Path) -> None:
    for path in published.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "made up" in text or 'http-equiv="refresh"' in text, path
    home = (published / "index.html").read_text(encoding="utf-8")
    assert '<p class="lead">An example to start from. All its studies and numbers are made up' in home
    entries = re.findall(r"^@(?!string)\w+\{(.*?)^\}", (site / "citations/examples.bib").read_text(), re.M | re.S)
    assert len(entries) == 5
    for entry in entries:
        assert "note = {An invented entry that shows the fields}" in entry
        assert "title = {Example study" in entry
        assert not re.search(r"^\s*(?:doi|pmid|pmcid|url|isbn)\b", entry, re.M)


def used(value: Any, found: dict[type[Record], set[str]]) -> None:
    """Note for each type of record which of its fields have been written in a value, and in all that it holds."""
    if isinstance(value, BaseModel):
        found.setdefault(type(value), set()).update(value.model_fields_set)  # type: ignore[arg-type]
        for name in value.model_fields_set:
            used(getattr(value, name), found)
    elif isinstance(value, tuple):
        for part in value:
            used(part, found)


def records(corpus: Corpus) -> tuple[Any, ...]:
    lists = (corpus.categories, corpus.outcomes, corpus.terms, corpus.unsupported, corpus.changes, corpus.waivers)
    pages = (corpus.options, corpus.conditions, corpus.guides, corpus.pages)
    return (corpus.settings.record, *(found.record for group in (*lists, corpus.claims, *pages) for found in group))


def test_every_field_is_shown_once(site: Path) -> None:
    corpus = examine(site, TODAY)[0]
    found: dict[type[Record], set[str]] = {}
    used(records(corpus), found)
    missing = {
        record.__name__: left
        for record, fields in GUIDANCE.items()
        if (left := set(fields) - found.get(record, set())) and record.__name__ != "Notices"
    }
    assert missing == UNUSED


def test_the_kinds_of_evidence_are_all_there(site: Path) -> None:
    claims = {claim.id: claim.record for claim in examine(site, TODAY)[0].claims}
    estimates = [estimate for claim in claims.values() for *_, estimate in claim.numbered()]
    assert {claim.status for claim in claims.values()} == {"published", "draft", "withdrawn"}
    assert {claim.direction for claim in claims.values()} >= {"benefit", "harm", "no-difference", "mixed", "uncertain"}
    assert {e.measure for e in estimates} >= {"proportion", "mean", "median", "range", "risk-ratio", "mean-difference"}
    assert {e.relation for e in estimates} >= {"exactly", "about", "at-most"}
    assert [e for e in estimates if e.measure == "risk-ratio" and e.interval]
    assert [f for claim in claims.values() for f in claim.findings if not f.estimates and f.summary]
    assert {claim.certainty.level for claim in claims.values()} >= {"moderate", "low", "very-low", "not-rated"}
    prose = "\n".join(path.read_text() for path in site.glob("content/**/*.md"))
    for form in ("](claim:", "![", "](option:", "](page:", "](ref:", "](term:", "[@", "| --- |", "[^1]"):
        assert form in prose


def test_readme_workflow_and_hooks_name_commands_that_exist(site: Path) -> None:
    readme = (site / "README.md").read_text()
    workflow = yaml.safe_load((site / ".github/workflows/site.yml").read_text())
    hooks = yaml.safe_load((site / ".pre-commit-config.yaml").read_text())
    lines = re.findall(r"^spinesite [^#\n]*|(?<=`)spinesite [a-z][^`]*", readme, re.M)
    lines += [step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step]
    lines += [hook["entry"] for repository in hooks["repos"] for hook in repository["hooks"]]
    lines = [line for line in lines if line.startswith("spinesite")]
    assert len(lines) >= 10
    for line in lines:
        assert shlex.split(line)[1] in cli.cli.commands, line
    for place in re.findall(r"^\| `([^`]+)`", readme, re.M):
        assert (site / place).exists(), place


def test_the_workflow_keeps_the_law_of_workflows(site: Path) -> None:
    path = site / ".github/workflows/site.yml"
    workflow = yaml.safe_load(path.read_text())
    assert workflow["permissions"] == {"contents": "read"}
    assert set(workflow[True]) == {"pull_request", "push"}
    for name, job in workflow["jobs"].items():
        assert "write" not in str(job.get("permissions", "")) or name == "deploy"
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")
            if "uses" in step:
                action, commit = step["uses"].split("@")
                assert COMMITS[action] == commit
    zizmor = Path(sys.executable).with_name("zizmor")
    ended = subprocess.run(
        [zizmor, "--offline", "--persona=auditor", path], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout


def test_what_editors_programs_are_told_is_what_this_repository_tells_them(site: Path) -> None:
    for path in (".vscode/settings.json", ".vscode/extensions.json"):
        assert (site / path).read_bytes() == (ROOT / path).read_bytes()
    for schema in json.loads((site / ".vscode/settings.json").read_text())["yaml.schemas"]:
        assert (site / schema).is_file()
    for path in (*site.glob("content/**/*.yaml"), *site.glob("content/**/*.md")):
        named = re.search(r"^# yaml-language-server: \$schema=(\S+)$", path.read_text(), re.M)
        assert named, path
        assert (path.parent / named[1]).resolve().parent == site / "docs/schemas"


def test_dates_are_those_of_the_day() -> None:
    leap = starter(date(2028, 2, 29))
    assert "reviewed: 2028-02-29\n" in leap["content/claims/in-the-pot/pots-run-over.yaml"]
    assert "review_by: 2029-02-28" in leap["content/claims/in-the-pot/pots-run-over.yaml"]
    assert not [path for path, text in leap.items() if re.search("@[A-Z-]+@", text)]


@pytest.mark.parametrize("what", ["file in it", "hidden file in it", "a file", "a link"])
def test_only_a_missing_or_empty_folder_is_taken(tmp_path: Path, what: str, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "place"
    if what == "a file":
        place.write_text("mine")
    elif what == "a link":
        (tmp_path / "other").mkdir()
        place.symlink_to(tmp_path / "other")
    else:
        place.mkdir()
        (place / (".mine" if "hidden" in what else "mine")).write_text("mine")
    before = sorted(tmp_path.rglob("*"))
    assert cli.main(["init", str(place)]) == 2
    assert sorted(tmp_path.rglob("*")) == before
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "choose" in printed.err


def test_an_empty_folder_and_a_new_repository_are_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("empty", "repository"):
        (tmp_path / name).mkdir()
    (tmp_path / "repository/.git").mkdir()
    for name in ("empty", "repository", "a/b c"):
        assert cli.main(["init", name, "--root", str(tmp_path)]) == 0
        assert (tmp_path / name / "content/site.yaml").is_file()
    printed = capsys.readouterr()
    assert f"spinesite build --root '{tmp_path}/a/b c'" in printed.err
