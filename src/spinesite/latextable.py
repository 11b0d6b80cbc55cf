"""The LaTeX commands that `latex` turns into text, and what each becomes.

Every command of these tables is decoded without loss; any other is a `Problem`.
"""

from __future__ import annotations


def _pairs(text: str) -> dict[str, str]:
    """Return a table from text in which names and what they stand for take turns."""
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


def _all(text: str, meaning: str) -> dict[str, str]:
    """Return a table in which all words of the text stand for the same."""
    return dict.fromkeys(text.split(), meaning)


_GREEK = _pairs("""
    alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ omicron ο
    pi π rho ρ sigma σ tau τ upsilon υ phi φ chi χ psi ψ omega ω
    Alpha Α Beta Β Gamma Γ Delta Δ Epsilon Ε Zeta Ζ Eta Η Theta Θ Iota Ι Kappa Κ Lambda Λ Mu Μ Nu Ν Xi Ξ Omicron Ο
    Pi Π Rho Ρ Sigma Σ Tau Τ Upsilon Υ Phi Φ Chi Χ Psi Ψ Omega Ω
""")

_LETTERS = _pairs("""
    ss ß SS ẞ o ø O Ø l ł L Ł ae æ AE Æ oe œ OE Œ aa å AA Å i ı j ȷ imath ı jmath ȷ dh ð DH Ð dj đ DJ Đ ng ŋ NG Ŋ
    th þ TH Þ varepsilon ε vartheta ϑ varkappa ϰ varpi ϖ varrho ϱ varsigma ς varphi ϕ ell ℓ hbar ℏ Re ℜ Im ℑ aleph ℵ
""")

# `textmu` and `textmicro` are the micro sign of units; `textmugreek` is the letter.
_TEXT_SYMBOLS = _pairs("""
    textless < textgreater > textbar | textbardbl ‖ textbackslash \\ textbraceleft { textbraceright } textunderscore _
    textasciitilde ~ textasciicircum ^ textdollar $ texteuro € textsterling £ textyen ¥ textcent ¢ textwon ₩ textbaht ฿
    textcurrency ¤ textflorin ƒ textsection § textparagraph ¶ textpilcrow ¶ textdagger † textdaggerdbl ‡ textbullet •
    textopenbullet ◦ textperiodcentered · textcentereddot · textellipsis … textendash – textemdash — texthyphen -
    textquoteleft ‘ textquoteright ’ textquotedblleft “ textquotedblright ” textquotesingle ' textquotedbl "
    guillemotleft « guillemotright » guillemetleft « guillemetright » guilsinglleft ‹ guilsinglright › quotedblbase „
    quotesinglbase ‚ textexclamdown ¡ textquestiondown ¿ textregistered ® texttrademark ™ textservicemark ℠
    textcopyright © textdegree ° textcelsius ℃ textohm Ω textmu µ textmicro µ textpm ± texttimes × textdiv ÷
    textminus − textlnot ¬ textsurd √ textonehalf ½ textonequarter ¼ textthreequarters ¾ textonesuperior ¹
    texttwosuperior ² textthreesuperior ³ textordfeminine ª textordmasculine º textnumero № textperthousand ‰
    textpertenthousand ‱ textasteriskcentered ∗ textleftarrow ← textrightarrow → textuparrow ↑ textdownarrow ↓
    textasciigrave ` textasciiacute ´ textasciidieresis ¨ textasciimacron ¯ textasciicaron ˇ textasciibreve ˘
    textacutedbl ˝ textinterrobang ‽ textbrokenbar ¦ textfractionsolidus ⁄ textestimated ℮ textrecipe ℞
    textreferencemark ※ textmusicalnote ♪ textborn ⋆ textdied † textmarried ⚭ textdiscount ⁒ textlangle 〈 textrangle 〉
    textlquill ⁅ textrquill ⁆ S § P ¶ dag † ddag ‡ copyright © pounds £ euro € EUR €
    checkmark ✓ slash / hyphen - lq ‘ rq ’ TeX TeX LaTeX LaTeX LaTeXe LaTeX2ε BibTeX BibTeX XeTeX XeTeX
    lbrace { rbrace } lbrack [ rbrack ] backslash \\ vert | Vert ‖ degree ° celsius ℃ ohm Ω micro µ permil ‰ percent %
""")

