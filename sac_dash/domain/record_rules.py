"""What interventions and protected sites share: an id that lasts, what changed, and what makes one invalid.

Both are records an analyst keeps beside offences. A list of them is imported again and again as it grows,
so an id must come out the same from the same row, and a changed row must be told from a repeated one.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import fields
from hashlib import sha256
from typing import Any

from sac_dash.domain.errors import SacDashError
from sac_dash.domain.stated_time import end_of, is_stated_time, start_of

MAX_LENGTH = 200  # characters of any text of a record
_ID_DIGITS = 8
_DATE_REMEDY = "Give a date such as 04/03/2026 or 2026-03-04"

Difference = tuple[str, str, str]  # the field, what it was, what it is


def derive_id(prefix: str, parts: Iterable[object]) -> str:
    """Return an id made from what a record is about; case and spacing make no difference.

    >>> derive_id("I", ["arrest", "Two  men"]) == derive_id("I", ["Arrest", "two men"])
    True
    """
    said = ["" if part is None else " ".join(str(part).casefold().split()) for part in parts]
    return f"{prefix}-{sha256(json.dumps(said).encode()).hexdigest()[:_ID_DIGITS]}"


def differences(before: Any, after: Any, *, but: str = "") -> tuple[Difference, ...]:  # noqa: ANN401 - any dataclass
    """Return the fields in which two records of a kind differ, in words; the field `but` does not count."""
    pairs = ((each.name, getattr(before, each.name), getattr(after, each.name)) for each in fields(before))
    return tuple(
        (name, say_value(was), say_value(now)) for name, was, now in pairs if name != but and was != now
    )


def say_value(value: object) -> str:
    """Return a field's value as text: a whole number without its decimals, nothing as "nothing"."""
    if isinstance(value, float):
        return f"{value:g}" if value != round(value) else f"{value:.0f}"
    return str(value) if value not in {None, ""} else "nothing"


def text_complaints(record: Any) -> list[SacDashError]:  # noqa: ANN401 - any dataclass
    """Return a complaint for each text that is too long."""
    texts = {each.name: getattr(record, each.name) for each in fields(record)}
    return [
        SacDashError(
            f"longer than {MAX_LENGTH} characters", column=name, remedy="Shorten it to what identifies it"
        )
        for name, text in texts.items()
        if isinstance(text, str) and len(text) > MAX_LENGTH
    ]


def span_complaints(record: Any, first: str, last: str) -> list[SacDashError]:  # noqa: ANN401 - any dataclass
    """Return what is wrong with the two times of a record: unreadable, or the end before the start."""
    told = {name: getattr(record, name) for name in (first, last)}
    unreadable = [name for name, text in told.items() if text and not is_stated_time(text)]
    if unreadable:
        return [
            SacDashError(f'"{told[name][:40]}" is no date', column=name, remedy=_DATE_REMEDY)
            for name in unreadable
        ]
    if all(told.values()) and _is_over(told[last], told[first]):
        return [
            SacDashError("it ended before it started", column=last, remedy="Put the two dates the right way")
        ]
    return []


def _is_over(last: str, first: str) -> bool:
    """Tell whether one stated time is wholly before another begins; the same day or moment is not."""
    begins = start_of(first)
    return start_of(last) < begins and end_of(last) <= begins


def place_complaints(easting: float | None, northing: float | None) -> list[SacDashError]:
    """Return what is wrong with a place: half of it, or a number that is none."""
    given = [each for each in (easting, northing) if each is not None]
    if len(given) == 1:
        missing = "easting" if easting is None else "northing"
        return [
            SacDashError("half a place is given", column=missing, remedy="Give both easting and northing")
        ]
    if not all(math.isfinite(each) for each in given):
        return [
            SacDashError("the place is no number", column="easting", remedy="Give metres, or leave it out")
        ]
    return []
