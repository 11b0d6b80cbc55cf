"""Every entry of a bibliography becomes a reference or a diagnostic; every value has its place."""

import os
import re
import shutil
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinesite.bibblocks import entry_heads, quoted
from spinesite.bibtex import read
from spinesite.diagnostics import Diagnostic, Location
from spinesite.load import load
from spinesite.model import Bibliography, Name, PartialDate, Reference

GOLDEN = Path(__file__).parents[1] / "golden/site"

FILES = Path(__file__).parents[1] / "corpora" / "bib"


def read_text(text: str) -> tuple[Bibliography, tuple[Diagnostic, ...]]:
    return read([("a.bib", text)])


def read_file(name: str) -> tuple[Bibliography, tuple[Diagnostic, ...]]:
    return read([(name, (FILES / name).read_text(encoding="utf-8"))])


def one(text: str) -> Reference:
    bibliography, diagnostics = read_text(text)
    assert not diagnostics
    (reference,) = bibliography.references
    return reference


def by_key(bibliography: Bibliography) -> dict[str, Reference]:
    return {reference.citekey: reference for reference in bibliography.references}


def places(diagnostics: tuple[Diagnostic, ...]) -> list[tuple[int, int, str]]:
    return [(found.location.line, found.location.column, found.rule) for found in diagnostics]


def test_reads_an_entry() -> None:
    reference = one("""@Article{smith2020,
  Author = {Smith, Ann and {A Body} and others},
  title = {On   the
    {BMP}},
  year = 2020, month = feb,
  DOI = {10.1000/a_b%2F},
}""")
    assert (reference.citekey, reference.kind, reference.location) == ("smith2020", "article", Location("a.bib", 1, 10))
    assert reference.fields == {
        "author": "Smith, Ann and A Body and others",
        "title": "On the BMP",
        "year": "2020",
        "month": "feb",
        "doi": "10.1000/a_b%2F",
    }
    assert reference.raw["title"] == "On   the\n    {BMP}"
    assert reference.authors == (Name("Smith", "Ann"), Name(literal="A Body"))
    assert reference.authors_et_al
    assert not reference.editors_et_al
    assert reference.issued == PartialDate(2020, 2)
    assert reference.locations["title"] == Location("a.bib", 3, 11)
    assert reference.locations["month"] == Location("a.bib", 5, 24)


def test_tells_where_values_stand_in_entries_on_one_line() -> None:
    bibliography, diagnostics = read_file("one-line.bib")
    lines = (FILES / "one-line.bib").read_text(encoding="utf-8").split("\n")
    assert not diagnostics
    assert [r.citekey for r in bibliography.references] == ["a1", "a2", "p1", "m1", "spaced", "nothing", "quotes", "at"]
    for reference in bibliography.references:
        assert lines[reference.location.line - 1][reference.location.column - 1 :].startswith(reference.citekey)
        for name, location in reference.locations.items():
            rest = "\n".join([lines[location.line - 1][location.column - 1 :], *lines[location.line :]])
            assert rest.lstrip('{"').startswith(reference.raw[name]), (reference.citekey, name)
    found = by_key(bibliography)
    assert found["p1"].fields["publisher"] == "A ) in quotes"
    assert found["quotes"].fields["title"] == 'With "quotes" and a "pair" in braces'
    assert found["at"].fields["title"] == "Mail me @ home or x@y.org"


def test_columns_count_code_points() -> None:
    assert one("@misc{a, note = {😀é}, title = {x}}").locations["title"] == Location("a.bib", 1, 31)


