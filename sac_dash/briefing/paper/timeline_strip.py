"""A strip of windows: when each offence may have happened, the silences between, and the one at the end.

Bars, not points: that an offence was found on Monday does not say it happened on Monday.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.patches import Rectangle

from sac_dash.briefing.document import Picture
from sac_dash.briefing.paper.sheet import (
    INK,
    LINE,
    MARKING_IN,
    MUTED,
    ON_PAPER,
    Burned,
    Scale,
    axes_on,
    finish,
    new_sheet,
)

MOST_NUMBERS = 16  # numbers written over bars; with more only the first and the last are
LEAST_GAP_SHARE = 0.16  # of the span: a silence this long is written
LEAST_WIDTH_SHARE = 0.006  # of the span: how wide a moment is drawn


@dataclass(frozen=True)
class Window:
    """One offence: its number in order of time and its window in local time."""

    number: int
    start: datetime
    end: datetime


@dataclass(frozen=True)
class Mark:
    """An intervention: when, and what to call it."""

    at: datetime
    label: str


def draw_strip(  # noqa: PLR0917 - what is drawn, then how large and how marked
    windows: Sequence[Window],
    as_of: datetime,
    colour: str,
    width_in: float,
    height_in: float,
    burned: Burned,
    *,
    alt: str,
    marks: Sequence[Mark] = (),
    scale: Scale = ON_PAPER,
    key: str = "timeline",
) -> Picture:
    """Return the strip; `windows` are in order of time, at least one."""
    figure = new_sheet(width_in, height_in)
    axes = axes_on(figure, 0.05, MARKING_IN + scale.small * 1.7 / 72, 0.05, scale.small * 1.6 / 72)
    first = date2num(windows[0].start)
    last = max(date2num(as_of), *(date2num(each.end) for each in windows))
    span = max(last - first, 2.0)
    axes.set_xlim(first - span * 0.02, last + span * 0.02)
    axes.set_ylim(0, 1)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    locator = AutoDateLocator(minticks=3, maxticks=7)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator, show_offset=False))
    axes.tick_params(axis="x", labelsize=scale.small, length=2, pad=1.5, colors=MUTED)
    axes.axvline(date2num(as_of), color=INK, linewidth=0.8)
    numbered = _numbered(len(windows))
    reach = float("-inf")
    for each in windows:
        start, end = date2num(each.start), date2num(each.end)
        wide = max(end - start, span * LEAST_WIDTH_SHARE)
        axes.add_patch(Rectangle((start, 0.1), wide, 0.8, facecolor=colour, edgecolor="none", alpha=0.75))
        room = span * scale.small * (0.7 + 0.6 * len(str(each.number))) / (width_in * 72)
        if each.number in numbered and start - reach > room:
            axes.text(start, 1.02, str(each.number), ha="left", va="bottom", fontsize=scale.small, color=INK)
            reach = start
    for one, other in pairwise(windows):
        _silence(axes, date2num(one.end), date2num(other.start), span, scale)
    _silence(axes, max(date2num(each.end) for each in windows), date2num(as_of), span, scale)
    for mark in marks:
        axes.axvline(date2num(mark.at), color="#b3541e", linewidth=0.9, linestyle=(0, (3, 2)))
        axes.text(
            date2num(mark.at),
            0.98,
            f" {mark.label}",
            ha="left",
            va="top",
            fontsize=scale.small,
            color="#b3541e",
        )
    return finish(figure, key, alt, burned, scale=scale)


def _numbered(n: int) -> frozenset[int]:
    return frozenset(range(1, n + 1)) if n <= MOST_NUMBERS else frozenset({1, n})


def _silence(axes: Axes, start: float, end: float, span: float, scale: Scale) -> None:
    """Write a long silence with its days."""
    if end - start < LEAST_GAP_SHARE * span:
        return
    days = timedelta(days=end - start).days
    axes.plot([start, end], [0.5, 0.5], color=LINE, linewidth=0.9)
    axes.text(
        (start + end) / 2, 0.55, f"{days} days", ha="center", va="bottom", fontsize=scale.small, color=MUTED
    )
