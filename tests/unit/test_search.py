"""The search index: what is in it, the same bytes every time, and what a build says where there is none."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import pytest

from spinesite import cli, search
from spinesite.errors import MachineError
from spinesite.pipeline import build as build_corpus
from spinesite.pipeline import examine
from spinesite.render import POLICY, SEARCH_POLICY
from tests.golden.test_golden import SITE, TODAY

ROOT = Path(__file__).parents[2]
INDEX = Path(search.FOLDER)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("golden") / "site"
    assert cli.main(["build", "--root", str(SITE), "--out", str(out), "--today", TODAY.isoformat(), "--search"]) == 0
    return out


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SITE, tmp_path / "source"))


def run(site: Path, *arguments: str) -> int:
    return cli.main(["build", "--root", str(site), "--today", TODAY.isoformat(), *arguments])


def plain(data: bytes) -> bytes:
    """What Pagefind's script reads of a file: it may be compressed."""
    data = data if data.startswith(b"pagefind_dcd") else gzip.decompress(data)
    return data.removeprefix(b"pagefind_dcd")


def fragments(built: Path) -> dict[str, Any]:
    """What the index holds of each page, by its address."""
    read = [json.loads(plain(path.read_bytes())) for path in (built / INDEX / "fragment").iterdir()]
    assert len(read) == len({found["url"] for found in read})
    return {found["url"]: found for found in read}


# --- what is found


def test_texts_are_found_and_lists_are_not(built: Path) -> None:
    found = fragments(built)
    expected = {
        f"{path.parent.relative_to(built).as_posix()}/"
        for kind in ("options", "conditions", "guides", "claims", "outcomes", "references")
        for path in (built / kind).glob("*/index.html")
    }
    assert set(found) == expected | {"about/", "emergency/", "glossary/", "unsupported/"}


def test_navigation_notes_and_cards_are_no_text(built: Path) -> None:
    texts = {address: found["content"] for address, found in fragments(built).items()}
    option = (built / "options/sourdough/index.html").read_text()
    for left_out in ("Skip to the text", "Published by", "On this page", "Who paid", "Sources"):
        assert left_out in option
        assert left_out not in texts["options/sourdough/"]
    # Its source is text on the page of a claim, and its number stands with its bound.
    assert "Who paid: " in texts["claims/sourdough-rise/"]


def test_numbers_keep_their_bounds(built: Path) -> None:
    pages = fragments(built)
    found = pages["claims/sourdough-burns/"]
    shown = (built / "claims/sourdough-burns/index.html").read_text()
    assert "at most" in shown
    assert "at most" in found["content"]
    assert found["meta"]["title"] in shown


def test_what_nobody_found_is_no_excerpt(built: Path) -> None:
    """What would change our mind, and a number as it gets misquoted, read as findings where they stand alone."""
    shown = "".join(path.read_text() for path in (built / "claims").glob("*/index.html"))
    for heading in ("What would change our mind", "How this number gets quoted"):
        assert f">{heading}<" in shown
        for found in fragments(built).values():
            assert heading not in found["content"]


def test_citations_leave_no_trace_in_words(built: Path) -> None:
    for found in fragments(built).values():
        assert "\u2060" not in found["content"], found["url"]
        assert "[1]" not in found["content"], found["url"]


def test_filters(built: Path) -> None:
    pages = fragments(built)
    assert pages["options/sourdough/"]["filters"] == {"type": ["Options"], "option": ["Sourdough"]}
    claim = pages["claims/sourdough-rise/"]["filters"]
    assert claim["type"] == ["Claims"]
    assert len(claim["certainty"]) == 1
    assert "Sourdough" in claim["option"]
    assert pages["references/baker2020/"]["filters"]["type"] == ["References"]
    assert pages["outcomes/rise/"]["filters"] == {"type": ["Outcomes"]}
    named = b"".join(plain(path.read_bytes()) for path in sorted((built / INDEX / "filter").iterdir()))
    assert all(word in named for word in (b"dtype", b"foption", b"icertainty", b"Sourdough", b"Not rated"))