def test_every_broken_entry_is_reported_where_it_is_broken() -> None:
    bibliography, diagnostics = read_file("broken.bib")
    assert [reference.citekey for reference in bibliography.references] == ["sound1", "sound2"]
    syntax, duplicate = "bibtex-syntax", "duplicate-citekey"
    assert places(diagnostics) == [
        (8, 10, syntax),  # unclosed
        (13, 10, syntax),  # nocomma
        (18, 11, syntax),  # missingcomma
        (24, 11, syntax),  # repeated, title
        (26, 10, syntax),  # repeated, year
        (29, 10, duplicate),  # sound1
        (33, 10, duplicate),  # SOUND1
        (38, 30, syntax),  # early
        (43, 9, syntax),  # noequals
        (47, 11, syntax),  # novalue
        (51, 11, syntax),  # halfvalue
        (54, 1, syntax),  # without a citekey
        (56, 10, syntax),  # two words
        (60, 11, syntax),  # comment
        (63, 1, syntax),  # oddtype
        (65, 1, syntax),  # linebreak
        (68, 10, syntax),  # parenthesis
        (71, 10, syntax),  # quote
        (80, 9, syntax),  # the brace in free text
        (82, 10, syntax),  # end
    ]
    assert bibliography.broken == {
        *("unclosed", "nocomma", "missingcomma", "repeated", "sound1", "SOUND1", "early", "noequals", "novalue"),
        *("halfvalue", "two words", "comment", "oddtype", "linebreak", "parenthesis", "quote", "end"),
    }
    repeated = diagnostics[3]
    assert [related.location for related in repeated.related] == [Location("broken.bib", 23, 11)]
    assert [related.location.line for related in diagnostics[6].related] == [3]
    assert all(found.message[-1] != "." and found.hint for found in diagnostics)


def test_citekeys_are_unique_over_all_files() -> None:
    first = ("a.bib", "@misc{Smith2020, title = {A}}")
    second = ("b.bib", "\n@misc{smith2020, title = {B}}")
    bibliography, (found,) = read([first, second])
    assert [reference.title for reference in bibliography.references] == ["A"]
    assert (found.rule, found.location) == ("duplicate-citekey", Location("b.bib", 2, 7))
    assert found.related[0].location == Location("a.bib", 1, 7)


def test_a_broken_entry_still_takes_its_citekey() -> None:
    text = "@misc{a, title = {A}, title = {B}}\n@misc{a, title = {C}}\n@misc{b, title = {\n@misc{b, title = {D}}"
    bibliography, diagnostics = read_text(text)
    assert not bibliography.references
    assert [found.rule for found in diagnostics] == ["bibtex-syntax", "duplicate-citekey"] * 2


@pytest.mark.parametrize(
    "citekey",
    [
        "",
        "1a",
        "a b",
        "a/b",
        "../../etc/passwd",
        "<script>",
        "a'b",
        "café",
        "ﬁ",
        "a\u0301",
        "a" * 81,
        "a%b",
        "-a",
        "a\\b",
    ],
)
def test_citekeys_that_could_do_harm_are_refused(citekey: str) -> None:
    bibliography, diagnostics = read_text(f"@misc{{{citekey}, title = {{A}}}}")
    assert not bibliography.references
    assert [found.rule for found in diagnostics] == ["bibtex-syntax"]


def test_strings_are_resolved_or_reported() -> None:
    bibliography, diagnostics = read_file("strings.bib")
    found = by_key(bibliography)
    assert [found[key].get("journal") for key in ("s1", "s2", "s3", "s4", "s7")] == [
        "BMJ",
        "BMJ and Journal of the American Medical Association",
        "nejm",
        "bnj",
        "British Medical Journal N Engl J Med",
    ]
    assert found["s2"].issued == PartialDate(2019, 5, 12)
    assert found["s5"].title == "BMJunknown end"
    undefined = "bibtex-undefined-string"
    assert places(diagnostics) == [
        (7, 37, undefined),
        (8, 37, undefined),
        (9, 22, undefined),
        (10, 36, undefined),
        (13, 15, "bibtex-syntax"),
    ]
    assert "strings.bib:12" in diagnostics[0].hint
    assert "'bmj'" in diagnostics[1].hint


def test_strings_of_earlier_files_are_known_and_may_be_defined_anew() -> None:
    first = ("a.bib", '@string{j = "One"} @misc{a, note = j}')
    second = ("b.bib", '@misc{b, note = j} @string{j = "Two"} @misc{c, note = j}')
    bibliography, diagnostics = read([first, second])
    assert not diagnostics
    assert [reference.get("note") for reference in bibliography.references] == ["One", "One", "Two"]


