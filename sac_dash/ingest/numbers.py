"""Numbers as people type them: thousands parted by commas, pounds, a trailing "m"."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

_GROUPED = r"^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$"


def read_numbers(text: pl.Expr) -> pl.Expr:
    """Return the numbers written in text as Float64; null where there is none.

    A comma that parts thousands is dropped; one that stands for the decimal point is taken as
    such ("52,508325"). Currency signs, spaces and a trailing "m" or "GBP" are ignored. Infinity
    and NaN come back as they are: the caller says what they mean.

    >>> pl.DataFrame({"a": ["£1,200.50", "384950m", "x"]}).select(read_numbers(pl.col("a")))["a"].to_list()
    [1200.5, 384950.0, None]
    """
    bare = text.str.strip_chars().str.replace_all(r"[£$€'\s]", "").str.replace(r"(?i)(?:m|metres|gbp|°)$", "")
    grouped = bare.str.contains(_GROUPED)
    plain = pl.when(grouped).then(bare.str.replace_all(",", "")).otherwise(bare.str.replace(",", "."))
    return plain.cast(pl.Float64, strict=False)


def read_distinct(text: pl.Series, read: Callable[[pl.Expr], pl.Expr]) -> pl.Series:
    """Return a column as numbers, reading each distinct text once: amounts and points recur.

    >>> read_distinct(pl.Series("v", ["£5", None, "£5"]), read_numbers).to_list()
    [5.0, None, 5.0]
    """
    column = text.rename("text").to_frame()
    once = column.drop_nulls().unique().with_columns(read(pl.col("text")).alias("number"))
    found = column.join(once, on="text", how="left", maintain_order="left")
    return found["number"].alias(text.name)


def read_values_gbp(text: pl.Expr) -> pl.Expr:
    """Return a value in pounds; null where unreadable, negative or not finite.

    "2.5k" and "1m" are understood; a comma always parts thousands.
    """
    bare = text.str.strip_chars().str.to_lowercase().str.replace_all(r"[£$€,\s]|gbp", "")
    scale = (
        pl.when(bare.str.ends_with("k")).then(1e3)
        .when(bare.str.ends_with("m") | bare.str.ends_with("million")).then(1e6).otherwise(1.0)
    )  # fmt: skip
    amount = bare.str.replace(r"(?:k|m|million)$", "").cast(pl.Float64, strict=False) * scale
    return pl.when(amount.is_finite() & (amount >= 0)).then(amount)
