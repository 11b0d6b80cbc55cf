"""What other programs read in a page: JSON-LD, tags of reference managers, Open Graph; and that text can't get out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from spinesite import addresses, csl, figures, metadata, nlm, scholarly
from spinesite.diagnostics import Location
from spinesite.exports import EXPORTS
from spinesite.model import Corpus, Name, PartialDate, Reference
from spinesite.page import Page
from spinesite.pipeline import examine
from spinesite.render import Artifact, all_pages, render
from spinesite.resolve import resolve
from spinesite.site import Site, Source

ROOT = Path(__file__).parents[1] / "golden" / "site"
BASE = "https://example.org/bread/"
EVIDENCE_PAGE = "MedicalWebPage"

SITE = {"@type": "WebSite", "@id": BASE, "name": "Bread at Home"}
PUBLISHER = {"@type": "Organization", "name": "The Example Bakery"}
LICENCE = {"@type": "CreativeWork", "name": "CC BY 4.0"}
TRIAL = {"@type": "ScholarlyArticle", "@id": f"{BASE}references/baker2020/#work"}
TRIAL_CITED = TRIAL | {
    "name": "A trial of sourdough against dried yeast: 50% more rise?",
    "datePublished": "2020-03",
    "identifier": [
        {"@type": "PropertyValue", "propertyID": "DOI", "value": "10.1000/bread.2020"},
        {"@type": "PropertyValue", "propertyID": "PMID", "value": "12345678"},
    ],
}
HANDBOOK = {"@type": "Book", "@id": f"{BASE}references/millers1999/#work"}
HANDBOOK_CITED = HANDBOOK | {"name": "The Handbook of Flour", "datePublished": "1999"}
RETRACTED_CITED = {
    "@type": "ScholarlyArticle",
    "@id": f"{BASE}references/frost2010/#work",
    "name": "Cold dough",
    "datePublished": "2010",
    "identifier": [{"@type": "PropertyValue", "propertyID": "DOI", "value": "10.1000/bread.2010"}],
    "creativeWorkStatus": "Retracted",
}


def web_page(kind: str, address: str, name: str, description: str) -> dict[str, object]:
    url = BASE + address
    return {
        "@context": "https://schema.org",
        "@type": kind,
        "@id": url,
        "url": url,
        "name": name,
        "description": description,
        "inLanguage": "en-GB",
        "isPartOf": SITE,
    }


def claim(id: str, text: str, description: str, reviewed: str) -> dict[str, object]:
    url = f"{BASE}claims/{id}/"
    return {
        "@context": "https://schema.org",
        "@type": "Claim",
        "@id": url,
        "url": url,
        "mainEntityOfPage": url,
        "text": text,
        "description": description,
        "dateModified": reviewed,
        "inLanguage": "en-GB",
        "isPartOf": SITE,
        "encoding": {"@type": "DataDownload", "contentUrl": f"{url}claim.json", "encodingFormat": "application/json"},
    }


def person(family: str, given: str) -> dict[str, object]:
    return {"@type": "Person", "name": f"{family}, {given}", "familyName": family, "givenName": given}


def appearance(address: str, name: str) -> dict[str, object]:
    return {"@type": "WebPage", "@id": BASE + address, "name": name}


GOLDEN: dict[str, Mapping[str, object] | None] = {
    "404.html": None,
    "": SITE
    | {
        "@context": "https://schema.org",
        "url": BASE,
        "description": "What trials say about raising a loaf <at home> & what they don't",
        "inLanguage": "en-GB",
        "publisher": PUBLISHER,
        "license": LICENCE,
    },
    "options/sourdough/": web_page(
        EVIDENCE_PAGE, "options/sourdough/", "Sourdough", "Bread raised with a culture instead of bought yeast."
    )
    | {
        # The oldest review of what the page shows: that of the claim on burns.
        "lastReviewed": "2024-01-10",
        "citation": [TRIAL, HANDBOOK],
        "about": {"@type": "Thing", "name": "Sourdough", "alternateName": ["levain", "wild yeast"]},
    },
    "options/waiting/": web_page(EVIDENCE_PAGE, "options/waiting/", "Waiting", "Giving the dough more time."),
    "conditions/flat-loaf/": web_page(EVIDENCE_PAGE, "conditions/flat-loaf/", "Flat loaf", "A loaf that did not rise.")
    | {"lastReviewed": "2026-01-15", "citation": [TRIAL]},
    "outcomes/burns/": web_page(
        EVIDENCE_PAGE, "outcomes/burns/", "Burns", "What the studies on record found for: Burns."
    )
    | {"lastReviewed": "2024-01-10", "citation": [HANDBOOK]},
    "guides/reading-a-recipe/": web_page(
        EVIDENCE_PAGE,
        "guides/reading-a-recipe/",
        "Reading a recipe",
        "How to tell a tested recipe from a told one.",
    ),
    "about/": web_page("WebPage", "about/", "About this site", "Who makes it."),
    "changes/": web_page("WebPage", "changes/", "Changes", "What changed in the evidence on this site, and when."),
    "references/": web_page("CollectionPage", "references/", "References", "Every work that this site cites."),
    "claims/sourdough-burns/": claim(
        "sourdough-burns",
        "At most 5% of bakers burnt a hand, one handbook says, or 1 to 3% with gloves.",
        "Very low certainty. Treat it as a clue.",
        "2024-01-10",
    )
    | {
        "citation": [HANDBOOK_CITED],
        "appearance": [appearance("options/sourdough/", "Sourdough"), appearance("outcomes/burns/", "Burns")],
    },
    "claims/sourdough-rise/": claim(
        "sourdough-rise",
        "In one trial, 30 of 40 loaves rose with sourdough and 20 of 40 with dried yeast.",
        "Moderate certainty. The answer is probably close.",
        "2026-01-15",
    )
    | {
        "citation": [TRIAL_CITED],
        "appearance": [
            appearance("options/sourdough/", "Sourdough"),
            appearance("options/dried-yeast/", "Dried yeast"),
            appearance("conditions/flat-loaf/", "Flat loaf"),
            appearance("outcomes/rise/", "The loaf rises"),
        ],
    },
    # A claim that was withdrawn keeps its page, and no page lists it.
    "claims/cold-dough/": claim(
        "cold-dough",
        "In one trial, 3 of 9 cold loaves rose.",
        "Not rated. Nobody has rated how sure this is.",
        "2026-01-15",
    )
    | {"creativeWorkStatus": "Withdrawn", "citation": [RETRACTED_CITED]},
    "references/baker2020/": TRIAL_CITED
    | {
        "@context": "https://schema.org",
        "mainEntityOfPage": f"{BASE}references/baker2020/",
        "sameAs": ["https://doi.org/10.1000/bread.2020", "https://pubmed.ncbi.nlm.nih.gov/12345678/"],
        "author": [
            person("Baker", "Ann"),
            person("van der Mühle", "Hans"),
            {"@type": "Organization", "name": "The Guild of Millers"},
        ],
        "isPartOf": {
            "@type": "PublicationIssue",
            "issueNumber": "1",
            "isPartOf": {
                "@type": "PublicationVolume",
                "volumeNumber": "3",
                "isPartOf": {"@type": "Periodical", "name": "Journal of Bread"},
            },
        },
        "pageStart": "10",
        "pageEnd": "19",
        "funder": "The Millers' Guild",
    },
    # "not recorded" is nobody's name.
    "references/millers1999/": HANDBOOK_CITED
    | {
        "@context": "https://schema.org",
        "mainEntityOfPage": f"{BASE}references/millers1999/",
        "editor": [person("Korn", "Ida"), person("Roggen", "Bo")],
        "publisher": {"@type": "Organization", "name": "Mehl & Co."},
    },
    "references/guild2015/": {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": f"{BASE}references/guild2015/#work",
        "name": "First Loaves",
        "datePublished": "2015",
        "mainEntityOfPage": f"{BASE}references/guild2015/",
        "url": "https://example.com/guild",
        "author": [{"@type": "Organization", "name": "The Guild of Millers"}],
        "publisher": {"@type": "Organization", "name": "The Guild of Millers"},
        "funder": "the guild's members",
    },
    "references/frost2010/": RETRACTED_CITED
    | {
        "@context": "https://schema.org",
        "mainEntityOfPage": f"{BASE}references/frost2010/",
        "sameAs": ["https://doi.org/10.1000/bread.2010"],
        "author": [person("Frost", "Jack")],
        "isPartOf": {"@type": "Periodical", "name": "Journal of Bread"},
    },
}


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return examine(ROOT, date(2026, 6, 1))[0]


@pytest.fixture(scope="module")
def site(corpus: Corpus) -> Site:
    return resolve(corpus)


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, Page]:
    return {page.address: page for page in all_pages(site)}


@pytest.mark.parametrize("address", GOLDEN, ids=lambda address: address or "home")
def test_pages(address: str, site: Site, pages: dict[str, Page]) -> None:
    assert metadata.structured(pages[address], site, EVIDENCE_PAGE) == GOLDEN[address]


def test_data_offers_every_file(site: Site, pages: dict[str, Page]) -> None:
    found = metadata.structured(pages["data/"], site)
    assert found is not None
    assert found["@type"] == "Dataset"
    assert found["dateModified"] == "2026-01-15"
    assert (found["creator"], found["license"]) == (PUBLISHER, LICENCE)
    distribution = found["distribution"]
    assert isinstance(distribution, list)
    assert [file["contentUrl"] for file in distribution] == [
        BASE + export.path for export in EXPORTS if export.path.startswith("data/")
    ]
    assert all(file.keys() == {"@type", "name", "contentUrl", "encodingFormat"} for file in distribution)


def nodes(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(inner)


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts(inner)


def test_no_key_is_empty_and_nothing_reviews_a_claim(site: Site, pages: dict[str, Page]) -> None:
    for page in pages.values():
        for found in nodes(metadata.structured(page, site)):
            assert found["@type"]
            assert len(found) > 1
            assert "ClaimReview" not in found.values()
            for name, value in found.items():
                assert value, (page.address, name)
                # Not one number: they would stand without their bounds.
                assert isinstance(value, (str, dict, list)), (page.address, name)


def test_lists_do_not_repeat_their_entries(site: Site, pages: dict[str, Page]) -> None:
    for address in (addresses.OPTIONS, addresses.CLAIMS, addresses.REFERENCES, addresses.OUTCOMES, addresses.GLOSSARY):
        found = metadata.structured(pages[address], site) or {}
        assert found["@type"] == "CollectionPage"
        assert not [value for value in found.values() if isinstance(value, list)]


def test_bounded_numbers_keep_their_bounds(site: Site, pages: dict[str, Page]) -> None:
    said = [
        text
        for page in pages.values()
        for text in (
            *texts(metadata.structured(page, site)),
            *(content for _, content in metadata.open_graph(page, site)),
        )
    ]
    bounded = [
        figure.estimate
        for statement in site.statements
        for figure in statement.figures
        if figure.estimate.relation != "exactly"
    ]
    assert bounded
    kept = 0
    for estimate in bounded:
        whole = figures.number_text(estimate)
        bare = whole.removeprefix(figures.BOUNDS[estimate.relation])
        assert bare != whole
        for text in said:
            assert text.casefold().count(f" {bare}") == text.casefold().count(whole), text
            kept += whole in text.casefold()
    assert kept


# Text that tries to get out.

HOSTILE = "</script><!--<script> \"'> & &lt; \u2028\u2029 ]]> \\u003c/script {{ 7*7 }}"


class Reader(HTMLParser):
    """Reads what a page says to other programs."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.data: list[str] = []
        self.meta: list[tuple[str, str]] = []
        self.links: dict[str, str] = {}
        self.language = ""
        self.is_data = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.is_data = tag == "script" and found.get("type") == "application/ld+json"
        if self.is_data:
            self.data.append("")
        if tag == "meta":
            self.meta.append((found.get("name") or found.get("property") or "", found.get("content", "")))
        if tag == "link":
            self.links.setdefault(found.get("rel", ""), found.get("href", ""))
        if tag == "html":
            self.language = found.get("lang", "")

    def handle_data(self, data: str) -> None:
        if self.is_data:
            self.data[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self.is_data = False


@pytest.fixture(scope="module")
def hostile(corpus: Corpus) -> Site:
    settings = corpus.settings.record.model_copy(update={"title": HOSTILE, "publisher": HOSTILE})
    options = [
        replace(found, record=found.record.model_copy(update={"title": HOSTILE, "names": (HOSTILE,)}))
        for found in corpus.options
    ]
    claims = [replace(found, record=found.record.model_copy(update={"statement": HOSTILE})) for found in corpus.claims]
    references = [
        replace(
            found,
            fields={**found.fields, "title": HOSTILE, "journal": HOSTILE, "funding": HOSTILE, "number": HOSTILE},
            authors=(Name(family=HOSTILE, given=HOSTILE), Name(literal=HOSTILE)),
        )
        for found in corpus.bibliography.references
    ]
    return resolve(
        replace(
            corpus,
            settings=replace(corpus.settings, record=settings),
            options=tuple(options),
            claims=tuple(claims),
            bibliography=replace(corpus.bibliography, references=tuple(references)),
        )
    )


def drawn_pages(site: Site, root: Path = ROOT) -> Iterator[tuple[Artifact, Page]]:
    """Yield the pages that search engines are told of."""
    for artifact in render(site, root):
        if artifact.page is not None and artifact.page.listed:
            yield artifact, artifact.page


def test_hostile_text_is_read_back_and_stays_where_it_is(hostile: Site) -> None:
    seen = 0
    for artifact, page in drawn_pages(hostile):
        text = artifact.data.decode()
        expected = metadata.structured(page, hostile, EVIDENCE_PAGE)
        by_standard_library = Reader(text)
        tree = LexborHTMLParser(artifact.data)
        by_browser = [node.text() for node in tree.css('script[type="application/ld+json"]')]
        assert by_standard_library.data == by_browser
        assert [json.loads(data) for data in by_browser] == ([expected] if expected else [])
        for data in by_browser:
            assert not set(data) & set("<>&\u2028\u2029")
        seen += sum(found.count(HOSTILE) for found in texts(expected))
        source = page.parts.get("source")
        tags = metadata.open_graph(page, hostile) + (scholarly.highwire(source) if isinstance(source, Source) else ())
        found_tags = [tag for tag in by_standard_library.meta if tag[0].startswith(("og:", "twitter:", "citation_"))]
        assert found_tags == list(tags)
        # Nothing was let loose: the scripts of a page are its data and the site's own file.
        assert len(tree.css("script:not([src])")) == len(by_browser)
    assert seen > 50


@given(
    st.recursive(
        st.text() | st.sampled_from([HOSTILE, "]]>", "\x7f"]) | st.none() | st.integers() | st.booleans(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_inert_json_means_the_same(value: object) -> None:
    text = metadata.inert(value)
    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text) == value


def test_inert_json_has_no_numbers_that_json_lacks() -> None:
    with pytest.raises(ValueError, match="JSON"):
        metadata.inert({"value": float("nan")})


def test_every_page_says_where_it_belongs(site: Site) -> None:
    """Language, canonical address, feed, one block of data; the page of wrong addresses claims no address."""
    count = 0
    for artifact, page in drawn_pages(site):
        read = Reader(artifact.data.decode())
        is_page = page.address != "404.html"
        assert read.language == "en-GB"
        assert read.links["alternate"].endswith("feed.xml")
        assert read.links.get("canonical") == (BASE + page.address if is_page else None)
        assert len(read.data) == is_page
        assert dict(read.meta).get("og:url") == (BASE + page.address if is_page else None)
        assert "ClaimReview" not in artifact.data.decode()
        count += 1
    assert count > 20


def test_a_site_on_another_subject_names_its_own_type(site: Site, tmp_path: Path) -> None:
    components = tmp_path / "templates" / "components"
    components.mkdir(parents=True)
    (components / "schema_types.html").write_text('{% set evidence_page = "TechArticle" %}', encoding="utf-8")
    types = {
        page.address: json.loads(Reader(artifact.data.decode()).data[0])["@type"]
        for artifact, page in drawn_pages(site, tmp_path)
        if page.address in ("options/sourdough/", "outcomes/burns/", "about/")
    }
    assert types == {"options/sourdough/": "TechArticle", "outcomes/burns/": "TechArticle", "about/": "WebPage"}


# The tags of reference managers.

RICH = {
    "title": "On rising",
    "journal": "Journal of Bread",
    "shortjournal": "J Bread",
    "booktitle": "The Big Book",
    "publisher": "Mehl",
    "institution": "The Guild",
    "volume": "3",
    "number": "7",
    "pages": "10--19",
    "isbn": "978-3-16-148410-0",
    "issn": "1234-5678",
    "doi": "https://doi.org/10.1000/Rise.1",
    "pmid": "123",
    "url": "https://example.com/rise",
    "langid": "german",
}
LARK = Name(family="Lark", given="Ann")
BERG = Name(family="Berg", given="Hans", particle="van der", suffix="Jr.")
EDITOR = Name(family="Korn", given="Ida")


def source(kind: str, fields: Mapping[str, str], **other: object) -> Source:
    reference = Reference("lark2020", kind, Location("citations/x.bib"), fields, fields, {})
    reference = replace(reference, **other)  # type: ignore[arg-type]
    return Source(reference, "references/lark2020/", "", nlm.short(reference), nlm.links(reference))


def chosen(*names: str) -> dict[str, str]:
    return {name: RICH[name] for name in names}


COMMON = ("title", "doi", "pmid")
TAIL = (
    ("citation_doi", "10.1000/Rise.1"),
    ("citation_pmid", "123"),
)
AT_DOI = ("citation_public_url", "https://doi.org/10.1000/Rise.1")


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        (
            "article",
            chosen(*COMMON, "journal", "shortjournal", "volume", "number", "pages", "issn", "langid"),
            (
                ("citation_journal_title", "Journal of Bread"),
                ("citation_journal_abbrev", "J Bread"),
                ("citation_volume", "3"),
                ("citation_issue", "7"),
                ("citation_firstpage", "10"),
                ("citation_lastpage", "19"),
                *TAIL,
                ("citation_issn", "1234-5678"),
                ("citation_language", "de"),
                AT_DOI,
            ),
        ),
        (
            "book",
            chosen(*COMMON, "publisher", "isbn"),
            (*TAIL, ("citation_isbn", "978-3-16-148410-0"), ("citation_publisher", "Mehl"), AT_DOI),
        ),
        (
            "incollection",
            chosen(*COMMON, "booktitle", "publisher", "pages"),
            (
                ("citation_book_title", "The Big Book"),
                ("citation_firstpage", "10"),
                ("citation_lastpage", "19"),
                *TAIL,
                ("citation_publisher", "Mehl"),
                AT_DOI,
            ),
        ),
        (
            "inproceedings",
            chosen(*COMMON, "booktitle"),
            (("citation_conference_title", "The Big Book"), *TAIL, AT_DOI),
        ),
        (
            "phdthesis",
            {**chosen("title"), "school": "Bakery College"},
            (("citation_dissertation_institution", "Bakery College"),),
        ),
        (
            "techreport",
            chosen("title", "institution", "number", "url"),
            (
                ("citation_technical_report_institution", "The Guild"),
                ("citation_technical_report_number", "7"),
                ("citation_public_url", "https://example.com/rise"),
            ),
        ),
        ("online", chosen("title", "url"), (("citation_public_url", "https://example.com/rise"),)),
    ],
)
def test_the_work_itself_is_saved(kind: str, fields: dict[str, str], expected: tuple[tuple[str, str], ...]) -> None:
    found = scholarly.highwire(source(kind, fields, authors=(LARK, BERG), issued=PartialDate(2020, 3, 5)))
    assert found == (
        ("citation_title", "On rising"),
        ("citation_author", "Lark, Ann"),
        ("citation_author", "van der Berg, Hans, Jr."),
        ("citation_publication_date", "2020/03/05"),
        *expected,
    )


@pytest.mark.parametrize("kind", csl.TYPES)
def test_every_kind_of_work(kind: str) -> None:
    made = source(kind, RICH, authors=(LARK,), editors=(EDITOR,), issued=PartialDate(2020))
    tags = scholarly.highwire(made)
    assert dict(tags)["citation_title"] == "On rising"
    assert [text for name, text in tags if name == "citation_editor"] == ["Korn, Ida"]
    assert all(name.startswith("citation_") and text for name, text in tags)
    once = [name for name, _ in tags if name not in ("citation_author", "citation_editor")]
    assert len(once) == len(set(once))
    kinds = {"journal_title", "book_title", "conference_title", "dissertation_institution"}
    assert len({f"citation_{each}" for each in (*kinds, "technical_report_institution")} & set(once)) <= 1
    for found in nodes(scholarly.work(made, BASE)):
        assert all(found.values())


def test_a_work_of_which_nothing_is_known() -> None:
    made = source("misc", {})
    assert scholarly.highwire(made) == ()
    assert scholarly.work(made, BASE) == {
        "@type": "CreativeWork",
        "@id": f"{BASE}references/lark2020/#work",
        "name": "lark2020, no date",
        "mainEntityOfPage": f"{BASE}references/lark2020/",
    }


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (PartialDate(2020), "2020"),
        (PartialDate(2020, 3), "2020/03"),
        (PartialDate(2020, 3, 5), "2020/03/05"),
        (PartialDate(987), "0987"),
        (PartialDate(2020, None, 5), "2020"),
    ],
)
def test_dates_are_as_exact_as_they_are_known(day: PartialDate, written: str) -> None:
    made = source("book", {"title": "x"}, issued=day)
    assert dict(scholarly.highwire(made))["citation_publication_date"] == written
    assert scholarly.work(made, BASE)["datePublished"] == written.replace("/", "-")


