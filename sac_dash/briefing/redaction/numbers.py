"""Numbers and addresses by which people, devices and accounts are reached: telephones, e-mail, accounts.

Anything that might be one goes: a run of seven digits or more tells a reader of a pack nothing about how an
offence was done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from sac_dash.briefing.redaction.category import Category, Span
from sac_dash.briefing.redaction.rules import compile_rules, find_by_rule

_GAP = r"[\s.\-–()]{0,3}"
_DIGIT = r"[\dOo]"
_DATE = (
    r"\d{1,2}(?:st|nd|rd|th)?[\s/.\-]+(?:\d{1,2}|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|"
    r"aug\w*|sep\w*|oct\w*|nov\w*|dec\w*)[\s/.\-,]+\d{2,4}"
)
_RULES = compile_rules(
    (
        Category.ONLINE,
        r"[\w.+'-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\s?(?:\.|\(dot\)|\[dot\]|\sdot\s)\s?[\w-]+)*",
    ),
    (Category.ONLINE, r"\b[\w.+-]+ at [\w-]+ dot [a-z]{2,}(?: dot [a-z]{2,})?\b"),
    (Category.ONLINE, r"(?<!\w)@[\w.]{2,}"),
    (
        Category.ONLINE,
        r"\b(?:https?://|www\.)\S+|\b[\w-]+\.(?:com|co\.uk|org|net|uk|info|io|gov\.uk)\b(?:/\S*)?",
    ),
    (
        Category.ONLINE,
        (
            r"\b(?:snap ?chat|snap|insta(?:gram)?|face ?book|fb|tik ?tok|telegram|whats ?app|twitter|discord|"
            r"only ?fans|wickr|encro\w*|social media|user ?name|screen ?name|handle|gamer ?tag)\b"
            r"(?:[\s:'\"“‘,-]+(?:user|username|name|account|acct|profile|handle|is|was|called|under|"
            r"of|as|id|the|group|page))*"
            r"[\s:'\"“‘-]+(?!(?:and|on|in|to|at|for|with|by|was|were|is|the|of|or|off|from|used|post|"
            r"posts|messages?|calls?)\b)"
            r"[\w.@\-]*\w"
        ),
    ),
    (Category.DEVICE, r"\b\d{2}[\s-]?\d{6}[\s-]?\d{6}[\s-]?\d{1,2}\b"),
    (
        Category.DEVICE,
        (
            r"\b(?:imei|imsi|iccid|serial(?: (?:no|number))?|s/n|sim|mac)\b[\s:.#]*(?:(?:no|number|"
            r"is)\b[\s:.]*)?(?=[\w-]*\d)[\w-]{4,}"
        ),
    ),
    (Category.DEVICE, r"\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b"),
    (
        Category.DEVICE,
        (
            r"\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b|\b(?:[0-9a-f]{1,4}:){3,7}:?[0-9a-f]{1,4}\b|"
            r"\b[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){2,6}::?[0-9a-f]{1,4}\b"
        ),
    ),
    (Category.BANK, r"\b(?:\d[ -]?){13,19}\b"),
    (Category.BANK, r"\b[A-Z]{2}\d{2}[ ]?(?:[A-Z]{4}[ ]?)(?:\d[ ]?){10,}\b"),
    (Category.BANK, r"\b(?:sort ?code|s/c)\b[\s:.#]*(?:is|no|number)?[\s:]*\d{2}[\s-]?\d{2}[\s-]?\d{2}\b"),
    (Category.BANK, r"\b\d{2}-\d{2}-\d{2}\b(?=\W{1,4}(?:acc|a/c|account|\d{7,8}))"),
    (
        Category.BANK,
        (
            r"\b(?:account|acct?|a/c|card)\b[\s:.#]*(?:(?:no|number|is|ending|last four|"
            r"digits)\b[\s:.]*)*\d[\d\s-]{2,}\d\b"
        ),
    ),
    (
        Category.BIRTH,
        (
            rf"\b(?:d\.?\s?o\.?\s?b\.?|date of birth|born(?: on)?|birthday|b\.)[\s:.,-]*(?:is\s|"
            rf"on\s)?(?:{_DATE}|(?:19|20)\d\d)\b"
        ),
    ),
    (Category.IDENTITY, r"\b[A-Z]{2}[\s-]?(?:\d{2}[\s-]?){3}[A-D]\b"),
    (Category.IDENTITY, r"\b[A-Z9]{5}\d{6}[A-Z9]{2}\w{3}\b"),
    (
        Category.IDENTITY,
        (
            r"\b(?:pnc|pncid|cro|passport|driving licen[cs]e|nhs|nino|ni)\b[\s:.#]*(?:(?:no|number|id|"
            r"ref|is)\b[\s:.]*)*(?=[\w/-]*\d)[\w/-]{3,}(?:\s\d+)*"
        ),
    ),
    (Category.IDENTITY, r"\b\d{2}/\d{3,7}[A-Z]\b"),
    (Category.IDENTITY, r"\b(?=[A-HJ-NPR-Z0-9]{17}\b)(?=\w*\d)(?=\w*[A-Z])[A-HJ-NPR-Z0-9]{17}\b"),
    (Category.TELEPHONE, rf"(?<![\w£.])(?:\+|00)\s?\(?\d{{1,3}}\)?(?:{_GAP}\d){{6,13}}(?!\w)"),
    (
        Category.TELEPHONE,
        rf"(?<![\w£.])\(?(?:\+?44{_GAP})?\(?[0Oo]\)?{_GAP}[1-9](?:{_GAP}{_DIGIT}){{8,10}}(?!\w)",
    ),
    (Category.TELEPHONE, rf"(?<![\w£.])44{_GAP}\d(?:{_GAP}\d){{8,9}}(?!\w)"),
    (Category.TELEPHONE, r"(?<![\w£.])7\d{3}[\s.-]?\d{3}[\s.-]?\d{3}(?!\w)"),
    (Category.TELEPHONE, r"(?<![\w£.])\d{3}[\s.-]\d{3}[\s.-]\d{4}(?!\w)|(?<![\w£.])\d{3}[\s-]\d{4}(?![\w-])"),
    (
        Category.TELEPHONE,
        (
            r"\b(?:tel(?:ephone)?|phone|ph|mob(?:ile)?|mobi?|landline|call(?:ed|ing)?|ring|rang|"
            r"text(?:ed)?|fax|ext(?:ension)?|"
            r"contact|number)\b[\s:.#]*(?:(?:no|number|num|on|is|was|ending|from|of|him|her|them|in|"
            r"direct|or|mob|tel)\b[\s:.]*)*"
            r"\(?\+?\d[\d\s.()\-]{1,}\d\b"
        ),
    ),
    (Category.REFERENCE, r"(?<![\w£.,])\d{7,}(?![\w])"),
)
_WRITTEN_DATE = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})\b|\b(?:19|20)\d{2}-\d{2}-\d{2}\b")
_CLOCK = re.compile(r"(?:[01]\d|2[0-3])[:.]?[0-5]\d")
_FIRM = frozenset({Category.ONLINE, Category.IDENTITY, Category.BIRTH, Category.DEVICE})


def find_numbers(text: str) -> Iterator[Span]:
    """Yield every telephone number, e-mail address, online name, device, account and identity number."""
    dated = [hit.span() for hit in _WRITTEN_DATE.finditer(text)]
    yield from find_by_rule(text, _RULES, partial(_is_when, dated))


def _is_when(dated: list[tuple[int, int]], category: Category, hit: re.Match[str]) -> bool:
    """Return whether a run of digits is a date or clock times, and no number of a person."""
    if category in _FIRM or (category is Category.BANK and hit.group()[0].isalpha()):
        return False
    if any(start < hit.end() and hit.start() < end for start, end in dated):
        return True
    digits = re.findall(r"\d+", hit.group())
    return all(len(each) == 4 and _CLOCK.fullmatch(each) for each in digits) and len(digits) <= 2
