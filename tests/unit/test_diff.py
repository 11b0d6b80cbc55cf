"""`spinesite diff`, between revisions of real repositories."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from spinesite import cli
from tests.unit.repositories import committed, git, repository

GOLDEN = Path(__file__).parents[1] / "golden/site"
TODAY = ("--today", "2026-06-01")
CLAIM = "content/claims/rise/sourdough-rise.yaml"
BIB = "citations/bread.bib"
LIMIT = 65_536


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A repository with the golden site, committed once."""
    return repository(GOLDEN, tmp_path / "site")


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text, old
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def diff(site: Path, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """Run the command and return its report; it is to end with a status."""

    def run(*arguments: str, status: int = 0, root: Path = site) -> str:
        capsys.readouterr()
        assert cli.main(["diff", "--root", str(root), *TODAY, *(arguments or ("HEAD",))]) == status
        printed = capsys.readouterr()
        return printed.err if status == 2 else printed.out

    return run


def test_nothing_changed(diff) -> None:
    assert diff() == "No change in the evidence.\n"


def test_files_may_change_without_the_evidence(site: Path, diff) -> None:
    (site / "content/claims/rise").rename(site / "content/claims/risen")
    claim = site / "content/claims/risen/sourdough-rise.yaml"
    claim.write_text("# a comment\r\n" + claim.read_text().replace("\n", "\r\n"), newline="")
    (site / "README.md").write_text("x")
    assert diff() == "No change in the evidence.\n"


def test_numbers_certainty_and_source(site: Path, diff) -> None:
    file = site / "content/claims/crumb.yaml"
    file.write_text(
        """\
id: crumb
statement: In one trial, 12% of loaves crumbled.
options: [sourdough]
certainty: {level: low, rated_by: source}
findings:
  - citation: {citekey: baker2020, page: "3"}
    population: loaves
    outcome: rise
    timeframe: 12 hours
    estimates:
      - {measure: proportion, value: "12", unit: percent, relation: about, total: "120"}
reviewed: 2026-01-15
"""
    )
    committed(site)
    edit(file, '"12", unit: percent, relation: about, total: "120"', '"21", unit: percent, total: "102"')
    edit(file, "12% of loaves", "21% of loaves")
    edit(file, "level: low", "level: moderate")
    edit(file, "citekey: baker2020, page", "citekey: guild2015, page")
    report = diff()
    assert report.startswith("1 claim changed; ")
    line = "- `crumb`: about 12% → 21%, n 120 → 102, certainty low → moderate, source baker2020 → guild2015\n"
    assert line in report
    assert "  - statement: In one trial, ~~12%~~ **21%** of loaves crumbled.\n" in report
    assert "`/claims/crumb/`" in report
    assert "`/references/guild2015/`" in report
    assert "`/conditions/flat-loaf/`" not in report


def test_claims_come_and_go(site: Path, diff) -> None:
    text = (site / CLAIM).read_text()
    (site / "content/claims/rise/new-claim.yaml").write_text(text.replace("id: sourdough-rise", "id: new-claim"))
    edit(
        site / "content/claims/crumb.yaml",
        "reviewed:",
        "status: withdrawn\nstatus_reason: The trial was small.\nreviewed:",
    )
    (site / "content/claims/sourdough-burns.yaml").unlink()
    for page in (site / "content").rglob("*.md"):
        page.write_text(re.sub(r"!?\[[^]]*\]\(claim:sourdough-burns\)", "", page.read_text()))
    for name in ("unsupported", "changes"):
        edit_all(site / f"content/{name}.yaml", "sourdough-burns", "sourdough-rise")
    report = diff(status=status_of(site))
    assert report.startswith("1 claim added, 1 withdrawn, 1 gone; ")
    assert "### Claims added\n\n- `new-claim`: In one trial, 30 of 40 loaves rose" in report
    assert "  - moderate certainty; from `baker2020`\n" in report
    assert "### Claims withdrawn\n\n- `crumb`: " in report
    assert "  - why: The trial was small.\n" in report
    assert "### Claims that are gone\n\n- `sourdough-burns`: " in report
    # A draft is no claim that readers find, and a draft that is published is a new one.
    committed(site)
    edit(site / "content/claims/draft-claim.yaml", "status: draft\n", "")
    assert "1 claim added" in diff(status=status_of(site))


def edit_all(file: Path, old: str, new: str) -> None:
    file.write_text(file.read_text().replace(old, new))


def status_of(site: Path) -> int:
    return cli.main(["check", "--root", str(site), *TODAY])


def test_findings_are_matched_wherever_they_stand(site: Path, diff) -> None:
    other = """\
  - citation: {citekey: guild2015, page: "1"}
    outcome: rise
    population: rolls
    summary: The guild says that rolls rise too.
"""
    text = (site / CLAIM).read_text()
    (site / CLAIM).write_text(text.replace("findings:\n", f"findings:\n{other}"))
    report = diff()
    changes = report.partition("### Claims changed")[2].partition("###")[0]
    assert "- `sourdough-rise`: finding changed\n" in changes
    assert "  - finding: none → guild2015 on rise: The guild says that rolls rise too.\n" in changes
    assert changes.count("→") == 1
    # In another order they are the same.
    committed(site)
    text = (site / CLAIM).read_text()
    (site / CLAIM).write_text(text.replace(other, "").replace("quoted_as:", f"{other}quoted_as:"))
    assert "claim changed" not in diff()


def test_references(site: Path, diff) -> None:
    bib = (site / BIB).read_text()
    new = "@book{flour2024, author = {Mehl, Eva}, title = {Flour again}, publisher = {Mehl}, year = {2024}}\n"
    (site / BIB).write_text(bib.replace("The Millers' Guild}", "A maker of yeast}") + new)
    report = diff()
    assert report.startswith("1 reference added, 1 changed; ")
    assert "- `flour2024`: Flour again (2024, checked: not recorded)\n" in report
    assert "- `baker2020`: funding The Millers' Guild → A maker of yeast\n" in report
    assert "- warning: `citations/bread.bib:" in report


def test_a_renamed_reference_is_the_same_work(site: Path, diff) -> None:
    for file in [*(site / "content").rglob("*.yaml"), *(site / "content").rglob("*.md"), site / BIB]:
        edit_all(file, "baker2020", "baker2020bread")
    report = diff()
    assert report.startswith("1 reference changed; ")
    assert "- `baker2020` → `baker2020bread`\n" in report
    assert "claim changed" not in report


def test_retractions(site: Path, diff) -> None:
    notices = site / "citations/retractions.json"
    new = '{"doi": "10.1000/bread.2020", "nature": "Retraction", "date": "2026-05-01", "reasons": ["Loaves made up"]}'
    edit(notices, "[\n", f"[\n  {new},\n")
    report = diff(status=1)
    assert report.startswith("1 reference now retracted; ")
    assert "### Now retracted\n\n- `baker2020`: retraction of 2026-05-01 (Loaves made up)\n" in report
    assert "  - claims that rest on it: " in report
    assert "`sourdough-rise`" in report
    assert "[retracted-reference]" not in report
    assert "(`retracted-reference`)" in report
    edit(notices, '"Retraction", "date": "2026-05-01"', '"Expression of concern", "date": "2026-05-01"')
    assert diff().startswith("1 reference now doubted or corrected; ")
    notices.write_text('{"version": 1, "notices": []}')
    assert diff().startswith("1 reference no longer retracted; ")


def test_problems_are_told_apart_by_what_they_say(site: Path, diff) -> None:
    file = site / "content/claims/sourdough-burns.yaml"
    file.write_text("\n\n" + file.read_text())  # its warning stands two lines lower now
    assert "warning" not in diff()
    edit(site / CLAIM, 'value: "75"', 'value: "76"')
    report = diff(status=1)
    assert "new: " in report.splitlines()[0]
    assert re.search(r"- error: `content/claims/rise/sourdough-rise.yaml:\d+` 76% does not match", report)
    assert "at least " in report.splitlines()[0]
    committed(site)
    edit(site / CLAIM, 'value: "76"', 'value: "75"')
    report = diff()
    assert "solved" in report.splitlines()[0]
    assert "### Problems solved" in report


def test_what_cannot_be_read_is_not_called_gone(site: Path, diff) -> None:
    (site / CLAIM).write_text("id: [\n")
    (site / BIB).write_text((site / BIB).read_text().replace("@book{millers1999,", "@book{millers1999"))
    report = diff(status=1)
    assert "gone" not in report
    assert "removed" not in report
    assert "### Not compared, as one version cannot be read" in report
    assert "- `claims/sourdough-rise`\n" in report


def test_two_revisions(site: Path, diff) -> None:
    edit(site / CLAIM, "loaves of wheat flour", "loaves of rye flour")
    committed(site)
    (site / CLAIM).write_text("broken")
    report = diff("HEAD~1", "HEAD")
    assert "- `sourdough-rise`: population loaves of wheat flour → loaves of rye flour\n" in report
    assert diff("HEAD", "HEAD") == "No change in the evidence.\n"
    assert "loaves of rye flour → loaves of wheat flour" in diff("HEAD", "HEAD~1")


def test_a_site_in_a_folder_of_its_repository(site: Path, tmp_path: Path, diff) -> None:
    inner = tmp_path / "whole/a site/in here"
    inner.parent.mkdir(parents=True)
    git(tmp_path, "init", "--quiet", str(tmp_path / "whole"))
    (tmp_path / "whole/README.md").write_text("x")
    committed(tmp_path / "whole")
    shutil.copytree(GOLDEN, inner)
    shutil.copytree(GOLDEN, tmp_path / "whole/another")
    committed(tmp_path / "whole")
    assert diff(root=inner) == "No change in the evidence.\n"
    edit(inner / CLAIM, "loaves of wheat flour", "loaves of rye flour")
    assert diff(root=inner).startswith("1 claim changed; ")
    report = diff("HEAD~1", root=inner)
    assert report.startswith("5 claims added; 4 references added, 1 now retracted; ")
    assert "There is no site in `HEAD~1`." in report
    assert "there is no content/site.yaml in HEAD~1" in diff("HEAD", "HEAD~1", root=inner, status=2)


def test_links_and_submodules_are_refused_as_on_the_disk(site: Path, tmp_path: Path, diff) -> None:
    (tmp_path / "secret.yaml").write_text((site / CLAIM).read_text())
    (site / "content/claims/linked.yaml").symlink_to(tmp_path / "secret.yaml")
    committed(site)
    for report in (diff("HEAD~1", status=1), diff("HEAD~1", "HEAD", status=1)):
        assert "content/claims/linked.yaml" in report
        assert "not a regular file: a symbolic link" in report
        assert "claim added" not in report
    assert diff(status=1).startswith("No change in the evidence.\n")
    (site / "content/claims/linked.yaml").unlink()
    git(tmp_path, "init", "--quiet", str(site / "content/claims/other"))
    shutil.copy(GOLDEN / CLAIM, site / "content/claims/other/inner.yaml")
    committed(site / "content/claims/other")
    git(site, "add", "--all")
    committed(site)
    assert "not a regular file: a submodule" in diff("HEAD~2", "HEAD", status=1)


def test_large_and_strange_files_are_refused_as_on_the_disk(site: Path, diff) -> None:
    before = git(site, "rev-parse", "HEAD").strip()
    (site / "content/claims/large.yaml").write_bytes(b"#" * (256 * 1024 + 1))
    (site / "content/claims/latin.yaml").write_bytes(b"statement: caf\xe9\n")
    (site / "content/claims/tab\tand \xe9.txt").write_text("x")
    committed(site)
    on_disk, in_git = diff(before, status=1), diff(before, "HEAD", status=1)
    assert on_disk == in_git
    assert "262,145 bytes" in on_disk
    assert "not UTF-8" in on_disk
    assert "a file with no place" in on_disk


@pytest.mark.parametrize("name", ["-h", "--output=x", "--upload-pack=touch x", ""])
def test_a_revision_is_no_option(site: Path, diff, name: str) -> None:
    said = diff("--", name, status=2)
    assert f"there is no revision {name!r}" in said
    assert said.count("\n") == 1


def test_unknown_revisions(site: Path, tmp_path: Path, diff) -> None:
    assert "there is no revision 'nowhere' in the repository" in diff("nowhere", status=2)
    assert "there is no revision 'HEAD..HEAD'" in diff("HEAD..HEAD", status=2)
    assert "there is no revision 'HEAD:content'" in diff("HEAD:content", status=2)
    assert "'0000000000000000000000000000000000000000'" in diff("0" * 40, status=2)
    committed(site)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{site}", str(clone))
    said = diff("HEAD~1", root=clone, status=2)
    assert "shallow clone" in said
    assert "git fetch --unshallow" in said
    assert "fetch-depth: 0" in said
    assert said.count("\n") == 1
    git(clone, "checkout", "--quiet", "--detach")
    git(clone, "branch", "--quiet", "-D", "main")
    assert "did you mean 'origin/main'?" in diff("main", root=clone, status=2)
    assert diff("origin/main", root=clone) == "No change in the evidence.\n"


def test_no_repository(tmp_path: Path, diff) -> None:
    shutil.copytree(GOLDEN, tmp_path / "alone")
    said = diff(root=tmp_path / "alone", status=2)
    assert "is in no git repository" in said
    assert said.count("\n") == 1
    assert "no content/site.yaml" in diff(root=tmp_path, status=2)


def test_without_git(site: Path, monkeypatch: pytest.MonkeyPatch, diff) -> None:
    monkeypatch.setenv("PATH", "")
    assert "git is not installed" in diff(status=2)


def test_the_settings_of_a_repository_run_nothing(site: Path, tmp_path: Path, diff) -> None:
    witness = tmp_path / "witness"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch '{witness}'\n")
    program.chmod(0o755)
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for name in ("post-checkout", "reference-transaction", "post-index-change", "fsmonitor-watchman"):
        shutil.copy(program, hooks / name)
    for name in ("core.fsmonitor", "core.sshCommand", "core.pager", "diff.external", "core.editor", "filter.x.smudge"):
        git(site, "config", name, str(program))
    git(site, "config", "core.hooksPath", str(hooks))
    git(site, "config", "diff.x.textconv", str(program))
    git(site, "config", "remote.origin.url", f"ext::{program}")
    git(site, "config", "remote.origin.promisor", "true")
    git(site, "config", "protocol.ext.allow", "always")
    (site / ".gitattributes").write_text("* filter=x diff=x\n")
    blob = git(site, "rev-parse", f"HEAD:{CLAIM}").strip()
    edit(site / CLAIM, "loaves of wheat flour", "loaves of rye flour")
    witness.unlink(missing_ok=True)
    assert "claim changed" in diff()
    (site / f".git/objects/{blob[:2]}/{blob[2:]}").unlink()
    assert "git does not give the object" in diff(status=2)
    assert not witness.exists()


def test_another_repository_in_the_environment(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, diff
) -> None:
    """A hook of git hands its own repository on."""
    git(tmp_path, "init", "--quiet", str(tmp_path / "other"))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other/.git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "other/.git/index"))
    assert diff() == "No change in the evidence.\n"