@pytest.mark.parametrize(
    ("pages", "tags", "properties"),
    [
        ("10--19", ("10", "19"), {"pageStart": "10", "pageEnd": "19"}),
        ("e1234", ("e1234", None), {"pageStart": "e1234"}),
        ("I-12--I-15", ("I-12", "I-15"), {"pageStart": "I-12", "pageEnd": "I-15"}),
        ("10--19, 30", ("10", None), {"pagination": "10-19, 30"}),
        ("I-12--I-15, I-20", ("I-12", None), {"pagination": "I-12–I-15, I-20"}),
    ],
)
def test_pages_of_a_work(pages: str, tags: tuple[str, str | None], properties: dict[str, str]) -> None:
    made = source("article", {"title": "x", "pages": pages})
    found = dict(scholarly.highwire(made))
    assert (found.get("citation_firstpage"), found.get("citation_lastpage")) == tags
    whole = scholarly.work(made, BASE)
    assert {name: whole[name] for name in ("pageStart", "pageEnd", "pagination") if name in whole} == properties


def test_a_part_leaves_to_the_book_what_is_the_books() -> None:
    made = source("incollection", RICH, authors=(LARK,), editors=(EDITOR,))
    found = scholarly.work(made, BASE)
    assert found["isPartOf"] == {
        "@type": "Book",
        "name": "Journal of Bread",
        "editor": [person("Korn", "Ida")],
        "publisher": {"@type": "Organization", "name": "The Guild"},
        "isbn": "978-3-16-148410-0",
    }
    assert not found.keys() & {"editor", "publisher", "isbn"}
    whole = scholarly.work(source("book", RICH, editors=(EDITOR,)), BASE)
    assert whole.keys() >= {"editor", "publisher", "isbn"}
    assert "isPartOf" not in whole
    # schema.org knows the ISBN of books alone.
    assert "isbn" not in scholarly.work(source("techreport", RICH), BASE)


