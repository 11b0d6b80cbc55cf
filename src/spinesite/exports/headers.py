"""HTTP headers for hosts that read a `_headers` file."""

from __future__ import annotations

from spinesite import addresses

_TAKEN_BACK = "  ! Content-Security-Policy"


def export(policy: str, search_policy: str) -> bytes:
    """Return the headers: the policy of the pages, with what only a header can say, and who has another one.

    Other sites may frame a claim where it is made for that, and nothing else. The search page's rule takes in the
    search's own scripts, which run under the policy that they come with. Such a rule first takes the general policy
    back: a host that joins the rules of one address would else enforce both.
    """
    lines = [
        "/*",
        _policy(policy, "'none'"),
        "  X-Content-Type-Options: nosniff",
        "  Referrer-Policy: strict-origin-when-cross-origin",
        "  Permissions-Policy: camera=(), geolocation=(), microphone=()",
        "  Cross-Origin-Opener-Policy: same-origin",
        f"/{addresses.embed(':id')}",
        _TAKEN_BACK,
        _policy(policy, "*"),
    ]
    if search_policy != policy:
        lines += [f"/{addresses.SEARCH}*", _TAKEN_BACK, _policy(search_policy, "'none'")]
    return ("\n".join(lines) + "\n").encode()


def _policy(policy: str, framed_by: str) -> str:
    return f"  Content-Security-Policy: {policy}; frame-ancestors {framed_by}"
