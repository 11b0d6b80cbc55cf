"""The whole program as its users run it: exit codes, streams, what is published and what is left alone."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from spinesite import cli

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests/golden/site"
TODAY = ("--today", "2026-06-01")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOLDEN, tmp_path / "site"))


def build(site: Path, *arguments: str) -> int:
    return cli.main(["build", "--root", str(site), *TODAY, *arguments])


def digest(folder: Path) -> str:
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found.update(f"{path.relative_to(folder)} {path.stat().st_mtime_ns} ".encode() + path.read_bytes())
    return found.hexdigest()


def break_a_claim(site: Path) -> None:
    claim = site / "content/claims/rise/sourdough-rise.yaml"
    claim.write_text(claim.read_text().replace("citekey: baker2020", "citekey: baker2021"))


def test_a_good_build(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(site) == 0
    printed = capsys.readouterr()
    assert "[stale-review]" in printed.out
    assert "built 6 claims, 4 references, 37 pages" in printed.err
    assert (site / "_site/claims/sourdough-rise/index.html").exists()
    assert not (site / "_site/claims/draft-claim").exists()
    manifest = json.loads((site / "_site/manifest.json").read_text())
    listed = {entry["path"] for entry in manifest["files"]}
    there = {p.relative_to(site / "_site").as_posix() for p in (site / "_site").rglob("*") if p.is_file()}
    assert there - listed == {"manifest.json"}


def test_a_failed_build_leaves_the_site_as_it_was(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(site) == 0
    before = digest(site / "_site")
    break_a_claim(site)
    capsys.readouterr()
    assert build(site) == 1
    assert digest(site / "_site") == before
    printed = capsys.readouterr()
    assert "sourdough-rise.yaml:15:25: error: unknown citekey 'baker2021' [unknown-citekey]" in printed.out
    assert "did you mean 'baker2020'" in printed.out
    assert "nothing was published" in printed.err


def test_wrong_pages_are_not_published(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(site) == 0
    before = digest(site / "_site")
    own = site / "templates/pages/glossary.html"
    own.parent.mkdir(parents=True)
    own.write_text(
        '{% extends "layouts/base.html" %}{% block main %}<h1>x</h1><a href="../nowhere/">x</a>{% endblock %}'
    )
    capsys.readouterr()
    assert build(site) == 1
    assert "[dead-link]" in capsys.readouterr().out
    assert digest(site / "_site") == before


def test_a_site_has_its_own_look(site: Path) -> None:
    """A name and an emergency notice by settings; colours and a mark by files in its own templates."""
    own = site / "templates"
    for name, text in {
        "assets/colours.css": ":root{--bg:#fffbe6}",
        "components/logo.html": '<svg class="loaf" viewBox="0 0 1 1" aria-hidden="true"></svg>',
        "components/schema_types.html": '{% set evidence_page = "WebPage" %}',
    }.items():
        (own / name).parent.mkdir(parents=True, exist_ok=True)
        (own / name).write_text(text)
    settings = site / "content/site.yaml"
    kept = re.sub(r"(?m)^(title|emergency):.*\n(?:[ -].*\n)*", "", settings.read_text())
    notice = "emergency: {heading: Leave the kitchen if, items: [the oven burns], link: null}"
    settings.write_text(f"{kept}title: Bread in brief\n{notice}\n")
    assert build(site) == 0
    page = (site / "_site/options/sourdough/index.html").read_text()
    assert (site / "_site/assets/colours.css").read_text() == ":root{--bg:#fffbe6}"
    assert '<svg class="loaf"' in page
    assert "<span>Bread in brief</span>" in page
    assert "Leave the kitchen if:</strong> the oven burns." in page
    assert "MedicalWebPage" not in page


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("de", '<html lang="de">'),
        ("ar", '<html lang="ar" dir="rtl">'),
        ("fa-IR", '<html lang="fa-IR" dir="rtl">'),
        ("az-Arab", '<html lang="az-Arab" dir="rtl">'),
        ("ur-Latn-PK", '<html lang="ur-Latn-PK">'),
    ],
)
def test_a_language_runs_in_its_direction(site: Path, language: str, shown: str) -> None:
    settings = site / "content/site.yaml"
    settings.write_text(re.sub(r"(?m)^language:.*", f"language: {language}", settings.read_text()))
    assert build(site) == 0
    for page in (site / "_site").rglob("*.html"):
        assert shown in page.read_text()


@pytest.mark.parametrize(
    ("items", "link", "shown"),
    [
        ("a.", "null", "<strong>Stop if:</strong> a."),
        ("a., b, c., d, e!", "null", "<strong>Stop if:</strong> a; b; c; d; e!"),
        ("a, b, c., d", "/", '<strong>Stop if:</strong> a; b; c.\n<a href="./">'),
        ("a", "HTTPS://example.org/", '<strong>Stop if:</strong> a.\n<a href="HTTPS://example.org/">'),
        ("a", "/options/sourdough/", '<strong>Stop if:</strong> a.\n<a href="options/sourdough/">'),
    ],
)
def test_an_emergency_notice_hides_nothing_that_no_link_leads_to(site: Path, items: str, link: str, shown: str) -> None:
    settings = site / "content/site.yaml"
    kept = re.sub(r"(?m)^(funding|emergency):.*\n(?:[ -].*\n)*", "", settings.read_text())
    settings.write_text(
        f"{kept}emergency: {{heading: Stop if, items: [{items}], link: {link}}}\nfunding: We pay. Nobody else does.\n"
    )
    assert build(site) == 0
    page = (site / "_site/index.html").read_text()
    assert shown in page
    assert "Paid for by: We pay. Nobody else does.<br>Licence:" in page


def test_strict_refuses_warnings(site: Path) -> None:
    assert build(site, "--strict") == 1
    assert not (site / "_site").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--root", "{empty}"),
        ("--root", "{site}", "--today", "2026-02-30"),
        ("--root", "{site}", "--base-url", "javascript:x"),
        ("--root", "{site}", "--out", "{site}/content/x"),
        ("--root", "{site}", "--no-such-option"),
        ("--root", "{site}", "--format", "xml"),
    ],
)
def test_wrong_usage(
    site: Path, tmp_path: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    given = [a.format(site=site, empty=tmp_path / "empty") for a in arguments]
    assert cli.main(["build", *given]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "rror" in printed.err
    assert "Traceback" not in printed.err


def test_byte_order_marks_and_line_ends_mean_nothing(site: Path, tmp_path: Path) -> None:
    assert build(site, "--out", str(tmp_path / "plain")) == 0
    files = {path: path.read_bytes() for kind in ("yaml", "md", "bib", "json") for path in site.rglob(f"*.{kind}")}
    for mark, end in ((b"\xef\xbb\xbf", b"\n"), (b"", b"\r\n"), (b"", b"\r"), (b"\xef\xbb\xbf", b"\r\n")):
        for path, data in files.items():
            path.write_bytes(mark + data.replace(b"\n", end))
        assert build(site, "--out", str(tmp_path / "marked")) == 0
        assert (tmp_path / "plain/manifest.json").read_bytes() == (tmp_path / "marked/manifest.json").read_bytes()


def test_the_same_bytes_everywhere(site: Path, tmp_path: Path) -> None:
    manifests = set()
    for number, (seed, zone, locale) in enumerate(
        [("0", "UTC", "C"), ("1", "Pacific/Kiritimati", "tr_TR.UTF-8"), ("2", "Pacific/Chatham", "de_DE")]
    ):
        out = tmp_path / f"out {number}"
        env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        command = [sys.executable, "-m", "spinesite", "build", "--root", str(site), "--out", str(out), *TODAY]
        subprocess.run(command, cwd=tmp_path, env=env, check=True, capture_output=True)
        manifests.add((out / "manifest.json").read_bytes())
    assert len(manifests) == 1


def test_the_date_comes_from_the_environment(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")  # 1 January 2026: no review is due yet
    assert cli.main(["check", "--root", str(site)]) == 0
    assert "[stale-review]" not in capsys.readouterr().out
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert cli.main(["check", "--root", str(site)]) == 2


def test_portable_links_name_files(site: Path, tmp_path: Path) -> None:
    assert build(site, "--portable") == 0
    html = (site / "_site/claims/sourdough-rise/index.html").read_text()
    assert 'href="../../options/index.html"' in html
    assert 'href="../../index.html"' in html
    assert 'rel="preload"' not in html  # browsers refuse that from a folder, and say so


def test_base_url_can_be_changed(site: Path) -> None:
    assert build(site, "--base-url", "https://bread.example/sub/") == 0
    assert "https://bread.example/sub/claims/" in (site / "_site/sitemap.xml").read_text()
    assert 'href="/sub/assets/site.css"' in (site / "_site/404.html").read_text()


def test_source_is_never_written(site: Path, tmp_path: Path) -> None:
    before = digest(site)
    assert build(site, "--out", str(tmp_path / "elsewhere")) == 0
    assert cli.main(["check", "--root", str(site), *TODAY]) == 0
    assert digest(site) == before


def test_content_is_never_a_template(site: Path) -> None:
    assert build(site) == 0
    html = (site / "_site/options/sourdough/index.html").read_text()
    assert "{{ 7*7 }}" in html
    assert "{% include" in html


def test_build_py_is_the_same_program(site: Path) -> None:
    command = [sys.executable, str(ROOT / "build.py"), "--root", str(site), *TODAY]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0
    assert "built 6 claims" in ended.stderr


def test_no_index_template_no_traceback(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = site / "templates/pages/home.html"
    own.parent.mkdir(parents=True)
    own.write_text("<p>\n{{ no_such_name }}</p>")
    assert build(site) == 2
    assert "template pages/home.html:2: 'no_such_name' is undefined" in capsys.readouterr().err
