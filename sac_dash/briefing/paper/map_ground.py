"""What lies under the offences on a map: coast, water and borders, areas, the spread, and the names of places."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.patches import Polygon

from sac_dash.briefing.paper.ground import Ground, within
from sac_dash.briefing.paper.map_letters import write_label
from sac_dash.briefing.paper.map_page import Frame, Page
from sac_dash.briefing.paper.map_sheet import Floats, MapSheet
from sac_dash.briefing.paper.sheet import Scale
from sac_dash.figures.palette import LIGHT_GROUND

MOST_TOWNS = 14
AREA_INK = "#8f86a3"


def prepare(axes: Axes, frame: Frame, ground: Ground | None) -> None:
    """Set axes to a frame in metres, the sea under it, a thin line about it."""
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


def draw_ground(axes: Axes, ground: Ground, frame: Frame) -> None:
    """Draw land, lakes, rivers and borders that touch the frame."""
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


def draw_areas(axes: Axes, areas: tuple[tuple[str, Floats], ...], frame: Frame) -> None:
    """Draw the outlines of areas; their names come last, where room is left."""
    for outline in within(tuple(each for _, each in areas), frame):
        axes.add_patch(Polygon(outline, closed=True, fill=False, edgecolor=AREA_INK, linewidth=0.8))


def draw_ellipse(axes: Axes, sheet: MapSheet) -> None:
    """Draw the outline of the spread, where there is one."""
    if sheet.ellipse is not None and sheet.points:
        colour = sheet.points[0].colour
        axes.add_patch(
            Polygon(sheet.ellipse, closed=True, facecolor=colour, edgecolor=colour, alpha=0.12, linewidth=0.7)
        )


def draw_towns(axes: Axes, ground: Ground, page: Page, scale: Scale) -> None:
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
        if write_label(axes, page, (x, y), name, scale.small, LIGHT_GROUND.label, 2.6):
            axes.plot([x_m], [y_m], marker="o", markersize=1.5, color=LIGHT_GROUND.label, zorder=2)
            shown += 1


def draw_area_names(axes: Axes, areas: tuple[tuple[str, Floats], ...], page: Page, scale: Scale) -> None:
    """Name the areas whose middle is on the map and finds room."""
    west, south, east, north = page.frame
    for name, outline in areas:
        middle = outline.mean(axis=0)
        if west < middle[0] < east and south < middle[1] < north:
            write_label(axes, page, page.at(*middle), name.upper(), scale.small, AREA_INK, 0.0)
