"""Guards of what is asked, answered and told: the web, the preview, reports, files of other programs, commands."""

from __future__ import annotations

from tests.reliability.guards.guard import Guard
from tests.reliability.guards.words import many

LOOKUP = "unit/test_lookup.py"
SERVE = "unit/test_serve.py"

WEB: tuple[Guard, ...] = (
    *many(
        "fetch.py",
        LOOKUP,
        ("web: time for an answer", "answers.get(timeout=limits.seconds)", "answers.get()"),
        (
            "web: time for a step",
            "httpx.Client(timeout=limits.step_seconds, headers",
            "httpx.Client(timeout=None, headers",
        ),
        ("web: size of an answer", "if len(body) > limits.size:", "if False:"),
        ("web: redirects are looked at", "follow_redirects=False", "follow_redirects=True"),
        ("web: number of redirects", "for _ in range(limits.redirects + 1):", "for _ in range(100):"),
        ("web: redirects to https alone", 'if target.scheme != "https":', "if False:"),
        ("web: redirects with a user", "if target.userinfo or any(", "if any("),
        ("web: redirects into this network", " or any(map(_is_inside, _addresses(target.host))):", ":"),
        (
            "web: names that stand for this network",
            "        yield from (str(found[4][0]) for found",
            "        yield from (str(found[4][0]) for found in () for found",
        ),
        (
            "web: addresses of this network",
            'return not ipaddress.ip_address(host.partition("%")[0]).is_global',
            'return ipaddress.ip_address(host.partition("%")[0]) is None',
        ),
        ("web: names of this network", "return _LOCAL_NAME.search(host) is not None", "return False"),
        ("web: a server that is asked too often", "if status == 429 or status >= 500:", "if False:"),
        ("web: when to ask again can be printed", 'when = when if when.isprintable() else "later"', "pass"),
        (
            "web: reasons can be printed",
            "return text if text and text.isprintable() else type(error).__name__",
            "return text",
        ),
        (
            "web: errors of the library are the machine's",
            "if not isinstance(error, (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError)):",
            "if True:",
        ),
    ),
    *many(
        "lookup.py",
        LOOKUP,
        ("web: an answer that is none", "if answer.status != 200:", "if False:"),
        (
            "web: a page instead of a record",
            'if "html" in answer.media_type or answer.body.lstrip()[:1] == b"<":',
            "if False:",
        ),
        ("web: JSON that cannot be read", "except (ValueError, RecursionError):", "except ZeroDivisionError:"),
        ("web: JSON that nests without end", "except (ValueError, RecursionError):", "except ValueError:"),
        ("web: JSON of another form", "if not isinstance(held, dict):\n        raise", "if False:\n        raise"),
        (
            "web: what a server says can be printed",
            'return "".join(c for c in text[:120] if c.isprintable())',
            "return text[:120]",
        ),
        ("web: what a server says is short", "for c in text[:120] if", "for c in text if"),
    ),
    *many(
        "preview/answers.py",
        SERVE,
        ("preview: hosts", "named[1].lower() not in HOSTS:", "False:"),
        ("preview: a host's grammar", "(named := _HOST.fullmatch(host))", "(named := _HOST.match(host))"),
        ("preview: methods", 'if method not in ("GET", "HEAD"):', "if False:"),
        ("preview: paths", 'if not target.startswith("/"):', "if False:"),
        ("preview: scripts of other sites", 'if headers.get("sec-fetch-site") == "cross-site" and', "if False and"),
        ("preview: paths that are no text", "except UnicodeDecodeError:", "except ZeroDivisionError:"),
        (
            "preview: a broken template",
            "        except Exception as error:\n            # Whatever",
            "        except ZeroDivisionError as error:\n            # Whatever",
        ),
        ("preview: redirections stay here", '{"Location": f"/{quote(wanted)}/"}', '{"Location": f"{wanted}/"}'),
    ),
    *many(
        "preview/server.py",
        SERVE,
        ("preview: this machine alone", 'ADDRESS = "127.0.0.1"', 'ADDRESS = "0.0.0.0"'),
        (
            "preview: a body is no request",
            "            self.close_connection = True  # a body",
            "            pass  # a body",
        ),
        ("preview: a silent connection", "    timeout = SILENCE\n", "    timeout = None\n"),
        *(
            (f"preview: {name}", f'    "{name}": {value},\n', "")
            for name, value in (
                ("Cache-Control", '"no-store"'),
                ("Content-Security-Policy", "\"frame-ancestors 'self'\""),
                ("Cross-Origin-Resource-Policy", '"same-origin"'),
                ("Referrer-Policy", '"strict-origin-when-cross-origin"'),
                ("X-Content-Type-Options", '"nosniff"'),
            )
        ),
    ),
    *many(
        "preview/overlay.py",
        SERVE + " unit/test_overlay.py",
        ("preview: a failure is text", "<li><p>{escape(state.failure)}</p></li>", "<li><p>{state.failure}</p></li>"),
        ("preview: a state's name is text", "    name = escape(state.name)", "    name = state.name"),
        ("preview: a message is text", "{escape(found.message)} {rule}", "{found.message} {rule}"),
        ("preview: a hint is text", "hint: {escape(found.hint)}", "hint: {found.hint}"),
        ("preview: a related message is text", "{escape(related.message)}", "{related.message}"),
        (
            "preview: a path is text",
            "<code>{escape(f'{location.path}:{location.line}:{location.column}')}</code>",
            "<code>{f'{location.path}:{location.line}:{location.column}'}</code>",
        ),
        ("preview: problems that are shown", "for found in state.problems[:MOST]]", "for found in state.problems]"),
        ("preview: problems that are left out are told", "if len(state.problems) > MOST:", "if False:"),
        (
            "preview: the policy without a page",
            '        f\'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">\\n\'\n',
            "",
        ),
    ),
    *many(
        "reports/text.py",
        "unit/test_reports.py",
        ("reports: a line is a line", '" ".join(line.splitlines()) + "\\n"', 'line + "\\n"'),
    ),
    *many(
        "reports/github.py",
        "unit/test_reports.py",
        ("reports: no command in a message", "::{_data(text)}", "::{text}"),
        ("reports: no percent sign in a message", 'text.replace("%", "%25").replace', "text.replace"),
        ("reports: no carriage return in a message", '.replace("\\r", "%0D")', ""),
        ("reports: no line feed in a message", '.replace("\\n", "%0A")', ""),
        ("reports: no property in a path", "file={_property(at.path)}", "file={at.path}"),
        (
            "reports: no colon in a property",
            'return _data(text).replace(":", "%3A").replace',
            "return _data(text).replace",
        ),
        ("reports: no comma in a property", '.replace(",", "%2C")', ""),
    ),
    *many(
        "reports/sarif.py",
        "unit/test_reports.py",
        ("reports: a path is an address", '{"uri": quote(at.path, safe="/"), ', '{"uri": at.path, '),
    ),
    *many(
        "intake/__init__.py",
        "unit/test_intake.py",
        (
            "intake: invalid characters of a file",
            'return "".join(c for c in text if not invalid_character(c)) if invalid_character(text) else text',
            "return text",
        ),
        (
            "intake: an encoding that cannot be read",
            "        except UnicodeDecodeError:\n            raise",
            "        except ZeroDivisionError:\n            raise",
        ),
    ),
    *many(
        "intake/found.py",
        "unit/test_intake.py",
        ("intake: invalid characters behind entities", "    if invalid_character(made):\n", "    if False:\n"),
        ("intake: elements", '    made = _ELEMENT.sub("", _SCRIPT.sub(_scripted, made))\n    if', "    if"),
        ("intake: addresses are safe", 'return "" if not safe_url(url) or DOI_PREFIX', 'return "" if DOI_PREFIX'),
        ("intake: addresses with a session", " or _IN_DATABASE.match(url) else url", " else url"),
        ("intake: DOIs", 'return bare if is_doi(bare) else ""', "return bare"),
    ),
    *many(
        "intake/add.py",
        "unit/test_reference_add.py unit/test_intake.py",
        ("intake: a work that is there", "        if same:\n", "        if False:\n"),
        (
            "intake: an entry that is swallowed",
            "if there is None or there.location.path != path:",
            "if there is None:\n            continue\n        if False:",
        ),
        ("intake: an entry reads back the same", "if lost := next(_differences(entry, there), None):", "if False:"),
        ("intake: a file in another encoding", "    except UnicodeDecodeError:", "    except ZeroDivisionError:"),
    ),
    *many(
        "intake/citekeys.py",
        "unit/test_intake.py",
        ("intake: a long name in a citekey", "_who(reference)[:_LONGEST]", "_who(reference)"),
        ("intake: citekeys of other programs", " and _CHOSEN.fullmatch(own) and", " and"),
    ),
    *many(
        "commands/reference.py",
        "unit/test_reference_add.py",
        (
            "intake: the size of a file",
            "store.read(Path(source), SOURCE_CAP, follow=True)",
            "store.read(Path(source), 1 << 40, follow=True)",
        ),
        ("intake: the size of a bibliography", 'if len(plan.data) > CAPS[".bib"]:', "if False:"),
        ("intake: the name of a bibliography", "if not _FILE_NAME.fullmatch(place.name):", "if False:"),
        ("intake: a citekey of one's own", "if key is not None and not is_citekey(key):", "if False:"),
        ("intake: a place in the bibliography", "if place.parent.resolve() == folder.resolve():", "if True:"),
    ),
    *many(
        "commands/retractions.py",
        "unit/test_retractions.py",
        ("retractions: problems that are shown", "found.problems[:_MAX_SHOWN]", "found.problems"),
        (
            "retractions: a pinned file with mistakes",
            "if wrong := [each for each in diagnostics if each.location.path == RETRACTIONS]:",
            "if wrong := []:",
        ),
    ),
    *many(
        "retractionwatch.py",
        "unit/test_retractions.py",
        ("retractions: invalid characters", "for c in text if not invalid_character(c)", "for c in text"),
        ("retractions: damaged rows", "        if row.damage:\n", "        if False:\n"),
        ("retractions: another file", "    if not count:", "    if False:"),
    ),
    *many(
        "claimfiles.py",
        "unit/test_import.py",
        ("import: a claim that is there", "        if claim.id in taken:", "        if False:"),
        ("import: the size of a file", 'if len(text.encode()) > CAPS[".yaml"]:', "if False:"),
        (
            "import: a claim reads back the same",
            "if written is None or read is None or read.model_dump() != claim.model_dump():",
            "if written is None or read is None:",
        ),
        (
            "import: rows are checked",
            "if each.location.path in origin and _is_of_rows(each) and each.rule not in excused:",
            "if False:",
        ),
    ),
    *many(
        "claimyaml.py",
        "unit/test_import.py",
        (
            "import: texts that mean something else",
            "if _SAFE.fullmatch(text) and text.lower() not in _MEANT_OTHERWISE else _quoted(text)",
            "",
        ),
    ),
    *many(
        "commands/import_claims.py",
        "unit/test_import.py",
        ("import: a folder of the site", 'if not all(map(is_id, topic.split("/") if topic else ())):', "if False:"),
    ),
    *many("drafts.py", "unit/test_new.py", ("new files: ids", "        if not is_id(name):", "        if False:")),
    *many(
        "claimtable.py",
        "unit/test_import.py",
        ("import: invalid characters", "        if match := invalid_character(cell):", "        if False:"),
    ),
    *many(
        "preview/watching.py",
        "unit/test_watching.py",
        ("preview: a folder that is a link", "for top in tops if not top.is_symlink()]", "for top in tops]"),
        ("preview: a folder that became a link", "if top.is_dir() and not top.is_symlink():", "if top.is_dir():"),
        ("preview: links in folders", "if entry.is_dir(follow_symlinks=False):", "if entry.is_dir():"),
    ),
    *many(
        "intake/found.py",
        "unit/test_intake.py",
        (
            "intake: each invalid character",
            "for c in made if c.isspace() or not invalid_character(c))",
            "for c in made)",
        ),
    ),
    *many(
        "intake/add.py",
        "unit/test_reference_add.py",
        ("intake: a citekey that is none", " if is_citekey(reference.citekey) else None", ""),
    ),
    *many(
        "intake/bib.py",
        "unit/test_intake.py",
        ("intake: citekeys of a file", "if is_citekey(block.citekey) and fold", "if fold"),
    ),
    *many(
        "search.py",
        "unit/test_search.py",
        (
            "search: an index of another form",
            "    except (KeyError, IndexError, ValueError, OSError) as error:",
            "    except ZeroDivisionError as error:",
        ),
        (
            "search: an answer of another form",
            "    except (ValueError, KeyError, TypeError) as error:",
            "    except ZeroDivisionError as error:",
        ),
        (
            "search: a program that does not start",
            "        except OSError as error:\n            raise MachineError(",
            "        except ZeroDivisionError as error:\n            raise MachineError(",
        ),
        ("search: a program that ends", "    if not received or not received[-1]:", "    if False:"),
        ("search: an error of the program", 'if payload["type"] == "Error":', "if False:"),
        ("search: the environment", 'env={} if os.name == "posix" else None', "env=None"),
        (
            "search: files that are needed",
            "for path, data in files.items() if _NEEDED.fullmatch(path))",
            "for path, data in files.items())",
        ),
    ),
    *many(
        "exports/evidence_sqlite.py",
        "unit/test_sqlite_export.py",
        ("database: deleted content", '"secure_delete = ON"', '"secure_delete = OFF"'),
        ("database: a library that is too old", "if sqlite3.sqlite_version_info < OLDEST:", "if False:"),
        ("database: pointers", '"foreign_keys = ON"', '"foreign_keys = OFF"'),
    ),
    *many(
        "cli.py",
        "unit/test_check_command.py unit/test_cli.py",
        (
            "command line: a letter that a terminal lacks",
            'stream.reconfigure(errors="backslashreplace")',
            'stream.reconfigure(errors="strict")',
        ),
        (
            "command line: a bug is told in a line",
            "    except Exception as error:\n        if os",
            "    except ZeroDivisionError as error:\n        if os",
        ),
        ("command line: a reader that goes away", "    except BrokenPipeError:", "    except ZeroDivisionError:"),
        (
            "command line: a disk that refuses",
            "    except OSError as error:\n        say",
            "    except ZeroDivisionError as error:\n        say",
        ),
        (
            "command line: plugins of other packages",
            '    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")\n',
            "",
        ),
    ),
    *many(
        "commands/check.py",
        "unit/test_check_command.py",
        ("command line: rules that always run", "    if BY_ID[diagnostic.rule].always:", "    if False:"),
        (
            "command line: paths of the site",
            "        if inside is None:",
            "        if inside is None:\n            continue\n        if inside is None:",
        ),
    ),
)
