"""Two corpora into what is different in their evidence. Knows no git and no Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field, replace

from spinesite import addresses, notices
from spinesite.diagnostics import Diagnostic
from spinesite.differences.shifts import Shift, claim_shifts, reference_shifts
from spinesite.model import Corpus, Reference, Sourced
from spinesite.names import bare_doi, fold
from spinesite.records import Claim, Notice


@dataclass(frozen=True, slots=True)
class State:
    """One of the two states that are compared.

    `pages` holds what tells the text of each page from another, by its address; None where the pages cannot be made.
    """

    corpus: Corpus
    diagnostics: tuple[Diagnostic, ...]
    pages: Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class ChangedClaim:
    """A claim that readers find changed: what shifted, and the statement before and after."""

    claim: Claim
    shifts: tuple[Shift, ...]
    statement_before: str

    @property
    def is_reworded(self) -> bool:
        """Whether the statement has other words."""
        return self.statement_before != self.claim.statement


@dataclass(frozen=True, slots=True)
class ChangedReference:
    """A reference of which fields changed; `before` is the citekey that it had, which may be the same."""

    reference: Reference
    before: str
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """What was announced about a work since; `claims` are the ids of the claims that rest on it."""

    citekey: str
    notice: Notice
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What is different in the evidence, everything in order of ids.

    `withdrawn` holds claims that have got a status that says so, `gone` those that are deleted or drafts now. `unread`
    names the claims and references of which one version could not be read. `pages` are the addresses of pages that are
    "new", "gone" or "changed"; where one state has errors, only those of claims and references, and `knows_pages` is
    false.
    """

    added: tuple[Claim, ...] = ()
    changed: tuple[ChangedClaim, ...] = ()
    withdrawn: tuple[Claim, ...] = ()
    gone: tuple[Claim, ...] = ()
    references_added: tuple[Reference, ...] = ()
    references_changed: tuple[ChangedReference, ...] = ()
    references_removed: tuple[Reference, ...] = ()
    retracted: tuple[Doubt, ...] = ()
    doubted: tuple[Doubt, ...] = ()
    cleared: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    pages: Mapping[str, str] = field(default_factory=dict)
    knows_pages: bool = True
    new: tuple[Diagnostic, ...] = ()
    solved: tuple[Diagnostic, ...] = ()

    @property
    def is_of_evidence(self) -> bool:
        """Whether any claim, reference or notice is different."""
        parts = (self.added, self.changed, self.withdrawn, self.gone, self.references_added, self.references_changed)
        return any((*parts, self.references_removed, self.retracted, self.doubted, self.cleared))


def compare(before: State, after: State) -> Difference:
    """Return what is different in a state from the one before."""
    old_references, new_references = _references(before.corpus), _references(after.corpus)
    renamed = _renamed(old_references, new_references)
    old = {claim.id: claim for claim in _published(before.corpus)}
    new = {claim.id: claim for claim in _published(after.corpus)}
    lost = _claims_lost(before.corpus, after.corpus)
    gone = tuple(old[id] for id in sorted(old.keys() - new.keys()) if not lost(id))
    shared = sorted(old.keys() & new.keys())
    withdrawn = tuple(new[id] for id in shared if _is_withdrawn(new[id]) and not _is_withdrawn(old[id]))
    changed = tuple(_changed(old[id], new[id], renamed) for id in shared if new[id] not in withdrawn)
    announced_before, announced = notices.by_citekey(before.corpus), notices.by_citekey(after.corpus)
    doubts = tuple(
        Doubt(citekey, notice, _resting_on(citekey, new.values()))
        for citekey in sorted(announced)
        for notice in _news(announced_before.get(_old_name(citekey, renamed), ()), announced[citekey])
    )
    standing = {key for key, found in announced.items() if notices.retraction(found)}
    stood = {renamed.get(key, key) for key, found in announced_before.items() if notices.retraction(found)}
    broken = _references_lost(before.corpus, after.corpus)
    found = Difference(
        added=tuple(new[id] for id in sorted(new.keys() - old.keys()) if not lost(id)),
        changed=tuple(each for each in changed if each.shifts or each.is_reworded),
        withdrawn=withdrawn,
        gone=gone,
        references_added=_only(new_references, old_references, set(renamed.values()), broken),
        references_changed=tuple(_changed_references(old_references, new_references, renamed)),
        references_removed=_only(old_references, new_references, set(renamed), broken),
        retracted=tuple(
            each for each in doubts if each.notice.nature == "Retraction" and each.citekey in standing - stood
        ),
        doubted=tuple(each for each in doubts if each.notice.nature in ("Expression of concern", "Correction")),
        cleared=tuple(sorted(key for key in stood - standing if key in new_references)),
        unread=tuple(sorted({*_unread(before.corpus), *_unread(after.corpus)})),
        new=_without(after.diagnostics, before.diagnostics),
        solved=_without(before.diagnostics, after.diagnostics),
    )
    if before.pages is None or after.pages is None:
        return replace(found, pages=_pages_of_records(found), knows_pages=False)
    return replace(found, pages=_pages(before.pages, after.pages))


