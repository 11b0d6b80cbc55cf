"""Looking works up, against a real server on this machine: what it says, and every way in which it can fail.

Nothing here asks the network. A server thread answers as each test tells it to.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from spinesite import cli, lookup
from spinesite.errors import MachineError, UsageError
from spinesite.fetch import Limits, _reason
from spinesite.intake.found import Found
from tests.unit.test_intake import SUMMARY

Reply = Callable[[BaseHTTPRequestHandler], None]
ITEM = {
    "type": "article-journal",
    "DOI": "10.5555/new.1",
    "title": "A new loaf",
    "container-title": "Journal of Bread",
    "author": [{"family": "Roe", "given": "Kim"}],
    "issued": {"date-parts": [[2021, 3]]},
}
ROOT = Path(__file__).parents[2]


class Server:
    """A server that answers as `reply` says and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.reply: Reply = status(404)
        self.stop = threading.Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append((self.path, self.headers["Accept"]))
                server.reply(self)

            def log_message(self, *_: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/"
        self.thread = threading.Thread(target=self.http.serve_forever, args=(0.01,))
        self.thread.start()

    def close(self) -> None:
        self.stop.set()
        self.http.shutdown()
        self.thread.join()
        self.http.server_close()


def say(body: bytes, code: int = 200, media: str = "application/json", **headers: str) -> Reply:
    def reply(to: BaseHTTPRequestHandler) -> None:
        to.send_response(code)
        to.send_header("Content-Type", media)
        for name, value in headers.items():
            to.send_header(name.replace("_", "-"), value)
        to.send_header("Content-Length", str(len(body)))
        to.end_headers()
        to.wfile.write(body)

    return reply


def data(item: object) -> Reply:
    return say(json.dumps(item).encode(), media="application/vnd.citationstyles.csl+json; charset=utf-8")


def status(code: int, **headers: str) -> Reply:
    return say(b"", code, **headers)


def redirect(*targets: str) -> Reply:
    """Answer with one redirect after the other, and then with a record."""
    left = list(targets)

    def reply(to: BaseHTTPRequestHandler) -> None:
        (status(302, Location=left.pop(0)) if left else data(ITEM))(to)

    return reply


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    made = Server()
    monkeypatch.setattr(lookup, "SERVICES", lookup.Services(made.url, f"{made.url}summary?id="))
    yield made
    made.close()


@pytest.fixture
def hasty(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    hasty = replace(lookup.SERVICES, limits=Limits(step_seconds=0.2, seconds=0.6))
    monkeypatch.setattr(lookup, "SERVICES", hasty)


def look_up(source: str, address: str = "") -> Found:
    services = replace(lookup.SERVICES, doi=address) if address else lookup.SERVICES
    return lookup.look_up(*(lookup.identifier(source) or ("", "")), services)


# What is asked, and what the answer means


def test_a_doi(server: Server) -> None:
    server.reply = data(ITEM)
    found = look_up("10.5555/new.1")
    assert server.asked == [("/10.5555/new.1", "application/vnd.citationstyles.csl+json")]
    assert found.reference.get("journal") == "Journal of Bread"
    assert found.reference.citekey == ""


def test_a_doi_with_odd_characters(server: Server) -> None:
    server.reply = data({**ITEM, "DOI": ""})
    doi = "10.1002/(SICI)1097(19980101)82:1<1::AID>3.0.CO;2-#?X"
    found = look_up(doi)
    assert server.asked[0][0] == "/10.1002/(SICI)1097(19980101)82:1%3C1::AID%3E3.0.CO;2-%23%3FX"
    assert found.reference.get("doi") == doi, "what was asked for, where the record does not say it"


def test_a_pmid(server: Server) -> None:
    server.reply = data({"header": {}, "result": {"uids": ["90000003"], "90000003": SUMMARY}})
    found = look_up("90000003")
    assert server.asked == [("/summary?id=90000003", "application/json")]
    assert found.reference.get("pmid") == "90000003"
    assert found.marks == ("is marked as retracted",)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("10.1000/abc", ("doi", "10.1000/abc")),
        (" doi:10.1000/abc ", ("doi", "10.1000/abc")),
        ("https://doi.org/10.1000/a%2Fb", ("doi", "10.1000/a/b")),
        ("http://dx.doi.org/10.1000/abc.", ("doi", "10.1000/abc")),
        ("29879788", ("pmid", "29879788")),
        ("pmid:29879788", ("pmid", "29879788")),
        ("PMID: 29879788", ("pmid", "29879788")),
        ("https://pubmed.ncbi.nlm.nih.gov/29879788/", ("pmid", "29879788")),
        ("https://www.ncbi.nlm.nih.gov/pubmed/29879788", ("pmid", "29879788")),
        ("PMC6002183", None),
        ("0123", None),
        ("123456789", None),
        ("export.ris", None),
        ("https://example.org/10.1000", None),
        ("", None),
    ],
)
def test_identifiers(source: str, expected: tuple[str, str] | None) -> None:
    assert lookup.identifier(source) == expected


