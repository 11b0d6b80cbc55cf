"""What `spinesite diff` takes from git and says in a comment."""

from __future__ import annotations

from tests.reliability.guards.guard import Guard, of

COMPARING: tuple[Guard, ...] = (
    *of(
        "differences/revisions.py",
        (
            "diff: a revision is no option",
            'if revision and not revision.startswith("-") and (found',
            "if (found",
            "unit/test_differences.py::test_git_is_never_asked_for_what_looks_like_an_option",
        ),
        (
            "diff: links and submodules",
            '_KINDS.get(mode, "")',
            '""',
            "unit/test_diff.py::test_links_and_submodules_are_refused_as_on_the_disk",
        ),
        (
            "diff: no hooks",
            ', "-c", f"core.hooksPath={os.devnull}"',
            "",
            "unit/test_differences.py::test_git_is_told_to_ask_nobody_and_to_fetch_nothing",
        ),
        (
            "diff: no program that watches files",
            ' "-c", "core.fsmonitor=",',
            "",
            "unit/test_differences.py::test_git_is_told_to_ask_nobody_and_to_fetch_nothing",
        ),
        (
            "diff: nothing is fetched",
            '    "GIT_ALLOW_PROTOCOL": "none",\n',
            "",
            "unit/test_differences.py::test_git_is_told_to_ask_nobody_and_to_fetch_nothing",
        ),
        (
            "diff: objects that are missing are not fetched",
            '    "GIT_NO_LAZY_FETCH": "1",\n',
            "",
            "unit/test_differences.py::test_git_is_told_to_ask_nobody_and_to_fetch_nothing",
        ),
        (
            "diff: no locks",
            '    "GIT_OPTIONAL_LOCKS": "0",\n',
            "",
            "unit/test_differences.py::test_git_is_told_to_ask_nobody_and_to_fetch_nothing",
        ),
        (
            "diff: nobody is asked",
            '    "GIT_TERMINAL_PROMPT": "0",\n',
            "",
            "unit/test_differences.py::test_git_is_told_to_ask_nobody_and_to_fetch_nothing",
        ),
        (
            "diff: the environment of another repository",
            'if not name.startswith("GIT_") or name.startswith(_KEPT)',
            "",
            "unit/test_diff.py::test_another_repository_in_the_environment",
        ),
        (
            "diff: git is not there",
            "except FileNotFoundError as error:",
            "except ZeroDivisionError as error:",
            "unit/test_diff.py::test_without_git",
        ),
    ),
    *of(
        "differences/markdown.py",
        (
            "diff: the length of a text",
            "if len(joined) > longest:",
            "if False:",
            "unit/test_differences.py::test_plain_text_reads_as_before",
        ),
        (
            "diff: the length of a text, as is usual",
            "def plain(text: str, longest: int = LONGEST_TEXT)",
            "def plain(text: str, longest: int = 1 << 60)",
            "unit/test_differences.py::test_plain_text_reads_as_before",
        ),
        ("diff: the length of code", "[:longest] or", " or", "unit/test_differences.py::test_texts_are_cut"),
        (
            "diff: the length of an entry",
            "        if left < 0 and kept:",
            "        if False:",
            "unit/test_diff.py::test_one_large_claim_leaves_room",
        ),
        (
            "diff: the length of an entry, as is usual",
            "left = LONGEST_ENTRY",
            "left = 1 << 60",
            "unit/test_diff.py::test_one_large_claim_leaves_room",
        ),
        (
            "diff: the length of a report",
            "        if left < 0:\n",
            "        if False:\n",
            "unit/test_differences.py::test_what_does_not_fit_is_counted",
        ),
        (
            "diff: the length of a report, as is usual",
            "sections: Iterable[Section], limit: int = LIMIT)",
            "sections: Iterable[Section], limit: int = 1 << 60)",
            "unit/test_differences.py::test_a_report_fits_a_comment_by_itself",
        ),
        (
            "diff: links",
            "linkless = _LINKS.sub(lambda match: match[0][0] + JOINER + match[0][1:], joined)",
            "linkless = joined",
            "unit/test_differences.py::test_plain_text_shows_itself_and_does_nothing",
        ),
        (
            "diff: elements",
            "_ENTITIES.get(sign, sign) for sign in linkless",
            "linkless",
            "unit/test_differences.py::test_plain_text_shows_itself_and_does_nothing",
        ),
        (
            "diff: marks of Markdown",
            'return _SIGNS.sub(lambda match: "\\\\" + match[0], inert)',
            "return inert",
            "unit/test_differences.py::test_plain_text_shows_itself_and_does_nothing",
        ),
        (
            "diff: a line of its own",
            'joined = " ".join(text.split())\n    if',
            "joined = text\n    if",
            "unit/test_differences.py::test_plain_text_shows_itself_and_does_nothing",
        ),
        (
            "diff: code is closed",
            'fence = "`" * (longest_run + 1)',
            'fence = "`"',
            "unit/test_differences.py::test_code_is_one_piece_of_code",
        ),
    ),
    *of(
        "differences/report.py",
        (
            "diff: the length of the whole report",
            "limit: int = LIMIT) -> str:",
            "limit: int = 1 << 60) -> str:",
            "unit/test_diff.py::test_a_report_fits_a_comment",
        ),
        (
            "diff: pages that are listed",
            "shown[:MOST_PAGES]",
            "shown",
            "unit/test_differences.py::test_pages_are_listed_up_to_a_number",
        ),
        (
            "diff: pages that are left out are told",
            "if len(shown) > MOST_PAGES else",
            "if False else",
            "unit/test_differences.py::test_pages_are_listed_up_to_a_number",
        ),
    ),
    *of(
        "differences/wording.py",
        (
            "diff: words that are compared",
            "if max(len(old), len(new)) > MOST_WORDS:",
            "if False:",
            "unit/test_differences.py::test_long_texts_are_not_compared_word_by_word",
        ),
    ),
)
