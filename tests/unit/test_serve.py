"""`spinesite serve` from outside: a process, HTTP, a stream of events, and an editor who saves."""

from __future__ import annotations

import os
import shutil
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from spinesite import cli
from tests.previewing import PATIENCE, Preview, previewed

GOLDEN = Path(__file__).parents[1] / "golden/site"
TODAY = ("--today", "2026-06-01")
CLAIM = "content/claims/rise/sourdough-rise.yaml"
ADDRESS = "/claims/sourdough-rise/"
SCRIPT, STYLE = '<script src="/__spinesite__/preview.js"', '<link rel="stylesheet" href="/__spinesite__/preview.css"'
OVERLAY = 'class="spinesite-preview"'


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Preview]]:
    """One process for all tests that don't end it."""
    site = Path(shutil.copytree(GOLDEN, tmp_path_factory.mktemp("served") / "site"))
    with previewed(site, *TODAY) as preview:
        yield site, preview


@pytest.fixture
def preview(started: tuple[Path, Preview]) -> Preview:
    """A preview of the golden site as it is, whatever a test before has made of it."""
    site, preview = started
    for folder in ("content", "citations", "templates"):
        shutil.rmtree(site / folder, ignore_errors=True)
        if (GOLDEN / folder).exists():
            shutil.copytree(GOLDEN / folder, site / folder)
    assert OVERLAY not in preview.ask("/").text
    return preview


@pytest.fixture
def site(started: tuple[Path, Preview], preview: Preview) -> Path:
    """The sources of that preview."""
    return started[0]


@pytest.fixture
def own_site(tmp_path: Path) -> Path:
    """A site for a test that starts a process of its own."""
    return Path(shutil.copytree(GOLDEN, tmp_path / "site"))


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def stamped(folder: Path) -> dict[Path, tuple[int, bytes]]:
    return {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.is_file()}


def test_pages_are_those_of_a_build(site: Path, preview: Preview, tmp_path: Path) -> None:
    out = tmp_path / "out"
    options = ["--base-url", preview.url, "--no-search", *TODAY]
    assert cli.main(["build", "--root", str(site), "--out", str(out), *options]) == 0
    built = files(out)
    assert len(built) > 36
    for path, data in built.items():
        answer = preview.ask(f"/{path}")
        assert answer.status == 200, path
        if not path.endswith(".html"):
            assert answer.body == data, path
        else:
            head, script, tail = answer.text.partition(SCRIPT)
            assert script, path
            assert head + tail.partition("</script>\n")[2] == data.decode(), path


def test_a_saved_change_is_told_and_shown(site: Path, preview: Preview) -> None:
    events = preview.events()
    first = events.next()
    assert f'data-state="{first}"' in preview.ask(ADDRESS).text
    edit(site / CLAIM, "The bakers knew", "All the bakers knew")
    second = events.next()
    assert second != first
    page = preview.ask(ADDRESS).text
    assert "All the bakers knew" in page
    assert f'data-state="{second}"' in page
    assert OVERLAY not in page
    events.close()


def test_a_page_asked_for_after_a_save_shows_it(site: Path, preview: Preview) -> None:
    for word in ("One", "Two", "Three", "Four"):
        text = (GOLDEN / CLAIM).read_text().replace("The bakers knew", f"{word} bakers knew")
        (site / CLAIM).write_text(text)
        assert f"{word} bakers knew" in preview.ask(ADDRESS).text


def test_mistakes_stand_over_the_last_good_page(site: Path, preview: Preview) -> None:
    events = preview.events()
    events.next()
    edit(site / CLAIM, "citation: {citekey: baker2020", "citation: {citekey: baker2021")
    name = events.next()
    answer = preview.ask(ADDRESS)
    assert answer.status == 200
    page = answer.text
    assert f'data-state="{name}"' in page
    assert OVERLAY in page
    assert "content/claims/rise/sourdough-rise.yaml:15:25" in page
    assert "unknown citekey &#x27;baker2021&#x27;" in page
    assert "hint: did you mean &#x27;baker2020&#x27;" in page
    assert "[unknown-citekey]" in page
    assert "The bakers knew which dough they had" in page
    assert OVERLAY in preview.ask("/").text
    shutil.copy(GOLDEN / CLAIM, site / CLAIM)
    assert events.next() != name
    assert OVERLAY not in preview.ask(ADDRESS).text
    events.close()


def test_prose_is_checked_too(site: Path, preview: Preview) -> None:
    """Wording is looked at after the page is shown; the terminal says what was found."""
    edit(site / CLAIM, "loaves rose with sourdough", "loaves rose with sourdough, a proven cure")
    page = preview.ask(ADDRESS).text
    assert OVERLAY not in page
    wait_for(preview, "[overclaiming]")


