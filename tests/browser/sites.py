"""The sites that the browser looks at: built by the program, served on loopback as a host would, compressed, with the
headers of `_headers`."""

from __future__ import annotations

import fnmatch
import functools
import gzip
import http.server
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

from spinesite.pages import PAGES
from spinesite.pipeline import examine
from spinesite.resolve import resolve

ROOT = Path(__file__).parents[2]
SOURCES = {
    "real": (ROOT, date(2026, 11, 22)),
    "golden": (ROOT / "tests/golden/site", date(2026, 6, 1)),
    "awkward": (ROOT / "tests/browser/awkward", date(2026, 11, 22)),
}
TYPES = tuple(pages.__name__ for pages in PAGES)

_CONTENT_TYPES = {
    "": "application/octet-stream",
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
}
_COMPRESSED = frozenset({".html", ".css", ".js", ".svg", ".json", ".xml", ".txt"})


@dataclass(frozen=True, slots=True)
class Served:
    """One answer of the server: `size` is that of the body as it was sent, in bytes."""

    path: str
    status: int
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class Site:
    """A built site in a folder, at an address that ends in `/`, with the addresses of its pages by their type."""

    name: str
    folder: Path
    url: str
    pages: dict[str, tuple[str, ...]]
    log: list[Served] = field(repr=False)

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses of all pages, below that of the site."""
        return tuple(address for addresses in self.pages.values() for address in addresses)


def samples(sites: dict[str, Site], kind: str) -> tuple[str, ...]:
    """Return the addresses of two pages of a type, its first and its largest.

    Where the real site has none, those of the golden one.
    """
    for site in (sites["real"], sites["golden"]):
        if addresses := site.pages[kind]:
            largest = max(addresses, key=lambda address: file(site, address).stat().st_size)
            return tuple(site.url + address for address in dict.fromkeys((addresses[0], largest)))
    raise LookupError(f"neither the real site nor the golden one has a page of the type {kind!r}")


def file(site: Site, address: str) -> Path:
    """Return the file of a page."""
    return site.folder / (address if address.endswith(".html") else f"{address}index.html")


def compressed(data: bytes) -> bytes:
    """Return the bytes as a host sends them."""
    return gzip.compress(data, compresslevel=6, mtime=0)


def headers(folder: Path, path: str) -> dict[str, str]:
    """Return what `_headers` says of a path, as Cloudflare does: the rules that fit are joined, `!` takes back."""
    found: dict[str, str] = {}
    fits = False
    for line in (folder / "_headers").read_text(encoding="utf-8").splitlines():
        name, _, value = line.strip().partition(": ")
        if not line.startswith(" "):
            fits = fnmatch.fnmatchcase(path, re.sub(r":\w+", "*", line))
        elif fits and line.strip().startswith("! "):
            found.pop(line.strip()[2:], None)
        elif fits:
            found[name] = f"{found[name]}, {value}" if name in found else value
    return found


def build(name: str, out: Path) -> dict[str, tuple[str, ...]]:
    """Build a site into a folder and return the addresses of its pages by type. Fails with the program's own report."""
    root, today = SOURCES[name]
    places = ["--root", str(root), "--out", str(out), "--base-url", "https://example.org/"]
    command = [sys.executable, "-m", "spinesite", "build", *places, "--today", today.isoformat(), "--format", "text"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if ended.returncode:
        errors = "\n".join(line for line in ended.stdout.splitlines() if ": error: " in line)
        raise RuntimeError(f"the {name} site does not build\n{errors}\n{ended.stderr}")
    site = resolve(examine(root, today)[0])
    return {pages.__name__: tuple(page.address for page in pages(site)) for pages in PAGES}


@contextmanager
def serve(folder: Path) -> Iterator[tuple[str, list[Served]]]:
    """Serve a folder on a free port of loopback; yield its address and the list to which every answer is added."""
    log: list[Served] = []
    handler = functools.partial(_Handler, directory=str(folder), log=log)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", log
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def built(folder: Path, *names: str) -> Iterator[dict[str, Site]]:
    """Build sites into a folder and serve them."""
    with ExitStack() as stack:
        sites = {}
        for name in names:
            out = folder / name
            pages = build(name, out)
            url, log = stack.enter_context(serve(out))
            sites[name] = Site(name, out, url, pages, log)
        yield sites


class _Handler(http.server.BaseHTTPRequestHandler):
    """What a plain host does: a folder is its index.html, a missing page is 404.html, text is compressed."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, *arguments: object, directory: str, log: list[Served]) -> None:
        self.folder, self.log = Path(directory).resolve(), log
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        file = (self.folder / f"{path}{'index.html' if path.endswith('/') else ''}".lstrip("/")).resolve()
        is_there = file.is_file() and self.folder in file.parents
        file = file if is_there else self.folder / "404.html"
        status = 200 if is_there else 404
        data = file.read_bytes() if file.is_file() else b""
        zipped = file.suffix in _COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", "")
        body = compressed(data) if zipped else data
        self.log.append(Served(path, status, file.suffix, len(body)))
        self.send_response(status)
        self.send_header("Content-Type", _CONTENT_TYPES.get(file.suffix, _CONTENT_TYPES[""]))
        self.send_header("Content-Length", str(len(body)))
        if zipped:
            self.send_header("Content-Encoding", "gzip")
        if (self.folder / "_headers").is_file():
            for name, value in headers(self.folder, path).items():
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing: `log` has it."""