# Open Graph.


def test_open_graph(site: Site, pages: dict[str, Page]) -> None:
    assert metadata.open_graph(pages["options/sourdough/"], site) == (
        ("og:title", "Sourdough"),
        ("og:description", "Bread raised with a culture instead of bought yeast."),
        ("og:type", "article"),
        ("og:url", f"{BASE}options/sourdough/"),
        ("og:site_name", "Bread at Home"),
        ("og:locale", "en_GB"),
        ("twitter:card", "summary"),
    )
    assert metadata.open_graph(pages["404.html"], site) == ()
    types = {address: dict(metadata.open_graph(page, site)).get("og:type") for address, page in pages.items()}
    assert (types[""], types["claims/"], types["claims/crumb/"], types["about/"]) == (
        "website",
        "website",
        "article",
        "article",
    )


def test_a_page_about_a_work_is_not_filed_as_a_page_of_the_site(site: Site, pages: dict[str, Page]) -> None:
    """Reference managers take the site's name for a journal's, and what has no type of its own for an article."""
    found = {
        address: dict(metadata.open_graph(pages[f"references/{address}/"], site))
        for address in ("baker2020", "millers1999", "guild2015")
    }
    assert [tags["og:type"] for tags in found.values()] == ["article", "book", "article"]
    assert not [tags for tags in found.values() if "og:site_name" in tags]
    assert scholarly.graph_type(source("online", {}).reference) == "website"


@pytest.mark.parametrize(
    ("language", "locale"),
    [("en-GB", "en_GB"), ("zh-Hans-CN", "zh_CN"), ("de", None), ("pt-br", "pt_BR"), ("zh-Hant", None)],
)
def test_locale(language: str, locale: str | None, site: Site, pages: dict[str, Page]) -> None:
    elsewhere = replace(site, settings=site.settings.model_copy(update={"language": language}))
    assert dict(metadata.open_graph(pages[""], elsewhere)).get("og:locale") == locale