def test_what_makes_a_claim_doubtful_is_shown_with_it(built: Path) -> None:
    marks = {address: found["meta"] for address, found in fragments(built).items()}
    assert marks["claims/cold-dough/"]["mark"] == "Withdrawn"
    assert marks["claims/cold-dough/"]["doubt"] == "Rests on a retracted work"
    assert marks["claims/sourdough-burns/"]["overdue"] == "Review overdue"
    assert marks["references/frost2010/"]["mark"] == "Retracted"
    assert not {"mark", "doubt", "overdue"} & set(marks["claims/sourdough-rise/"])


def test_the_page_of_a_term_leads_to_it(built: Path) -> None:
    anchors = fragments(built)["glossary/"]["anchors"]
    html = (built / "glossary/index.html").read_text()
    assert anchors
    assert all(f'id="{anchor["id"]}"' in html and anchor["text"] for anchor in anchors)


def test_only_what_the_search_page_asks_for_is_published(built: Path) -> None:
    there = {path.relative_to(built / INDEX).as_posix() for path in (built / INDEX).rglob("*") if path.is_file()}
    entry = json.loads((built / INDEX / "pagefind-entry.json").read_text())
    (language,) = entry["languages"].values()
    top = {path for path in there if "/" not in path}
    meta = f"pagefind.{language['hash']}.pf_meta"
    assert top == {"pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.en-gb.pagefind", meta}
    assert {path.partition("/")[0] for path in there - top} == {"fragment", "index", "filter"}
    listed = {file["path"] for file in json.loads((built / "manifest.json").read_text())["files"]}
    assert {f"{search.FOLDER}/{path}" for path in there} == {path for path in listed if path.startswith(search.FOLDER)}


def test_names_of_files_follow_from_what_is_in_them(built: Path) -> None:
    """A browser may keep a file for ever; another content must have another name."""
    settled = [*(built / INDEX / "filter").iterdir(), *(built / INDEX).glob("*.pf_meta")]
    assert len(settled) == 4
    for path in settled:
        assert hashlib.sha256(plain(path.read_bytes())).hexdigest()[:12] in path.name


# --- the same bytes every time


def test_two_builds_are_the_same(built: Path, site: Path, tmp_path: Path) -> None:
    """In another place, with other files of other times, another environment, and folders listed in another order."""
    for path in sorted(site.rglob("*"), reverse=True):
        os.utime(path, (1, 1))
    out = tmp_path / "a b" / "ü"
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONHASHSEED": "7",
        "LC_ALL": "tr_TR.UTF-8",
        "TZ": "Pacific/Kiritimati",
        "PAGEFIND_EXCLUDE_SELECTORS": "p",
        "PAGEFIND_BINARY_PATH": "/nowhere",
    }
    command = [sys.executable, "-m", "spinesite", "build", "--root", str(site), "--out", str(out), "--search"]
    (tmp_path / "pagefind.toml").write_text('exclude_selectors = ["p"]\n')
    subprocess.run([*command, "--today", TODAY.isoformat()], env=environment, cwd=tmp_path, check=True, timeout=120)
    assert (out / "manifest.json").read_bytes() == (built / "manifest.json").read_bytes()


def test_two_processes_make_the_same(built: Path, tmp_path: Path) -> None:
    corpus, _ = examine(SITE, TODAY)
    assert build_corpus(corpus, SITE, tmp_path / "two", jobs=2, indexer=search.program()).published
    assert (tmp_path / "two/manifest.json").read_bytes() == (built / "manifest.json").read_bytes()


def test_many_filters_stand_in_one_order() -> None:
    """Pagefind itself lists them in another order on every run."""
    program = search.program()
    assert program
    body = '<html lang="en"><body><main data-pagefind-body><h1>Page {0}</h1>{1}</main></body></html>'
    marks = "".join(f'<p data-pagefind-filter="kind{n}">Value {n}</p>' for n in range(12))
    values = [f'<p data-pagefind-filter="kind">Value {n}</p>' for n in range(300)]
    pages = [(f"{n}/", body.format(n, marks + value).encode()) for n, value in enumerate(values)]
    first, second = (dict(search.index(program, pages)) for _ in range(2))
    assert first == second
    filters = [plain(data) for path, data in first.items() if "/filter/" in path]
    assert len(filters) == 13
    large = max(filters, key=len)
    assert all(f"Value {n}".encode() in large for n in range(300))


# --- other sites