def wait_for(preview: Preview, words: str) -> None:
    """Ask for pages without a pause until the terminal shows some words."""
    end = time.monotonic() + PATIENCE
    while not any(words in line for line in (*preview.printed, *preview.said)):
        assert preview.process.poll() is None
        assert time.monotonic() < end, preview.said
        preview.ask("/")


def test_what_a_mistake_says_is_text(site: Path, preview: Preview) -> None:
    edit(site / CLAIM, "direction: benefit", 'direction: "<img src=x onerror=alert(1)></aside>\'"')
    page = preview.ask(ADDRESS).text
    assert OVERLAY in page
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        (CLAIM, "id: [\n", "[yaml-syntax]"),
        (CLAIM, "", "[yaml-syntax]"),
        ("citations/bread.bib", "@article{baker2020, title = {open", "[bibtex-syntax]"),
        ("content/options/sourdough.md", "no front matter", "[yaml-syntax]"),
        ("content/site.yaml", "title: x\n", "[missing-field]"),
        ("templates/pages/claim.html", "{% block %}", "template pages/claim.html:1"),
        ("templates/pages/claim.html", "\n{{ no_such_name }}", "template pages/claim.html:2: &#x27;no_such_name&#x27;"),
        ("templates/pages/claim.html", "{{ 1 / 0 }}", "template pages/claim.html:1: division by zero"),
        ("templates/components/certainty.html", "{{ }}", "template components/certainty.html:1"),
        (
            "templates/components/figure.html",
            "{% extends 'nowhere.html' %}",
            "template components/figure.html:1: there is no template nowhere.html",
        ),
        ("templates/pages/claim.html", '<body><a href="../nowhere/">x</a></body>', "[dead-link]"),
    ],
)
def test_broken_files_are_survived(site: Path, preview: Preview, file: str, text: str, said: str) -> None:
    good = preview.ask(ADDRESS).text.partition(SCRIPT)[0]
    events = preview.events()
    events.next()
    kept = (site / file).read_bytes() if (site / file).exists() else None
    (site / file).parent.mkdir(parents=True, exist_ok=True)
    (site / file).write_text(text)
    page = preview.ask(ADDRESS).text
    while said not in page:  # what only a look at the whole site shows is told a moment later
        events.next()
        page = preview.ask(ADDRESS).text
    assert OVERLAY in page
    assert "This is the last good page." in page
    assert page.partition(STYLE)[0] == good
    if kept is None:
        (site / file).unlink()
    else:
        (site / file).write_bytes(kept)
    page = preview.ask(ADDRESS).text
    assert OVERLAY not in page
    assert page.partition(SCRIPT)[0] == good
    events.close()


def test_files_and_folders_come_and_go(site: Path, preview: Preview) -> None:
    (site / CLAIM).unlink()
    assert "[unknown-link]" in preview.ask(ADDRESS).text
    shutil.copy(GOLDEN / CLAIM, site / CLAIM)
    (site / "content/claims/rise").rename(site / "content/claims/risen")
    assert OVERLAY not in preview.ask(ADDRESS).text
    (site / "content").rename(site / "away")
    page = preview.ask(ADDRESS).text
    assert "no content/site.yaml in" in page
    assert "The bakers knew" in page
    (site / "away").rename(site / "content")
    assert OVERLAY not in preview.ask(ADDRESS).text
    own = site / "templates/pages/404.html"
    own.parent.mkdir(parents=True)
    own.write_text("<body><h1>Own page</h1></body>")
    assert "Own page" in preview.ask("/nowhere/").text
    shutil.rmtree(site / "templates")
    assert "Own page" not in preview.ask("/nowhere/").text


def test_a_renamed_folder_is_watched_on(site: Path, preview: Preview) -> None:
    """Told without being asked, under the new name too, and when the whole of content/ is another folder."""
    events = preview.events()
    events.next()
    (site / "content/claims/rise").rename(site / "content/claims/risen")
    events.next()
    edit(site / "content/claims/risen/sourdough-rise.yaml", "The bakers", "Those bakers")
    events.next()
    shutil.copytree(site / "content", site / "copy")
    (site / "content").rename(site / "old")
    (site / "copy").rename(site / "content")
    preview.ask("/")
    while "Last bakers" not in preview.ask(ADDRESS).text:
        text = (GOLDEN / CLAIM).read_text().replace("The bakers", "Last bakers")
        (site / "content/claims/risen/sourdough-rise.yaml").write_text(text)
        events.next()
    events.close()


