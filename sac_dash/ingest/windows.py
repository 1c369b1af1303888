"""The window in which an offence happened, from what the source's two columns say.

The window runs from the first instant its start can mean to the last its end can mean; a lone
start or end is a window of its own. A row with neither, with a start after its end, or with a
start in the future is rejected, because every method downstream stands on the window.
"""

from __future__ import annotations

import polars as pl

from sac_dash.ingest.date_columns import ReadDates
from sac_dash.ingest.date_order import DateOrder
from sac_dash.ingest.date_text import read_date_parts
from sac_dash.ingest.dates import PRECISIONS, DateRules, read_instants
from sac_dash.ingest.options import IngestOptions

DATE_COLUMNS = ("from_at", "to_at", "recorded_at")

NO_DATE = "no date: neither the start nor the end of the offence is stated"
UNREADABLE = "no readable date: neither the start nor the end could be read"
REVERSED = "the offence starts after it ends"
FUTURE = "the offence starts in the future, after the day of the extract"
AMBIGUOUS = "date that can be day or month first, in a column where nothing decides: read day first"
REMEDIES = {
    NO_DATE: "Fill in when the offence was committed",
    UNREADABLE: "Write the date as DD/MM/YYYY HH:MM",
    REVERSED: "Correct the dates, or set swap_reversed_windows in the mapping's [options]",
    FUTURE: "Correct the date, or its order with date_order in the mapping's [options]",
}


def build_windows(
    dates: ReadDates, height: int, options: IngestOptions, *, swap_reversed: bool = False
) -> pl.DataFrame:
    """Combine start and end into windows.

    Returns
    -------
    polars.DataFrame
        One row per source row: `from_at`, `to_at`, `when_precision`, `recorded_at`,
        `when_reject` (reason or null) and one bool column per warning (its name is its text).
    """
    sides = [_side(dates.spans.get(ours), height, tag) for ours, tag in (("from_at", "f"), ("to_at", "t"))]
    both = pl.concat(sides, how="horizontal")
    reversed_ = (pl.col("f_start") > pl.col("t_end")).fill_null(value=False)
    clock = pl.col("f_missing_hour") | pl.col("t_missing_hour")
    both = both.with_columns((reversed_ & ~clock).alias("reversed")).with_columns(
        _window(swap_reversed=swap_reversed)
    )
    return both.select(
        "from_at",
        pl.max_horizontal("to_at", "from_at").alias("to_at"),
        _precision_name(),
        _recorded(dates, height),
        _reject(options, swap_reversed=swap_reversed),
        *_warnings(options, swap_reversed=swap_reversed),
    )


_SIDE = {"start": None, "end": None, "precision": None, "contrary": False, "either_way": False, "missing_hour": False,
         "repeated_hour": False, "stated": False}  # fmt: skip


def _side(span: pl.DataFrame | None, height: int, tag: str) -> pl.DataFrame:
    if span is None:
        nothing = read_instants(
            read_date_parts(pl.Series([None] * height, dtype=pl.String)), DateOrder("DMY", None), DateRules()
        )
        span = nothing.with_columns(pl.lit(False).alias("stated"))  # noqa: FBT003
    return span.select(pl.col(name).alias(f"{tag}_{name}") for name in _SIDE)


def _window(*, swap_reversed: bool) -> list[pl.Expr]:
    turned = pl.col("reversed") if swap_reversed else pl.lit(False)  # noqa: FBT003
    start = pl.when(turned).then("t_start").otherwise(pl.coalesce("f_start", "t_start"))
    end = pl.when(turned).then("f_end").otherwise(pl.coalesce("t_end", "f_end"))
    return [
        start.alias("from_at"),
        end.alias("to_at"),
        pl.max_horizontal("f_precision", "t_precision").alias("precision"),
    ]


def _precision_name() -> pl.Expr:
    names = {index: str(name) for index, name in enumerate(PRECISIONS)}
    return (
        pl.col("precision")
        .replace_strict(names, default=None, return_dtype=pl.String)
        .alias("when_precision")
    )


def _recorded(dates: ReadDates, height: int) -> pl.Series:
    span = dates.spans.get("recorded_at")
    if span is None:
        return pl.Series("recorded_at", [None], dtype=pl.Datetime("us", "UTC")).new_from_index(0, height)
    return span["start"].alias("recorded_at")


def _reject(options: IngestOptions, *, swap_reversed: bool) -> pl.Expr:
    unstated = ~(pl.col("f_stated") | pl.col("t_stated"))
    backwards = pl.lit(False) if swap_reversed else pl.col("reversed")  # noqa: FBT003
    return (
        pl.when(unstated).then(pl.lit(NO_DATE))
        .when(pl.col("from_at").is_null()).then(pl.lit(UNREADABLE))
        .when(backwards).then(pl.lit(REVERSED))
        .when(pl.col("from_at") > options.today).then(pl.lit(FUTURE))
        .alias("when_reject")
    )  # fmt: skip


def _warnings(options: IngestOptions, *, swap_reversed: bool) -> list[pl.Expr]:
    def either(name: str) -> pl.Expr:
        return pl.col(f"f_{name}") | pl.col(f"t_{name}")

    whole_days = pl.when(pl.col("precision") == 2).then(86_399).otherwise(0)
    longest = pl.duration(seconds=int(options.max_window_days * 86_400) + whole_days)
    long = (pl.col("to_at") - pl.col("from_at")) > longest
    found = {
        f"window longer than {options.max_window_days:g} days": long & (pl.col("precision") < 3),
        "start or end unreadable, taken as unknown": (pl.col("f_stated") & pl.col("f_start").is_null())
        | (pl.col("t_stated") & pl.col("t_start").is_null()),
        "date against its column's order, read the only way it can be": either("contrary"),
        AMBIGUOUS: either("either_way"),
        "time in the hour the spring clock change leaves out, moved on one hour": either("missing_hour"),
        "time in the hour the autumn clock change repeats, both readings kept in the window": either(
            "repeated_hour"
        ),
    }
    if swap_reversed:
        found["start after end, put right by swapping"] = pl.col("reversed")
    return [expression.fill_null(value=False).alias(text) for text, expression in found.items()]
