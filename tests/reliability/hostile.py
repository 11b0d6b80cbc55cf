"""Sites in which a string stands in every field that takes words, and what may stand in the pages made of them."""

from __future__ import annotations

import json
import os
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

STRINGS = Path(__file__).with_name("strings")

# What any page may hold, and nothing besides: who adds to it has thought about it.
_EVERYWHERE = "class id"
ALLOWED: dict[str, frozenset[str]] = {
    tag: frozenset(f"{_EVERYWHERE} {attributes}".split())
    for tag, attributes in {
        "html": "lang",
        "meta": "charset content http-equiv media name property",
        "link": "as crossorigin href rel title type",
        "script": "data-index defer src type",
        "a": "aria-current aria-label href rel target title",
        "aside": "aria-label aria-labelledby",
        "button": "type disabled",
        "div": "aria-label hidden role tabindex data-url",
        "form": "action aria-label method role",
        "img": "alt height loading src width",
        "input": "autocomplete checked name type value",
        "label": "for",
        "li": "aria-current",
        "main": "tabindex",
        "nav": "aria-label",
        "option": "value",
        "ol": "start",
        "p": "data-copy role",
        "select": "name",
        "span": "aria-hidden data-claim data-derived data-estimate data-of data-part",
        "table": "aria-labelledby data-sortable",
        "td": "data-v",
        "template": "title",
        "th": "data-sort scope",
        "time": "datetime",
        "tr": "data-certainty data-direction",
        "svg": "aria-hidden aria-label fill focusable height overflow role viewbox width x y",
        "circle": "cx cy r",
        "line": "x1 x2 y1 y2",
        "path": "d",
        "pattern": "height patternunits width",
        "rect": "fill height rx width x y",
        "text": "x y",
    }.items()
}
_BARE = """
    article b blockquote body br caption code dd defs details dl dt em fieldset figcaption figure footer g h1 h2 h3 h4
    h5 h6 head header hr i legend noscript output pre section small strong summary sup tbody thead title ul
"""
ALLOWED |= dict.fromkeys(_BARE.split(), frozenset(_EVERYWHERE.split()))
_ADDRESSES = frozenset({"href", "src", "action", "data-url"})
_TYPES = frozenset({"", "application/ld+json", "module"})


