"""HTTP headers for hosts that read a `_headers` file."""

from __future__ import annotations


def export(policy: str) -> bytes:
    """Return the headers: the policy of the pages, with what only a header can say."""
    lines = (
        "/*",
        f"  Content-Security-Policy: {policy}; frame-ancestors 'none'",
        "  X-Content-Type-Options: nosniff",
        "  Referrer-Policy: strict-origin-when-cross-origin",
        "  Permissions-Policy: camera=(), geolocation=(), microphone=()",
        "  Cross-Origin-Opener-Policy: same-origin",
    )
    return ("\n".join(lines) + "\n").encode()