def test_nothing_is_written(site: Path, diff) -> None:
    edit(site / CLAIM, "loaves of wheat flour", "loaves of rye flour")
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*")}
    diff()
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*")} == before


HOSTILE = (
    "Ask @octocat and #1, GH-2, o/r#3, <img src=x onerror=alert(1)>, [x](https://evil.example), ![y](//e.example/p), "
    "**bold** _it_ `code` ~~gone~~ | cell | $x$ www.evil.example a@evil.example :tada: deadbeef1 <!-- hidden"
)


def test_texts_of_strangers_are_inert(site: Path, diff) -> None:
    edit(site / CLAIM, "population: loaves of wheat flour", f"population: {HOSTILE!r}")
    edit(
        site / CLAIM,
        "statement: In one trial,",
        f"statement: {HOSTILE.replace(': ', ' ').replace(' #', ' x#')} In one trial,",
    )
    edit(site / BIB, "The Millers' Guild}", "@octocat \\#1}")
    report = diff(status=status_of(site))
    assert_inert(report)
    assert "octocat" in report


def assert_inert(report: str) -> None:
    text = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", report)  # within code nothing is anything
    assert not re.search(r"@\w", text)
    assert not re.search(r"#\d", text)
    assert "GH-" not in text
    assert not re.search(r"<(?!br>)", text)
    assert not re.search(r"(?<!\\)[\[\]_`|$]", text.replace("\\\\", ""))
    assert "://" not in text
    assert "www." not in text
    assert not re.search(r":\w+:", text)
    assert not re.search(r"\b[0-9a-f]*\d[0-9a-f]*[a-f][0-9a-f]*\b(?<=[0-9a-f]{7})", text)


