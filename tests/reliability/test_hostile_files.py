"""Hostile files earn a diagnostic: no crash, no hang, nothing read or written outside, nothing lost.

Every case is a site of its own, given to the program in a process with little memory and little time. The time is there
to end a hang; how fast the program is, the benchmarks say.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import socket
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests/golden/site"
TODAY = ["--today", "2026-06-01"]
CANARY = "canary-4711"
MEMORY = 1_500_000_000
CLAIM = GOLDEN / "content/claims/advice.yaml"
OPTION = "---\ntitle: T\ncategory: {category}\nsummary: S\n---\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOLDEN, tmp_path / "site"))


def run(root: Path, *command: str, first: str = "") -> subprocess.CompletedProcess[bytes]:
    """Run the program with limits on time and memory; `first` is a folder of modules that win over all others."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (30, 30))

    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": f"{first}{os.pathsep}{ROOT / 'src'}"}
    return subprocess.run(
        [sys.executable, "-m", "spinesite", *command, "--root", str(root), *TODAY],
        env=environment,
        preexec_fn=limit,
        capture_output=True,
        timeout=120,
        check=False,
    )


def check(root: Path, first: str = "") -> list[dict[str, object]]:
    """Return the diagnostics of a site. The program must end by itself, with 0 or 1, and without a traceback."""
    ended = run(root, "check", "--format", "json", first=first)
    assert ended.returncode in (0, 1), (ended.returncode, ended.stderr[-500:])
    assert b"Traceback" not in ended.stderr
    report = json.loads(ended.stdout)
    assert report["summary"]["errors"] == 0 or ended.returncode == 1
    found: list[dict[str, object]] = report["diagnostics"]
    return found


def of(diagnostics: list[dict[str, object]], path: str) -> set[str]:
    """The rules that a file breaks; also of a file whose name cannot be shown as it is."""
    return {str(found["rule"]) for found in diagnostics if str(found["path"]).startswith(path)}


# What stands in the place of a file


def link_outside(path: Path) -> None:
    (path.parents[3] / "secret.yaml").write_text(CANARY)
    path.symlink_to(path.parents[3] / "secret.yaml")


def link_to_passwd(path: Path) -> None:
    path.symlink_to("/etc/passwd")


def link_to_nothing(path: Path) -> None:
    path.symlink_to("nowhere")


def link_to_itself(path: Path) -> None:
    path.symlink_to(path)


def link_to_a_folder(path: Path) -> None:
    path.symlink_to(path.parents[1])


def pipe(path: Path) -> None:
    os.mkfifo(path)


def plug(path: Path) -> None:
    """A socket, bound by a short name: their paths may have 100 characters."""
    server, here = socket.socket(socket.AF_UNIX), Path.cwd()
    try:
        os.chdir(path.parent)
        server.bind(path.name)
    finally:
        os.chdir(here)
        server.close()


PLACES = (link_outside, link_to_passwd, link_to_nothing, link_to_itself, link_to_a_folder, pipe, plug)
WHERE = ("content/claims/x{}.yaml", "content/options/x{}.md", "citations/x{}.bib", "templates/assets/x{}.css")


def test_what_is_no_file_is_refused(site: Path, counts: Counter[str]) -> None:
    """In each folder; one run tells of them all."""
    paths = [(where.format(number), place) for where in WHERE for number, place in enumerate(PLACES)]
    for path, place in paths:
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        place(site / path)
    found = check(site)
    assert [path for path, _ in paths if of(found, path) != {"not-a-regular-file"}] == []
    ended = run(site, "build")
    assert ended.returncode == 1
    assert not (site / "_site").exists()
    assert CANARY.encode() not in ended.stdout + ended.stderr
    counts["hostile files"] += len(paths)


@pytest.mark.parametrize("where", WHERE)
def test_one_that_is_no_file_stops_a_build(site: Path, where: str) -> None:
    path = site / where.format("")
    path.parent.mkdir(parents=True, exist_ok=True)
    link_outside(path)
    ended = run(site, "build")
    assert ended.returncode == 1
    assert not (site / "_site").exists()
    assert CANARY.encode() not in ended.stdout + ended.stderr


# Bytes

