"""Attributes of people that are refused at the door.

Age, sex, ethnicity, nationality and the names of nominals are never features, and their
values are stored nowhere: a column that holds them is named in the quality report with the
reason, and dropped before anything else reads it.
"""

from __future__ import annotations

import re

_PERSON = (
    r"(nominal|suspect|susp|offender|victim|vict|vic|complainant|aggrieved|witness|informant|officer|oic|person|"
    r"injured party|ip|ap|accused|defendant|perpetrator|perp|arrestee|keyholder|contact|caller|owner|occupier|driver)"
)
_PROTECTED = {
    "age or date of birth": r"\b(age|ages|aged|dob|date of birth|birth ?date|year of birth|yob|born)\b",
    "sex or gender": r"\b(sex|gender)\b",
    "ethnicity": (
        r"\b(ethnic\w*|eth|race|ic ?codes?|ic ?[0-9]|ic classification|ic|self ?defined eth\w*|sde|sdei|descent|"
        r"skin (colou?r|tone))\b(?! ref)"
    ),
    "nationality": (
        r"\b(nationality|nationalities|country of birth|place of birth|birth ?place|citizenship|immigration)\b"
    ),
    "religion": r"\b(religion|religious|faith)\b",
    "name of a person": (
        rf"\b{_PERSON}s?( \d+)? ?(full )?(name|names|surname|surnames|forenames?|first ?name|last ?name)( \d+)?\b|"
        r"\b(surname|surnames|forenames?|first ?name|last ?name|middle ?name|family ?name|given ?names?|maiden ?name|"
        r"full ?name|nick ?name|alias|aliases|aka|nominals?)\b|"
        r"^(suspects?|offenders?|victims?|aggrieved|witness(es)?|informants?|complainants?|accused|defendants?|"
        r"injured part(y|ies)|persons?|arrested persons?|oic|officers?|officer in (the )?case|investigating officer|"
        r"reporting officer|attending officer|recording officer)( \d+)?$"
    ),
    "identity of a person": (
        r"\b(pnc ?(id|no|number)|cro ?(no|number)|ni ?number|national insurance|passport|nhs number)\b"
    ),
    "description of a person": (
        rf"\b{_PERSON}s?( \d+)? "
        r"(desc|description|descriptions|details|build|height|hair|complexion|accent|appearance)\b"
    ),
}
_PATTERNS = {reason: re.compile(pattern) for reason, pattern in _PROTECTED.items()}
_RUN_TOGETHER = re.compile(
    rf"{_PERSON}s?(age|dob|sex|gender|race|ethnicity|nationality|descent|name|surname)\d*"
)


def protected_reason(column: str) -> str | None:
    """Return why a source column of this name is refused, or None when it is not.

    >>> protected_reason("Suspect_Ethnicity")
    'ethnicity'
    >>> protected_reason("Premises Type") is None
    True
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column)
    words = re.sub(r"[^a-z0-9]+", " ", spaced.lower()).strip()
    for reason, pattern in _PATTERNS.items():
        if pattern.search(words):
            return reason
    return "attribute of a person" if _RUN_TOGETHER.fullmatch(words.replace(" ", "")) else None
