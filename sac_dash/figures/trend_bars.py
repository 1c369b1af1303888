"""The marks of a trend chart: bars that say how far to trust them, and the expected range behind.

Shared by the large chart and the small multiples, so that a hatched bar means the same in both.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sac_dash.domain.british_dates import british_day, british_month
from sac_dash.figures.chart_style import ChartStyle

MS_A_DAY = 86_400_000


class BarState(StrEnum):
    """How far a bar may be trusted and how it stands to what history leads one to expect."""

    USUAL = "within the range expected, or not judged"
    ABOVE = "above the range expected"
    BELOW = "below the range expected"
    GROWING = "complete, but still being recorded"
    PART = "part period, not comparable"


@dataclass(frozen=True)
class TrendPeriod:
    """One bar: its days, its count and what history says.

    Parameters
    ----------
    end
        The day after the last.
    n
        None where there is no data.
    growing
        Offences of it may still be recorded.
    judged
        False where nobody knows how late offences are recorded: the count may grow, so that it is
        not held against the range.
    n_asked, n_unknown
        Of how many offences of the period it is asked what the groups tell apart, and how many do not say;
        None where nothing is asked.
    in_force
        Share of its days on which the area existed; None where the group is no area with a boundary.
    law
        What the range takes counts to be (`patterns.count_law.CountLaw`).
    """

    start: date
    end: date
    n: int | None
    complete: bool
    growing: bool = False
    judged: bool = True
    expected: float | None = None
    lower: int | None = None
    upper: int | None = None
    n_asked: int | None = None
    n_unknown: int | None = None
    in_force: float | None = None
    law: str | None = None

    @property
    def silent(self) -> bool:
        """Tell whether none of the period's offences says what is asked: its count is not known."""
        return bool(self.n_asked) and self.n_asked == self.n_unknown

    @property
    def state(self) -> BarState:
        """Return how the bar is to be read."""
        if not self.complete:
            return BarState.PART
        if self.growing:
            return BarState.GROWING
        if not self.judged:
            return BarState.USUAL
        if self.upper is not None and self.n is not None and self.n > self.upper:
            return BarState.ABOVE
        if self.lower is not None and self.n is not None and self.n < self.lower:
            return BarState.BELOW
        return BarState.USUAL


def name_period(period: TrendPeriod) -> str:
    """Return a period's name: ``Mar 2026`` for a month, ``week of 2 Mar 2026`` for a week."""
    if (period.end - period.start).days > 7:
        return british_month(period.start)
    return f"week of {british_day(period.start)}"


def bar_trace(periods: list[TrendPeriod], style: ChartStyle, axis: str = "") -> dict[str, Any]:
    """Return the bars of one panel; part periods are hatched, ones still growing lightly so."""
    states = [period.state for period in periods]
    colours = [_colour(state, style) for state in states]
    return {
        "type": "bar",
        "x": [_middle(period) for period in periods],
        "y": [period.n for period in periods],
        "width": [0.86 * MS_A_DAY * (period.end - period.start).days for period in periods],
        "marker": {
            "color": colours,
            "line": {"width": [1 if state is BarState.PART else 0 for state in states], "color": style.muted},
            "pattern": {"shape": [_hatch(state) for state in states], "fgcolor": style.paper, "size": 5},
        },
        "hovertext": [_hover(period) for period in periods],
        "hoverinfo": "text",
        "xaxis": f"x{axis}",
        "yaxis": f"y{axis}",
        "showlegend": False,
    }


def band_traces(periods: list[TrendPeriod], style: ChartStyle, axis: str = "") -> list[dict[str, Any]]:
    """Return the expected range as filled steps and the expected mean as a line; none without history."""
    known = [period for period in periods if period.upper is not None]
    if not known:
        return []
    xs, ys = _band_outline(periods)
    place = {"xaxis": f"x{axis}", "yaxis": f"y{axis}", "hoverinfo": "skip", "showlegend": False}
    fill = {"type": "scatter", "mode": "lines", "x": xs, "y": ys, "fill": "toself", "fillcolor": style.band}
    mean_x, mean_y = _mean_steps(periods)
    mean = {"type": "scatter", "mode": "lines", "x": mean_x, "y": mean_y}
    return [
        fill | {"line": {"width": 0}} | place,
        mean | {"line": {"color": style.muted, "width": 1.5, "dash": "dot"}} | place,
    ]


