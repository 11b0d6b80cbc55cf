"""`spinesite serve` as a process, and what a browser would ask of it."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[1]
# Long enough for a machine that does much else; only what hangs takes so long.
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(slots=True)
class Events:
    """A stream of the names of states, as `EventSource` reads it."""

    connection: http.client.HTTPConnection
    response: http.client.HTTPResponse

    def next(self) -> str:
        while line := self.response.fp.readline().decode():
            if line.startswith("data: "):
                return line.removeprefix("data: ").strip()
        raise EOFError("the server closed the stream")

    def close(self) -> None:
        self.response.close()
        self.connection.close()


@dataclass(slots=True)
class Preview:
    process: subprocess.Popen[str]
    url: str
    printed: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    @property
    def port(self) -> int:
        return urlsplit(self.url).port or 0

    def ask(self, path: str, method: str = "GET", headers: dict[str, str] | None = None, body: bytes = b"") -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.putrequest(method, path, skip_host="Host" in (headers or {}))
            for name, value in (headers or {}).items():
                connection.putheader(name, value)
            if body:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body or None)
            response = connection.getresponse()
            return Answer(response.status, dict(response.headers.items()), response.read())
        finally:
            connection.close()

    def events(self) -> Events:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", "/__spinesite__/events")
        return Events(connection, connection.getresponse())

    def interrupt(self) -> int:
        """Do what Ctrl-C does, and return the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


def _hear_ctrl_c() -> None:
    """What a shell starts in the background does not hear Ctrl-C, and the tests may be running there."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def previewed(site: Path, *arguments: str, program: tuple[str, ...] = ("-m", "spinesite")) -> Iterator[Preview]:
    """Start `spinesite serve` for a site on a free port, wait until it serves, and end it."""
    command = [sys.executable, *program, "serve", "--root", str(site), "--port", "0", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    process = subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_hear_ctrl_c,
    )
    assert process.stdout
    assert process.stderr
    preview = Preview(process, "")
    reading = [threading.Thread(target=lambda: preview.printed.extend(process.stdout or ()), daemon=True)]
    try:
        for line in process.stderr:
            preview.said.append(line)
            if found := re.search(r"serving (http://\S+)", line):
                preview.url = found[1]
                break
        else:
            raise RuntimeError("".join(preview.said))
        reading.append(threading.Thread(target=lambda: preview.said.extend(process.stderr or ()), daemon=True))
        for thread in reading:
            thread.start()
        yield preview
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(PATIENCE)
        for thread in reading:
            if thread.is_alive():
                thread.join(PATIENCE)
        process.stdout.close()
        process.stderr.close()
