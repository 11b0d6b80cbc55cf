"""The counts that stand at the head of a report."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Summary:
    """How many problems stand, and how much was checked; `references` counts every entry that was read."""

    errors: int
    warnings: int
    claims: int
    references: int
    pages: int
