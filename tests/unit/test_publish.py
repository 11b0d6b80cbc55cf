"""The published site: what may be replaced, what is written, and what is refused."""

import errno
import hashlib
import json
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import spinesite.publish
from spinesite.errors import MachineError, UsageError
from spinesite.names import SitePath
from spinesite.publish import SOURCE_FOLDERS, Entry, Published, Staging, check_output, commit, staging

OLD = {"index.html": b"old", "claims/one/index.html": b"one", "claims/two/index.html": b"two", "feed.xml": b"<feed/>"}
NEW = {"index.html": b"new", "claims/one/index.html": b"one, better", "data/claims.json": b"[]", "empty.txt": b""}
# The modes that a system can keep: Windows knows read-only or not, and nothing of folders.
FILE_MODE, FOLDER_MODE = (0o644, 0o755) if os.name == "posix" else (0o666, 0o777)


def publish(out: Path, files: dict[str, bytes], allow_shrink: bool = True) -> Published:
    with staging(out) as staged:
        for path, data in files.items():
            staged.write(SitePath(path), data)
        return commit(staged, allow_shrink)


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def without_manifest(folder: Path) -> dict[str, bytes]:
    return {path: data for path, data in contents(folder).items() if path != "manifest.json"}


def state(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Everything about a tree that a failed build must not change."""
    return {
        p.relative_to(folder).as_posix(): (
            p.stat().st_mtime_ns,
            p.stat().st_mode,
            p.read_bytes() if p.is_file() else b"",
        )
        for p in (folder, *folder.rglob("*"))
    }


def beside(out: Path) -> set[str]:
    return {p.name for p in out.parent.iterdir()}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An output directory that holds a published site."""
    (tmp_path / "work").mkdir()
    place = tmp_path / "work" / "site"
    publish(place, OLD)
    for path in (place, *place.rglob("*")):
        os.utime(path, ns=(1, 1_000_000_000_000_000_000))
    return place


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A source tree."""
    for name in SOURCE_FOLDERS:
        (tmp_path / "root" / name / "inner").mkdir(parents=True)
    return tmp_path / "root"


# What is written


def test_the_new_site_takes_the_place_of_the_old_one(out: Path) -> None:
    publish(out, NEW)
    assert without_manifest(out) == NEW
    assert beside(out) == {"site", ".site.lock"}


def test_a_first_site_is_published_where_nothing_was_not_even_the_parent(tmp_path: Path) -> None:
    publish(tmp_path / "a" / "b" / "site", NEW)
    assert without_manifest(tmp_path / "a" / "b" / "site") == NEW


def test_the_manifest_lists_every_file_but_itself_in_order(out: Path) -> None:
    published = publish(out, NEW)
    manifest = json.loads((out / "manifest.json").read_bytes())
    expected = [
        {"path": path, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for path, data in sorted(NEW.items())
    ]
    assert manifest == {"version": 1, "generator": "spinesite", "files": expected}
    assert [(e.path, e.size, e.sha256) for e in published.entries] == [tuple(entry.values()) for entry in expected]


def test_the_manifest_is_the_same_bytes_in_whatever_order_the_files_come(tmp_path: Path) -> None:
    publish(tmp_path / "a", NEW)
    publish(tmp_path / "b", dict(reversed(NEW.items())))
    assert (tmp_path / "a/manifest.json").read_bytes() == (tmp_path / "b/manifest.json").read_bytes()


def test_the_pages_that_are_gone_are_told(out: Path) -> None:
    assert publish(out, NEW).gone == ("claims/two/index.html",)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o277])
def test_modes_do_not_depend_on_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        publish(tmp_path / "site", NEW)
    finally:
        os.umask(before)
    site = tmp_path / "site"
    modes = {p.is_dir(): stat.S_IMODE(p.stat().st_mode) for p in (site, *site.rglob("*"))}
    assert modes == {True: FOLDER_MODE, False: FILE_MODE}


def test_a_file_larger_than_one_write_is_whole(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda stream, data: write(stream, data[:7]))
    publish(out, {"index.html": bytes(range(256)) * 5})
    assert (out / "index.html").read_bytes() == bytes(range(256)) * 5


def test_what_workers_wrote_is_recorded(out: Path) -> None:
    with staging(out) as staged:
        workers = [Staging(staged.out, staged.folder) for _ in range(2)]
        workers[0].write(SitePath("claims/one/index.html"), b"1")
        workers[1].write(SitePath("claims/two/index.html"), b"2")
        staged.write(SitePath("index.html"), b"0")
        for worker in workers:
            for entry in worker.entries.values():
                staged.record(entry)
        commit(staged, allow_shrink=False)
    assert without_manifest(out) == {
        "index.html": b"0", "claims/one/index.html": b"1", "claims/two/index.html": b"2"
    }  # fmt: skip


# What is refused because it is a mistake of the program


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a.html", "a.html"),
        ("sleep/index.html", "Sleep/index.html"),
        ("sleep/index.html", "SLEEP/claim.json"),
        ("a/B/c.html", "a/b/d.html"),
        ("a", "a/index.html"),
        ("a/index.html", "a"),
        ("A", "a/b/index.html"),
        ("index.html", "manifest.json"),
        ("index.html", "Manifest.JSON"),
        ("index.html", "manifest.json/index.html"),
    ],
)
def test_two_files_cannot_share_a_path(out: Path, first: str, second: str) -> None:
    with staging(out) as staged:
        staged.write(SitePath(first), b"1")
        with pytest.raises(ValueError, match="collides with"):
            staged.write(SitePath(second), b"2")
        with pytest.raises(ValueError, match="collides with"):
            staged.record(Entry(second, 0, ""))
        assert contents(staged.folder) == {first: b"1"}


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "a/../../x", "a//b", "", ".", "a\\b", ".hidden", "a\n", "a\0"])
def test_no_path_leaves_the_site(out: Path, path: str) -> None:
    forged = str.__new__(SitePath, path)
    with pytest.raises(ValueError, match="no path inside a site"), staging(out) as staged:
        staged.write(forged, b"")
    assert beside(out) == {"site", ".site.lock"}
    assert beside(out.parent) == {"work"}


@pytest.mark.parametrize("files", [{}, {"claims/index.html": b""}, {"Index.html": b""}])
def test_a_site_without_a_front_page_is_refused(out: Path, files: dict[str, bytes]) -> None:
    before = state(out)
    with pytest.raises(ValueError, match=r"no index\.html"):
        publish(out, files)
    assert state(out) == before


# What is refused because it is not on the disk as it was written


def flip_a_byte(folder: Path) -> None:
    page = folder / "claims/one/index.html"
    page.write_bytes(b"O" + page.read_bytes()[1:])


def cut_short(folder: Path) -> None:
    os.truncate(folder / "index.html", 1)


def lose_a_file(folder: Path) -> None:
    (folder / "index.html").unlink()


def add_a_file(folder: Path) -> None:
    (folder / "claims/extra.html").write_bytes(b"")


def replace_by_a_link(folder: Path) -> None:
    target = folder.parent / "target"
    target.write_bytes(NEW["index.html"])
    (folder / "index.html").unlink()
    (folder / "index.html").symlink_to(target)


@pytest.mark.parametrize("tamper", [flip_a_byte, cut_short, lose_a_file, add_a_file, replace_by_a_link])
def test_a_staged_site_that_changed_is_refused(out: Path, tamper: Callable[[Path], None]) -> None:
    before = state(out)
    with staging(out) as staged:
        for path, data in NEW.items():
            staged.write(SitePath(path), data)
        tamper(staged.folder)
        with pytest.raises(MachineError, match=r"html"):
            commit(staged, allow_shrink=True)
    assert state(out) == before
    assert not [name for name in beside(out) if name.startswith(".site.new")]


# A build that fails


def fail_after_writing(out: Path) -> None:
    with staging(out) as staged:
        staged.write(SitePath("index.html"), b"new")
        raise KeyError


def test_a_failed_build_changes_nothing_and_leaves_nothing(out: Path) -> None:
    before = state(out)
    with pytest.raises(KeyError):
        fail_after_writing(out)
    assert state(out) == before
    assert beside(out) == {"site", ".site.lock"}


def test_what_is_not_committed_is_not_published(out: Path) -> None:
    before = state(out)
    with staging(out) as staged:
        staged.write(SitePath("index.html"), b"new")
    assert state(out) == before
    assert beside(out) == {"site", ".site.lock"}


def test_an_interrupt_between_the_two_renames_puts_the_old_site_back(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, rename = state(out), Path.rename

    def interrupted(self: Path, target: Path) -> Path:
        if target == out and ".new-" in self.name:
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        publish(out, NEW)
    assert state(out) == before
    assert beside(out) == {"site", ".site.lock"}


# What a killed build left


def test_an_old_site_that_was_moved_away_is_put_back_even_if_the_next_build_fails(out: Path) -> None:
    before = state(out)
    out.rename(out.with_name(".site.prev"))
    with pytest.raises(KeyError):
        fail_after_writing(out)
    assert state(out) == before
    assert beside(out) == {"site", ".site.lock"}


def test_what_killed_builds_left_is_removed_and_nothing_else(out: Path) -> None:
    ours = (".site.new-1", ".site.new-99999999", ".site.prev", f".site.new-{os.getpid()}")
    not_ours = (
        ".site.new-x",
        ".site.new-",
        ".site.new-1.old",
        ".site.cache",
        ".other.new-1",
        ".xsite.prev",
        "site.prev",
    )
    for name in (*ours, *not_ours):
        (out.with_name(name) / "inner").mkdir(parents=True)
        (out.with_name(name) / "inner" / "page.html").write_bytes(b"")
    publish(out, NEW)
    assert beside(out) == {"site", ".site.lock", *not_ours}
    assert without_manifest(out) == NEW


def test_a_link_among_the_left_overs_is_not_followed(out: Path, tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious/file").write_bytes(b"")
    out.with_name(".site.new-1").symlink_to(tmp_path / "precious")
    out.with_name(".site.new-2").mkdir()
    (out.with_name(".site.new-2") / "link").symlink_to(tmp_path / "precious")
    out.with_name(".site.prev").symlink_to(tmp_path / "missing")
    publish(out, NEW)
    assert beside(out) == {"site", ".site.lock"}
    assert contents(tmp_path / "precious") == {"file": b""}


def test_a_name_with_pattern_characters_is_taken_as_it_is(tmp_path: Path) -> None:
    (tmp_path / ".sitE.new-1").mkdir()
    publish(tmp_path / "[s]it.", OLD)
    (tmp_path / ".[s]it..new-1").mkdir()
    publish(tmp_path / "[s]it.", NEW)
    assert beside(tmp_path / "x") == {"[s]it.", ".[s]it..lock", ".sitE.new-1"}


# Two builds


def test_a_second_build_is_refused_while_one_is_running(out: Path) -> None:
    with staging(out) as staged:
        staged.write(SitePath("index.html"), b"first")
        with pytest.raises(MachineError, match="another build is running"), staging(out):
            pytest.fail("the lock was not held")
        commit(staged, allow_shrink=True)
    assert without_manifest(out) == {"index.html": b"first"}


def test_builds_of_two_sites_do_not_disturb_each_other(out: Path) -> None:
    other = out.with_name("other")
    with staging(out) as staged:
        staged.write(SitePath("index.html"), b"new")
        publish(other, OLD)
        commit(staged, allow_shrink=True)
    assert without_manifest(out) == {"index.html": b"new"}
    assert without_manifest(other) == OLD


def test_a_worker_that_inherited_the_lock_and_lives_on_blocks_nobody(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inherited: list[int] = []

    def set_and_inherit(stream: int, held: bool) -> None:
        set_lock(stream, held)
        inherited.append(os.dup(stream))  # as a fork does

    set_lock = spinesite.publish._set_lock
    monkeypatch.setattr(spinesite.publish, "_set_lock", set_and_inherit)
    publish(out, OLD)
    publish(out, NEW)
    assert without_manifest(out) == NEW
    for stream in inherited:
        os.close(stream)


def test_a_lock_that_is_held_is_told_in_the_way_of_windows_too(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(stream: int, held: bool) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(spinesite.publish, "_set_lock", refuse)
    with pytest.raises(MachineError, match="another build is running"):
        publish(out, NEW)


def test_a_lock_that_the_system_refuses_is_told(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(stream: int, held: bool) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(spinesite.publish, "_set_lock", refuse)
    with pytest.raises(MachineError, match=r"^cannot lock .*\.site\.lock: no locks available$"):
        publish(out, NEW)


def test_a_lock_file_that_nobody_holds_blocks_nobody(out: Path) -> None:
    out.with_name(".site.lock").write_text("4242\n")
    publish(out, NEW)
    assert without_manifest(out) == NEW


def test_a_lock_that_is_a_link_is_not_followed(out: Path, tmp_path: Path) -> None:
    out.with_name(".site.lock").unlink()
    out.with_name(".site.lock").symlink_to(tmp_path / "made")
    with pytest.raises(MachineError, match=r"cannot open .*\.site\.lock: "):
        publish(out, NEW)
    assert not (tmp_path / "made").exists()


# A site that shrinks


def site_of(pages: int) -> dict[str, bytes]:
    return {"index.html": b"", **{f"claims/c{n}/index.html": b"" for n in range(1, pages)}}


@pytest.mark.parametrize(("before", "after", "accepted"), [(4, 2, True), (4, 1, False), (5, 3, True), (5, 2, False)])
def test_over_half_of_the_pages_go_only_if_that_is_meant(
    tmp_path: Path, before: int, after: int, accepted: bool
) -> None:
    out = tmp_path / "site"
    publish(out, site_of(before))
    if accepted:
        publish(out, site_of(after), allow_shrink=False)
    else:
        old = state(out)
        with pytest.raises(UsageError, match=rf"{before - after} of the {before} pages .*--allow-shrink"):
            publish(out, site_of(after), allow_shrink=False)
        assert state(out) == old
        publish(out, site_of(after), allow_shrink=True)
    assert without_manifest(out) == site_of(after)


def test_pages_that_move_count_as_gone_and_other_files_do_not(tmp_path: Path) -> None:
    files = {f"data/{n}.json": b"" for n in range(20)}
    publish(tmp_path / "site", {**site_of(4), **files})
    publish(tmp_path / "site", site_of(4), allow_shrink=False)
    with pytest.raises(UsageError, match="--allow-shrink"):
        publish(
            tmp_path / "site", {f"new/{path}": b"" for path in site_of(9)} | {"index.html": b""}, allow_shrink=False
        )


# What may be replaced


def link(root: Path) -> Path:
    (root / "link").symlink_to(root / "elsewhere")
    return root / "link"


def link_to_a_directory(root: Path) -> Path:
    (root / "target").mkdir()
    (root / "link").symlink_to(root / "target")
    return root / "link"


def file(root: Path) -> Path:
    (root / "file").write_bytes(b"")
    return root / "file"


def folder_with(name: str, data: str) -> Callable[[Path], Path]:
    def make(root: Path) -> Path:
        (root / "out").mkdir()
        (root / "out" / name).write_text(data)
        return root / "out"

    return make


def folder_with_folder(root: Path) -> Path:
    (root / "out" / "inner").mkdir(parents=True)
    return root / "out"


def below(path: str) -> Callable[[Path], Path]:
    return lambda root: root / path


def content_by_a_link(root: Path) -> Path:
    (root / "alias").symlink_to(root / "content")
    return root / "alias" / "site"


REFUSED: dict[str, tuple[Callable[[Path], Path], str]] = {
    "file system": (lambda root: Path(root.anchor), "holds the sources"),
    "root": (below("."), "holds the sources"),
    "root, by another way": (below("content/.."), "holds the sources"),
    "parent of root": (lambda root: root.parent, "holds the sources"),
    **{
        name + inner: (below(name + inner), f"lies inside {name}/")
        for name in SOURCE_FOLDERS
        for inner in ("", "/inner", "/missing/site")
    },
    "in content, by a link": (content_by_a_link, "lies inside content/"),
    "dangling link": (link, "is a symbolic link"),
    "link": (link_to_a_directory, "is a symbolic link"),
    "file": (file, "is not a directory"),
    "foreign folder": (folder_with("thesis.doc", ""), r"is not empty and has no manifest\.json"),
    "folder with a folder": (folder_with_folder, "is not empty"),
    "manifest of a web app": (folder_with("manifest.json", '{"name": "app", "files": []}'), "is not empty"),
    "manifest of another generator": (folder_with("manifest.json", '{"generator": "x", "files": []}'), "is not empty"),
    "manifest without files": (folder_with("manifest.json", '{"generator": "spinesite"}'), "is not empty"),
    "manifest with odd files": (
        folder_with("manifest.json", '{"generator": "spinesite", "files": [1]}'),
        "is not empty",
    ),
    "manifest that is a list": (folder_with("manifest.json", "[]"), "is not empty"),
    "manifest that is no JSON": (folder_with("manifest.json", "{"), "is not empty"),
    "manifest nested deep": (folder_with("manifest.json", "[" * 100_000), "is not empty"),
    "name of a staging directory": (below(".site.new-12"), "builds use for themselves"),
    "name of an old site": (below(".site.prev"), "builds use for themselves"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_an_output_that_is_not_ours_is_refused(root: Path, name: str) -> None:
    make, message = REFUSED[name]
    out = make(root)
    before = {p: p.lstat().st_mtime_ns for p in root.rglob("*")}
    with pytest.raises(UsageError, match=message):
        check_output(out, root)
    assert {p: p.lstat().st_mtime_ns for p in root.rglob("*")} == before


def test_home_and_what_holds_it_are_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = root / "home" / "ada"
    home.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))  # its name on Windows
    for out in (home, home.parent):
        with pytest.raises(UsageError, match="holds your home directory"):
            check_output(out, root)
    check_output(home / "site", root)


def test_the_real_home_is_refused(root: Path) -> None:
    with pytest.raises(UsageError, match="holds"):
        check_output(Path.home(), root)


def test_without_a_home_any_place_will_do(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "empty").mkdir()
    monkeypatch.chdir(root / "empty")
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)  # what it does for a user without an entry
    check_output(Path(), root)


@pytest.mark.parametrize("place", ["_site", "docs/site", "../elsewhere", "contents", "content.new", "sources/src"])
def test_a_missing_or_an_empty_output_is_accepted(root: Path, place: str) -> None:
    check_output(root / place, root)
    assert not (root / place).exists()
    (root / place).mkdir(parents=True)
    check_output(root / place, root)
    publish(root / place, NEW)
    check_output(root / place, root)
    assert without_manifest(root / place) == NEW


def test_a_relative_output_is_accepted(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    check_output(Path("_site"), Path())
    publish(Path("_site"), NEW)
    assert without_manifest(root / "_site") == NEW
    for held in (Path(), Path("..")):
        with pytest.raises(UsageError, match="holds the sources"):
            check_output(held, Path())
    monkeypatch.chdir(root / "content" / "inner")
    with pytest.raises(UsageError, match="lies inside content/"):
        check_output(Path("site"), Path("../.."))


@pytest.mark.parametrize("name", ["CNAME", ".nojekyll", ".git/config", "claims/one/notes.txt", "claims/INDEX.html"])
def test_files_that_no_build_wrote_are_not_lost(out: Path, root: Path, name: str) -> None:
    (out / name).parent.mkdir(exist_ok=True)
    (out / name).write_bytes(b"mine")
    before = state(out)
    with pytest.raises(UsageError, match=rf"would be lost: {name}; move it away"):
        check_output(out, root)
    with pytest.raises(UsageError, match=rf"would be lost: {name}; move it away"):
        publish(out, NEW)
    assert state(out) == before


def test_only_a_few_files_that_no_build_wrote_are_named(out: Path, root: Path) -> None:
    for number in range(5):
        (out / f"x{number}").write_bytes(b"")
    with pytest.raises(UsageError, match="lost: x0, x1, x2 and 2 more; "):
        check_output(out, root)


def test_a_link_in_the_old_site_is_not_ours(out: Path, root: Path) -> None:
    (out / "feed").symlink_to(root)
    with pytest.raises(UsageError, match="would be lost: feed;"):
        check_output(out, root)


def test_what_file_managers_leave_does_not_matter(out: Path, root: Path) -> None:
    (out / "claims/.DS_Store").write_bytes(b"")
    (out / "Thumbs.db").write_bytes(b"")
    check_output(out, root)
    publish(out, NEW)
    assert without_manifest(out) == NEW


def test_a_build_makes_nothing_in_the_source_tree_but_its_own_names(root: Path) -> None:
    def names() -> Iterator[str]:
        return (p.relative_to(root).as_posix() for p in root.rglob("*"))

    before = set(names())
    check_output(root / "_site", root)
    with staging(root / "_site") as staged:
        staged.write(SitePath("index.html"), b"")
        assert set(names()) - before == {"._site.lock", staged.folder.name, f"{staged.folder.name}/index.html"}
        commit(staged, allow_shrink=False)
    assert set(names()) - before == {"._site.lock", "_site", "_site/index.html", "_site/manifest.json"}


@pytest.mark.parametrize("name", ["content", "citations", "templates", "src", ".git"])
def test_no_folder_of_sources_takes_a_site(root: Path, name: str) -> None:
    (root / name).mkdir(exist_ok=True)
    for place in (name, f"{name}/site", f"{name}/a/b"):
        with pytest.raises(UsageError, match=r"holds sources"):
            check_output(root / place, root)


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", ""])
def test_no_path_of_a_worker_leaves_the_site(out: Path, path: str) -> None:
    with staging(out) as staged, pytest.raises(ValueError, match="no path inside a site"):
        staged.record(Entry(path, 0, ""))


def test_what_another_program_put_into_a_new_site_is_not_written_over(out: Path) -> None:
    with staging(out) as staged:
        (staged.folder / "index.html").write_text("somebody's")
        with pytest.raises(MachineError, match="file exists"):
            staged.write(SitePath("index.html"), b"ours")
        assert (staged.folder / "index.html").read_text() == "somebody's"