def test_a_broken_string_is_reported_once() -> None:
    bibliography, (found,) = read_text("@string{j = {no end}\n@misc{a, note = j}\n@misc{b, note = j}")
    assert found.location == Location("a.bib", 1, 9)
    assert len(bibliography.references) == 2


def test_strings_cannot_grow_without_bounds() -> None:
    lines = [f"@string{{a{i + 1} = a{i} # a{i} # a{i}}}" for i in range(60)]
    _, diagnostics = read_text("@string{a0 = {xxxxxxxxxx}}\n" + "\n".join(lines) + "\n@misc{m, note = a60}")
    assert {found.rule for found in diagnostics} == {"bibtex-syntax"}
    _, (found,) = read_text("@string{s = {" + "x" * 10_000 + "}}\n@misc{m, note = " + " # ".join(["s"] * 10_000) + "}")
    assert found.rule == "bibtex-syntax"


@pytest.mark.parametrize("use", ["@string{{t{n} = s # s}}", "@misc{{m{n}, note = s # s}}"])
def test_all_that_strings_add_to_a_file_is_counted(use: str) -> None:
    """Each of these is short enough; all of them together are not."""
    text = "@string{s = {" + "x" * 200_000 + "}}\n"
    _, diagnostics = read_text(text + "\n".join(use.format(n=n) for n in range(3)))
    assert not diagnostics
    _, diagnostics = read_text(text + "\n".join(use.format(n=n) for n in range(9)))
    assert diagnostics
    assert all("grows too long" in found.message for found in diagnostics)


def test_words_in_messages_are_short_and_can_be_printed() -> None:
    assert quoted("x" * 80) == f"'{'x' * 80}'"
    assert quoted("x" * 5_000) == f"'{'x' * 80}…'"
    assert quoted("a\x1b\u202e\n b") == "'a\ufffd\ufffd b'"


def test_comments_and_free_text_are_left_alone() -> None:
    bibliography, diagnostics = read_file("comments.bib")
    assert [reference.citekey for reference in bibliography.references] == ["c1", "c2", "c3", "c4"]
    assert places(diagnostics) == [(13, 1, "bibtex-syntax"), (19, 1, "bibtex-syntax")]


def test_fields_are_inherited() -> None:
    bibliography, diagnostics = read_file("inherit.bib")
    found = by_key(bibliography)
    child, grandchild = found["child"], found["grandchild"]
    assert (child.title, child.get("booktitle"), child.get("booksubtitle")) == ("Chapter", "Book", "A Part")
    assert child.editors == (Name("Doe", "Jane"),)
    assert child.issued == PartialDate(2010)
    assert child.inherited == {"booktitle", "booksubtitle", "editor", "publisher", "year"}
    assert child.locations["booktitle"] == found["parent"].locations["title"]
    assert (grandchild.get("publisher"), grandchild.get("booktitle")) == ("House", "Chapter")
    assert grandchild.get("doi") == "10.1000/house"
    assert not found["house"].is_work
    assert places(diagnostics) == [
        (2, 54, "bibtex-syntax"),  # nowhere
        (17, 42, "bibtex-syntax"),  # loop3
        (18, 40, "bibtex-syntax"),  # self
        (19, 44, "bibtex-syntax"),  # orphan
        (21, 36, "bibtex-syntax"),  # broken; that ofbroken inherits from it is not reported
    ]


def test_a_parent_may_stand_in_another_file() -> None:
    files = [("a.bib", "@inbook{c, crossref = {P}}"), ("b.bib", "@book{p, title = {Book}}")]
    bibliography, diagnostics = read(files)
    assert not diagnostics
    assert bibliography.references[0].locations["booktitle"] == Location("b.bib", 1, 18)


