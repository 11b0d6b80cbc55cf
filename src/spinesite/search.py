"""The index that readers search, made from finished pages by Pagefind; the same bytes every time.

This is Pagefind's one door. Its program is spoken to as its own wrappers do: messages in JSON and base64, each ended by
a comma, over pipes. So the pages reach it in our order (it numbers them as they come, and by itself takes them as the
disk lists them), it writes no file, and it knows nothing of the place, the environment or the language of the machine.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import subprocess
import tempfile
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import IO, Any

from spinesite.beside import ends_with_parent
from spinesite.errors import MachineError

FOLDER = "search/pagefind"
# What the search page asks for; the rest of Pagefind's files are interfaces that it does not use.
_NEEDED = re.compile(r"pagefind(?:-worker)?\.js|(?:fragment|index)/.+")
_MARK = b"pagefind_dcd"
_HOW_WITHOUT = "a build with --no-search leaves the search out"
_UNKNOWN = f"Pagefind answers in a form that is not known here: install the one of requirements.lock; {_HOW_WITHOUT}"
# A claim's card, which is not searched where it is shown: a guide may have 18 MB of them.
_CARD = re.compile(rb'<article class="ev" data-pagefind-ignore>.*?</article>', re.DOTALL)
# Of a page, in bytes of HTML. A text of 64 KiB makes less, unless it is written to make more.
MAX_SEARCHED = 256 * 1024
# Two texts that no space divides would become one word.
_TOUCHING = re.compile(r"(</(?:dd|li|p|span|td|th)>)(?=<[a-z])")


def program() -> Path | None:
    """Return Pagefind's program, or None where the extra `search` is not installed or has none for this system."""
    try:
        from pagefind_bin import get_executable

        return Path(get_executable())
    except (ImportError, FileNotFoundError):
        return None


