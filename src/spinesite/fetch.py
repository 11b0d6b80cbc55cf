"""Asks a server on the web for one small document, and takes no more than that: the only module that uses the network.

The answer of a server comes from strangers. Its size, its time and its redirects are limited; a redirect may lead to
another host only over https, and never to this machine or its network.
"""

from __future__ import annotations

import ipaddress
import queue
import re
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spinesite import __version__
from spinesite.errors import MachineError, UsageError

if TYPE_CHECKING:
    import httpx


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may cost: seconds for each step and in all, bytes (decoded), redirects."""

    step_seconds: float = 10
    seconds: float = 30
    size: int = 2 * 1024 * 1024
    redirects: int = 6


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: the status, the media type in lower case, and the whole body. Never a redirect."""

    status: int
    media_type: str
    body: bytes


LIMITS = Limits()
_LOCAL_NAME = re.compile(r"(?:^|\.)(?:localhost|local|internal|lan|home\.arpa)\.?$", re.IGNORECASE)


def fetch(url: str, accept: str, limits: Limits) -> Answer:
    """Return what the server at `url` answers when it is asked for the media type `accept`.

    Any status but those that say "ask again later" is returned. Raises UsageError if the library is not installed, and
    MachineError, in one line, for whatever else keeps the answer away. Ends within `limits.seconds`.
    """
    try:
        import httpx
    except ImportError:
        raise UsageError("looking references up needs httpx; install it with: pip install 'spinesite[fetch]'") from None
    host = httpx.URL(url).host
    answers: queue.SimpleQueue[Answer | BaseException] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(_fetch(httpx.URL(url), accept, limits))
        except BaseException as error:  # whatever it is, the other thread waits for it
            answers.put(error)

    # No time-out of a library covers looking up a name, or a server that sends one byte a second.
    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=limits.seconds)
    except queue.Empty:
        raise MachineError(f"{host} has not answered in full within {limits.seconds:g} seconds; try later") from None
    if isinstance(answer, Answer):
        return answer
    raise answer if isinstance(answer, MachineError) else _machine_error(answer, host, limits)


def _fetch(url: httpx.URL, accept: str, limits: Limits) -> Answer:
    import httpx

    headers = {"Accept": accept, "Accept-Encoding": "identity", "User-Agent": f"spinesite/{__version__}"}
    first = url
    with httpx.Client(timeout=limits.step_seconds, headers=headers, follow_redirects=False) as client:
        for _ in range(limits.redirects + 1):
            with client.stream("GET", url) as response:
                if response.next_request is None:
                    return _answer(response, limits)
                url = _redirected(url, response.next_request.url, first)
    raise MachineError(f"{first.host} redirects more than {limits.redirects} times; it cannot be asked now")


def _redirected(url: httpx.URL, target: httpx.URL, first: httpx.URL) -> httpx.URL:
    """Return where a redirect leads. Raises MachineError if that is nowhere to go."""
    if (target.scheme, target.host, target.port) == (first.scheme, first.host, first.port):
        return target
    where = f"{url.host} redirects to {target.host[:80]!r}"
    if target.scheme != "https":
        raise MachineError(f"{where} without https, which is not followed")
    if target.userinfo or any(map(_is_inside, _addresses(target.host))):
        raise MachineError(f"{where}, inside this network, which is not followed")
    return target


def _addresses(host: str) -> Iterator[str]:
    """Yield the host, and what its name stands for where that can be told."""
    yield host
    try:
        yield from (str(found[4][0]) for found in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM))
    except OSError:
        return  # a proxy may know the name; without one, connecting fails by itself


def _is_inside(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host.partition("%")[0]).is_global
    except ValueError:
        return _LOCAL_NAME.search(host) is not None


def _answer(response: httpx.Response, limits: Limits) -> Answer:
    host, status = response.url.host, response.status_code
    if status == 429 or status >= 500:
        wait = response.headers.get("Retry-After", "")[:40]
        when = (
            f"in {wait} seconds" if re.fullmatch(r"\d{1,6}", wait, re.ASCII) else f"after {wait}" if wait else "later"
        )
        when = when if when.isprintable() else "later"
        what = "is asked too often" if status == 429 else "cannot answer now"
        raise MachineError(f"{host} {what} (status {status}); try again {when}")
    body = bytearray()
    for part in response.iter_bytes():
        body += part
        if len(body) > limits.size:
            raise MachineError(f"the answer of {host} is larger than {limits.size // 1024:,} KiB; nothing was taken")
    return Answer(status, response.headers.get("Content-Type", "").partition(";")[0].strip().lower(), bytes(body))


def _machine_error(error: BaseException, host: str, limits: Limits) -> BaseException:
    """Return an error of the library as a MachineError that says what can be done; any other error as it is."""
    import httpx

    if isinstance(error, httpx.TimeoutException):
        return MachineError(f"{host} did not answer within {limits.step_seconds:g} seconds; try again later")
    if not isinstance(error, (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError)):
        return error
    if any(isinstance(cause, ssl.SSLError) for cause in _causes(error)):
        return MachineError(f"there is no safe connection to {host} (TLS: {_reason(error)})")
    if isinstance(error, httpx.ConnectError):
        return MachineError(f"cannot reach {host} ({_reason(error)}); is there a network?")
    return MachineError(f"{host} gave no answer that can be read ({_reason(error)}); try again later")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _reason(error: BaseException) -> str:
    text = " ".join(re.sub(r"\[Errno -?\d+\]|\(_ssl\.c:\d+\)", "", str(error)).split())[:120]
    return text if text and text.isprintable() else type(error).__name__