def test_long_chains_of_parents_are_followed() -> None:
    chain = "\n".join(f"@inbook{{k{i}, title = {{T{i}}}, crossref = {{k{i + 1}}}}}" for i in range(5_000))
    bibliography, diagnostics = read_text(chain + "\n@book{k5000, title = {Last}, publisher = {P}}")
    assert not diagnostics
    assert bibliography.references[0].get("publisher") == "P"
    assert bibliography.references[0].get("booktitle") == "T1"


def test_inheritance_cannot_grow_without_bounds() -> None:
    parent = "@xdata{p, " + ", ".join(f"f{i} = 1" for i in range(10_000)) + "}\n"
    bibliography, diagnostics = read_text(parent + "\n".join(f"@misc{{m{i}, xdata = {{p}}}}" for i in range(1_000)))
    assert len(bibliography.references) == 1_001
    assert sum(len(reference.inherited) for reference in bibliography.references) < 100_000
    assert {found.rule for found in diagnostics} == {"bibtex-syntax"}


def test_latex_is_decoded_in_text_and_nowhere_else() -> None:
    bibliography, diagnostics = read_file("awkward.bib")
    letters = by_key(bibliography)["letters"]
    assert [(name.given, name.family) for name in letters.authors] == [
        ("Émile", "Zola"),
        ("Jörg", "Müller"),
        ("Pál", "Erdős"),
        ("Søren", "Østergaard"),
        ("Jiří", "Kočí"),
    ]
    assert letters.title == "p<0.05, 50% and ß in β-blockers: CO₂ — “a test”"
    assert letters.get("journal") == "Annals of Ångström & Sons"
    assert letters.get("pages") == "1–9"
    for name in ("url", "abstract", "keywords"):
        assert letters.fields[name] == letters.raw[name]
    macro = "bibtex-unknown-macro"
    assert places(diagnostics) == [(13, 11, macro)] * 3 + [(17, 26, macro)]
    assert [re.findall(r"\\\w+", found.message) for found in diagnostics[:3]] == [
        [r"\fancy"],
        [r"\other"],
        [r"\textlss"],
    ]
    assert r"\textless" in diagnostics[2].hint
    unknown = by_key(bibliography)["unknown"]
    assert unknown.title == r"The \fancy{new} implant, \fancy{again}, and \other, \textlss"


def test_a_second_pair_of_braces_is_no_part_of_an_identifier() -> None:
    reference = one("@misc{a, doi = {{10.1000/a_b}}, year = {{2020}}, isbn = {{a}{b}}}")
    assert (reference.fields["doi"], reference.year, reference.fields["isbn"]) == ("10.1000/a_b", "2020", "{a}{b}")


def test_names_that_cannot_be_read_are_reported_and_kept() -> None:
    bibliography, (found,) = read_text("@misc{a, author = {Smith, A, Jones, B and Brown, C}}")
    assert (found.rule, found.location) == ("bibtex-syntax", Location("a.bib", 1, 19))
    assert bibliography.references[0].authors == (Name(literal="Smith, A, Jones, B"), Name("Brown", "C"))


def test_invalid_characters_are_reported_each_in_its_place() -> None:
    bibliography, diagnostics = read_text("@misc{a, title = {x\u202ey\nz\0}}\n" + "\x01" * 30)
    assert len(bibliography.references) == 1
    assert places(diagnostics)[:3] == [
        (1, 20, "invalid-character"),
        (2, 2, "invalid-character"),
        (3, 1, "invalid-character"),
    ]
    assert len(diagnostics) == 20
    assert "12 more" in diagnostics[-1].message


def test_commands_of_one_value_are_listed_up_to_a_number() -> None:
    commands = " ".join(f"\\odd{a}{b}" for a in "abcdef" for b in "abcde")
    _, diagnostics = read_text(f"@misc{{a, title = {{{commands}}}}}")
    assert [found.rule for found in diagnostics] == ["bibtex-unknown-macro"] * 20


