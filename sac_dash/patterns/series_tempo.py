"""The tempo of many series at once: gaps, spree nights and the silence at the end of each.

What :mod:`.series_facts` says of one series, for a page that shows a thousand.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import polars as pl

from sac_dash.patterns.series_facts import SECONDS_A_DAY
from sac_dash.patterns.silence_clock import ClockParameters, SilenceClock, read_clock
from sac_dash.patterns.spree_nights import Ints, SpreeNight, find_sprees, least_outings, night_span

LEAST_FOR_GAP = 3


@dataclass(frozen=True)
class SeriesTempo:
    """One series in time.

    Parameters
    ----------
    rows
        Its members in order of their windows' starts; positions elsewhere are positions in this.
    median_gap_days
        From window start to window start; None with fewer than three members.
    sprees
        Nights that certainly hold two or more.
    n_outings
        The fewest nights that explain all windows.
    """

    series_id: str
    rows: tuple[int, ...]
    median_gap_days: float | None
    sprees: tuple[SpreeNight, ...]
    n_outings: int
    clock: SilenceClock


def measure_tempos(
    members: pl.DataFrame, as_of: datetime, parameters: ClockParameters | None = None
) -> dict[str, SeriesTempo]:
    """Return the tempo of every series.

    Parameters
    ----------
    members
        `series_id, row, from_at, to_at`: one row per member of a series, at most once in each.
    as_of
        The data cut-off (aware): silence is counted up to here.
    """
    frame = members.select("series_id", "row", "from_at", "to_at").sort(
        "series_id", "from_at", "to_at", "row"
    )
    first, last = night_span(frame)
    start, end = (frame[name].dt.epoch("s").to_numpy() for name in ("from_at", "to_at"))
    rows = frame["row"].to_numpy()
    lengths = frame.group_by("series_id", maintain_order=True).len()
    stops = np.cumsum(lengths["len"].to_numpy())
    cut = as_of.timestamp()
    tempos = {}
    for series_id, stop, n in zip(lengths["series_id"], stops, lengths["len"], strict=True):
        own = slice(int(stop) - n, int(stop))
        outings = least_outings(first[own], last[own])
        quiet = (cut - float(end[own].max())) / SECONDS_A_DAY
        tempos[series_id] = SeriesTempo(
            series_id=series_id,
            rows=tuple(rows[own].tolist()),
            median_gap_days=_median_gap(start[own]),
            sprees=find_sprees(first[own], last[own]),
            n_outings=len(outings),
            clock=read_clock(outings, quiet, parameters),
        )
    return tempos


def _median_gap(starts: Ints) -> float | None:
    """Return the median days between window starts, or None where there are too few."""
    if len(starts) < LEAST_FOR_GAP:
        return None
    return float(np.median(np.diff(starts))) / SECONDS_A_DAY
