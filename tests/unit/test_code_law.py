"""The house rules that a program can check, read off the source with `ast`."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/spinesite"
FILES = sorted(SOURCE.rglob("*.py"))


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")


TREES = {module_name(path): ast.parse(path.read_text(encoding="utf-8")) for path in FILES}


def in_command_line(module: str) -> bool:
    return module == "spinesite.cli" or module.startswith("spinesite.commands.")


def names_used(tree: ast.Module) -> set[str]:
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def imports(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _is_yaml(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "yaml"


@pytest.mark.parametrize("module", TREES)
def test_yaml_builds_no_objects(module: str) -> None:
    assert not names_used(TREES[module]) & {
        "load_all",
        "safe_load",
        "safe_load_all",
        "full_load",
        "unsafe_load",
        "compose",
        "UnsafeLoader",
        "FullLoader",
    }
    loaded = {node.attr for node in ast.walk(TREES[module]) if isinstance(node, ast.Attribute) and _is_yaml(node.value)}
    assert not loaded & {"load", "YAMLObject", "add_constructor"}


@pytest.mark.parametrize("module", TREES)
def test_nothing_is_evaluated(module: str) -> None:
    """A formula has a reader of its own; what one process sends to its own child is the only thing unpickled."""
    called = {
        node.func.id
        for node in ast.walk(TREES[module])
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not called & {"eval", "exec", "compile", "__import__"}
    assert not imports(TREES[module]) & {"pickle", "marshal", "shelve"} or module == "spinesite.beside"


@pytest.mark.parametrize("module", TREES)
def test_content_is_never_a_template(module: str) -> None:
    assert "from_string" not in names_used(TREES[module])


@pytest.mark.parametrize("module", TREES)
def test_only_the_command_line_reads_clock_and_environment(module: str) -> None:
    if in_command_line(module):
        return
    used = names_used(TREES[module])
    assert not used & {"now", "utcnow", "today_utc", "environ", "getenv", "perf_counter", "monotonic"}
    assert "time" not in imports(TREES[module])
    calls = [n.func for n in ast.walk(TREES[module]) if isinstance(n, ast.Call)]
    assert not [c for c in calls if isinstance(c, ast.Attribute) and c.attr == "today"]


@pytest.mark.parametrize("module", TREES)
def test_only_the_command_line_prints(module: str) -> None:
    if in_command_line(module) or module == "spinesite.docs":
        return
    calls = [n.func for n in ast.walk(TREES[module]) if isinstance(n, ast.Call)]
    assert not [c for c in calls if isinstance(c, ast.Name) and c.id == "print"]


@pytest.mark.parametrize("module", TREES)
def test_whole_texts_are_matched_with_fullmatch(module: str) -> None:
    """`re.match("^…$")` lets a line end slip through."""
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            # JSON Schema has no other way to say it; its patterns are in `fields`.
            assert not re.fullmatch(r"\^[^\n|]{1,200}[^\\]\$", node.value) or module == "spinesite.fields", node.value


@pytest.mark.parametrize(
    ("library", "only"),
    [
        ("bibtexparser", {"spinesite.bibtex", "spinesite.bibblocks", "spinesite.bibnames"}),
        ("markdown", {"spinesite.markup", "spinesite.markupfast", "spinesite.markuplinear"}),
        ("nh3", {"spinesite.markup"}),
        ("httpx", {"spinesite.fetch"}),
        ("jinja2", {"spinesite.render", "spinesite.templatefaults"}),
        ("selectolax", {"spinesite.verify", "spinesite.unmarked"}),
        ("pagefind_bin", {"spinesite.search"}),
        ("click", {name for name in TREES if in_command_line(name)}),
        ("sqlite3", {"spinesite.exports.evidence_sqlite"}),
        ("yaml", {"spinesite.yamltree"}),
        ("pydantic", {"spinesite.fields", "spinesite.records", "spinesite.schema", "spinesite.json_schemas"}),
        ("watchfiles", {"spinesite.preview.watching"}),
        ("http.server", {"spinesite.preview.server"}),
    ],
)
def test_a_library_has_one_door(library: str, only: set[str]) -> None:
    users = {
        name for name, tree in TREES.items() if any(i == library or i.startswith(library + ".") for i in imports(tree))
    }
    assert users
    assert users <= only


STAGES = ("load", "check", "resolve", "render", "verify", "publish")


@pytest.mark.parametrize("stage", STAGES)
def test_data_flows_one_way(stage: str) -> None:
    """No stage knows a later one, except that the verifier looks at what the renderer makes."""
    later = {f"spinesite.{name}" for name in STAGES[STAGES.index(stage) + 1 :]}
    assert not imports(TREES[f"spinesite.{stage}"]) & later


def test_rules_do_not_read_files() -> None:
    for name, tree in TREES.items():
        if name.startswith("spinesite.rules."):
            assert not imports(tree) & {"os", "pathlib", "spinesite.load", "spinesite.publish", "spinesite.render"}, (
                name
            )


def test_no_module_is_too_large() -> None:
    large = {str(path.relative_to(ROOT)): n for path in FILES if (n := len(path.read_text().splitlines())) > 450}
    assert not large