def test_portable_addresses_name_the_file(site: Path) -> None:
    assert run(site, "--portable", "--search") == 0
    assert "options/sourdough/index.html" in fragments(site / "_site")


def test_another_language(site: Path) -> None:
    settings = site / "content/site.yaml"
    settings.write_text(settings.read_text().replace("language: en-GB", "language: de"))
    assert run(site, "--search") == 0
    entry = json.loads((site / "_site" / INDEX / "pagefind-entry.json").read_text())
    assert [*entry["languages"]] == ["de"]
    assert (site / "_site" / INDEX / "wasm.de.pagefind").exists()


def test_a_language_whose_words_pagefind_cannot_bend(site: Path) -> None:
    settings = site / "content/site.yaml"
    settings.write_text(settings.read_text().replace("language: en-GB", "language: cy"))
    assert run(site, "--search") == 0
    assert (site / "_site" / INDEX / "wasm.unknown.pagefind").exists()


def test_a_site_with_nothing_in_it(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yaml").write_text("title: Empty\nbase_url: https://example.org/\nlanguage: en\n")
    assert run(tmp_path, "--search") == 0
    assert set(fragments(tmp_path / "_site")) == {"glossary/", "unsupported/"}


# --- the policy


def test_web_assembly_is_allowed_on_the_search_page_alone(built: Path) -> None:
    assert "'wasm-unsafe-eval'" not in POLICY
    assert SEARCH_POLICY.replace(" 'wasm-unsafe-eval'", "") == POLICY
    pages = {path.relative_to(built).as_posix(): path.read_bytes() for path in built.rglob("*.html")}
    assert {path for path, html in pages.items() if b"wasm-unsafe-eval" in html} == {"search/index.html"}
    general, *own = (built / "_headers").read_text().split("\n/")
    assert f"  Content-Security-Policy: {POLICY}; frame-ancestors 'none'" in general.splitlines()
    assert [rule.splitlines() for rule in own if "wasm-unsafe-eval" in rule] == [
        [
            "search/*",
            "  ! Content-Security-Policy",
            f"  Content-Security-Policy: {SEARCH_POLICY}; frame-ancestors 'none'",
        ]
    ]


# --- without an index


def test_without_search(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(site, "--no-search") == 0
    out = site / "_site"
    assert not (out / INDEX).exists()
    assert "wasm-unsafe-eval" not in (out / "search/index.html").read_text() + (out / "_headers").read_text()
    assert "data-index" not in (out / "search/index.html").read_text()
    assert capsys.readouterr().err.splitlines()[-1].endswith("; without search")


def test_where_pagefind_is_not_installed(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(site, "--no-search", "--out", str(site / "expected")) == 0
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    assert search.program() is None
    capsys.readouterr()
    assert run(site) == 0
    last = capsys.readouterr().err.splitlines()[-1]
    assert "without search (Pagefind, which makes the index, is not installed" in last
    assert (site / "_site/manifest.json").read_bytes() == (site / "expected/manifest.json").read_bytes()
    assert run(site, "--search") == 2
    assert "Pagefind, which makes the index, is not installed" in capsys.readouterr().err


# --- a program that fails


def fake(folder: Path, code: str) -> Path:
    """A program that is no Pagefind."""
    path = folder / "pagefind"
    path.write_text(f"#!{sys.executable}\n{textwrap.dedent(code)}")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("import sys; sys.exit('thread main panicked')", "ended with status 1 (thread main panicked)"),
        ("import os; os.kill(os.getpid(), 9)", "ended with status -9"),
        ("print('nonsense,', flush=True); input()", "answers in a form that is not known here"),
        ("print('eyJhIjogMX0=,', end='', flush=True); input()", "answers in a form that is not known here"),
        (
            """
            import base64, json, sys
            print(base64.b64encode(json.dumps({"payload": {"type": "Error", "message": "no room"}}).encode()).decode(),
                  end=",", flush=True)
            sys.stdin.buffer.read(500)  # more than the first message, and less than the next ones
            """,
            "cannot make the search index: no room",
        ),
    ],
)
def test_a_program_that_fails(
    site: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    code: str,
    says: str,
) -> None:
    assert run(site, "--no-search") == 0
    before = (site / "_site/manifest.json").stat().st_mtime_ns
    program = fake(tmp_path, code)
    monkeypatch.setattr(search, "program", lambda: program)
    capsys.readouterr()
    assert run(site) == 2
    errors = [line for line in capsys.readouterr().err.splitlines() if line.startswith("error: ")]
    assert len(errors) == 1
    assert says in errors[0]
    assert "--no-search" in errors[0]
    assert (site / "_site/manifest.json").stat().st_mtime_ns == before
    assert not list(site.glob("._site.new*"))


def test_a_program_that_does_not_start(tmp_path: Path) -> None:
    path = tmp_path / "pagefind"
    path.write_bytes(b"\x7fELF")
    path.chmod(0o755)
    with pytest.raises(MachineError, match=r"cannot start .*--no-search"):
        list(search.index(path, []))
    with pytest.raises(MachineError, match=r"cannot start .*[Nn]o such file"):
        list(search.index(tmp_path / "gone", []))


def test_an_index_of_another_form(tmp_path: Path) -> None:
    answer = """
        import base64, json, sys
        while True:
            while sys.stdin.read(1) not in (",", ""):
                pass
            payload = {"payload": {"type": "GetFiles", "files": [{"path": "x.json", "content": "e30="}]}}
            print(base64.b64encode(json.dumps(payload).encode()).decode(), end=",", flush=True)
        """
    with pytest.raises(MachineError, match="answers in a form that is not known here"):
        list(search.index(fake(tmp_path, answer), []))


def test_the_program_dies_with_a_killed_build(site: Path, tmp_path: Path) -> None:
    """On Linux whatever it is doing; elsewhere when it next reads from the build."""
    deaf = "time.sleep(60)" if sys.platform == "linux" else "sys.stdin.read()"
    program = fake(tmp_path, f"import os, sys, time, pathlib\npathlib.Path('pid').write_text(str(os.getpid()))\n{deaf}")
    script = f"""
        from pathlib import Path
        from spinesite import cli, search
        search.program = lambda: Path({str(program)!r})
        cli.main(["build", "--root", {str(site)!r}, "--today", {TODAY.isoformat()!r}])
        """
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    build = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script)], env=environment, stderr=subprocess.DEVNULL
    )
    noted = tmp_path / "pid"
    try:
        wait_for(lambda: noted.exists() and noted.read_text() != "")
    finally:
        build.send_signal(signal.SIGKILL)
        build.wait()
    wait_for(lambda: not is_running(int(noted.read_text())))
    assert run(site) == 0


