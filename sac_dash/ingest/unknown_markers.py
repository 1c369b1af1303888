"""What a source writes when it does not know: taken as unknown, never as a value.

The list is short on purpose: a marker that could be a place or a name ("None", "Other") stays
text. Codes of facets have their own, longer list in the MO vocabulary.
"""

from __future__ import annotations

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
