"""The preview over HTTP, on loopback and nowhere else."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from spinesite.errors import UsageError
from spinesite.preview.answers import Answer, answer, refusal
from spinesite.preview.builder import Builder
from spinesite.preview.overlay import EVENTS

ADDRESS = "127.0.0.1"
# Seconds between two signs of life to a waiting page, and after which a silent connection is closed.
PULSE, SILENCE = 10.0, 60.0
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'self'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}


class Server(ThreadingHTTPServer):
    """Answers requests from a builder's state, each connection in a thread that ends with the process."""

    daemon_threads = True
    # Where an address can be shared by two programs at a time, it is not.
    allow_reuse_address = os.name != "nt"
    request_queue_size = 128
    builder: Builder

    @property
    def url(self) -> str:
        """The address of the site, ending in a slash."""
        return f"http://{ADDRESS}:{self.server_port}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing about readers who left; anything else is a bug, and said."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def listening(port: int) -> Iterator[Server]:
    """Give a server that listens on a port of loopback; 0 stands for any free one. Raises UsageError if it is taken."""
    try:
        server = Server((ADDRESS, port), _Handler)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        hint = "choose another one with --port, or let --port 0 find one"
        raise UsageError(f"cannot listen on port {port} of {ADDRESS}: {reason}; {hint}") from error
    try:
        yield server
    finally:
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    """Reads requests and writes answers; what they say is decided in `answers`."""

    server: Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "spinesite", ""
    timeout = SILENCE
    disable_nagle_algorithm = True
    wbufsize = -1

    def _respond(self) -> None:
        if self.headers.get("Content-Length") or self.headers.get("Transfer-Encoding"):
            self.close_connection = True  # a body is not read, and must not be taken for the next request
        names = {name.lower() for name in self.headers}
        headers = {name: ", ".join(self.headers.get_all(name, ())) for name in names}
        refused = refusal(self.command, self.path, headers)
        if refused is None and self.command == "GET" and self.path.partition("?")[0] == EVENTS:
            self._tell_of_changes()
        else:
            self._write(refused or answer(self.path, self.server.builder))

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _respond  # noqa: N815

    def _write(self, given: Answer) -> None:
        self.send_response(given.status)
        own = {"Content-Type": given.kind, "Content-Length": str(len(given.body))}
        for name, value in {**HEADERS, **own, **given.headers}.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(given.body)
        self.wfile.flush()

    def _tell_of_changes(self) -> None:
        """Send the name of the state now and of every one that follows, until the reader goes or the builder ends."""
        self.close_connection = True
        self.send_response(200)
        for name, value in {**HEADERS, "Content-Type": "text/event-stream", "Connection": "close"}.items():
            self.send_header(name, value)
        self.end_headers()
        builder = self.server.builder
        told = ""
        self.wfile.write(b"retry: 500\n\n")
        while not builder.stop.is_set():
            state = builder.after(told, PULSE)
            self.wfile.write(f"data: {state.name}\n\n".encode() if state.name != told else b": still here\n\n")
            self.wfile.flush()
            told = state.name

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing: what went wrong is on the page and in the terminal."""
