"""Names are split as BibTeX splits them; dates are read from every form in use."""

import pytest
from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names
from hypothesis import given, settings
from hypothesis import strategies as st

from spinesite.bibdates import issued
from spinesite.bibnames import people, split_names
from spinesite.latex import decode
from spinesite.model import Name, PartialDate

NAMES = [
    ("Knuth, Donald E.", Name("Knuth", "Donald E.")),
    ("Donald E. Knuth", Name("Knuth", "Donald E.")),
    ("Donald~E. Knuth", Name("Knuth", "Donald E.")),
    ("Plato", Name("Plato")),
    ("van der Berg, Hans", Name("Berg", "Hans", "van der")),
    ("Hans van der Berg", Name("Berg", "Hans", "van der")),
    ("Van Berg, Hans", Name("Van Berg", "Hans")),
    ("de la Vall{\\'e}e Poussin, Charles", Name("Vallée Poussin", "Charles", "de la")),
    ("Charles Xavier de la Vall{\\'e}e Poussin", Name("Vallée Poussin", "Charles Xavier", "de la")),
    ("de Gaulle", Name("Gaulle", "", "de")),
    ("Ann b Cee d Eff", Name("Eff", "Ann", "b Cee d")),
    ("Ann b Cee Dee", Name("Cee Dee", "Ann", "b")),
    ("Ann b Cee d", Name("Cee d", "Ann", "b")),
    ("King, Jr., Martin Luther", Name("King", "Martin Luther", "", "Jr.")),
    ("Martin Luther King, Jr.", Name("Martin Luther King", "Jr.")),
    ("Smith-Jones, J.-P.", Name("Smith-Jones", "J.-P.")),
    ("O'Brien, Se{\\'a}n", Name("O'Brien", "Seán")),
    ("d'Arcy, Ren{\\'e}e", Name("d'Arcy", "Renée")),
    ("{\\O}stergaard, S{\\o}ren", Name("Østergaard", "Søren")),
    ("{\\v S}koda {\\v C}apek", Name("Čapek", "Škoda")),
    ("Jean {\\'e}tienne Dupont", Name("Dupont", "Jean", "étienne")),
    ("İnan, Çağla", Name("İnan", "Çağla")),
    ("王, 小明", Name("王", "小明")),
    ("{Mac Donald}, {Ann Marie}", Name("Mac Donald", "Ann Marie")),
    ("Bill {von} Beta", Name("Beta", "Bill von")),
    ("{World Health Organization}", Name(literal="World Health Organization")),
    ("{World Health Organization and Friends, Inc.}", Name(literal="World Health Organization and Friends, Inc.")),
    ("{{\\'E}cole} {Centrale}", Name("Centrale", "École")),
    ("{{NICE}}", Name(literal="NICE")),
    ("{\\'E}douard", Name("Édouard")),
    ("family=Berg, given=Hans, prefix=van der, suffix={Jr., MD}", Name("Berg", "Hans", "van der", "Jr., MD")),
    ("given=Ann, given-i=A, family={Mac Donald}, useprefix=true", Name("Mac Donald", "Ann")),
]  # fmt: skip


@pytest.mark.parametrize(("written", "name"), NAMES)
def test_reads_a_name(written: str, name: Name) -> None:
    found = people(written)
    assert found.names == (name,)
    assert not found.faults
    assert not found.et_al


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("Smith, John, Jones, Kim", "more than two commas"),
        ("Smith,", "ends in a comma"),
        ("Smith, John and and Jones, Kim", "lacks a name beside an 'and'"),
        ("Smith, John and", "lacks a name beside an 'and'"),
        ("and Smith, John", "lacks a name beside an 'and'"),
        (", John", "without a family name"),
        ("family=Smith, height=180", "unknown part 'height'"),
        ("given=Ann, suffix=Jr", "without a family name"),
        ("{}", "an empty name"),
        ("a\\\\}, b", "closes nothing"),
    ],
)
def test_reports_a_name_and_keeps_its_letters(written: str, fault: str) -> None:
    found = people(written)
    assert fault in found.faults[0]
    shown = "".join(name.literal + name.given + name.family for name in found.names)
    assert sorted(c for c in written if c.isupper()) == sorted(c for c in shown if c.isupper())


@pytest.mark.parametrize(
    ("written", "families", "et_al"),
    [
        ("Smith, J and Jones, K", ["Smith", "Jones"], False),
        ("Smith, J AND Jones, K\n  aNd\tBrown, L", ["Smith", "Jones", "Brown"], False),
        ("Smith, J and others", ["Smith"], True),
        ('{\\"O}zg{\\"u}r, A and Sanders, B and others', ["Özgür", "Sanders"], True),
        ("Anderson, Sandy and Brand, Andy", ["Anderson", "Brand"], False),
        ("And, Metin", ["And"], False),
        ("useprefix=true and Smith, J", ["Smith"], False),
        ("", [], False),
        (" \n ", [], False),
    ],
)
def test_reads_a_list_of_names(written: str, families: list[str], et_al: bool) -> None:
    found = people(written)
    assert [name.family for name in found.names] == families
    assert found.et_al is et_al
    assert not found.faults


