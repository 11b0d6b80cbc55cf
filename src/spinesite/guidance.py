"""What each field of a record is for, with an example and a bad example: what an editor is told while typing.

`records` says what a field may hold; this module says what it should hold. The JSON Schemas carry both. A bad example
is one that its type refuses, where a type can; a bad sentence is one that readers would have no use for.
"""

from __future__ import annotations

from typing import NamedTuple

from spinesite import records


class Guidance(NamedTuple):
    """One field: what it holds, as a sentence or two; a value that is right; one that is wrong."""

    text: str
    good: object
    bad: object


_ID = "Lower-case words and digits joined by hyphens."
_LABEL = "What readers see."

_CITATION = {
    "citekey": Guidance("What the entry in citations/ is called.", "smith2020", "Smith 2020"),
    "page": Guidance("The page of the work on which the number stands.", "372", "p. 372"),
    "table": Guidance("The number of the table, without the word.", "2", "Table 2"),
    "figure": Guidance("The number of the figure, without the word.", "3", "Fig. 3"),
    "section": Guidance("The section, by its number or its name.", "Results", "somewhere in the results"),
    "chapter": Guidance("The chapter, by its number or its name.", "4", "ch. 4"),
    "appendix": Guidance("The appendix, by its letter or its number.", "B", "App. B"),
    "supplement": Guidance("The supplement, by its number or its name.", "S1", "suppl. S1"),
}
_ESTIMATE = {
    "arm": Guidance(
        "Which group the number is of, in words. Two arms of one outcome are drawn together.", "wicks", "group 1"
    ),
    "measure": Guidance("What kind of number it is.", "proportion", "percentage"),
    "relation": Guidance("The bound that the source gives. It is kept wherever the number is shown.", "at-most", "<="),
    "value": Guidance("The number as the source prints it, as a plain decimal.", "12.6", "12,6 %"),
    "range": Guidance(
        "The two ends, where the source gives a range and no value.", {"low": "10", "high": "15"}, "10-15"
    ),
    "unit": Guidance("percent for shares, percentage-points for their differences, else in words.", "percent", "%"),
    "scale": Guidance("The id of a scale of the outcome, in content/outcomes.yaml.", "leaves-0-10", "0 to 10"),
    "events": Guidance("How many had the outcome: a whole number.", "36", "36 of 60"),
    "total": Guidance("How many there were in all: a whole number, at least 1.", "60", "0"),
    "interval": Guidance(
        "The interval around the value, as the source gives it.",
        {"low": "1.05", "high": "2.14", "level": "95"},
        "1.05 to 2.14",
    ),
    "sd": Guidance("The standard deviation.", "2.1", "± 2.1"),
    "p": Guidance("The p-value, from 0 to 1.", "0.02", "1.02"),
    "favours": Guidance("Which side the number speaks for.", "intervention", "wicks"),
    "above_favours": Guidance(
        "Which side numbers above no difference speak for, where `favours` and the outcome do not tell.",
        "intervention",
        "wicks",
    ),
    "basis": Guidance(
        "Where the number comes from. The arithmetic on counts is checked for raw numbers only.", "pooled", "adjusted"
    ),
    "name": Guidance("A name by which the formula of another estimate can call this one.", "wicks", "2 wicks"),
    "derived": Guidance(
        "A formula over the names of other estimates; it is worked out again.", "wicks - hand", "= wicks minus hand"
    ),
    "discrepancy": Guidance(
        "One sentence for readers: how the source's own numbers disagree. The arithmetic is then not reported.",
        "The table gives 36 of 60, the text 61%.",
        "The numbers are odd.",
    ),
}
_FINDING = {
    "citation": Guidance(
        "The work that reports this: its citekey, or {citekey: …, page: …} with one locator.",
        {"citekey": "smith2020", "page": "372"},
        {"citekey": "smith2020", "pages": "372"},
    ),
    "population": Guidance("Who or what was studied.", "120 pot plants in flats", "plants"),
    "intervention": Guidance("What they had.", "pots with a wick", "as above"),
    "comparator": Guidance(
        "What it was compared with. null says that the source compared with nothing; left out, it is not recorded.",
        "watering by hand before leaving",
        "the control",
    ),
    "outcome": Guidance("What was measured: an id of content/outcomes.yaml.", "alive", "Still alive"),
    "timeframe": Guidance("Until when it was measured.", "2 weeks", "long"),
    "quote": Guidance(
        "A few words of the source, word for word, that hold the number.",
        "36 of 60 plants lived",
        "wicks turned out to be a great success",
    ),
    "checked": Guidance("How far an editor checked these numbers. It wins over the reference's.", "full-text", "yes"),
    "summary": Guidance(
        "What the source says, in one sentence. Required where there is no number.",
        "Moving plants out of the sun is advised before anything else.",
        "See the source.",
    ),
    "estimates": Guidance(
        "The numbers. An empty list, with a summary, for a result without one.",
        [{"measure": "proportion", "value": "60", "unit": "percent", "events": "36", "total": "60"}],
        "60%",
    ),
}
_CLAIM = {
    "id": Guidance(
        f"The file's name without its ending, and the claim's address for ever. {_ID}",
        "wicks-keep-plants-alive",
        "Wicks Keep Plants Alive",
    ),
    "statement": Guidance(
        "One sentence that readers understand, with its numbers and their bounds, true to the findings below.",
        "In one trial, 48 of 60 plants with a wick were alive after two weeks, and 36 of 60 without.",
        "Wicks work.",
    ),
    "detail": Guidance(
        "More about the claim, in restricted Markdown.",
        "The plants were chosen by lot [@smith2020, p. 3].",
        "<b>Mind</b> how the plants were chosen.",
    ),
    "status": Guidance(
        "A draft is checked and not published; a withdrawn claim keeps its page.", "published", "deleted"
    ),
    "status_reason": Guidance("Why a claim was withdrawn, for readers.", "The trial was retracted.", "Obsolete."),
    "options": Guidance(
        "The options that the claim is about: ids of content/options/.", ["wick-pot"], ["Pots with a wick"]
    ),
    "conditions": Guidance(
        "The conditions that it is about: ids of content/conditions/.", ["two-weeks-away"], ["Two weeks away"]
    ),
    "direction": Guidance("What the findings speak for.", "benefit", "positive"),
    "certainty": Guidance(
        "How sure anyone can be. Nobody invents a grade: without one, the claim is not rated.",
        {"level": "not-rated"},
        "low",
    ),
    "findings": Guidance(
        "What each source reports, one finding a source and outcome. At least one.",
        [{"citation": "smith2020", "outcome": "alive", "summary": "Most plants lived."}],
        [],
    ),
    "quoted_as": Guidance(
        "How the number changes as it is passed on.",
        [{"where": "a shop's leaflet", "says": "plants never die", "match": "changed"}],
        "a shop's leaflet",
    ),
    "would_change": Guidance("Which evidence would change the claim.", "A trial that lasts a month.", "More research."),
    "reviewed": Guidance("The day on which an editor last read the claim against its sources.", "2026-11-22", "today"),
    "review_by": Guidance(
        "The day of the next review, where it is not the site's interval after the last.", "2027-11-22", "in a year"
    ),
}
_SITE = {
    "title": Guidance("The name of the site.", "Plants While You Are Away", "Home"),
    "base_url": Guidance("Where the site is published.", "https://example.org/plants/", "example.org"),
    "language": Guidance("The language of the texts, as a code (BCP 47).", "en-GB", "English"),
    "tagline": Guidance(
        "What the site is about, in one line. One that asks is the heading of the front page.",
        "What keeps plants alive, and how sure anyone is",
        "Welcome!",
    ),
    "publisher": Guidance("Who is answerable for the site.", "The Windowsill Society", "us"),
    "licence": Guidance("What readers may do with the texts.", "CC BY 4.0", "free"),
    "repository": Guidance(
        "The address of the repository, for corrections.", "https://example.org/our/site", "our repository"
    ),
    "funding": Guidance("Who pays for the site.", "Nobody paid for this site.", "sponsored"),
    "update_policy": Guidance(
        "How often claims are reviewed, and where changes are told.",
        "Every claim is reviewed every two years.",
        "Often.",
    ),
    "disclaimer": Guidance(
        "What the site can't do for readers; at the foot of every page.", "It is no advice.", "No liability."
    ),
    "review_interval": Guidance("How long a review holds: a number and d, w, m or y.", "24m", "two years"),
    "review_grace": Guidance(
        "How long after that an overdue review is a warning, before it is an error.", "6m", "half a year"
    ),
    "emergency": Guidance(
        "A notice for every page: what to do at once.",
        {"heading": "Switch the power off if", "items": ["water has run into a socket"]},
        "water has run into a socket",
    ),
    "navigation": Guidance(
        "The main navigation, where it is not the usual one.", [{"label": "Options", "page": "options"}], ["options"]
    ),
}
_TEXT_OF_ID = {"id": Guidance(_ID, "wicks", "The Wicks"), "label": Guidance(_LABEL, "Pots with a wick", "wick-pot")}
_OUTCOME = {
    "id": Guidance(f"What findings call it. {_ID}", "alive", "Still alive"),
    "label": Guidance(_LABEL, "Still alive", "alive"),
    "better": Guidance("Whether more of it is better.", "higher", "more"),
    "plain": Guidance("The same in everyday words.", "plants that live until you are back", "survival rate"),
    "scales": Guidance(
        "The scales on which it is measured.",
        [{"id": "leaves-0-10", "label": "leaves from 0 to 10", "low": "0", "high": "10"}],
        "0 to 10",
    ),
}
_UNSUPPORTED = {
    "id": Guidance(_ID, "plants-like-music", "Plants like music"),
    "says": Guidance("The claim as it is passed around.", "Plants that hear music need less water.", "Music."),
    "where": Guidance("Where it was read.", "a shop's leaflet", "the internet"),
    "verdict": Guidance(
        "What became of it, in a word or two.", "no source found", "Nobody who knows plants would say so."
    ),
    "why": Guidance(
        "Why it is not supported, in restricted Markdown.", "The leaflet names no source.", "It is nonsense."
    ),
    "instead": Guidance("Claims to read instead: their ids.", ["wicks-keep-plants-alive"], ["Wicks help"]),
}
_WAIVER = {
    "rule": Guidance("The rule that is silenced; `spinesite rules` lists them.", "option-without-harms", "harms"),
    "path": Guidance(
        "The file for which it is silenced. A waiver names a file or a claim.", "content/options/a.md", "options/a"
    ),
    "claim": Guidance("The claim for which it is silenced.", "wicks-keep-plants-alive", "the claim on wicks"),
    "reason": Guidance("Why it can't be mended now.", "Nobody has counted the harms of waiting.", "not now"),
    "expires": Guidance("The last day on which it holds.", "2027-06-30", "next year"),
}
_PAGE = {
    "title": Guidance(
        "The heading of the page. It carries no number that is evidence.",
        "Pots with a wick",
        "Pots with a wick save 4 in 5 plants!",
    ),
    "summary": Guidance(
        "What the page is about, in one or two sentences.", "Water climbs from a bottle to a pot.", "See below."
    ),
}

