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
    lowered = offences.select(
        pl.col(name).fill_null("").str.to_lowercase() for name in ("offence_title", "mo_text")
    )
    kind = pl.coalesce(_kind_in("offence_title"), _kind_in("mo_text"), pl.lit(EnablerKind.OTHER.value))
    return [EnablerKind(value) for value in lowered.select(kind.alias("kind"))["kind"]]


def _kind_in(column: str) -> pl.Expr:
    """Return the kind the words of a column name first in the order of patterns; null where none."""
    found = pl.lit(None, pl.String)
    for kind, pattern in reversed(_PATTERNS):
        found = pl.when(pl.col(column).str.contains(pattern)).then(pl.lit(kind.value)).otherwise(found)
    return found