def index(program: Path, pages: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the index, by their path in the site. `pages` are addresses and HTML, in a fixed order.

    Pages without an element marked `data-pagefind-body` are left out. Raises MachineError if the program can't be
    started, fails, or makes an index in a form that is not known here.
    """
    with _conversation(program) as (send, receive):
        send(_message("NewIndex", config=None))
        for address, page in pages:
            if b"data-pagefind-body" in page:
                html = _searched(page).decode()
                spaced = _TOUCHING.sub(r"\1 ", html).replace("</dt>", ":</dt> ")
                message = _message("AddFile", index_id=0, url=address, file_path=None, file_contents=spaced)
                receive()  # only now: it has worked on the page before while this one was made ready
                send(message)
        receive()
        send(_message("GetFiles", index_id=0))
        found = receive().get("files", [])
    try:
        files = {str(file["path"]).replace("\\", "/"): b64decode(file["content"]) for file in found}
        settled = dict(_settled(files))
    except (KeyError, IndexError, ValueError, OSError) as error:
        raise MachineError(_UNKNOWN) from error
    for path, data in sorted(settled.items()):
        yield f"{FOLDER}/{path}", data


def _searched(page: bytes) -> bytes:
    """Return what is searched of a page, to the end of an element: not the cards, and not what is beyond MAX_SEARCHED.

    What Pagefind is asked is held in several copies, and it keeps the words of all pages: a claim with 500 numbers has
    3 MB, an outcome with 25,000 has 45 MB, and nobody searches them for a number.
    """
    rest = _CARD.sub(b"", page)
    return rest if len(rest) <= MAX_SEARCHED else rest[: rest.rfind(b"<", 0, MAX_SEARCHED)]


@contextmanager
def _conversation(program: Path) -> Iterator[tuple[Callable[[bytes], None], Callable[[], dict[str, Any]]]]:
    """Start the program, give functions that send it a message and that wait for the answer, and end it."""
    with tempfile.TemporaryFile() as complaints:
        try:
            running = subprocess.Popen(  # noqa: S603
                [program, "--service"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                cwd=program.parent,
                # Without a few variables nothing starts on Windows.
                env={} if os.name == "posix" else None,
                preexec_fn=ends_with_parent(),
            )
        except OSError as error:
            raise MachineError(
                f"cannot start {program}, which makes the search index: {error.strerror or error}; {_HOW_WITHOUT}"
            ) from error
        with running:
            try:
                yield partial(_send, running), partial(_receive, running, complaints)
            finally:
                running.kill()
                with suppress(BrokenPipeError):
                    running.communicate()


def _message(kind: str, **fields: object) -> bytes:
    return b64encode(json.dumps({"message_id": 1, "payload": {"type": kind, **fields}}).encode()) + b","


def _send(running: subprocess.Popen[bytes], message: bytes) -> None:
    assert running.stdin is not None  # noqa: S101
    with suppress(BrokenPipeError):  # there will be no answer, which is when it is told
        running.stdin.write(message)
        running.stdin.flush()


def _receive(running: subprocess.Popen[bytes], complaints: IO[bytes]) -> dict[str, Any]:
    assert running.stdout is not None  # noqa: S101
    received: list[bytes] = []
    while not received or (received[-1] and b"," not in received[-1]):
        received.append(os.read(running.stdout.fileno(), 1 << 20))
    if not received[-1]:
        complaints.seek(0)
        said = [line for line in complaints.read().decode(errors="replace").splitlines() if line.strip()]
        why = f" ({said[0].strip()})" if said else ""
        raise MachineError(
            f"Pagefind, which makes the search index, ended with status {running.wait()}{why}; {_HOW_WITHOUT}"
        )
    try:
        payload: dict[str, Any] = json.loads(b64decode(b"".join(received).rstrip(b","), validate=True))["payload"]
        if payload["type"] == "Error":
            raise MachineError(f"Pagefind cannot make the search index: {payload['message']}; {_HOW_WITHOUT}")
    except (ValueError, KeyError, TypeError) as error:
        raise MachineError(_UNKNOWN) from error
    return payload


def _settled(files: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the needed files, with the filters in a fixed order and names that follow from it.

    Pagefind lists filters and their values in an order that is another one on every run. Its scripts take these files
    plain as well as compressed: plain, because the same data compressed by another release of zlib are other bytes.
    """
    entry = json.loads(files["pagefind-entry.json"])
    yield from ((path, data) for path, data in files.items() if _NEEDED.fullmatch(path))
    for language, found in entry["languages"].items():
        wasm = f"wasm.{found['wasm'] or 'unknown'}.pagefind"
        yield wasm, files[wasm]
        parts = _items(_plain(files[f"pagefind.{found['hash']}.pf_meta"]))
        filters = []
        for named in _items(parts[3]):
            name, old = _items(named)
            own, values = _items(_plain(files[f"filter/{_text(old)}.pf_filter"]))
            data = _array([own, _array(sorted(_items(values)))])
            new = f"{language}_{hashlib.sha256(data).hexdigest()[:12]}"
            filters.append(_array([name, _head(3, len(new.encode())) + new.encode()]))
            yield f"filter/{new}.pf_filter", _MARK + data
        meta = _array([*parts[:3], _array(sorted(filters)), *parts[4:]])
        found["hash"] = f"{language}_{hashlib.sha256(meta).hexdigest()[:12]}"
        yield f"pagefind.{found['hash']}.pf_meta", _MARK + meta
    yield "pagefind-entry.json", json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()


def _plain(data: bytes) -> bytes:
    plain = gzip.decompress(data)
    if not plain.startswith(_MARK):
        raise ValueError("this is no file of an index")
    return plain.removeprefix(_MARK)


# --- CBOR (RFC 8949), as much of it as it takes to put the items of an array into order


def _items(data: bytes) -> list[bytes]:
    """Return the items of an array that is the whole of `data`, each still encoded."""
    kind, count, at = _read_head(data, 0)
    found = []
    for _ in range(count):
        end = _end(data, at)
        found.append(data[at:end])
        at = end
    if kind != 4 or at != len(data):
        raise ValueError("this is no array")
    return found


def _array(items: list[bytes]) -> bytes:
    return _head(4, len(items)) + b"".join(items)


def _text(data: bytes) -> str:
    kind, _, at = _read_head(data, 0)
    if kind != 3:
        raise ValueError("this is no text")
    return data[at:].decode()


def _head(kind: int, count: int) -> bytes:
    if count < 24:
        return bytes([kind << 5 | count])
    size = next(power for power in range(4) if count < 1 << (8 << power))
    return bytes([kind << 5 | 24 + size]) + count.to_bytes(1 << size, "big")


def _read_head(data: bytes, at: int) -> tuple[int, int, int]:
    """Return the major type of an item, its count or value, and where the head ends."""
    kind, count = divmod(data[at], 32)
    if count < 24:
        return kind, count, at + 1
    if count > 27:
        raise ValueError("an item without a length")
    end = at + 1 + (1 << count - 24)
    return kind, int.from_bytes(data[at + 1 : end], "big"), end


def _end(data: bytes, at: int) -> int:
    kind, count, at = _read_head(data, at)
    if kind in (2, 3):
        return at + count
    for _ in range({4: count, 5: 2 * count, 6: 1}.get(kind, 0)):
        at = _end(data, at)
    return at
