"""What a source writes when it does not know: taken as unknown, never as a value.

The list is short on purpose: a marker that could be a place or a name ("None", "Other") stays
text. Codes of facets have their own, longer list in the MO vocabulary.
"""

from __future__ import annotations

import re

import polars as pl

UNKNOWN_MARKERS = (
    "", "-", "--", ".", "?", "??", "n/k", "nk", "n.k.", "n/a", "na", "#n/a", "n/s", "null", "none", "nan", "nat",
    "nil", "unknown", "unk", "not known", "not stated", "not recorded", "tbc", "<null>", "(null)", "(blank)",
)  # fmt: skip


def blank_unknown(text: pl.Expr) -> pl.Expr:
    """Return trimmed text, null where it only says that nothing is known.

    >>> pl.DataFrame({"a": [" N/K ", "High St"]}).select(blank_unknown(pl.col("a")))["a"].to_list()
    [None, 'High St']
    """
    trimmed = text.str.strip_chars()
    return pl.when(~trimmed.str.to_lowercase().is_in(UNKNOWN_MARKERS)).then(trimmed)


def blank_empty(text: pl.Expr) -> pl.Expr:
    """Return trimmed text, null where nothing is left of it."""
    trimmed = text.str.strip_chars()
    return pl.when(trimmed != "").then(trimmed)


_UNTIDY = r"^\s|\s$|^$"
_UNKNOWN = rf"(?i)^\s*(?:{'|'.join(re.escape(marker) for marker in UNKNOWN_MARKERS)})\s*$"


def tidy(text: pl.Series, *, markers_are_unknown: bool) -> pl.Series:
    """Return trimmed text, null where nothing (or only an unknown marker) is left.

    Text that is tidy already comes back as it is, uncopied: at a million rows that is most of it.
    """
    untidy = text.str.contains(_UNTIDY).any()
    if not untidy and not (markers_are_unknown and text.str.contains(_UNKNOWN).any()):
        return text
    trim = blank_unknown if markers_are_unknown else blank_empty
    return text.to_frame("v").select(trim(pl.col("v")))["v"].alias(text.name)
