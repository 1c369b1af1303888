"""A map for paper: numbered offences in order of time, on the ground, in metres of the National Grid.

Several offences at one place share a marker that names them all. Attempts are hollow. The journey is a thin
line with arrowheads, because consecutive is all that is known: it is no route. What cannot be drawn is told in
the caption: offences without a place, a system of metres without a ground.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.patches import Circle, Polygon, Rectangle

from sac_dash.briefing.document import Picture
from sac_dash.briefing.paper.ground import NATIONAL_GRID, Ground, national_ground, within
from sac_dash.briefing.paper.placing import Box, Occupied
from sac_dash.briefing.paper.sheet import (
    INK,
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
from sac_dash.figures.palette import LIGHT_GROUND

Floats = npt.NDArray[np.float64]
Frame = tuple[float, float, float, float]  # west, south, east, north

LEAST_WIDTH_M = 4_000.0
PADDING = 0.12  # of the extent, on each side
MOST_TOWNS = 14
DOT_SIZE = 0.42  # of a marker's radius: a point without a label
POINTS_AN_INCH = 72.0
LETTER_WIDTH = 0.6  # of the size of letters, on average
GREAT_BRITAIN: Frame = (0.0, 0.0, 660_000.0, 1_230_000.0)
INSET_BEYOND = 0.5  # of the country's height: a map that shows more needs no locator
SCALE_STEPS = (1, 2, 5)


@dataclass(frozen=True)
class MapPoint:
    """One offence, or one class of them, on a map.

    Parameters
    ----------
    easting, northing
        Metres in the map's system.
    label
        What stands in the marker: the number in order of time; "" for a dot.
    colour
        Of the marker.
    hollow
        An attempt.
    """

    easting: float
    northing: float
    label: str
    colour: str
    hollow: bool = False


@dataclass(frozen=True)
class MapSheet:
    """What a map shows.

    Parameters
    ----------
    points
        In order of time.
    crs
        Their system of metres.
    journey
        Whether consecutive points are joined.
    areas
        Outlines (N × 2, metres) with their names, drawn under the points.
    site
        A place set off from the offences, with its name.
    legend
        Colour and words, where points are of several classes.
    ellipse
        Outline (N × 2, metres) of the spread, or None where there are too few.
    """

    points: tuple[MapPoint, ...]
    crs: str
    journey: bool = True
    areas: tuple[tuple[str, Floats], ...] = ()
    site: tuple[float, float, str] | None = None
    legend: tuple[tuple[str, str], ...] = ()
    ellipse: Floats | None = None


def draw_map(
    sheet: MapSheet,
    width_in: float,
    height_in: float,
    burned: Burned,
    *,
    alt: str,
    caption: str = "",
    scale: Scale = ON_PAPER,
    key: str = "map",
) -> Picture | None:
    """Return the map, or None where nothing has a place."""
    if not sheet.points and sheet.site is None:
        return None
    ground = national_ground() if sheet.crs == NATIONAL_GRID else None
    figure = new_sheet(width_in, height_in)
    axes = axes_on(figure, 0.02, MARKING_IN, 0.02, 0.02)
    frame = frame_of(sheet, width_in - 0.04, height_in - MARKING_IN - 0.02)
    _prepare(axes, frame, ground)
    page = _Page(frame, width_in - 0.04, height_in - MARKING_IN - 0.02)
    if ground is not None:
        _draw_ground(axes, ground, frame)
    _draw_areas(axes, sheet.areas, frame)
    markers = gather([each for each in sheet.points if each.label], page, scale)
    _draw_ellipse(axes, sheet)
    if sheet.journey:
        _draw_journey(axes, sheet.points, page, scale)
    _draw_dots(axes, [each for each in sheet.points if not each.label], page, scale)
    _draw_markers(axes, markers, page, scale)
    _draw_site(axes, sheet, page, scale)
    _draw_furniture(axes, sheet, ground, page, scale)
    if ground is not None:
        _draw_towns(axes, ground, page, scale)
    _draw_area_names(axes, sheet.areas, page, scale)
    said = (
        caption if ground is not None else f"{caption} No background map: places are in {sheet.crs}.".strip()
    )
    return finish(figure, key, alt, burned, caption=said, scale=scale)


def frame_of(sheet: MapSheet, width_in: float, height_in: float) -> Frame:
    """Return the ground a map shows: all its points with room about them, in the shape of the sheet."""
    places = [(each.easting, each.northing) for each in sheet.points]
    places += [sheet.site[:2]] if sheet.site else []
    held = np.array(places, dtype=np.float64)
    (west, south), (east, north) = held.min(axis=0), held.max(axis=0)
    wide = max(LEAST_WIDTH_M, (east - west) * (1 + 2 * PADDING))
    high = max(LEAST_WIDTH_M * height_in / width_in, (north - south) * (1 + 2 * PADDING))
    shape = width_in / height_in
    wide, high = max(wide, high * shape), max(high, wide / shape)
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    return middle_x - wide / 2, middle_y - high / 2, middle_x + wide / 2, middle_y + high / 2


class _Page:
    """Between metres on the ground and points on the sheet, with what is taken there."""

    def __init__(self, frame: Frame, width_in: float, height_in: float) -> None:
        self.frame = frame
        self.metres_a_point = (frame[2] - frame[0]) / (width_in * POINTS_AN_INCH)
        size = (width_in * POINTS_AN_INCH, height_in * POINTS_AN_INCH)
        self.size = size
        self.occupied = Occupied((2.0, 2.0, size[0] - 2.0, size[1] - 2.0))

    def at(self, east: float, north: float) -> tuple[float, float]:
        """Return where a place stands on the sheet, in points."""
        return (east - self.frame[0]) / self.metres_a_point, (north - self.frame[1]) / self.metres_a_point

    def ground(self, x: float, y: float) -> tuple[float, float]:
        """Return the place under a point of the sheet."""
        return self.frame[0] + x * self.metres_a_point, self.frame[1] + y * self.metres_a_point


@dataclass(frozen=True)
class Marker:
    """One marker: where, what stands in it, how wide it is in points, and how it looks."""

    easting: float
    northing: float
    label: str
    colour: str
    hollow: bool
    radius_pt: float


def gather(points: Sequence[MapPoint], page: _Page, scale: Scale) -> tuple[Marker, ...]:
    """Return the markers: offences at one place, as far as the sheet can tell, share one."""
    groups: list[list[MapPoint]] = []
    for point in points:
        near = next((each for each in groups if _touch(each[0], point, page, scale)), None)
        if near is None:
            groups.append([point])
        else:
            near.append(point)
    return tuple(_marker(group, scale) for group in groups)


def _touch(one: MapPoint, other: MapPoint, page: _Page, scale: Scale) -> bool:
    apart = math.hypot(one.easting - other.easting, one.northing - other.northing)
    room = scale.marker * 0.35 * page.metres_a_point
    return one.colour == other.colour and apart <= room


def _marker(group: list[MapPoint], scale: Scale) -> Marker:
    labels = [each.label for each in group]
    said = ", ".join(labels) if len(labels) <= 3 else f"{labels[0]}–{labels[-1]} ({len(labels)})"
    east = sum(each.easting for each in group) / len(group)
    north = sum(each.northing for each in group) / len(group)
    return Marker(
        east, north, said, group[0].colour, all(each.hollow for each in group),
        scale.marker,
    )  # fmt: skip


def _prepare(axes: Axes, frame: Frame, ground: Ground | None) -> None:
    axes.set_xlim(frame[0], frame[2])
    axes.set_ylim(frame[1], frame[3])
    axes.set_aspect("equal", adjustable="box")
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_facecolor(LIGHT_GROUND.sea if ground is not None else "#f3f5f8")
    for spine in axes.spines.values():
        spine.set_visible(True)
        spine.set_color("#b4c2cd")
        spine.set_linewidth(0.6)


def _draw_ground(axes: Axes, ground: Ground, frame: Frame) -> None:
    land = list(within(ground.land, frame))
    axes.add_collection(
        PolyCollection(land, facecolors=LIGHT_GROUND.land, edgecolors=LIGHT_GROUND.coast, linewidths=0.5)
    )
    lakes = list(within(ground.lakes, frame))
    axes.add_collection(PolyCollection(lakes, facecolors=LIGHT_GROUND.water, edgecolors="none"))
    for lines, colour, width, dash in (
        (ground.rivers, LIGHT_GROUND.water, 0.9, "solid"),
        (ground.borders, LIGHT_GROUND.border, 0.8, (0, (4, 2))),
    ):
        axes.add_collection(
            LineCollection(list(within(lines, frame)), colors=colour, linewidths=width, linestyles=dash)
        )


def _draw_areas(axes: Axes, areas: tuple[tuple[str, Floats], ...], frame: Frame) -> None:
    for outline in within(tuple(each for _, each in areas), frame):
        axes.add_patch(Polygon(outline, closed=True, fill=False, edgecolor="#8f86a3", linewidth=0.8))


def _draw_ellipse(axes: Axes, sheet: MapSheet) -> None:
    if sheet.ellipse is not None and sheet.points:
        colour = sheet.points[0].colour
        axes.add_patch(
            Polygon(sheet.ellipse, closed=True, facecolor=colour, edgecolor=colour, alpha=0.12, linewidth=0.7)
        )


def _draw_journey(axes: Axes, points: tuple[MapPoint, ...], page: _Page, scale: Scale) -> None:
    """Draw a line from each offence to the next with an arrowhead half-way; markers lie over its ends."""
    legs = [(a, b) for a, b in pairwise(points) if (a.easting, a.northing) != (b.easting, b.northing)]
    if not legs:
        return
    faint = 0.55 if len(legs) <= 12 else 0.3
    lines = [[(a.easting, a.northing), (b.easting, b.northing)] for a, b in legs]
    colours = [b.colour for _, b in legs]
    axes.add_collection(LineCollection(lines, colors=colours, linewidths=0.8, alpha=faint, zorder=3))
    size = scale.marker * 0.62 * page.metres_a_point
    for a, b in legs:
        east, north = b.easting - a.easting, b.northing - a.northing
        far = math.hypot(east, north)
        if far < 4 * scale.marker * page.metres_a_point:
            continue
        ux, uy = east / far, north / far
        tip_x, tip_y = a.easting + east * 0.55 + ux * size, a.northing + north * 0.55 + uy * size
        head = [
            (tip_x, tip_y),
            (tip_x - 1.9 * size * ux + 0.8 * size * uy, tip_y - 1.9 * size * uy - 0.8 * size * ux),
            (tip_x - 1.9 * size * ux - 0.8 * size * uy, tip_y - 1.9 * size * uy + 0.8 * size * ux),
        ]
        axes.add_patch(
            Polygon(
                head,
                closed=True,
                facecolor=b.colour,
                edgecolor="none",
                alpha=min(1.0, faint + 0.25),
                zorder=3,
            )
        )


def _draw_dots(axes: Axes, dots: Sequence[MapPoint], page: _Page, scale: Scale) -> None:
    """Draw the points without a label at once, so that a month of thousands takes no longer than one of ten."""
    if not dots:
        return
    radius = scale.marker * DOT_SIZE
    axes.scatter(
        [each.easting for each in dots],
        [each.northing for each in dots],
        s=(2 * radius) ** 2,
        c=[PAPER if each.hollow else each.colour for each in dots],
        edgecolors=[each.colour if each.hollow else PAPER for each in dots],
        linewidths=[1.0 if each.hollow else 0.5 for each in dots],
        zorder=5,
    )
    cells = {
        (round(x / radius), round(y / radius))
        for x, y in (page.at(each.easting, each.northing) for each in dots)
    }
    for column, row in sorted(cells):
        x, y = column * radius, row * radius
        page.occupied.take((x - radius, y - radius, x + radius, y + radius))


def _draw_markers(axes: Axes, markers: tuple[Marker, ...], page: _Page, scale: Scale) -> None:
    """Draw the markers; one that would lie over another stands beside its place, tied to it by a thin line."""
    stands = _stands(markers, page, scale)
    for each, (x, y) in zip(markers, stands, strict=True):
        at = page.at(each.easting, each.northing)
        if math.hypot(x - at[0], y - at[1]) > 0.5:
            _draw_tie(axes, each, (x, y), page)
    for each, (x, y) in zip(markers, stands, strict=True):
        _draw_marker(axes, each, page.ground(x, y), page, scale)


def _stands(markers: tuple[Marker, ...], page: _Page, scale: Scale) -> tuple[tuple[float, float], ...]:
    """Return where each marker stands on the sheet, in points: at its place, else at the nearest free spot."""
    stands = []
    for each in markers:
        x, y = page.at(each.easting, each.northing)
        half = _half_width(each, scale)
        spots = ((x, y), *_around(x, y, half + each.radius_pt))
        boxes = [
            (left - half, bottom - each.radius_pt, left + half, bottom + each.radius_pt)
            for left, bottom in spots
        ]
        free = next((place for place, box in enumerate(boxes) if page.occupied.free(box)), 0)
        page.occupied.take(boxes[free])
        stands.append(spots[free])
    return tuple(stands)


def _around(x: float, y: float, reach: float) -> list[tuple[float, float]]:
    """Return spots about a point on widening rings."""
    turns = [math.radians(each) for each in range(20, 380, 30)]
    return [
        (x + ring * reach * math.cos(turn), y + ring * reach * math.sin(turn))
        for ring in (1.0, 1.6, 2.3, 3.1, 4.0)
        for turn in turns
    ]


def _half_width(each: Marker, scale: Scale) -> float:
    wide = _width(each.label, scale.normal) / 2 + 3.0
    return max(each.radius_pt, wide) if len(each.label) > 2 else each.radius_pt


def _draw_tie(axes: Axes, each: Marker, stands: tuple[float, float], page: _Page) -> None:
    """Draw the line from a displaced marker to its place, with a dot there."""
    east, north = page.ground(*stands)
    axes.plot([each.easting, east], [each.northing, north], color=INK, linewidth=0.6, zorder=4)
    axes.plot(
        [each.easting],
        [each.northing],
        marker="o",
        markersize=2.4,
        color=each.colour,
        zorder=4,
        markeredgecolor=PAPER,
        markeredgewidth=0.4,
    )


def _draw_marker(axes: Axes, each: Marker, at: tuple[float, float], page: _Page, scale: Scale) -> None:
    """Draw one marker; a label too long for its circle stands in a rounded box."""
    fill, ink = (PAPER, each.colour) if each.hollow else (each.colour, PAPER)
    short = len(each.label) <= 2
    if short:
        radius = each.radius_pt * page.metres_a_point
        axes.add_patch(Circle(at, radius * 1.16, facecolor=PAPER, edgecolor="none", alpha=0.9, zorder=5))
        axes.add_patch(Circle(at, radius, facecolor=fill, edgecolor=each.colour, linewidth=1.0, zorder=5.1))
    if each.label:
        box = {"boxstyle": "round,pad=0.3", "facecolor": fill, "edgecolor": each.colour, "linewidth": 0.9}
        axes.text(
            *at, each.label, ha="center", va="center_baseline", color=ink, fontsize=scale.normal, fontweight="bold",
            zorder=5.2, bbox=None if short else box,
        )  # fmt: skip


def _draw_site(axes: Axes, sheet: MapSheet, page: _Page, scale: Scale) -> None:
    """Draw the place set off: a square, so that it is not read as an offence."""
    if sheet.site is None:
        return
    east, north, name = sheet.site
    side = scale.marker * 1.7 * page.metres_a_point
    axes.add_patch(
        Rectangle(
            (east - side / 2, north - side / 2),
            side,
            side,
            facecolor="#ffffff",
            edgecolor=INK,
            linewidth=1.6,
            zorder=8,
        )
    )
    x, y = page.at(east, north)
    reach = scale.marker
    page.occupied.take((x - reach, y - reach, x + reach, y + reach))
    _label(axes, page, (x, y), name, scale.normal, INK, reach + 2, bold=True)


def _draw_furniture(axes: Axes, sheet: MapSheet, ground: Ground | None, page: _Page, scale: Scale) -> None:
    """Draw legend, scale bar, north arrow and locator, each in the corner with least under it; the largest first."""
    if sheet.legend:
        _draw_legend(axes, sheet.legend, page, scale)
    _draw_scale_bar(axes, page, scale)
    _draw_north(axes, page, scale)
    high = page.frame[3] - page.frame[1]
    if ground is not None and high < INSET_BEYOND * (GREAT_BRITAIN[3] - GREAT_BRITAIN[1]):
        _draw_locator(axes, ground, page)


def _corner(page: _Page, width: float, height: float) -> Box:
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


def _draw_scale_bar(axes: Axes, page: _Page, scale: Scale) -> None:
    length_m = round_length(page.size[0] * 0.22 * page.metres_a_point)
    width, height = length_m / page.metres_a_point, scale.small * 1.3 + 8
    left, bottom, _, _ = _corner(page, width + 8, height)
    words = f"{length_m / 1000:g} km" if length_m >= 1000 else f"{length_m:g} m"
    _backing(axes, page, (left, bottom, left + width + 8, bottom + height))
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


def _draw_north(axes: Axes, page: _Page, scale: Scale) -> None:
    size = scale.normal * 1.4
    left, bottom, right, top = _corner(page, size * 1.3, size * 2.3)
    middle = (left + right) / 2
    _backing(axes, page, (left, bottom, right, top))
    tip, base = page.ground(middle, bottom + size * 1.35), page.ground(middle, bottom + size * 0.35)
    west, east = page.ground(middle - size * 0.38, bottom + 3), page.ground(middle + size * 0.38, bottom + 3)
    axes.add_patch(Polygon([tip, east, base, west], closed=True, facecolor=INK, edgecolor="none", zorder=9))
    x, y = page.ground(middle, bottom + size * 1.4)
    axes.text(
        x, y, "N", ha="center", va="bottom", fontsize=scale.small, fontweight="bold", color=INK, zorder=9
    )


def _draw_locator(axes: Axes, ground: Ground, page: _Page) -> None:
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


def _draw_legend(axes: Axes, legend: tuple[tuple[str, str], ...], page: _Page, scale: Scale) -> None:
    line = scale.small * 1.5
    width = max(_width(words, scale.small) for _, words in legend) + 18
    height = line * len(legend) + 6
    left, bottom, right, top = _corner(page, width, height)
    _backing(axes, page, (left, bottom, right, top))
    for place, (colour, words) in enumerate(legend):
        y = top - 3 - line * (place + 0.5)
        dot, text = page.ground(left + 7, y), page.ground(left + 13, y)
        axes.add_patch(Circle(dot, 2.4 * page.metres_a_point, facecolor=colour, edgecolor="none", zorder=9))
        axes.text(*text, words, ha="left", va="center_baseline", fontsize=scale.small, color=INK, zorder=9)


def _draw_towns(axes: Axes, ground: Ground, page: _Page, scale: Scale) -> None:
    """Name the largest towns in the frame that find room."""
    west, south, east, north = page.frame
    shown = 0
    for name, (x_m, y_m) in zip(ground.town_names, ground.towns, strict=True):
        if shown >= MOST_TOWNS:
            return
        if not (west < x_m < east and south < y_m < north):
            continue
        x, y = page.at(float(x_m), float(y_m))
        if not page.occupied.free((x - 1, y - 1, x + 1, y + 1)):
            continue
        if _label(axes, page, (x, y), name, scale.small, LIGHT_GROUND.label, 2.6):
            axes.plot([x_m], [y_m], marker="o", markersize=1.5, color=LIGHT_GROUND.label, zorder=2)
            shown += 1


def _draw_area_names(axes: Axes, areas: tuple[tuple[str, Floats], ...], page: _Page, scale: Scale) -> None:
    west, south, east, north = page.frame
    for name, outline in areas:
        middle = outline.mean(axis=0)
        if west < middle[0] < east and south < middle[1] < north:
            _label(axes, page, page.at(*middle), name.upper(), scale.small, "#8f86a3", 0.0)


def _label(  # noqa: PLR0917 - what is written, where, and how it looks
    axes: Axes,
    page: _Page,
    at: tuple[float, float],
    words: str,
    size: float,
    colour: str,
    off: float,
    *,
    bold: bool = False,
) -> bool:
    """Write words about a point where there is room, and tell whether there was."""
    width = _width(words, size) * (1.08 if bold else 1.0)
    box = page.occupied.place_about(*at, width, size * 1.25, off)
    if box is None:
        return False
    from matplotlib.patheffects import withStroke

    x, y = page.ground(box[0], (box[1] + box[3]) / 2)
    axes.text(x, y, words, ha="left", va="center_baseline", fontsize=size, color=colour, zorder=7,
              fontweight="bold" if bold else "normal",
              path_effects=[withStroke(linewidth=1.6, foreground=LIGHT_GROUND.label_halo)])  # fmt: skip
    return True


def _backing(axes: Axes, page: _Page, box: Box) -> None:
    left, bottom = page.ground(box[0], box[1])
    right, top = page.ground(box[2], box[3])
    axes.add_patch(
        Rectangle(
            (left, bottom),
            right - left,
            top - bottom,
            facecolor=PAPER,
            edgecolor="none",
            alpha=0.82,
            zorder=8.5,
        )
    )


def _width(words: str, size: float) -> float:
    return len(words) * size * LETTER_WIDTH


def round_length(metres: float) -> float:
    """Return the largest round length (1, 2 or 5 times a power of ten) not above `metres`.

    >>> round_length(7_300.0)
    5000.0
    """
    power = 10.0 ** math.floor(math.log10(metres))
    return max(step * power for step in SCALE_STEPS if step * power <= metres)


__all__ = ["MUTED", "MapPoint", "MapSheet", "draw_map", "frame_of", "round_length"]
