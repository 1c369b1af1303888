"""A map for paper drawn: the ground, the journey, the markers, what it is read by, in metres of the National Grid.

The order is the order of drawing and of taking room: what matters most is placed first.
"""

from __future__ import annotations

from sac_dash.briefing.document import Picture
from sac_dash.briefing.paper.ground import NATIONAL_GRID, national_ground
from sac_dash.briefing.paper.map_furniture import draw_furniture
from sac_dash.briefing.paper.map_ground import (
    draw_area_names,
    draw_areas,
    draw_ellipse,
    draw_ground,
    draw_towns,
    prepare,
)
from sac_dash.briefing.paper.map_journey import draw_journey
from sac_dash.briefing.paper.map_markers import draw_dots, draw_markers, draw_site, gather, take_site
from sac_dash.briefing.paper.map_page import Page, frame_of
from sac_dash.briefing.paper.map_sheet import MapSheet
from sac_dash.briefing.paper.sheet import MARKING_IN, ON_PAPER, Burned, Scale, axes_on, finish, new_sheet


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
    prepare(axes, frame, ground)
    page = Page(frame, width_in - 0.04, height_in - MARKING_IN - 0.02)
    if ground is not None:
        draw_ground(axes, ground, frame)
    draw_areas(axes, sheet.areas, frame)
    markers = gather([each for each in sheet.points if each.label], page, scale)
    draw_ellipse(axes, sheet)
    if sheet.journey:
        draw_journey(axes, sheet.points, page, scale)
    draw_dots(axes, [each for each in sheet.points if not each.label], page, scale)
    take_site(sheet, page, scale)
    draw_markers(axes, markers, page, scale)
    draw_site(axes, sheet, page, scale)
    draw_furniture(axes, sheet, ground, page, scale)
    if ground is not None:
        draw_towns(axes, ground, page, scale)
    draw_area_names(axes, sheet.areas, page, scale)
    said = (
        caption if ground is not None else f"{caption} No background map: places are in {sheet.crs}.".strip()
    )
    return finish(figure, key, alt, burned, caption=said, scale=scale)
