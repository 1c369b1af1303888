"""The words of the Map page: what a figure counts, what a filter chip says, when an offence was."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import polars as pl

from sac_dash.dashboard.components.panel import chip_button
from sac_dash.dashboard.pages.map.filters import CLASSES, MapFilters
from sac_dash.dashboard.series_names import label_series
from sac_dash.domain.british_dates import british_day
from sac_dash.domain.offence_class import CLASS_LABELS, OffenceClass
from sac_dash.domain.when import SOURCE_TIMEZONE, WhenPrecision
from sac_dash.figures.palette import series_colour
from sac_dash.patterns.periods import Period

SHORT_CLASS_LABELS = {
    OffenceClass.ATM_ATTACK: "ATM",
    OffenceClass.COMMERCIAL_BURGLARY: "Commercial",
    OffenceClass.ENABLER: "Enabler",
    OffenceClass.OTHER: "Other",
}
_TOGETHER = {"circle": ("around",), "from": ("to",)}  # names of an address that one chip stands for
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def map_caption(chosen: int, unplaced: int, period: str, counted: str) -> str:
    """Return n, what is missing, the period and the counting rule of the map."""
    missing = f", {unplaced:,} without a place (not drawn)" if unplaced else ""
    return f"n = {chosen:,} offences{missing} · {period} · {counted}"


def timeline_caption(n: int, brushed: int | None, unit: Period, unplaced: int, lanes: int) -> str:
    """Return n, the counting rule and what is left out of the timeline.

    `brushed` are those in the chosen period (what the map and the table show); None without one.
    """
    inside = "" if brushed is None else f" of any date, {brushed:,} of them in the chosen period"
    rule = f"each counted once, in the {unit.value} its window starts"
    months = "; most are known by month only, so no weeks are shown" if unit is Period.MONTH else ""
    left = f" · {unplaced:,} known by month only are left out" if unplaced else ""
    bars = f" · below: windows, start to end, of the {lanes} series seen last" if lanes else ""
    return f"n = {n:,} offences{inside} · {rule}{months}{left}{bars}"


def table_caption(listed: int, total: int) -> str:
    """Return how many of the offences the table lists."""
    cut = f"The latest {listed:,} of {total:,}" if total > listed else "All of them"
    return f"{cut}, latest first · select a row to find it on map and timeline"


def ground_missing(layers: tuple[str, ...]) -> str:
    """Return what to say when layers of the ground are not there."""
    return f"the map's ground is missing ({', '.join(layers)}): run `make data`"


def period_words(first: date, last: date) -> str:
    """Return a period as ``4 Jan 2024 – 21 Nov 2026``; one day as itself."""
    return british_day(first) if first == last else f"{british_day(first)} – {british_day(last)}"


def say_period(first: date | None, last: date | None) -> str:
    """Return a period that may be open at one side: ``from 4 Jan 2024``."""
    if first and last:
        return period_words(first, last)
    return f"from {british_day(first)}" if first else f"to {british_day(last)}" if last else "any date"


def filter_chips(query: dict[str, str], filters: MapFilters, names: dict[str, str]) -> list[Any]:
    """Return one chip for each filter in force (one for each series); pressing it takes the filter away."""
    words = {
        "class": _class_words(filters),
        "from": _period_words(filters),
        "box": "Drawn box" if filters.outline and "box" in query else "",
        "lasso": "Drawn area" if filters.outline and "lasso" in query else "",
        "circle": _circle_words(filters),
    }
    chips = [
        _chip(text, dict.fromkeys((name, *_TOGETHER.get(name, ())), ""))
        for name, text in words.items()
        if text
    ]
    of_series = [
        _chip(label_series(each, names), {"series": _without(filters.series, each)}, series_colour(each))
        for each in filters.series
    ]
    return chips[:1] * bool(words["class"]) + of_series + chips[bool(words["class"]) :]


def _chip(text: str, write: dict[str, str], colour: str | None = None) -> Any:  # noqa: ANN401 - a component
    return chip_button(text, urlencode(write, safe=",:"), hint=f"Remove: {text}", colour=colour)


def say_km(km: float) -> str:
    """Return a distance as an analyst says it: ``350 m``, ``4.2 km``, ``61 km``.

    >>> say_km(0.348), say_km(4.21), say_km(61.2)
    ('350 m', '4.2 km', '61 km')
    """
    if km < 0.995:
        return f"{round(km * 100) * 10} m"
    return f"{km:.1f} km" if km < 10 else f"{km:,.0f} km"


def _without(series: tuple[str, ...], one: str) -> str:
    return ",".join(each for each in series if each != one)


def _period_words(filters: MapFilters) -> str:
    words = say_period(filters.first, filters.last) if filters.first or filters.last else ""
    return words[:1].upper() + words[1:]


def _circle_words(filters: MapFilters) -> str:
    if filters.circle is None:
        return ""
    return f"Within {say_km(filters.circle.radius_km)} of {filters.around or 'a place on the map'}"


def window_text() -> pl.Expr:
    """Return an expression for a window in local time: ``12 Mar 2026 22:10–06:30``.

    The day of its end is left out where it ends within 24 hours.
    """
    start, end = (pl.col(name).dt.convert_time_zone(SOURCE_TIMEZONE) for name in ("from_at", "to_at"))
    first = start.dt.strftime("%-d %b %Y %H:%M")
    same_day = start.dt.date() == end.dt.date()
    within_a_day = (end - start) < timedelta(days=1)
    last = pl.when(within_a_day).then(end.dt.strftime("%H:%M")).otherwise(end.dt.strftime("%-d %b %H:%M"))
    joined = pl.concat_str(first, pl.lit("–"), last)
    by_month = pl.col("when_precision") == WhenPrecision.MONTH.value
    by_day = pl.col("when_precision") == WhenPrecision.DAY.value
    day_first, day_last = start.dt.strftime("%-d %b %Y"), end.dt.strftime("%-d %b")
    day = pl.when(same_day).then(day_first).otherwise(pl.concat_str(day_first, pl.lit(" – "), day_last))
    hours = pl.when(pl.col("from_at") == pl.col("to_at")).then(first).otherwise(joined)
    return pl.when(by_month).then(start.dt.strftime("%B %Y")).when(by_day).then(day).otherwise(hours)


def class_text() -> pl.Expr:
    """Return an expression for the class' label, with "attempt" where it was one."""
    label = pl.col("offence_class").replace_strict(
        {each.value: CLASS_LABELS[each] for each in OffenceClass}, default="Other"
    )
    return pl.when(pl.col("attempt")).then(label + ", attempt").otherwise(label)


