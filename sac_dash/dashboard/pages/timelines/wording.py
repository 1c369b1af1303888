"""The words of the Timelines page: what a bar, a spree night and a silence say."""

from __future__ import annotations

import html
from datetime import date, datetime

import polars as pl

from sac_dash.dashboard.clock_words import say_clock, say_quiet
from sac_dash.domain.british_dates import british_day
from sac_dash.figures.window_words import say_window
from sac_dash.figures.wording import say_days, say_moment
from sac_dash.patterns.series_tempo import SeriesTempo
from sac_dash.patterns.spree_nights import SpreeNight

_COLUMNS = ("crime_ref", "from_at", "to_at", "when_precision", "premises_name", "premises_type", "town")


def say_windows(offences: pl.DataFrame) -> list[str]:
    """Return what each bar says when pointed at; what users wrote is escaped."""
    said = []
    for ref, start, end, precision, name, kind, town in offences.select(_COLUMNS).iter_rows():
        place = ", ".join(each for each in (name or kind, town) if each) or "Place not known"
        lines = (ref, say_window(start, end, precision), place)
        said.append("<b>{}</b><br>{}<br>{}".format(*(html.escape(line, quote=False) for line in lines)))
    return said


def say_spree(spree: SpreeNight) -> str:
    """Return what a bar of a spree night says of it."""
    return f"one of {len(spree.positions)} in the night of {british_day(spree.night)}"


def say_tempo(tempo: SeriesTempo) -> str:
    """Return a series' size and tempo: ``8 offences · every 12 days``."""
    n = f"{len(tempo.rows):,} offence{'' if len(tempo.rows) == 1 else 's'}"
    gap = tempo.median_gap_days
    if gap is None:
        return n
    return f"{n} · gap {'under a day' if gap < 1 else say_days(gap)}"


def label_row(name: str, tempo: SeriesTempo, last: str, *, known: bool) -> str:
    """Return a row in words, for those who hear it."""
    kind = "known" if known else "suggested"
    sprees = len(tempo.sprees)
    struck = f", {sprees} spree night{'' if sprees == 1 else 's'}" if sprees else ""
    return (
        f"{name}, {kind}: {say_tempo(tempo)}{struck}; last seen {last};"
        f" quiet {say_quiet(tempo.clock)}, {say_clock(tempo.clock)}. Open the series."
    )


def say_caption(n: int, window: tuple[date, date], as_of: datetime) -> str:
    """Return what the rows count and how they are read."""
    first, last = (british_day(day) for day in window)
    return (
        f"n = {n:,} offences of the series on this page · {first} – {last} · bars: windows, start to end;"
        " ▾ a night with two or more; figures: long gaps, start to start; dotted: quiet to the cut-off,"
        f" {say_moment(as_of)}. The last days may still be short of records."
    )