GUIDANCE: dict[type[records.Record], dict[str, Guidance]] = {
    records.Citation: _CITATION,
    records.Ends: {
        "low": Guidance("The lower end.", "10", "10%"),
        "high": Guidance("The upper end.", "15", "15%"),
    },
    records.Interval: {
        "low": Guidance("The lower end.", "1.05", "1,05"),
        "high": Guidance("The upper end.", "2.14", "2,14"),
        "level": Guidance("The level of confidence in percent, from 0 to 100.", "95", "95%"),
    },
    records.Estimate: _ESTIMATE,
    records.Finding: _FINDING,
    records.Concern: {
        "domain": Guidance("A domain of GRADE.", "imprecision", "size"),
        "concern": Guidance("How much it worries whoever rated it.", "serious", "some"),
        "why": Guidance("What is worrying.", "Only 120 plants were studied.", "It is small."),
    },
    records.Certainty: {
        "level": Guidance("How sure anyone can be (GRADE); not-rated where nobody has graded it.", "low", "weak"),
        "rated_by": Guidance(
            "Who rated it: the source itself, the editors (named in the reason), or the rule that some study designs "
            "give very-low.",
            "source",
            "authors",
        ),
        "reason": Guidance(
            "Why, in one sentence for readers.", "The authors rated it so, because it was small.", "See above."
        ),
        "concerns": Guidance(
            "The domains of GRADE that worry.", [{"domain": "imprecision", "concern": "serious"}], "imprecision"
        ),
    },
    records.Quoted: {
        "where": Guidance("Where the number was passed on.", "a shop's leaflet", "somewhere"),
        "says": Guidance("What is said there.", "plants never die", "something else"),
        "match": Guidance(
            "Whether it is what the source says, in a word.", "changed", "It is not quite what the source says."
        ),
        "why": Guidance("What changed on the way.", "Most became all.", "It is wrong."),
    },
    records.Claim: _CLAIM,
    records.Emergency: {
        "heading": Guidance("What to do, as the beginning of a sentence.", "Switch the power off if", "Danger"),
        "items": Guidance("When to do it: how the sentence ends.", ["water has run into a socket"], "a wet socket"),
        "link": Guidance("The page that says more: its id, or an https address.", "leaks", "our page on leaks"),
    },
    records.NavigationItem: {
        "label": Guidance("The word that readers see.", "Options", "Click here for our options"),
        "page": Guidance("The page: the id of a page, or a list such as options or claims.", "options", "our options"),
    },
    records.SiteSettings: _SITE,
    records.Category: {**_TEXT_OF_ID},
    records.Scale: {
        **_TEXT_OF_ID,
        "low": Guidance("The lower end of the scale.", "0", "none"),
        "high": Guidance("The upper end of the scale.", "10", "all"),
        "important": Guidance("The smallest change that matters to people.", "2", "two"),
    },
    records.Outcome: _OUTCOME,
    records.Term: {
        "id": Guidance(_ID, "wick", "A wick"),
        "term": Guidance("The word.", "Wick", "Wicks, cords and how they work"),
        "plain": Guidance(
            "What it means, in words that everybody knows.",
            "A cord that draws water up.",
            "A capillary irrigation device.",
        ),
        "also": Guidance("Other words for the same.", ["cord"], "cord"),
    },
    records.Unsupported: _UNSUPPORTED,
    records.Change: {
        "date": Guidance("The day of the change.", "2026-11-22", "November 2026"),
        "what": Guidance(
            "What changed in the evidence, for readers.", "A trial of wicks was added.", "Various updates."
        ),
        "claims": Guidance("The claims that changed: their ids.", ["wicks-keep-plants-alive"], ["Wicks help"]),
    },
    records.Waiver: _WAIVER,
    records.OptionPage: {
        **_PAGE,
        "category": Guidance("The group of options: an id of content/categories.yaml.", "in-the-pot", "In the pot"),
        "names": Guidance("Other names of the option.", ["self-watering pot"], "self-watering pot"),
        "order": Guidance("Its place in the group: a whole number, the smallest first.", "10", "first"),
    },
    records.PlainPage: _PAGE,
    records.Notice: {
        "doi": Guidance(
            "The DOI of the work that the notice is about.", "10.1000/example.1", "https://example.org/a-page"
        ),
        "pmid": Guidance("Its PubMed number.", "12345678", "PMID 12345678"),
        "nature": Guidance("What was announced.", "Retraction", "withdrawn"),
        "date": Guidance("The day of the announcement.", "2026-11-22", "11/22/2026"),
        "reasons": Guidance("The reasons that were given.", ["Error in data"], "Error in data"),
    },
    records.Notices: {
        "version": Guidance("The version of this format: 1.", "1", "one"),
        "notices": Guidance(
            "The notices.", [{"doi": "10.1000/example.1", "nature": "Retraction", "date": "2026-11-22"}], "none"
        ),
    },
}
