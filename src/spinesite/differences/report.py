"""A difference as Markdown, for a comment on a pull request and for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from spinesite.diagnostics import Diagnostic, Severity
from spinesite.differences.difference import ChangedClaim, ChangedReference, Difference, Doubt
from spinesite.differences.markdown import LIMIT, Section, code, fitted, plain
from spinesite.differences.shifts import NOTHING, Shift
from spinesite.differences.wording import word_difference
from spinesite.model import Reference
from spinesite.records import Claim
from spinesite.words import CERTAINTY

# Longer texts are compared word by word, on a line of their own.
SHORT = 40
# Addresses that are shown of one kind.
MOST_PAGES = 60
_MARKS = {"same": "{}", "gone": "~~{}~~", "new": "**{}**", "left-out": "…"}


def report(difference: Difference, notes: Iterable[str] = (), limit: int = LIMIT) -> str:
    """Return a report of at most so many bytes. Its first line says how much is different.

    `notes`, in Markdown, follow it. The same difference gives the same text. Of the sections that are too long the
    first entries are shown, and the rest is counted.
    """
    head = f"{_summary(difference)}\n" + "".join(f"\n{note}\n" for note in notes)
    return fitted(head, _sections(difference), limit)


def _summary(found: Difference) -> str:
    claims = _listed(
        "claim",
        (
            ("added", found.added),
            ("changed", found.changed),
            ("withdrawn", found.withdrawn),
            ("gone", found.gone),
        ),
    )
    references = _listed(
        "reference",
        (
            ("added", found.references_added),
            ("changed", found.references_changed),
            ("removed", found.references_removed),
            ("now retracted", found.retracted),
            ("now doubted or corrected", found.doubted),
            ("no longer retracted", found.cleared),
        ),
    )
    least = "" if found.knows_pages else "at least "
    pages = [f"{least}{_count(len(found.pages), 'page')} affected"] if found.pages else []
    new, solved = _problems(found.new), f"{_count(len(found.solved), 'problem')} solved" if found.solved else ""
    rest = [part for part in (*pages, f"new: {new}" if new else "", solved) if part]
    said = f"{'; '.join(part for part in (claims, references, *rest) if part)}."
    if found.is_of_evidence:
        return said
    return f"No change in the evidence. {said}" if rest else "No change in the evidence."


def _sections(found: Difference) -> Iterator[Section]:
    yield Section("Now retracted", tuple(map(_doubt, found.retracted)), "works")
    yield Section("Claims withdrawn", tuple(map(_withdrawn, found.withdrawn)), "claims")
    yield Section("Claims that are gone", tuple(map(_claim, found.gone)), "claims")
    yield Section("Claims changed", tuple(map(_changed, found.changed)), "claims")
    yield Section("Claims added", tuple(map(_claim, found.added)), "claims")
    yield Section("Now doubted or corrected", tuple(map(_doubt, found.doubted)), "notices")
    yield Section("No longer retracted", tuple(f"- {code(key)}\n" for key in found.cleared), "works")
    yield Section("References changed", tuple(map(_changed_reference, found.references_changed)), "references")
    yield Section("References added", tuple(map(_reference, found.references_added)), "references")
    yield Section("References removed", tuple(map(_reference, found.references_removed)), "references")
    unread = tuple(f"- {code(name)}\n" for name in found.unread)
    yield Section("Not compared, as one version cannot be read", unread, "parts")
    yield Section("New problems", tuple(map(_problem, _by_severity(found.new))), "problems")
    yield Section("Problems solved", tuple(map(_problem, _by_severity(found.solved))), "problems")
    yield Section("Pages affected", tuple(_pages(found.pages)), "lines")


def _claim(claim: Claim) -> str:
    sources = ", ".join(map(code, dict.fromkeys(finding.citation.citekey for finding in claim.findings)))
    level = CERTAINTY[claim.certainty.level][0].lower()
    return f"- {code(claim.id)}: {plain(claim.statement)}\n  - {level}; from {sources}\n"


def _withdrawn(claim: Claim) -> str:
    reason = plain(claim.status_reason) if claim.status_reason else "no reason is given"
    return f"- {code(claim.id)}: {plain(claim.statement)}\n  - why: {reason}\n"


def _changed(found: ChangedClaim) -> str:
    short = [shift for shift in found.shifts if _is_short(shift)]
    long = [shift for shift in found.shifts if not _is_short(shift)]
    said = ", ".join(map(_short, short)) or ("reworded" if found.is_reworded else _names(long))
    lines = [f"- {code(found.claim.id)}: {said}"]
    if found.is_reworded:
        lines.append(f"  - statement: {_reworded(found.statement_before, found.claim.statement)}")
    else:
        lines.append(f"  - {plain(found.claim.statement)}")
    lines += [f"  - {_label(shift)}: {_long(shift)}" for shift in long]
    return "\n".join(lines) + "\n"


def _changed_reference(found: ChangedReference) -> str:
    name = code(found.reference.citekey)
    if found.before != found.reference.citekey:
        name = f"{code(found.before)} → {name}"
    short = ", ".join(_short(shift) for shift in found.shifts if _is_short(shift))
    long = [f"  - {_label(shift)}: {_long(shift)}\n" for shift in found.shifts if not _is_short(shift)]
    return f"- {name}{f': {short}' if short else ''}\n{''.join(long)}"


def _reference(reference: Reference) -> str:
    facts = [reference.year, reference.get("studydesign"), f"checked: {reference.get('checked') or 'not recorded'}"]
    shown = ", ".join(plain(fact) for fact in facts if fact)
    return f"- {code(reference.citekey)}: {plain(reference.title) or 'without a title'} ({shown})\n"


def _doubt(doubt: Doubt) -> str:
    notice = doubt.notice
    why = f" ({plain('; '.join(notice.reasons))})" if notice.reasons else ""
    rest = f"\n  - claims that rest on it: {', '.join(map(code, doubt.claims))}" if doubt.claims else ""
    return f"- {code(doubt.citekey)}: {notice.nature.lower()} of {notice.date.isoformat()}{why}{rest}\n"


def _problem(found: Diagnostic) -> str:
    at = found.location
    hint = f"\n  - hint: {plain(found.hint)}" if found.hint else ""
    return f"- {found.severity}: {code(f'{at.path}:{at.line}')} {plain(found.message)} ({code(found.rule)}){hint}\n"


def _pages(pages: Mapping[str, str]) -> Iterator[str]:
    for wanted in ("changed", "new", "gone"):
        shown = [code(f"/{address}") for address, how in pages.items() if how == wanted]
        rest = f" … and {len(shown) - MOST_PAGES:,} more" if len(shown) > MOST_PAGES else ""
        if shown:
            yield f"- {wanted}: {', '.join(shown[:MOST_PAGES])}{rest}\n"


def _short(shift: Shift) -> str:
    label = _label(shift)
    return f"{label} {plain(shift.before)} → {plain(shift.after)}".strip()


def _long(shift: Shift) -> str:
    if NOTHING in (shift.before, shift.after):
        return f"{plain(shift.before)} → {plain(shift.after)}"
    return _reworded(shift.before, shift.after)


def _reworded(before: str, after: str) -> str:
    return " ".join(_MARKS[piece.kind].format(plain(piece.words)) for piece in word_difference(before, after))


def _label(shift: Shift) -> str:
    return ": ".join(part for part in (plain(shift.of), plain(shift.label)) if part)


def _is_short(shift: Shift) -> bool:
    return max(len(shift.before), len(shift.after)) <= SHORT


def _names(shifts: Iterable[Shift]) -> str:
    return f"{', '.join(dict.fromkeys(plain(shift.label) for shift in shifts))} changed"


def _by_severity(problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    return sorted(problems, key=lambda found: (found.severity is not Severity.ERROR, found.sort_key))


def _problems(found: Iterable[Diagnostic]) -> str:
    errors = sum(1 for each in found if each.severity is Severity.ERROR)
    warnings = len(tuple(found)) - errors
    return " and ".join(_count(number, noun) for number, noun in ((errors, "error"), (warnings, "warning")) if number)


def _listed(noun: str, parts: Iterable[tuple[str, tuple[object, ...]]]) -> str:
    """Return "2 claims added, 1 changed": the noun once."""
    said = [(len(found), what) for what, found in parts if found]
    return ", ".join(f"{_count(n, noun) if not position else n:} {what}" for position, (n, what) in enumerate(said))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
