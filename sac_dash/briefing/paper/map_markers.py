"""The markers on a map: offences at one place share one, attempts are hollow, none lies over another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Circle, Rectangle

from sac_dash.briefing.paper.map_letters import width_of, write_label
from sac_dash.briefing.paper.map_page import Page
from sac_dash.briefing.paper.map_sheet import MapPoint, MapSheet
from sac_dash.briefing.paper.sheet import INK, PAPER, Scale

DOT_SIZE = 0.42  # of a marker's radius: a point without a label


@dataclass(frozen=True)
class Marker:
    """One marker: where, what stands in it, how wide it is in points, and how it looks."""

    easting: float
    northing: float
    label: str
    colour: str
    hollow: bool
    radius_pt: float


def gather(points: Sequence[MapPoint], page: Page, scale: Scale) -> tuple[Marker, ...]:
    """Return the markers: offences at one place, as far as the sheet can tell, share one."""
    groups: list[list[MapPoint]] = []
    for point in points:
        near = next((each for each in groups if _touch(each[0], point, page, scale)), None)
        if near is None:
            groups.append([point])
        else:
            near.append(point)
    return tuple(_marker(group, scale) for group in groups)


def draw_dots(axes: Axes, dots: Sequence[MapPoint], page: Page, scale: Scale) -> None:
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


def draw_markers(axes: Axes, markers: tuple[Marker, ...], page: Page, scale: Scale) -> None:
    """Draw the markers; one that would lie over another stands beside its place, tied to it by a thin line."""
    stands = _stands(markers, page, scale)
    for each, (x, y) in zip(markers, stands, strict=True):
        at = page.at(each.easting, each.northing)
        if math.hypot(x - at[0], y - at[1]) > 0.5:
            _draw_tie(axes, each, (x, y), page)
    for each, (x, y) in zip(markers, stands, strict=True):
        _draw_marker(axes, each, page.ground(x, y), page, scale)


def take_site(sheet: MapSheet, page: Page, scale: Scale) -> None:
    """Keep the spot of the place set off free: an offence there has its marker beside it, tied to it."""
    if sheet.site is not None:
        x, y = page.at(*sheet.site[:2])
        page.occupied.take((x - scale.marker, y - scale.marker, x + scale.marker, y + scale.marker))


def draw_site(axes: Axes, sheet: MapSheet, page: Page, scale: Scale) -> None:
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
    write_label(axes, page, (x, y), name, scale.normal, INK, reach + 2, bold=True)


def _touch(one: MapPoint, other: MapPoint, page: Page, scale: Scale) -> bool:
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


def _stands(markers: tuple[Marker, ...], page: Page, scale: Scale) -> tuple[tuple[float, float], ...]:
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
    wide = width_of(each.label, scale.normal) / 2 + 3.0
    return max(each.radius_pt, wide) if len(each.label) > 2 else each.radius_pt


def _draw_tie(axes: Axes, each: Marker, stands: tuple[float, float], page: Page) -> None:
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


def _draw_marker(axes: Axes, each: Marker, at: tuple[float, float], page: Page, scale: Scale) -> None:
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
