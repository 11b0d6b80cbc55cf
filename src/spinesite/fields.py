"""The types of fields: how a text becomes an id, a number, a date, and what an editor is told when it is none.

Every converter takes the text as it was written and raises pydantic's error with a message in plain words.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from spinesite.names import CITEKEY, ID, MAX_ID, bare_doi, is_citekey, is_id, mend_id
from spinesite.numbers import NUMBER, WHOLE, Number, parse_number, parse_whole

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_SPAN = re.compile(r"([1-9][0-9]{0,3})([dwmy])")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", re.ASCII)
# No empty part of a path, nor dots alone: `//claims/` is an address on another host.
_BASE_URL = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?(?:/(?!\.{0,2}/|\.{1,2}$)[A-Za-z0-9._~-]*)*", re.ASCII)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*", re.ASCII)


def invalid(message: str, *steps: str) -> PydanticCustomError:
    """Return the error that tells an editor, in these words, what is wrong with a value.

    Where a whole record is looked at, `steps` lead from it to the value that is wrong.
    """
    return PydanticCustomError("invalid", "{message}", {"message": message, "steps": steps})


def _text(value: object) -> str:
    if isinstance(value, str):
        if folded := " ".join(value.split()):
            return folded
        raise invalid("must not be empty")
    raise invalid("must be text, not " + _kind(value))


def _prose(value: object) -> str:
    if isinstance(value, str):
        if value.strip():
            return value
        raise invalid("must not be empty")
    raise invalid("must be text, not " + _kind(value))


def _kind(value: object) -> str:
    if value is None:
        return "empty"
    return "a list" if isinstance(value, (list, tuple)) else "a mapping" if isinstance(value, dict) else "text"


def _id(value: object) -> str:
    text = _text(value)
    if not is_id(text):
        raise invalid(f"{text[:90]!r} is no id: {mend_id(text)}")
    return text


def _citekey(value: object) -> str:
    text = _text(value)
    if not is_citekey(text):
        raise invalid(f"{text[:90]!r} is no citekey: use letters, digits and : _ . + -, beginning with a letter")
    return text


def _number(value: object) -> Number:
    try:
        return parse_number(_text(value))
    except ValueError as error:
        raise invalid(str(error)) from None


def _whole(value: object) -> Number:
    try:
        return parse_whole(_text(value))
    except ValueError as error:
        raise invalid(str(error)) from None


def _total(number: Number) -> Number:
    if number.value == 0:
        raise invalid("a total must be at least 1")
    return number


def _from_zero(number: Number) -> Number:
    if number.value < 0:
        raise invalid(f"{number} is below 0")
    return number


def _between(low: int, high: int) -> AfterValidator:
    """Return a check that a number lies between two others, both included."""

    def check(number: Number) -> Number:
        if not low <= number.value <= high:
            raise invalid(f"{number} is not between {low} and {high}")
        return number

    return AfterValidator(check)


def _date(value: object) -> date:
    if isinstance(value, date):
        return value
    text = _text(value)
    if match := _DATE.fullmatch(text):
        try:
            return date(*(int(part) for part in match.groups()))
        except ValueError:
            raise invalid(f"there is no day {text}") from None
    raise invalid(f"{text[:40]!r} is no date: write year-month-day, such as 2026-11-22")


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time in calendar units, as written: `24m`, `90d`, `6w`, `2y`."""

    count: int
    unit: Literal["d", "w", "m", "y"]

    def after(self, start: date) -> date:
        """Return the date that lies this long after another; the last day of the calendar where it would be passed."""
        if self.unit in "dw":
            days = self.count * (7 if self.unit == "w" else 1)
            return date.fromordinal(min(start.toordinal() + days, date.max.toordinal()))
        months = start.year * 12 + start.month - 1 + self.count * (12 if self.unit == "y" else 1)
        year, month = divmod(months, 12)
        if year > date.max.year:
            return date.max
        return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def parse_span(text: str) -> Span:
    """Return the length of time that a text such as `24m` is; raises ValueError for any other text."""
    match = _SPAN.fullmatch(text)
    if not match:
        raise ValueError(f"{text[:40]!r} is no length of time: write a number and d, w, m or y, such as 24m")
    return Span(int(match.group(1)), match.group(2))  # type: ignore[arg-type]


def _span(value: object) -> Span:
    if isinstance(value, Span):
        return value
    try:
        return parse_span(_text(value))
    except ValueError as error:
        raise invalid(str(error)) from None


