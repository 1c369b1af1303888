"""A series in time: every window as a bar, numbered, and the gaps between in days.

Windows are drawn from start to end because that is all that is known; a mark at a midpoint would
be an invention. Gaps run from window start to window start.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median_low
from typing import Any

from sac_dash.domain.british_dates import british_day
from sac_dash.figures.chart_style import ChartStyle, base_layout, style_for, time_axis

LEAST_SPAN = timedelta(days=2)  # so that two offences of one night are not a whole axis apart
MOST_GAP_NOTES = 10  # with more members only long gaps are written; the members table has them all
MOST_NUMBERS = 8  # row numbers written; more would touch on a small screen
BREAK_BEYOND = 2.0  # a silence longer than this many spans of the series is cut, and the cut is marked
BREAK_SHARE = 0.5  # of the span: how much of a silence that is cut is drawn
LONG_GAP = 2.0  # a gap this many times the median is set in bold


@dataclass(frozen=True)
class TimelineMember:
    """One offence of a series: its number in the journey, its window (local time) and its place."""

    number: int
    reference: str
    from_local: datetime
    to_local: datetime
    place: str


@dataclass(frozen=True)
class TimelineTie:
    """A hard link between two members: their numbers and the fact in words."""

    number: int
    other: int
    words: str


def draw_series_timeline(
    members: list[TimelineMember],
    colour: str,
    as_of: datetime,
    *,
    chosen: str | None = None,
    ties: Sequence[TimelineTie] = (),
    dark: bool = False,
) -> dict[str, Any]:
    """Draw a series' windows, oldest at the top, up to the data cut-off.

    Parameters
    ----------
    members
        In order of time.
    colour
        The colour the series has everywhere.
    as_of
        The data cut-off (local time): the silence since the last offence is drawn up to here.
    chosen
        The reference of the member to set off.
    ties
        Hard links among the members, drawn as dashed lines from one window to the other.
    """
    style = style_for(dark=dark)
    layout = base_layout(style) | {
        "xaxis": time_axis(style)
        | {"showgrid": True, "gridcolor": style.grid, "range": _reach(members, as_of)},
        "yaxis": _number_axis(members, style),
        "annotations": [*_gap_notes(members, style), _silence_note(members, as_of, style)],
        "shapes": _end_marks(members, as_of, style),
        "margin": {"l": 32, "r": 16, "t": 20, "b": 38},
        "hovermode": "closest",
    }
    traces = [_windows(members, colour), _dots(members, colour, chosen, style)]
    drawn = [*traces, _silence(members, as_of, style)]
    if ties:
        drawn += _ties(members, ties, style)
    return {"data": drawn, "layout": layout}


def _reach(members: list[TimelineMember], as_of: datetime) -> list[str]:
    """Return the axis' ends: room for the gaps' figures before, and up to the cut-off or the break."""
    first, end = members[0].from_local, _drawn_end(members, as_of)
    return [_iso(first - (end - first) * 0.09), _iso(end + (end - first) * 0.02)]


def _last_end(members: list[TimelineMember]) -> datetime:
    """Return the end of the window that ends last."""
    return max(member.to_local for member in members)


def _is_cut(members: list[TimelineMember], as_of: datetime) -> bool:
    """Tell whether the silence is too long to be drawn at its true length."""
    last = _last_end(members)
    return as_of - last > BREAK_BEYOND * max(last - members[0].from_local, LEAST_SPAN)


def _drawn_end(members: list[TimelineMember], as_of: datetime) -> datetime:
    """Return where the axis ends: at the cut-off, or at the break."""
    last = _last_end(members)
    if not _is_cut(members, as_of):
        return max(as_of, last)
    return last + BREAK_SHARE * max(last - members[0].from_local, LEAST_SPAN)


def _windows(members: list[TimelineMember], colour: str) -> dict[str, Any]:
    """Return the windows as thick lines in one trace, parted by None."""
    xs = [value for member in members for value in (_iso(member.from_local), _iso(member.to_local), None)]
    ys = [value for member in members for value in (member.number, member.number, None)]
    line = {"color": colour, "width": 9}
    return {"type": "scatter", "mode": "lines", "x": xs, "y": ys, "line": line, "hoverinfo": "skip"}


def _dots(
    members: list[TimelineMember], colour: str, chosen: str | None, style: ChartStyle
) -> dict[str, Any]:
    """Return a mark at each window's start, so that a short window in a long year is still seen."""
    picked = [member.reference == chosen for member in members]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [_iso(member.from_local) for member in members],
        "y": [member.number for member in members],
        "marker": {
            "color": colour,
            "size": [15 if is_chosen else 9 for is_chosen in picked],
            "line": {"color": style.ink, "width": [2 if is_chosen else 0 for is_chosen in picked]},
        },
        "customdata": [member.number for member in members],
        "hovertext": [_hover(member) for member in members],
        "hoverinfo": "text",
    }


def _silence(members: list[TimelineMember], as_of: datetime, style: ChartStyle) -> dict[str, Any]:
    """Return the dotted line from the last window's end to the data cut-off."""
    last = max(members, key=lambda member: member.to_local)
    line = {"color": style.muted, "width": 1.5, "dash": "dot"}
    ends = [_iso(last.to_local), _iso(_drawn_end(members, as_of))]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": ends,
        "y": [last.number] * 2,
        "line": line,
        "hoverinfo": "skip",
    }


