"""Pages in Markdown: options with their evidence, conditions, guides, and pages about the site."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from bakery import words
from bakery.bibliography import Reference
from bakery.claims import Claim, Deck, Option, locator, scalar

_AGREEING = (
    "Notes from other kitchens say much the same",
    "Reports do not agree on this",
    "The ovens in these tests were small",
    "Not all bakers kept to the plan",
    "The flour was not named",
    "Nobody tasted the loaves blind",
    "The cloth was changed between bakes",
)


def option_page(random: Random, order: int, option: Option, own: Sequence[Claim], others: Deck) -> str:
    """Return an option of about 800 words with two dozen citations, links, a table and three cards."""
    aside = others.deal(15)
    found = random.sample(own, min(len(own), 9))
    table = "\n".join(f"| {claim.outcome.replace('-', ' ')} | {_fact(claim)} {claim.cite} |" for claim in found[-3:])
    sections = [
        ("What it is", _paragraphs(random, aside[:4], 3)),
        ("What it takes", _paragraphs(random, aside[4:6], 2) + "\n\n" + _list(random)),
        ("What bakers found", _evidence(random, found[:6]) + "\n\n" + _cards(own)),
        ("Numbers side by side", f"{words.scene(random)}\n\n| Outcome | Found |\n|---|---|\n{table}"),
        ("Costs and burdens", _paragraphs(random, aside[6:10], 3)),
        ("Who it may suit", _links(random, own) + "\n\n" + _paragraphs(random, aside[10:13], 2)),
        ("What is not known", _paragraphs(random, aside[13:], 2)),
        ("Questions to ask", _list(random)),
    ]
    matter = [
        f"title: {scalar(option.phrase[0].upper() + option.phrase[1:])}",
        f"category: {words.CATEGORY_OF[option.method]}",
        f"summary: {scalar('A way of baking ' + option.dough + ' bread at home: ' + option.method + '.')}",
        "names:",
        f"  - {option.phrase} bread",
        f"  - {option.dough} loaf by {option.method}",
        f"order: {order + 1}",
    ]
    return _page(matter, sections)


def plain_page(random: Random, title: str, summary: str, related: Sequence[Claim], cited: Sequence[Reference]) -> str:
    """Return a condition, a guide or a page, with evidence on both sides."""
    sections = [
        ("What this is about", _paragraphs(random, cited[:2], 2)),
        ("What bakers found", _evidence(random, related[:4]) + "\n\n" + _cards(related)),
        ("Where to read on", _links(random, related) + "\n\n" + _list(random)),
        ("What is not known", _paragraphs(random, cited[2:], 2)),
    ]
    return _page([f"title: {scalar(title)}", f"summary: {scalar(summary)}"], sections)


def _page(matter: Sequence[str], sections: Sequence[tuple[str, str]]) -> str:
    body = "\n\n".join(f"## {heading}\n\n{text.strip()}" for heading, text in sections)
    return "---\n" + "\n".join(matter) + f"\n---\n\n{body}\n"


def _fact(claim: Claim) -> str:
    return claim.fact[0].upper() + claim.fact[1:]


def _cite(random: Random, reference: Reference) -> str:
    """Return a citation without its brackets; long works get a place."""
    if reference.kind == "article" and random.random() < 0.5:
        return f"@{reference.citekey}"
    return f"@{reference.citekey}, {locator(random, reference)[1]}"


def _paragraphs(random: Random, cited: Sequence[Reference], count: int) -> str:
    """Return paragraphs of prose without numbers, with the citations shared out among them."""
    texts: list[str] = []
    for place in range(count):
        sentences = [words.scene(random) for _ in range(2)]
        sentences += [f"{random.choice(_AGREEING)} [{_cite(random, reference)}]." for reference in cited[place::count]]
        if random.random() < 0.3:
            term, shown, _ = random.choice(words.TERMS)
            sentences.append(f"The word [{shown.lower()}](term:{term}) is in the **glossary**.")
        texts.append(" ".join(sentences))
    return "\n\n".join(texts)


def _evidence(random: Random, claims: Sequence[Claim]) -> str:
    """Return paragraphs that repeat the numbers of claims with their citations or with a link to them."""
    texts: list[str] = []
    for place, claim in enumerate(claims):
        fact = _fact(claim)
        if place % 3 == 1:
            head, comma, rest = fact.partition(", ")
            fact = f"{head}{comma}[{rest}](claim:{claim.id})"
        texts.append(f"{fact} {claim.cite}. {words.scene(random)}")
    return "\n\n".join(texts)


def _cards(claims: Sequence[Claim]) -> str:
    """Return the cards of a claim for and one against, and of one more."""
    chosen: list[Claim] = []
    for direction in ("benefit", "harm", "no-difference"):
        chosen += [claim for claim in claims if claim.direction == direction][:1]
    return "\n\n".join(f"![{claim.outcome.replace('-', ' ').capitalize()}](claim:{claim.id})" for claim in chosen)


def _links(random: Random, claims: Sequence[Claim]) -> str:
    conditions = sorted({condition for claim in claims for condition in claim.conditions})[:4]
    lines = [f"- [{name.replace('-', ' ').capitalize()}](condition:{name})" for name in conditions]
    guide = random.choice(words.GUIDES)
    lines.append(f"- The guide on [{guide.replace('-', ' ')}](guide:{guide})")
    lines.append("- How we [read the studies](page:methods)")
    claim = random.choice(claims)
    lines.append(f"- [The record](ref:{claim.reference.citekey}) behind it, and [its option](option:{claim.option})")
    lines.append("- A [list of kitchens](https://example.org/kitchens?near=me) elsewhere")
    return "\n".join(lines)


def _list(random: Random) -> str:
    return "\n".join(f"- {words.scene(random)}" for _ in range(4))