_MATH_SYMBOLS = _pairs("""
    pm ± mp ∓ times × div ÷ cdot · cdotp · ast ∗ star ⋆ circ ∘ bullet • leq ≤ le ≤ geq ≥ ge ≥ leqslant ⩽ geqslant ⩾
    lesssim ≲ gtrsim ≳ lt < gt > neq ≠ ne ≠ equiv ≡ approx ≈ approxeq ≊ cong ≅ sim ∼ simeq ≃ propto ∝ ll ≪ gg ≫
    infty ∞ partial ∂ nabla ∇ sum ∑ prod ∏ int ∫ oint ∮ surd √ in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆
    supseteq ⊇ cup ∪ cap ∩ setminus ∖ emptyset ∅ varnothing ∅ forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ wedge ∧ land ∧
    vee ∨ lor ∨ oplus ⊕ ominus ⊖ otimes ⊗ perp ⊥ parallel ∥ mid ∣ angle ∠ triangle △ Box □ square □ Diamond ◇
    therefore ∴ because ∵ to → rightarrow → longrightarrow ⟶ leftarrow ← longleftarrow ⟵ gets ← leftrightarrow ↔
    Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ implies ⟹ iff ⟺ mapsto ↦ uparrow ↑ downarrow ↓ updownarrow ↕ nearrow ↗
    searrow ↘ rightleftharpoons ⇌ langle ⟨ rangle ⟩ lceil ⌈ rceil ⌉ lfloor ⌊ rfloor ⌋ ldots … dots … cdots ⋯ vdots ⋮
    dotsc … dotsb ⋯ prime ′ dagger † ddagger ‡ colon : lvert | rvert | lVert ‖ rVert ‖ top ⊤ bot ⊥ models ⊨ vdash ⊢
    log log ln ln lg lg exp exp sin sin cos cos tan tan cot cot arcsin arcsin arccos arccos arctan arctan sinh sinh
    cosh cosh tanh tanh max max min min sup sup inf inf lim lim det det dim dim ker ker deg deg gcd gcd Pr Pr arg arg
    bmod mod mod mod mathsemicolon ; mathplus +
""")

_SPACES = _all("quad qquad space thinspace enspace nobreakspace newline linebreak par hfill", " ")

# Commands that change the look of what follows and say nothing: their argument stays in the text.
_SILENT = _all(
    """
    emph em textit it itshape textbf bf bfseries textsc sc scshape textsl sl slshape texttt tt ttfamily textrm rm
    rmfamily textsf sf sffamily textup upshape textmd mdseries textnormal normalfont normalsize small footnotesize
    scriptsize tiny large Large LARGE huge Huge underline uline mbox hbox makebox text ensuremath math mathrm mathbf
    mathit mathsf mathtt mathcal mathbb mathfrak mathscr mathnormal boldsymbol bm operatorname mkbibemph mkbibitalic
    mkbibbold mkbibacro autocap protect relax leavevmode noindent nobreak allowbreak break displaystyle textstyle
    scriptstyle limits nolimits left right big Big bigg Bigg bigl bigr Bigl Bigr selectfont xspace ignorespaces unskip
    frenchspacing sloppy boldmath unboldmath NoCaseChange textcompwordmark
    """,
    "",
)

# What a command without arguments becomes.
SYMBOLS: dict[str, str] = {
    **_GREEK,
    **{f"{style}{name}": letter for name, letter in _GREEK.items() for style in ("text", "up")},
    "textmugreek": "μ",
    **_LETTERS,
    **_TEXT_SYMBOLS,
    **_MATH_SYMBOLS,
    **_SPACES,
    **_SILENT,
}

# What a backslash and a sign become. The accents, and the signs that open and close formulas, are elsewhere.
SIGNS: dict[str, str] = {
    **{sign: sign for sign in "%&_#${}"},
    **dict.fromkeys(" \t\n\\,;:>", " "),
    **dict.fromkeys("!/-@", ""),
    "|": "‖",
}

# Combining characters; the accent stands over or under the first letter of the argument.
ACCENTS: dict[str, str] = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "G": "\u030f", "d": "\u0323", "c": "\u0327",
    "k": "\u0328", "b": "\u0331", "t": "\u0361", "textcommabelow": "\u0326", "textogonekcentered": "\u0328",
    "grave": "\u0300", "acute": "\u0301", "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303",
    "widetilde": "\u0303", "bar": "\u0304", "breve": "\u0306", "dot": "\u0307", "ddot": "\u0308",
    "mathring": "\u030a", "check": "\u030c", "vec": "\u20d7", "overline": "\u0305",
}  # fmt: skip

# An accent over nothing is the sign itself: `\~{}` in an address, `\^{}` in a formula.
BARE_ACCENTS: dict[str, str] = {
    "\u0300": "`", "\u0301": "´", "\u0302": "^", "\u0303": "~", "\u0304": "¯", "\u0306": "˘", "\u0307": "˙",
    "\u0308": "¨", "\u030a": "˚", "\u030b": "˝", "\u030c": "ˇ", "\u0327": "¸", "\u0328": "˛",
}  # fmt: skip

LIGATURES: dict[str, str] = {"--": "–", "---": "—", "``": "“", "''": "”", "~": " ", "?`": "¿", "!`": "¡"}

# What stands around the argument of a command.
AROUND: dict[str, tuple[str, str]] = {
    "enquote": ("“", "”"),
    "mkbibquote": ("“", "”"),
    "mkbibparens": ("(", ")"),
    "parentext": ("(", ")"),
    "mkbibbrackets": ("[", "]"),
    "brackettext": ("[", "]"),
}

# Commands whose argument is an address, and those whose first argument is not text: a colour, a language, a length, or
# (`texorpdfstring`) the same words once more.
ADDRESSES = frozenset({"url", "path", "nolinkurl", "doi", "href"})
NOT_TEXT = frozenset({"foreignlanguage", "textcolor", "color", "selectlanguage", "hspace", "vspace", "texorpdfstring"})

SUPERSCRIPTS = dict(zip("0123456789+-−=()ni∘*†‡§®™′", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ°*†‡§®™′", strict=True))
SUBSCRIPTS = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))
# Raised words that read as well on the line: 19th, 1er, No.
ORDINALS = {word: word for word in ("st", "nd", "rd", "th", "e", "er", "re", "me")} | {"o": "º", "a": "ª", "TM": "™"}
