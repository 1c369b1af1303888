"""A generation's offences as the map needs them: worked out once, then only masked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from sac_dash.dashboard import state
from sac_dash.domain.offence_class import OffenceClass
from sac_dash.domain.when import SOURCE_TIMEZONE, WhenPrecision
from sac_dash.figures.map_view_fit import Bounds, bounds_of
from sac_dash.figures.palette import series_colour_index
from sac_dash.figures.timeline import MS_A_DAY
from sac_dash.geography.coordinates import LOCAL_METRES
from sac_dash.patterns.grid_counts import METRES_A_DEGREE, GridIndex, index_squares
from sac_dash.patterns.period_index import PeriodIndex, index_periods
from sac_dash.patterns.periods import Period
from sac_dash.store import Generation

REACH_TRIM = 0.05  # share of outlying offences left out of the first view, at each side: gangs travel far
_WORD_COLUMNS = (
    "row", "offence_key", "crime_ref", "offence_class", "attempt", "premises_name", "premises_type", "address",
    "town", "from_at", "to_at", "when_precision", "series_id", "value_gbp",
)  # fmt: skip

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Places:
    """Every offence of a generation, in its own row order.

    Attributes
    ----------
    frame
        `crime_ref, offence_class, premises_name, town, series_id` and what the table shows.
    longitude, latitude
        Degrees; NaN where the place is unknown.
    start_ms, end_ms
        The window in local wall time, milliseconds since 1970.
    month_only
        Whether no more than the month is known.
    klass
        Position of the offence's class in :class:`OffenceClass`.
    series
        Position of its series in `series_ids`; -1 in none.
    colour
        Position of the series' colour; -1 in none.
    number
        The offence's place in its series, by its window's start, from 1; 0 in none.
    squares
        In which square of a grid each lies.
    weeks, months
        In which week and month each begins.
    placed
        Which have a place.
    series_rows
        Rows of the offences in any series: a small part of all.
    newest_first
        Rows by window start, the latest first.
    reach
        The box around the force's places, the most outlying left out; None without any place.
    words
        The columns that a hover and the table put into words; a million rows are costly in all of them.
    on_earth
        False where the data is in local metres and no coast can be drawn.
    """

    frame: pl.DataFrame
    longitude: Floats
    latitude: Floats
    start_ms: Floats
    end_ms: Floats
    month_only: npt.NDArray[np.bool_]
    klass: npt.NDArray[np.int64]
    series: npt.NDArray[np.int64]
    colour: npt.NDArray[np.int64]
    number: npt.NDArray[np.int64]
    series_ids: tuple[str, ...]
    squares: GridIndex
    weeks: PeriodIndex
    months: PeriodIndex
    placed: npt.NDArray[np.bool_]
    series_rows: npt.NDArray[np.int64]
    newest_first: npt.NDArray[np.int64]
    reach: Bounds | None
    words: pl.DataFrame
    on_earth: bool


@state.per_generation
def places(generation: Generation) -> Places:
    """Return the generation's offences, ready for the map, the timeline and the table."""
    frame = _with_series(generation.offences, generation.members)
    series_ids = tuple(frame["series_id"].drop_nulls().unique().sort())
    position = {series_id: index for index, series_id in enumerate(series_ids)}
    colours = np.array([series_colour_index(series_id) for series_id in series_ids] or [-1], dtype=np.int64)
    series = frame["series_id"].replace_strict(position, default=-1, return_dtype=pl.Int64).to_numpy()
    longitude, latitude, on_earth = _degrees(frame)
    start_ms, end_ms = _local_ms(frame["from_at"]), _local_ms(frame["to_at"])
    last_ms = float(end_ms.max(initial=0.0)) + MS_A_DAY
    return Places(
        frame=frame,
        longitude=longitude,
        latitude=latitude,
        start_ms=start_ms,
        end_ms=end_ms,
        month_only=(frame["when_precision"] == WhenPrecision.MONTH.value).fill_null(value=False).to_numpy(),
        klass=_class_positions(frame["offence_class"]),
        series=series,
        colour=np.where(series >= 0, colours[np.maximum(series, 0)], -1),
        number=_numbers_in_series(series, frame["from_at"].to_numpy(), frame["to_at"].to_numpy()),
        series_ids=series_ids,
        squares=_squares(frame, longitude, latitude),
        weeks=index_periods(start_ms, last_ms, Period.WEEK),
        months=index_periods(start_ms, last_ms, Period.MONTH),
        placed=np.isfinite(longitude) & np.isfinite(latitude),
        series_rows=np.flatnonzero(series >= 0),
        newest_first=np.argsort(-start_ms, kind="stable"),
        reach=_reach(longitude, latitude),
        words=frame.select(_WORD_COLUMNS),
        on_earth=on_earth,
    )


def _with_series(offences: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """Return the offences with the series each is most surely in."""
    best = members.sort("membership_prob", descending=True).unique("row", keep="first", maintain_order=True)
    return offences.with_row_index("row").join(
        best.select("row", "series_id"), on="row", how="left", maintain_order="left"
    )


def _numbers_in_series(
    series: npt.NDArray[np.int64], start: npt.NDArray[np.datetime64], end: npt.NDArray[np.datetime64]
) -> npt.NDArray[np.int64]:
    """Return each offence's place in its series' order of window starts, from 1; 0 in no series."""
    order = np.lexsort((end, start, series))
    ranked = series[order]
    first = np.searchsorted(ranked, ranked, side="left")
    number = np.empty(len(series), dtype=np.int64)
    number[order] = np.arange(len(series)) - first + 1
    return np.where(series >= 0, number, 0)


def _reach(longitude: Floats, latitude: Floats) -> Bounds | None:
    known = np.isfinite(longitude) & np.isfinite(latitude)
    return bounds_of(longitude[known], latitude[known], REACH_TRIM)


def _degrees(frame: pl.DataFrame) -> tuple[Floats, Floats, bool]:
    """Return longitudes and latitudes; local metres are laid out around 0, 0 when nothing else is known."""
    longitude = frame["longitude"].cast(pl.Float64).fill_null(float("nan")).to_numpy()
    latitude = frame["latitude"].cast(pl.Float64).fill_null(float("nan")).to_numpy()
    if np.isfinite(longitude).any() or frame["easting"].null_count() == frame.height:
        return longitude, latitude, True
    east, north = (frame[name].fill_null(float("nan")).to_numpy() for name in ("easting", "northing"))
    middle_east, middle_north = np.nanmedian(east), np.nanmedian(north)
    return (east - middle_east) / METRES_A_DEGREE, (north - middle_north) / METRES_A_DEGREE, False


def _squares(frame: pl.DataFrame, longitude: Floats, latitude: Floats) -> GridIndex:
    """Return the squares of the one metric system the data is in, or of stretched degrees."""
    systems = frame["crs"].drop_nulls().unique().to_list()
    one = systems[0] if len(systems) == 1 and systems[0] != LOCAL_METRES else None
    east, north = (frame[name].fill_null(float("nan")).to_numpy() for name in ("easting", "northing"))
    return index_squares(longitude, latitude, east, north, one)


def _local_ms(moments: pl.Series) -> Floats:
    local = moments.dt.convert_time_zone(SOURCE_TIMEZONE).dt.replace_time_zone(None)
    return local.dt.timestamp("ms").cast(pl.Float64).to_numpy()


def _class_positions(classes: pl.Series) -> npt.NDArray[np.int64]:
    position = {each.value: index for index, each in enumerate(OffenceClass)}
    return classes.replace_strict(position, default=len(position) - 1, return_dtype=pl.Int64).to_numpy()
