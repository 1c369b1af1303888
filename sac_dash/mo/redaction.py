"""Removing descriptions of people from text that leaves the unit.

Ethnicity, IC codes, nationality, age, sex, height, build and names given to suspects serve no
comparison of offences and are never a feature (design §3); shared text must not carry them.
"""

from __future__ import annotations

import re

REDACTED = "[removed]"

_ORIGIN = (
    r"(?:white|black|asian|oriental|chinese|arab|hispanic|latino|latina|caucasian|african[- ]american|native american|"
    r"mexican|vietnamese|nigerian|jamaican|moldovan|hungarian|slovak|czech|georgian|portuguese|spanish|italian|french|"
    r"german|dutch|greek|iranian|iraqi|syrian|afghan|sikh|muslim|jewish|brazilian|birmingham|brummie|geordie|mancunian|"
    r"arabic|african|caribbean|afro[- ]caribbean|mixed[- ]race|"
    r"(?:eastern|northern|southern|western)[- ]european|european|romanian|polish|irish|albanian|lithuanian|latvian|"
    r"bulgarian|pakistani|indian|bangladeshi|somali|turkish|kurdish|russian|ukrainian|traveller|gypsy|roma|"
    r"dark[- ]skinned|light[- ]skinned|olive[- ]skinned|foreign|scottish|welsh|english|british|liverpudlian|scouse)"
)
_PERSON = (
    r"(?:males?|females?|man|men|woman|women|boys?|girls?|lads?|youths?|offenders?|suspects?|persons?|people|"
    r"teenagers?|individuals?|adults?|accents?|appearance|descent|skin|complexion|community|origin|twins?|couple|subjects?|susps?|offs|figures?|raiders?|gang)"
)
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bIC ?[0-9]\b(?:\s*(?:males?|females?))?",
        r"\b(?:[MF]\s?/\s?[WHBAO]|[WHBAO]\s?/\s?[MF])s?\b(?:\s*,?\s*[1-7]0'?s\b)?",
        rf"\b(?:spoke|speaking|spoken)\s(?:in\s|with\s)?(?:an?\s)?{_ORIGIN}\b",
        rf"\b{_ORIGIN}[\s-](?:accents?|looking|appearance|speaking)\b",
        rf"\b{_ORIGIN}(?:[\s/-]+{_ORIGIN})*(?=[\s,]+(?:(?:young|slim|tall|stocky|heavy|older|hooded|masked)\s+)*{_PERSON}\b)",
        rf"\bof {_ORIGIN} (?:appearance|descent|origin|ethnicity)\b",
        r"\b(?:dob|d\.o\.b\.?|date of birth|born)\s*:?\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}",
        (
            r"\b(?:aged?|approx(?:imately)?\s+age)\s*:?\s*(?:approx(?:imately)?\s+|about\s+|between\s+)?"
            r"\d{1,2}(?:\s*(?:-|to|and|/)\s*\d{1,2})?(?:\s*(?:years?|yrs?)(?:\s*old)?)?"
        ),
        r"\b\d{1,2}\s?(?:-|to)\s?\d{1,2}\s?(?:yrs|years|yr|yo|y/o)\b(?:\s*old|\s*of age)?",
        r"\b\d{1,2}\s?(?:yr|year|yrs|years)[\s-]old\b|\b\d{1,2}\s?(?:yo|y/o)\b",
        r"\b(?:in (?:his|her|their) )?(?:early|mid|late)[\s-]?(?:teens|twenties|thirties|forties|fifties|[2-7]0'?s)\b",
        r"\b(?:in (?:his|her|their) )(?:teens|twenties|thirties|forties|fifties|[1-7]0'?s)\b",
        r"\b[4-6]\s?(?:ft|feet|foot|')\s?(?:\d{1,2}\s?(?:ins?|inches|\"|'')?)?(?:\s*tall)?(?=\W|$)",
        r"\b(?:slim|stocky|medium|heavy|large|skinny|athletic|thin|muscular|average)\s+build\b",
        r"\b(?:males?|females?|woman|women|man|men)\b",
    )
)
_NAMED = re.compile(
    r"\b((?i:named|nominal|known as|aka|identified as)) "
    r"((?:Mr |Mrs |Ms )?[A-Z][a-z]+(?: [A-Z][A-Za-z'-]+)+)"
)
_RUNS = re.compile(rf"(?:{re.escape(REDACTED)}[\s,]*)+{re.escape(REDACTED)}")


def find_descriptions(text: str) -> list[tuple[int, int]]:
    """Return where descriptions of people stand in a text, as (start, end), in no order; they may overlap."""
    spans = [hit.span() for pattern in _PATTERNS for hit in pattern.finditer(text)]
    return spans + [hit.span(2) for hit in _NAMED.finditer(text)]


def redact(text: str) -> str:
    """Return the text with descriptions of people replaced by ``[removed]``.

    >>> redact("Two white males aged 20-25 in a white van")
    'Two [removed] in a white van'
    """
    for pattern in _PATTERNS:
        text = pattern.sub(REDACTED, text)
    text = _NAMED.sub(rf"\1 {REDACTED}", text)
    return _RUNS.sub(REDACTED, text)
