"""Exact places in free text: postcodes, addresses, coordinates. What is left of a postcode is its outward half.

An address is a number or a name before a kind of street or estate; a road's number ("A49"), a kind of road
("main road", "slip road") and a direction are no address and stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sac_dash.briefing.redaction.category import Category, Span
from sac_dash.briefing.redaction.lexicon import GENERIC_QUALIFIERS, is_behaviour, is_ordinary, is_outward
from sac_dash.briefing.redaction.word_lists import BRANDS, word_list
from sac_dash.briefing.redaction.words import Word, read_words

_POSTCODE = re.compile(
    r"(?<![^\W_])([A-Z]{1,2}[0-9OIl][0-9A-Z]?)([\s.\-]{0,3})([0-9OIl][A-Z]{2})(?![^\W_])", re.IGNORECASE
)
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th|ft)")
_UNITS = frozenset(
    ["am", "pm", "mm", "cm", "km", "kg", "ml", "kv", "kw", "mb", "gb", "in", "xl", "hr"]
)  # "A49 2pm", "M5 3km"
_GRID = re.compile(r"\b[HNOST][A-HJ-Z][\s:]?(?:\d{3}\s?\d{3}|\d{4}\s?\d{4}|\d{5}\s?\d{5})\b", re.IGNORECASE)
_COORDINATES = (
    re.compile(r"\b[1-6]\d{5}(?:\.\d+)?\s*[EeMm]?\s*[,;/ ]\s*[Nn]?\s*\d{6}(?:\.\d+)?\b"),
    re.compile(
        r"\b(?:e|n|easting|northing|grid(?: ref(?:erence)?)?|x|y)s?\b[\s:=.]*\d{5,7}(?:\.\d+)?\b",
        re.IGNORECASE,
    ),
    re.compile(r"(?<![\d.])-?\d{1,2}\.\d{3,}\s*°?\s*[NSns]?\s*[,; ]\s*-?\d{1,3}\.\d{3,}\s*°?\s*[EWew]?\b"),
    re.compile(
        r"\b\d{1,2}\s?°\s?\d{1,2}(?:\.\d+)?\s?['′]?(?:\s?\d{1,2}(?:\.\d+)?\s?[\"″])?\s?[NSEW]?", re.IGNORECASE
    ),
    re.compile(r"\b(?:lat|long|latitude|longitude|lng|lon)\b[\s:=]*-?\d{1,3}\.\d+", re.IGNORECASE),
    re.compile(
        r"/{2,3}\s?[^\W\d_]+\.[^\W\d_]+\.[^\W\d_]+|(?<![\w.@])[^\W\d_]{3,}\.[^\W\d_]{3,}\.[^\W\d_]{3,}(?![\w.])"
    ),
    re.compile(
        r"\b(?:what ?3 ?words|w3w|what three words)\b[\s:/]*[^\W\d_]+[.\s][^\W\d_]+[.\s][^\W\d_]+",
        re.IGNORECASE,
    ),
)
_UNIT = re.compile(
    r"\b(?:units?|flats?|apartments?|apts?|suites?|plots?|pitch|rooms?|stalls?|kiosks?|blocks?|shops?)\s+"
    r"(?:no\.?\s?|number\s)?(?:\d+[a-z]?(?:\s?(?:-|to|&|and|/)\s?\d+[a-z]?)?|[a-z]\d*(?=\W*(?:$|,|[A-Z]\w)))\b",
    re.IGNORECASE,
)
_STREETS = word_list("streets")
_ESTATES = word_list("estates")
_KINDS_BEFORE_ESTATE = frozenset(
    [
        "retail",
        "business",
        "industrial",
        "trading",
        "shopping",
        "enterprise",
        "science",
        "caravan",
        "holiday",
        "leisure",
        "garden",
        "town",
        "trade",
        "ind",
    ]
)
_SURE_STREETS = frozenset(
    ["street", "st", "road", "rd", "lane", "ln", "avenue", "ave", "crescent", "cres", "terrace", "mews"]
)
_NO_STREET_PART = word_list("no_street_part")
_NO_STREETS = frozenset(
    {
        ("st", "focus"),
        ("st", "ford"),
        ("st", "fiesta"),
        ("st", "line"),
        ("drive", "hard"),
        ("drive", "wheel"),
        ("drive", "test"),
        ("drive", "usb"),
    }
)
_HOUSE_BEFORE = re.compile(
    r"(?:The\s)?(?:[A-Z][\w'’]+\s){0,3}[A-Z][\w'’]+,\s{1,2}\Z"
)  # "The Old Forge, Mill Lane"
_LOW_HOUSE_BEFORE = re.compile(r"\bthe\s(?:\w+\s){0,2}(\w+),\s{1,2}\Z", re.IGNORECASE)
_HOUSE_NUMBER = re.compile(
    r"(?P<at>\b(?:at|of|outside|opposite|opp|o/s|near|nr|from|between|behind|to)\s)?(?<![\w£.:/])"
    r"(?P<number>\d{1,3}(?:[a-z]|\s?[-–&/]\s?\d{1,3}[a-z]?)?),?\s(?P<one>[^\W\d_]{3,})(?:\s(?P<two>[^\W\d_]{3,}))?",
    re.IGNORECASE,
)
_SPACED_POSTCODE = re.compile(r"\b([A-Z]{1,2})\s(\d{1,2})\s?(\d)\s?([A-Z]{2})\b")
_NUMBERED_NAME = re.compile(
    r"(?<![\w£.:/])\d{1,3}[A-Za-z]?,?\s((?:[A-Z][a-z'’]+\s?){1,3}\b)"
)  # "5 Bull Ring"
_DAYS = word_list("places_days")
_MOST_PARTS = 4


def find_places(text: str) -> Iterator[Span]:
    """Yield every postcode, address, named estate and coordinate."""
    for hit in _POSTCODE.finditer(text):
        outward = hit.group(1).upper().replace("O", "0") if hit.group(1)[-1] in "oO" else hit.group(1).upper()
        if not _is_no_postcode(hit):
            yield Span(hit.start(), hit.end(), Category.POSTCODE, outward if is_outward(outward) else "")
    for hit in _SPACED_POSTCODE.finditer(text):
        if is_outward(f"{hit.group(1)}{hit.group(2)}"):
            yield Span(hit.start(), hit.end(), Category.POSTCODE, f"{hit.group(1)}{hit.group(2)}")
    for pattern in (_GRID, *_COORDINATES, _UNIT):
        for hit in pattern.finditer(text):
            yield Span(hit.start(), hit.end(), Category.PLACE)
    for hit in _NUMBERED_NAME.finditer(text):
        if _names_a_place(hit.group(1).split()):
            yield Span(hit.start(), hit.end(1), Category.PLACE)
    yield from _unknown_behind_numbers(text)
    words = read_words(text)
    for position in range(len(words)):
        span = _address_ending_at(text, words, position)
        if span:
            yield span


def _names_a_place(said: list[str]) -> bool:
    """Return whether capitalised words behind a number are a place's name, and no make, day or measure."""
    if any(each.casefold() in BRANDS or each.casefold() in _DAYS for each in said):
        return False
    return len(said) > 1 or not is_behaviour(said[0])


