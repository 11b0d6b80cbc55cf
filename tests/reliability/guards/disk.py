"""Guards of writing: the published site, the sources, files elsewhere."""

from __future__ import annotations

from tests.reliability.guards.guard import Guard
from tests.reliability.guards.words import many

PUBLISH = "unit/test_publish.py reliability/test_publish_survives.py"

DISK: tuple[Guard, ...] = (
    *many(
        "publish.py",
        PUBLISH,
        ("publish: a path that leaves the site", "        path = SitePath(path)\n        target", "        target"),
        (
            "publish: a worker's path that leaves the site",
            "self._reserve(SitePath(entry.path))",
            "self._reserve(entry.path)",
        ),
        (
            "publish: a file where a folder is",
            '            if taken:\n                raise ValueError(f"{path} collides with {taken}")\n            new',
            "            new",
        ),
        (
            "publish: two files of one name",
            "if taken := self._names.get(fold(path)):\n            raise",
            "if False:\n            raise",
        ),
        (
            "publish: the output holds neither sources nor home",
            "if os.path.exists(kept) and _is_within(kept, place):",
            "if False:",
        ),
        ("publish: the output holds no home", ', (home, "your home directory")):', ",):"),
        ("publish: the output lies in no sources", "if _is_within(place, sources / name):", "if False:"),
        *(
            (f"publish: the output lies not in {name}", f'"{name}"{end}', "" if end == ", " else ")")
            for name, end in (("content", ", "), ("citations", ", "), ("templates", ", "), ("src", ", "), (".git", ")"))
        ),
        ("publish: names that builds use", "if _LEFT_OVER.fullmatch(place.name):", "if False:"),
        ("publish: the output is no link", "    if out.is_symlink():", "    if False:"),
        ("publish: the output is a folder", "    if out.exists() and not out.is_dir():", "    if False:"),
        (
            "publish: the output is a site of ours",
            "    if listed is None:",
            "    if listed is None:\n        return frozenset()\n    if listed is None:",
        ),
        ("publish: the mark of a site of ours", ' if content["generator"] == _GENERATOR else None', ""),
        (
            "publish: a manifest that cannot be read",
            "(FileNotFoundError, ValueError, KeyError, TypeError, RecursionError)",
            "(FileNotFoundError, KeyError, TypeError, RecursionError)",
        ),
        ("publish: a manifest that nests without end", "KeyError, TypeError, RecursionError)", "KeyError, TypeError)"),
        ("publish: files that no build wrote", "    if strange:", "    if False:"),
        (
            "publish: files that no build wrote are looked for again",
            "for path in _check_ours(out) if path",
            "for path in (_listed(out / MANIFEST) or ()) if path",
        ),
        ("publish: a site has a front page", 'if "index.html" not in staged.entries:', "if False:"),
        ("publish: most pages stay", "if 2 * len(gone) > len(pages) and not allow_shrink:", "if False:"),
        (
            "publish: what was written is read back",
            "        _verify(str(folder), {*entries, entry_of(MANIFEST, manifest)})\n",
            "",
        ),
        (
            "publish: the bytes that were written",
            "if found != entries:",
            "if {e.path for e in found} != {e.path for e in entries}:",
        ),
        (
            "publish: one build at a time",
            "                _set_lock(stream.fileno(), held=True)\n",
            "                pass\n",
        ),
        (
            "publish: a lock is let go",
            "            _set_lock(stream.fileno(), held=False)  # closing",
            "            pass  # closing",
        ),
        (
            "publish: links are not followed",
            '_PLAIN = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)',
            '_PLAIN = getattr(os, "O_BINARY", 0)',
        ),
        (
            "publish: no file is written over",
            "os.O_WRONLY | os.O_CREAT | os.O_EXCL | _PLAIN",
            "os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _PLAIN",
        ),
        ("publish: the old site is put back", "                previous.rename(out)\n", "                pass\n"),
        (
            "publish: an interrupted swap is mended",
            "    except BaseException:  # an interrupt must",
            "    except ZeroDivisionError:  # an interrupt must",
        ),
        ("publish: a killed swap is mended", "    if os.path.lexists(previous):", "    if False:"),
        ("publish: what killed builds left goes", "            _remove(str(beside))\n", "            pass\n"),
        ("publish: what another site's builds left stays", " and left_over[1] == out.name and beside", " and beside"),
        (
            "publish: what a failed build wrote goes",
            "            with suppress(OSError):\n                _remove(str(folder))\n",
            "            pass\n",
        ),
        (
            "publish: links that are removed are not followed",
            "if os.path.islink(path) or not os.path.isdir(path):",
            "if not os.path.isdir(path):",
        ),
        (
            "publish: links in a site are not walked into",
            "item.is_dir(follow_symlinks=False)) for item",
            "item.is_dir()) for item",
        ),
        ("publish: modes of folders", "os.chmod(path, _FOLDER_MODE)  #", "pass  #"),
        ("publish: modes of files", "os.chmod(path, _FILE_MODE)  #", "pass  #"),
        (
            "publish: a file is written whole",
            "            rest = rest[os.write(stream, rest) :]\n",
            "            os.write(stream, rest)\n            rest = b''\n",
        ),
        (
            "publish: a disk that refuses",
            "    except OSError as error:\n        reason",
            "    except ZeroDivisionError as error:\n        reason",
        ),
    ),
    *many(
        "store.py",
        "unit/test_store.py unit/test_reference_add.py",
        (
            "sources: a file is a file",
            "if not stat.S_ISREG((path.stat() if follow else path.lstat()).st_mode):",
            "if False:",
        ),
        ("sources: a link is not followed", "path.stat() if follow else path.lstat()", "path.stat()"),
        ("sources: a link that takes a file's place", "(_BINARY if follow else _PLAIN)", "_BINARY"),
        ("sources: no more is read than may be there", "stream.read(cap + 1)", "stream.read()"),
        ("sources: the size of a file", "if len(data) > cap:", "if False:"),
        ("sources: a link on the way", "    look_out(root, path)\n    place, temporary", "    place, temporary"),
        (
            "sources: what an editor made read-only",
            "if before is not None and not os.access(place, os.W_OK):",
            "if False:",
        ),
        ("sources: what changed meanwhile", 'if read(place, max(len(before or b""), 1)) != before:', "if False:"),
        ("sources: modes", "            temporary.chmod(stat.S_IMODE(place.stat().st_mode))\n", "            pass\n"),
        (
            "sources: no temporary file is written over",
            "os.O_WRONLY | os.O_CREAT | os.O_EXCL | _PLAIN, 0o666",
            "os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _PLAIN, 0o666",
        ),
        (
            "sources: what was begun goes",
            "    finally:\n        with suppress(OSError):\n            temporary.unlink()\n",
            "    finally:\n        pass\n",
        ),
    ),
    *many(
        "newfiles.py",
        "unit/test_new.py unit/test_import.py unit/test_init.py unit/test_json_schemas.py",
        ("new files: none is written over", "if os.path.lexists(root / path):", "if False:"),
        ("new files: none is written over in the same moment", '.open("x", encoding', '.open("w", encoding'),
        (
            "new files: links on the way",
            "    for path in files:\n        look_out(root, path)\n",
            "    for path in files:\n",
        ),
        (
            "new files: generated ones follow no link",
            "    for path, text in files.items():\n        look_out(root, path)\n        try:",
            "    for path, text in files.items():\n        try:",
        ),
        (
            "new files: folders that are links",
            "if place.is_symlink() or (place.exists() and not place.is_dir()):",
            "if place.exists() and not place.is_dir():",
        ),
        ("new files: files that are links", "    if (root / path).is_symlink():", "    if False:"),
        (
            "new files: all or none",
            "                place.rmdir() if place.is_dir() else place.unlink()\n",
            "                pass\n",
        ),
    ),
    *many(
        "newsite.py",
        "unit/test_init.py",
        (
            "a new site: a link or a file",
            "if folder.is_symlink() or (folder.exists() and not folder.is_dir()):",
            "if False:",
        ),
        ("a new site: a link", "if folder.is_symlink() or (", "if ("),
        ("a new site: an empty folder", "    if found:", "    if False:"),
    ),
    *many(
        "wholefile.py",
        "unit/test_wholefile.py unit/test_data_files.py unit/test_check_command.py",
        ("a file elsewhere: a folder", "if mode is not None and stat.S_ISDIR(mode):", "if False:"),
        ("a file elsewhere: a pipe", "if mode is not None and not stat.S_ISREG(mode):", "if False:"),
        (
            "a file elsewhere: whole or not at all",
            "            beside.write_bytes(data)\n",
            "            target.write_bytes(data)\n            beside.write_bytes(data)\n",
        ),
        ("a file elsewhere: its mode", "                beside.chmod(stat.S_IMODE(mode))\n", "                pass\n"),
        ("a file elsewhere: what was begun goes", "                beside.unlink()\n", "                pass\n"),
    ),
    *many(
        "beside.py",
        "unit/test_beside.py",
        ("processes: one that ends without a word", "    if not data:", "    if False:"),
        ("processes: none outlives the build", "            os.kill(child, signal.SIGKILL)", "            pass"),
        ("processes: errors come back", "    if isinstance(value, BaseException) and not is_result:", "    if False:"),
        (
            "processes: one ends with its parent",
            "    def end_with_parent() -> None:\n        if os.getppid() != parent:",
            "    def end_with_parent() -> None:\n        if False:",
        ),
    ),
)