BYTES = {
    "latin-1": (b"id: x\nstatement: caf\xe9\n", "not-utf8"),
    "utf-16": ("id: x\n".encode("utf-16"), "not-utf8"),
    "utf-16 without a mark": ("id: x\n".encode("utf-16-le"), "invalid-character"),
    "utf-32": ("id: x\n".encode("utf-32"), "not-utf8"),
    "half a letter": (b"id: x\nstatement: caf\xc3", "not-utf8"),
    "an overlong letter": (b"id: \xc0\xaf\n", "not-utf8"),
    "half a pair": (b"id: \xed\xa0\x80\n", "not-utf8"),
    "zero": (b"id: x\x00\n", "invalid-character"),
    "escape": (b"id: \x1b[31m\n", "invalid-character"),
    "an escaped zero": (b'id: "\\0"\n', "invalid-character"),
    "an escaped surrogate": (b'statement: "\\ud800"\n', "invalid-character"),
    "a sign that turns the line": ("statement: a \u202e b\n".encode(), "invalid-character"),
    "a mark within the text": ("statement: a\ufeffb\n".encode(), "invalid-character"),
    "no character": ("statement: a\uffffb\n".encode(), "invalid-character"),
    "nothing": (b"", "yaml-syntax"),
    "a comment": (b"# x\n", "yaml-syntax"),
    "a list": (b"[]\n", "yaml-syntax"),
    "a text": (b"x\n", "yaml-syntax"),
    "two documents": (b"id: x\n---\nid: y\n", "yaml-syntax"),
    "a tab": (b"id: x\n\tstatement: y\n", "yaml-syntax"),
    "an unclosed quotation mark": (b'id: "x\n', "yaml-syntax"),
    "an unclosed bracket": (b"options: [x\n", "yaml-syntax"),
    "an unquoted colon": (b"id: x\nstatement: a: b\n", "yaml-syntax"),
    "an object": (b"!!python/object/apply:os.system [touch pwned]\n", "yaml-tag"),
    "a module": (b"id: !!python/module:os x\n", "yaml-tag"),
    "a tag of one's own": (b"id: !x y\n", "yaml-tag"),
    "a binary": (b"id: !!binary eA==\n", "yaml-tag"),
    "a set": (b"id: !!set {x}\n", "yaml-tag"),
    "an anchor": (b"id: &a x\n", "yaml-alias"),
    "a list in itself": (b"options: &a [*a]\n", "yaml-alias"),
    "a merge": (b"certainty:\n  <<: {level: high}\n", "yaml-alias"),
    "a key twice": (b"id: x\nid: y\n", "yaml-duplicate-key"),
    "a key in two spellings": ("caf\u00e9: x\ncafe\u0301: y\n".encode(), "yaml-duplicate-key"),
    "a list as a key": (b"? [a, b]\n: c\n", "yaml-syntax"),
    "too deep": (b"id: " + b"[" * 13 + b"]" * 13 + b"\n", "yaml-too-deep"),
    "far too deep": (b"id: " + b"[" * 50_000 + b"\n", "yaml-too-deep"),
    "far too deep, in blocks": ("".join("  " * n + "a:\n" for n in range(500)).encode(), "yaml-too-deep"),
    "too many": (b"options: [" + b"a," * 25_000 + b"]\n", "yaml-too-deep"),
    "a byte too many": (b"# " + b"x" * (256 * 1024 - 2) + b"\n", "file-too-large"),
    "nine levels of nine": (
        b"a: &a [x,x,x,x,x,x,x,x,x]\n"
        + b"".join(b"%c: &%c [%s]\n" % (n + 1, n + 1, b",".join([b"*%c" % n] * 9)) for n in range(97, 106)),
        "yaml-alias",
    ),
    "merges of merges": (
        b"a: &a {x: y}\n"
        + b"".join(b"%c: &%c\n  <<: [%s]\n" % (n + 1, n + 1, b",".join([b"*%c" % n] * 9)) for n in range(97, 105)),
        "yaml-alias",
    ),
}


@pytest.mark.parametrize("backend", ["C", "Python"])
def test_bytes_that_are_no_record(site: Path, tmp_path: Path, backend: str, counts: Counter[str]) -> None:
    """All in one run; each earns its own diagnostic, with either of the two parsers of YAML."""
    for number, (data, _) in enumerate(BYTES.values()):
        (site / f"content/claims/x{number}.yaml").write_bytes(data)
    first = tmp_path / "first"
    first.mkdir()
    if backend == "Python":
        # As on a machine where PyYAML was built without its C library.
        (first / "sitecustomize.py").write_text("import sys\nsys.modules['yaml._yaml'] = None\n")
    found = check(site, str(first))
    for number, (name, (_, rule)) in enumerate(BYTES.items()):
        assert of(found, f"content/claims/x{number}.yaml") == {rule}, name
    assert not (site / "pwned").exists()
    assert not Path("pwned").exists()
    counts["hostile files"] += len(BYTES)


