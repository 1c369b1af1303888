"""Attributes of people that are refused at the door.

Age, sex, ethnicity, nationality and the names of nominals are never features, and their
values are stored nowhere: a column that holds them is named in the quality report with the
reason, and dropped before anything else reads it.
"""

from __future__ import annotations

import re

_PROTECTED = {
    "age or date of birth": r"\b(age|aged|dob|date of birth|birth ?date|year of birth)\b",
    "sex or gender": r"\b(sex|gender)\b",
    "ethnicity": r"\b(ethnic\w*|race|ic code|self defined eth\w*|sde|descent)\b",
    "nationality": r"\b(nationality|country of birth|citizenship|immigration)\b",
    "religion": r"\b(religion|faith)\b",
    "name of a person": (
        r"\b((nominal|suspect|offender|victim|complainant|aggrieved|witness|informant|officer|oic|person"
        r"|injured party|ip|ap)s? ?(full ?)?(names?|surname|forenames?|first name|last name)"
        r"|surname|forenames?|nominals?)\b"
    ),
}
_PATTERNS = {reason: re.compile(pattern) for reason, pattern in _PROTECTED.items()}


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
    return None
