"""Pages: how they are drawn, what they say, what silences a rule."""

from __future__ import annotations

from tests.reliability.guards.guard import Guard, of

PAGES: tuple[Guard, ...] = (
    *of(
        "render.py",
        (
            "pages: everything is escaped",
            "autoescape=True",
            "autoescape=False",
            "unit/test_render.py::test_the_policy_stands_first_in_every_page",
        ),
        (
            "pages: missing names are errors",
            "undefined=jinja2.StrictUndefined",
            "undefined=jinja2.Undefined",
            "unit/test_render.py::test_templates_escape_and_miss_nothing_in_silence",
        ),
        (
            "pages: addresses go through a filter",
            'lambda url: safe_url(str(url)) or ""',
            "str",
            "unit/test_render.py::test_an_address_that_is_not_safe_is_left_out",
        ),
        (
            "pages: a number is text",
            "text = escape(figures.number_text(figure.estimate))",
            "text = figures.number_text(figure.estimate)",
            "unit/test_render.py::test_a_number_is_text",
        ),
        (
            "pages: an asset is a file",
            "if path.is_symlink() or not (path.is_dir() or path.is_file()):",
            "if False:",
            "unit/test_render.py::test_an_asset_is_a_file_with_a_plain_name",
        ),
        (
            "pages: an asset has a path of the site",
            '                except ValueError:\n                    raise UsageError(f"{path} has a name',
            '                except ZeroDivisionError:\n                    raise UsageError(f"{path} has a name',
            "unit/test_render.py::test_an_asset_is_a_file_with_a_plain_name",
        ),
        (
            "pages: an asset stands once",
            "if path.is_file() and fold(name) not in taken:",
            "if path.is_file():",
            "unit/test_render.py::test_an_asset_is_a_file_with_a_plain_name",
        ),
        (
            "pages: the search's policy is for the search",
            "search_policy=SEARCH_POLICY if search else POLICY,",
            "search_policy=SEARCH_POLICY,",
            "unit/test_render.py::test_the_policy_stands_first_in_every_page",
        ),
        (
            "pages: a template that fails names itself",
            "if isinstance(error, jinja2.TemplateError) or is_of_template(error):",
            "if False:",
            "unit/test_render.py::test_a_template_that_fails_is_named",
        ),
        (
            "pages: a template that cannot be parsed names itself",
            "    except jinja2.TemplateError as error:",
            "    except ZeroDivisionError as error:",
            "unit/test_render.py::test_a_template_that_fails_is_named",
        ),
        (
            "pages: a template in another encoding is named",
            "    except UnicodeDecodeError as error:",
            "    except ZeroDivisionError as error:",
            "unit/test_render.py::test_a_template_that_fails_is_named",
        ),
        (
            "pages: a page in a correction's address is quoted",
            "&page={quote(where, safe='')}",
            "&page={where}",
            "unit/test_render.py::test_the_address_of_a_correction_says_one_page",
        ),
        (
            "policy: nothing but what is named",
            "default-src 'none'; ",
            "",
            "unit/test_render.py::test_one_policy_of_few_words",
        ),
        (
            "policy: styles",
            "style-src 'self';",
            "style-src 'self' 'unsafe-inline';",
            "unit/test_render.py::test_one_policy_of_few_words",
        ),
        (
            "policy: scripts",
            "default-src 'none'; style-src 'self'; script-src 'self';",
            "default-src 'none'; style-src 'self'; script-src 'self' 'unsafe-inline';",
            "unit/test_render.py::test_one_policy_of_few_words",
        ),
        ("policy: fonts", "font-src 'self'; ", "font-src *; ", "unit/test_render.py::test_one_policy_of_few_words"),
        (
            "policy: images",
            "img-src 'self' data:; ",
            "img-src *; ",
            "unit/test_render.py::test_one_policy_of_few_words",
        ),
        (
            "policy: requests",
            "connect-src 'self'; ",
            "connect-src *; ",
            "unit/test_render.py::test_one_policy_of_few_words",
        ),
        ("policy: forms", "form-action 'self'; ", "", "unit/test_render.py::test_one_policy_of_few_words"),
        ("policy: the base of links", "base-uri 'none'", "", "unit/test_render.py::test_one_policy_of_few_words"),
    ),
    *of(
        "templates/layouts/base.html",
        (
            "policy: every page has it",
            '<meta http-equiv="Content-Security-Policy" content="{% block policy %}{{ policy }}{% endblock %}">\n',
            "{% block policy %}{% endblock %}",
            "unit/test_render.py::test_the_policy_stands_first_in_every_page",
        ),
    ),
    *of(
        "templates/pages/embed.html",
        (
            "policy: every frame has it",
            '<meta http-equiv="Content-Security-Policy" content="{{ policy }}">\n',
            "",
            "unit/test_render.py::test_the_policy_stands_first_in_every_page",
        ),
    ),
    *of(
        "templates/components/header.html",
        (
            "pages: the address of the notice is safe",
            "link|safe_url if link",
            "link if link",
            "unit/test_templates.py::test_template",
        ),
    ),
    *of(
        "templates/components/source.html",
        (
            "pages: other sites know nothing of a reader of sources",
            '<a href="{{ url }}" rel="noopener noreferrer">',
            '<a href="{{ url }}">',
            "golden/test_golden.py::test_golden",
        ),
    ),
    *of(
        "templates/pages/reference.html",
        (
            "pages: other sites know nothing of a reader of a reference",
            '<a href="{{ url }}" rel="noopener noreferrer">',
            '<a href="{{ url }}">',
            "golden/test_golden.py::test_golden",
        ),
    ),
    *of(
        "metadata.py",
        (
            "json in pages: it cannot end its element",
            "return text.translate(_ESCAPES)",
            "return text",
            "unit/test_metadata.py::test_hostile_text_is_read_back_and_stays_where_it_is",
        ),
        (
            "json in pages: opening brackets",
            'in "<>&\\u2028\\u2029"',
            'in ">&\\u2028\\u2029"',
            "unit/test_metadata.py::test_hostile_text_is_read_back_and_stays_where_it_is",
        ),
        (
            "json in pages: ends of lines",
            'in "<>&\\u2028\\u2029"',
            'in "<>&"',
            "unit/test_metadata.py::test_hostile_text_is_read_back_and_stays_where_it_is",
        ),
        (
            "json in pages: numbers that JSON lacks",
            "allow_nan=False, separators",
            "separators",
            "unit/test_metadata.py::test_inert_json_has_no_numbers_that_json_lacks",
        ),
    ),
    *of(
        "csl.py",
        (
            "citations: an address is safe",
            "if text and names.safe_url(text):",
            "if text:",
            "unit/test_csl.py::test_entries_become_the_items_that_were_frozen",
        ),
        (
            "citations: a text that is an address",
            'text == reference.get("howpublished") and names.safe_url(text) else',
            'text == reference.get("howpublished") else',
            "unit/test_csl.py::test_entries_become_the_items_that_were_frozen",
        ),
    ),
    *of(
        "nlm.py",
        (
            "citations: names that are printed",
            "for name in people[:MAX_NAMES]]",
            "for name in people]",
            "unit/test_nlm.py::test_prints_what_citeproc_js_prints",
        ),
        (
            "citations: names that are left out are told",
            "if et_al or len(people) > MAX_NAMES else listed",
            "if et_al else listed",
            "unit/test_nlm.py::test_prints_what_citeproc_js_prints",
        ),
    ),
    *of(
        "filling.py",
        (
            "pages: the address of a record is text",
            'href="{escape(here.to(link_address(part, site)))}"',
            'href="{here.to(link_address(part, site))}"',
            "unit/test_filling.py::test_the_address_of_a_link_stays_in_its_attribute",
        ),
        (
            "pages: a locator is text",
            'shown = escape(f"{position}, {cite.locator}" if cite.locator else f"{position}")',
            'shown = f"{position}, {cite.locator}" if cite.locator else f"{position}"',
            "unit/test_filling.py::test_a_citation_is_text",
        ),
        (
            "pages: a source's label is text",
            'f"Source {shown}: {escape(source.label)}"',
            'f"Source {shown}: {source.label}"',
            "unit/test_filling.py::test_a_citation_is_text",
        ),
    ),
    *of(
        "verify.py",
        (
            "verify: ids stand once",
            "        if id in ids:",
            "        if False:",
            "rules/test_examples.py::test_example",
            "test_example and dead-link/",
        ),
        (
            "verify: links lead somewhere",
            'if target.path not in verified.seen.files and target.path != "manifest.json":',
            "if False:",
            "rules/test_examples.py::test_example",
            "test_example and dead-link/",
        ),
        (
            "verify: fragments lead somewhere",
            "elif target.fragment and target.fragment not in verified.seen.ids.get(target.path, (target.fragment,)):",
            "elif False:",
            "rules/test_examples.py::test_example",
            "test_example and dead-link/",
        ),
        (
            "verify: places on the same page are there",
            "if found.path == path and found.fragment and found.fragment not in ids:",
            "if False:",
            "unit/test_pieces.py::test_what_is_wrong_in_pieces",
        ),
        (
            "verify: pages are reached",
            "        if page not in reached:",
            "        if False:",
            "rules/test_examples.py::test_example",
            "test_example and dead-link/",
        ),
        (
            "verify: numbers are those of records",
            "    if shown != expected:",
            "    if False:",
            "rules/test_examples.py::test_example",
            "test_example and output-mismatch/",
        ),
        (
            "verify: numbers are of estimates that exist",
            "    if estimate is None:",
            "    if estimate is None:\n        return\n    if estimate is None:",
            "rules/test_examples.py::test_example",
            "test_example and output-mismatch/",
        ),
        (
            "verify: numbers without a mark keep their bounds",
            "    seen.diagnostics += _lost(unmarked.lost(path, verified.guarded, is_of_work), path, origin)\n",
            "",
            "rules/test_examples.py::test_example",
            "test_example and output-mismatch/",
        ),
        (
            "verify: other files keep bounds",
            "        seen.diagnostics += _lost(lost_of_file(path, artifact.data, verified.guarded), path, origin)\n",
            "",
            "unit/test_retold.py::test_the_feed",
        ),
        (
            "verify: words in messages are not long",
            "retold.text if len(retold.text) <= MAX_SHOWN else",
            "retold.text if True else",
            "unit/test_retold.py::test_a_long_text_is_cut_in_the_message",
        ),
    ),
    *of(
        "search.py",
        (
            "search: what is read of a very large page",
            "return rest if len(rest) <= MAX_SEARCHED else",
            "return rest if True else",
            "unit/test_search.py::test_the_beginning_of_a_very_large_page_is_searched",
        ),
    ),
    *of(
        "unmarked.py",
        (
            "verify: a drawing that is another than the record's",
            'any(" ".join(words.split()) == retold.text for words in said)',
            "True",
            "unit/test_retold.py::test_a_drawing_of_people_says_what_the_record_does",
        ),
        (
            "verify: what goes on in another piece of a page",
            '    if around.css_first(f"[{GOES_ON}]"):\n        return None\n',
            "",
            "unit/test_pieces.py::test_what_is_wrong_in_pieces",
        ),
    ),
    *of(
        "retold.py",
        (
            "verify: JSON that nests without end",
            "except (ValueError, RecursionError):",
            "except ValueError:",
            "unit/test_retold.py::test_words_of_json",
        ),
    ),
    *of(
        "pipeline.py",
        (
            "build: wrong pages are not published",
            "        if has_errors(diagnostics):\n            return Built(None",
            "        if False:\n            return Built(None",
            "unit/test_build.py::test_wrong_pages_are_not_published",
        ),
    ),
    *of(
        "check.py",
        (
            "waivers: rules that always run",
            "    elif rule.always:",
            "    elif False:",
            "rules/test_examples.py::test_example",
            "test_example and invalid-value/",
        ),
        (
            "waivers: their last day",
            " and waiver.record.expires >= corpus.today",
            "",
            "rules/test_examples.py::test_example",
            "test_example and waiver-expired/",
        ),
        (
            "waivers: rules that exist",
            "    if rule is None:\n        close",
            "    if rule is None:\n        return\n        close",
            "rules/test_examples.py::test_example",
            "test_example and invalid-value/",
        ),
        (
            "waivers: claims that exist",
            "if record.claim is not None and record.claim not in claim_paths and",
            "if False and",
            "rules/test_examples.py::test_example",
            "test_example and invalid-value/",
        ),
        (
            "waivers: one file or claim",
            "return waiver.rule == diagnostic.rule and path == diagnostic.location.path",
            "return waiver.rule == diagnostic.rule",
            "rules/test_examples.py::test_example",
            "test_example and waiver-unused/",
        ),
    ),
)
