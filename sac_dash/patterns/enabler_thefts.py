"""What an enabler theft gives: plant to rip with, a fast car, plates to hide it, gear to cut with.

Enablers are linked into no series; the meeting wants them by what they make possible tonight.
"""

from __future__ import annotations

from enum import StrEnum

import polars as pl


class EnablerKind(StrEnum):
    """What was taken, or found."""

    PLANT = "plant"
    CAR = "car"
    PLATES = "plates"
    GEAR = "gear"
    BURNT = "burnt"
    OTHER = "other"


_BY_NAME = {kind.value: kind for kind in EnablerKind}

# The first pattern that the title, and then the text, answers to gives the kind.
_PATTERNS = (
    (EnablerKind.BURNT, r"\barson\b|burn(?:t|ed)[ -]?out|\bburnt\b"),
    (EnablerKind.PLATES, r"number[ -]?plates?|\bplates stolen\b|\bvrms?\b.{0,20}\bstolen\b"),
    (EnablerKind.GEAR, r"\bcutting\b|grinder|gas (?:bottle|cylinder)|oxy|acetylene|stihl saw|disc cutter"),
    (EnablerKind.PLANT, r"\bplant\b|agricultural|telehandler|excavator|digger|loader|teleporter|tractor|jcb"),
    (EnablerKind.CAR, r"motor vehicle|\bcar\b|car[ -]?key|vehicle keys?|\bveh\b|burglary"),
)


def tell_enablers(offences: pl.DataFrame) -> list[EnablerKind]:
    """Return what each enabler theft gives, by its title and, where that says nothing, by its MO text.

    It is read from words, not coded: a kind must not be counted as a measure, only shown.
    """
    kind = _kinds_by_title(offences["offence_title"])
    silent = kind.is_null().arg_true()
    if len(silent):  # of the many offences around one, few need their whole text read
        kind = kind.scatter(silent, _kinds_in(offences["mo_text"].gather(silent)))
    return [_BY_NAME[name] for name in kind.fill_null(EnablerKind.OTHER.value)]


def tell_burnt(offences: pl.DataFrame) -> pl.Series:
    """Return which are vehicles found burnt, as :func:`tell_enablers` would say it: of many, sooner told than all."""
    kind = _kinds_by_title(offences["offence_title"])
    silent = kind.is_null().arg_true()
    burnt = kind.eq_missing(EnablerKind.BURNT.value)
    if not len(silent):
        return burnt
    first, pattern = _PATTERNS[0]
    assert first is EnablerKind.BURNT  # noqa: S101 - a text that says so first says it whatever else it says
    lowered = offences["mo_text"].gather(silent).fill_null("").str.to_lowercase()
    return burnt.scatter(silent, lowered.str.contains(pattern))


def _kinds_by_title(titles: pl.Series) -> pl.Series:
    """Return the kind each title says, null where it says none; a file has few different titles."""
    different = titles.unique()
    return titles.replace_strict(different, _kinds_in(different), return_dtype=pl.String)


def _kinds_in(words: pl.Series) -> pl.Series:
    """Return the kind that each text names first in the order of patterns; null where it names none."""
    found = pl.lit(None, pl.String)
    for kind, pattern in reversed(_PATTERNS):
        found = pl.when(pl.col("words").str.contains(pattern)).then(pl.lit(kind.value)).otherwise(found)
    lowered = words.fill_null("").str.to_lowercase().alias("words").to_frame()
    return lowered.select(kind=found)["kind"]
