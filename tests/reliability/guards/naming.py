"""Names, addresses, numbers, formulas, hints."""

from __future__ import annotations

from tests.reliability.guards.guard import Guard, of

NAMING: tuple[Guard, ...] = (
    *of(
        "names.py",
        ("names: the length of an id", "return len(text) <= MAX_ID and ", "return ", "unit/test_names.py::test_no_ids"),
        ("names: the grammar of an id", " and ID.fullmatch(text) is not None", "", "unit/test_names.py::test_no_ids"),
        ("names: names that Windows keeps", "(?!{_DEVICE}$)", "", "unit/test_names.py::test_no_ids"),
        (
            "names: a slug is an id, also in its length",
            '.strip("-")[:MAX_ID].strip("-")',
            '.strip("-")',
            "unit/test_names.py::test_slugs_are_ids_or_nothing",
        ),
        (
            "names: a slug is an id",
            'return close if is_id(close) else ""',
            "return close",
            "unit/test_names.py::test_slugs_are_ids_or_nothing",
        ),
        (
            "names: the grammar of a citekey",
            "return CITEKEY.fullmatch(text) is not None",
            "return True",
            "unit/test_names.py::test_no_citekeys",
        ),
        (
            "names: names that a disk takes for one, by their letters",
            'unicodedata.normalize("NFKC", text).casefold()',
            "text.casefold()",
            "unit/test_names.py::test_names_that_a_disk_may_take_for_one",
        ),
        (
            "names: names that a disk takes for one, by their capitals",
            'unicodedata.normalize("NFKC", text).casefold()',
            'unicodedata.normalize("NFKC", text)',
            "unit/test_names.py::test_names_that_a_disk_may_take_for_one",
        ),
        (
            "names: controls may stand in no text",
            "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f",
            "\\x7f-\\x9f",
            "unit/test_names.py::test_characters_that_may_stand_in_no_text",
        ),
        (
            "names: delete and the upper controls may stand in no text",
            "\\x1f\\x7f-\\x9f",
            "\\x1f",
            "unit/test_names.py::test_characters_that_may_stand_in_no_text",
        ),
        (
            "names: embeddings and overrides may stand in no text",
            "\\u202a-\\u202e",
            "",
            "unit/test_names.py::test_characters_that_may_stand_in_no_text",
        ),
        (
            "names: isolates may stand in no text",
            "\\u2066-\\u2069",
            "",
            "unit/test_names.py::test_characters_that_may_stand_in_no_text",
        ),
        (
            "names: a mark of byte order may stand in no text",
            "\\u2069\\ufeff",
            "\\u2069",
            "unit/test_names.py::test_characters_that_may_stand_in_no_text",
        ),
        (
            "names: surrogates may stand in no text",
            "\\ud800-\\udfff",
            "",
            "unit/test_names.py::test_characters_that_may_stand_in_no_text",
        ),
        (
            "names: noncharacters may stand in no text",
            "\\ufdd0-\\ufdef",
            "",
            "unit/test_names.py::test_characters_that_may_stand_in_no_text",
        ),
        (
            "names: the last two of a plane may stand in no text",
            "for plane in range(17)",
            "for plane in range(0)",
            "unit/test_names.py::test_characters_that_may_stand_in_no_text",
        ),
        (
            "addresses: nothing that needs quoting",
            "if _UNSAFE_IN_URL.search(text) or _INVALID",
            "if _INVALID",
            "unit/test_names.py::test_addresses_that_are_not_linked_to",
        ),
        (
            "addresses: no invalid character",
            " or _INVALID.search(unescape(unquote(text))):",
            ":",
            "unit/test_names.py::test_addresses_that_are_not_linked_to",
        ),
        (
            "addresses: nothing hidden by a percent sign",
            "unescape(unquote(text))",
            "unescape(text)",
            "unit/test_names.py::test_addresses_that_are_not_linked_to",
        ),
        (
            "addresses: nothing hidden by an entity",
            "unescape(unquote(text))",
            "unquote(text)",
            "unit/test_names.py::test_addresses_that_are_not_linked_to",
        ),
        (
            "addresses: plain mailto alone",
            'return text if _MAILTO.fullmatch("mailto:" + text[7:]) else None',
            "return text",
            "unit/test_names.py::test_addresses_that_are_not_linked_to",
        ),
        (
            "addresses: what cannot be parsed",
            "    except ValueError:\n        return None\n    if parts",
            "    except ZeroDivisionError:\n        return None\n    if parts",
            "unit/test_names.py::test_addresses_that_are_not_linked_to",
        ),
        (
            "addresses: the scheme",
            'if parts.scheme.lower() not in ("http", "https"):',
            "if False:",
            "unit/test_names.py::test_addresses_that_are_not_linked_to",
        ),
        (
            "addresses: the host",
            "if not _HOST.fullmatch(parts.netloc):",
            "if False:",
            "unit/test_names.py::test_addresses_that_are_not_linked_to",
        ),
        (
            "names: a path of the site",
            "if not cls._SEGMENT.fullmatch(segment):",
            "if False:",
            "unit/test_names.py::test_paths_that_leave_a_site",
        ),
    ),
    *of(
        "numbers.py",
        (
            "numbers: the grammar",
            "if not NUMBER.fullmatch(text):",
            "if False:",
            "unit/test_numbers.py::test_anything_else_is_no_number",
        ),
        (
            "numbers: digits",
            "if sum(character.isdigit() for character in text) > MAX_DIGITS:",
            "if False:",
            "unit/test_numbers.py::test_anything_else_is_no_number",
        ),
        (
            "numbers: whole ones",
            "if not WHOLE.fullmatch(text):",
            "if False:",
            "unit/test_numbers.py::test_no_whole_numbers",
        ),
    ),
    *of(
        "formulas.py",
        (
            "formulas: length",
            "if len(formula) > MAX_LENGTH:",
            "if False:",
            "unit/test_formulas.py::test_faults_are_values",
        ),
        ("formulas: depth", "if depth == MAX_DEPTH:", "if False:", "unit/test_formulas.py::test_faults_are_values"),
        (
            "formulas: names that a suggestion is looked for among",
            "islice(names, _MAX_SUGGESTED_FROM)",
            "names",
            "unit/test_formulas.py::test_a_suggestion_is_looked_for_among_the_first_names",
        ),
        (
            "formulas: nothing is divided by zero",
            'if kind == "/" and operand == 0:',
            "if False:",
            "unit/test_formulas.py::test_faults_are_values",
        ),
        (
            "formulas: a grammar of our own",
            "result, end = _sum(reader, 0, 0)",
            "result, end = Fraction(eval(formula)), len(reader.tokens)",
            "unit/test_code_law.py::test_nothing_is_evaluated",
        ),
    ),
    *of(
        "targets.py",
        (
            "hints: names that are looked at",
            "if key not in hints and len(hints) < MAX_HINTS:",
            "if key not in hints:",
            "unit/test_targets.py::test_hints_end_where_they_would_take_minutes",
        ),
        (
            "hints: names that were meant",
            "islice(mistyped, MAX_HINTS)",
            "mistyped",
            "unit/test_targets.py::test_what_was_meant_is_looked_for_up_to_a_number",
        ),
        (
            "hints: names that are compared",
            "if len(self.places) > MAX_COMPARED:",
            "if False:",
            "unit/test_targets.py::test_a_name_is_compared_letter_by_letter_with_the_likely_ones_alone",
        ),
    ),
)
