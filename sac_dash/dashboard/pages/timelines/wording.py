"""The words of the Timelines page: what a bar, a spree night and a silence say."""

from __future__ import annotations

import html
from datetime import date, datetime

import polars as pl

from sac_dash.domain.british_dates import british_day
from sac_dash.figures.window_words import say_window
from sac_dash.figures.wording import say_days, say_moment
from sac_dash.patterns.series_tempo import SeriesTempo
from sac_dash.patterns.silence_clock import SilenceClock
from sac_dash.patterns.spree_nights import SpreeNight

UNUSUAL = 0.05  # a silence this rare by chance stands out
LONG_ENDED_DAYS = 182  # unless the series is half a year gone, when it is no news
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


def say_quiet(clock: SilenceClock) -> str:
    """Return how long a series has been quiet, never in hours: a window is no moment."""
    return "Under a day" if clock.quiet_days < 1 else say_days(clock.quiet_days)


def say_clock(clock: SilenceClock) -> str:
    """Return how unusual a silence is by the series' own gaps, as a natural frequency."""
    if clock.chance is None:
        return "too few to say"
    if clock.chance < 0.001:
        return "under 1 in 1,000"
    if clock.chance < 0.1:
        return f"1 in {round(1 / clock.chance):,} by chance"
    if clock.chance > 0.5:
        return "usual for it"
    return f"{round(clock.chance * 10)} in 10 by chance"


def is_unusual(clock: SilenceClock) -> bool:
    """Tell whether a silence is one to mention: rare by chance, and of a series not long ended."""
    return clock.chance is not None and clock.chance <= UNUSUAL and clock.quiet_days <= LONG_ENDED_DAYS


def explain_clock(clock: SilenceClock) -> str:
    """Return what the silence clock rests on, for whoever points at it."""
    if clock.chance is None:
        return (
            f"{clock.n_gaps} gap{'' if clock.n_gaps == 1 else 's'} between outings:"
            " too few to say how unusual this silence is."
        )
    return (
        f"Quiet this long happens by chance in {say_share(clock.chance)} series of this tempo"
        f" ({clock.n_gaps} gaps between outings, offences of one night taken together)."
        " It is not the chance that they have stopped."
    )


def say_share(chance: float) -> str:
    """Return a share as a natural frequency: ``about 3 in 10``, ``about 1 in 28``."""
    if chance >= 0.1:
        return f"about {round(chance * 10)} in 10"
    return f"about 1 in {round(1 / max(chance, 1e-4)):,}"


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