def strings() -> dict[str, str]:
    """Return every string by its file and line."""
    found = {}
    for file in sorted(STRINGS.glob("*.txt")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if line and not line.startswith("## "):
                found[f"{file.stem}:{number}"] = _unescaped(line)
    return found


def _unescaped(line: str) -> str:
    """Turn `\\n`, `\\t`, `\\uXXXX` and `\\\\` into what they stand for; leave every other backslash."""
    out, rest = [], line
    while rest:
        if rest[:2] in ("\\n", "\\t", "\\\\"):
            out.append({"n": "\n", "t": "\t", "\\": "\\"}[rest[1]])
            rest = rest[2:]
        elif rest[:2] == "\\u":
            out.append(chr(int(rest[2:6], 16)))
            rest = rest[6:]
        else:
            out.append(rest[0])
            rest = rest[1:]
    return "".join(out)


def write(root: Path, hostile: dict[str, str]) -> None:
    """Write a site in which each string stands in every field that takes words, in records of its own.

    Where a field would be refused for another reason than its words (an id, a number, a citekey), it is left plain.
    """
    first = next(iter(hostile.values()))
    names = {f"s{number}": text for number, text in enumerate(hostile.values())}
    _record(
        root / "content/site.yaml",
        {
            "title": first,
            "base_url": "https://example.org/",
            "language": "en",
            **dict.fromkeys(("tagline", "publisher", "licence", "funding", "update_policy", "disclaimer"), first),
            "emergency": {"heading": first, "items": [first, first], "link": "about"},
            "navigation": [{"label": first, "page": "about"}],
        },
    )
    _record(root / "content/categories.yaml", [{"id": name, "label": text} for name, text in names.items()])
    _record(
        root / "content/outcomes.yaml",
        [
            {
                "id": name,
                "label": text,
                "better": "higher",
                "plain": text,
                "scales": [{"id": f"{name}-scale", "label": text, "low": "0", "high": "9"}],
            }
            for name, text in names.items()
        ],
    )
    _record(
        root / "content/glossary.yaml",
        [{"id": name, "term": text, "plain": text, "also": [text]} for name, text in names.items()],
    )
    _record(
        root / "content/changes.yaml",
        [{"date": "2026-01-01", "what": text, "claims": [name]} for name, text in names.items()],
    )
    _record(
        root / "content/unsupported.yaml",
        [
            {"id": name, "says": text, "where": text, "verdict": text, "why": text, "instead": [name]}
            for name, text in names.items()
        ],
    )
    for name, text in names.items():
        _record(root / f"content/claims/{name}.yaml", _claim(name, text))
        front = {"title": text, "summary": text}
        _page(root / f"content/options/{name}.md", {**front, "category": name, "names": [text]}, text, name)
        for folder in ("conditions", "guides"):
            _page(root / f"content/{folder}/{name}.md", front, text, name)
    _page(root / "content/pages/about.md", {"title": first, "summary": first}, first, "s0")
    bibliography = root / "citations/all.bib"
    bibliography.parent.mkdir(parents=True)
    entries = "\n".join(_entry(name, text) for name, text in names.items())
    bibliography.write_text(entries, encoding="utf-8", errors="surrogatepass")
    _record(
        root / "citations/retractions.json",
        {
            "version": 1,
            "notices": [
                {"doi": f"10.5555/{name}", "nature": "Correction", "date": "2026-01-01", "reasons": [text]}
                for name, text in names.items()
            ],
        },
    )


def _claim(name: str, text: str) -> dict[str, object]:
    words = dict.fromkeys(("population", "intervention", "comparator", "timeframe"), text)
    numbers = [
        {"arm": text, "measure": "count", "events": "3", "total": "9", "unit": text},
        {"arm": text, "measure": "mean", "value": "3", "scale": f"{name}-scale", "discrepancy": text},
    ]
    shared = {"citation": {"citekey": name, "page": text}, "outcome": name, **words}
    return {
        "id": name,
        "statement": text,
        "detail": text,
        "status": "withdrawn" if name.endswith("7") else "published",
        "status_reason": text,
        "options": [name],
        "conditions": [name],
        "direction": "benefit",
        "certainty": {
            "level": "low",
            "rated_by": "editors",
            "reason": text,
            "concerns": [{"domain": text, "concern": "serious", "why": text}],
        },
        "findings": [{**shared, "estimates": numbers}, {**shared, "summary": text, "quote": text}],
        "quoted_as": [{"where": text, "says": text, "match": text, "why": text}],
        "would_change": text,
        "reviewed": "2026-01-01",
    }


def _page(path: Path, front: dict[str, object], text: str, name: str) -> None:
    """A page with the string in every kind of block and span that Markdown has."""
    line = " ".join(text.split())
    body = (
        f"{text}\n\n## {line}\n\n- {line}\n- x {line} y\n\n1. {line}\n\n> {line}\n\n"
        f"| a | b |\n|---|---|\n| {line} | {line} |\n\n"
        f"term\n: {line}\n\n`{line}`\n\n*{line}* **{line}** [{line}](claim:{name}) [@{name}, p. {line}]\n\n"
        f"![{line}](claim:{name})\n\nx[^n]\n\n[^n]: {line}\n\n    {line}\n"
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    text_of_file = f"---\n{json.dumps(front)}\n---\n\n{body}"
    path.write_text(text_of_file, encoding="utf-8", errors="surrogatepass", newline="")


def _entry(name: str, text: str) -> str:
    fields = ("title", "journal", "note", "funding", "conflict", "participants", "publisher", "address")
    lines = "".join(f"  {field} = {{{text}}},\n" for field in fields)
    return (
        f"@article{{{name},\n  author = {{{{{text}}} and {text}, {text}}},\n{lines}"
        f"  year = {{2020}},\n  doi = {{10.5555/{name}}},\n  studydesign = {{other}},\n}}\n"
    )


def _record(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value), encoding="utf-8")  # JSON is YAML


class _Reader(HTMLParser):
    """Notes every element with its attributes, as a browser's parser would begin them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: set[tuple[str, str, str]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {(tag, "", "")} | {(tag, name, value or "") for name, value in attrs}

    handle_startendtag = handle_starttag


def marks(html: str) -> set[tuple[str, str, str]]:
    """Return every (element, attribute, value) of a page; ("p", "", "") says that there is a `p`."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found


def faults(html: str) -> set[str]:
    """Return what stands in a page and may not: elements, attributes, addresses, scripts in place, redirections."""
    found = set()
    for tag, attribute, value in marks(html):
        if tag not in ALLOWED:
            found.add(f"<{tag}>")
        elif attribute and attribute not in ALLOWED[tag] and not attribute.startswith("data-pagefind-"):
            found.add(f"<{tag} {attribute}>")
        elif attribute in _ADDRESSES and not _is_harmless(value.strip()):
            found.add(f"<{tag} {attribute}={value[:60]!r}>")
        elif (tag, attribute) == ("meta", "http-equiv") and value.lower() != "content-security-policy":
            found.add(f"<meta http-equiv={value[:60]!r}>")
        elif (tag, attribute) == ("script", "type") and value not in _TYPES:
            found.add(f"<script type={value[:60]!r}>")
    return found


def _is_harmless(address: str) -> bool:
    return urlsplit(address).scheme in ("", "https", "mailto") and not address.startswith(("//", "/\\", "\\"))


def is_thorough() -> bool:
    """Tell whether the tests may take many minutes: `make test-reliability` says so."""
    return bool(os.environ.get("SPINESITE_THOROUGH"))


def sample(hostile: dict[str, str], every: int) -> dict[str, str]:
    """Return all strings where the tests are thorough, else one of so many."""
    return hostile if is_thorough() else dict(list(hostile.items())[::every])


def examples(some: int, many: int) -> int:
    """Return how many examples to try, which is `some` in `make test`."""
    return many if is_thorough() else some
