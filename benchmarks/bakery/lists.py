"""The lists and settings in YAML."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bakery import words
from bakery.claims import Claim, scalar

SITE = """\
title: Better Home Bread
base_url: https://example.org/bread/
language: en-GB
tagline: What made-up studies say about made-up bread
publisher: Guild of Home Bakers
licence: CC0-1.0
repository: https://example.org/bread.git
funding: Nobody pays for this site, and nothing on it is true.
update_policy: Every claim is read again within its review interval. Changes are listed on the changes page.
disclaimer: This site is made up by a program. Bake nothing by it.
review_interval: 24m
review_grace: 6m
emergency:
  heading: Switch the oven off now if
  items:
    - you smell smoke
    - the cloth has caught fire
  link: about
navigation:
  - {label: Options, page: options}
  - {label: Compare, page: compare}
  - {label: Claims, page: claims}
  - {label: Methods, page: methods}
"""
RETRACTIONS = """\
{
  "version": 1,
  "notices": [
    {"doi": "10.5555/no_such_loaf", "nature": "Retraction", "date": "2024-05-06", "reasons": ["The bread was cake"]}
  ]
}
"""


def lists(claims: Sequence[Claim]) -> dict[str, str]:
    """Return the text of each list by its path below `content/`."""
    return {
        "site.yaml": SITE,
        "categories.yaml": "".join(f"- {{id: {name}, label: {label}}}\n" for name, label in words.CATEGORIES),
        "outcomes.yaml": "".join(_outcome(outcome) for outcome in words.OUTCOMES),
        "glossary.yaml": "".join(
            f"- id: {name}\n  term: {term}\n  plain: {scalar(plain)}\n  also: [{name} of bread]\n"
            for name, term, plain in words.TERMS
        ),
        "unsupported.yaml": "".join(_unsupported(place, claim) for place, claim in enumerate(_spread(claims, 12))),
        "changes.yaml": "".join(
            f"- date: 2026-{11 - place:02d}-0{place + 1}\n  what: Read {claim.outcome} again.\n  claims: [{claim.id}]\n"
            for place, claim in enumerate(_spread(claims, 9))
        ),
    }


def _spread(claims: Sequence[Claim], count: int) -> Sequence[Claim]:
    return claims[:: max(1, len(claims) // count)][:count]


def _outcome(outcome: words.Outcome) -> str:
    text = f"- id: {outcome.id}\n  label: {outcome.label}\n  better: {outcome.better}\n  plain: {outcome.noun}\n"
    if outcome.scale:
        label, high, important = words.SCALES[outcome.scale]
        ends = f'low: "0", high: "{high}", important: "{important}"'
        text += f"  scales:\n    - {{id: {outcome.scale}, label: {label}, {ends}}}\n"
    return text


def _unsupported(place: int, claim: Claim) -> str:
    why = f"No study on record shows this. One looked at something else [@{claim.reference.citekey}]."
    return (
        f"- id: said-of-{claim.outcome}-{place + 1}\n  says: Bread is always better for it.\n  where: a leaflet\n"
        f"  verdict: unverifiable\n  why: {json.dumps(why, ensure_ascii=False)}\n  instead: [{claim.id}]\n"
    )
