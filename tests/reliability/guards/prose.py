"""Markdown and wording."""

from __future__ import annotations

from tests.reliability.guards.guard import Guard, of

PROSE: tuple[Guard, ...] = (
    *of(
        "textcaps.py",
        (
            "markdown: characters of a paragraph",
            "if len(paragraph) > MAX_PARAGRAPH:",
            "if False:",
            "unit/test_markup.py::test_caps",
        ),
        (
            "markdown: brackets of a paragraph",
            'if paragraph.count("[") > MAX_BRACKETS:',
            "if False:",
            "unit/test_markup.py::test_caps",
        ),
        (
            "markdown: what divides a list",
            "for number in own) > MAX_DIVIDERS:",
            "for number in own) < 0:",
            "unit/test_markup.py::test_caps",
        ),
        (
            "markdown: rows without a table",
            "or (begins and _is_table(lines[number : number + 2]))",
            'or "|" in line',
            "unit/test_markup.py::test_caps",
        ),
        (
            "markdown: lines of a paragraph that seem to be empty",
            'is_blank = not line.strip(" \\t")',
            "is_blank = not line.strip()",
            "unit/test_markup.py::test_caps",
        ),
        (
            "markdown: depth of lists",
            "_depth(lines[number]) > MAX_LIST_DEPTH)",
            "False)",
            "unit/test_markup.py::test_caps",
        ),
        (
            "markdown: characters behind entities",
            "        *_hidden_characters(lines),\n",
            "",
            "unit/test_markup.py::test_caps",
        ),
        (
            "markdown: each character behind an entity",
            " or invalid_character(chr(code)):",
            ":",
            "unit/test_markup.py::test_caps",
        ),
        ("markdown: a fence is closed", "        *_open_fence(lines),\n", "", "unit/test_markup.py::test_caps"),
        (
            "markdown: what is refused is taken out",
            'lines[number] = " " * len(lines[number])',
            "pass",
            "unit/test_markup.py::test_caps",
        ),
    ),
    *of(
        "markup.py",
        (
            "markdown: caps come before the parser",
            "converter.reset().convert(parsed)",
            "converter.reset().convert(text)",
            "unit/test_markup.py::test_caps",
        ),
        (
            "markdown: a footnote that is used again and again",
            "*([Footnotes(), ",
            "*([markdown.extensions.footnotes.FootnoteExtension(), ",
            "reliability/test_growth.py",
        ),
        (
            "markdown: a crash is a diagnostic",
            "except Exception as error:  # it has",
            "except ZeroDivisionError as error:  # it has",
            "unit/test_markup.py::test_a_parser_that_crashes_stops_nothing",
        ),
        (
            "markdown: what was made is sanitised",
            "_without_dangling(cleaner.clean(converter.reset().convert(parsed)))",
            "_without_dangling(converter.reset().convert(parsed))",
            "unit/test_markup.py::test_what_the_parser_lets_through_is_sanitised",
        ),
        (
            "markdown: elements that may stand",
            "tags=set(TAGS),",
            'tags={*TAGS, "img", "iframe"},',
            "unit/test_markup.py::test_what_the_parser_lets_through_is_sanitised",
        ),
        (
            "markdown: attributes that may stand",
            '    "div": {"class"},',
            '    "div": {"class", "onclick", "style"},',
            "unit/test_markup.py::test_what_the_parser_lets_through_is_sanitised",
        ),
        (
            "markdown: schemes that may stand",
            'url_schemes={"https", "mailto", *KINDS}',
            'url_schemes={"https", "mailto", "javascript", "data", "http", *KINDS}',
            "unit/test_markup.py::test_what_the_parser_lets_through_is_sanitised",
        ),
        (
            "markdown: no blocks of HTML",
            '        md.preprocessors.deregister("html_block")\n',
            "",
            "unit/test_markup.py::test_elements_are_shown_as_they_are_written",
        ),
        (
            "markdown: no HTML in a line",
            'for pattern in ("html", "automail"):',
            'for pattern in ("automail",):',
            "unit/test_markup.py::test_elements_are_shown_as_they_are_written",
        ),
        (
            "markdown: no hidden addresses",
            'for pattern in ("html", "automail"):',
            'for pattern in ("html",):',
            "unit/test_markup.py::test_an_address_in_angle_brackets_is_not_scrambled",
        ),
        (
            "markdown: ids of headings are apart",
            'return "s-" + slugify(value, separator)',
            "return slugify(value, separator)",
            "unit/test_markup.py::test_ids_of_headings_are_no_names_that_a_script_knows",
        ),
        (
            "markdown: links are safe",
            ' in ("https", "mailto") and safe_url(href):',
            ' in ("https", "mailto"):',
            "unit/test_markup.py::test_links_that_lead_nowhere_good_are_reported_and_taken_away",
        ),
        (
            "markdown: links have a scheme of the list",
            'scheme.lower() in ("https", "mailto") and safe_url(href)',
            "safe_url(href)",
            "unit/test_markup.py::test_links_that_lead_nowhere_good_are_reported_and_taken_away",
        ),
        (
            "markdown: an address that is refused is taken away",
            '        del element.attrib["href"]\n',
            "",
            "unit/test_markup.py::test_links_that_lead_nowhere_good_are_reported_and_taken_away",
        ),
        (
            "markdown: links to records name records",
            'if scheme in KINDS and re.fullmatch(r"[A-Za-z0-9:_.+-]+", target):',
            "if scheme in KINDS:",
            "unit/test_markup.py::test_links_that_lead_nowhere_good_are_reported_and_taken_away",
        ),
        (
            "markdown: cards name claims",
            'if kind == "claim" and re.fullmatch(r"[A-Za-z0-9-]+", target):',
            'if kind == "claim":',
            "unit/test_markup.py::test_links_that_lead_nowhere_good_are_reported_and_taken_away",
        ),
        (
            "markdown: images are cards",
            'if child.tag == "img":',
            'if child.tag == "img" and (child.get("src") or "").startswith("claim:"):',
            "unit/test_markup.py::test_links_that_lead_nowhere_good_are_reported_and_taken_away",
        ),
        (
            "markdown: titles of links to records",
            '            element.attrib.pop("title", None)\n',
            "",
            "unit/test_markup.py::test_links_to_records_carry_no_title",
        ),
        (
            "markdown: pages that are left know nothing of us",
            '<a rel="noopener noreferrer" href="https:',
            '<a href="https:',
            "unit/test_markup.py::test_what_the_parser_lets_through_is_sanitised",
        ),
    ),
    *of(
        "check.py",
        (
            "texts: what breaks rules too often",
            "for judge in judges), MAX_BREACHES + 1))",
            "for judge in judges), None))",
            "unit/test_sizes.py::test_what_a_text_may_break",
        ),
    ),
    *of(
        "rules/wording/markup_failed.py",
        (
            "markdown: what the cards of a page show",
            "if shown > MAX_SHOWN:",
            "if False:",
            "unit/test_sizes.py::test_what_the_cards_of_a_page_show",
        ),
    ),
    *of(
        "markuplinear.py",
        (
            "markdown: items and rows that are none",
            "and (found := crowded(text)):",
            "and (found := None):",
            "unit/test_markup.py::test_items_that_are_none_are_one_paragraph",
        ),
    ),
    *of(
        "markupfast.py",
        (
            "markdown: texts are written as text",
            "            write(_escaped(one.text))",
            "            write(one.text)",
            "unit/test_markupfast.py::test_a_tree_is_written_as_the_library_writes_it",
        ),
        (
            "markdown: what follows an element is written as text",
            "            end += _escaped(one.tail)",
            "            end += one.tail",
            "unit/test_markupfast.py::test_a_tree_is_written_as_the_library_writes_it",
        ),
        (
            "markdown: values are written as values",
            '{_escaped_value(value)}"',
            '{value}"',
            "unit/test_markupfast.py::test_a_tree_is_written_as_the_library_writes_it",
        ),
    ),
    *of(
        "markupholes.py",
        (
            "markdown: cards of a page",
            "for start in islice(cards, MAX_CARDS, MAX_CARDS + 1):",
            "for start in ():",
            "unit/test_sizes.py::test_cards",
        ),
    ),
    *of(
        "blocks.py",
        (
            "markdown: citekeys",
            "if cite is None or not is_citekey(cite[1]):",
            "if cite is None:",
            "unit/test_blocks.py::test_what_is_no_citekey_is_no_citation",
        ),
    ),
    *of(
        "phrases.py",
        (
            "wording: letters in which a study is looked for",
            "sentence = sentence[:MAX_PARAGRAPH]",
            "pass",
            "unit/test_phrases.py::test_words_are_looked_for_in_so_many_letters",
        ),
        (
            "wording: letters in which doubt is looked for",
            "_UNSURE.search(text[:MAX_PARAGRAPH])",
            "_UNSURE.search(text)",
            "unit/test_phrases.py::test_words_are_looked_for_in_so_many_letters",
        ),
        (
            "wording: letters in which counts are looked for",
            "_COUNT.search(text[:MAX_PARAGRAPH])",
            "_COUNT.search(text)",
            "unit/test_phrases.py::test_words_are_looked_for_in_so_many_letters",
        ),
    ),
    *of(
        "promises.py",
        (
            "wording: letters in which promises are looked for",
            "sentence = sentence[:MAX_SENTENCE]",
            "pass",
            "unit/test_phrases.py::test_words_are_looked_for_in_so_many_letters",
        ),
    ),
    *of(
        "rules/wording/relative_without_absolute.py",
        (
            "wording: letters in which relative figures are looked for",
            "text = text[:MAX_SENTENCE]",
            "pass",
            "unit/test_phrases.py::test_words_are_looked_for_in_so_many_letters",
        ),
        (
            "wording: letters in which absolute figures are looked for",
            "_gives_absolutes(sentence.around[:MAX_PARAGRAPH])",
            "_gives_absolutes(sentence.around)",
            "unit/test_phrases.py::test_words_are_looked_for_in_so_many_letters",
        ),
    ),
    *of(
        "rules/wording/unsourced_statistic.py",
        (
            "wording: statistics that are listed",
            "for one in found[:MAX_QUOTED]]",
            "for one in found]",
            "unit/test_wording_rules.py::test_statistics_are_quoted_up_to_a_number_and_a_length",
        ),
        (
            "wording: statistics that are left out are told",
            "if len(found) > MAX_QUOTED:",
            "if False:",
            "unit/test_wording_rules.py::test_statistics_are_quoted_up_to_a_number_and_a_length",
        ),
        (
            "wording: a long statistic is cut",
            "return words if len(words) <= MAX_LENGTH else",
            "return words if True else",
            "unit/test_wording_rules.py::test_statistics_are_quoted_up_to_a_number_and_a_length",
        ),
    ),
    *of(
        "rules/numbers/statement_number_unbacked.py",
        (
            "numbers: numbers that are listed",
            "texts[:MAX_LISTED]",
            "texts",
            "unit/test_number_rules.py::test_the_numbers_of_a_claim_are_listed_up_to_a_number",
        ),
        (
            "numbers: numbers that are left out are told",
            'more = ", …" if len(texts) > MAX_LISTED else ""',
            'more = ""',
            "unit/test_number_rules.py::test_the_numbers_of_a_claim_are_listed_up_to_a_number",
        ),
    ),
)
