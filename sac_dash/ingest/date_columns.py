"""The date columns of a table: what all their rows together settle, and then slice by slice what each says.

Whether 03/04/2024 is 3 April, whether a second column holds times, whether midnights are times at all: only
the whole column tells. So a table is looked through once for what it proves, and read with that afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import polars as pl

from sac_dash.ingest.date_order import DateOrder, OrderEvidence, decide_order, weigh_order
from sac_dash.ingest.date_text import TimesEvidence, read_date_parts, read_shapes, read_times, weigh_times
from sac_dash.ingest.dates import DateRules, holds_only_midnights, read_instants
from sac_dash.ingest.side_by_side import side_by_side
from sac_dash.ingest.unknown_markers import tidy

Cells = Mapping[str, tuple[pl.Series, ...]]  # our column → the source's columns as text
Slices = Callable[[], Iterable[Cells]]  # a table's rows, from the first again each time it is asked

_TIMES_LOOKED_AT = 1000


@dataclass(frozen=True)
class ReadDates:
    """The typed date columns of some rows.

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


@dataclass(frozen=True)
class SettledDates:
    """How a table's date columns are to be read.

    Parameters
    ----------
    orders
        Our column → the order of its slash dates.
    times_apart
        Our columns whose second source column holds the time of day.
    hours_only
        Those of them whose times are whole hours ("9", "17").
    midnights
        Our columns whose every time is midnight: they hold dates without times.
    """

    rules: DateRules
    orders: Mapping[str, DateOrder]
    times_apart: frozenset[str] = frozenset()
    hours_only: frozenset[str] = frozenset()
    midnights: frozenset[str] = frozenset()
    told: str | None = None
    notes: tuple[str, ...] = ()

    def read(self, cells: Cells) -> ReadDates:
        """Read some rows of the table."""
        return ReadDates(
            {ours: self._span(ours, parts) for ours, parts in cells.items()}, self.told, self.notes
        )

    def _span(self, ours: str, parts: tuple[pl.Series, ...]) -> pl.DataFrame:
        dates, times = _split(parts, apart=ours in self.times_apart)
        spans = read_instants(
            read_date_parts(dates),
            self.orders[ours],
            self.rules,
            None if times is None else read_times(times, hours_only=ours in self.hours_only),
            only_midnights=ours in self.midnights,
        )
        return spans.with_columns(dates.is_not_null().alias("stated"))


def read_dates(cells: Cells, rules: DateRules, stated_order: str | None) -> ReadDates:
    """Read every date column of a table that is in hand as a whole."""
    return settle_dates(lambda: [cells], rules, stated_order).read(cells)


def settle_dates(slices: Slices, rules: DateRules, stated_order: str | None) -> SettledDates:
    """Settle how the date columns of a table are to be read, from all its rows."""
    apart = _times_apart(slices)
    evidence: dict[str, _ColumnEvidence] = {}
    for found in side_by_side(lambda cells: _weigh(cells, apart), slices()):
        evidence = {ours: evidence.get(ours, _ColumnEvidence()) + each for ours, each in found.items()}
    whole = sum((each.order for each in evidence.values()), start=OrderEvidence())
    orders = {ours: decide_order(each.order, whole, stated_order) for ours, each in evidence.items()}
    return SettledDates(
        rules=rules,
        orders=orders,
        times_apart=apart,
        hours_only=frozenset(ours for ours, each in evidence.items() if each.times.are_hours),
        midnights=frozenset(
            ours
            for ours, order in orders.items()
            if ours not in apart and holds_only_midnights(_parts_of(ours, slices), order, rules)
        ),
        told=_tell(orders, [each.formats for each in evidence.values()]),
        notes=tuple(_ambiguity_notes(orders)),
    )


@dataclass(frozen=True)
class _ColumnEvidence:
    order: OrderEvidence = field(default_factory=OrderEvidence)
    formats: frozenset[str] = frozenset()
    times: TimesEvidence = field(default_factory=TimesEvidence)

    def __add__(self, other: _ColumnEvidence) -> _ColumnEvidence:
        return _ColumnEvidence(
            self.order + other.order, self.formats | other.formats, self.times + other.times
        )


def _weigh(cells: Cells, apart: frozenset[str]) -> dict[str, _ColumnEvidence]:
    return {ours: _weigh_column(*_split(parts, apart=ours in apart)) for ours, parts in cells.items()}


def _weigh_column(dates: pl.Series, times: pl.Series | None) -> _ColumnEvidence:
    shapes = read_shapes(dates)
    slashes = [each for each in shapes if each["format"][0] == "slash"]
    return _ColumnEvidence(
        sum((weigh_order(each) for each in slashes), start=OrderEvidence()),
        frozenset(each["format"][0] for each in shapes),
        TimesEvidence() if times is None else weigh_times(times),
    )


def _parts_of(ours: str, slices: Slices) -> Iterator[pl.DataFrame]:
    return (read_date_parts(_split(cells[ours], apart=False)[0]) for cells in slices())


def _times_apart(slices: Slices) -> frozenset[str]:
    """Return our columns of two source columns whose second holds times, by its first values."""
    seen: dict[str, pl.Series] = {}
    for cells in slices():
        pairs = {ours: _tidied(parts[1]).drop_nulls() for ours, parts in cells.items() if len(parts) == 2}
        for ours, values in pairs.items():
            before = seen.get(ours)
            seen[ours] = (values if before is None else pl.concat([before, values])).head(_TIMES_LOOKED_AT)
        if all(len(seen[ours]) >= _TIMES_LOOKED_AT for ours in pairs):
            break
    return frozenset(ours for ours, values in seen.items() if _looks_like_times(values))


def _looks_like_times(sample: pl.Series) -> bool:
    return sample.is_empty() or read_times(sample)["seconds"].null_count() < len(sample) / 2


def _split(parts: tuple[pl.Series, ...], *, apart: bool) -> tuple[pl.Series, pl.Series | None]:
    """Return dates and, where they stand apart, times; what stands in several columns is joined."""
    tidied = [_tidied(part) for part in parts]
    if apart:
        return tidied[0], tidied[1]
    if len(tidied) == 1:
        return tidied[0], None
    frame = pl.DataFrame({str(i): part for i, part in enumerate(tidied)})
    joined = frame.select(pl.concat_str(pl.all(), separator=" ", ignore_nulls=True).alias("v"))
    return joined.select(pl.when(pl.col("v") != "").then("v"))["v"], None


def _tidied(part: pl.Series) -> pl.Series:
    return tidy(part, markers_are_unknown=True)


def _tell(orders: Mapping[str, DateOrder], formats: Iterable[frozenset[str]]) -> str | None:
    told = [order.told for order in orders.values() if order.told]
    for found in formats:
        told += sorted(found - {"slash"})
    return "; ".join(dict.fromkeys(told)) or None


def _ambiguity_notes(orders: Mapping[str, DateOrder]) -> list[str]:
    return [
        f'Every date in "{ours}" can be read both ways round; it was read day first. '
        'Set date_order = "MDY" in the mapping\'s [options] if months come first.'
        for ours, order in orders.items()
        if order.ambiguous
    ]
