"""Mixtures that nobody lists: each file ends as pages or as diagnostics at places that are there, none said twice."""

# ruff: noqa: E501 - a case stands on one line

from __future__ import annotations

import json
import time
from collections import Counter

import pytest

from spinesite.diagnostics import has_errors
from tests.reliability import hostile
from tests.reliability.test_one_mutation import SITES, check_places, check_reports, outcome

CLAIM = """\
id: x
statement: In one trial, 3 of 9 loaves rose.
findings:
  - {citation: baker2020, outcome: rise, estimates: [{measure: count, value: "3", unit: loaves, total: "9", events: "3"}]}
reviewed: 2026-01-15
"""
FULL = "author = {A, B}, year = {2020}, funding = {x}, studydesign = {other}"

PROSE = {
    "a footnote in a footnote with a card": "a[^1]\n\n[^1]: b[^2] [@baker2020]\n\n[^2]: c[^1] ![x](claim:crumb)",
    "a footnote used sixty times": "x " + "[^1] " * 60 + "\n\n[^1]: ![x](claim:crumb)",
    "footnotes with strange names": 'a[^<script>] b[^"x"] c[^ ] d[^é]\n\n[^<script>]: x\n\n[^"x"]: y\n\n[^é]: z',
    "a footnote in a table with a card": "| a[^1] | b |\n|---|---|\n| [^1] | ![x](claim:crumb) |\n\n[^1]: y 50%",
    "a heading in a footnote": "a[^1]\n\n[^1]: y\n\n    ## H\n\n    - 50% rose",
    "a card in a link in emphasis": "**[![x](claim:crumb)](claim:crumb)**",
    "citations that are none": "[@] [@@] [@;@] [@baker2020;] [@baker2020, p.] \\[@nobody] `[@nobody]` [@nobody](x)",
    "citations behind entities": "[&#64;nobody] &#91;@nobody] [@no&#98;ody]",
    "links that are none": "[x](claim:) [x](claim:crumb#x) [x](CLAIM:crumb) [x](<claim:crumb>) [x](claim%3Acrumb) [x]()",
    "references to nowhere good": '[x][a] [a]\n\n[a]: javascript:alert(1)\n[x]: //evil.example "t"',
    "addresses with brackets": "[x](https://a.example/(a(b(c)))) [x](https://a.example/a)b)",
    "pieces of html": "<b>x <!-- c --> <![CDATA[x]]> <?php x ?> <div\nonclick=x> <img src=x onerror=alert(1)//",
    "attributes": '## x {: onclick="x" #id }\n\ny {: style="x"}\n{: .z}',
    "headings that are names": "## constructor\n\n## __proto__\n\n## \n\n## <b>\n\n## 🎉\n\n## toString\n\n## x\n\n## x\n\n## x-2",
    "a quotation of lists of code": "> - > - ```\n> [@nobody]\n> ```\n\n> a\nb\n- c\nd\n    e",
    "a list in nine levels": "\n".join("    " * n + "- x" for n in range(9)),
    "cells with bars": "| a | b |\n|---|---|\n| \\| | `|` |\n| [x|y](claim:crumb) | [@baker2020|x] |",
    "emphasis without end": "***a** b* _c **d_ e**" * 40,
    "signs of the parser": "\x02klzzwxh:0\x03 klzzwxh:0000 zz1337820767766393qq",
    "a line separator before a list": "a\u2028- b 50% rose\u2029\u2029[@nobody]",
    "numbers of other scripts": "５０％ rose and ３ of ９ loaves, ½ and ⁵⁰%",
    "a front matter in the text": "x\n\n---\ntitle: Y\n---\n\nz",
}
YAML = {
    "line separators between fields": CLAIM.replace("\n", "\u2028", 1) + "nope: 1\n",
    "line separators in a quotation": CLAIM + 'detail: "a\u2028b [@nobody]\u2029c [@nobody]"\n',
    "a tag that hides an escape": CLAIM + "detail: !%1b%5b31m x\n",
    "a tag that hides a line end": CLAIM + "detail: !%0a::error::x y\n",
    "a tag that hides half a pair": CLAIM + "detail: !%ed%a0%80 y\n",
    "an anchor as long as a page": CLAIM + f"detail: &{'a' * 5_000} x\n",
    "a key as long as a page": CLAIM + f'? "{"k" * 50_000}"\n: x\n',
    "a number as long as a page": CLAIM.replace("3 of 9", "1" * 50_000 + " of 9"),
    "an unknown kind of a directive": "%FOO bar\n---\n" + CLAIM,
    "a key that is a question mark": "?",
    "a tab within brackets": CLAIM + "certainty: {level: low,\n\trated_by: source, reason: x}\n",
    "folded prose": CLAIM + "detail: >\n  a\n  b\n\n\n  c [@nobody] c [@nobody]\n",
    "quoted prose": CLAIM + "detail: 'it''s [@nobody]\n\n\n  b [@nobody]'\n",
    "continued prose": CLAIM + 'detail: "a \\\n  [@nobody] \\x41 [@nobody]"\n',
    "a circle of formulas": CLAIM.replace(
        '{measure: count, value: "3", unit: loaves, total: "9", events: "3"}',
        '{measure: mean, value: "1", name: a, derived: b}, {measure: mean, value: "1", name: b, derived: a}',
    ),
    "a tower of powers": CLAIM.replace(
        '{measure: count, value: "3", unit: loaves, total: "9", events: "3"}',
        ", ".join(
            f'{{measure: mean, value: "999999999999", name: n{n}, derived: n{n + 1}*n{n + 1}}}' for n in range(400)
        ),
    ),
}
BIB = {
    "a circle of parents": f"@misc{{a, crossref = {{b}}}}\n@misc{{b, xdata = {{a, a, b}}, title = {{x}}, {FULL}}}",
    "a circle of strings": "@string{a = b # a}\n@string{b = a}\n@misc{k, title = a # b}",
    "a long chain": f"@misc{{k, title = {' # '.join(['{x}'] * 20_000)}, {FULL}}}",
    "five thousand parents": "".join(f"@misc{{k{n}, crossref = {{k{n + 1}}}, title = {{x}}}}\n" for n in range(5_000)),
    "emphasis in emphasis": r"@misc{k, title = {" + r"\emph{" * 500 + "x" + "}" * 500 + "}, " + FULL + "}",
    "accents on accents": "@misc{k, title = {" + "\\'" * 3_000 + " e}, " + FULL + "}",
    "a comment in an entry": "@misc{k,\n@comment{x}\n title = {x}}",
    "an entry in a comment": "@comment{\n@misc{k, title = {x}}\n}",
    "an entry in a title": f"@misc{{k, title = {{x\n@article{{y}}\n}}, {FULL}}}",
    "a brace too early": "@misc{k, title = {x}}, year = {2020}}\n" * 300,
    "capitals of one key": f"@misc{{K, title = {{x}}, {FULL}}}\n@misc{{k, title = {{y}}, {FULL}}}",
    "keys of one address": f"@misc{{a:b, title = {{x}}, {FULL}}}\n@misc{{a+b, title = {{y}}, {FULL}}}",
    "days that are none": "@misc{k, title = {x}, author = {A}, date = {2020-13-45}, month = {99999999999}, day = {x}}",
    "names that are none": "@misc{k, title = {x}, author = {and and others and , , , and {} and ~}, year = {0000}}",
    "addresses that are none": "@online{k, title = {x}, author = {A}, year = 2020, url = {https://[::1/}, doi = {doi:doi:x}}",
}
NOTICES = {
    "deep": '{"version": 1, "notices": ' + "[" * 100_000 + "]" * 100_000 + "}",
    "numbers that are none": '{"version": NaN, "notices": [{"doi": "10.1/x", "date": -Infinity}]}',
    "a number without end": '{"version": ' + "9" * 10_000 + ', "notices": []}',
    "a key twice": '{"version": 1, "version": 1, "notices": [], "notices": []}',
    "half a pair": '{"version": 1, "notices": [{"doi": "10.1000/\\ud800", "nature": "Retraction", "date": "2020-01-01"}]}',
    "a thousand of one work": json.dumps(
        {
            "version": 1,
            "notices": [{"doi": "10.1000/bread.2020", "nature": "Correction", "date": "2020-01-01", "reasons": ["x"]}]
            * 1_000,
        }
    ),
}
FRONT = "---\ntitle: X\nsummary: S.\n---\n"
FILES = (
    {f"prose: {name}": ("content/guides/x.md", f"{FRONT}{text}\n") for name, text in PROSE.items()}
    | {
        f"detail: {name}": ("content/claims/x.yaml", f"{CLAIM}detail: {json.dumps(text)}\n")
        for name, text in PROSE.items()
    }
    | {f"yaml: {name}": ("content/claims/x.yaml", text) for name, text in YAML.items()}
    | {f"bibtex: {name}": ("citations/x.bib", text) for name, text in BIB.items()}
    | {f"notices: {name}": ("citations/retractions.json", text) for name, text in NOTICES.items()}
)


@pytest.mark.parametrize("name", FILES)
def test_a_mixture(name: str, counts: Counter[str]) -> None:
    path, text = FILES[name]
    files = {**SITES["golden"], path: text.encode()}
    begun = time.process_time()
    corpus, checked, made, found = outcome(files)
    assert time.process_time() - begun < 20, "a hang"
    check_places((*checked.diagnostics, *found), files)
    said = Counter((each.rule, each.location, each.message) for each in checked.diagnostics)
    assert not [each for each, number in said.items() if number > 1]
    check_reports(corpus, checked, ["text", "json", "github"])
    assert not has_errors(found)
    pages = {page: (made.file(page) or b"").decode() for page in made.pages} if made else {}
    for page in pages:
        assert not hostile.faults(pages[page]), page
    counts["mixtures"] += 1
    counts["mixtures published"] += made is not None
