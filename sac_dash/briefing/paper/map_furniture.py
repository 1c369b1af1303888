"""What a map is read by: legend, scale bar, north arrow and locator, each in the corner with least under it."""

from __future__ import annotations

import math

from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.patches import Circle, Polygon, Rectangle

from sac_dash.briefing.paper.ground import Ground
from sac_dash.briefing.paper.map_letters import draw_backing, width_of
from sac_dash.briefing.paper.map_page import Frame, Page
from sac_dash.briefing.paper.map_sheet import MapSheet
from sac_dash.briefing.paper.placing import Box
from sac_dash.briefing.paper.sheet import INK, PAPER, Scale

GREAT_BRITAIN: Frame = (0.0, 0.0, 660_000.0, 1_230_000.0)
INSET_BEYOND = 0.5  # of the country's height: a map that shows more needs no locator
SCALE_STEPS = (1, 2, 5)


def draw_furniture(axes: Axes, sheet: MapSheet, ground: Ground | None, page: Page, scale: Scale) -> None:
    """Draw legend, scale bar, north arrow and locator, each in the corner with least under it; the largest first."""
    if sheet.legend:
        _draw_legend(axes, sheet.legend, page, scale)
    _draw_scale_bar(axes, page, scale)
    _draw_north(axes, page, scale)
    high = page.frame[3] - page.frame[1]
    if ground is not None and high < INSET_BEYOND * (GREAT_BRITAIN[3] - GREAT_BRITAIN[1]):
        _draw_locator(axes, ground, page)


def round_length(metres: float) -> float:
    """Return the largest round length (1, 2 or 5 times a power of ten) not above `metres`.

    >>> round_length(7_300.0)
    5000.0
    """
    power = 10.0 ** math.floor(math.log10(metres))
    return max(step * power for step in SCALE_STEPS if step * power <= metres)


def _corner(page: Page, width: float, height: float) -> Box:
    """Take and return the corner box with least under it: lower left first."""
    gap, (wide, high) = 5.0, page.size
    corners = [
        (gap, gap),
        (wide - width - gap, gap),
        (wide - width - gap, high - height - gap),
        (gap, high - height - gap),
    ]
    boxes = [(x, y, x + width, y + height) for x, y in corners]
    best = min(boxes, key=lambda box: (page.occupied.crowding(box), boxes.index(box)))
    page.occupied.take(best)
    return best


def _draw_scale_bar(axes: Axes, page: Page, scale: Scale) -> None:
    length_m = round_length(page.size[0] * 0.22 * page.metres_a_point)
    width, height = length_m / page.metres_a_point, scale.small * 1.3 + 8
    left, bottom, _, _ = _corner(page, width + 8, height)
    words = f"{length_m / 1000:g} km" if length_m >= 1000 else f"{length_m:g} m"
    draw_backing(axes, page, (left, bottom, left + width + 8, bottom + height))
    start, end = page.ground(left + 4, bottom + 4), page.ground(left + 4 + width, bottom + 4)
    for offset in (0.0, 0.5):
        half = (start[0] + (end[0] - start[0]) * offset, start[0] + (end[0] - start[0]) * (offset + 0.5))
        axes.add_patch(
            Rectangle(
                (half[0], start[1]),
                half[1] - half[0],
                2.4 * page.metres_a_point,
                facecolor=INK if offset == 0 else PAPER,
                edgecolor=INK,
                linewidth=0.6,
                zorder=9,
            )
        )
    x, y = page.ground(left + 4 + width / 2, bottom + 8)
    axes.text(x, y, words, ha="center", va="bottom", fontsize=scale.small, color=INK, zorder=9)


def _draw_north(axes: Axes, page: Page, scale: Scale) -> None:
    size = scale.normal * 1.4
    left, bottom, right, top = _corner(page, size * 1.3, size * 2.3)
    middle = (left + right) / 2
    draw_backing(axes, page, (left, bottom, right, top))
    tip, base = page.ground(middle, bottom + size * 1.35), page.ground(middle, bottom + size * 0.35)
    west, east = page.ground(middle - size * 0.38, bottom + 3), page.ground(middle + size * 0.38, bottom + 3)
    axes.add_patch(Polygon([tip, east, base, west], closed=True, facecolor=INK, edgecolor="none", zorder=9))
    x, y = page.ground(middle, bottom + size * 1.4)
    axes.text(
        x, y, "N", ha="center", va="bottom", fontsize=scale.small, fontweight="bold", color=INK, zorder=9
    )


def _draw_locator(axes: Axes, ground: Ground, page: Page) -> None:
    """Draw the country small, with the map's frame on it."""
    high = min(page.size[1] * 0.3, 86.0)
    wide = high * (GREAT_BRITAIN[2] - GREAT_BRITAIN[0]) / (GREAT_BRITAIN[3] - GREAT_BRITAIN[1])
    left, bottom, right, top = _corner(page, wide, high)
    west, south = page.ground(left, bottom)
    east, north = page.ground(right, top)
    inset = axes.inset_axes((west, south, east - west, north - south), transform=axes.transData, zorder=9)
    inset.set_xlim(GREAT_BRITAIN[0], GREAT_BRITAIN[2])
    inset.set_ylim(GREAT_BRITAIN[1], GREAT_BRITAIN[3])
    inset.set_xticks([])
    inset.set_yticks([])
    inset.set_facecolor("#f3f7fa")
    big = [each[:: max(1, len(each) // 400)] for each in ground.land if len(each) > 40]
    inset.add_collection(PolyCollection(big, facecolors="#cfd7df", edgecolors="none"))
    frame = page.frame
    side = max(frame[2] - frame[0], 26_000.0), max(frame[3] - frame[1], 26_000.0)
    middle = (frame[0] + frame[2]) / 2, (frame[1] + frame[3]) / 2
    inset.add_patch(
        Rectangle(
            (middle[0] - side[0] / 2, middle[1] - side[1] / 2),
            *side,
            facecolor="none",
            edgecolor="#b3261e",
            linewidth=1.1,
        )
    )
    for spine in inset.spines.values():
        spine.set_color("#b4c2cd")
        spine.set_linewidth(0.6)


def _draw_legend(axes: Axes, legend: tuple[tuple[str, str], ...], page: Page, scale: Scale) -> None:
    line = scale.small * 1.5
    width = max(width_of(words, scale.small) for _, words in legend) + 18
    height = line * len(legend) + 6
    left, bottom, right, top = _corner(page, width, height)
    draw_backing(axes, page, (left, bottom, right, top))
    for place, (colour, words) in enumerate(legend):
        y = top - 3 - line * (place + 0.5)
        dot, text = page.ground(left + 7, y), page.ground(left + 13, y)
        axes.add_patch(Circle(dot, 2.4 * page.metres_a_point, facecolor=colour, edgecolor="none", zorder=9))
        axes.text(*text, words, ha="left", va="center_baseline", fontsize=scale.small, color=INK, zorder=9)