# How it can fail: one line each


def refused(what: str = "10.5555/new.1") -> str:
    with pytest.raises(MachineError) as error:
        look_up(what)
    message = str(error.value)
    assert "\n" not in message
    return message


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (status(404), "127.0.0.1 knows no DOI '10.5555/new.1'; look for a slip"),
        (status(406), "127.0.0.1 has no record of '10.5555/new.1' that programs can read; add it from a file"),
        (status(403), "127.0.0.1 refuses to answer (status 403)"),
        (status(429, Retry_After="30"), "127.0.0.1 is asked too often (status 429); try again in 30 seconds"),
        (status(429), "127.0.0.1 is asked too often (status 429); try again later"),
        (status(429, Retry_After="\x1b[31m"), "127.0.0.1 is asked too often (status 429); try again later"),
        (
            status(503, Retry_After="Wed, 21 Oct 2026 07:28:00 GMT"),
            "127.0.0.1 cannot answer now (status 503); try again after Wed, 21 Oct 2026 07:28:00 GMT",
        ),
        (status(500), "127.0.0.1 cannot answer now (status 500); try again later"),
        (say(b'{"title": "x'), "the answer of 127.0.0.1 is no JSON that can be read; try again later"),
        (say(b"[" * 100_000), "the answer of 127.0.0.1 is no JSON that can be read; try again later"),
        (say(b"\xff\xfe{}"), "the answer of 127.0.0.1 is no JSON that can be read; try again later"),
        (say(b"[]"), "the answer of 127.0.0.1 is no JSON that can be read; try again later"),
        (say(b""), "the answer of 127.0.0.1 is no JSON that can be read; try again later"),
        (
            say(b"<html>", media="text/html; charset=utf-8"),
            "127.0.0.1 answered with a web page instead of a record; add the work from a file",
        ),
        (say(b" <!doctype html>"), "127.0.0.1 answered with a web page instead of a record; add the work from a file"),
        (data({"DOI": "10.5555/new.1"}), "the record of '10.5555/new.1' at 127.0.0.1 has no title; "),
        (data({"message": []}), "the record of '10.5555/new.1' at 127.0.0.1 has no title; "),
        (
            say(b" " * (2 * 1024 * 1024 + 1)),
            "the answer of 127.0.0.1 is larger than 2,048 KiB; nothing was taken",
        ),
        (redirect("/loop", *["/loop"] * 9), "127.0.0.1 redirects more than 6 times; it cannot be asked now"),
        (redirect("http://example.com/x"), "127.0.0.1 redirects to 'example.com' without https, which is not followed"),
        (redirect("ftp://example.com/x"), "127.0.0.1 redirects to 'example.com' without https, which is not followed"),
        (redirect("javascript:alert(1)"), "127.0.0.1 gave no answer that can be read ("),
        (redirect("http://[::1"), "127.0.0.1 gave no answer that can be read (Invalid URL in location header"),
        *(
            (redirect(f"https://{host}/x"), f"127.0.0.1 redirects to {shown!r}, inside this network, which is not")
            for host, shown in (
                ("127.0.0.1", "127.0.0.1"),
                ("127.0.0.1:8443", "127.0.0.1"),
                ("[::1]", "::1"),
                ("[::ffff:127.0.0.1]", "::ffff:127.0.0.1"),
                ("10.1.2.3", "10.1.2.3"),
                ("169.254.169.254", "169.254.169.254"),
                ("localhost", "localhost"),
                ("db.internal", "db.internal"),
                ("user:secret@example.com", "example.com"),
            )
        ),
    ],
)
def test_answers_that_cannot_be_used(server: Server, reply: Reply, message: str) -> None:
    server.reply = reply
    assert refused().startswith(message)


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (data({"result": {"uids": [], "1": {}}}), "PubMed knows no work with the PMID 90000009; look for a slip"),
        (
            data({"result": {"90000009": {"uid": "90000009", "error": "cannot get document summary"}}}),
            "PubMed knows no work with the PMID 90000009; look for a slip",
        ),
        (data({"error": "API rate limit exceeded"}), "PubMed refuses to answer: API rate limit exceeded"),
        (data({"esummaryresult": ["Invalid uid\x1b[0m"]}), "PubMed refuses to answer: Invalid uid[0m"),
        (data({"error": "a\u200f\u200bb"}), "PubMed refuses to answer: ab"),
        (data({"error": "x" * 5_000}), f"PubMed refuses to answer: {'x' * 120}"),
        (data({"result": []}), "PubMed knows no work with the PMID 90000009; look for a slip"),
        (status(404), "PubMed refuses to answer (status 404)"),
    ],
)
def test_answers_of_pubmed_that_cannot_be_used(server: Server, reply: Reply, message: str) -> None:
    server.reply = reply
    assert refused("90000009") == message