@pytest.mark.parametrize("name", ["far too deep", "far too deep, in blocks", "nine levels of nine", "merges of merges"])
def test_what_could_crash_alone(site: Path, name: str, counts: Counter[str]) -> None:
    data, rule = BYTES[name]
    (site / "content/claims/x.yaml").write_bytes(data)
    assert of(check(site), "content/claims/x.yaml") == {rule}
    counts["hostile files"] += 1


# So much that is wrong, that a place cannot be looked for from the beginning of the text each time.
CROWDS = {
    "links": ("literal", "[x](nope{n})\n\n"),
    "one link": ("quoted", "[x](nope)\n\n"),
}


@pytest.mark.parametrize("name", CROWDS)
def test_a_crowd_of_mistakes_in_one_text(site: Path, name: str, counts: Counter[str]) -> None:
    """The time that the program may take ends it where time grows with the square of their number."""
    style, mistake = CROWDS[name]
    text = "".join(mistake.format(n=n) for n in range(12_000))
    written = json.dumps(text) if style == "quoted" else "|\n" + "".join(f"  {line}\n" for line in text.split("\n"))
    (site / "content/claims/advice.yaml").write_text(f"{CLAIM.read_text()}detail: {written}\n")
    found = [one for one in check(site) if one["path"] == "content/claims/advice.yaml"]
    assert len(found) >= 12_000
    assert len({(one["line"], one["column"]) for one in found}) >= 12_000
    counts["hostile texts"] += 1


# Names

NAMES = (
    "..hidden.yaml",
    "a b.yaml",
    "A.yaml",
    "con.yaml",
    "nul.yaml",
    "a..yaml",
    "%2e%2e.yaml",
    "a\\b.yaml",
    "-a.yaml",
    "a-.yaml",
    "a--b.yaml",
    "a\nb.yaml",
    "a\tb.yaml",
    "a\x1bb.yaml",
    "é.yaml",
    "a\u202eb.yaml",
    "x" * 81 + ".yaml",
    "a.yaml.yaml",
    "a.YAML",
    "a.yml",
    "a.txt",
    ".yaml",
    "::error::x.yaml",
)


def test_names_that_no_record_may_have(site: Path, counts: Counter[str]) -> None:
    for name in NAMES:
        (site / "content/claims" / name).write_bytes(CLAIM.read_bytes())
    bad = os.fsencode(site / "content/claims") + b"/\xff\xfe.yaml"
    Path(os.fsdecode(bad)).write_bytes(CLAIM.read_bytes())
    found = [one for one in check(site) if "content/claims" in str(one["path"])]
    rules = {str(one["rule"]) for one in found if one["severity"] == "error"}
    assert rules <= {
        "unexpected-file",
        "id-matches-file",
        "duplicate-id",
        "invalid-value",
        "not-a-regular-file",
        "path-collision",
    }
    assert len({str(one["path"]) for one in found}) >= len(NAMES) + 1
    assert run(site, "build").returncode == 1
    counts["hostile names"] += len(NAMES) + 1


@pytest.mark.parametrize("report", ["text", "github", "json", "sarif"])
def test_a_name_writes_no_line_of_its_own(site: Path, report: str) -> None:
    (site / "content/claims/a\n::error::pwned.yaml").write_text("id: x")
    printed = run(site, "check", "--format", report).stdout.decode()
    assert not any(line.startswith("::error::pwned") for line in printed.splitlines())


def test_ids_that_lead_elsewhere(site: Path, counts: Counter[str]) -> None:
    ids = (
        "../x",
        "..%2fx",
        "%2e%2e/",
        "/abs",
        "a\\b",
        "a/b",
        ".",
        "",
        "\0",
        "x" * 256,
        "con",
        "x.",
        "x ",
        "abc\n",
        "A",
    )
    for number, id in enumerate(ids):
        text = CLAIM.read_text().replace("id: advice", f"id: {json.dumps(id)}")
        (site / f"content/claims/x{number}.yaml").write_text(text)
    found = check(site)
    for number, id in enumerate(ids):
        rules = of(found, f"content/claims/x{number}.yaml")
        assert rules & {"invalid-value", "invalid-character", "missing-field", "id-matches-file"}, id
    counts["hostile names"] += len(ids)


# Numbers and dates

NUMBERS = (
    *(
        "١٢",
        "１２",
        "²",
        "½",
        "1,5",
        "1e5",
        "1e400",
        ".5",
        "5.",
        "+5",
        "--5",
        "0x10",
        "1_000",
        ".nan",
        ".inf",
        "-.inf",
        "NaN",
    ),
    *(
        "Infinity",
        "no",
        "on",
        "~",
        "",
        " ",
        "12:30:45",
        "9" * 13,
        "0." + "9" * 13,
        "1 000",
        "12%",
        "5-6",
        "≥5",
        "1.2.3",
    ),
)
DAYS = (
    "0000-01-01",
    "2026-02-30",
    "2026-13-01",
    "2026-1-1",
    "01/02/2026",
    "20260101",
    "2026-01-01T00:00:00",
    "today",
    "10000-01-01",
    "٢٠٢٦-٠١-٠١",
)


