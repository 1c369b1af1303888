"""The window in which an offence happened, from what the source's two columns say.

The window runs from the first instant its start can mean to the last its end can mean; a lone
start or end is a window of its own. A row with neither, with a start after its end, or with a
start in the future is rejected, because every method downstream stands on the window.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import polars as pl

from sac_dash.ingest.date_order import DateOrder, OrderEvidence, decide_order, weigh_order
from sac_dash.ingest.date_text import read_date_parts, read_times
from sac_dash.ingest.dates import PRECISIONS, DateRules, holds_only_midnights, read_instants
from sac_dash.ingest.options import IngestOptions
from sac_dash.ingest.unknown_markers import tidy

SLICE_ROWS = 100_000  # of a column, read at once
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


@dataclass(frozen=True)
class ReadDates:
    """The typed date columns of one table.

    Parameters
    ----------
    spans
        Our column → frame of `start`, `end`, `precision`, `contrary`, `either_way`,
        `missing_hour`, `repeated_hour`, `stated` (bool: the cell says something).
    told
        How the order of slash dates was settled, for the quality report.
    notes
        What the analyst should know (an ambiguous column).
    """

    spans: dict[str, pl.DataFrame]
    told: str | None
    notes: tuple[str, ...] = ()


def read_dates(
    cells: dict[str, tuple[pl.Series, ...]], rules: DateRules, stated_order: str | None
) -> ReadDates:
    """Read every date column of a table: `cells` holds ours → the source's columns as text."""
    blanked = {
        ours: tuple(tidy(part, markers_are_unknown=True) for part in parts) for ours, parts in cells.items()
    }
    columns = {ours: _DateColumn(*_split_time(parts)) for ours, parts in blanked.items()}
    evidence = {ours: column.weigh() for ours, column in columns.items()}
    whole = sum((order for order, _ in evidence.values()), start=OrderEvidence())
    orders = {ours: decide_order(order, whole, stated_order) for ours, (order, _) in evidence.items()}
    return ReadDates(
        spans={ours: column.read(orders[ours], rules) for ours, column in columns.items()},
        told=_tell(orders, [formats for _, formats in evidence.values()]),
        notes=tuple(_ambiguity_notes(orders)),
    )


@dataclass(frozen=True)
class _DateColumn:
    """One date column, its times apart if they stand apart, read in slices.

    What it proves is gathered from the whole column before any of it is typed. The parts of a date
    take five times the room of its text: they are read twice rather than kept.
    """

    dates: pl.Series
    times: pl.Series | None

    def _parts(self) -> Iterator[pl.DataFrame]:
        for start in range(0, max(len(self.dates), 1), SLICE_ROWS):
            yield read_date_parts(self.dates.slice(start, SLICE_ROWS))

    def weigh(self) -> tuple[OrderEvidence, set[str]]:
        """Return what the column's slash dates prove, and the formats found."""
        evidence, formats = OrderEvidence(), set[str]()
        for parts in self._parts():
            evidence += weigh_order(parts)
            formats.update(parts["format"].drop_nulls().unique())
        return evidence, formats

    def read(self, order: DateOrder, rules: DateRules) -> pl.DataFrame:
        """Return the column's spans in UTC."""
        times = None if self.times is None else read_times(self.times)
        midnights = times is None and holds_only_midnights(self._parts(), order, rules)
        spans = [
            read_instants(
                parts,
                order,
                rules,
                None if times is None else times.slice(index * SLICE_ROWS, SLICE_ROWS),
                only_midnights=midnights,
            )
            for index, parts in enumerate(self._parts())
        ]
        return pl.concat(spans).with_columns(self.dates.is_not_null().alias("stated"))


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


def _split_time(parts: tuple[pl.Series, ...]) -> tuple[pl.Series, pl.Series | None]:
    if len(parts) == 2 and _looks_like_times(parts[1]):
        return parts[0], parts[1]
    if len(parts) == 1:
        return parts[0], None
    frame = pl.DataFrame({str(i): part for i, part in enumerate(parts)})
    joined = frame.select(pl.concat_str(pl.all(), separator=" ", ignore_nulls=True).alias("v"))
    return joined.select(pl.when(pl.col("v") != "").then("v"))["v"], None


def _looks_like_times(text: pl.Series) -> bool:
    sample = text.drop_nulls().head(1000)
    return sample.is_empty() or read_times(sample)["seconds"].null_count() < len(sample) / 2


def _tell(orders: dict[str, DateOrder], formats: Iterable[set[str]]) -> str | None:
    told = [order.told for order in orders.values() if order.told]
    for found in formats:
        told += sorted(found - {"slash"})
    return "; ".join(dict.fromkeys(told)) or None


def _ambiguity_notes(orders: dict[str, DateOrder]) -> list[str]:
    return [
        f'Every date in "{ours}" can be read both ways round; it was read day first. '
        'Set date_order = "MDY" in the mapping\'s [options] if months come first.'
        for ours, order in orders.items()
        if order.ambiguous
    ]


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
