"""Takes every guard away, one at a time, and tells which test misses it.

    python -m tests.reliability.guards [PART OF A NAME]...

Exit status: 0 every guard is missed by a test; 1 one is not, or cannot be tried.
"""

from __future__ import annotations

import sys
from collections import Counter

from tests.reliability.guards.registry import GUARDS
from tests.reliability.guards.trying import KILLED, try_all


def main(wanted: list[str]) -> int:
    """Try the guards whose names hold one of the words, or all; print a line for each and the sums."""
    chosen = [guard for guard in GUARDS if not wanted or any(part in guard.name for part in wanted)]
    ends: Counter[str] = Counter()
    for outcome in try_all(chosen):
        ends[outcome.end] += 1
        print(f"{outcome.end:9} {outcome.guard.name}: {outcome.detail}  [{outcome.seconds:.1f} s]", flush=True)
    print(f"{len(chosen)} guards: " + ", ".join(f"{number} {end}" for end, number in sorted(ends.items())))
    return 0 if set(ends) == {KILLED} else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
