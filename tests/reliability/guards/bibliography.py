"""BibTeX, LaTeX and tables."""

from __future__ import annotations

from tests.reliability.guards.guard import Guard, of

BIBLIOGRAPHY: tuple[Guard, ...] = (
    *of(
        "rules/files/invalid_character.py",
        (
            "files: each of the characters that may stand in no text",
            "for character in set(text) if invalid_character(character)}",
            "for character in ()}",
            "unit/test_bibtex.py::test_invalid_characters_are_reported_each_in_its_place",
        ),
        (
            "files: invalid characters that are listed",
            "islice(places, _MAX_SHOWN)",
            "places",
            "unit/test_bibtex.py::test_invalid_characters_are_reported_each_in_its_place",
        ),
    ),
    *of(
        "bibtex.py",
        (
            "bibtex: repeated fields that are listed",
            "if len(repeated) < _MAX_SHOWN:",
            "if True:",
            "unit/test_bibtex.py::test_mistakes_of_one_entry_are_listed_up_to_a_number",
        ),
        (
            "bibtex: problems of a value that are listed",
            ".values())[:_MAX_SHOWN]:",
            ".values()):",
            "unit/test_bibtex.py::test_commands_of_one_value_are_listed_up_to_a_number",
        ),
        (
            "bibtex: hints that are looked for",
            "if len(reading.hints) >= _MAX_HINTS:",
            "if False:",
            "unit/test_bibtex.py::test_hints_are_looked_for_up_to_a_number",
        ),
        (
            "bibtex: words that a hint is looked for among",
            "islice(known, _MAX_HINT_WORDS)",
            "known",
            "unit/test_bibtex.py::test_hints_are_looked_for_up_to_a_number",
        ),
        (
            "bibtex: letters of a word that a hint is looked for",
            "word[:_MAX_HINT_LETTERS]",
            "word",
            "unit/test_bibtex.py::test_hints_are_looked_for_up_to_a_number",
        ),
        (
            "bibtex: what strings may add to a file",
            "room = _ROOM + _ROOM_FACTOR * len(text)",
            "room = 1 << 60",
            "unit/test_bibtex.py::test_strings_cannot_grow_without_bounds",
        ),
        (
            "bibtex: strings made of strings are counted",
            "room -= _define(reading, block, defined, later, room)",
            "_define(reading, block, defined, later, room)",
            "unit/test_bibtex.py::test_all_that_strings_add_to_a_file_is_counted",
        ),
        (
            "bibtex: strings in entries are counted",
            "room -= _read_entry(reading, block, later, room)",
            "_read_entry(reading, block, later, room)",
            "unit/test_bibtex.py::test_all_that_strings_add_to_a_file_is_counted",
        ),
        (
            "bibtex: a citekey is unique",
            "if first is block.location:",
            "if True:",
            "unit/test_bibtex.py::test_every_broken_entry_is_reported_where_it_is_broken",
        ),
        (
            "bibtex: a field stands once",
            "        if name in locations:",
            "        if False:",
            "unit/test_bibtex.py::test_every_broken_entry_is_reported_where_it_is_broken",
        ),
        (
            "bibtex: the grammar of citekeys",
            "    if not is_citekey(citekey):\n",
            "    if False:\n",
            "unit/test_bibtex.py::test_every_broken_entry_is_reported_where_it_is_broken",
        ),
    ),
    *of(
        "bibblocks.py",
        (
            "files: the number of entries in a bibliography",
            "first = next(islice(_START.finditer(text), MAX_BLOCKS, None), None)",
            "first = None",
            "unit/test_bibtex.py::test_a_file_of_too_many_entries_is_refused_as_a_whole",
        ),
        (
            "bibtex: words in messages are not long",
            "for character in words[:_MAX_SHOWN])",
            "for character in words)",
            "unit/test_bibtex.py::test_words_in_messages_are_short_and_can_be_printed",
        ),
        (
            "bibtex: words in messages can be printed",
            'character if character.isprintable() else "\\ufffd" for',
            "character for",
            "unit/test_bibtex.py::test_words_in_messages_are_short_and_can_be_printed",
        ),
    ),
    *of(
        "bibvalues.py",
        (
            "bibtex: what strings may add to a value",
            "if borrowed > room:",
            "if False:",
            "unit/test_bibtex.py::test_strings_cannot_grow_without_bounds",
        ),
        (
            "bibtex: braces in braces",
            "if depth > MAX_DEPTH:",
            "if False:",
            "unit/test_bibtex.py::test_absurd_nesting_is_reported",
        ),
    ),
    *of(
        "bibinherit.py",
        (
            "bibtex: parents that are none and are listed",
            "if missing <= _MAX_SHOWN:",
            "if True:",
            "unit/test_bibtex.py::test_mistakes_of_one_entry_are_listed_up_to_a_number",
        ),
        (
            "bibtex: inherited fields",
            "room = _ROOM + _ROOM_FOR_EACH * len(drafts)",
            "room = 1 << 60",
            "unit/test_bibtex.py::test_inheritance_cannot_grow_without_bounds",
        ),
        (
            "bibtex: nobody inherits from oneself",
            "elif fold(parent) in begun and fold(parent) not in done:",
            "elif False:",
            "unit/test_bibtex.py::test_fields_are_inherited",
        ),
    ),
    *of(
        "latex.py",
        (
            "latex: commands in commands",
            "if nested > _MAX_NESTED:",
            "if False:",
            "unit/test_latex.py::test_deep_commands_with_arguments_are_reported",
        ),
        (
            "latex: marks on one letter",
            'unicodedata.normalize("NFC", cluster) if end < _MAX_CLUSTER else cluster',
            'unicodedata.normalize("NFC", cluster)',
            "unit/test_latex.py::test_many_combining_marks_take_time_in_proportion",
        ),
    ),
    *of(
        "tables.py",
        (
            "tables: the header",
            "first[:_MAX_HEADER]",
            "first",
            "unit/test_tables.py::test_a_header_is_looked_at_for_its_first_part_alone",
        ),
        (
            "tables: lines of a row",
            "if count > _MAX_LINES:",
            "if False:",
            "unit/test_retractions.py::test_damaged_rows_do_not_hide_a_work",
        ),
        (
            "tables: cells that are too long",
            "except csv.Error as error:",
            "except ZeroDivisionError as error:",
            "unit/test_retractions.py::test_damaged_rows_do_not_hide_a_work",
        ),
    ),
)