def wait_for(condition: Any) -> None:
    for _ in range(600):
        if condition():
            return
        time.sleep(0.05)
    pytest.fail("it did not happen within half a minute")


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    # Nobody may be there to take note of its end.
    status = Path(f"/proc/{process}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"


def test_the_program_knows_nothing_of_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "pagefind"
    program.write_text('#!/bin/sh\necho "told: $SPINESITE_SECRET." >&2\nexit 3\n')
    program.chmod(0o755)
    monkeypatch.setenv("SPINESITE_SECRET", "4711")
    with pytest.raises(MachineError, match=r"\(told: \.\)"):
        list(search.index(program, []))


# --- very large pages


def test_cards_are_not_sent(built: Path) -> None:
    """The index is the same, and a guide with the longest of cards is read in no time."""
    page = (built / "options/sourdough/index.html").read_bytes()
    assert page.count(b"</article>") > 1
    left = search._searched(page)
    assert left.count(b"</article>") == left.count(b"<article") == 1
    assert b"data-pagefind-body" in left


def test_the_beginning_of_a_very_large_page_is_searched() -> None:
    program = search.program()
    assert program
    words = "".join(f"<p>Row {n:06} is ä row</p>" for n in range(search.MAX_SEARCHED // 24))
    page = f'<html lang="en"><body><main data-pagefind-body><h1>Title</h1>{words}</main></body></html>'.encode()
    assert len(page) > search.MAX_SEARCHED
    files = dict(search.index(program, [("a/", page)]))
    (fragment,) = (plain(data) for path, data in files.items() if "/fragment/" in path)
    assert b"Title" in fragment
    assert b"Row 000000 is" in fragment
    assert f"Row {search.MAX_SEARCHED // 24 - 1:06}".encode() not in fragment
    assert len(fragment) > search.MAX_SEARCHED // 3
