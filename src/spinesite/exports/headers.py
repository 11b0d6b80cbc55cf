"""HTTP headers for hosts that read a `_headers` file."""

from __future__ import annotations

from spinesite import addresses


def export(policy: str) -> bytes:
    """Return the headers: the policy of the pages, with what only a header can say.

    Other sites may frame a claim where it is made for that, and nothing else. The rule for it first takes the general
    policy back: a host that joins the rules of one address would else enforce both.
    """
    lines = (
        "/*",
        f"  Content-Security-Policy: {policy}; frame-ancestors 'none'",
        "  X-Content-Type-Options: nosniff",
        "  Referrer-Policy: strict-origin-when-cross-origin",
        "  Permissions-Policy: camera=(), geolocation=(), microphone=()",
        "  Cross-Origin-Opener-Policy: same-origin",
        f"/{addresses.embed(':id')}",
        "  ! Content-Security-Policy",
        f"  Content-Security-Policy: {policy}; frame-ancestors *",
    )
    return ("\n".join(lines) + "\n").encode()
