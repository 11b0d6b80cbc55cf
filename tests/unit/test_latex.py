"""LaTeX becomes text without losing a letter, a sign or a digit."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text

from spinesite.latex import KNOWN_MACROS, decode
from spinesite.names import invalid_character

TABLE = [
    # Signs that other decoders drop.
    (r"p{\textless}0.05", "p<0.05"),
    (r"p \textless{} 0.05", "p < 0.05"),
    (r"\textgreater 65 years", ">65 years"),
    (r"p$<$0.05 and $p \leq 0.05$", "p<0.05 and p ≤ 0.05"),
    (r"50% of 100\% & more \& more", "50% of 100% & more & more"),
    (r"\textbeta-blockers, $\beta$-blockers, $\alpha_1$", "β-blockers, β-blockers, α₁"),
    (r"5\,\textmu g, 37\textdegree C, 37$^{\circ}$C", "5 µg, 37°C, 37°C"),
    (r"3 \textpm{} 1, $3 \pm 1$, $2\times10^{-5}$, $\infty$", "3 ± 1, 3 ± 1, 2×10⁻⁵, ∞"),
    (r"O{\textquotesingle}Brien, O\textquoteright Brien", "O'Brien, O’Brien"),
    (r"\{x\} \_ \# \$5 \textbackslash{} \textbar", "{x} _ # $5 \\ |"),
    (r"\copyright{} \textregistered{} \texttrademark{} \S 5", "© ® ™ §5"),
    # Letters.
    (r"{\O}stergaard, {\L}ukasz, Stra{\ss}e, {\AA}rhus", "Østergaard, Łukasz, Straße, Århus"),
    (r"{\ae}gis, {\oe}uvre, {\dh}, {\th}, \DJ, \NG", "ægis, œuvre, ð, þ, Đ, Ŋ"),
    (r"\i \j \ng", "ıȷŋ"),
    # Font commands keep their text.
    (r"\emph{a} \textbf{b \textit{c}} {\em d} {\sc e} \textsc{f} \texttt{g}", "a b c d e f g"),
    (r"\mkbibquote{a} \enquote{b \enquote{c}} \mkbibparens{d}", "“a” “b “c”” (d)"),
    (r"{\uppercase{a}bc} \MakeLowercase{ABC}", "Abc abc"),
    # Addresses.
    (r"\url{https://x.y/a_b~c%20d--e\%f}", "https://x.y/a_b~c%20d--e%f"),
    (r"\href{https://x.y/a_b}{the \emph{words}}", "the words"),
    (r"\href{https://x.y/a_b}", "https://x.y/a_b"),
    (r"https://x.y/\~{}home/{\~{}}a\_b", "https://x.y/~home/~a_b"),
    # Ligatures and blanks.
    (r"1--2 a---b ``c'' `d' ?`e !`f J.~K.\ L", "1–2 a—b “c” `d' ¿e ¡f J. K. L"),
    # Raised and lowered text.
    (r"x$^2$ x$^{2}$ x^{2} CO$_2$ H$_{2}$O $x_{10}$", "x² x² x² CO₂ H₂O x₁₀"),
    (r"\textsuperscript{99m}Tc \textsuperscript{18}F CD4\textsuperscript{+}", "^(99m)Tc ¹⁸F CD4⁺"),
    (r"19\textsuperscript{th} N\textsuperscript{o} 4 $19^{th}$ $x^{a}$", "19th Nº 4 19th x^a"),
    (r"$x^{ab}$ $x_k$ $x^k$ a\textsubscript{max}", "x^(ab) x_k x^k a_(max)"),
    (r"a_b a^b snake_case_name", "a_b a^b snake_case_name"),
    (r"\frac{1}{2} \frac{a+b}{2} $\sqrt{2}$", "1/2 (a+b)/2 √2"),
    (r"$f'(x)$ and it's", "f′(x) and it's"),
    # Money is no formula.
    ("US$5 to US$10, $5-6 or $7", "US$5 to US$10, $5-6 or $7"),
    ("costs $100 (A$150) a year", "costs $100 (A$150) a year"),
    ("$x$ costs $5", "x costs $5"),
    # Braces only protect.
    ("The {BMP}-2 {{T}rial}", "The BMP-2 Trial"),
    (r"\LaTeX\ and \TeX{} use", "LaTeX and TeX use"),
]  # fmt: skip

ACCENTS = [
    r"\'{E}mile", r"\'Emile", r"{\'E}mile", r"{\'{E}}mile", r"\`{a}", r"\^{o}", r"M{\"u}ller", r"\~{n}", r"\={a}",
    r"\.{z}", r"\u{g}", r"\v{S}", r"\v Z", r"\H{o}", r"\c{c}", r"\c c", r"\d{a}", r"\b{b}", r"\k{a}", r"\r{a}",
    r"\'{\i}", r"\'\i",
    r'\"{\i}', r"\^{\j}", r"{\o}", r"{\ss}", r"{\AA}ngstr{\"o}m", r"Ji{\v{r}}{\'\i}", r"\c{S}ahin", r"\.{I}stanbul",
    r"Erd{\H o}s", r"Nov{\'a}k", r"\~{\^a}", r"\'{e}\`{e}\^{e}\"{e}", r"Gda{\'n}sk", r"{\L}{\'o}d{\'z}",
]  # fmt: skip


@pytest.mark.parametrize(("source", "text"), TABLE)
def test_decodes(source: str, text: str) -> None:
    assert decode(source) == (text, ())


@pytest.mark.parametrize("source", ACCENTS)
def test_accents_agree_with_another_decoder(source: str) -> None:
    expected = unicodedata.normalize("NFC", LatexNodes2Text().latex_to_text(source))
    assert decode(source) == (expected, ())


def test_an_accent_over_nothing_is_the_sign() -> None:
    assert decode(r"\^{} \~{} \'{} {\`}")[0] == "^ ~ ´ `"


@pytest.mark.parametrize(
    ("source", "text", "offset", "macro"),
    [
        (r"a \foo{x}{y} z", r"a \foo{x}{y} z", 2, "foo"),
        (r"\foo", r"\foo", 0, "foo"),
        (r"\foo bar", r"\foo bar", 0, "foo"),
        (r"\foo\'e {x}", r"\fooé x", 0, "foo"),
        (r"{\foo \emph{x}}", r"\foo x", 1, "foo"),
        (r"5 \* 3", r"5 \* 3", 2, "*"),
        ("end \\", "end \\", 4, "\\"),
    ],
)
def test_an_unknown_command_is_reported_and_shown(source: str, text: str, offset: int, macro: str) -> None:
    decoded, (problem,) = decode(source)
    assert decoded == text
    assert (problem.offset, problem.macro) == (offset, macro)


@pytest.mark.parametrize(
    ("source", "text", "offsets"),
    [
        ("a}b", "a}b", [1]),
        ("a{b", "a{b", [1]),
        ("}{", "}{", [0, 1]),
        (r"\url{a_b", "a_b", [4]),
        (r"\emph{a", "{a", [5]),
    ],
)
def test_a_brace_without_its_other_half_is_reported(source: str, text: str, offsets: list[int]) -> None:
    decoded, problems = decode(source)
    assert decoded == text
    assert [problem.offset for problem in problems] == offsets
    assert not any(problem.macro for problem in problems)


def test_every_known_command_is_decoded() -> None:
    for command in KNOWN_MACROS:
        text, problems = decode(f"{command}{{x}}{{y}}")
        assert not problems, command
        assert "\\" not in text or "backslash" in command, command


@pytest.mark.parametrize("depth", [200, 5_000, 50_000])
def test_deep_braces_are_read(depth: int) -> None:
    assert decode("{" * depth + "x" + "}" * depth) == ("x", ())
    assert decode(r"\textbf{" * depth + "x" + "}" * depth) == ("x", ())


def test_deep_commands_with_arguments_are_reported() -> None:
    text, problems = decode(r"\enquote{" * 1_000 + "x" + "}" * 1_000)
    assert "x" in text
    assert len(problems) == 950


@pytest.mark.parametrize(
    "part", [r"\'{", "^{", r"\frac{", r"\url{", r"\href{a}{", r"\foo{", "$a", r"\'", "$", "{", "}", "-", "`", "\\"]
)
def test_hostile_text_takes_time_in_proportion(part: str) -> None:
    """Where time grows with the square of the length, this takes minutes."""
    decoded, _ = decode(part * 50_000)
    assert decoded.count("a") == (part * 50_000).replace(r"\frac", "").replace(r"\href{a}", "").count("a")


def test_many_combining_marks_take_time_in_proportion() -> None:
    """To compose them, Unicode sorts them, one by one."""
    marks = "\u0301\u0323" * 100_000
    assert decode(r"\'{e" + marks + "}") == (f"e{marks}\u0301", ())


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.text(st.characters(exclude_characters="\\{}$~^_`'-")))
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert decode(text) == (text, ())


@settings(derandomize=True, deadline=None, max_examples=500)
@given(
    st.lists(
        st.sampled_from(
            [*r"\{}$~^_`'-%&#[](). ", "a", "1", "é", r"\foo", r"\'", r"\url{", r"\frac", r"\emph{", "\ud800"]
        )
    ).map("".join)
)
def test_no_letter_or_digit_is_lost_and_nothing_raises(text: str) -> None:
    decoded, problems = decode(text)
    letters = unicodedata.normalize("NFKD", decoded)
    for written, letter in (("a", "a"), ("1", "1"), ("é", "e")):
        assert letters.count(letter) >= text.replace(r"\frac", "").count(written)
    assert all(0 <= problem.offset <= len(text) for problem in problems)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.text())
def test_decoding_brings_no_invalid_character(text: str) -> None:
    decoded, _ = decode(text + r"\'{" + text + r"}\textless")
    assert invalid_character(decoded) is None or invalid_character(text) is not None
