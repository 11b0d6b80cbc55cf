"""The JSON Schemas: whole, current, and of one mind with the readers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from spinesite import cli
from spinesite.guidance import GUIDANCE
from spinesite.json_schemas import FOLDER, SCHEMAS, files, json_schema
from spinesite.records import Checked, Record
from spinesite.words import CHECKED

ROOT = Path(__file__).parents[2]
FIELDS = [(record, name) for record, fields in GUIDANCE.items() for name in fields]
PLACES = {
    "claim": "content/claims/**/*.yaml",
    "option": "content/options/*.md",
    "condition": "content/conditions/*.md",
    "guide": "content/guides/*.md",
    "page": "content/pages/*.md",
    "retractions": "citations/retractions.json",
    **{name: f"content/{name}.yaml" for name in ("site", "categories", "outcomes", "glossary", "unsupported")},
    **{name: f"content/{name}.yaml" for name in ("changes", "waivers")},
}


class CoreLoader(yaml.SafeLoader):
    """Reads plain values as YAML 1.2 does, and so as editors' programs do: `no` and dates are text, 12 is a number."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012


CoreLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("^(?:null|~|)$"), ["n", "~", ""])
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^[-+]?[0-9]+$"), list("-+0123456789"))
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^[-+]?[0-9]+\.[0-9]*$"), list("-+0123456789"))


def read(path: Path) -> Any:
    text = path.read_text(encoding="utf-8-sig")
    return yaml.load(text.split("\n---", 1)[0] if path.suffix == ".md" else text, Loader=CoreLoader)  # noqa: S506


def nested(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from nested(argument)


def reachable(record: type[Record]) -> set[type[Record]]:
    inner = {found for field in record.model_fields.values() for found in nested(field.annotation)}
    return {record}.union(*(reachable(found) for found in inner))


def shape_of(record: type[Record]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The schema of a record and that of a whole file with it, in which its references lead somewhere."""
    for name, (model, is_list) in SCHEMAS.items():
        schema = json_schema(name)
        if model is record and not is_list:
            return schema, schema
        if record.__name__ in schema.get("$defs", {}):
            return schema["$defs"][record.__name__], schema
    raise LookupError(record)


def test_every_way_of_checking_has_words() -> None:
    """The rule that knows these words of a reference takes them from there."""
    assert [word for word in CHECKED if word] == list(get_args(Checked))


def validator(schema: dict[str, Any]) -> Any:
    """Return what holds values against a schema. It takes seconds to load, which is left to those who ask."""
    from jsonschema import Draft202012Validator

    return Draft202012Validator(schema)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_is_one(name: str) -> None:
    schema = json_schema(name)
    validator(schema).check_schema(schema)


def test_the_committed_schemas_are_current() -> None:
    there = {path.relative_to(ROOT).as_posix(): path.read_text() for path in (ROOT / FOLDER).iterdir()}
    assert there == dict(files()), "run `spinesite schema --write`"


def test_every_field_of_every_record_is_explained() -> None:
    records = set().union(*(reachable(record) for record, _ in SCHEMAS.values()))
    assert {record: set(record.model_fields) for record in records} == {
        record: set(fields) for record, fields in GUIDANCE.items()
    }


@pytest.mark.parametrize(("record", "name"), FIELDS, ids=lambda value: getattr(value, "__name__", value))
def test_examples_are_what_they_say(record: type[Record], name: str) -> None:
    shape, whole = shape_of(record)
    field = shape["properties"][name]
    assert field["description"].endswith(".")
    assert len(field["examples"]) == len(field["examples_bad"]) == 1
    good, bad = field["examples"][0], field["examples_bad"][0]
    assert good != bad
    adapter: TypeAdapter[object] = TypeAdapter(record.model_fields[name].rebuild_annotation())
    in_schema = validator({"$defs": whole.get("$defs", {}), **field})
    adapter.validate_python(good)
    assert in_schema.is_valid(good)
    # A type cannot tell a bad sentence from a good one.
    if field.get("pattern") == r"\S":
        assert isinstance(bad, str)
        return
    with pytest.raises(ValidationError):
        adapter.validate_python(bad)
    assert not in_schema.is_valid(bad)


@pytest.mark.parametrize("site", ["", "tests/golden/site", "tests/browser/awkward", "tests/rules/base"])
@pytest.mark.parametrize("name", SCHEMAS)
def test_what_the_program_accepts_is_not_underlined(site: str, name: str) -> None:
    in_schema = validator(json_schema(name))
    for path in sorted((ROOT / site).glob(PLACES[name])):
        errors = [f"{path.name}: {error.json_path}: {error.message}" for error in in_schema.iter_errors(read(path))]
        assert not errors


def test_vscode_knows_where_each_record_stands() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text())
    told = {Path(schema).stem: pattern for schema, pattern in settings["yaml.schemas"].items()}
    told |= {Path(s["url"]).stem: s["fileMatch"][0].lstrip("/") for s in settings["json.schemas"]}
    assert told == {name: place for name, place in PLACES.items() if not place.endswith(".md")}
    for schema in (*settings["yaml.schemas"], *(s["url"] for s in settings["json.schemas"])):
        assert (ROOT / schema).is_file()


def test_the_command_prints_and_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["schema", "claim"]) == 0
    assert json.loads(capsys.readouterr().out) == json_schema("claim")
    assert cli.main(["schema", "clam"]) == 2
    assert "did you mean 'claim'?" in capsys.readouterr().err
    assert cli.main(["schema"]) == 2
    assert "choose one of claim, option" in capsys.readouterr().err
    assert cli.main(["schema", "--write", "--root", str(tmp_path)]) == 2
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yaml").write_text("title: x\n")
    assert cli.main(["schema", "--write", "--root", str(tmp_path)]) == 0
    assert "docs/schemas/claim.json" in capsys.readouterr().err
    assert {p.relative_to(tmp_path).as_posix() for p in (tmp_path / FOLDER).iterdir()} == set(dict(files()))
    (tmp_path / FOLDER / "claim.json").write_text("{}")
    assert cli.main(["schema", "--write", "--root", str(tmp_path)]) == 0
    assert capsys.readouterr().err == "wrote docs/schemas/claim.json\n"
    assert cli.main(["schema", "--write", "--root", str(tmp_path)]) == 0
    assert "are current" in capsys.readouterr().err
