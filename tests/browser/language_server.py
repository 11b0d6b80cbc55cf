"""The language server that editors' programs ask about YAML, spoken to as they do: over its standard streams."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from tests.browser.npm import package, program

PATIENCE = 60  # seconds, after which a server that says nothing has failed


@dataclass(frozen=True, slots=True)
class Underlined:
    """What the server underlines in a file: line and column from 1, as `spinesite check` counts, and what it says."""

    line: int
    column: int
    end: tuple[int, int]
    message: str


@dataclass
class Server:
    """A server that has been started for one folder."""

    folder: Path
    process: subprocess.Popen[bytes]
    settings: dict[str, Any]
    heard: queue.Queue[dict[str, Any]] = field(default_factory=queue.Queue)
    opened: set[str] = field(default_factory=set)
    sent: int = 0

    def open(self, path: str, text: str) -> str:
        """Open a file with this text, which need not be on the disk, as no other was; return its address."""
        uri = (self.folder / path).as_uri()
        assert uri not in self.opened, "what the server says about a second text would be taken for the first"
        self.opened.add(uri)
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        return uri

    def underlined(self, path: str, text: str) -> tuple[Underlined, ...]:
        """Open a file and return what is underlined in it, in its order."""
        return self.all_underlined({path: text})[path]

    def all_underlined(self, texts: Mapping[str, str]) -> dict[str, tuple[Underlined, ...]]:
        """Open files, all before the server answers, and return what is underlined in each, in its order."""
        waiting, found = {self.open(path, text): path for path, text in texts.items()}, {}
        while waiting:
            said = self.wait(
                lambda m: m.get("method") == "textDocument/publishDiagnostics" and m["params"]["uri"] in waiting
            )
            marks = map(_underlined, said["params"]["diagnostics"])
            found[waiting.pop(said["params"]["uri"])] = tuple(sorted(marks, key=lambda u: (u.line, u.column)))
        return {path: found[path] for path in texts}

    def hover(self, path: str, text: str, line: int, column: int) -> str:
        """Open a file and return what is shown in Markdown where the pointer rests on a place of its text."""
        place = {"line": line - 1, "character": column - 1}
        answer = self.ask("textDocument/hover", {"textDocument": {"uri": self.open(path, text)}, "position": place})
        return str(answer["contents"]["value"])

    def ask(self, method: str, params: object) -> Any:
        """Send a request and return its result."""
        self.sent += 1
        own = self.sent
        self.write({"id": own, "method": method, "params": params})
        return self.wait(lambda m: m.get("id") == own and "method" not in m)["result"]

    def tell(self, method: str, params: object) -> None:
        """Send a notification."""
        self.write({"method": method, "params": params})

    def write(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        stream = self.process.stdin
        assert stream is not None
        stream.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        stream.flush()

    def wait(self, wanted: Any) -> dict[str, Any]:
        """Return the first message that is wanted; answer what the server asks for meanwhile."""
        while True:
            try:
                message = self.heard.get(timeout=PATIENCE)
            except queue.Empty:
                raise RuntimeError(f"the language server has said nothing for {PATIENCE} seconds") from None
            if message.get("method") == "workspace/configuration":
                items = [self.settings.get(item["section"]) for item in message["params"]["items"]]
                self.write({"id": message["id"], "result": items})
            elif "id" in message and "method" in message:
                self.write({"id": message["id"], "result": None})
            if wanted(message):
                return message


def _underlined(diagnostic: dict[str, Any]) -> Underlined:
    start, end = diagnostic["range"]["start"], diagnostic["range"]["end"]
    return Underlined(
        start["line"] + 1, start["character"] + 1, (end["line"] + 1, end["character"] + 1), diagnostic["message"]
    )


def _listen(stream: IO[bytes], heard: queue.Queue[dict[str, Any]]) -> None:
    while header := stream.readline():
        length = 0
        while header.strip():
            if header.lower().startswith(b"content-length:"):
                length = int(header.split(b":")[1])
            header = stream.readline()
        heard.put(json.loads(stream.read(length)))


@contextmanager
def started(folder: Path, settings: dict[str, Any]) -> Iterator[Server]:
    """Start the server for a folder, with the settings that an editor's program has for it by their sections."""
    command = [program("node"), str(package("yaml-language-server/bin/yaml-language-server")), "--stdio"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    server = Server(folder, process, settings)
    assert process.stdout is not None
    threading.Thread(target=_listen, args=(process.stdout, server.heard), daemon=True).start()
    try:
        capabilities = {
            "workspace": {"configuration": True},
            "textDocument": {"hover": {"contentFormat": ["markdown"]}},
        }
        folders = [{"uri": folder.as_uri(), "name": "site"}]
        server.ask(
            "initialize",
            {"processId": None, "rootUri": folder.as_uri(), "workspaceFolders": folders, "capabilities": capabilities},
        )
        server.tell("initialized", {})
        yield server
    finally:
        process.kill()
        process.wait()
