"""Files of other programs: references, tables, notices."""

from __future__ import annotations

from tests.reliability.guards.guard import Guard, of

TAKING_IN: tuple[Guard, ...] = (
    *of(
        "samework.py",
        (
            "intake: how much of two titles is compared",
            "first[:_MAX_COMPARED], second[:_MAX_COMPARED]",
            "first, second",
            "unit/test_reference_add.py::test_long_titles_are_compared_by_their_beginnings",
        ),
    ),
    *of(
        "intake/__init__.py",
        (
            "intake: invalid characters of a file",
            'return "".join(c for c in text if not invalid_character(c)) if invalid_character(text) else text',
            "return text",
            "unit/test_intake.py::test_characters_that_may_stand_in_no_text_are_left_out_of_any_format",
        ),
        (
            "intake: an encoding that cannot be read",
            "        except UnicodeDecodeError:\n            raise",
            "        except ZeroDivisionError:\n            raise",
            "unit/test_intake.py::test_what_is_no_export_is_refused",
        ),
    ),
    *of(
        "intake/found.py",
        (
            "intake: invalid characters behind entities",
            "    if invalid_character(made):\n",
            "    if False:\n",
            "unit/test_intake.py::test_texts",
        ),
        (
            "intake: elements",
            '    made = _ELEMENT.sub("", _SCRIPT.sub(_scripted, made))\n    if',
            "    if",
            "unit/test_intake.py::test_texts",
        ),
        (
            "intake: addresses are safe",
            'return "" if not safe_url(url) or DOI_PREFIX',
            'return "" if DOI_PREFIX',
            "unit/test_intake.py::test_any_item_reads_back_as_it_was_meant",
        ),
        (
            "intake: addresses with a session",
            " or _IN_DATABASE.match(url) else url",
            " else url",
            "unit/test_intake.py::test_exports_of_other_programs",
        ),
        (
            "intake: DOIs",
            'return bare if is_doi(bare) else ""',
            "return bare",
            "unit/test_intake.py::test_exports_of_other_programs",
        ),
        (
            "intake: each invalid character",
            "for c in made if c.isspace() or not invalid_character(c))",
            "for c in made)",
            "unit/test_intake.py::test_texts",
        ),
    ),
    *of(
        "intake/add.py",
        (
            "intake: a work that is there",
            "        if same:\n",
            "        if False:\n",
            "unit/test_reference_add.py::test_a_work_that_is_there_is_refused",
        ),
        (
            "intake: an entry that is swallowed",
            "if there is None or there.location.path != path:",
            "if there is None:\n            continue\n        if False:",
            "unit/test_intake.py::test_an_entry_that_another_file_takes_is_not_added",
        ),
        (
            "intake: an entry reads back the same",
            "if lost := next(_differences(entry, there), None):",
            "if False:",
            "unit/test_intake.py::test_an_entry_that_does_not_read_back_is_not_added",
        ),
        (
            "intake: a file in another encoding",
            "    except UnicodeDecodeError:",
            "    except ZeroDivisionError:",
            "unit/test_reference_add.py::test_a_file_in_another_encoding_is_left_alone",
        ),
        (
            "intake: a citekey that is none",
            " if is_citekey(reference.citekey) else None",
            "",
            "unit/test_intake.py::test_a_citekey_that_only_looks_like_another_is_another",
        ),
    ),
    *of(
        "intake/citekeys.py",
        (
            "intake: a long name in a citekey",
            "_who(reference)[:_LONGEST]",
            "_who(reference)",
            "unit/test_intake.py::test_a_citekey_is_not_as_long_as_a_name",
        ),
        (
            "intake: citekeys of other programs",
            " and _CHOSEN.fullmatch(own) and",
            " and",
            "unit/test_intake.py::test_exports_of_other_programs",
        ),
    ),
    *of(
        "intake/bib.py",
        (
            "intake: a malformed citekey of a bibliography",
            "is_keyed=is_citekey(made.citekey)",
            "is_keyed=True",
            "unit/test_reference_add.py::test_no_citekey_of_a_bibliography_is_replaced",
        ),
        (
            "intake: citekeys of a file",
            "if is_citekey(block.citekey) and fold",
            "if fold",
            "unit/test_intake.py::test_a_citekey_that_no_site_may_have_is_no_mistake",
        ),
    ),
    *of(
        "commands/reference.py",
        (
            "intake: the size of a file",
            "store.read(Path(source), SOURCE_CAP, follow=True)",
            "store.read(Path(source), 1 << 40, follow=True)",
            "unit/test_reference_add.py::test_an_entry_is_put_behind_the_others",
        ),
        (
            "intake: the size of a bibliography",
            'if len(plan.data) > CAPS[".bib"]:',
            "if False:",
            "unit/test_reference_add.py::test_a_file_that_is_full",
        ),
        (
            "intake: the name of a bibliography",
            "if not _FILE_NAME.fullmatch(place.name):",
            "if False:",
            "unit/test_reference_add.py::test_no_file_elsewhere",
        ),
        (
            "intake: a citekey of one's own",
            "if key is not None and not is_citekey(key):",
            "if False:",
            "unit/test_reference_add.py::test_a_citekey_of_ones_own",
        ),
        (
            "intake: a place in the bibliography",
            "if place.parent.resolve() == folder.resolve():",
            "if True:",
            "unit/test_reference_add.py::test_no_file_elsewhere",
        ),
    ),
    *of(
        "commands/retractions.py",
        (
            "retractions: problems that are shown",
            "found.problems[:_MAX_SHOWN]",
            "found.problems",
            "unit/test_retractions.py::test_problems_are_listed_up_to_a_number",
        ),
        (
            "retractions: a pinned file with mistakes",
            "if wrong := [each for each in diagnostics if each.location.path == RETRACTIONS]:",
            "if wrong := []:",
            "unit/test_retractions.py::test_a_pinned_file_with_mistakes_is_not_replaced",
        ),
    ),
    *of(
        "retractionwatch.py",
        (
            "retractions: invalid characters",
            "for c in text if not invalid_character(c)",
            "for c in text",
            "unit/test_retractions.py::test_quirks_of_the_cells",
        ),
        (
            "retractions: damaged rows",
            "        if row.damage:\n",
            "        if False:\n",
            "unit/test_retractions.py::test_damaged_rows_do_not_hide_a_work",
        ),
        (
            "retractions: another file",
            "    if not count:",
            "    if False:",
            "unit/test_retractions.py::test_other_files_are_refused",
        ),
    ),
    *of(
        "claimfiles.py",
        (
            "import: a claim that is there",
            "        if claim.id in taken:",
            "        if False:",
            "unit/test_import.py::test_a_claim_that_is_there_is_never_touched",
        ),
        (
            "import: the size of a file",
            'if len(text.encode()) > CAPS[".yaml"]:',
            "if False:",
            "unit/test_import.py::test_a_claim_that_would_be_too_large_is_not_written",
        ),
        (
            "import: a claim reads back the same",
            "if written is None or read is None or read.model_dump() != claim.model_dump():",
            "if written is None or read is None:",
            "unit/test_import.py::test_a_claim_that_does_not_read_back_is_a_bug",
        ),
        (
            "import: rows are checked",
            "if each.location.path in origin and _is_of_rows(each) and each.rule not in excused:",
            "if False:",
            "unit/test_import.py::test_a_wrong_row_is_named_and_nothing_is_written",
        ),
    ),
    *of(
        "claimyaml.py",
        (
            "import: texts that mean something else",
            "if _SAFE.fullmatch(text) and text.lower() not in _MEANT_OTHERWISE else _quoted(text)",
            "",
            "unit/test_import.py::test_cells_that_a_spreadsheet_would_run",
        ),
    ),
    *of(
        "commands/import_claims.py",
        (
            "import: a folder of the site",
            'if not all(map(is_id, topic.split("/") if topic else ())):',
            "if False:",
            "unit/test_import.py::test_no_folder_elsewhere",
        ),
    ),
    *of(
        "drafts.py",
        (
            "new files: ids",
            "        if not is_id(name):",
            "        if False:",
            "unit/test_new.py::test_what_is_refused",
        ),
    ),
    *of(
        "claimtable.py",
        (
            "import: invalid characters",
            "        if match := invalid_character(cell):",
            "        if False:",
            "unit/test_import.py::test_a_wrong_row_is_named_and_nothing_is_written",
        ),
    ),
)
