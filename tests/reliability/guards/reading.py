"""Reading files and YAML."""

from __future__ import annotations

from tests.reliability.guards.guard import Guard, of

READING: tuple[Guard, ...] = (
    *of(
        "load.py",
        (
            "files: links, pipes and devices are refused",
            'refused = "" if stat.S_ISREG(status.st_mode) else _file_kind(status.st_mode)',
            'refused = ""',
            "reliability/test_hostile_files.py::test_what_is_no_file_is_refused",
        ),
        (
            "files: links are not followed",
            "status = os.lstat(root / path)",
            "status = os.stat(root / path)",
            "reliability/test_hostile_files.py::test_what_is_no_file_is_refused",
        ),
        (
            "files: a link that takes a file's place is not followed",
            'os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | ',
            "os.O_RDONLY | ",
            "unit/test_load.py::test_what_takes_the_place_of_a_file_is_refused",
        ),
        (
            "files: a pipe that takes a file's place is not waited for",
            ' | getattr(os, "O_NONBLOCK", 0)',
            "",
            "unit/test_load.py::test_a_pipe_in_the_place_of_a_file_is_not_waited_for",
        ),
        (
            "files: what takes a file's place is a file",
            "if not stat.S_ISREG(os.fstat(handle).st_mode):",
            "if False:",
            "unit/test_load.py::test_what_takes_the_place_of_a_file_is_refused",
        ),
        (
            "files: a large file is not read",
            "if file.size > cap:",
            "if False:",
            "unit/test_load.py::test_a_file_may_have_so_many_bytes_and_not_one_more",
        ),
        (
            "files: no more is read than may be there",
            "file.read(cap + 1)",
            "file.read(1 << 40)",
            "unit/test_load.py::test_a_file_may_have_so_many_bytes_and_not_one_more",
        ),
        (
            "files: a file that grows is refused",
            "if len(data) > cap:",
            "if False:",
            "unit/test_load.py::test_a_file_that_grows_while_it_is_read_is_refused_and_not_read_to_its_end",
        ),
        (
            "files: characters that may stand in no text",
            "invalid_character.in_text(shown, text) if with_characters else []",
            "[]",
            "rules/test_examples.py::test_example",
            "invalid-character",
        ),
    ),
    *of(
        "places.py",
        (
            "files: the size of .yaml",
            '".yaml": 256 * KIB',
            '".yaml": 1 << 40',
            "unit/test_load.py::test_a_file_may_have_so_many_bytes_and_not_one_more",
        ),
        (
            "files: the size of .md",
            '".md": 64 * KIB',
            '".md": 1 << 40',
            "unit/test_load.py::test_a_file_may_have_so_many_bytes_and_not_one_more",
        ),
        (
            "files: the size of .bib",
            '".bib": 4096 * KIB',
            '".bib": 1 << 40',
            "unit/test_load.py::test_a_file_may_have_so_many_bytes_and_not_one_more",
        ),
        (
            "files: the size of .json",
            '".json": 4096 * KIB',
            '".json": 1 << 40',
            "unit/test_load.py::test_a_file_may_have_so_many_bytes_and_not_one_more",
        ),
        (
            "files: a page's name is an id",
            ' and ending == ".md" and is_id(stem):',
            ' and ending == ".md":',
            "rules/test_examples.py::test_example",
            "test_example and unexpected-file/",
        ),
        (
            "files: a path is printed on one line",
            "if text.isprintable() and not invalid_character(text):",
            "if True:",
            "unit/test_load.py::test_paths_are_shown_on_one_line",
        ),
        (
            "files: a name that is no UTF-8 can be printed",
            'path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")',
            "path",
            "unit/test_load.py::test_paths_are_shown_on_one_line",
        ),
        (
            "files: each letter of a path that is printed",
            'c if c.isprintable() and not invalid_character(c) else c.encode("unicode_escape").decode() for c in text',
            "c for c in text",
            "unit/test_load.py::test_paths_are_shown_on_one_line",
        ),
    ),
    *of(
        "yamltree.py",
        ("yaml: depth", "if len(stack) > MAX_DEPTH:", "if False:", "unit/test_yamltree.py::test_refusals"),
        ("yaml: number of values", "if nodes > MAX_NODES:", "if False:", "unit/test_yamltree.py::test_refusals"),
        ("yaml: one document", "if documents > 1:", "if False:", "unit/test_yamltree.py::test_refusals"),
        ("yaml: aliases", "if event.anchor not in self.anchors:", "if False:", "unit/test_yamltree.py::test_refusals"),
        (
            "yaml: anchors and tags of lists and mappings",
            "            self.marked(event, place)\n        return Fields(place)",
            "            pass\n        return Fields(place)",
            "unit/test_yamltree.py::test_refusals",
        ),
        (
            "yaml: anchors and tags of texts",
            "            self.marked(event, place)\n        # The file",
            "            pass\n        # The file",
            "unit/test_yamltree.py::test_refusals",
        ),
        (
            "yaml: anchors",
            "self.anchors.add(event.anchor)\n            hint",
            "return\n            hint",
            "unit/test_yamltree.py::test_refusals",
        ),
        (
            "yaml: tags",
            "        if event.tag is not None:\n            shown",
            "        if False:\n            shown",
            "unit/test_yamltree.py::test_refusals",
        ),
        ("yaml: merge keys", 'if node.text == "<<":', "if False:", "unit/test_yamltree.py::test_refusals"),
        (
            "yaml: keys are words",
            "if not isinstance(node, Leaf):\n            raise",
            "if not isinstance(node, Leaf):\n            return (str(place), place)\n            raise",
            "unit/test_yamltree.py::test_refusals",
        ),
        ("yaml: a key stands once", "if name in fields.values:", "if False:", "unit/test_yamltree.py::test_refusals"),
        (
            "yaml: two spellings of a key are one",
            'name = unicodedata.normalize("NFC", name)',
            "pass",
            "unit/test_yamltree.py::test_refusals",
        ),
        (
            "yaml: characters behind escapes",
            "if event.style == '\"' and (found := invalid_character(text)):",
            "if False and (found := None):",
            "unit/test_yamltree.py::test_refusals",
        ),
        (
            "yaml: characters that the parser refuses",
            "except yaml.reader.ReaderError as error:",
            "except ZeroDivisionError as error:",
            "unit/test_yamltree.py::test_no_text_raises",
        ),
        (
            "yaml: an escape for a number that is too large",
            "except (ValueError, OverflowError):",
            "except ValueError:",
            "unit/test_yamltree.py::test_refusals",
        ),
        (
            "yaml: an escape for no character",
            "except (ValueError, OverflowError):  # PyYAML's",
            "except ZeroDivisionError:  # PyYAML's",
            "unit/test_yamltree.py::test_refusals",
        ),
        (
            "yaml: events, and no objects",
            "reader.read(yaml.parse(text, Loader=loader))",
            "yaml.load(text, Loader=yaml.UnsafeLoader)",
            "unit/test_code_law.py::test_yaml_builds_no_objects",
        ),
    ),
    *of(
        "records.py",
        (
            "records: unknown fields",
            'extra="forbid"',
            'extra="ignore"',
            "rules/test_examples.py::test_example",
            "unknown-field",
        ),
        (
            "records: values do not change",
            "frozen=True, ",
            "",
            "unit/test_records.py::test_every_record_refuses_unknown_fields_and_changes",
        ),
        (
            "records: findings of a claim",
            "Field(min_length=1, max_length=MAX_FINDINGS)",
            "Field(min_length=1)",
            "unit/test_sizes.py::test_one_more_than_is_allowed",
        ),
        (
            "records: estimates of a claim",
            "> MAX_ESTIMATES:",
            "> 1 << 60:",
            "unit/test_sizes.py::test_one_more_than_is_allowed",
        ),
        (
            "records: measures that have limits",
            "if self.unit is None and self.measure in _LIMITS:",
            "if False:",
            "rules/test_examples.py::test_example",
            "one-field-against-another",
        ),
    ),
    *of(
        "fields.py",
        (
            "records: ids",
            "    if not is_id(text):\n",
            "    if False:\n",
            "unit/test_records.py::test_ids_that_lead_elsewhere",
        ),
        (
            "records: citekeys",
            "    if not is_citekey(text):\n",
            "    if False:\n",
            "unit/test_records.py::test_citekeys_that_lead_elsewhere",
        ),
    ),
)
