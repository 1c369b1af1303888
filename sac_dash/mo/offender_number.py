"""How many offenders there were, as officers write it: "x4", "2 susps", "four masked males".

Codes are one, two, three and four_plus; "at least three" and "3 or 4" are hedged threes. Numbers
of anything but offenders (staff, tills, vehicles, years of age) are left alone.
"""

from __future__ import annotations

import re
from typing import NamedTuple

FACET = "offender_number"

_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
_COUNT = r"(?:\d{1,2}|" + "|".join(_WORDS) + r")"
_WHO = (
    r"(?:offenders?(?:/s)?|offs?|off/s|suspects?(?:/s)?|susps?|males?|men|man|persons?|people|youths?|females?|women"
    r"|individuals?|figures?|raiders?|thieves|thief|intruders?|burglars?|lads|subjects?|robbers?|perpetrators?|perps?"
    r"|unknowns?|unks?|gang members?|culprits?|criminals?|occupants?|hooded|masked)"
)
_ADJECTIVES = (
    r"(?:(?:unknown|unk|unidentified|masked|hooded|white|black|asian|young|other|possible|poss|suspected|ic\s?\d|"
    r"balaclava|clad|disguised|adult|teenage|dark|clothed|dressed|gloved|different|separate|further|of|the|tall|slim|"
    r"in|believed|and|unnamed|armed|unkn|u/k|n/k|skinny|stocky)[\s,-]+){0,4}"
)
_DOUBT = (
    r"(?P<doubt>(?:at least|up to|possibly|poss|believed|minimum(?: of)?|approx(?:imately)?|about|around"
    r"|thought to be)\s+)?"
)
_RANGE = rf"(?P<range>\s?(?:or|to|-|/)\s?{_COUNT})?"
_NOT_OFFENDERS = r"(?!\s*(?:member|of staff|police|staff|bystander|witness|customer|year|yr))"
_BEFORE = re.compile(
    rf"\b{_DOUBT}(?:x\s?)?(?P<n>{_COUNT}){_RANGE}\s*(?:x\s*)?{_ADJECTIVES}{_WHO}\b{_NOT_OFFENDERS}"
)
_AFTER = re.compile(
    rf"\b{_WHO}[\s,]*(?:\(s\)\s*)?(?:[(\[]\s*)?"
    rf"(?:(?:x|×|no\.?|number(?:ing|ed)?)\s?(?P<n>{_COUNT})|\(?(?P<m>\d)(?=\s?x\b|\))){_RANGE}\b"
)
_PREFIXED = re.compile(
    rf"\b(?:gang|group|team|crew)\sof\s(?:(?:about|around|approx|at least|up to)\s)?(?P<n>{_COUNT})\b"
)
_IN_NUMBER = re.compile(rf"\b(?P<n>{_COUNT}) in number\b")
_LEADING = re.compile(rf"(?:^|[.;]\s*)x\s?(?P<n>\d)\s{_ADJECTIVES}{_WHO}\b")
_VALUE = re.compile(
    rf"^\D{{0,12}}?\b(?P<n>{_COUNT})\b\s*(?:\+|or more|plus|offenders?|suspects?|persons?|males?)?"
)
_ANY_COUNT = re.compile(rf"\b(?:x\s?)?{_COUNT}")
_ANY_WHO = re.compile(rf"\b{_WHO}|gang of|group of|team of|crew of|in number")
_BY_VALUE = {1: "one", 2: "two", 3: "three"}


class Counted(NamedTuple):
    """A number of offenders at a place in the text."""

    start: int
    end: int
    code: str
    hedged: bool


def find_offender_number(text: str) -> Counted | None:
    """Return the largest number of offenders that a text states, or None.

    >>> find_offender_number("Unk offs x3 forced door").code
    'three'
    """
    lowered = text.lower()
    if not (_ANY_COUNT.search(lowered) and _ANY_WHO.search(lowered)):
        return None
    found = [
        _counted(match)
        for pattern in (_BEFORE, _AFTER, _PREFIXED, _LEADING, _IN_NUMBER)
        for match in pattern.finditer(lowered)
        if _number(match) > 0
    ]
    return max(found, key=lambda item: _ORDER[item.code]) if found else None


def code_of_count(value: str) -> str | None:
    """Return the code of a structured value such as "3", "4+" or "Two offenders"."""
    match = _VALUE.match(value.strip().lower())
    return _code(_number(match)) if match and _number(match) > 0 else None


_ORDER = {"one": 1, "two": 2, "three": 3, "four_plus": 4}


def _number(match: re.Match[str]) -> int:
    groups = match.groupdict()
    word = groups.get("n") or groups.get("m") or "0"
    return _WORDS.get(word) or int(word)


def _code(number: int) -> str:
    return _BY_VALUE.get(number, "four_plus")


def _counted(match: re.Match[str]) -> Counted:
    groups = match.groupdict()
    hedged = bool(groups.get("doubt") or groups.get("range"))
    return Counted(match.start(), match.end(), _code(_number(match)), hedged)
