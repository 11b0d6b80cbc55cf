"""Standard output and standard error that may be closed, or lose their reader, without ending the run."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Any, TextIO


class _Lasting:
    """The bytes of a stream, which go nowhere from when its reader has gone (`spinesite check | head`)."""

    def __init__(self, buffer: Any) -> None:
        self._buffer = buffer

    def __getattr__(self, name: str) -> Any:
        return getattr(self._buffer, name)

    def write(self, data: bytes) -> int:
        try:
            return int(self._buffer.write(data))
        except BrokenPipeError:
            forget(self._buffer)
            return len(data)

    def flush(self) -> None:
        try:
            self._buffer.flush()
        except BrokenPipeError:
            forget(self._buffer)

    def close(self) -> None:
        """Write what is held back; the stream itself is closed by the system."""
        self.flush()


def lasting(stream: TextIO | None) -> TextIO:
    """Return a stream for the program's own standard output or error, on which printing does not fail for its reader.

    Whoever reads only the beginning changes neither what is done nor the exit status; other mistakes, such as a full
    disk, are raised as ever. What was closed before the program began swallows what is printed, as Python's own
    `print` does. A letter that the terminal lacks is written as its number. A stream that a caller has put in the place
    of the process's own is only told that.
    """
    if stream is None:
        return Path(os.devnull).open("w", encoding="utf-8")
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
        if stream in (sys.__stdout__, sys.__stderr__):
            return io.TextIOWrapper(
                _Lasting(stream.buffer),
                encoding=stream.encoding,
                errors=stream.errors,
                line_buffering=stream.line_buffering,
            )
    return stream


def forget(stream: Any) -> None:
    """Let nothing more be written to a stream, not even by Python as it ends, which would change the exit status."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
