"""Real files through the readers, as what they are and as what they are not: nothing raises, nothing is lost.

Collected only where the variable SPINESITE_CORPORA names a folder of `.bib` files and of the YAML test suite.
"""

from __future__ import annotations

import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

from spinesite import bibtex, yamltree
from spinesite.bibblocks import entry_heads
from spinesite.diagnostics import Diagnostic
from spinesite.load import gather
from spinesite.names import invalid_character
from spinesite.reading import reader
from spinesite.root import SETTINGS
from tests.reliability.mutations import as_files
from tests.reliability.test_any_text import check_places
from tests.unit.test_bibtex import heads_and_fates

CORPORA = Path(os.environ["SPINESITE_CORPORA"])
FILES = sorted(path for path in CORPORA.rglob("*") if path.is_file())
BIBS = [path for path in FILES if path.suffix == ".bib"]
SUITE = [path for path in FILES if path.suffix == ".yaml"]
LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])]
READ = reader()
# As what a file of the site each file is given to the program.
PLACES = ("content/claims/x.yaml", "content/outcomes.yaml", "content/guides/x.md", "citations/x.bib")
SETTINGS_TEXT = b"title: T\nbase_url: https://example.org/\nlanguage: en\n"
# How the suite writes what cannot be seen.
_SEEN = {"␣": " ", "∎\n": "", "↵": "", "⇔": "\ufeff", "←": "\r"}
_TAB = re.compile("—*»")
_ESCAPE = re.compile(r"\\([ntrb0\\])")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "0": "\0", "\\": "\\"}


def name_of(path: Path) -> str:
    return path.relative_to(CORPORA).as_posix()


def text_of(path: Path) -> str:
    """Return the text of a file as the loader hands it on; what is no UTF-8 is replaced."""
    text = path.read_bytes().decode("utf-8-sig", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def timed(what: str, work: Callable[[], object]) -> None:
    """Do some work, and say so where it takes longer than it should; only people judge by the clock."""
    begun = time.process_time()
    work()
    if (seconds := time.process_time() - begun) > 1:
        print(f"{what}: {seconds:.1f} s")


def test_there_are_files() -> None:
    assert BIBS
    assert SUITE


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_each_file_in_every_place(path: Path, counts: Counter[str]) -> None:
    """The bytes as they are, as a claim, a list, a page and a bibliography."""
    data, lines = path.read_bytes(), text_of(path).count("\n") + 1
    for place in PLACES:
        files = as_files({SETTINGS: SETTINGS_TEXT, place: data})

        def work(place: str = place, files: list[object] = files) -> None:
            corpus, found = gather(files, date(2026, 6, 1), READ)
            # A claim of another subject is no claim of this site: what was not read has a diagnostic.
            whole = corpus.claims or corpus.outcomes or corpus.guides or corpus.bibliography.references
            told = [each for each in found if each.location.path == place]
            assert whole or told or (place.endswith(".bib") and not entry_heads(text_of(path)))
            assert all(1 <= each.location.line <= lines for each in told)

        timed(f"{name_of(path)} as {place}", work)
        counts["readings of real files"] += 1


@pytest.mark.parametrize("path", BIBS, ids=name_of)
def test_every_entry_is_accounted_for(path: Path, counts: Counter[str]) -> None:
    text = text_of(path)
    for offset, references, left_out in heads_and_fates(text):
        assert references or left_out, f"the entry at {offset} is lost"
        counts["real entries read" if references else "real entries reported"] += 1
    _, found = bibtex.read([("x.bib", text)])
    check_places(found, text)


def cases() -> Iterator[tuple[str, str, str | None]]:
    """Yield the name, the text and the events of each case of the YAML test suite; no events where it must fail."""
    for path in SUITE:
        tree, problems = yamltree.parse(path.name, text_of(path))
        assert not problems, problems
        assert isinstance(tree, yamltree.Items)
        text, events = "", None
        for number, item in enumerate(tree.items):
            case = yamltree.plain(item)
            assert isinstance(case, dict)
            text, events = case.get("yaml", text), case.get("tree", events)
            yield f"{path.stem}-{number}", shown(text), None if case.get("fail") == "true" else events


def shown(text: str) -> str:
    """Return the text of a case with the signs that stand for invisible characters turned into these."""
    for sign, character in _SEEN.items():
        text = text.replace(sign, character)
    return _TAB.sub("\t", text)


def values_of(node: yamltree.Node) -> Iterator[str]:
    """Yield the scalars of a tree in the order of the text."""
    if isinstance(node, yamltree.Leaf):
        yield node.text or ""
    elif isinstance(node, yamltree.Items):
        for item in node.items:
            yield from values_of(item)
    else:
        for key, value in node.values.items():
            yield key
            yield from values_of(value)


def scalars(events: str) -> list[str]:
    """Return the scalars that the suite expects; a plain null is empty text, as it is for `values_of`."""
    found = []
    for line in events.splitlines():
        if line.strip().startswith("=VAL "):
            kind, value = re.match(r"(?:[&<]\S+ )*([:'\"|>])(.*)", line.strip()[5:], re.DOTALL).groups()  # type: ignore[union-attr]
            value = _ESCAPE.sub(lambda escape: _ESCAPED[escape[1]], shown(value))
            found.append("" if kind == ":" and value in ("~", "null", "Null", "NULL") else value)
    return found


# Where PyYAML reads YAML 1.1, or is known to differ from the suite.
KNOWN = {
    "652Z-0": "`{ ?foo: 1 }`: YAML 1.1 takes the question mark for the sign of a key",
    "HM87-1": "`[?x]`: the same",
    "JEF9-2": "white space after the last line end of a block",
    "L24T-1": "the same",
}
CASES = list(cases())


@pytest.mark.parametrize(("name", "text", "events"), CASES, ids=[name for name, *_ in CASES])
def test_yaml_suite(name: str, text: str, events: str | None, counts: Counter[str]) -> None:
    """A case gives what it should, or a diagnostic with a line; the two parsers agree, or one finds it no YAML."""
    outcomes: list[tuple[yamltree.Node | None, tuple[Diagnostic, ...]]] = []
    for loader in LOADERS:
        tree, found = yamltree.parse("x.yaml", text, loader=loader)
        check_places(found, text)
        outcomes.append((tree, found))
        if tree is not None and events is not None and not invalid_character(text):
            assert (list(values_of(tree)) == scalars(events)) == (name not in KNOWN)
    counts["cases of the YAML suite read" if outcomes[-1][0] else "cases of the YAML suite refused"] += 1
    assert READ("content/claims/x.yaml", text).diagnostics
