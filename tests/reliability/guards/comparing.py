"""What `spinesite diff` takes from git and says in a comment."""

from __future__ import annotations

from tests.reliability.guards.guard import Guard, of

_DIFF, _WORDS = "unit/test_diff.py", "unit/test_differences.py"

COMPARING: tuple[Guard, ...] = (
    *of(
        "differences/revisions.py",
        (
            "diff: a revision is no option",
            'if revision and not revision.startswith("-") and (found',
            "if (found",
            _DIFF,
        ),
        ("diff: links and submodules", '_KINDS.get(mode, "")', '""', _DIFF),
        ("diff: no hooks", ', "-c", f"core.hooksPath={os.devnull}"', "", _DIFF),
        ("diff: no program that watches files", ' "-c", "core.fsmonitor=",', "", _DIFF),
        ("diff: nothing is fetched", '    "GIT_ALLOW_PROTOCOL": "none",\n', "", _WORDS),
        ("diff: objects that are missing are not fetched", '    "GIT_NO_LAZY_FETCH": "1",\n', "", _WORDS),
        ("diff: no locks", '    "GIT_OPTIONAL_LOCKS": "0",\n', "", _WORDS),
        ("diff: nobody is asked", '    "GIT_TERMINAL_PROMPT": "0",\n', "", _WORDS),
        (
            "diff: the environment of another repository",
            'if not name.startswith("GIT_") or name.startswith(_KEPT)',
            "",
            _DIFF,
        ),
        ("diff: git is not there", "except FileNotFoundError as error:", "except ZeroDivisionError as error:", _DIFF),
    ),
    *of(
        "differences/markdown.py",
        ("diff: the length of a text", "if len(joined) > longest:", "if False:", f"{_WORDS} {_DIFF}"),
        (
            "diff: the length of a text, as is usual",
            "def plain(text: str, longest: int = LONGEST_TEXT)",
            "def plain(text: str, longest: int = 1 << 60)",
            f"{_WORDS} {_DIFF}",
        ),
        ("diff: the length of code", "[:longest] or", " or", f"{_WORDS} {_DIFF}"),
        ("diff: the length of an entry", "        if left < 0 and kept:", "        if False:", f"{_WORDS} {_DIFF}"),
        ("diff: the length of an entry, as is usual", "left = LONGEST_ENTRY", "left = 1 << 60", f"{_WORDS} {_DIFF}"),
        ("diff: the length of a report", "        if left < 0:\n", "        if False:\n", f"{_WORDS} {_DIFF}"),
        (
            "diff: the length of a report, as is usual",
            "sections: Iterable[Section], limit: int = LIMIT)",
            "sections: Iterable[Section], limit: int = 1 << 60)",
            _WORDS,
        ),
        (
            "diff: links",
            "linkless = _LINKS.sub(lambda match: match[0][0] + JOINER + match[0][1:], joined)",
            "linkless = joined",
            f"{_WORDS} {_DIFF}",
        ),
        ("diff: elements", "_ENTITIES.get(sign, sign) for sign in linkless", "linkless", f"{_WORDS} {_DIFF}"),
        (
            "diff: marks of Markdown",
            'return _SIGNS.sub(lambda match: "\\\\" + match[0], inert)',
            "return inert",
            f"{_WORDS} {_DIFF}",
        ),
        (
            "diff: a line of its own",
            'joined = " ".join(text.split())\n    if',
            "joined = text\n    if",
            f"{_WORDS} {_DIFF}",
        ),
        ("diff: code is closed", 'fence = "`" * (longest_run + 1)', 'fence = "`"', f"{_WORDS} {_DIFF}"),
    ),
    *of(
        "differences/report.py",
        ("diff: the length of the whole report", "limit: int = LIMIT) -> str:", "limit: int = 1 << 60) -> str:", _DIFF),
        ("diff: pages that are listed", "shown[:MOST_PAGES]", "shown", _WORDS),
        ("diff: pages that are left out are told", "if len(shown) > MOST_PAGES else", "if False else", _WORDS),
    ),
    *of(
        "differences/wording.py",
        ("diff: words that are compared", "if max(len(old), len(new)) > MOST_WORDS:", "if False:", _WORDS),
    ),
    *of(
        "records.py",
        (
            "records: findings of a claim",
            "Field(min_length=1, max_length=MAX_FINDINGS)",
            "Field(min_length=1)",
            "unit/test_sizes.py",
        ),
        ("records: estimates of a claim", "> MAX_ESTIMATES:", "> 1 << 60:", "unit/test_sizes.py"),
    ),
    *of(
        "markup.py",
        (
            "markdown: cards of a page",
            "for card in islice(cards, MAX_CARDS, MAX_CARDS + 1):",
            "for card in ():",
            "unit/test_sizes.py",
        ),
    ),
)