def undefined(words: list[str], known: list[str]) -> list[str]:
    """Return the hints for names that no string defines."""
    strings = "".join(f"@string{{{name} = {{x}}}}\n" for name in known)
    _, diagnostics = read_text(strings + "".join(f"@misc{{m{n}, note = {word}}}\n" for n, word in enumerate(words)))
    assert len(diagnostics) == len(words)
    return [found.hint for found in diagnostics if found.hint.startswith("did you mean")]


def test_hints_are_looked_for_up_to_a_number() -> None:
    """Each costs a comparison with everything that is known; a script that has all names wrong must not take hours."""
    assert len(undefined([f"journal{n}" for n in range(60)], ["journal"])) == 50
    many = [f"{a}{b}{c}" for a in "abcdefghijklmnopqrst" for b in "0123456789" for c in "0123456789"]
    assert len(many) == 2_000
    assert undefined(["journals"], [*many[:-1], "journal"]) == ["did you mean 'journal'?"]
    assert undefined(["journals"], [*many, "journal"]) == []
    assert undefined(["j" * 100 + "x" * 400], ["j" * 100]) == [f"did you mean '{'j' * 80}…'?"]


@pytest.mark.parametrize("depth", [200, 900])
def test_deep_nesting_is_read(depth: int) -> None:
    assert one("@misc{a, title = {" + r"\textbf{" * depth + "x" + "}" * depth + "}}").title == "x"


@pytest.mark.parametrize("depth", [5_000, 50_000])
def test_absurd_nesting_is_reported(depth: int) -> None:
    bibliography, (found,) = read_text("@misc{a, title = {" + "{" * depth + "x" + "}" * depth + "}}")
    assert found.rule == "bibtex-syntax"
    assert bibliography.broken == {"a"}


@pytest.mark.parametrize(
    "text",
    [
        "@" * 20_000,
        "@\n" * 20_000,
        "@a{\n" * 10_000,
        "@a{ " * 10_000,
        "@a(" * 10_000,
        "@comment{\n@a{" * 5_000,
        "@misc{a}}\n" * 10_000,
        "}" * 100_000,
        "@misc{k," + " " * 500_000 + "title = {x}}",
        "@misc{k, title = " + "{x} # " * 100_000 + "{y}}",
        "@misc{k, " + ", ".join(["f = 1"] * 20_000) + "}",
        "@misc{k, author = {" + "and " * 200_000 + "}}",
        "\n".join(f"@misc{{k{i}, title = u{i}}}" for i in range(5_000)),
        "\n".join(f"@misc{{k{i}, crossref = {{m{i}}}}}" for i in range(5_000)),
    ],
)
def test_hostile_files_take_time_in_proportion(text: str) -> None:
    """Where time grows with the square of the length, these take minutes."""
    bibliography, diagnostics = read_text(text)
    assert not bibliography.references or len(bibliography.references) <= 5_000
    lines = text.count("\n") + 1
    assert all(found.location.line <= lines for found in diagnostics)


def test_mistakes_of_one_entry_are_listed_up_to_a_number() -> None:
    """One line can hold hundreds of thousands, which fill the memory; the entry is left out all the same."""
    bibliography, diagnostics = read_text("@misc{k, title = {x}, " + "a = {b}, " * 1_000 + "}")
    assert (len(bibliography.references), bibliography.broken) == (0, {"k"})
    assert [found.rule for found in diagnostics] == ["bibtex-syntax"] * 20
    parents = ", ".join(f"p{number}" for number in range(1_000))
    bibliography, diagnostics = read_text(f"@misc{{k, title = {{x}}, xdata = {{{parents}}}}}")
    assert len(bibliography.references) == 1
    assert {found.message for found in diagnostics} == {
        f"entry 'k' inherits from 'p{number}', which is no entry" for number in range(20)
    }


def test_a_string_made_of_itself_is_not_said_to_be_defined_later() -> None:
    _, (found,) = read_text('@string{a = "x" # a}')
    assert found.hint == "it cannot be made of itself: put the text in braces"