def test_redirects_on_the_same_server_are_followed(server: Server) -> None:
    server.reply = redirect("/agency/10.5555/new.1", f"{server.url}again")
    assert look_up("10.5555/new.1").reference.title == "A new loaf"
    assert [path for path, _ in server.asked] == ["/10.5555/new.1", "/agency/10.5555/new.1", "/again"]


def test_a_name_that_stands_for_this_machine_is_not_followed(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    known = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *a, **k: known("127.0.0.1" if host == "bread.example" else host, *a, **k)
    )
    server.reply = redirect("https://bread.example/x")
    assert "inside this network" in refused()
    assert len(server.asked) == 1


@pytest.mark.usefixtures("hasty")
def test_a_server_that_does_not_answer(server: Server) -> None:
    server.reply = lambda _: server.stop.wait(5) and None
    assert refused() == "127.0.0.1 did not answer within 0.2 seconds; try again later"


@pytest.mark.usefixtures("hasty")
def test_a_server_that_sends_a_byte_at_a_time(server: Server) -> None:
    def drip(to: BaseHTTPRequestHandler) -> None:
        to.send_response(200)
        to.send_header("Content-Length", "1000000")
        to.end_headers()
        for _ in range(200):  # and no longer: else this test would wait for ever where nobody else ends it
            try:
                to.wfile.write(b" ")
            except OSError:
                return
            if server.stop.wait(0.05):
                return

    server.reply = drip
    assert refused() == "127.0.0.1 has not answered in full within 0.6 seconds; try later"


def test_a_server_that_breaks_off(server: Server) -> None:
    def half(to: BaseHTTPRequestHandler) -> None:
        to.send_response(200)
        to.send_header("Content-Length", "1000")
        to.end_headers()
        to.wfile.write(b'{"title"')
        to.close_connection = True

    server.reply = half
    assert refused().startswith("127.0.0.1 gave no answer that can be read (")


def test_a_connection_that_is_not_safe(server: Server) -> None:
    """https is spoken to a server that does not speak it."""
    with pytest.raises(MachineError, match=r"there is no safe connection to 127\.0\.0\.1 \(TLS: "):
        look_up("10.5555/new.1", server.url.replace("http:", "https:"))


def test_no_network(server: Server) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}/"
    with pytest.raises(MachineError, match=r"cannot reach 127\.0\.0\.1 \(Connection refused\); is there a network\?"):
        look_up("10.5555/new.1", address)


def test_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(UsageError, match=r"needs httpx; install it with: pip install 'spinesite\[fetch\]'"):
        look_up("10.5555/new.1")


def test_the_library_is_not_imported_until_something_is_looked_up() -> None:
    code = "import sys, spinesite.cli, spinesite.lookup, spinesite.intake; sys.exit('httpx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# The command


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yaml").write_text("title: Bread\nbase_url: https://example.org/\nlanguage: en\n")
    return tmp_path


def add(site: Path, *arguments: str) -> int:
    return cli.main(["reference", "add", "--root", str(site), *arguments])


def test_a_work_is_looked_up_and_added(server: Server, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    server.reply = data(ITEM)
    assert add(site, "https://doi.org/10.5555/NEW.1") == 0
    printed = capsys.readouterr()
    assert printed.out == "roe2021\n"
    assert "for you to add: studydesign, participants, funding, conflict" in printed.err
    assert (site / "citations/references.bib").read_text() == (
        "@article{roe2021,\n  author = {Roe, Kim},\n  title = {A new loaf},\n  journal = {Journal of Bread},\n"
        "  year = {2021},\n  month = {3},\n  doi = {10.5555/new.1},\n  checked = {record},\n}\n"
    )
    assert add(site, "10.5555/new.1") == 1, "it is there already"
    assert "10.5555/new.1: is there already: 'roe2021' (citations/references.bib:1) has the same DOI" in (
        capsys.readouterr().out
    )
    assert len(server.asked) == 1, "nobody is asked about a work that is there"


def test_what_pubmed_knows_of_a_retraction_is_said(
    server: Server, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.reply = data({"result": {"90000003": SUMMARY}})
    assert add(site, "pmid:90000003", "--key", "loaf") == 0
    printed = capsys.readouterr()
    assert printed.out == "loaf\n"
    assert "look before you cite it: the record is marked as retracted" in printed.err


@pytest.mark.parametrize("reply", [status(404), status(429, Retry_After="5"), say(b"{"), redirect("http://x.example/")])
def test_nothing_is_written_where_nothing_is_found(
    server: Server, site: Path, reply: Reply, capsys: pytest.CaptureFixture[str]
) -> None:
    server.reply = reply
    assert add(site, "10.5555/new.1") == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("error: ")
    assert printed.err.count("\n") == 1
    assert not (site / "citations").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[Errno 111] Connection refused", "Connection refused"),
        ("a\x1b[2Jb", "OSError"),
        ("", "OSError"),
        ("x" * 500, "x" * 120),
    ],
)
def test_a_reason_can_be_printed(text: str, said: str) -> None:
    assert _reason(OSError(text)) == said
