"""Registration marks in free text: every British format since 1903, in whole or in part, however it is typed.

Formats: current (2001: two letters, two digits, three letters), prefix ``A000 AAA`` (1983), suffix
``AAA 000A`` (1963), dateless, and Northern Ireland's with I or Z (DVLA INF104). A mark that reads like ordinary
words ("at 10 the") or like a road or a model ("A49 via", "BMW 320D") goes only where the words around it speak
of a plate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sac_dash.briefing.redaction.category import Category, Span
from sac_dash.briefing.redaction.lexicon import MODELS, is_ordinary, is_outward
from sac_dash.briefing.redaction.word_lists import word_list

_SEP = r"[\s.\-–_/]{0,3}"
_CURRENT = re.compile(
    rf"(?<![^\W_])([A-Z]{{2}})({_SEP})([0-9OIl]{{2}}|[0-9]\s[0-9])({_SEP})([A-Z][A-Z01]{{2}})(?![^\W_])",
    re.IGNORECASE,
)
_PREFIX = re.compile(rf"(?<![^\W_])([A-Z])({_SEP})(\d{{1,3}})({_SEP})([A-Z]{{3}})(?![^\W_])", re.IGNORECASE)
_SUFFIX = re.compile(rf"(?<![^\W_])([A-Z]{{3}})({_SEP})(\d{{1,3}})({_SEP})([A-Z])(?![^\W_])", re.IGNORECASE)
_IRISH = re.compile(
    rf"(?<![^\W_])([A-Z]?(?:[A-Z]Z|I[ABGJLW]|[JOUX]I))({_SEP})(\d{{3,4}})(?![^\W_])", re.IGNORECASE
)
_SPELT_OUT = re.compile(
    r"(?<![^\W_])(?=(?:[A-Z0-9][\s.\-]){0,6}\d)(?=(?:[A-Z0-9][\s.\-]){0,6}[A-Z])(?:[A-Z0-9][\s.\-]){4,7}[A-Z0-9](?![^\W_])"
)
_YEAR_PART = re.compile(r"(?<![^\W_])([A-Z]{2}\d{2})(?![^\W_])", re.IGNORECASE)
_PLATE_WORD = re.compile(
    r"\b(?:v\.?r\.?[mn]s?|reg(?:istration|istered|d)?s?|rego|index(?:es)?|idx|indices|"
    r"(?:number|licen[cs]e)[ -]?plates?"
    r"|plates?|vehicle mark)\b",
    re.IGNORECASE,
)
_PART_WORD = re.compile(
    r"\b(?:ending|ends|starting|starts|beginning|begins|commencing|finishing|containing|contains|"
    r"(?:first|last)(?:\s(?:two|three|four|part|letters?|digits?|characters?|half|bit))+)\b",
    re.IGNORECASE,
)
_FILLER = word_list("vehicle_marks_filler")
_TOKEN = re.compile(r"[A-Za-z0-9]+")
_REACH = 8  # words after "reg" in which a mark may stand
_TIME_OR_SIZE = re.compile(
    r"\d+(?:hrs?|h|am|pm|mm|cm|m|ft|mph|kg|k|x|st|nd|rd|th|min|mins|s)|(?:[01]\d|2[0-3])[0-5]\d|20[0-3]\d",
    re.IGNORECASE,
)


def find_registrations(text: str) -> Iterator[Span]:
    """Yield every stretch that is a registration mark or a part of one."""
    for pattern, reads_otherwise in (
        (_CURRENT, _current_is_words),
        (_PREFIX, _prefix_is_road),
        (_SUFFIX, _suffix_is_model),
        (_IRISH, _irish_is_words),
    ):
        for hit in pattern.finditer(text):
            if not reads_otherwise(hit):
                yield _span(hit.start(), hit.end())
    for hit in _SPELT_OUT.finditer(text):
        yield _span(hit.start(), hit.end())
    yield from _year_parts(text)
    yield from _beside_plate_words(text)
    yield from _stated_parts(text)


def _current_is_words(hit: re.Match[str]) -> bool:
    area, apart, digits, _, letters = hit.groups()
    if not re.search(r"\d", digits):
        return True
    parted = bool(apart.strip() == "" and apart)
    return (parted and is_ordinary(area) and is_ordinary(letters)) or (
        bool(hit.group(4)) and f"{area}{digits}".upper() in MODELS and is_ordinary(letters)
    )


def _prefix_is_road(hit: re.Match[str]) -> bool:
    letter, first, digits, second, letters = hit.groups()
    if not first and not second:
        return f"{letter}{digits}{letters}".upper() in MODELS
    if first.strip() or second.strip() == "-":
        return is_ordinary(letters) and bool(first)
    return is_ordinary(letters) or (is_ordinary(letter) and bool(first) and is_ordinary(letters))


def _suffix_is_model(hit: re.Match[str]) -> bool:
    letters, first, _, second, _ = hit.groups()
    if letters.upper() in MODELS:
        return True
    return bool(first or second) and is_ordinary(letters)


def _irish_is_words(hit: re.Match[str]) -> bool:
    letters, _, digits = hit.groups()
    return is_ordinary(letters) or (len(letters) == 2 and len(digits) == 3) or letters.upper() in MODELS


def _year_parts(text: str) -> Iterator[Span]:
    """Yield ``FX19`` standing alone; an outward postcode or a model of that look stays."""
    for hit in _YEAR_PART.finditer(text):
        mark = hit.group(1)
        if not (mark.upper() in MODELS or is_outward(mark) or (is_ordinary(mark[:2]) and mark[:2].islower())):
            yield _span(hit.start(), hit.end())


def _beside_plate_words(text: str) -> Iterator[Span]:
    for word in _PLATE_WORD.finditer(text):
        last = -1
        for order, token in enumerate(_TOKEN.finditer(text, word.end())):
            if order >= _REACH or _sentence_ends(text[word.end() : token.start()]):
                break
            said = token.group()
            goes_on = last > 0 and token.start() - last <= 1 and _goes_on(text[:last], said)
            if goes_on or (last < 0 and said.isdigit() and len(said) <= 4):
                yield _span(token.start(), token.end())
                last = token.end()
                continue
            if said.casefold() in _FILLER:
                continue
            if _looks_like_part(said):
                yield _span(token.start(), token.end())
                last = token.end()
            elif is_ordinary(said):
                break


def _stated_parts(text: str) -> Iterator[Span]:
    for word in _PART_WORD.finditer(text):
        for order, token in enumerate(_TOKEN.finditer(text, word.end())):
            if order >= 4 or _sentence_ends(text[word.end() : token.start()]):
                break
            said = token.group()
            if said.casefold() in _FILLER and not said.isupper():
                continue
            if _looks_like_part(said) or (said.isdigit() and len(said) <= 4 and order <= 1):
                yield _span(token.start(), token.end())
            break


def _goes_on(before: str, said: str) -> bool:
    """Return whether a token right behind a part of a mark belongs to it."""
    if len(said) > 3 or said.casefold() in _FILLER:
        return False
    return before[-1:].isdigit() or not is_ordinary(said)


def _looks_like_part(said: str) -> bool:
    has_digit = any(each.isdigit() for each in said)
    if has_digit:
        return len(said) <= 8 and not _TIME_OR_SIZE.fullmatch(said)
    return len(said) <= 3 and not is_ordinary(said)


def _sentence_ends(between: str) -> bool:
    return bool(re.search(r"[.;!?]\s|\n", between))


def _span(start: int, end: int) -> Span:
    return Span(start, end, Category.REGISTRATION)
