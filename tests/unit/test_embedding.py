"""A claim on other sites: its frame, its badge, its oEmbed answer; bounds are kept and a withdrawal is told in each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser

from spinesite import addresses, cli, words
from spinesite.exports import badge, oembed
from spinesite.figures import number_text
from spinesite.model import Corpus
from spinesite.pipeline import examine
from spinesite.render import POLICY, Artifact, render
from spinesite.resolve import resolve
from spinesite.site import Site, Statement
from spinesite.verify import verify
from tests.unit.sites import AWKWARD, GOLDEN, TODAY, every_kind_of_number, resolved

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module", params=["golden", "awkward", "numbers"])
def root(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if request.param == "numbers":
        return every_kind_of_number(tmp_path_factory.mktemp("numbers"))
    return {"golden": GOLDEN, "awkward": AWKWARD}[request.param]


@pytest.fixture(scope="module")
def site(root: Path) -> Site:
    return resolved(root)


@pytest.fixture(scope="module")
def files(root: Path, site: Site) -> dict[str, Artifact]:
    return {str(artifact.path): artifact for artifact in render(site, root)}


@pytest.fixture(scope="module")
def golden() -> Site:
    return resolved(GOLDEN)


def blanks(text: str) -> str:
    return " ".join(text.split())


def page(files: dict[str, Artifact], address: str) -> LexborHTMLParser:
    return LexborHTMLParser(files[f"{address}index.html"].data)


def attribute(tree: LexborHTMLParser, selector: str, name: str) -> str:
    found = tree.css_first(selector)
    assert found, selector
    return found.attributes[name] or ""


# The frame


def test_a_frame_shows_every_number_with_its_bound(site: Site, files: dict[str, Artifact]) -> None:
    for statement in site.statements:
        tree = page(files, addresses.embed(statement.id))
        shown = [blanks(node.text()) for node in tree.css("[data-claim][data-estimate]")]
        assert shown == [blanks(number_text(figure.estimate)) for figure in statement.figures]


def test_a_frame_says_how_sure_and_who_paid_and_leads_to_the_claim(site: Site, files: dict[str, Artifact]) -> None:
    for statement in site.statements:
        tree = page(files, addresses.embed(statement.id))
        text = blanks(tree.text())
        assert words.CERTAINTY[statement.claim.certainty.level][0] in text
        headings = tree.css("h1")
        assert [blanks(heading.text()) for heading in headings] == [blanks(statement.claim.statement)]
        assert len([node for node in tree.css("dt") if node.text() == "Who paid"]) == len(statement.reports)
        assert len([node for node in tree.css("dt") if node.text() == "Who profits"]) == len(statement.reports)
        links = {node.attributes["href"]: node.attributes.get("target") for node in tree.css("a")}
        assert links == {"../../../": "_top", f"../../../{statement.address}": "_top"}


def test_a_frame_is_small_and_found_through_its_claim_alone(site: Site, files: dict[str, Artifact]) -> None:
    sitemap = files["sitemap.xml"].data.decode()
    for statement in site.statements:
        tree = page(files, addresses.embed(statement.id))
        assert not tree.css("script, form, iframe, header, nav, footer")
        assert attribute(tree, 'meta[name="robots"]', "content") == "noindex"
        claim = addresses.absolute(site.settings.base_url, statement.address)
        assert attribute(tree, 'link[rel="canonical"]', "href") == claim
        assert attribute(tree, 'meta[http-equiv="Content-Security-Policy"]', "content") == POLICY
        assert f"<loc>{claim}</loc>" in sitemap
        listing = page(files, statement.address)
        assert [node for node in listing.css("a") if (node.attributes["href"] or "").endswith(f"{statement.id}/embed/")]
    assert "/embed/" not in sitemap
    linking = {
        path
        for path, artifact in files.items()
        if path.endswith(".html") and b'/embed/"' in artifact.data and not path.endswith("/embed/index.html")
    }
    assert linking == {f"{statement.address}index.html" for statement in site.statements}


def test_frames_are_verified_like_every_page(golden: Site) -> None:
    corpus: Corpus = examine(GOLDEN, TODAY)[0]
    made = list(render(golden, GOLDEN))
    assert verify(made, corpus) == ()
    wrong = [
        replace(each, data=each.data.replace(b"at most 5%", b"5%")) if each.path.endswith("embed/index.html") else each
        for each in made
    ]
    [found] = verify(wrong, corpus)
    assert found.rule == "output-mismatch"
    assert "prints '5%' where the record says 'at most 5%'" in found.message


def test_only_frames_may_be_framed(files: dict[str, Artifact]) -> None:
    rules: dict[str, list[str]] = {}
    for line in files["_headers"].data.decode().splitlines():
        if line.startswith("/"):
            rules[line] = []
        else:
            rules[list(rules)[-1]].append(line.strip())
    assert f"Content-Security-Policy: {POLICY}; frame-ancestors 'none'" in rules["/*"]
    assert rules["/claims/:id/embed/"] == [
        "! Content-Security-Policy",
        f"Content-Security-Policy: {POLICY}; frame-ancestors *",
    ]
    assert sum("frame-ancestors *" in line for lines in rules.values() for line in lines) == 1


# oEmbed


def test_the_answer_is_found_and_is_as_the_standard_has_it(site: Site, files: dict[str, Artifact]) -> None:
    base = addresses.absolute(site.settings.base_url, "")
    for statement in site.statements:
        tree = page(files, statement.address)
        found = attribute(tree, 'link[type="application/json+oembed"]', "href")
        assert attribute(tree, 'link[type="application/json+oembed"]', "rel") == "alternate"
        answer = json.loads(files[found.removeprefix(base)].data)
        assert (answer["type"], answer["version"]) == ("rich", "1.0")
        assert answer["provider_name"] == site.settings.title
        assert answer["provider_url"] == base
        assert all(isinstance(answer[name], int) and answer[name] > 0 for name in ("width", "height"))
        frame = LexborHTMLParser(answer["html"]).css_first("iframe")
        assert frame
        assert frame.attributes["src"] == f"{base}{addresses.embed(statement.id)}"
        assert frame.attributes["title"] == answer["title"] == oembed.title(statement)
        assert frame.attributes["width"] == str(answer["width"])
        assert frame.attributes["height"] == str(answer["height"])


def test_code_to_copy_reads_back(site: Site, files: dict[str, Artifact]) -> None:
    base = addresses.absolute(site.settings.base_url, "")
    for statement in site.statements:
        tree = page(files, statement.address)
        frame, link = tree.css_first("#frame-code"), tree.css_first("#badge-code")
        assert frame
        assert link
        assert frame.text() == json.loads(files[f"{statement.address}oembed.json"].data)["html"]
        copied = LexborHTMLParser(link.text())
        assert attribute(copied, "a", "href") == f"{base}{statement.address}"
        image = {name: attribute(copied, "img", name) for name in ("src", "alt", "width", "height")}
        assert image["src"].removeprefix(base) in files
        assert image["alt"] == badge.alternative(statement)
        shown = {name: attribute(tree, 'img[src$="badge.svg"]', name) for name in ("alt", "width", "height")}
        assert shown == {name: image[name] for name in shown}


# The badge


def read(data: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(data)  # noqa: S314 - made by the program under test


def badges(site: Site, files: dict[str, Artifact]) -> Iterator[tuple[Statement, ElementTree.Element]]:
    for statement in site.statements:
        yield statement, read(files[f"{statement.address}badge.svg"].data)


def test_a_badge_is_an_image_that_can_be_read_aloud(site: Site, files: dict[str, Artifact]) -> None:
    for statement, image in badges(site, files):
        assert {element.tag.removeprefix(SVG) for element in image.iter()} <= {"svg", "title", "rect", "g", "text"}
        assert not [name for element in image.iter() for name in element.attrib if name.startswith("on") or ":" in name]
        title = image.find(f"{SVG}title")
        assert title is not None
        assert image.attrib["role"] == "img"
        assert image.attrib["aria-label"] == title.text == f"{badge.alternative(statement)} ({site.settings.title})"
        assert statement.claim.statement in title.text
        assert (int(image.attrib["width"]), int(image.attrib["height"])) == badge.size(statement)


def test_a_badge_keeps_the_bound_of_a_single_number_and_picks_none_of_several(
    site: Site, files: dict[str, Artifact]
) -> None:
    for statement, image in badges(site, files):
        left, right = [str(element.text) for element in image.iter(f"{SVG}text")]
        if statement.claim.status == "withdrawn":
            assert (left, right) == ("Claim", "Withdrawn")
            continue
        assert right.startswith(words.CERTAINTY[statement.claim.certainty.level][0])
        if len(statement.figures) == 1:
            assert left.endswith(number_text(statement.figures[0].estimate))
        elif statement.figures:
            assert left.endswith(f"{len(statement.figures)} numbers")
        else:
            assert left.endswith("no number")


def test_texts_fit_their_halves(site: Site, files: dict[str, Artifact]) -> None:
    for _, image in badges(site, files):
        halves = [rect for rect in image.findall(f"{SVG}rect") if rect.attrib["height"] == image.attrib["height"]]
        for rect, text in zip(halves, image.iter(f"{SVG}text"), strict=True):
            start = float(rect.attrib.get("x", "0"))
            assert start < float(text.attrib["x"])
            assert float(text.attrib["x"]) + float(text.attrib["textLength"]) < start + float(rect.attrib["width"])


def test_a_long_outcome_is_cut_and_a_number_is_not(golden: Site) -> None:
    statement = golden.statement["crumb"]
    assert badge.label(statement) == "Crumb: -0.30 points"
    report = statement.reports[0]
    long = report.outcome.model_copy(update={"label": "long " * 30})
    cut = badge.label(replace(statement, reports=(replace(report, outcome=long),)))
    assert re.fullmatch(r"(?:long ){7}long…: -0\.30 points", cut)


# Withdrawn


def test_a_withdrawal_is_told_everywhere(golden: Site) -> None:
    files = {str(artifact.path): artifact for artifact in render(golden, GOLDEN)}
    statement = golden.statement["cold-dough"]
    assert "This claim was withdrawn. The trial was retracted." in blanks(
        page(files, addresses.embed("cold-dough")).text()
    )
    answer = json.loads(files["claims/cold-dough/oembed.json"].data)
    assert answer["title"] == f"Withdrawn: {statement.claim.statement}"
    assert 'title="Withdrawn: ' in answer["html"]
    image = read(files["claims/cold-dough/badge.svg"].data)
    assert image.attrib["aria-label"].startswith("Claim. Withdrawn. In one trial")
    assert number_text(statement.figures[0].estimate) not in "".join(
        str(element.text) for element in image.iter(f"{SVG}text")
    )


def test_a_retracted_source_is_told(golden: Site) -> None:
    files = {str(artifact.path): artifact for artifact in render(golden, GOLDEN)}
    assert "Rests on a retracted work" in blanks(page(files, addresses.embed("cold-dough")).text())
    statement = golden.statement["cold-dough"]
    standing = replace(statement, claim=statement.claim.model_copy(update={"status": "published"}))
    assert badge.verdict(standing) == "Not rated, rests on a retracted work"


def test_an_overdue_review_is_told_in_the_frame(golden: Site) -> None:
    assert golden.statement["sourdough-burns"].is_overdue
    files = {str(artifact.path): artifact for artifact in render(golden, GOLDEN)}
    text = blanks(page(files, addresses.embed("sourdough-burns")).text())
    assert "The review of this claim was due on 20 May 2026. Read it with care." in text


# Markup in texts


@pytest.mark.parametrize("text", ['"><script>alert(1)</script>', "a & b < c > d 'e' \"f\"", "</title></svg>", "北" * 9])
def test_no_text_leaves_its_place(text: str, tmp_path: Path) -> None:
    root = tmp_path / "site"
    every_kind_of_number(root)
    claim = root / "content/claims/plain.yaml"
    outcomes = root / "content/outcomes.yaml"
    outcomes.write_text(outcomes.read_text() + f"- {{id: odd, label: {json.dumps(text)}, better: lower}}\n")
    claim.write_text(
        f"id: plain\nstatement: {json.dumps(text)}\nfindings:\n"
        f"  - {{citation: Odd_Key:2020+a, outcome: odd, population: {json.dumps(text)}, "
        f"estimates: [{{measure: count, value: '1', unit: {json.dumps(text)}, arm: {json.dumps(text)}}}]}}\n"
        "reviewed: 2026-01-15\n",
        encoding="utf-8",
    )
    site = resolve(examine(root, TODAY)[0])
    files = {str(artifact.path): artifact for artifact in render(site, root)}
    tree = page(files, addresses.embed("plain"))
    assert not tree.css("script")
    assert blanks(tree.css("h1")[0].text()) == text
    image = read(files["claims/plain/badge.svg"].data)
    assert image.attrib["aria-label"].endswith(f"{text} (Ünusual numbers & <their> bounds)")
    answer = json.loads(files["claims/plain/oembed.json"].data)
    assert attribute(LexborHTMLParser(answer["html"]), "iframe", "title") == answer["title"] == text
    copied = page(files, "claims/plain/").css_first("#frame-code")
    assert copied
    assert copied.text() == answer["html"]


def test_frames_are_no_pages_that_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert cli.main(["build", "--root", str(GOLDEN), "--out", str(out), "--today", TODAY.isoformat()]) == 0
    pages = [path for path in out.rglob("*.html") if path.parent.name != "embed"]
    assert f", {len(pages)} pages (" in capsys.readouterr().err


def test_no_address_leaves_its_attribute(golden: Site) -> None:
    """No address of a site holds such signs; if one did, it would stay where it is all the same."""
    address = "https://example.org/\"><script>pwned()</script>&amp;'/"
    settings = golden.settings.model_copy(update={"base_url": address})
    found = oembed.embedding(golden.statement["crumb"], settings)
    for html, attributes in ((found.frame, ["src"]), (found.badge, ["href", "src"])):
        nodes = LexborHTMLParser(html).css("iframe, a, img, script")
        assert [node.tag for node in nodes if node.tag == "script"] == []
        values = [node.attributes[name] or "" for node in nodes for name in attributes if name in node.attributes]
        assert len(values) == len(attributes)
        assert all(value.startswith(address) for value in values)
