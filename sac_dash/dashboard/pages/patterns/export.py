"""The numbers behind each figure as CSV files that say what they count; each export is entered into the log."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from sac_dash.dashboard import state
from sac_dash.dashboard.csv_text import write_csv_text
from sac_dash.dashboard.pages.patterns import ids, results
from sac_dash.dashboard.pages.patterns.choice import Choice
from sac_dash.dashboard.pages.patterns.premises_list import hit_again
from sac_dash.dashboard.pages.patterns.results import Refused
from sac_dash.dashboard.pages.patterns.words import say_basis, say_choice
from sac_dash.dashboard.series_names import series_names
from sac_dash.domain.british_dates import MONTH_NAMES
from sac_dash.figures.light_shares import LIGHT_NAMES
from sac_dash.figures.near_repeat_table import day_names, distance_names
from sac_dash.figures.week_hours import WEEKDAYS
from sac_dash.figures.wording import say_moment
from sac_dash.patterns.aoristic import Shares
from sac_dash.patterns.basis import NotEnough
from sac_dash.store import EntryKind

Rows = Iterable[tuple[object, ...]]


@dataclass(frozen=True)
class Sheet:
    """One kind of export: what the log calls it, its columns, and its rows for a result."""

    what: str
    file: str
    read: Callable[[Choice], Any]
    header: tuple[str, ...]
    rows: Callable[[Any, Choice], Rows]


def export_sheet(sheet: Sheet, choice: Choice) -> dict[str, Any]:
    """Return a sheet to download, once the log says that it left; without a result it says why there is none."""
    result = sheet.read(choice)
    basis = getattr(result, "basis", None)
    shown = say_choice(choice, series_names(state.store())) or "all offences"
    about = [state.settings().marking, f"{sheet.what}: {shown}"]
    about += [say_basis(basis)] if basis is not None else []
    has_rows = not isinstance(result, NotEnough | Refused)
    about += [] if has_rows else [str(result)]
    about.append(f"data to {say_moment(results.read_chosen(choice).file.as_of)}")
    file = f"patterns_{sheet.file}.csv"
    said = {"what": sheet.what, "of": shown, "file": file, "n": basis.n if basis is not None else None}
    state.store().decisions.append(EntryKind.EXPORT, said, state.user())
    rows = sheet.rows(result, choice) if has_rows else ()
    text = write_csv_text(sheet.header, rows, about)
    return {"content": text, "filename": file, "type": "text/csv", "base64": False}


def _shares(names: Iterable[tuple[object, ...]], shares: Shares) -> Rows:
    columns = (shares.weight, shares.share, shares.low, shares.high)
    return [
        (*name, *(round(float(value), 6) for value in values))
        for name, *values in zip(names, *(each.ravel() for each in columns), strict=True)
    ]


def _months(table: Any, _choice: Choice) -> Rows:  # noqa: ANN401 - a MonthTable
    columns = (table.weight, table.days, table.per_day, table.low, table.high)
    return [
        (name, *(round(float(value), 6) for value in values))
        for name, *values in zip(MONTH_NAMES, *columns, strict=True)
    ]


def _light(table: Any, _choice: Choice) -> Rows:  # noqa: ANN401 - a LightTable
    rows = _shares([(name,) for name in LIGHT_NAMES], table.observed)
    return [(*row, round(float(table.expected_share[at]), 6)) for at, row in enumerate(rows)]


def _near(table: Any, _choice: Choice) -> Rows:  # noqa: ANN401 - a NearRepeats
    distances, days = distance_names(table), day_names(table)
    columns = (table.observed, table.expected, table.low, table.high, table.ratio, table.p_value)
    return [
        (distances[row], days[day], *(round(float(each[row, day]), 4) for each in columns))
        for row, day in np.ndindex(*table.ratio.shape)
    ]


def _hot(spots: Any, _choice: Choice) -> Rows:  # noqa: ANN401 - a HotSpots
    shown = np.flatnonzero((spots.count > 0) | spots.hot)
    return [
        (
            round(float(spots.x_m[at])),
            round(float(spots.y_m[at])),
            spots.square_m,
            int(spots.count[at]),
            int(spots.around[at]),
            round(float(spots.z[at]), 3),
            round(float(spots.q_value[at]), 5),
            "yes" if spots.hot[at] else "",
        )
        for at in shown
    ]


def _again(table: Any, _choice: Choice) -> Rows:  # noqa: ANN401 - a RepeatPremises
    columns = (table.again_share, table.low, table.high)
    return [
        (int(days), *(round(float(value), 6) for value in values))
        for days, *values in zip(table.within_days, *columns, strict=True)
    ]


def _premises(table: Any, choice: Choice) -> Rows:  # noqa: ANN401 - a RepeatPremises
    return [
        (each.name, each.place, len(each.offences), reference, at.isoformat())
        for each in hit_again(table, results.read_chosen(choice), None)
        for _key, reference, at in each.offences
    ]


def _areas(counts: Any, _choice: Choice) -> Rows:  # noqa: ANN401 - an AreaCounts
    return [
        (row["period_start"].isoformat(), row["group"], row["n"], "yes" if row["complete"] else "part month",
         row["in_force"])
        for row in counts.counts.iter_rows(named=True)
    ]  # fmt: skip


_SHARE = ("offences_expected", "share", "low", "high")
SHEETS: dict[str, Sheet] = {
    ids.csv_of(ids.WEEK): Sheet(
        "hours of the week", "hours_of_week", results.read_hours, ("weekday", "hour", *_SHARE),
        lambda table, _: _shares([(day, hour) for day in WEEKDAYS for hour in range(24)], table.cells),
    ),
    ids.csv_of(ids.HOURS): Sheet(
        "hours of the day", "hours_of_day", results.read_hours, ("hour", *_SHARE),
        lambda table, _: _shares([(hour,) for hour in range(24)], table.hours),
    ),
    ids.csv_of(ids.MONTHS): Sheet(
        "months of the year", "months", results.read_months,
        ("month", "offences_expected", "days", "per_day", "low", "high"), _months,
    ),
    ids.csv_of(ids.LIGHT): Sheet(
        "light", "light", results.read_light, ("light", *_SHARE, "share_of_the_same_days"), _light
    ),
    ids.csv_of(ids.NEAR): Sheet(
        "near repeats", "near_repeats", results.read_near,
        ("distance", "days_apart", "pairs", "expected", "low", "high", "times_chance", "p"), _near,
    ),
    ids.csv_of(ids.HOT): Sheet(
        "hot spots", "hot_spots", results.read_hot,
        ("middle_x_m", "middle_y_m", "side_m", "n", "n_around", "gi_star_z", "q", "hot"), _hot,
    ),
    ids.csv_of(ids.AGAIN): Sheet(
        "repeats at the same premises", "repeats", results.read_again,
        ("within_days", "share_hit_again", "low", "high"), _again,
    ),
    ids.PREMISES_CSV: Sheet(
        "premises hit again", "premises", results.read_again,
        ("premises", "place", "times", "crime_ref", "window_from_utc"), _premises,
    ),
    ids.csv_of(ids.AREAS): Sheet(
        "counts by area and month", "areas", results.read_areas,
        ("month", "area", "n", "complete", "share_of_month_in_force"), _areas,
    ),
}  # fmt: skip