def _matching(pattern: re.Pattern[str], what: str) -> BeforeValidator:
    def check(value: object) -> str:
        text = _text(value)
        if not pattern.fullmatch(text):
            raise invalid(f"{text[:60]!r} is no {what}")
        return text

    return BeforeValidator(check)


# What editors' programs make of an unquoted value: the readers take all of these as text.
_SCALAR = ["string", "number", "boolean"]
_ANY_TEXT = WithJsonSchema({"type": _SCALAR, "pattern": r"\S", "patternErrorMessage": "must not be empty"})


def _shown(pattern: str, message: str, *types: str, **more: object) -> WithJsonSchema:
    """Return the schema of a text that matches a pattern as a whole, and what is said where it does not."""
    kinds = ["string", *types] if types else "string"
    return WithJsonSchema({"type": kinds, "pattern": f"^(?:{pattern})$", "patternErrorMessage": message, **more})


def _bare_doi(value: object) -> str:
    return bare_doi(_text(value)).lower()


Text = Annotated[str, BeforeValidator(_text), _ANY_TEXT]
ProseText = Annotated[str, BeforeValidator(_prose), _ANY_TEXT]
Id = Annotated[
    str,
    BeforeValidator(_id),
    _shown(ID.pattern, "must be lower-case words or digits joined by hyphens", "number", "boolean", maxLength=MAX_ID),
]
Citekey = Annotated[
    str,
    BeforeValidator(_citekey),
    _shown(CITEKEY.pattern, "must be letters, digits and : _ . + -, beginning with a letter"),
]
_as_text = PlainSerializer(str, return_type=str)
AnyNumber = Annotated[
    Number,
    BeforeValidator(_number),
    _as_text,
    _shown(NUMBER.pattern, "must be a plain decimal number, without signs and units", "number"),
]
Whole = Annotated[
    Number,
    BeforeValidator(_whole),
    _as_text,
    _shown(WHOLE.pattern, "must be a whole number, from 0 up", "integer", minimum=0),
]
FromZero = Annotated[
    AnyNumber,
    AfterValidator(_from_zero),
    _shown(NUMBER.pattern.removeprefix("-?"), "must be a plain decimal number, from 0 up", "number", minimum=0),
]
UpToOne = Annotated[
    AnyNumber,
    _between(0, 1),
    _shown(r"0(?:\.[0-9]+)?|1(?:\.0+)?", "must be a number from 0 to 1", "number", minimum=0, maximum=1),
]
UpToHundred = Annotated[
    AnyNumber,
    _between(0, 100),
    _shown(
        r"[1-9]?[0-9](?:\.[0-9]+)?|100(?:\.0+)?", "must be a number from 0 to 100", "number", minimum=0, maximum=100
    ),
]
Day = Annotated[
    date, BeforeValidator(_date), _shown(_DATE.pattern, "must be a day: year-month-day, such as 2026-11-22")
]
Duration = Annotated[
    Span,
    BeforeValidator(_span),
    PlainSerializer(lambda s: f"{s.count}{s.unit}", return_type=str),
    _shown(_SPAN.pattern, "must be a number and d, w, m or y, such as 24m"),
]
Total = Annotated[
    Whole,
    AfterValidator(_total),
    _shown("[1-9][0-9]*", "must be a whole number, from 1 up", "integer", minimum=1),
]
EstimateName = Annotated[
    str,
    _matching(_NAME, "name: use letters, digits, - and _"),
    _shown(_NAME.pattern, "must be letters, digits, - and _, beginning with a letter"),
]
BaseUrl = Annotated[
    str,
    _matching(_BASE_URL, "address: write https://host/path/"),
    _shown(_BASE_URL.pattern, "must be an address: https://host/path/"),
]
Language = Annotated[
    str,
    _matching(_LANGUAGE, "language code, such as en or en-GB"),
    _shown(_LANGUAGE.pattern, "must be a language code, such as en or en-GB"),
]
VersionOne = Annotated[Literal["1"], BeforeValidator(_text), WithJsonSchema({"enum": [1, "1"]})]
Doi = Annotated[str, BeforeValidator(_bare_doi), _ANY_TEXT]


def is_base_url(text: str) -> bool:
    """Tell whether a site can be published under this address."""
    return _BASE_URL.fullmatch(text) is not None