def _published(corpus: Corpus) -> Iterable[Claim]:
    return (found.record for found in corpus.claims if found.record.is_published)


def _references(corpus: Corpus) -> dict[str, Reference]:
    return {found.citekey: found for found in reversed(corpus.bibliography.references) if found.is_work}


def _is_withdrawn(claim: Claim) -> bool:
    return claim.status == "withdrawn"


def _changed(before: Claim, after: Claim, renamed: Mapping[str, str]) -> ChangedClaim:
    return ChangedClaim(after, tuple(claim_shifts(before, after, renamed)), before.statement)


def _renamed(before: Mapping[str, Reference], after: Mapping[str, Reference]) -> dict[str, str]:
    """Return the new citekeys of works that have another one now, told by their DOI or PMID."""
    known = {work: key for key in after.keys() - before.keys() for work in _works(after[key])}
    pairs = ((key, known.get(work)) for key in sorted(before.keys() - after.keys()) for work in _works(before[key]))
    found: dict[str, str] = {}
    for old, new in pairs:
        if new is not None and new not in found.values():
            found.setdefault(old, new)
    return found


def _works(reference: Reference) -> Iterable[tuple[str, str]]:
    doi, pmid = bare_doi(notices.own(reference, "doi")).lower(), notices.own(reference, "pmid")
    return (("doi", doi),) * bool(doi) + (("pmid", pmid),) * bool(pmid)


def _old_name(citekey: str, renamed: Mapping[str, str]) -> str:
    return next((old for old, new in renamed.items() if new == citekey), citekey)


def _changed_references(
    before: Mapping[str, Reference], after: Mapping[str, Reference], renamed: Mapping[str, str]
) -> Iterable[ChangedReference]:
    for citekey in sorted(after):
        old = before.get(_old_name(citekey, renamed))
        shifts = tuple(reference_shifts(old, after[citekey])) if old is not None else ()
        if old is not None and (shifts or old.citekey != citekey):
            yield ChangedReference(after[citekey], old.citekey, shifts)


def _only(
    these: Mapping[str, Reference],
    others: Mapping[str, Reference],
    renamed: Set[str],
    lost: Callable[[Reference], bool],
) -> tuple[Reference, ...]:
    """Return the references that the others lack, but for those under another name and those that could not be read."""
    return tuple(these[key] for key in sorted(these.keys() - others.keys() - renamed) if not lost(these[key]))


def _news(before: Iterable[Sourced[Notice]], after: Iterable[Sourced[Notice]]) -> Iterable[Notice]:
    known = {(found.record.nature, found.record.date) for found in before}
    return (found.record for found in after if (found.record.nature, found.record.date) not in known)


def _resting_on(citekey: str, claims: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(
        sorted(claim.id for claim in claims if citekey in {finding.citation.citekey for finding in claim.findings})
    )


def _claims_lost(*corpora: Corpus) -> Callable[[str], bool]:
    """Return what tells whether a claim is missing because its file could not be read."""
    unread = frozenset[str]().union(*(corpus.unread for corpus in corpora))
    return lambda id: f"claims/{id}" in unread or "claims/*" in unread


def _references_lost(*corpora: Corpus) -> Callable[[Reference], bool]:
    """Return what tells whether a reference is missing because its entry or its file could not be read."""
    unread = frozenset[str]().union(*(corpus.unread for corpus in corpora))
    broken = {fold(citekey) for corpus in corpora for citekey in corpus.bibliography.broken}

    def lost(reference: Reference) -> bool:
        stem = reference.location.path.rpartition("/")[2].removesuffix(".bib")
        return fold(reference.citekey) in broken or f"bib/{stem}" in unread

    return lost


def _unread(corpus: Corpus) -> Iterable[str]:
    return (*corpus.unread, *(f"reference {citekey}" for citekey in corpus.bibliography.broken))


def _pages(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for address in sorted({*before, *after}):
        if before.get(address) != after.get(address):
            found[address] = "new" if address not in before else "gone" if address not in after else "changed"
    return found


def _pages_of_records(found: Difference) -> dict[str, str]:
    claims = {claim.id: "new" for claim in found.added} | {claim.id: "gone" for claim in found.gone}
    claims |= {claim.id: "changed" for claim in (*found.withdrawn, *(each.claim for each in found.changed))}
    references = {each.citekey: "new" for each in found.references_added}
    references |= {each.citekey: "gone" for each in found.references_removed}
    references |= {each.reference.citekey: "changed" for each in found.references_changed}
    pages = {addresses.claim(id): how for id, how in claims.items()}
    return dict(sorted((pages | {addresses.reference(key): how for key, how in references.items()}).items()))


def _without(these: Iterable[Diagnostic], others: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the problems that the others lack, wherever in their files they stand."""
    left = Counter(map(_gist, others))
    found: list[Diagnostic] = []
    for each in these:
        if left[_gist(each)]:
            left[_gist(each)] -= 1
        else:
            found.append(each)
    return tuple(found)


def _gist(found: Diagnostic) -> tuple[str, str, str, str]:
    return (found.rule, found.severity, found.location.path, found.message)
