"""How many offenders there were, as officers write it: "x4", "2 susps", "four masked males", "S1 and S2".

Codes are one, two, three, four_plus and, beside it, five_plus; "at least three" and "3 or 4" are hedged
threes. People named apart are added ("2 in, 1 driver"), people numbered are counted by the highest number
("suspect 3").
One person seen counts as one ("a hooded male"); "the offender" does not, unless the sentence goes on to
say "he" or "she". Numbers of anything but offenders (staff, tills, years of age) are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

FACET = "offender_number"
FIVE_PLUS = "five_plus"
_FIVE = 5

_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
_COUNT = r"(?:\d{1,2}|" + "|".join(_WORDS) + r")"
_SEX = r"(?:[mf]\s?/\s?[whbao](?:s|'s)?|[whbao]\s?/\s?[mf](?:s|'s)?|[mf][whb]'?s|[mf]'s)"
_WHO = (
    r"(?:offenders?(?:/s)?|offs?|off/s|o/s|suspects?(?:/s)?|susps?|males?|men|man|persons?|people|youths?|females?"
    r"|women|individuals?|figures?|raiders?|thieves|thief|intruders?|burglars?|lads|subjects?|robbers?|perpetrators?"
    r"|perps?|unknowns?|unks?|gang members?|culprits?|criminals?|occupants?|hooded|masked|riders?|passengers?|teens"
    r"|teenagers?|boys|kids|guys|blokes|fellas|chaps|dudes|girls|cyclists|motorcyclists|hoodies|crooks|bandits|juveniles?|assailants?|adults?|defs|defendants?"
    rf"|{_SEX})"
)
_ADJECTIVES = (
    r"(?:(?:unknown|unk|unidentified|masked|hooded|white|black|asian|young|other|possible|poss|suspected|ic\s?\d|"
    r"balaclava(?:'?d)?|clad|disguised|adult|teenage|dark|clothed|dressed|gloved|different|separate|further|of|the|tall|slim|"
    r"in|believed|and|unnamed|armed|unkn|u/k|n/k|skinny|stocky|hispanic|heavy|set|built|light|skinned|older|male|"
    r"female|large|small|athletic|thin|helmeted|balaclavad|unmasked|mixed|race)[\s,-]+){0,5}"
)
_DOUBT = (
    r"(?P<doubt>(?:at least|up to|possibly|poss|believed|minimum(?: of)?|approx(?:imately)?|about|around"
    r"|thought to be|maybe|perhaps|some)\s+)?"
)
_RANGE = rf"(?P<range>\s?(?:or|to|-|/)\s?{_COUNT}\b(?!\s*(?:in|get|enter|the)\b))?"
_ORDINAL = re.compile(
    r"\b(?:(?P<second>second|2nd|other)|(?P<third>third|3rd)|(?P<fourth>fourth|4th)|(?P<fifth>fifth|5th))"
    r"\s(?:(?:unknown|unk|masked|hooded|suspected|tall|short|unidentified)\s)*"
    r"(?:offender|suspect|susp|male|man|female|woman|person|individual|youth|figure|lad|subject|burglar|thief"
    r"|intruder|raider|accomplice|wait(?:ed|s)|stay(?:ed|s)|remain(?:ed|s)|acted|kept|drove)\b(?!s|/s)"
)
_TOGETHER = re.compile(
    r"\b(?:driver and (?:a |one |1 )?passenger|rider and (?:a |one |1 )?(?:pillion|passenger)|an? accomplice"
    r"|two[- ](?:man|person|handed)|pillion passenger|with (?:his|her) (?:mate|accomplice|friend))\b"
    r"|\bone\b[^.;]{3,80}\b(?:while|whilst|as|and) (?:the )?other\b(?! (?:items|stock|property|premises|goods|side))"
    r"|^pair\s(?:of\s(?:m|males|offenders|offs|unk|hooded|masked|youths|men)\b|have\b|has\b|enter|went|forced)"
)
_CLAD = re.compile(
    rf"\b(?:x\s?)?(?P<n>{_COUNT})\s(?:in|wearing|with)\s(?:the\s)?(?:balaclavas?|masks?|hoods?|hoodies|dark|black"
    r"|hi[- ]?vis|gloves|face|snoods?|overalls)\b"
)
_NOT_OFFENDERS = (
    r"(?!\s*(?:member|of staff|police|staff|officer|bystander|witness|customer|year|yr|yo\b|toilet|neighbour|resident"
    r"|victim|employee|passer|owner|voice|changing|clothing))"
)
_DID = (
    r"(?:(?:then|have|has|were|was|are|all|also)\s)?(?:enter(?:ed|s)?|went|go(?:es)?|ran|run|climb(?:ed|s)?|got|gets?"
    r"|jump(?:ed|s)?|fled|flee|wait(?:ed|s)?|wearing|wore|masked|hooded|wielding|armed|decamp(?:ed|s)?|escaped?"
    r"|seen (?:running|leaving|inside|entering|on cctv)|stay(?:ed|s)?|remain(?:ed|s)?|kept|keep|drove|carrying)"
)
_APART = (
    r"(?:(?:get-?away |masked |hooded )?driver|look-?out|(?:of them )?(?:in|inside|outside)\b(?! (?:number|minutes|the"
    r" morning|under))|others?|spotter|rider|passenger|(?:of them )?(?:stay|remain|wait)(?:s|ed|ing)?|acting as"
    r"|on look-?out|keeping|in (?:the )?(?:car|vehicle|van))"
)
_BEFORE = re.compile(
    rf"(?<![£\d.,:/])\b{_DOUBT}\(?(?:x\s?)?(?P<n>{_COUNT})\)?{_RANGE}\s*(?:x\s*)?{_ADJECTIVES}{_WHO}\b{_NOT_OFFENDERS}"
)
_AFTER = re.compile(
    rf"\b{_WHO}[\s,]*(?:\(s\)\s*)?(?:[-–]\s*)?(?:[(\[]\s*)?"
    rf"(?:(?:x|×|no\.?|number(?:ing|ed)?)\s?(?P<n>{_COUNT})|\(?(?P<m>\d)(?=\s?x\b|\))){_RANGE}\b"
)
_X_APART = re.compile(rf"\b{_WHO}\s(?:[\w/]+\s){{1,3}}x\s?(?P<n>\d)\b(?!\s*\w)")
_PREFIXED = re.compile(
    rf"\b(?:gang|group|team|crew)\sof\s(?:(?:about|around|approx|at least|up to)\s)?(?P<n>{_COUNT})\b"
)
_IN_NUMBER = re.compile(
    rf"\b(?P<n>{_COUNT}) (?:in number|of them|up\b|handed\b)|\ball (?P<m>two|three|four|five|six)\b"
)
_LEADING = re.compile(rf"(?:^|[.;,]\s*)x\s?(?P<n>\d)\s{_ADJECTIVES}(?:{_WHO}|{_DID})\b")
_SUBJECT = re.compile(rf"(?:^|[.;,(]\s*|\band\s|\bwhile\s|\bbefore\s)(?P<n>{_COUNT})\s{_DID}\b")
_PLUS = re.compile(
    rf"\b(?:(?:driver|look-?out)\s?(?:\+|plus|and|&)\s?(?:x\s?)?(?P<n>{_COUNT})"
    rf"|(?P<m>{_COUNT})\s?(?:{_WHO}\s?)?(?:\+|plus|&|and)\s?(?:1 |one |a |the )?(?:driver|look-?out|getaway driver)\b)"
)
_BOTH_SEXES = re.compile(
    rf"\b(?P<n>{_COUNT}|a)\s(?:x\s?)?{_ADJECTIVES}(?:males?|m[ae]n|lads?|m)\s?(?:,|and|&|\+|plus|/)\s?"
    rf"(?P<also>{_COUNT}|a)\s{_ADJECTIVES}(?:females?|wom[ae]n|f|girls?)\b"
)
_COLLECTIVE = re.compile(r"\b(?:(?P<three>trio|threesome)|(?P<four>quartet|foursome|quintet))\b")
_LOOSE = re.compile(
    rf"(?<![£\d.,:/])\b(?P<n>{_COUNT})\s(?!of\b|by\b|the\b|staff|with\b|and\b|min|hour|to\b|or\b|when|where|as\b|cctv)"
    rf"[a-z'’-]*[a-rt-z]\s(?:offenders|suspects|susps|males|men|youths|lads|figures|thieves|raiders|intruders)\b"
)
_LISTED = re.compile(
    rf"\b(?:offenders|suspects|susps|males|persons)\s?[-–:=]\s?(?P<n>{_COUNT})\b(?!\s?[:/.]\d)"
)
_NUMBERED = re.compile(
    r"(?<!audi )\b(?:(?:suspects?|susps?|offenders?|offs?|males?|subjects?|sus)[\s/#-]{0,2}(?:no\.? ?)?(?P<n>[1-9])"
    r"|s[-/]?(?P<m>[12]))"  # "S3" alone is an Audi; see _MORE_NUMBERED
    r"(?:\s?(?:-|to|and|&|/|,)\s?(?:[a-z]+\s)?s?(?P<last>[1-9]))?"
    r"(?![\d/]|\s*(?:x\b|yrs?|years?|yo\b|mins|m\b|st\b|nd\b))"
)
_NUMBERED_SIGNS = ("s1", "s2", "s-1", "s-2", "s/1", "s/2")
_FIRST_NUMBERED = re.compile(r"(?<!audi )(?<!/)\bs[-/]?[12]\b(?!/)")
_MORE_NUMBERED = re.compile(r"(?<!audi )(?<!in a )(?<!in an )(?<!/)\bs[-/]?(?P<n>[3-9])\b(?!/)")
_PARTS = re.compile(rf"(?<![£\d.,:/])\b(?:x\s?)?(?P<n>{_COUNT})\s{_APART}")
_TWO = re.compile(
    r"\b(?:the|a|another) pair\b(?! of (?!offend|susp|male|men|youth|lad|thie|hood|mask|unk))"
    r"|\bthe duo\b|\ba couple of (?:lads|males|men|youths|offenders|suspects)"
    r"|\bboth (?:of them|riders|occupants|males|men|offenders|suspects|susps|hooded|masked|wearing|armed|persons)"
)
_LOOKS = (
    rf"(?:suspect|susp|offending|unknown|unk|unidentified|masked|hooded|white|black|asian|young|{_SEX}|slim|tall|ic\s?\d|teenage|adult|lone"
    r"|single|suspected|male|female|older)"
)
_ONE = re.compile(
    r"(?<!no )(?<!second )(?<!another )(?<!other )(?<!or )"
    r"(?:(?:^|[.;,:-]\s*|\bby |\bshows |\bcctv of )"
    r"|\b(?:a|an|unknown|unk|unidentified|hooded|masked|lone|sole|single|solitary|1)\s)"
    rf"(?:{_LOOKS}\s)*(?:male|man|female|woman|youth|lad|boy|teenager|juvenile|figure|rider|moped rider|cyclist"
    rf"|motorcyclist)\b(?!/s|\(s|\s?\d|\s?x){_NOT_OFFENDERS}"
    rf"|\b(?:lone|single|sole|solitary|solo|one|1)\s(?:{_LOOKS}\s)*"
    rf"(?:offender|off|suspect|susp|burglar|intruder|thief|person|individual|raider|perpetrator|perp)\b"
    rf"(?!/s|\(s|\s?\d|\s?x){_NOT_OFFENDERS}"
)
_SINGULAR = re.compile(
    r"\b(?:offender|suspect|susp|male|man|youth|thief|burglar|intruder|person|individual|lad|subject)\b(?!/s|\(s|s\b)"
)
_PERSONAL = re.compile(
    rf"\b(?:he|she|him|himself|herself|his own|her own|on his own|alone)\b|\((?:{_SEX})\b|,\s{_SEX}[,\s]"
)
_OTHERS = re.compile(
    r"\b(?:witness|victim|owner|staff|manager|neighbour|complainant|customer|employee|landlord|driver)"
)
_HE_DID = re.compile(
    r"^\s*(?:he|she)\s(?:then |has |is |was |also )*(?:made|fled|took|stole|forced|ran|left|entered|climbed|smashed"
    r"|used|removed|went|got|makes|takes|runs|leaves|enters|climbs|uses|goes|approached|tried|reached|kicked|grabbed)"
)
_PLURAL = re.compile(
    r"\b(?:offenders|suspects|susps|males|men|they|them|youths|both|two|three|persons|offs)\b"
)
_VALUE = re.compile(
    rf"^\D{{0,12}}?\b(?P<n>{_COUNT})\b\s*(?:\+|or more|plus|offenders?|suspects?|persons?|males?)?"
)
_ANY_COUNT = re.compile(rf"\d|\b(?:{'|'.join(_WORDS)})\b")
_ANY_WHO = re.compile(rf"\b(?:{_WHO}|s(?=[\d\s/#-]{{0,3}}\d)|sus\b)")
_ANY_GROUP = re.compile(
    r"\b(?:pair|duo|both|couple|trio|threesome|quartet|foursome|quintet|(?:a|the) (?:male|m[ae]n)|second|2nd|other"
    r"|third|3rd|fourth|4th|fifth|5th|passenger|pillion|accomplice|two[- ](?:man|person|handed)|mate)\b"
)
_ANY_PERSON = re.compile(
    r"\b(?:offender|suspect|susp|male|man|female|woman|youth|lad|boy|teenager|juvenile|figure|rider|cyclist|motorcyclist"
    r"|thief|burglar|intruder|person|individual|subject|he|she)\b"
)
_ORDINALS = ("second", "third", "fourth", "fifth")
_BY_VALUE = {1: "one", 2: "two", 3: "three"}


class Counted(NamedTuple):
    """A number of offenders at a place in the text."""

    start: int
    end: int
    code: str
    hedged: bool
    number: int = 0  # where the text gives it


def find_offender_number(text: str, possible: int = -1) -> Counted | None:
    """Return the largest number of offenders that a text states, or None.

    Parameters
    ----------
    possible
        Bits of the patterns that may match, as :data:`CHANCES` numbers them; the others are not tried.

    >>> find_offender_number("Unk offs x3 forced door").code
    'three'
    >>> find_offender_number("2 in, 1 driver").code
    'three'
    """
    lowered = text.lower()
    found: list[Counted] = []
    if possible & _COUNTS and _ANY_COUNT.search(lowered):
        found.extend(_stated(lowered, possible))
        found.extend(_added(lowered, possible))
    if possible & _GROUPS and _ANY_GROUP.search(lowered):
        found.extend(_grouped(lowered, possible))
    if found:
        return max(found, key=lambda item: (_ORDER[item.code], item.number))
    return _one_person(lowered) if possible & _PERSONS and _ANY_PERSON.search(lowered) else None


def codes_of_number(counted: Counted) -> tuple[str, ...]:
    """Return every code of a number: five and more are also four and more."""
    return (FIVE_PLUS, counted.code) if counted.number >= _FIVE else (counted.code,)


def code_of_count(value: str) -> str | None:
    """Return the code, up to four_plus, of a structured value such as "3" or "Two offenders"."""
    codes = codes_of_count(value)
    return codes[-1] if codes else None


def codes_of_count(value: str) -> tuple[str, ...]:
    """Return the codes of a structured value such as "3", "4+" or "Two offenders"."""
    match = _VALUE.match(value.strip().lower())
    number = _number(match) if match else 0
    if number <= 0:
        return ()
    return (FIVE_PLUS, _code(number)) if number >= _FIVE else (_code(number),)


_ORDER = {"one": 1, "two": 2, "three": 3, "four_plus": 4}
_OF_PEOPLE = (_BEFORE, _AFTER, _X_APART, _NUMBERED, _LOOSE, _LISTED)  # a word for people stands in each
_OF_NUMBERS = (_PREFIXED, _LEADING, _IN_NUMBER, _SUBJECT, _CLAD)
_ALONE = (_ONE, _SINGULAR, _HE_DID)
_TOGETHER_WITH = (_TWO, _TOGETHER, _ORDINAL, _COLLECTIVE, _BOTH_SEXES)
_COUNTED = (*_OF_PEOPLE, *_OF_NUMBERS, _MORE_NUMBERED, _PARTS, _PLUS, _BOTH_SEXES)

#: What must stand in a text for each group of patterns to be tried at all.
CHANCES: tuple[tuple[re.Pattern[str], tuple[re.Pattern[str], ...]], ...] = (
    (_ANY_COUNT, _COUNTED),
    (_ANY_GROUP, _TOGETHER_WITH),
    (_ANY_PERSON, _ALONE),
)
_BIT = {
    pattern: 1 << bit
    for bit, pattern in enumerate(dict.fromkeys(pattern for _, patterns in CHANCES for pattern in patterns))
}
_COUNTS, _GROUPS, _PERSONS = (sum(_BIT[pattern] for pattern in patterns) for _, patterns in CHANCES)


def bit_of(pattern: re.Pattern[str]) -> int:
    """Return the bit that says that a pattern of :data:`CHANCES` may match."""
    return _BIT[pattern]


def _stated(lowered: str, possible: int) -> Iterator[Counted]:
    people = possible & _PEOPLE and _ANY_WHO.search(lowered)
    for pattern in (*_OF_PEOPLE, *_OF_NUMBERS) if people else _OF_NUMBERS:
        if not possible & _BIT[pattern]:
            continue
        for match in pattern.finditer(lowered):
            if _number(match) > 0:
                yield _counted(match)
    if possible & _BIT[_MORE_NUMBERED] and are_suspects_numbered(lowered):
        for match in _MORE_NUMBERED.finditer(lowered):
            yield _counted(match)


_PEOPLE = sum(_BIT[pattern] for pattern in _OF_PEOPLE)


def are_suspects_numbered(lowered: str) -> bool:
    """Return whether a lower-case text calls its suspects S1 and S2, so that S3 is no Audi.

    >>> are_suspects_numbered("s1 forced the door")
    True
    >>> are_suspects_numbered("left in an audi s1")
    False
    """
    if not any(sign in lowered for sign in _NUMBERED_SIGNS):
        return False
    return _FIRST_NUMBERED.search(lowered) is not None


def _grouped(lowered: str, possible: int) -> Iterator[Counted]:
    """Find people named by a collective word: "the pair", "a trio", "a man and a woman"."""
    two = _TWO.search(lowered) or _TOGETHER.search(lowered)
    if two:
        yield Counted(two.start(), two.end(), "two", hedged=False, number=2)
    for match in _ORDINAL.finditer(lowered):
        number = next(place for place, name in enumerate(_ORDINALS, 2) if match[name])
        yield Counted(match.start(), match.end(), _code(number), hedged=False, number=number)
    for match in _COLLECTIVE.finditer(lowered):
        code, number = ("three", 3) if match["three"] else ("four_plus", 5 if "quint" in match.group() else 4)
        yield Counted(match.start(), match.end(), code, hedged=False, number=number)
    yield from _both_sexes(lowered, possible)


def _both_sexes(lowered: str, possible: int) -> Iterator[Counted]:
    for match in _BOTH_SEXES.finditer(lowered) if possible & _BIT[_BOTH_SEXES] else ():
        total = _value(match["n"]) + _value(match["also"])
        yield Counted(match.start(), match.end(), _code(total), hedged=False, number=total)


def _added(lowered: str, possible: int) -> Iterator[Counted]:
    """Add up people who are told apart: "2 in, 1 driver", "one driver … 3 others"."""
    parted = _PARTS.finditer(lowered) if possible & _BIT[_PARTS] else ()
    parts = [match for match in parted if _number(match) > 0]
    if len(parts) > 1:
        total = sum(_number(match) for match in parts)
        yield Counted(parts[0].start(), parts[-1].end(), _code(total), hedged=False, number=total)
    for match in _PLUS.finditer(lowered) if possible & _BIT[_PLUS] else ():
        total = _number(match) + 1
        yield Counted(match.start(), match.end(), _code(total), hedged=False, number=total)
    yield from _both_sexes(lowered, possible)


def _one_person(lowered: str) -> Counted | None:
    """Return the one person whom a sentence shows, if it shows one and no more."""
    one = _ONE.search(lowered)
    if one is None and _PERSONAL.search(lowered) and not _OTHERS.search(lowered):
        one = _SINGULAR.search(lowered)
    if one is None and not _OTHERS.search(lowered):
        one = _HE_DID.search(lowered)
    if (
        one is None
        or _PLURAL.search(lowered)
        or _OTHERS.search(lowered[max(0, one.start() - 20) : one.start()])
    ):
        return None
    return Counted(one.start(), one.end(), "one", hedged=False)


def _number(match: re.Match[str]) -> int:
    groups = match.groupdict()
    if groups.get("last"):
        return max(int(groups["last"]), int(groups.get("n") or groups["m"]))
    return _value(groups.get("n") or groups.get("m") or "0") if any(groups.values()) else 0


def _value(word: str) -> int:
    """Return the number a word or figure stands for; "a" is one."""
    return 1 if word == "a" else _WORDS.get(word) or int(word)


def _code(number: int) -> str:
    return _BY_VALUE.get(number, "four_plus")


def _counted(match: re.Match[str]) -> Counted:
    groups = match.groupdict()
    hedged = bool(groups.get("doubt") or groups.get("range"))
    number = _number(match)
    return Counted(match.start(), match.end(), _code(number), hedged, number)
