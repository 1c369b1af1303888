"""When in the week: hours by days, each offence spread evenly over its window (aoristic), never at a midpoint."""

from __future__ import annotations

from matplotlib.colors import LinearSegmentedColormap

from sac_dash.briefing.document import Picture
from sac_dash.briefing.paper.sheet import (
    ACCENT,
    MARKING_IN,
    MUTED,
    ON_PAPER,
    PAPER,
    Burned,
    Scale,
    axes_on,
    finish,
    new_sheet,
)
from sac_dash.patterns.aoristic import HourTable

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def draw_week_hours(
    table: HourTable,
    width_in: float,
    height_in: float,
    burned: Burned,
    *,
    scale: Scale = ON_PAPER,
    key: str = "week",
) -> Picture:
    """Return the heat table of a week with a column of days' and a row of hours' totals."""
    figure = new_sheet(width_in, height_in)
    left, foot = scale.small * 3.0 / 72, MARKING_IN + scale.small * 1.8 / 72
    top, right = 0.34, 0.34
    axes = axes_on(figure, left, foot, right, top)
    cells = table.cells.weight
    shade = LinearSegmentedColormap.from_list("hours", [PAPER, "#c9d0f4", ACCENT])
    axes.pcolormesh(
        cells, cmap=shade, vmin=0, vmax=max(float(cells.max()), 1e-9), edgecolors="#eef1f5", linewidth=0.3
    )
    axes.set_ylim(7, 0)
    axes.set_xlim(0, 24)
    axes.set_yticks([each + 0.5 for each in range(7)], DAYS)
    axes.set_xticks([0, 3, 6, 9, 12, 15, 18, 21, 24], ["00", "03", "06", "09", "12", "15", "18", "21", "24"])
    axes.tick_params(labelsize=scale.small, length=0, pad=2, colors=MUTED)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    hours = axes_on(figure, left, height_in - top + 0.03, right, 0.03)
    hours.bar([each + 0.5 for each in range(24)], table.hours.weight, width=0.82, color=ACCENT, alpha=0.75)
    hours.set_xlim(0, 24)
    days = axes_on(figure, width_in - right + 0.03, foot, 0.03, top)
    days.barh([each + 0.5 for each in range(7)], table.weekdays.weight, height=0.78, color=ACCENT, alpha=0.75)
    days.set_ylim(7, 0)
    for each in (hours, days):
        each.axis("off")
    n, worth = table.basis.n, table.effective_n
    return finish(
        figure,
        key,
        f"Hours of the week of {n} offences, each spread evenly over its window.",
        burned,
        caption=(
            f"n = {n}, worth {worth:.0f} timed to the hour. Each offence is spread evenly over its window:"
            " not the hour it was committed."
        ),
        scale=scale,
    )
