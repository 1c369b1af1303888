"""Counts by month for paper: bars, the range each month was expected to fall in, and what was done when.

A bar is dark where its count lies outside its range, pale where it cannot be held against one (a part month, one that
may still grow), and missing where no data are held: no data is not nought.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from sac_dash.briefing.document import Picture
from sac_dash.briefing.paper.sheet import (
    ACCENT,
    BAND,
    INK,
    LINE,
    MARKING_IN,
    MUTED,
    ON_PAPER,
    WARN,
    Burned,
    Scale,
    axes_on,
    finish,
    new_sheet,
)

BAR_WIDTH = 0.62
USUAL, PALE = "#8f9be0", "#d5d9ea"
MOST_LABELS = 6  # marks beyond these are lines without words
LABEL_LETTERS = 26


@dataclass(frozen=True)
class TrendBar:
    """One month.

    Parameters
    ----------
    label
        Under the bar: ``May 26``.
    n
        Its count; None where no data are held.
    lower, upper
        Its range, inclusive; None with too little history.
    outside, settled
        Whether it lies outside the range, and whether it may be held against it at all.
    """

    label: str
    n: int | None
    lower: int | None
    upper: int | None
    outside: bool
    settled: bool


@dataclass(frozen=True)
class TrendMark:
    """Something done: where along the months (0.0 is the middle of the first), and what to call it."""

    place: float
    label: str


def draw_trend_chart(
    bars: Sequence[TrendBar],
    width_in: float,
    height_in: float,
    burned: Burned,
    *,
    alt: str,
    caption: str = "",
    marks: Sequence[TrendMark] = (),
    scale: Scale = ON_PAPER,
    key: str = "trend",
) -> Picture:
    """Return the chart of at least one month."""
    figure = new_sheet(width_in, height_in)
    top = 0.08 + (scale.small * 1.5 / 72 if marks else 0.0)
    axes = axes_on(figure, scale.small * 4.0 / 72, MARKING_IN + scale.small * 1.9 / 72, 0.16, top)
    _draw_bands(axes, bars)
    axes.bar(
        range(len(bars)),
        [each.n or 0 for each in bars],
        width=BAR_WIDTH,
        color=[_colour(each) for each in bars],
        zorder=2,
    )
    highest = max([1, *(each.n or 0 for each in bars), *(each.upper or 0 for each in bars)])
    axes.set_xlim(-0.6, len(bars) - 0.4)
    axes.set_ylim(0, highest * 1.08)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    axes.grid(axis="y", color=LINE, linewidth=0.4, zorder=0)
    axes.set_axisbelow(True)
    step = max(1, -(-len(bars) * _letters_in(bars) // max(1, int(width_in * 72 / (scale.small * 0.62)))))
    shown = range((len(bars) - 1) % step, len(bars), step)  # the last month is always named
    axes.set_xticks(list(shown), [bars[each].label for each in shown])
    axes.tick_params(labelsize=scale.small, length=0, pad=2, colors=MUTED)
    _draw_missing(axes, bars, scale)
    _draw_marks(axes, marks, scale)
    return finish(figure, key, alt, burned, caption=caption, scale=scale)


def _draw_bands(axes: Axes, bars: Sequence[TrendBar]) -> None:
    for place, each in enumerate(bars):
        if each.lower is None or each.upper is None:
            continue
        low, high = each.lower, max(each.upper, each.lower + 0.15)  # a range of one count is seen as a line
        axes.add_patch(
            Rectangle((place - 0.5, low), 1.0, high - low, facecolor=BAND, edgecolor="none", zorder=1)
        )


def _draw_missing(axes: Axes, bars: Sequence[TrendBar], scale: Scale) -> None:
    """Say of months without data that there are none."""
    for place, each in enumerate(bars):
        if each.n is None:
            axes.text(
                place,
                0,
                "no data",
                rotation=90,
                ha="center",
                va="bottom",
                fontsize=scale.small - 0.6,
                color=MUTED,
            )


def _draw_marks(axes: Axes, marks: Sequence[TrendMark], scale: Scale) -> None:
    """Draw a line for each thing done, and its words above where they do not run into the last ones."""
    top = axes.get_ylim()[1]
    points_a_month = _points_wide(axes) / (axes.get_xlim()[1] - axes.get_xlim()[0])
    free_from = float("-inf")
    for number, mark in enumerate(sorted(marks, key=lambda each: each.place)):
        axes.axvline(mark.place, color=INK, linewidth=0.7, linestyle=(0, (2, 2)), zorder=3)
        words = mark.label if len(mark.label) <= LABEL_LETTERS else f"{mark.label[: LABEL_LETTERS - 1]}…"
        months = len(words) * scale.small * 0.6 / points_a_month
        start = min(mark.place, axes.get_xlim()[1] - months)
        if number < MOST_LABELS and start >= free_from:
            axes.text(start, top * 1.01, words, ha="left", va="bottom", fontsize=scale.small, color=INK)
            free_from = start + months


def _points_wide(axes: Axes) -> float:
    figure = axes.get_figure(root=True)
    wide = figure.get_size_inches()[0] if figure is not None else 1.0
    return float(wide * axes.get_position().width * 72)


def _colour(bar: TrendBar) -> str:
    if not bar.settled:
        return PALE
    if bar.upper is None:
        return USUAL
    return (ACCENT if (bar.n or 0) > bar.upper else WARN) if bar.outside else USUAL


def _letters_in(bars: Sequence[TrendBar]) -> int:
    return max(len(each.label) for each in bars) + 2