def test_a_report_fits_a_comment(site: Path, diff) -> None:
    text = (site / CLAIM).read_text()
    for number in range(400):
        copy = text.replace("id: sourdough-rise", f"id: copy-{number:03}").replace(
            "population: loaves", f"population: 😀 {number} loaves"
        )
        (site / f"content/claims/copy-{number:03}.yaml").write_text(copy)
    report = diff(status=status_of(site))
    assert len(report) <= LIMIT
    assert len(report.encode()) <= LIMIT
    assert report.startswith("400 claims added; ")
    shown = report.count("\n- `copy-")
    left_out = re.search(r"- … and ([\d,]+) more claims, for which a comment has no room\n", report)
    assert left_out
    assert shown + int(left_out[1].replace(",", "")) == 400
    assert shown > 50
    assert "### Pages affected" in report


def test_one_large_claim_leaves_room(site: Path, diff) -> None:
    findings = "".join(
        f"  - {{citation: guild2015, outcome: rise, population: group {number}, summary: {'word ' * 100}{number}}}\n"
        for number in range(300)
    )
    text = (site / CLAIM).read_text()
    (site / CLAIM).write_text(text.replace("findings:\n", f"findings:\n{findings}"))
    report = diff(status=status_of(site))
    assert len(report.encode()) <= LIMIT
    assert re.search(r"  - … and \d+ more lines\n", report)


def test_the_same_report_every_time(site: Path, diff) -> None:
    edit(site / CLAIM, "loaves of wheat flour", "loaves of rye flour")
    (site / "content/claims/crumb.yaml").unlink()
    first = diff(status=status_of(site))
    assert diff(status=status_of(site)) == first
    assert "1 gone" in first
