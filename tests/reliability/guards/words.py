"""Guards of texts and pages: Markdown, templates, exports, what is verified."""

from __future__ import annotations

from tests.reliability.guards.guard import Guard, guard

MARKUP = "unit/test_markup.py"
CHOKE = "reliability/test_hostile_files.py::test_texts_that_choke_markdown"
NEVER = "reliability/test_scripts_never_run.py"
PROSE = "unit/test_bad_prose.py"


def many(file: str, tests: str, *rows: tuple[str, ...]) -> tuple[Guard, ...]:
    return tuple(
        guard(row[0], file, row[1], row[2], row[3] if len(row) > 3 else tests, row[4] if len(row) > 4 else "")
        for row in rows
    )


WORDS: tuple[Guard, ...] = (
    *many(
        "textcaps.py",
        MARKUP + " " + PROSE,
        ("markdown: characters of a paragraph", "if length > MAX_PARAGRAPH + 1:", "if False:"),
        ("markdown: brackets of a paragraph", "if brackets > MAX_BRACKETS:", "if False:"),
        ("markdown: depth of lists", "if _depth(line) > MAX_LIST_DEPTH:", "if False:"),
        ("markdown: characters behind entities", "(_hidden_character(text, first_line), _length(", "(_length("),
        ("markdown: each character behind an entity", " or invalid_character(chr(code)):", ":"),
        ("markdown: a fence is closed", ", _open_fence(text, first_line)):", "):"),
    ),
    *many(
        "markup.py",
        MARKUP + " " + PROSE,
        ("markdown: caps come before the parser", "if problems := excess(text, first_line):", "if problems := ():"),
        (
            "markdown: a crash is a diagnostic",
            "except Exception as error:  # it has",
            "except ZeroDivisionError as error:  # it has",
        ),
        ("markdown: what was made is sanitised", "_without_dangling(cleaner.clean(html))", "_without_dangling(html)"),
        ("markdown: elements that may stand", "tags=set(TAGS),", 'tags={*TAGS, "img", "iframe"},'),
        ("markdown: attributes that may stand", '    "div": {"class"},', '    "div": {"class", "onclick", "style"},'),
        (
            "markdown: schemes that may stand",
            'url_schemes={"https", "mailto", *KINDS}',
            'url_schemes={"https", "mailto", "javascript", "data", "http", *KINDS}',
        ),
        ("markdown: no blocks of HTML", '        md.preprocessors.deregister("html_block")\n', ""),
        ("markdown: no HTML in a line", 'for pattern in ("html", "automail"):', 'for pattern in ("automail",):'),
        ("markdown: no hidden addresses", 'for pattern in ("html", "automail"):', 'for pattern in ("html",):'),
        (
            "markdown: ids of headings are apart",
            'return "s-" + slugify(value, separator)',
            "return slugify(value, separator)",
        ),
        ("markdown: links are safe", ' in ("https", "mailto") and safe_url(href):', ' in ("https", "mailto"):'),
        (
            "markdown: links have a scheme of the list",
            'scheme.lower() in ("https", "mailto") and safe_url(href)',
            "safe_url(href)",
        ),
        ("markdown: an address that is refused is taken away", '        del element.attrib["href"]\n', ""),
        (
            "markdown: links to records name records",
            'if scheme in KINDS and re.fullmatch(r"[A-Za-z0-9:_.+-]+", target):',
            "if scheme in KINDS:",
        ),
        (
            "markdown: cards name claims",
            'if kind == "claim" and re.fullmatch(r"[A-Za-z0-9-]+", target):',
            'if kind == "claim":',
        ),
        (
            "markdown: images are cards",
            'if child.tag == "img":',
            'if child.tag == "img" and (child.get("src") or "").startswith("claim:"):',
        ),
        ("markdown: titles of links to records", '            element.attrib.pop("title", None)\n', ""),
        (
            "markdown: pages that are left know nothing of us",
            '<a rel="noopener noreferrer" href="https:',
            '<a href="https:',
        ),
    ),
    # Pages
    *many(
        "render.py",
        "unit/test_render.py",
        ("pages: everything is escaped", "autoescape=True", "autoescape=False"),
        ("pages: missing names are errors", "undefined=jinja2.StrictUndefined", "undefined=jinja2.Undefined"),
        ("pages: addresses go through a filter", 'lambda url: safe_url(str(url)) or ""', "str"),
        (
            "pages: a number is text",
            "text = escape(figures.number_text(figure.estimate))",
            "text = figures.number_text(figure.estimate)",
        ),
        (
            "pages: a locator is text",
            'shown = escape(f"{position}, {cite.locator}" if cite.locator else f"{position}")',
            'shown = f"{position}, {cite.locator}" if cite.locator else f"{position}"',
        ),
        (
            "pages: a source's label is text",
            'f"Source {shown}: {escape(source.label)}"',
            'f"Source {shown}: {source.label}"',
        ),
        ("pages: an asset is a file", "if path.is_symlink() or not (path.is_dir() or path.is_file()):", "if False:"),
        (
            "pages: an asset has a path of the site",
            '                except ValueError:\n                    raise UsageError(f"{path} has a name',
            '                except ZeroDivisionError:\n                    raise UsageError(f"{path} has a name',
        ),
        ("pages: an asset stands once", "if path.is_file() and fold(name) not in taken:", "if path.is_file():"),
        (
            "pages: the search's policy is for the search",
            "search_policy=SEARCH_POLICY if search else POLICY,",
            "search_policy=SEARCH_POLICY,",
        ),
        (
            "pages: a template that fails names itself",
            "if isinstance(error, jinja2.TemplateError) or is_of_template(error):",
            "if False:",
        ),
        (
            "pages: a template that cannot be parsed names itself",
            "    except jinja2.TemplateError as error:",
            "    except ZeroDivisionError as error:",
        ),
        (
            "pages: a template in another encoding is named",
            "    except UnicodeDecodeError as error:",
            "    except ZeroDivisionError as error:",
        ),
        ("pages: a page in a correction's address is quoted", "&page={quote(where, safe='')}", "&page={where}"),
        *(
            (f"policy: {what}", written, without)
            for what, written, without in (
                ("nothing but what is named", "default-src 'none'; ", ""),
                ("styles", "style-src 'self';", "style-src 'self' 'unsafe-inline';"),
                (
                    "scripts",
                    "default-src 'none'; style-src 'self'; script-src 'self';",
                    "default-src 'none'; style-src 'self'; script-src 'self' 'unsafe-inline';",
                ),
                ("fonts", "font-src 'self'; ", "font-src *; "),
                ("images", "img-src 'self' data:; ", "img-src *; "),
                ("requests", "connect-src 'self'; ", "connect-src *; "),
                ("forms", "form-action 'self'; ", ""),
                ("the base of links", "base-uri 'none'", ""),
            )
        ),
    ),
    guard(
        "policy: every page has it",
        "templates/layouts/base.html",
        '<meta http-equiv="Content-Security-Policy" content="{% block policy %}{{ policy }}{% endblock %}">\n',
        "{% block policy %}{% endblock %}",
        "unit/test_render.py golden",
    ),
    guard(
        "policy: every frame has it",
        "templates/pages/embed.html",
        '<meta http-equiv="Content-Security-Policy" content="{{ policy }}">\n',
        "",
        "unit/test_render.py golden",
    ),
    guard(
        "pages: the address of the notice is safe",
        "templates/components/header.html",
        "link|safe_url if link",
        "link if link",
        "unit/test_templates.py",
    ),
    guard(
        "pages: other sites know nothing of a reader of sources",
        "templates/components/source.html",
        '<a href="{{ url }}" rel="noopener noreferrer">',
        '<a href="{{ url }}">',
        "golden",
    ),
    guard(
        "pages: other sites know nothing of a reader of a reference",
        "templates/pages/reference.html",
        '<a href="{{ url }}" rel="noopener noreferrer">',
        '<a href="{{ url }}">',
        "golden",
    ),
    *many(
        "exports/headers.py",
        "unit/test_embedding.py golden",
        ("headers: the policy", "        _policy(policy, \"'none'\"),\n", ""),
        ("headers: nobody frames a page", "        _policy(policy, \"'none'\"),\n", '        _policy(policy, "*"),\n'),
        ("headers: types are not guessed", '        "  X-Content-Type-Options: nosniff",\n', ""),
        ("headers: where a reader comes from", '        "  Referrer-Policy: strict-origin-when-cross-origin",\n', ""),
        ("headers: devices", '        "  Permissions-Policy: camera=(), geolocation=(), microphone=()",\n', ""),
        ("headers: windows of other sites", '        "  Cross-Origin-Opener-Policy: same-origin",\n', ""),
    ),
    *many(
        "metadata.py",
        "unit/test_metadata.py",
        ("json in pages: it cannot end its element", "return text.translate(_ESCAPES)", "return text"),
        ("json in pages: opening brackets", 'in "<>&\\u2028\\u2029"', 'in ">&\\u2028\\u2029"'),
        ("json in pages: ends of lines", 'in "<>&\\u2028\\u2029"', 'in "<>&"'),
        ("json in pages: numbers that JSON lacks", "allow_nan=False, separators", "separators"),
    ),
    *many(
        "exports/claims_csv.py",
        "unit/test_import.py reliability/test_scripts_never_run.py unit/test_data_files.py",
        (
            "csv: cells that a spreadsheet would run",
            "_safe(row) for row in _rows(site, statement)",
            "row for row in _rows(site, statement)",
        ),
        *(
            (f"csv: cells that begin with {name}", '[=+@\\t\\r-]")', f'[{left}]")')
            for name, left in (
                ("=", "+@\\t\\r-"),
                ("+", "=@\\t\\r-"),
                ("@", "=+\\t\\r-"),
                ("a tab", "=+@\\r-"),
                ("a line end", "=+@\\t-"),
                ("-", "=+@\\t\\r"),
            )
        ),
    ),
    *many(
        "exports/badge.py",
        "unit/test_embedding.py",
        (
            "badge: its words are text",
            'said = escape(f"{alternative(statement)} ({site_title})")',
            'said = f"{alternative(statement)} ({site_title})"',
        ),
        (
            "badge: its label is text",
            'lengthAdjust="spacingAndGlyphs">{escape(text)}</text>',
            'lengthAdjust="spacingAndGlyphs">{text}</text>',
        ),
        ("badge: a long label is cut", "return text if len(text) <= _LONGEST_LABEL else", "return text if True else"),
    ),
    *many(
        "exports/oembed.py",
        "unit/test_embedding.py",
        ("embedding: the title is text", 'title="{escape(title(statement))}"', 'title="{title(statement)}"'),
        (
            "embedding: the alternative is text",
            'alt="{escape(badge.alternative(statement))}"',
            'alt="{badge.alternative(statement)}"',
        ),
    ),
    *many(
        "exports/feed.py",
        NEVER + " unit/test_retold.py golden",
        ("feed: a change is text", "<title>{escape(change.what)}</title>", "<title>{change.what}</title>"),
        (
            "feed: a summary is text",
            "<summary>{escape(f'{change.what} {linked}'.strip())}</summary>",
            "<summary>{f'{change.what} {linked}'.strip()}</summary>",
        ),
        (
            "feed: the site's title is text",
            "<title>{escape(site.settings.title)}: changes",
            "<title>{site.settings.title}: changes",
        ),
        (
            "feed: the publisher is text",
            "<name>{escape(site.settings.publisher or site.settings.title)}</name>",
            "<name>{site.settings.publisher or site.settings.title}</name>",
        ),
    ),
    *many(
        "exports/due_ics.py",
        "unit/test_due.py",
        ("calendar: a text ends no line", "        value = value.replace(plain, escaped)\n", "        pass\n"),
        ("calendar: the length of a line", "if size > room:", "if False:"),
    ),
    *many(
        "exports/references_bib.py",
        "unit/test_reference_exports.py",
        (
            "bibliography: a text ends no value",
            "return _SPECIAL.sub(lambda match: _escape(match[0]), text)",
            "return text",
        ),
        ("bibliography: what an editor wrote is balanced", "if raw and _is_group(raw):", "if raw:"),
        ("bibliography: an address is balanced", "return text if _is_group(text) else", "return text if True else"),
        (
            "bibliography: names of fields",
            "if name in _POINTERS or not _FIELD.fullmatch(name):",
            "if name in _POINTERS:",
        ),
        (
            "bibliography: a name is one name",
            'return _group(text) if "," in text or _LIST_WORD.search(text) else',
            "return",
        ),
    ),
    *many(
        "exports/references_ris.py",
        "unit/test_reference_exports.py",
        ("ris: a text ends no line", "{' '.join(value.split())}", "{value}"),
    ),
    *many(
        "exports/fhir_terms.py",
        "unit/test_fhir_export.py",
        ("fhir: a text is no Markdown", "return _MARKS.sub(lambda match: _escaped(match[0]), text)", "return text"),
        ("fhir: the grammar of ids", "if _ID.fullmatch(text):", "if True:"),
    ),
    *many(
        "exports/fhir_evidence.py",
        "unit/test_fhir_export.py",
        (
            "fhir: numbers that are too large",
            "if number is not None and int(number.text) <= _LARGEST_INT else None",
            "if number is not None else None",
        ),
    ),
    *many(
        "exports/exactjson.py",
        "unit/test_fhir_export.py",
        ("json: nothing that is not exact", "    raise TypeError(f", "    return str(value)\n    raise TypeError(f"),
    ),
    *many(
        "nlm.py",
        "unit/test_nlm.py",
        ("citations: names that are printed", "for name in people[:MAX_NAMES]]", "for name in people]"),
        (
            "citations: names that are left out are told",
            "if et_al or len(people) > MAX_NAMES else listed",
            "if et_al else listed",
        ),
    ),
    # What pages say, held against the records
    *many(
        "verify.py",
        "rules/test_examples.py unit/test_retold.py unit/test_build.py",
        ("verify: ids stand once", "        if id in seen:", "        if False:"),
        (
            "verify: links lead somewhere",
            'if target.path not in verified.seen.files and target.path != "manifest.json":',
            "if False:",
        ),
        ("verify: fragments lead somewhere", "and target.fragment not in verified.seen.ids[target.path]", "and False"),
        ("verify: pages are reached", "        if page not in reached:", "        if False:"),
        ("verify: numbers are those of records", "    if shown != expected:", "    if False:"),
        (
            "verify: numbers are of estimates that exist",
            "    if estimate is None:",
            "    if estimate is None:\n        return\n    if estimate is None:",
        ),
        (
            "verify: numbers without a mark keep their bounds",
            "    if verified.guarded.bounded:\n        verified",
            "    if False:\n        verified",
        ),
        (
            "verify: other files keep bounds",
            "        verified.seen.diagnostics += _file(artifact, path, verified)\n",
            "",
        ),
        (
            "verify: words in messages are not long",
            "retold.text if len(retold.text) <= MAX_SHOWN else",
            "retold.text if True else",
        ),
    ),
    *many(
        "retold.py",
        "unit/test_retold.py",
        ("verify: JSON that nests without end", "except (ValueError, RecursionError):", "except ValueError:"),
    ),
    *many(
        "pipeline.py",
        "unit/test_build.py",
        (
            "build: wrong pages are not published",
            "        if has_errors(diagnostics):\n            return Built(None",
            "        if False:\n            return Built(None",
        ),
    ),
    *many(
        "check.py",
        "rules/test_examples.py unit/test_check_command.py",
        ("waivers: rules that always run", "    elif rule.always:", "    elif False:"),
        ("waivers: their last day", " and waiver.record.expires >= corpus.today", ""),
        (
            "waivers: rules that exist",
            "    if rule is None:\n        close",
            "    if rule is None:\n        return\n        close",
        ),
        (
            "waivers: claims that exist",
            "if record.claim is not None and record.claim not in claim_paths and",
            "if False and",
        ),
        (
            "waivers: one file or claim",
            "return waiver.rule == diagnostic.rule and path == diagnostic.location.path",
            "return waiver.rule == diagnostic.rule",
        ),
    ),
    # What rules look at
    *many(
        "phrases.py",
        "unit/test_phrases.py",
        ("wording: letters in which a study is looked for", "sentence = sentence[:MAX_PARAGRAPH]", "pass"),
        (
            "wording: letters in which doubt is looked for",
            "_UNSURE.search(text[:MAX_PARAGRAPH])",
            "_UNSURE.search(text)",
        ),
        (
            "wording: letters in which counts are looked for",
            "_COUNT.search(text[:MAX_PARAGRAPH])",
            "_COUNT.search(text)",
        ),
    ),
    guard(
        "wording: letters in which promises are looked for",
        "promises.py",
        "sentence = sentence[:MAX_SENTENCE]",
        "pass",
        "unit/test_phrases.py",
    ),
    *many(
        "rules/wording/relative_without_absolute.py",
        "unit/test_phrases.py",
        ("wording: letters in which relative figures are looked for", "text = text[:MAX_SENTENCE]", "pass"),
        (
            "wording: letters in which absolute figures are looked for",
            "around = sentence.around[:MAX_PARAGRAPH]",
            "around = sentence.around",
        ),
    ),
    *many(
        "rules/wording/unsourced_statistic.py",
        "unit/test_wording_rules.py rules/test_examples.py",
        ("wording: statistics that are listed", "for one in found[:MAX_QUOTED]]", "for one in found]"),
        ("wording: statistics that are left out are told", "if len(found) > MAX_QUOTED:", "if False:"),
        (
            "wording: a long statistic is cut",
            "return words if len(words) <= MAX_LENGTH else",
            "return words if True else",
        ),
    ),
    guard(
        "numbers: numbers that are listed",
        "rules/numbers/statement_number_unbacked.py",
        "texts[:MAX_LISTED]",
        "texts",
        "unit/test_number_rules.py rules/test_examples.py",
    ),
    guard(
        "numbers: numbers that are left out are told",
        "rules/numbers/statement_number_unbacked.py",
        'more = ", …" if len(texts) > MAX_LISTED else ""',
        'more = ""',
        "unit/test_number_rules.py rules/test_examples.py",
    ),
    *many(
        "exports/feed.py",
        "unit/test_feed.py",
        (
            "feed: the language is text",
            'xml:lang="{escape(site.settings.language)}"',
            'xml:lang="{site.settings.language}"',
        ),
        (
            "feed: its name is text",
            "<id>{escape(absolute(site.settings.base_url, 'feed.xml'))}</id>",
            "<id>{absolute(site.settings.base_url, 'feed.xml')}</id>",
        ),
        (
            "feed: its address is text",
            'href="{escape(absolute(site.settings.base_url, "feed.xml"))}"',
            'href="{absolute(site.settings.base_url, "feed.xml")}"',
        ),
        ("feed: the site's address is text", 'href="{escape(home)}"', 'href="{home}"'),
        ("feed: a change's name is text", "<id>{escape(link)}</id>", "<id>{link}</id>"),
        ("feed: a change's address is text", 'href="{escape(link)}"', 'href="{link}"'),
    ),
    guard(
        "sitemap: an address is text",
        "exports/sitemap.py",
        "{escape(absolute(site.settings.base_url, address))}",
        "{absolute(site.settings.base_url, address)}",
        "unit/test_feed.py",
    ),
    guard(
        "pages: the address of a record is text",
        "render.py",
        'href="{escape(here.to(link_address(part, site)))}"',
        'href="{here.to(link_address(part, site))}"',
        "unit/test_render.py",
    ),
    guard(
        "embedding: the address is text",
        "exports/oembed.py",
        'src="{escape(address)}"',
        'src="{address}"',
        "unit/test_embedding.py",
    ),
    guard(
        "embedding: the page's address is text",
        "exports/oembed.py",
        '<a href="{escape(page)}">',
        '<a href="{page}">',
        "unit/test_embedding.py",
    ),
    guard(
        "embedding: the badge's address is text",
        "exports/oembed.py",
        'src="{escape(page)}badge.svg"',
        'src="{page}badge.svg"',
        "unit/test_embedding.py",
    ),
    guard(
        "citations: an address is safe",
        "csl.py",
        "if text and names.safe_url(text):",
        "if text:",
        "unit/test_csl.py unit/test_nlm.py",
    ),
    guard(
        "citations: a text that is an address",
        "csl.py",
        'text == reference.get("howpublished") and names.safe_url(text) else',
        'text == reference.get("howpublished") else',
        "unit/test_csl.py unit/test_nlm.py",
    ),
)
