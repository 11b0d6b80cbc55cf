"""Measure the program on a site whose every file is as bad as the caps allow.

    python benchmarks/worst.py [FILES] [--only KIND] [--dir DIR]

Makes FILES files (1,000 if not given), of all kinds of `KINDS` in turn or of one, each filled up to the cap on its size
and to one other cap: depth, length, brackets, values. All of them are accepted. Prints how many files and bytes there
are, and the wall seconds, processor seconds and peak memory of `check` and `build`; asserts nothing but that both
accept them. The site is made in a temporary directory, or in DIR, which must be new or empty and is kept.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import count, cycle, islice
from pathlib import Path

from run import TODAY, measure_process

KIB = 1024
MARKDOWN, YAML, BIB = 64 * KIB, 256 * KIB, 4 * KIB * KIB
PARAGRAPH, BRACKETS, DEPTH = 2_000, 64, 8
FINDINGS, ESTIMATES, VALUES = 500, 500, 20_000
BREACHES = 1_000  # of rules in a text
CARDS = 2_000 // FINDINGS  # of full claims, so that a page shows as much as it may
SETTINGS = "title: The worst\nbase_url: https://example.org/\nlanguage: en\nupdate_policy: None.\nfunding: nobody\n"
OUTCOMES = "- {id: rise, label: rise, better: higher}\n"
GUIDE = "---\ntitle: {title}\nsummary: A text at the limits.\n---\n\n"
CLAIM = "id: {id}\nstatement: One book reports on bread.\noptions: []\nreviewed: 2026-11-01\n"
CITED = 500  # at least as many as findings


def filled(parts: Iterator[str], room: int) -> str:
    """Return as many parts as there is room for, in bytes."""
    taken: list[str] = []
    for part in parts:
        room -= len(part.encode())
        if room < 0:
            break
        taken.append(part)
    return "".join(taken)


def paragraphs(unit: str, most: int = PARAGRAPH) -> Iterator[str]:
    """Yield for ever a paragraph that repeats a unit, to the cap on characters or to so many units."""
    whole = unit * min(most, PARAGRAPH // len(unit))
    return cycle([whole.rstrip() + "\n\n"])


def brackets() -> Iterator[str]:
    """Every bracket that a paragraph may have, and emphasis that never closes."""
    return cycle(["[x" * BRACKETS + "*a **b _c `d " * ((PARAGRAPH - 2 * BRACKETS) // 14) + "\n\n"])


def lists() -> Iterator[str]:
    """Lists as deep as they may be."""
    return cycle(["".join("    " * depth + "- word\n" for depth in range(DEPTH - 1)) + "\n"])


def quotations() -> Iterator[str]:
    """Quotations as deep as they may be."""
    return cycle(["> " * DEPTH + "word\n\n"])


def words() -> Iterator[str]:
    """Words as long as a paragraph."""
    return cycle(["x" * (PARAGRAPH - 1) + "\n\n"])


def citations() -> Iterator[str]:
    """As many citations as brackets, of works in turn."""
    keys = cycle(range(CITED))
    while True:
        yield "".join(f"[@w{key}] " for key in islice(keys, BRACKETS)) + "\n\n"


def several() -> Iterator[str]:
    """As many works as fit into one citation, again and again."""
    keys = cycle(range(CITED))
    while True:
        yield "[" + "; ".join(f"@w{key}" for key in islice(keys, PARAGRAPH // 8)) + "]\n\n"


def tables() -> Iterator[str]:
    """One table as long as the file."""
    yield "| a | b |\n|---|---|\n"
    yield from cycle(["| x | *y* |\n"])


def columns() -> Iterator[str]:
    """Tables as wide as a row may be."""
    wide = PARAGRAPH // 2 - 2
    return cycle(["|x" * wide + "|\n" + "|-" * wide + "|\n" + "|y" * wide + "|\n\n"])


def footnotes() -> Iterator[str]:
    """Footnotes, each used by the text and by the one after it."""
    for number in count():
        yield f"x[^{number}]\n\n[^{number}]: y[^{number + 1}]\n\n"


def definitions() -> Iterator[str]:
    """Definition lists with nothing between them."""
    return cycle(["term\n: what it means\n\n"])


def headings() -> Iterator[str]:
    """Headings that are all alike, so that each id has to be made unique."""
    return cycle(["## x\n\n"])


def links() -> Iterator[str]:
    """Links by reference, all to be looked up."""
    for number in count():
        yield f"[a][{number}]\n\n[{number}]: https://example.org/{number}\n\n"


def cards() -> Iterator[str]:
    """Evidence cards of claims with as many findings as one may have, as many as a page may show."""
    yield from islice(cycle(["![](claim:long)\n\n"]), CARDS)
    yield from words()


def entities() -> Iterator[str]:
    """Signs that begin something and end nothing."""
    return paragraphs("&lt;&<a *_`\\")


def code() -> Iterator[str]:
    """Code in fences."""
    return cycle(["```\n<x> & y\n```\n\n"])


def numbers() -> Iterator[str]:
    """Sentences of numbers, each with a source."""
    said = "In 3 of 9 people, three times as many, half, 30% and the median of 3 in 10 [@w1]. "
    return paragraphs(said, BRACKETS)


def effects() -> Iterator[str]:
    """Claims of effects, each of which breaks two rules: as many as a text may break them."""
    yield from islice(paragraphs("It reduces pain [@w1]. ", 50), BREACHES // 2 // 50)
    yield from words()


def cited_findings() -> str:
    """As many findings as a claim may have."""
    return "findings:\n" + "".join(f"- {{citation: w{key}, outcome: rise, summary: s}}\n" for key in range(FINDINGS))


def findings(number: int) -> str:
    """A claim with as many findings as it may have, and as much text as has room."""
    return claim(number) + cited_findings() + f"would_change: {'wordy ' * ((YAML - 30 * KIB) // 6)}\n"


def estimates(number: int) -> str:
    """A claim with as many numbers as it may have."""
    many = "  - {measure: mean, value: '1'}\n" * ESTIMATES
    return claim(number) + "findings:\n- citation: w1\n  outcome: rise\n  estimates:\n" + many


def quoted(number: int) -> str:
    """A claim with as many values as a file may have, as deep as they stand in a claim."""
    many = "- {where: a, says: b, match: c, why: d}\n" * ((VALUES - 40) // 9)
    return claim(number) + "findings:\n- {citation: w1, outcome: rise, summary: s}\nquoted_as:\n" + many


def detail(number: int) -> str:
    """A claim whose prose fills the file."""
    text = filled((f"  {line}\n\n" for line in paragraphs("[@w1] *a _b ", BRACKETS)), YAML - KIB)
    return claim(number) + "findings:\n- {citation: w1, outcome: rise, summary: s}\ndetail: |\n" + text


def statement(number: int) -> str:
    """A claim whose other texts fill the file."""
    word = "wordy " * ((YAML - KIB) // 6)
    return claim(number) + f"findings:\n- {{citation: w1, outcome: rise, summary: {word}}}\n"


def claim(number: int) -> str:
    return CLAIM.format(id=f"c{number}")


def guide(parts: Callable[[], Iterator[str]]) -> Callable[[int], str]:
    """Return a function that makes a page of such parts."""

    def made(number: int) -> str:
        front = GUIDE.format(title=f"Page {number}")
        return front + filled(parts(), MARKDOWN - len(front))

    return made


# What a file is filled with, and in which folder it stands.
KINDS: dict[str, tuple[Callable[[int], str], str, str]] = {
    part.__name__: (guide(part), "content/guides", ".md")
    for part in (
        brackets,
        lists,
        quotations,
        words,
        citations,
        several,
        tables,
        columns,
        footnotes,
        definitions,
        headings,
        links,
        cards,
        entities,
        code,
        numbers,
        effects,
    )
} | {part.__name__: (part, "content/claims", ".yaml") for part in (findings, estimates, quoted, detail, statement)}


def bibliography() -> str:
    """As many bytes as a bibliography may have, in a few hundred entries that are all cited."""
    name = "Name, Given and "
    room = BIB // CITED - 200
    return "".join(
        f"@book{{w{number}, title = {{Work {number}}}, year = {{2020}}, studydesign = {{other}},\n"
        f"  funding = {{nobody}}, author = {{{name * (room // 2 // len(name))}others}},\n"
        f"  note = {{{'{x}' * (room // 6)}}}}}\n"
        for number in range(CITED)
    )


def generate(root: Path, files: int, kinds: Sequence[str]) -> tuple[int, int]:
    """Write the site; return how many files and bytes it has."""
    made = {"content/site.yaml": SETTINGS, "content/outcomes.yaml": OUTCOMES, "citations/all.bib": bibliography()}
    made["content/claims/long.yaml"] = CLAIM.format(id="long") + cited_findings()
    for number, kind in zip(range(files), cycle(kinds), strict=False):
        make, folder, ending = KINDS[kind]
        name = f"c{number}" if folder.endswith("claims") else f"{kind}-{number}"
        made[f"{folder}/{name}{ending}"] = make(number)
    for path, text in made.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
    return len(made), sum(len(text.encode()) for text in made.values())


def main(arguments: Sequence[str]) -> int:
    """Run from the command line; return the exit status."""
    given = list(arguments)
    options = {"--only": "", "--dir": ""}
    for option in options:
        if option in given[:-1]:
            at = given.index(option)
            options[option] = given[at + 1]
            del given[at : at + 2]
    if len(given) > 1 or any(not word.isdecimal() for word in given) or options["--only"] not in ("", *KINDS):
        print(__doc__, file=sys.stderr)
        print("Kinds:", *KINDS, file=sys.stderr)
        return 2
    kinds = [options["--only"]] if options["--only"] else list(KINDS)
    with tempfile.TemporaryDirectory(prefix="spinesite-worst-") as temporary:
        root = Path(options["--dir"] or temporary)
        if root.is_dir() and any(root.iterdir()):
            print(f"worst.py: {root} is not empty", file=sys.stderr)
            return 2
        files, size = generate(root, int(given[0]) if given else 1_000, kinds)
        print(f"{files:,} files, {size / KIB / KIB:.0f} MiB")
        print(f"{'what':12} {'wall s':>8} {'cpu s':>8} {'peak MiB':>9}")
        failed = False
        for command in ("check", "build"):
            program = [sys.executable, "-m", "spinesite", command, "--root", str(root), "--today", TODAY]
            cost = measure_process(command, program, Path(temporary))
            print(f"{command:12} {cost.wall:8.2f} {cost.cpu:8.2f} {cost.peak:9.0f}  {cost.note}".rstrip(), flush=True)
            failed |= bool(cost.note)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