def test_a_file_of_too_many_entries_is_refused_as_a_whole(tmp_path: Path) -> None:
    shutil.copytree(GOLDEN, tmp_path / "site")
    crowd = tmp_path / "site/citations/crowd.bib"
    crowd.write_text("@misc{smith2020,\n" * 50_000)
    _, diagnostics = load(tmp_path / "site", date(2026, 6, 1))
    assert len([d for d in diagnostics if d.rule == "bibtex-syntax"]) == 50_000
    crowd.write_text("@misc{smith2020,\n" * 200_000)
    _, diagnostics = load(tmp_path / "site", date(2026, 6, 1))
    (found,) = [d for d in diagnostics if d.location.path == "citations/crowd.bib"]
    assert (found.rule, found.location.line) == ("file-too-large", 50_001)


def test_reads_many_entries() -> None:
    text = "\n".join(f"@misc{{k{i}, author = {{Smith, A}}, title = {{T{i}}}, year = 2020}}" for i in range(50_000))
    bibliography, diagnostics = read_text(text)
    assert not diagnostics
    assert bibliography.references[-1].locations["title"] == Location("a.bib", 50_000, 44)


def heads_and_fates(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield for each head the number of references and of syntax diagnostics up to the next head."""
    bibliography, diagnostics = read_text(text)
    heads = entry_heads(text)
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)

    def head_of(location: Location) -> int:
        return bisect_right(heads, starts[location.line - 1] + location.column - 1) - 1

    references = Counter(head_of(reference.location) for reference in bibliography.references)
    left_out = Counter(
        head_of(found.location) for found in diagnostics if found.rule in ("bibtex-syntax", "duplicate-citekey")
    )
    for position in range(len(heads)):
        yield heads[position], references[position], left_out[position]


def test_no_entry_of_real_files_is_dropped_silently() -> None:
    """References and entries that are left out add up to the entries in the text.

    Reads the files of the directory that SPINESITE_CORPORA names, besides our own.
    """
    totals: Counter[str] = Counter()
    directories = [FILES, *([Path(named)] if (named := os.environ.get("SPINESITE_CORPORA")) else [])]
    for path in sorted(file for directory in directories for file in directory.rglob("*.bib")):
        text = path.read_bytes().decode("utf-8", errors="replace").removeprefix("\ufeff")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        begun = time.perf_counter()
        fates = list(heads_and_fates(text))
        seconds = time.perf_counter() - begun
        totals.update(files=1, heads=len(re.findall(r"(?mi)^\s*@(?!comment|preamble|string)\s*\w+\s*[{(]", text)))
        if path.name == "comments.bib":
            totals["heads"] += 1  # `@comments{`, which the pattern above takes for a comment
        for offset, references, left_out in fates:
            assert references or left_out, f"{path}: the entry at {offset} is lost"
            totals["references" if references else "left out"] += 1
        if seconds > 0.1:
            print(f"{path}: {len(text):,} characters in {seconds:.2f} s")
    print(dict(totals))
    assert totals["files"] >= 6
    assert totals["heads"] == totals["references"] + totals["left out"]


PIECES = st.sampled_from(
    [
        *(
            "@article{",
            "@book(",
            "@string{",
            "@comment{",
            "@",
            "@in-book{",
            "@xdata{",
            "@ misc{",
            "{",
            "}",
            "{a}",
            "{b},",
        ),
        *(
            "k1",
            "K1",
            "k2",
            "title",
            "crossref",
            "author",
            "date",
            "=",
            '"',
            ",",
            "#",
            "\n",
            " ",
            "\\",
            "$",
            "%",
            "jan",
            "é",
        ),
    ]
)


@settings(derandomize=True, deadline=None, max_examples=1_000)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_entry_of_random_text_is_dropped_silently(text: str) -> None:
    assert all(references or left_out for _, references, left_out in heads_and_fates(text))


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.text(), st.text(), st.text())
def test_no_text_raises(before: str, citekey: str, value: str) -> None:
    text = f"{before}\n@misc{{{citekey}, title = {{{value}}}, author = {value}, date = {{{value}}}}}"
    bibliography, diagnostics = read([("a.bib", text), ("b.bib", value)])
    assert bibliography.references or diagnostics
