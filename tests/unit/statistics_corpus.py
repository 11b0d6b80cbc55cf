"""The labelled sentences of `tests/corpora/statistics`, and how well they are told apart."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from spinesite.blocks import blocks
from spinesite.statistics import statistics_in

CORPUS = Path(__file__).parents[1] / "corpora/statistics"
PARTS = ("tuning", "set-aside")


@dataclass(frozen=True)
class Labelled:
    """One sentence, and whether a number in it states evidence."""

    text: str
    is_evidence: bool
    path: Path


@dataclass(frozen=True)
class Score:
    """How many sentences were told rightly and wrongly."""

    found: int
    missed: tuple[Labelled, ...]
    false: tuple[Labelled, ...]

    @property
    def precision(self) -> float:
        return self.found / (self.found + len(self.false))

    @property
    def recall(self) -> float:
        return self.found / (self.found + len(self.missed))


def labelled(part: str) -> list[Labelled]:
    """Return the sentences of a part."""
    sentences = []
    for path in sorted((CORPUS / part).glob("*.yaml")):
        lists = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert set(lists) == {"evidence", "innocent"}
        for label, entries in lists.items():
            for entry in entries:
                text = entry if isinstance(entry, str) else next(iter(entry.values()))
                sentences.append(Labelled(text, label == "evidence", path))
    return sentences


def score(sentences: list[Labelled]) -> Score:
    """Tell evidence from innocence, each sentence read as the Markdown that it is."""
    told = [
        (one, any(statistics_in(s.text) for block in blocks(one.text) for s in block.sentences)) for one in sentences
    ]
    return Score(
        sum(1 for one, is_told in told if is_told and one.is_evidence),
        tuple(one for one, is_told in told if one.is_evidence and not is_told),
        tuple(one for one, is_told in told if is_told and not one.is_evidence),
    )
