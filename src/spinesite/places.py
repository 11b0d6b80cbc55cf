"""The pattern of a site: which file below `content/` and `citations/` is what, how large it may be, what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spinesite.diagnostics import did_you_mean
from spinesite.names import invalid_character, is_id, mend_id
from spinesite.records import (
    Category,
    Change,
    OptionPage,
    Outcome,
    PlainPage,
    Record,
    Term,
    Unsupported,
    Waiver,
)

KIB = 1024
CAPS = {".yaml": 256 * KIB, ".md": 64 * KIB, ".bib": 4096 * KIB, ".json": 4096 * KIB}
FOLDERS = ("content", "citations", "templates")
LISTS: dict[str, type[Record]] = {
    "categories": Category,
    "outcomes": Outcome,
    "glossary": Term,
    "unsupported": Unsupported,
    "changes": Change,
    "waivers": Waiver,
}
PROSE_FOLDERS: dict[str, type[Record]] = {
    "options": OptionPage,
    "conditions": PlainPage,
    "guides": PlainPage,
    "pages": PlainPage,
}
RETRACTIONS = "citations/retractions.json"
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")
# Endings that stand for one that the pattern has, or are it in capitals.
_MEANT = {".yml": ".yaml", ".yaml": ".yaml", ".markdown": ".md", ".md": ".md", ".bibtex": ".bib", ".bib": ".bib"}
_TEXT_ENDING = re.compile(r"\.(?:ya?ml|md|markdown|bib)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the pattern.

    `kind` is "site", a list of `LISTS`, "claims", a folder of `PROSE_FOLDERS`, "bib" or "retractions"; `stem` is the
    file's name without its ending; `cap` the size in bytes that a file may have there.
    """

    kind: str
    stem: str
    cap: int

    @property
    def name(self) -> str:
        """What stands here, as `Corpus.unread` names it."""
        return self.kind if self.kind in LISTS or self.kind == "site" else f"{self.kind}/{self.stem}"


def place(path: str) -> Place | None:
    """Return the place of a file, by its path relative to the site's root; None if the pattern has none for it."""
    parts = path.split("/")
    top, (stem, ending) = parts[0], _divided(parts[-1])
    in_content = top == "content"
    kind = ""
    if in_content and len(parts) == 2 and ending == ".yaml" and (stem == "site" or stem in LISTS):
        kind = stem
    elif in_content and len(parts) >= 3 and parts[1] == "claims" and ending == ".yaml":
        kind = "claims"
    elif in_content and len(parts) == 3 and parts[1] in PROSE_FOLDERS and ending == ".md" and is_id(stem):
        kind = parts[1]
    elif top == "citations" and len(parts) == 2 and ending == ".bib":
        kind = "bib"
    elif path == RETRACTIONS:
        kind = "retractions"
    return Place(kind, stem, CAPS[ending]) if kind else None


def may_hold_records(path: str) -> bool:
    """Tell whether a file without a place has the ending of one that should have one."""
    return _TEXT_ENDING.search(path.rpartition("/")[2]) is not None


def missed(path: str) -> Iterator[str]:
    """Yield what is missing, as `Corpus.unread` names it, where a path was refused; `*` stands for a whole folder.

    What points at a file that only has a slip in its name is not wrong as well.
    """
    top, _, rest = path.partition("/")
    name, _, below = rest.partition("/")
    stem, dot, ending = path.rpartition("/")[2].partition(".")
    folders = ("claims", *PROSE_FOLDERS)
    if top == "citations":
        yield from [f"bib/{stem}"] if not dot or ending.lower().startswith("bib") else ()
    elif top == "content" and below:
        yield f"{did_you_mean(name, folders)}/{_NOT_IN_IDS.sub('-', stem.lower()).strip('-') if dot else '*'}"
    elif top == "content" and name:
        close = did_you_mean(stem, (*LISTS, *folders))
        yield f"{close}/*" if close in folders else close
    elif top == "content":
        yield from (*LISTS, *(f"{folder}/*" for folder in folders))


def path_of(name: str) -> str:
    """Return where a bibliography or a list should stand, by its name in `Corpus.unread`."""
    return f"citations/{name.removeprefix('bib/')}.bib" if name.startswith("bib/") else f"content/{name}.yaml"


def expected(path: str) -> str:
    """Say where a file without a place could have been meant to stand."""
    parts = path.split("/")
    stem, ending = _divided(parts[-1])
    if (meant := _MEANT.get(ending.lower(), ending)) != ending:
        return f"end its name in {meant}"
    if ending == ".md" and len(parts) == 3 and parts[1] in PROSE_FOLDERS:
        return f"the file's name is its id, and {shown_path(stem)[:60]!r} is no id: {mend_id(stem)}"
    folders = ("claims", *PROSE_FOLDERS)
    if (
        len(parts) > 2
        and parts[0] == "content"
        and parts[1] not in folders
        and (close := did_you_mean(parts[1], folders))
    ):
        return f"did you mean the folder content/{close}/?"
    if len(parts) == 2 and parts[0] == "content" and (close := did_you_mean(stem, ("site", *LISTS))):
        return f"did you mean content/{close}.yaml?"
    return "move it to its place, or delete it"


def shown_path(path: str) -> str:
    """Return a path as it may be printed: bytes that are no UTF-8 and control characters are made visible."""
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    if text.isprintable() and not invalid_character(text):
        return text
    return "".join(
        c if c.isprintable() and not invalid_character(c) else c.encode("unicode_escape").decode() for c in text
    )


def _divided(name: str) -> tuple[str, str]:
    """Return a file's name without its ending, and the ending with its dot; a dot in front begins no ending."""
    stem, dot, ending = name.rpartition(".")
    return (stem, dot + ending) if stem.strip(".") else (name, "")
