"""Which requests the preview refuses, by what they say alone, and what it says with every answer."""

from __future__ import annotations

import pytest

from spinesite.preview import server
from spinesite.preview.answers import refusal

HERE = {"host": "127.0.0.1:8000"}


@pytest.mark.parametrize(
    ("method", "target", "headers"),
    [
        ("GET", "/", HERE),
        ("HEAD", "/a/?b#c", {"host": "LOCALHOST"}),
        ("GET", "/", HERE | {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}),
        ("GET", "/", HERE | {"sec-fetch-site": "same-origin", "sec-fetch-mode": "no-cors"}),
    ],
)
def test_what_is_answered(method: str, target: str, headers: dict[str, str]) -> None:
    assert refusal(method, target, headers) is None


@pytest.mark.parametrize(
    ("status", "method", "target", "headers"),
    [
        (400, "GET", "/", {}),
        (400, "GET", "/", {"host": ""}),
        *(
            (421, "GET", "/", {"host": host})
            for host in (
                "evil.example",
                "127.0.0.1.evil.example",
                "127.0.0.1:80@evil.example",
                "localhost:80, a",
                "a:b",
            )
        ),
        *((405, method, "/", HERE) for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get")),
        *((400, "GET", target, HERE) for target in ("", "a", "http://127.0.0.1/", "*")),
        (403, "GET", "/", HERE | {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}),
        (403, "GET", "/", HERE | {"sec-fetch-site": "cross-site"}),
    ],
)
def test_what_is_refused(status: int, method: str, target: str, headers: dict[str, str]) -> None:
    refused = refusal(method, target, headers)
    assert refused is not None
    assert refused.status == status


def test_what_every_answer_says() -> None:
    assert server.ADDRESS == "127.0.0.1"
    assert server._Handler.timeout == server.SILENCE == 60
    assert server.HEADERS == {
        "Cache-Control": "no-store",
        "Content-Security-Policy": "frame-ancestors 'self'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Content-Type-Options": "nosniff",
    }