def short_class_text() -> pl.Expr:
    """Return an expression for the class in one word, with "attempt" where it was one."""
    label = pl.col("offence_class").replace_strict(
        {each.value: SHORT_CLASS_LABELS[each] for each in OffenceClass}, default="Other"
    )
    return pl.when(pl.col("attempt")).then(label + ", attempt").otherwise(label)


def place_text() -> pl.Expr:
    """Return an expression for the premises (else the address) and the town, whichever are known."""
    return pl.concat_str(
        pl.coalesce("premises_name", "premises_type", "address"), "town", separator=", ", ignore_nulls=True
    )


def hover_texts(frame: pl.DataFrame, names: dict[str, str]) -> list[str]:
    """Return what each offence says when pointed at; what users wrote is escaped."""
    plain = pl.concat_str(
        pl.col("crime_ref"), class_text(), place_text(), window_text(), _series_text(names), separator="\n"
    )
    escaped = plain.str.replace_many(_ESCAPES).str.replace_all("\n", "<br>", literal=True)
    return (
        frame.select(pl.lit("<b>") + escaped.str.replace("<br>", "</b><br>", literal=True))
        .to_series()
        .to_list()
    )


def _series_text(names: dict[str, str]) -> pl.Expr:
    return pl.col("series_id").replace(names).fill_null("In no series")


def _class_words(filters: MapFilters) -> str:
    if filters.classes == CLASSES:
        return ""
    return " + ".join(CLASS_LABELS[OffenceClass(name)] for name in filters.classes) or "No class"
