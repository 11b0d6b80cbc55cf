"""Guards of reading: files, YAML, BibTeX, names, numbers."""

from __future__ import annotations

from tests.reliability.guards.guard import Guard, guard

HOSTILE = "reliability/test_hostile_files.py"
WALLS = "unit/test_load.py"
_NAMES = "unit/test_names.py"
_BIB = "unit/test_bibtex.py"
_YAML = "unit/test_yamltree.py"

FILES: tuple[Guard, ...] = (
    # Files
    guard(
        "files: links, pipes and devices are refused",
        "load.py",
        'refused = "" if stat.S_ISREG(status.st_mode) else _file_kind(status.st_mode)',
        'refused = ""',
        f"{HOSTILE}::test_what_is_no_file_is_refused",
    ),
    guard(
        "files: links are not followed",
        "load.py",
        "status = os.lstat(root / path)",
        "status = os.stat(root / path)",
        f"{HOSTILE}::test_what_is_no_file_is_refused",
    ),
    guard(
        "files: a link that takes a file's place is not followed",
        "load.py",
        'os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | ',
        "os.O_RDONLY | ",
        WALLS,
    ),
    guard(
        "files: a pipe that takes a file's place is not waited for",
        "load.py",
        ' | getattr(os, "O_NONBLOCK", 0)',
        "",
        WALLS,
    ),
    guard(
        "files: what takes a file's place is a file",
        "load.py",
        "if not stat.S_ISREG(os.fstat(handle).st_mode):",
        "if False:",
        WALLS,
    ),
    guard("files: a large file is not read", "load.py", "if file.size > cap:", "if False:", WALLS),
    guard("files: no more is read than may be there", "load.py", "file.read(cap + 1)", "file.read(1 << 40)", WALLS),
    guard("files: a file that grows is refused", "load.py", "if len(data) > cap:", "if False:", WALLS),
    *(
        guard(f"files: the size of {ending}", "places.py", f'"{ending}": {cap} * KIB', f'"{ending}": 1 << 40', WALLS)
        for ending, cap in ((".yaml", 256), (".md", 64), (".bib", 4096), (".json", 4096))
    ),
    guard(
        "files: characters that may stand in no text",
        "load.py",
        "if with_characters and (match := invalid_character(text)):",
        "if False and (match := None):",
        "rules/test_examples.py",
        "invalid-character",
    ),
    guard(
        "files: the number of entries in a bibliography",
        "bibblocks.py",
        "first = next(islice(_START.finditer(text), MAX_BLOCKS, None), None)",
        "first = None",
        _BIB,
    ),
    guard(
        "files: a page's name is an id",
        "places.py",
        ' and ending == ".md" and is_id(stem):',
        ' and ending == ".md":',
        "rules/test_examples.py " + HOSTILE + "::test_names_that_no_record_may_have",
    ),
    guard(
        "files: a path is printed on one line",
        "places.py",
        "if text.isprintable() and not invalid_character(text):",
        "if True:",
        WALLS,
    ),
    guard(
        "files: a name that is no UTF-8 can be printed",
        "places.py",
        'path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")',
        "path",
        WALLS,
    ),
    # YAML
    guard("yaml: depth", "yamltree.py", "if len(stack) > MAX_DEPTH:", "if False:", _YAML),
    guard("yaml: number of values", "yamltree.py", "if nodes > MAX_NODES:", "if False:", _YAML),
    guard("yaml: one document", "yamltree.py", "if documents > 1:", "if False:", _YAML),
    guard("yaml: aliases", "yamltree.py", "if event.anchor not in self.anchors:", "if False:", _YAML),
    guard(
        "yaml: anchors and tags of lists and mappings",
        "yamltree.py",
        "            self.marked(event, place)\n        return Fields(place)",
        "            pass\n        return Fields(place)",
        _YAML,
    ),
    guard(
        "yaml: anchors and tags of texts",
        "yamltree.py",
        "            self.marked(event, place)\n        # The file",
        "            pass\n        # The file",
        _YAML,
    ),
    guard(
        "yaml: anchors",
        "yamltree.py",
        "self.anchors.add(event.anchor)\n            hint",
        "return\n            hint",
        _YAML,
    ),
    guard(
        "yaml: tags",
        "yamltree.py",
        "        if event.tag is not None:\n            shown",
        "        if False:\n            shown",
        _YAML,
    ),
    guard("yaml: merge keys", "yamltree.py", 'if node.text == "<<":', "if False:", _YAML),
    guard(
        "yaml: keys are words",
        "yamltree.py",
        "if not isinstance(node, Leaf):\n            raise",
        "if not isinstance(node, Leaf):\n            return (str(place), place)\n            raise",
        _YAML,
    ),
    guard("yaml: a key stands once", "yamltree.py", "if name in fields.values:", "if False:", _YAML),
    guard(
        "yaml: two spellings of a key are one",
        "yamltree.py",
        'name = unicodedata.normalize("NFC", name)',
        "pass",
        _YAML,
    ),
    guard(
        "yaml: characters behind escapes",
        "yamltree.py",
        "if event.style == '\"' and (found := invalid_character(text)):",
        "if False and (found := None):",
        _YAML,
    ),
    guard(
        "yaml: characters that the parser refuses",
        "yamltree.py",
        "except yaml.reader.ReaderError as error:",
        "except ZeroDivisionError as error:",
        _YAML,
    ),
    guard(
        "yaml: an escape for a number that is too large",
        "yamltree.py",
        "except (ValueError, OverflowError):",
        "except ValueError:",
        _YAML,
    ),
    guard(
        "yaml: an escape for no character",
        "yamltree.py",
        "except (ValueError, OverflowError):  # PyYAML's",
        "except ZeroDivisionError:  # PyYAML's",
        _YAML,
    ),
    guard(
        "yaml: events, and no objects",
        "yamltree.py",
        "reader.read(yaml.parse(text, Loader=loader))",
        "yaml.load(text, Loader=yaml.UnsafeLoader)",
        "unit/test_code_law.py",
    ),
    guard(
        "records: unknown fields",
        "records.py",
        'extra="forbid"',
        'extra="ignore"',
        "rules/test_examples.py",
        "unknown-field",
    ),
    guard("records: values do not change", "records.py", "frozen=True, ", "", "unit/test_records.py"),
    # Names
    guard("names: the length of an id", "names.py", "return len(text) <= MAX_ID and ", "return ", _NAMES),
    guard("names: the grammar of an id", "names.py", "ID.fullmatch(text) is not None and ", "", _NAMES),
    guard("names: names that Windows keeps", "names.py", " and text not in WINDOWS_RESERVED", "", _NAMES),
    guard(
        "names: a slug is an id, also in its length",
        "names.py",
        '.strip("-")[:MAX_ID].strip("-")',
        '.strip("-")',
        _NAMES,
    ),
    guard("names: a slug is an id", "names.py", 'return close if is_id(close) else ""', "return close", _NAMES),
    guard(
        "names: the grammar of a citekey",
        "names.py",
        "return CITEKEY.fullmatch(text) is not None",
        "return True",
        f"{_NAMES} {_BIB}",
    ),
    guard(
        "names: names that a disk takes for one, by their letters",
        "names.py",
        'unicodedata.normalize("NFKC", text).casefold()',
        "text.casefold()",
        f"{_NAMES} unit/test_publish.py",
    ),
    guard(
        "names: names that a disk takes for one, by their capitals",
        "names.py",
        'unicodedata.normalize("NFKC", text).casefold()',
        'unicodedata.normalize("NFKC", text)',
        f"{_NAMES} unit/test_publish.py",
    ),
    *(
        guard(f"names: {what} may stand in no text", "names.py", written, without, _NAMES)
        for what, written, without in (
            ("controls", r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f", r"\x7f-\x9f"),
            ("delete and the upper controls", r"\x1f\x7f-\x9f", r"\x1f"),
            ("embeddings and overrides", r"\u202a-\u202e", ""),
            ("isolates", r"\u2066-\u2069", ""),
            ("a mark of byte order", r"\u2069\ufeff", r"\u2069"),
            ("surrogates", r"\ud800-\udfff", ""),
            ("noncharacters", r"\ufdd0-\ufdef", ""),
            ("the last two of a plane", "for plane in range(17)", "for plane in range(0)"),
        )
    ),
    *(
        guard(f"addresses: {what}", "names.py", written, without, _NAMES)
        for what, written, without in (
            ("nothing that needs quoting", "if _UNSAFE_IN_URL.search(text) or _INVALID", "if _INVALID"),
            ("no invalid character", " or _INVALID.search(unescape(unquote(text))):", ":"),
            ("nothing hidden by a percent sign", "unescape(unquote(text))", "unescape(text)"),
            ("nothing hidden by an entity", "unescape(unquote(text))", "unquote(text)"),
            ("plain mailto alone", 'return text if _MAILTO.fullmatch("mailto:" + text[7:]) else None', "return text"),
            (
                "what cannot be parsed",
                "    except ValueError:\n        return None\n    if parts",
                "    except ZeroDivisionError:\n        return None\n    if parts",
            ),
            ("the scheme", 'if parts.scheme.lower() not in ("http", "https"):', "if False:"),
            ("the host", "if not _HOST.fullmatch(parts.netloc):", "if False:"),
        )
    ),
    guard(
        "names: a path of the site",
        "names.py",
        "if not cls._SEGMENT.fullmatch(segment):",
        "if False:",
        f"{_NAMES} unit/test_publish.py",
    ),
    # Numbers
    guard("numbers: the grammar", "numbers.py", "if not NUMBER.fullmatch(text):", "if False:", "unit/test_numbers.py"),
    guard(
        "numbers: digits",
        "numbers.py",
        "if sum(character.isdigit() for character in text) > MAX_DIGITS:",
        "if False:",
        "unit/test_numbers.py",
    ),
    guard("numbers: whole ones", "numbers.py", "if not WHOLE.fullmatch(text):", "if False:", "unit/test_numbers.py"),
    # BibTeX
    guard("bibtex: invalid characters that are listed", "bibtex.py", "islice(places, _MAX_SHOWN)", "places", _BIB),
    guard("bibtex: problems of a value that are listed", "bibtex.py", ".values())[:_MAX_SHOWN]:", ".values()):", _BIB),
    guard("bibtex: hints that are looked for", "bibtex.py", "if len(reading.hints) >= _MAX_HINTS:", "if False:", _BIB),
    guard(
        "bibtex: words that a hint is looked for among", "bibtex.py", "islice(known, _MAX_HINT_WORDS)", "known", _BIB
    ),
    guard("bibtex: letters of a word that a hint is looked for", "bibtex.py", "word[:_MAX_HINT_LETTERS]", "word", _BIB),
    guard(
        "bibtex: what strings may add to a file",
        "bibtex.py",
        "room = _ROOM + _ROOM_FACTOR * len(text)",
        "room = 1 << 60",
        _BIB,
    ),
    guard("bibtex: what strings may add to a value", "bibvalues.py", "if borrowed > room:", "if False:", _BIB),
    guard(
        "bibtex: strings made of strings are counted",
        "bibtex.py",
        "room -= _define(reading, block, defined, later, room)",
        "_define(reading, block, defined, later, room)",
        _BIB,
    ),
    guard(
        "bibtex: strings in entries are counted",
        "bibtex.py",
        "room -= _read_entry(reading, block, later, room)",
        "_read_entry(reading, block, later, room)",
        _BIB,
    ),
    guard("bibtex: braces in braces", "bibvalues.py", "if depth > MAX_DEPTH:", "if False:", _BIB),
    guard(
        "bibtex: words in messages are not long",
        "bibblocks.py",
        "for character in words[:_MAX_SHOWN])",
        "for character in words)",
        _BIB,
    ),
    guard(
        "bibtex: words in messages can be printed",
        "bibblocks.py",
        'character if character.isprintable() else "\\ufffd" for',
        "character for",
        _BIB,
    ),
    guard(
        "bibtex: inherited fields",
        "bibinherit.py",
        "room = _ROOM + _ROOM_FOR_EACH * len(drafts)",
        "room = 1 << 60",
        _BIB,
    ),
    guard(
        "bibtex: nobody inherits from oneself",
        "bibinherit.py",
        "elif fold(parent) in begun and fold(parent) not in done:",
        "elif False:",
        _BIB,
    ),
    guard("bibtex: a citekey is unique", "bibtex.py", "if first is block.location:", "if True:", _BIB),
    guard("bibtex: a field stands once", "bibtex.py", "        if name in locations:", "        if False:", _BIB),
    guard("latex: commands in commands", "latex.py", "if nested > _MAX_NESTED:", "if False:", "unit/test_latex.py"),
    guard(
        "latex: marks on one letter",
        "latex.py",
        'unicodedata.normalize("NFC", cluster) if end < _MAX_CLUSTER else cluster',
        'unicodedata.normalize("NFC", cluster)',
        "unit/test_latex.py",
    ),
    # Rows of tables
    guard("tables: the header", "tables.py", "first[:_MAX_HEADER]", "first", "unit/test_tables.py"),
    guard(
        "tables: lines of a row",
        "tables.py",
        "if count > _MAX_LINES:",
        "if False:",
        "unit/test_retractions.py unit/test_import.py",
    ),
    guard(
        "tables: cells that are too long",
        "tables.py",
        "except csv.Error as error:",
        "except ZeroDivisionError as error:",
        "unit/test_retractions.py unit/test_import.py",
    ),
    # Formulas
    guard("formulas: length", "formulas.py", "if len(formula) > MAX_LENGTH:", "if False:", "unit/test_formulas.py"),
    guard("formulas: depth", "formulas.py", "if depth == MAX_DEPTH:", "if False:", "unit/test_formulas.py"),
    guard(
        "formulas: names that a suggestion is looked for among",
        "formulas.py",
        "islice(names, _MAX_SUGGESTED_FROM)",
        "names",
        "unit/test_formulas.py",
    ),
    guard(
        "formulas: nothing is divided by zero",
        "formulas.py",
        'if kind == "/" and operand == 0:',
        "if False:",
        "unit/test_formulas.py",
    ),
    guard(
        "formulas: a grammar of our own",
        "formulas.py",
        "result, end = _sum(reader, 0, 0)",
        "result, end = Fraction(eval(formula)), len(reader.tokens)",
        "unit/test_code_law.py",
    ),
    # Hints
    guard(
        "hints: names that are looked at",
        "targets.py",
        "if key not in hints and len(hints) < MAX_HINTS:",
        "if key not in hints:",
        "unit/test_targets.py",
    ),
    guard(
        "hints: names that were meant", "targets.py", "islice(mistyped, MAX_HINTS)", "mistyped", "unit/test_targets.py"
    ),
    guard(
        "hints: names that are compared",
        "targets.py",
        "if len(self.places) > MAX_COMPARED:",
        "if False:",
        "unit/test_targets.py",
    ),
    guard(
        "files: each letter of a path that is printed",
        "places.py",
        'c if c.isprintable() and not invalid_character(c) else c.encode("unicode_escape").decode() for c in text',
        "c for c in text",
        WALLS,
    ),
    guard(
        "records: ids",
        "fields.py",
        "    if not is_id(text):\n",
        "    if False:\n",
        "unit/test_records.py",
    ),
    guard(
        "records: citekeys", "fields.py", "    if not is_citekey(text):\n", "    if False:\n", "unit/test_records.py"
    ),
    guard("bibtex: the grammar of citekeys", "bibtex.py", "    if not is_citekey(citekey):\n", "    if False:\n", _BIB),
    guard(
        "bibtex: characters that may stand in no text",
        "bibtex.py",
        "for character in set(text) if invalid_character(character)}",
        "for character in ()}",
        _BIB,
    ),
    guard(
        "markdown: citekeys",
        "blocks.py",
        "if not all(cite and is_citekey(cite.group(1)) for cite in found):",
        "if not all(found):",
        "unit/test_blocks.py unit/test_bad_prose.py",
    ),
)
