"""What a request to the preview gets: a value, made from the request and the state alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import quote, unquote

from spinesite.preview.builder import Builder, State
from spinesite.preview.overlay import FILES, alone, dressed

# Names by which a browser can reach loopback and no other machine: what a page elsewhere that resolves to this one
# sends (DNS rebinding) is its own name.
HOSTS = frozenset({"127.0.0.1", "localhost"})
KINDS = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/jsonl; charset=utf-8",
    "ndjson": "application/x-ndjson; charset=utf-8",
    "xml": "application/xml",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
    "wasm": "application/wasm",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "bib": "text/plain; charset=utf-8",
    "ris": "text/plain; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "pdf": "application/pdf",
}
PLAIN, BYTES = "text/plain; charset=utf-8", "application/octet-stream"
_HOST = re.compile(r"([^:]+)(?::\d{1,5})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a request: `headers` are those beside the ones that every answer has."""

    status: HTTPStatus
    kind: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


def refusal(method: str, target: str, headers: Mapping[str, str]) -> Answer | None:
    """Return why a request is refused, or None if it is not. The names of the headers are in lower case."""
    host = headers.get("host", "")
    if not (named := _HOST.fullmatch(host)) or named[1].lower() not in HOSTS:
        message = f"this preview answers to {' and '.join(sorted(HOSTS))} alone"
        return said(HTTPStatus.MISDIRECTED_REQUEST if host else HTTPStatus.BAD_REQUEST, message)
    if method not in ("GET", "HEAD"):
        return said(HTTPStatus.METHOD_NOT_ALLOWED, "only GET and HEAD are answered", {"Allow": "GET, HEAD"})
    if not target.startswith("/"):
        return said(HTTPStatus.BAD_REQUEST, "ask for a path that begins with /")
    # A link on another site may lead here; a script or a frame of another site may not ask.
    if headers.get("sec-fetch-site") == "cross-site" and headers.get("sec-fetch-mode") != "navigate":
        return said(HTTPStatus.FORBIDDEN, "another site may not ask")
    return None


def answer(target: str, builder: Builder) -> Answer:
    """Return what stands at a path: a file of the preview itself, or of the edition of the sources as they are now."""
    path = target.partition("?")[0].partition("#")[0]
    if path in FILES:
        return Answer(HTTPStatus.OK, _kind(path), FILES[path])
    try:
        wanted = unquote(path, errors="strict")[1:]
    except UnicodeDecodeError:
        wanted = "\0"  # no file has this name
    state = builder.current()
    for _ in range(2):
        try:
            return _drawn(wanted, state)
        except Exception as error:
            # Whatever it is, a broken template most likely: the edition before it takes its place.
            if state.shown is None:
                break
            state = builder.take_back(state.shown, error)
    return Answer(HTTPStatus.SERVICE_UNAVAILABLE, KINDS["html"], alone(state))


def said(status: HTTPStatus, message: str, headers: Mapping[str, str] | None = None) -> Answer:
    """Return an answer of one line."""
    return Answer(status, PLAIN, f"{message}\n".encode(), headers or {})


def _drawn(wanted: str, state: State) -> Answer:
    """Return a file of the site, found by its path and by nothing else. Raises what drawing it raises."""
    shown = state.shown
    if shown is None:
        return Answer(HTTPStatus.SERVICE_UNAVAILABLE, KINDS["html"], alone(state))
    path = f"{wanted}index.html" if not wanted or wanted.endswith("/") else wanted
    data = shown.file(path)
    if data is None:
        if f"{wanted}/index.html" in shown.pages:
            return said(HTTPStatus.FOUND, "with a slash at its end", {"Location": f"/{quote(wanted)}/"})
        return Answer(HTTPStatus.NOT_FOUND, KINDS["html"], dressed(shown.file("404.html") or b"", state))
    is_page = path.endswith(".html")
    return Answer(HTTPStatus.OK, _kind(path), dressed(data, state) if is_page else data)


def _kind(path: str) -> str:
    name = path.rpartition("/")[2]
    return KINDS.get(name.rpartition(".")[2], BYTES) if "." in name else PLAIN
