"""Records are values: nobody changes one, and nothing stands in one that has no name."""

from __future__ import annotations

import inspect

import pytest
from pydantic import ValidationError

from spinesite import records
from spinesite.fields import is_base_url
from spinesite.records import Citation, Record, SiteSettings, Term

MODELS = [each for _, each in inspect.getmembers(records, inspect.isclass) if issubclass(each, Record)]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_record_refuses_unknown_fields_and_changes(model: type[Record]) -> None:
    assert model.model_config["extra"] == "forbid"
    assert model.model_config["frozen"]


def test_a_value_does_not_change() -> None:
    term = Term(id="crumb", term="crumb", plain="what is inside")
    with pytest.raises(ValidationError):
        term.term = "crust"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Term(id="crumb", term="crumb", plain="what is inside", colour="white")  # type: ignore[call-arg]


@pytest.mark.parametrize("id", ["", "..", "../x", "a/b", "A", "con", "x" * 81])
def test_ids_that_lead_elsewhere(id: str) -> None:
    with pytest.raises(ValidationError):
        Term(id=id, term="crumb", plain="what is inside")


@pytest.mark.parametrize("citekey", ["", "../x", "a b", "2020a", "<b>", "x" * 81])
def test_citekeys_that_lead_elsewhere(citekey: str) -> None:
    with pytest.raises(ValidationError):
        Citation(citekey=citekey)


@pytest.mark.parametrize("path", ["", "/", "/a", "/a/", "/a/b.c/~d/", ":8080/a/", "/.well-known/"])
def test_addresses_of_sites(path: str) -> None:
    assert is_base_url(f"https://example.org{path}")


@pytest.mark.parametrize("path", ["//", "/a//", "//claims", "/../", "/..", "/a/../b", "/./", "/?a", "/#a", "/a b"])
def test_addresses_of_sites_whose_links_lead_elsewhere(path: str) -> None:
    """The page for what is not found begins its links with this path: `//claims/` is another host."""
    assert not is_base_url(f"https://example.org{path}")
    with pytest.raises(ValidationError):
        SiteSettings(title="a", base_url=f"https://example.org{path}", language="en")
