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


_LONGEST_CHARS = max(map(len, UNKNOWN_MARKERS))  # no letter folds to less than one of theirs …
_LONGEST_BYTES = 3 * _LONGEST_CHARS  # … and none that does is longer


def tidy(text: pl.Series, *, markers_are_unknown: bool) -> pl.Series:
    """Return trimmed text, null where nothing (or only an unknown marker) is left.

    Text that is tidy already comes back as it is, uncopied: at a million rows that is most of it.
    """
    trimmed = text.str.strip_chars()
    if not (trimmed.str.len_bytes() != text.str.len_bytes()).any():
        trimmed = text
    few_bytes = trimmed.filter(trimmed.str.len_bytes() <= _LONGEST_BYTES)
    short = few_bytes.filter(few_bytes.str.len_chars() <= _LONGEST_CHARS).unique()
    markers = UNKNOWN_MARKERS if markers_are_unknown else ("",)
    found = short.filter(short.str.to_lowercase().is_in(markers))
    if found.is_empty():
        return trimmed
    return (
        trimmed.to_frame("v")
        .select(pl.when(~pl.col("v").is_in(found.to_list())).then("v"))["v"]
        .alias(text.name)
    )
