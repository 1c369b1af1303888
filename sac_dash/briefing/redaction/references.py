"""References in free text: operations, organised crime groups, crime and incident numbers, intelligence, exhibits.

Outsiders are told how an offence was done and what to look for, never which operation, group, report or
exhibit stands behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sac_dash.briefing.redaction.category import Category, Span
from sac_dash.briefing.redaction.lexicon import is_behaviour, is_ordinary
from sac_dash.briefing.redaction.rules import compile_rules, find_by_rule
from sac_dash.briefing.redaction.word_lists import word_list

_OPERATION = re.compile(
    r"\b(?:operation|ops?|opn)\b[\s.:'\"“‘\-–]{0,4}([^\W\d_]{3,}(?:[-'’][^\W\d_]+)*)", re.IGNORECASE
)
_SECOND = re.compile(r"[\s\-]{1,2}([^\W\d_]{3,})['\"”’]?")
_NO_NAME = word_list("references_no_name")
_AFTER_GROUP = (
    r"(?:\s*(?:ref(?:erence)?|no|number|id|named?|called|known as|k/a|is|the|of|group|"
    r"nominals?|member|members|mapped|as)\b[\s.:#]*){0,4}"
)
_RULES = compile_rules(
    (
        Category.GROUP,
        (
            rf"\b(?:OCGM?s?|o\.c\.g\.?|USGs?|organi[sz]ed (?:crime|criminal) groups?|"
            rf"urban street gangs?|county lines?)\b{_AFTER_GROUP}"
            r"(?:[\s:/_#\-–.'\"“]*(?:[A-Z]{1,6}[\s/_\-–.]{0,2})*\d[\w/_\-–.]*\w|[\s:/_#\-–.'\"“]*\d\b)?"
        ),
    ),
    (Category.GROUP, r"\b[A-Z]{2,5}[\s/_-]?OCG[\s/_-]?\d*\b"),
    (Category.GRADING, r"\b[1-5]\s?x\s?[1-5]\s?x\s?[1-5]\b"),
    (Category.GRADING, r"\b(?:[A-E][1-5][PCA-E]|[1-3][A-E][PC]|[C-E][1-5][1-5])\b(?!\s?(?:plate|reg))"),
    (
        Category.GRADING,
        (
            r"\b(?:grad(?:ed|ing|e)|evaluat(?:ed|ion)|source|handling(?: code)?)\b[\s:.]*(?:(?:as|is|"
            r"code|at)\b[\s:]*)*\b(?=\w*\d)\w{2,4}\b"
        ),
    ),
    (Category.GRADING, r"\bhandling code [A-Z]\b"),
    (Category.GRADING, r"\b(?-i:[A-E]\s[1-5]\s[A-EP])\b"),
    (
        Category.GRADING,
        (
            r"\b(?:intel(?:ligence)?(?:\s(?:log|report|reports|ref|reference|submission|entry|unit|"
            r"suggests|indicates|received|from|held|states|shows|picture|source|led))*"
            r"(?:[\s:.#]*(?=[\w/-]*\d)[\w/-]+)?|chis|covert\s\w+|surveillance (?:team|op|ops|"
            r"operation|log|product|officers?)|informant|source handler|dedicated source|"
            r"crimestoppers|ripa|cov(?:ert)? human \w+|sensitive source|cell ?site|comms? data|"
            r"anpr(?:\s(?:hit|hits|data|check|checks|marker|cameras?|activation))?)\b"
        ),
    ),
    (
        Category.FORENSIC,
        (
            r"\b(?:d\.?n\.?a\.?|finger[\s-]?(?:prints?|marks?)|f/?prints?|fp marks?|palm ?prints?|"
            r"footwear(?:\s(?:marks?|impressions?|lifts?|patterns?|prints?))?|shoe ?(?:marks?|"
            r"prints?)|"
            r"foot ?prints?|tool ?marks?|glove marks?|smart ?water|selecta ?dna|"
            r"forensics?(?:ally)?(?:\s(?:marked|marking|hit|hits|recovery|examination|"
            r"evidence|submission|strategy|opportunities|traces?|link|samples?))?|swab(?:s|bed|bing)?|"
            r"blood(?:\s(?:stains?|traces?|spots?|sample|found|left))?|saliva|gel ?lifts?|"
            r"marks? (?:recovered|lifted|found|left)|csi|soco|scenes? of crime|nafis|ident1|id hit|gsr|fibres?)\b"
            r"(?:\s(?:hit|profile|match(?:ed)?|sample|link|result|found|recovered|positive|full|partial|mixed))*"
        ),
    ),
    (Category.FORENSIC, r"\b[A-Z]{2,4}/\d{1,3}[A-Z]?\b(?!/)"),
    (
        Category.FORENSIC,
        (
            r"\b(?:exhibits?|exh|seal|scene ?marks?)\b[\s.:#]*(?:(?:no|number|ref|reference|"
            r"bag)\b[\s.:#]*)*(?=[\w/-]*\d)[\w/-]+"
        ),
    ),
    (
        Category.REFERENCE,
        (
            r"\b(?:crime|cad|stdl?|log|incident|inc|crn|c/?r|urn|niche|occ(?:urrence)?|case|custody|"
            r"record|serial|report|investigation|oic ref|job|storm|command and control|iln)"
            r"(?:\s(?:no|number|num|ref|reference|id|record|report|log))*\b[\s.:#]*(?:(?:is|of)\s)?"
            r"(?:[A-Z]{0,4}[\s/_-]?)(?=(?:[\w/_-]*\d){3})(?!(?:19|20)\d\d\b)[\w]*\d[\w/_-]*(?:\s(?:of|dated)\s\S+)?"
        ),
    ),
    (Category.REFERENCE, r"\b(?:ref(?:erence)?s?|urn|no)\b[\s.:#]*(?=[\w/_-]*\d{2})[\w/_-]{4,}"),
    (Category.REFERENCE, r"(?<![\w£./-])\d{2,}[A-Z]{0,3}/\d{3,}(?:/\w+)*\b"),
    (Category.REFERENCE, r"(?<![\w£./-])[A-Z]{1,5}[/_-]\d{2,}(?:[/_-]\w+)*\b"),
    (
        Category.REFERENCE,
        r"(?<![\w£./-])[A-Z]{1,5}/[A-Z]{1,5}/\d+(?:/\w+)*\b|(?<![\w£./-])\d{1,2}[A-Z]{1,4}/\d{2,}(?:/\w+)*\b",
    ),
    (Category.REFERENCE, r"(?<![\w£./-])\d{4,}[-/]\d{2,}(?:[-/]\w+)*\b"),
    (
        Category.REFERENCE,
        r"(?<![\w£./-])(?!(?:MT|MLT|MRT|TH|TM|EX|ZX|PC|KX|TB|DX|LM|ML|NF|RS|DTS)\d{4}\b)[A-Z]{2,4}\d{4,}\w*\b",
    ),
)
_EXACT_CASE = re.compile(r"\b(?:OCG|USG)\b[\s:'\"-]*([A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){0,2})")
_DATE = re.compile(
    r"\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|(?:19|20)\d{2}[-/]\d{1,2}[-/]\d{1,2}|(?:[01]\d|"
    r"2[0-4])[0-5]\d\s?[-/]\s?(?:[01]\d|2[0-4])[0-5]\d|20\d\d[-/]\d\d"
)
_TRADE = frozenset({"no 10", "b&q"})
_MAKES = re.compile(r"(?:jcb|cat|bmw|mt|mlt|ms|ts|th|lm|b&q|m/v|s/h|4x4|tm|hp)\b", re.IGNORECASE)


def find_references(text: str) -> Iterator[Span]:
    """Yield every operation, group, grading, forensic detail and reference."""
    yield from _operations(text)
    for hit in _EXACT_CASE.finditer(text):
        yield Span(hit.start(), hit.end(1), Category.GROUP)
    yield from find_by_rule(text, _RULES, _is_date_or_make)


def _is_date_or_make(category: Category, hit: re.Match[str]) -> bool:
    """Return whether it is a date, the make of a machine or the name of a shop, and no reference."""
    said = hit.group().strip()
    dated_or_made = category is Category.REFERENCE and (_DATE.fullmatch(said) or _MAKES.match(said))
    return bool(dated_or_made) or said.casefold() in _TRADE


def _operations(text: str) -> Iterator[Span]:
    for hit in _OPERATION.finditer(text):
        name = hit.group(1)
        if name.casefold() in _NO_NAME:
            continue
        end = hit.end()
        second = _SECOND.match(text, end)
        if second and _goes_on(name, second.group(1)):
            end = second.end(1)
        yield Span(hit.start(), end, Category.OPERATION)


def _goes_on(first: str, second: str) -> bool:
    """Return whether an operation's name has this second word: written alike, or no ordinary word."""
    alike = (
        first.isupper() == second.isupper() and first.istitle() == second.istitle() and not first.islower()
    )
    return (alike and not is_behaviour(second)) or not is_ordinary(second)