def test_a_folder_that_was_made_again_is_watched(site: Path, preview: Preview) -> None:
    """As by `git switch`; it may even have the same number on the disk."""
    events = preview.events()
    events.next()
    shutil.rmtree(site / "content")
    shutil.copytree(GOLDEN / "content", site / "content")
    preview.ask("/")
    name = preview.ask(ADDRESS).text.partition('data-state="')[2].partition('"')[0]
    while events.next() != name:
        pass
    edit(site / CLAIM, "The bakers", "Those bakers")
    assert events.next() != name
    events.close()


def test_a_burst_of_saves(site: Path, preview: Preview) -> None:
    events = preview.events()
    events.next()
    good = (GOLDEN / CLAIM).read_text()
    for number in range(300):
        (site / CLAIM).write_text(good[: number * 7 % len(good)] if number % 3 else good.replace("The", f"N{number}"))
    (site / CLAIM).write_text(good.replace("The bakers knew", "Settled bakers knew"))
    page = preview.ask(ADDRESS).text
    assert "Settled bakers knew" in page
    assert OVERLAY not in page
    name = events.next()
    while f'data-state="{name}"' not in page:
        name = events.next()
    events.close()
    assert preview.process.poll() is None


def test_files_of_editing_programs_are_left_alone(site: Path, preview: Preview) -> None:
    before = preview.ask(ADDRESS).text
    folder = site / "content/claims/rise"
    for name in (".sourdough-rise.yaml.swp", "sourdough-rise.yaml~", "#sourdough-rise.yaml#", "4913"):
        (folder / name).write_text("x")
    (folder / ".#sourdough-rise.yaml").symlink_to("editor@machine:1")
    assert preview.ask(ADDRESS).text == before


def test_a_site_that_is_broken_from_the_start(own_site: Path) -> None:
    edit(own_site / CLAIM, "citation: {citekey: baker2020", "citation: {citekey: baker2021")
    with previewed(own_site, *TODAY) as preview:
        answer = preview.ask(ADDRESS)
        assert answer.status == 503
        assert "There is no good page yet." in answer.text
        assert "[unknown-citekey]" in answer.text
        events = preview.events()
        events.next()
        shutil.copy(GOLDEN / CLAIM, own_site / CLAIM)
        events.next()
        assert preview.ask(ADDRESS).status == 200
        events.close()
        wait_for(preview, "[unknown-citekey]")
        assert preview.interrupt() == 0
    assert not any("Traceback" in line for line in preview.said)


def test_addresses(preview: Preview) -> None:
    missing = preview.ask("/no/such/page/")
    assert missing.status == 404
    assert "This page isn&#39;t here" in missing.text
    assert 'data-state="' in missing.text
    moved = preview.ask("/claims/sourdough-rise")
    assert moved.status == 302
    assert moved.headers["Location"] == ADDRESS
    assert preview.ask("/?q=1").status == 200
    head = preview.ask(ADDRESS, "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert int(head.headers["Content-Length"]) == len(preview.ask(ADDRESS).body)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/assets/site.css", "text/css; charset=utf-8"),
        ("/assets/enhance.js", "text/javascript; charset=utf-8"),
        ("/assets/icon.svg", "image/svg+xml"),
        ("/assets/source-sans-3.woff2", "font/woff2"),
        ("/data/claims.json", "application/json"),
        ("/data/claims.csv", "text/csv; charset=utf-8"),
        ("/feed.xml", "application/xml"),
        ("/_headers", "text/plain; charset=utf-8"),
        ("/__spinesite__/preview.js", "text/javascript; charset=utf-8"),
        ("/__spinesite__/preview.css", "text/css; charset=utf-8"),
        ("/__spinesite__/events", "text/event-stream"),
    ],
)
def test_headers(preview: Preview, path: str, kind: str) -> None:
    if path.endswith("events"):
        events = preview.events()
        headers = dict(events.response.headers.items())
        events.close()
    else:
        headers = preview.ask(path).headers
    assert headers["Content-Type"] == kind
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/", {"Host": "evil.example"}, 421),
        ("GET", "/", {"Host": "evil.example:8000"}, 421),
        ("GET", "/", {"Host": "127.0.0.1.evil.example"}, 421),
        ("GET", "/", {"Host": ""}, 400),
        ("GET", "/__spinesite__/events", {"Host": "evil.example"}, 421),
        ("GET", "/", {"Host": "LocalHost:1234"}, 200),
        ("POST", "/", {}, 405),
        ("PUT", "/", {}, 405),
        ("DELETE", "/", {}, 405),
        ("OPTIONS", "/", {}, 405),
        ("BREW", "/", {}, 501),
        ("GET", "http://evil.example/", {"Host": "localhost"}, 400),
        ("GET", "/data/claims.json", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, 403),
        ("GET", "/", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 200),
        ("GET", "/assets/", {}, 404),
        ("GET", "/data", {}, 302),
        ("GET", "/../../../../etc/passwd", {}, 404),
        ("GET", "/%2e%2e/%2e%2e/%2e%2e/etc/passwd", {}, 404),
        ("GET", "/..%2f..%2fcontent/site.yaml", {}, 404),
        ("GET", "/assets/../../content/site.yaml", {}, 404),
        ("GET", "/content/site.yaml", {}, 404),
        ("GET", "//etc/passwd", {}, 404),
        ("GET", "/etc/passwd%00.html", {}, 404),
        ("GET", "/%ff%fe", {}, 404),
        ("GET", "/claims\\sourdough-rise\\", {}, 404),
        ("GET", "//evil.example/claims/sourdough-rise", {}, 404),
    ],
)
def test_what_is_not_served(preview: Preview, method: str, path: str, headers: dict[str, str], status: int) -> None:
    assert preview.ask(path, method, headers).status == status