def top_of(periods: list[TrendPeriod]) -> int:
    """Return how high an axis must reach: the largest count, and the ranges up to twice that.

    A wide range over few offences runs out of the picture; otherwise nobody could read the bars.
    """
    count = max((period.n for period in periods if period.n is not None), default=0)
    upper = max((period.upper for period in periods if period.upper is not None), default=0)
    return max(count, min(upper, 2 * count) if count else upper)


def _middle(period: TrendPeriod) -> str:
    """Return the middle of a period as an ISO time (bars are centred there)."""
    hours = (period.end - period.start).days * 12
    whole_days, hour = divmod(hours, 24)
    return f"{(period.start + timedelta(days=whole_days)).isoformat()} {hour:02d}:00"


def _band_outline(periods: list[TrendPeriod]) -> tuple[list[str | None], list[float | None]]:
    """Return closed outlines, one per run of periods that have a range, parted by None."""
    xs: list[str | None] = []
    ys: list[float | None] = []
    for run in _runs(periods):
        edges = [edge for period in run for edge in (period.start.isoformat(), period.end.isoformat())]
        upper = [float(period.upper or 0) for period in run for _ in range(2)]
        lower = [float(period.lower or 0) for period in run for _ in range(2)]
        xs += [*edges, *reversed(edges), edges[0], None]
        ys += [*upper, *reversed(lower), upper[0], None]
    return xs, ys


def _mean_steps(periods: list[TrendPeriod]) -> tuple[list[str | None], list[float | None]]:
    """Return the expected mean as steps, parted by None where there is none."""
    xs: list[str | None] = []
    ys: list[float | None] = []
    for run in _runs(periods):
        xs += [edge for period in run for edge in (period.start.isoformat(), period.end.isoformat())] + [None]
        ys += [period.expected for period in run for _ in range(2)] + [None]
    return xs, ys


def _runs(periods: list[TrendPeriod]) -> list[list[TrendPeriod]]:
    """Return the runs of neighbouring periods that have a range."""
    runs: list[list[TrendPeriod]] = [[]]
    for period in periods:
        if period.upper is not None:
            runs[-1].append(period)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _colour(state: BarState, style: ChartStyle) -> str:
    """Return the colour of a bar."""
    colours = {
        BarState.ABOVE: style.alert,
        BarState.BELOW: style.low,
        BarState.PART: style.faint,
        BarState.GROWING: style.bar_light,
    }
    return colours.get(state, style.bar)


def _hatch(state: BarState) -> str:
    """Return the hatch of a bar."""
    return "/" if state in {BarState.PART, BarState.GROWING} else ""


def _hover(period: TrendPeriod) -> str:
    """Return what a bar says when pointed at."""
    lines = [f"<b>{name_period(period)}</b>", _say_count(period)]
    if period.n_unknown and not (period.silent and period.n is None):
        lines.append(f"{period.n_unknown:,} of {period.n_asked:,} do not say")
    if period.in_force is not None and 0 < period.in_force < 1:
        lines.append("the area existed on part of the days")
    if period.upper is not None:
        lines.append(f"expected {period.expected:.1f}; range {period.lower:,} to {period.upper:,}")
    if period.state is not BarState.USUAL:
        lines.append(period.state.value)
    return "<br>".join(lines)


def _say_count(period: TrendPeriod) -> str:
    """Return the count, or why there is none."""
    if period.n is not None:
        return f"n = {period.n:,}"
    if period.in_force == 0:
        return "no count: the area did not exist"
    return f"not known: none of {period.n_asked:,} says" if period.silent else "no data"