WORDS = st.sampled_from(
    ["Anna", "van", "de", "O'Brien", "and", "AND", "Smith-Jones", ",", "{Foo and Bar}", '{\\"u}', "é", "J."]
)


@settings(derandomize=True, deadline=None, max_examples=500)
@given(st.lists(WORDS).map(" ".join))
def test_lists_are_split_as_the_library_splits_them(text: str) -> None:
    assert split_names(text) == [" ".join(name.split()) for name in split_multiple_persons_names(text)]


PLAIN = st.sampled_from(["Anna", "van", "de", "O'Brien", "Smith-Jones", "é", "J.", '{\\"O}zil', 'M{\\"u}ller', "{de}"])


@settings(derandomize=True, deadline=None, max_examples=500)
@given(st.lists(PLAIN, min_size=1, max_size=4), st.lists(PLAIN, min_size=1, max_size=3))
def test_the_short_way_gives_what_the_library_gives(before: list[str], after: list[str]) -> None:
    written = f"{' '.join(before)}, {' '.join(after)}"
    parts = parse_single_name_into_parts(written)
    family, given_names, particle = (decode(" ".join(words))[0] for words in (parts.last, parts.first, parts.von))
    assert people(written).names == (Name(family, given_names, particle),)


@settings(derandomize=True, deadline=None, max_examples=500)
@given(st.text(st.sampled_from("aB ,{}\\~=and'\"-\n1")))
def test_no_name_raises(text: str) -> None:
    assert people(text).names is not None


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2019", PartialDate(2019)),
        ("2019-05", PartialDate(2019, 5)),
        ("2019-05-12", PartialDate(2019, 5, 12)),
        ("2019-05-12T10:00:00Z", PartialDate(2019, 5, 12)),
        ("2019-05/2019-06", PartialDate(2019, 5)),
        ("2019/..", PartialDate(2019)),
        ("2019/", PartialDate(2019)),
        ("/2020", PartialDate(2020)),
        ("../2020-02", PartialDate(2020, 2)),
        ("2019?", PartialDate(2019)),
        ("2019~", PartialDate(2019)),
        ("2019-05%", PartialDate(2019, 5)),
        ("2019-21", PartialDate(2019)),
        ("2019-XX", PartialDate(2019)),
        ("2019-05-XX", PartialDate(2019, 5)),
        ("-0044", PartialDate(-44)),
        ("0000", PartialDate(0)),
        ("Y12345", PartialDate(12345)),
        ("{2019}", PartialDate(2019)),
        ("2020-02-29", PartialDate(2020, 2, 29)),
        ("2019-02-29", None),
        ("2019-13", None),
        ("2019-5-1", None),
        ("19XX", None),
        ("12 May 2019", None),
        ("٢٠١٩", None),
    ],
)
def test_reads_a_date(date: str, expected: PartialDate | None) -> None:
    assert issued({"date": date, "year": "1900"}) == expected


@pytest.mark.parametrize(
    ("year", "month", "expected"),
    [
        ("2019", "", PartialDate(2019)),
        ("{2019}", "may", PartialDate(2019, 5)),
        ("2019", "May", PartialDate(2019, 5)),
        ("2019", "sept.", PartialDate(2019, 9)),
        ("2019", "December", PartialDate(2019, 12)),
        ("2019", "5", PartialDate(2019, 5)),
        ("2019", "05", PartialDate(2019, 5)),
        ("2019", "may~12", PartialDate(2019, 5, 12)),
        ("2019", "12~may", PartialDate(2019, 5, 12)),
        ("2019", "May--June", PartialDate(2019, 5)),
        ("2019", "jan/feb", PartialDate(2019, 1)),
        ("2019", "feb 30", PartialDate(2019, 2)),
        ("2019", "Spring", PartialDate(2019)),
        ("2019", "13", PartialDate(2019)),
        ("[2019]", "", PartialDate(2019)),
        ("c. 1850", "", PartialDate(1850)),
        ("2019--2020", "", PartialDate(2019)),
        ("2019/20", "", PartialDate(2019)),
        ("2019-05-12", "", PartialDate(2019, 5, 12)),
        ("-44", "", PartialDate(-44)),
        ("in press", "", None),
        ("2019a", "", None),
        ("", "may", None),
        ("²⁰¹⁹", "", None),
        ("9" * 5000, "", None),
    ],
)
def test_reads_a_year_and_a_month(year: str, month: str, expected: PartialDate | None) -> None:
    assert issued({"year": year, "month": month}) == expected


def test_reads_a_day_field() -> None:
    assert issued({"year": "2019", "month": "may", "day": "7"}) == PartialDate(2019, 5, 7)
    assert issued({"year": "2019", "month": "may", "day": "x"}) == PartialDate(2019, 5)
