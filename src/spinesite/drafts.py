"""The files that a new claim, option, condition or guide begins with: everything there, what is to be said left open.

Each marker FILL-IN: stands where an editor must write something. Apart from the markers, a new file breaks no rule.
"""

from __future__ import annotations

from datetime import date

from spinesite.names import is_id, mend_id, slug

FOLDERS = {"claim": "content/claims", "option": "content/options", "condition": "content/conditions"}
FOLDERS |= {"guide": "content/guides"}
_SCHEMAS = "docs/schemas"

_CLAIM = """\
{modeline}
# Write over every FILL-IN: and delete what the source does not say. Numbers are kept as they are written.
id: {id}
statement: "FILL-IN: one sentence with its numbers and their bounds, true to the findings below"
options: []      # ids of content/options/: [some-option, another-option]
conditions: []   # ids of content/conditions/
direction: "FILL-IN: benefit, harm, no-difference, mixed or uncertain"
certainty:
  level: not-rated   # high, moderate, low or very-low only where somebody has graded the evidence
  reason: "FILL-IN: why, in one sentence"
findings:
  - citation:
      citekey: "FILL-IN: what the entry in citations/ is called"
      page: "FILL-IN: the page of the number; or delete this for a table, figure, section …"
    population: "FILL-IN: who or what was studied"
    intervention: "FILL-IN: what they had"
    comparator: "FILL-IN: compared with what; null if the source compared with nothing"
    outcome: "FILL-IN: an id of content/outcomes.yaml"
    timeframe: "FILL-IN: until when it was measured"
    checked: "FILL-IN: full-text, abstract, record, printed or recalled"
    estimates:
      - arm: "FILL-IN: which group; delete this where there is only one"
        measure: proportion   # or mean, mean-difference, risk-ratio, …
        value: "FILL-IN: the number as it is printed"
        unit: percent         # percentage-points for differences, else in words
        events: "FILL-IN: how many had the outcome"
        total: "FILL-IN: out of how many"
would_change: "FILL-IN: which evidence would change this claim"
reviewed: {today}
"""
_OPTION = """\
---
{modeline}
title: "FILL-IN: what readers call it"
category: "FILL-IN: an id of content/categories.yaml"
summary: "FILL-IN: what it is, in one sentence without numbers"
---

## What it is

FILL-IN: what is done, and what for.

## What it involves

FILL-IN: what it takes.

## What people reported

FILL-IN: what the claims say, each with a link to its claim.

## Harms and burdens

FILL-IN: what can go wrong, and what it costs.

## What is not known

FILL-IN: what nobody has studied.
"""
_CONDITION = """\
---
{modeline}
title: "FILL-IN: what readers call it"
summary: "FILL-IN: what it is, in one sentence without numbers"
---

## What it is

FILL-IN: what it means.

## What can be done

FILL-IN: which options there are, each with a link.
"""
_GUIDE = """\
---
{modeline}
title: "FILL-IN: what the guide helps with"
summary: "FILL-IN: what readers will know at its end, in one sentence"
---

## What to look at first

FILL-IN: the first step.

## What to ask

FILL-IN: good questions.
"""
_TEXTS = {"claim": _CLAIM, "option": _OPTION, "condition": _CONDITION, "guide": _GUIDE}


def draft(kind: str, id: str, today: date, topic: str = "") -> tuple[str, str]:
    """Return the path of a new record in its site and the text of the file. Raises ValueError for a name that is none.

    `kind` is a key of `FOLDERS`; `topic` names a folder below that of the claims, which may lie in another one.
    """
    for name, what in ((id, "id"), *((part, "topic") for part in topic.split("/") if topic)):
        if not is_id(name):
            close = slug(name)
            hint = f"; did you mean {close!r}?" if close else ""
            raise ValueError(f"{name[:90]!r} is no {what}: {mend_id(name)}{hint}")
    folder = f"{FOLDERS[kind]}/{topic}" if topic else FOLDERS[kind]
    path = f"{folder}/{id}.{'yaml' if kind == 'claim' else 'md'}"
    return path, _TEXTS[kind].format(modeline=modeline(path, kind), id=id, today=today.isoformat())


def modeline(path: str, kind: str) -> str:
    """Return the line that tells an editor's language server which schema a file of a site has."""
    return f"# yaml-language-server: $schema={'../' * path.count('/')}{_SCHEMAS}/{kind}.json"