def _unknown_behind_numbers(text: str) -> Iterator[Span]:
    """Yield a house number and the words behind it that are no ordinary ones, however they are written."""
    for hit in _HOUSE_NUMBER.finditer(text):
        words = [each for each in (hit.group("one"), hit.group("two")) if each]
        unknown = [each for each in words if not is_ordinary(each)]
        sure = hit.group("at") or not hit.group("number").isdigit()
        if unknown and unknown[0] == words[0] and (sure or len(unknown) > 1):
            end = hit.end("two") if len(unknown) > 1 else hit.end("one")
            yield Span(hit.start("number"), end, Category.PLACE)


def _house_before(text: str, start: int) -> int:
    """Return where a house's name right before a street begins, else `start`: "the old forge, mill lane"."""
    named = _HOUSE_BEFORE.search(text, max(0, start - 60), start)
    if named is None:
        low = _LOW_HOUSE_BEFORE.search(text, max(0, start - 60), start)
        named = low if low and low.group(1).casefold() in _ESTATES else None
    return named.start() if named else start


def _is_no_postcode(hit: re.Match[str]) -> bool:
    outward, gap, inward = hit.groups()
    if not any(each.isdigit() for each in outward + inward[:1]):
        return True
    if inward[-2:].casefold() in _UNITS:
        return True
    if _ORDINAL.fullmatch(inward):
        return bool(gap)
    return not inward[0].isdigit() and (is_ordinary(inward) or not is_outward(outward))


def _address_ending_at(text: str, words: list[Word], position: int) -> Span | None:
    """Return the address whose street or estate word stands at `position`, or None."""
    word = words[position]
    is_street, is_estate = word.low in _STREETS, word.low in _ESTATES
    if not (is_street or is_estate):
        return None
    first = _first_part(text, words, position)
    if (word.low, words[position - 1].low) in _NO_STREETS:
        return None
    number = _number_before(text, words[first].start)
    if first == position:
        return None
    names = words[first:position]
    if number is None and not _is_named(word, names, sure=word.low in _SURE_STREETS):
        return None
    start = number if number is not None else words[first].start
    return Span(_house_before(text, start), word.end, Category.PLACE)


def _first_part(text: str, words: list[Word], position: int) -> int:
    """Return where the name before a street word begins."""
    first = position
    while first > 0 and position - first < _MOST_PARTS:
        before = words[first - 1]
        gap = text[before.end : words[first].start]
        joins = gap.strip(" ") == "" or (gap in {", ", ". "} and before.is_title and words[first].is_title)
        article = before.low == "the" and (
            before.text == "The" or _number_before(text, before.start) is not None
        )
        if not joins or (before.low in _NO_STREET_PART and not article):
            break
        first -= 1
    return first


def _number_before(text: str, start: int) -> int | None:
    """Return where a house number right before `start` begins."""
    hit = re.search(
        r"(?:(?:no\.?|number)\s?)?(?<![\w£.:/])\d{1,4}\s?[A-Za-z]?(?:\s?[-–&]\s?\d{1,4}[A-Za-z]?)?,?\s+$",
        text[max(0, start - 24) : start],
        re.IGNORECASE,
    )
    return max(0, start - 24) + hit.start() if hit else None


def _is_named(word: Word, names: list[Word], *, sure: bool) -> bool:
    """Return whether the words before a street or estate word are a name of it, and not a kind of it."""
    proper = [
        each for each in names if each.low not in GENERIC_QUALIFIERS and each.low not in _KINDS_BEFORE_ESTATE
    ]
    if not proper:
        return False
    if any(each.is_name_like for each in proper):
        return True
    if sure:
        return True
    titled = all(each.is_title for each in (*names, word))
    return titled and any(not is_behaviour(each.low) for each in proper)