def test_numbers_and_days_that_are_none(site: Path, counts: Counter[str]) -> None:
    whole = (GOLDEN / "content/claims/crumb.yaml").read_text()
    for number, text in enumerate(NUMBERS):
        mean = (
            f"  - {{citation: baker2020, outcome: rise, estimates: [{{measure: mean, value: {json.dumps(text)}}}]}}\n"
        )
        claim = f"id: n{number}\nstatement: x\nreviewed: 2026-01-01\nfindings:\n{mean}"
        (site / f"content/claims/n{number}.yaml").write_text(claim)
    for number, text in enumerate(DAYS):
        claim = whole.replace("id: crumb", f"id: d{number}")
        lines = [f"reviewed: {text}" if line.startswith("reviewed:") else line for line in claim.splitlines()]
        (site / f"content/claims/d{number}.yaml").write_text("\n".join(lines) + "\n")
    found = check(site)
    for number, text in enumerate(NUMBERS):
        assert of(found, f"content/claims/n{number}.yaml") & {"invalid-value", "missing-field"}, text
    for number, text in enumerate(DAYS):
        assert "invalid-value" in of(found, f"content/claims/d{number}.yaml"), text
    counts["hostile values"] += len(NUMBERS) + len(DAYS)


# Markdown

MARKDOWN = {
    "brackets": "[" * 20_000,
    "images": "![[" * 3_000,
    "lists": "\n".join("  " * n + "- x" for n in range(300)),
    "numbered lists": "1. " * 300,
    "quotes": "> " * 3_000 + "x",
    "stars": "*a **a " * 280,
    "underscores": "_a __a " * 280,
    "backticks": "".join("e" + "`" * n for n in range(60)),
    "an open fence": "```\nx\n",
    "many open fences": "```\n" * 500,
    "ragged rows": "| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n",
    "columns": "|" * 1_000 + "\n" + "|-" * 1_000 + "\n",
    "links in links": "[a](" * 60,
    "angle brackets": "<" * 1_900,
    "a marked section": "<![",
    "a comment": "<!-- " * 300,
    "entities": "&" * 1_900,
    "footnotes": "[^1]" * 30 + "\n\n[^1]: " + "[^1]" * 30,
    "a footnote in itself": "[^a]\n\n[^a]: [^a]",
    "references": "\n".join(f"[{n}]: <" for n in range(500)),
    "headings": "# " * 900,
    "lines": "a\n" * 30_000,
    "definition lists": "a\n" + ": b\n" * 500,
    "tabs": "\t" * 1_900 + "x",
    "a citation in a heading": "## x [@baker2020]\n",
    "placeholders": "klzzwxh:0000 wzxhzdk:0 zz1337820767766393qq",
    "one long word": "x" * 1_999,
    "one long paragraph": "x " * 1_500,
    "64 KiB": "x\n\n" * 22_000,
}


def test_texts_that_choke_markdown(site: Path, counts: Counter[str]) -> None:
    """Each text is published or refused with its place, never more than some times over; all in one run."""
    option = (site / "content/options/sourdough.md").read_text().split("---\n")[1]
    for number, text in enumerate(MARKDOWN.values()):
        (site / f"content/options/x{number}.md").write_text(f"---\n{option}---\n\n{text}\n")
    errors = [one for one in check(site) if one["severity"] == "error"]
    for number, name in enumerate(MARKDOWN):
        found = [one for one in errors if one["path"] == f"content/options/x{number}.md"]
        assert {one["rule"] for one in found} <= {"markup-failed", "unknown-link", "file-too-large"}, name
        assert len(found) <= 3, (name, found[:5])
    assert len({one["path"] for one in errors}) < len(MARKDOWN), "none of them was published"
    counts["hostile texts"] += len(MARKDOWN)


def test_many_texts_at_the_caps(site: Path, counts: Counter[str]) -> None:
    """A dear text that is accepted, many times."""
    worst = "\n\n".join(["[x" * 30 + "*a **b _c " * 150] * 20)
    assert max(len(part) for part in worst.split("\n\n")) < 2_000
    for number in range(12):
        (site / f"content/guides/g{number}.md").write_text(f"---\ntitle: G\nsummary: S\n---\n\n{worst}\n")
    assert not [found for found in check(site) if found["severity"] == "error"]
    assert run(site, "build").returncode == 0
    counts["hostile texts"] += 12