def _ties(
    members: list[TimelineMember], ties: Sequence[TimelineTie], style: ChartStyle
) -> list[dict[str, Any]]:
    """Return hard links as dashed lines, and a mark half-way that says what the fact is."""
    at = {member.number: member.from_local for member in members}
    held = [tie for tie in ties if tie.number in at and tie.other in at]
    xs = [value for tie in held for value in (_iso(at[tie.number]), _iso(at[tie.other]), None)]
    ys = [value for tie in held for value in (tie.number, tie.other, None)]
    halfway = [at[tie.number] + (at[tie.other] - at[tie.number]) / 2 for tie in held]
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": xs,
            "y": ys,
            "line": {"color": style.ink, "width": 1.5, "dash": "dash"},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "x": [_iso(moment) for moment in halfway],
            "y": [(tie.number + tie.other) / 2 for tie in held],
            "marker": {"symbol": "diamond", "size": 8, "color": style.ink},
            "hovertext": [tie.words for tie in held],
            "hoverinfo": "text",
        },
    ]


def _gap_notes(members: list[TimelineMember], style: ChartStyle) -> list[dict[str, Any]]:
    """Return the days between windows, written beside the later of the two."""
    pairs = list(pairwise(members))
    gaps = [(later.from_local - earlier.from_local).total_seconds() / 86_400 for earlier, later in pairs]
    usual = median_low(gaps) if gaps else 0.0
    return [
        _gap_note(later, gap, style, long=gap >= LONG_GAP * max(usual, 1.0))
        for (_, later), gap in zip(pairs, gaps, strict=True)
        if len(members) <= MOST_GAP_NOTES or gap >= LONG_GAP * max(usual, 1.0)
    ]


def _gap_note(member: TimelineMember, gap_days: float, style: ChartStyle, *, long: bool) -> dict[str, Any]:
    """Return one gap's text, to the left of the window it leads to."""
    text = say_gap_days(gap_days)
    place = {"x": _iso(member.from_local), "y": member.number, "xanchor": "right", "xshift": -10}
    font = {"size": 11, "color": style.ink if long else style.muted}
    return place | {"text": f"<b>{text}</b>" if long else text, "showarrow": False, "font": font}


def say_gap_days(gap_days: float) -> str:
    """Return a gap in whole days; a window is no moment, so that hours would claim too much.

    >>> say_gap_days(0.4), say_gap_days(12.3)
    ('< 1 d', '12 d')
    """
    return f"{gap_days:.0f} d" if gap_days >= 1 else "< 1 d"


def _end_marks(members: list[TimelineMember], as_of: datetime, style: ChartStyle) -> list[dict[str, Any]]:
    """Return the upright line at the data cut-off; two of them where the silence before it is cut."""
    end = _drawn_end(members, as_of)
    upright = {"type": "line", "yref": "paper", "y0": 0, "y1": 1}
    cut_off = upright | {
        "x0": _iso(end),
        "x1": _iso(end),
        "line": {"color": style.faint, "width": 1, "dash": "dash"},
    }
    if not _is_cut(members, as_of):
        return [cut_off]
    reach = end - members[0].from_local
    slant = {
        "type": "line",
        "yref": "paper",
        "y0": -0.035,
        "y1": 0.035,
        "line": {"color": style.ink, "width": 1.5},
    }
    middles = [end - reach * share for share in (0.085, 0.07)]
    slants = [slant | {"x0": _iso(at - reach * 0.006), "x1": _iso(at + reach * 0.006)} for at in middles]
    return [cut_off, *slants]


def _silence_note(members: list[TimelineMember], as_of: datetime, style: ChartStyle) -> dict[str, Any]:
    """Return how long the silence at the end is, and that it is cut where it is."""
    days = (as_of - _last_end(members)).total_seconds() / 86_400
    cut = ", axis cut" if _is_cut(members, as_of) else ""
    text = f"cut-off {british_day(as_of.date())}: {max(0, round(days)):,} d quiet{cut}"
    place = {"x": 1, "xref": "paper", "xanchor": "right", "y": 1, "yref": "paper", "yanchor": "bottom"}
    return place | {"text": text, "showarrow": False, "font": {"size": 11, "color": style.muted}}


def _number_axis(members: list[TimelineMember], style: ChartStyle) -> dict[str, Any]:
    """Return the axis of journey numbers, first at the top; every number while they fit."""
    step = math.ceil(len(members) / MOST_NUMBERS)
    return {
        "range": [len(members) + 0.7, 0.3],
        "tickvals": [member.number for member in members][::step],
        "gridcolor": style.grid,
        "zeroline": False,
        "tickfont": {"color": style.muted, "size": 11},
    }


def _hover(member: TimelineMember) -> str:
    """Return what a window says when pointed at."""
    return f"<b>{member.number}. {member.reference}</b><br>{member.place}<br>{describe_window(member)}"


def describe_window(member: TimelineMember) -> str:
    """Return a window as ``4 Mar 2026 18:00 – 5 Mar 07:30``, or one moment where it is one."""
    start, end = member.from_local, member.to_local
    first = f"{british_day(start.date())} {start:%H:%M}"
    if end == start:
        return first
    if end.date() == start.date():
        return f"{first} – {end:%H:%M}"
    last = british_day(end.date())
    if end.year == start.year:
        last = last.removesuffix(f" {end.year}")
    return f"{first} – {last} {end:%H:%M}"


def _iso(moment: datetime) -> str:
    """Return a local time without its zone, as the axis is in local time."""
    return moment.strftime("%Y-%m-%d %H:%M")