def test_a_body_is_not_the_next_request(preview: Preview) -> None:
    with socket.create_connection(("127.0.0.1", preview.port), timeout=30) as line:
        body = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
        line.sendall(b"GET /nowhere HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        received = b""
        while piece := line.recv(65536):
            received += piece
    assert received.count(b"HTTP/1.1 ") == 1


def test_only_loopback_listens(preview: Preview) -> None:
    with open("/proc/net/tcp") if sys.platform == "linux" else pytest.skip("needs /proc") as table:  # noqa: PTH123
        listening = [row.split()[1] for row in table if row.split()[3] == "0A"]
    assert [at for at in listening if at.endswith(f":{preview.port:04X}")] == [f"0100007F:{preview.port:04X}"]


def test_ctrl_c_leaves_nothing_behind(own_site: Path) -> None:
    before = files(own_site)
    beside = set(own_site.parent.iterdir())
    with previewed(own_site, *TODAY) as preview:
        events = preview.events()
        events.next()
        preview.ask("/")
        assert children(preview.process.pid) == []
        assert preview.interrupt() == 0
        with pytest.raises(EOFError):
            events.next()
        events.close()
    assert files(own_site) == before
    assert set(own_site.parent.iterdir()) == beside
    assert preview.said[-1] == "stopped\n"


def children(process: int) -> list[str]:
    found = Path(f"/proc/{process}/task/{process}/children")
    return found.read_text().split() if found.exists() else []


def test_what_is_published_is_left_alone(own_site: Path) -> None:
    assert cli.main(["build", "--root", str(own_site), *TODAY]) == 0
    before = stamped(own_site)
    with previewed(own_site, *TODAY) as preview:
        preview.ask("/")
        assert preview.interrupt() == 0
    assert stamped(own_site) == before


def test_a_port_that_is_taken(own_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert cli.main(["serve", "--root", str(own_site), "--port", str(port)]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert f"cannot listen on port {port} of 127.0.0.1: address already in use" in said
    assert "--port 0" in said


def test_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["serve", "--root", str(tmp_path)]) == 2
    assert "no content/site.yaml" in capsys.readouterr().err
    assert cli.main(["serve", "--port", "70000"]) == 2
    assert cli.main(["serve", "--today", "tomorrow", "--root", str(GOLDEN), "--port", "0"]) == 2


def test_without_watchfiles(own_site: Path, tmp_path: Path) -> None:
    """The clock rings instead; the person is told how to get the bell."""
    program = tmp_path / "without.py"
    program.write_text(
        "import sys\nsys.modules['watchfiles'] = None\nfrom spinesite.cli import main\nsys.exit(main())\n"
    )
    with previewed(own_site, *TODAY, program=(str(program),)) as preview:
        assert any("pip install 'spinesite[serve]'" in line for line in preview.said)
        events = preview.events()
        events.next()
        edit(own_site / CLAIM, "The bakers knew", "Polled bakers knew")
        events.next()
        assert "Polled bakers knew" in preview.ask(ADDRESS).text
        events.close()


def test_many_readers_at_once(site: Path, preview: Preview) -> None:
    wrong: list[object] = []

    def read(number: int) -> None:
        for _ in range(10):
            answer = preview.ask(ADDRESS if number % 2 else "/references/")
            if answer.status != 200 or b"</html>" not in answer.body:
                wrong.append(answer)

    threads = [threading.Thread(target=read, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for number in range(5):
        os.utime(site / CLAIM, ns=(number, number))
    for thread in threads:
        thread.join()
    assert not wrong
