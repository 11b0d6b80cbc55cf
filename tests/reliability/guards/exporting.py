"""Exports: every text stays in its place."""

from __future__ import annotations

from tests.reliability.guards.guard import Guard, of

EXPORTING: tuple[Guard, ...] = (
    *of(
        "exports/headers.py",
        (
            "headers: the policy",
            "        _policy(policy, \"'none'\"),\n",
            "",
            "unit/test_embedding.py::test_only_frames_may_be_framed",
        ),
        (
            "headers: nobody frames a page",
            "        _policy(policy, \"'none'\"),\n",
            '        _policy(policy, "*"),\n',
            "unit/test_embedding.py::test_only_frames_may_be_framed",
        ),
        (
            "headers: types are not guessed",
            '        "  X-Content-Type-Options: nosniff",\n',
            "",
            "golden/test_golden.py::test_golden",
        ),
        (
            "headers: where a reader comes from",
            '        "  Referrer-Policy: strict-origin-when-cross-origin",\n',
            "",
            "golden/test_golden.py::test_golden",
        ),
        (
            "headers: devices",
            '        "  Permissions-Policy: camera=(), geolocation=(), microphone=()",\n',
            "",
            "golden/test_golden.py::test_golden",
        ),
        (
            "headers: windows of other sites",
            '        "  Cross-Origin-Opener-Policy: same-origin",\n',
            "",
            "golden/test_golden.py::test_golden",
        ),
    ),
    *of(
        "exports/claims_csv.py",
        (
            "csv: cells that a spreadsheet would run",
            "_safe(row) for row in _rows(site, statement)",
            "row for row in _rows(site, statement)",
            "reliability/test_scripts_never_run.py::test_a_string_in_every_field",
        ),
        (
            "csv: cells that begin with =",
            '[=+@\\t\\r-]")',
            '[+@\\t\\r-]")',
            "unit/test_import.py::test_cells_that_a_spreadsheet_would_run",
        ),
        (
            "csv: cells that begin with +",
            '[=+@\\t\\r-]")',
            '[=@\\t\\r-]")',
            "unit/test_import.py::test_cells_that_a_spreadsheet_would_run",
        ),
        (
            "csv: cells that begin with @",
            '[=+@\\t\\r-]")',
            '[=+\\t\\r-]")',
            "unit/test_import.py::test_cells_that_a_spreadsheet_would_run",
        ),
        (
            "csv: cells that begin with a tab",
            '[=+@\\t\\r-]")',
            '[=+@\\r-]")',
            "unit/test_data_files.py::test_cells_that_a_spreadsheet_would_run",
        ),
        (
            "csv: cells that begin with a line end",
            '[=+@\\t\\r-]")',
            '[=+@\\t-]")',
            "unit/test_data_files.py::test_cells_that_a_spreadsheet_would_run",
        ),
        (
            "csv: cells that begin with -",
            '[=+@\\t\\r-]")',
            '[=+@\\t\\r]")',
            "unit/test_import.py::test_cells_that_a_spreadsheet_would_run",
        ),
    ),
    *of(
        "exports/badge.py",
        (
            "badge: its words are text",
            'said = escape(f"{alternative(statement)} ({site_title})")',
            'said = f"{alternative(statement)} ({site_title})"',
            "unit/test_embedding.py::test_a_badge_is_an_image_that_can_be_read_aloud",
        ),
        (
            "badge: its label is text",
            'lengthAdjust="spacingAndGlyphs">{escape(text)}</text>',
            'lengthAdjust="spacingAndGlyphs">{text}</text>',
            "unit/test_embedding.py::test_a_badge_is_an_image_that_can_be_read_aloud",
        ),
        (
            "badge: a long label is cut",
            "return text if len(text) <= _LONGEST_LABEL else",
            "return text if True else",
            "unit/test_embedding.py::test_a_long_outcome_is_cut_and_a_number_is_not",
        ),
    ),
    *of(
        "exports/oembed.py",
        (
            "embedding: the title is text",
            'title="{escape(title(statement))}"',
            'title="{title(statement)}"',
            "unit/test_embedding.py::test_no_text_leaves_its_place",
        ),
        (
            "embedding: the alternative is text",
            'alt="{escape(badge.alternative(statement))}"',
            'alt="{badge.alternative(statement)}"',
            "unit/test_embedding.py::test_code_to_copy_reads_back",
        ),
        (
            "embedding: the address is text",
            'src="{escape(address)}"',
            'src="{address}"',
            "unit/test_embedding.py::test_no_address_leaves_its_attribute",
        ),
        (
            "embedding: the page's address is text",
            '<a href="{escape(page)}">',
            '<a href="{page}">',
            "unit/test_embedding.py::test_no_address_leaves_its_attribute",
        ),
        (
            "embedding: the badge's address is text",
            'src="{escape(page)}badge.svg"',
            'src="{page}badge.svg"',
            "unit/test_embedding.py::test_no_address_leaves_its_attribute",
        ),
    ),
    *of(
        "exports/feed.py",
        (
            "feed: a change is text",
            "<title>{escape(change.what)}</title>",
            "<title>{change.what}</title>",
            "reliability/test_scripts_never_run.py::test_a_string_in_every_field",
        ),
        (
            "feed: a summary is text",
            "<summary>{escape(f'{change.what} {linked}'.strip())}</summary>",
            "<summary>{f'{change.what} {linked}'.strip()}</summary>",
            "reliability/test_scripts_never_run.py::test_a_string_in_every_field",
        ),
        (
            "feed: the site's title is text",
            "<title>{escape(site.settings.title)}: changes",
            "<title>{site.settings.title}: changes",
            "reliability/test_scripts_never_run.py::test_a_string_in_every_field",
        ),
        (
            "feed: the publisher is text",
            "<name>{escape(site.settings.publisher or site.settings.title)}</name>",
            "<name>{site.settings.publisher or site.settings.title}</name>",
            "reliability/test_scripts_never_run.py::test_a_string_in_every_field",
        ),
        (
            "feed: the language is text",
            'xml:lang="{escape(site.settings.language)}"',
            'xml:lang="{site.settings.language}"',
            "unit/test_feed.py::test_a_feed_is_text",
        ),
        (
            "feed: its name is text",
            "<id>{escape(absolute(site.settings.base_url, 'feed.xml'))}</id>",
            "<id>{absolute(site.settings.base_url, 'feed.xml')}</id>",
            "unit/test_feed.py::test_a_feed_is_text",
        ),
        (
            "feed: its address is text",
            'href="{escape(absolute(site.settings.base_url, "feed.xml"))}"',
            'href="{absolute(site.settings.base_url, "feed.xml")}"',
            "unit/test_feed.py::test_a_feed_is_text",
        ),
        (
            "feed: the site's address is text",
            'href="{escape(home)}"',
            'href="{home}"',
            "unit/test_feed.py::test_a_feed_is_text",
        ),
        (
            "feed: a change's name is text",
            "<id>{escape(link)}</id>",
            "<id>{link}</id>",
            "unit/test_feed.py::test_a_feed_is_text",
        ),
        (
            "feed: a change's address is text",
            'href="{escape(link)}"',
            'href="{link}"',
            "unit/test_feed.py::test_a_feed_is_text",
        ),
    ),
    *of(
        "exports/due_ics.py",
        (
            "calendar: a text ends no line",
            "        value = value.replace(plain, escaped)\n",
            "        pass\n",
            "unit/test_due.py::test_as_a_calendar",
        ),
        ("calendar: the length of a line", "if size > room:", "if False:", "unit/test_due.py::test_as_a_calendar"),
    ),
    *of(
        "exports/references_bib.py",
        (
            "bibliography: a text ends no value",
            "return _SPECIAL.sub(lambda match: _escape(match[0]), text)",
            "return text",
            "unit/test_reference_exports.py::test_bib_entry",
        ),
        (
            "bibliography: what an editor wrote is balanced",
            "if raw and _is_group(raw):",
            "if raw:",
            "unit/test_reference_exports.py::test_bib_does_not_keep_what_would_break_the_entry",
        ),
        (
            "bibliography: an address is balanced",
            "return text if _is_group(text) else",
            "return text if True else",
            "unit/test_reference_exports.py::test_no_value_that_is_never_decoded_leaves_its_place",
        ),
        (
            "bibliography: names of fields",
            "if name in _POINTERS or not _FIELD.fullmatch(name):",
            "if name in _POINTERS:",
            "unit/test_reference_exports.py::test_no_field_with_such_a_name_is_written",
        ),
        (
            "bibliography: a name is one name",
            'return _group(text) if "," in text or _LIST_WORD.search(text) else',
            "return",
            "unit/test_reference_exports.py::test_no_name_leaves_its_place",
        ),
    ),
    *of(
        "exports/references_ris.py",
        (
            "ris: a text ends no line",
            "{' '.join(value.split())}",
            "{value}",
            "unit/test_reference_exports.py::test_ris_record",
        ),
    ),
    *of(
        "exports/fhir_terms.py",
        (
            "fhir: a text is no Markdown",
            "return _MARKS.sub(lambda match: _escaped(match[0]), text)",
            "return text",
            "unit/test_fhir_export.py::test_markdown_reads_as_the_text",
        ),
        (
            "fhir: the grammar of ids",
            "if _ID.fullmatch(text):",
            "if True:",
            "unit/test_fhir_export.py::test_every_resource_is_valid",
        ),
    ),
    *of(
        "exports/fhir_evidence.py",
        (
            "fhir: numbers that are too large",
            "if number is not None and int(number.text) <= _LARGEST_INT else None",
            "if number is not None else None",
            "unit/test_fhir_export.py::test_every_resource_is_valid",
        ),
    ),
    *of(
        "exports/exactjson.py",
        (
            "json: nothing that is not exact",
            "    raise TypeError(f",
            "    return str(value)\n    raise TypeError(f",
            "unit/test_fhir_export.py::test_json_refuses_what_is_not_exact",
        ),
    ),
    *of(
        "exports/sitemap.py",
        (
            "sitemap: an address is text",
            "{escape(absolute(site.settings.base_url, address))}",
            "{absolute(site.settings.base_url, address)}",
            "unit/test_feed.py::test_a_sitemap_is_text",
        ),
    ),
    *of(
        "exports/evidence_sqlite.py",
        (
            "database: a library that is too old",
            "if sqlite3.sqlite_version_info < OLDEST:",
            "if False:",
            "unit/test_sqlite_export.py::test_a_library_that_is_too_old_is_named",
        ),
        (
            "database: pointers",
            '"foreign_keys = ON"',
            '"foreign_keys = OFF"',
            "unit/test_sqlite_export.py::test_a_row_that_points_nowhere_is_not_written",
        ),
    ),
)
