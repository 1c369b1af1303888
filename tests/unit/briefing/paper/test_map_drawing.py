"""The map is in the picture: each marker where its offence is, none over another, the same bytes each time."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from sac_dash.briefing.paper.map_drawing import draw_map
from sac_dash.briefing.paper.map_furniture import round_length
from sac_dash.briefing.paper.map_markers import draw_markers, gather, take_site
from sac_dash.briefing.paper.map_page import Page, frame_of
from sac_dash.briefing.paper.map_sheet import MapPoint, MapSheet
from sac_dash.briefing.paper.placing import Occupied
from sac_dash.briefing.paper.sheet import DPI, MARKING_IN, ON_PAPER, Burned, axes_on, new_sheet

BURNED = Burned("OFFICIAL-SENSITIVE", invented=True)
COLOUR = "#d55e00"
WIDE, HIGH = 3.2, 2.4
GRID = "EPSG:27700"


def points(*places: tuple[float, float], hollow: bool = False) -> tuple[MapPoint, ...]:
    return tuple(MapPoint(x, y, str(n), COLOUR, hollow) for n, (x, y) in enumerate(places, start=1))


def drawn(sheet: MapSheet, burned: Burned = BURNED) -> np.ndarray:
    picture = draw_map(sheet, WIDE, HIGH, burned, alt="A map")
    assert picture is not None
    return np.asarray(Image.open(io.BytesIO(picture.png)).convert("RGB"))


def pixel_of(sheet: MapSheet, point: MapPoint) -> tuple[int, int]:
    """Return row and column of a place: the axes stand .02 in from the edges and over the marking's strip."""
    west, south, east, north = frame_of(sheet, WIDE - 0.04, HIGH - MARKING_IN - 0.02)
    x = 0.02 + (point.easting - west) / (east - west) * (WIDE - 0.04)
    y = MARKING_IN + (point.northing - south) / (north - south) * (HIGH - MARKING_IN - 0.02)
    return round((HIGH - y) * DPI), round(x * DPI)


def has_colour(image: np.ndarray, at: tuple[int, int], reach: int = 26) -> bool:
    row, column = at
    part = image[max(0, row - reach) : row + reach, max(0, column - reach) : column + reach].reshape(-1, 3)
    wanted = np.array([int(COLOUR[k : k + 2], 16) for k in (1, 3, 5)])
    return bool((np.abs(part.astype(int) - wanted).sum(axis=1) < 30).any())


SHEETS = {
    "local": points((351_000, 274_000), (353_000, 275_500), (349_500, 271_000)),
    "travelling": points((351_000, 274_000), (433_000, 434_000), (530_000, 180_000), (325_000, 673_000)),
    "one place": points((351_000, 274_000), (351_000, 274_000)),
    "attempts": points((351_000, 274_000), (356_000, 279_000), hollow=True),
}


@pytest.mark.parametrize("name", SHEETS)
def test_every_marker_stands_at_its_place(name: str) -> None:
    sheet = MapSheet(SHEETS[name], GRID)
    image = drawn(sheet)
    blank = drawn(MapSheet((), GRID, site=(*frame_middle(sheet), "")))
    assert (image != blank).any()
    for point in sheet.points:
        assert has_colour(image, pixel_of(sheet, point)), point


def frame_middle(sheet: MapSheet) -> tuple[float, float]:
    west, south, east, north = frame_of(sheet, WIDE, HIGH)
    return (west + east) / 2, (south + north) / 2


def test_the_same_sheet_is_the_same_bytes() -> None:
    one, two = (draw_map(MapSheet(SHEETS["local"], GRID), WIDE, HIGH, BURNED, alt="A") for _ in range(2))
    assert one is not None
    assert two is not None
    assert (one.png, one.svg) == (two.png, two.svg)


def test_the_marking_is_burned_in() -> None:
    sheet = MapSheet(SHEETS["local"], GRID)
    strip = slice(round((HIGH - MARKING_IN) * DPI) + 4, None)
    assert (drawn(sheet)[strip] < 200).any()
    assert (drawn(sheet)[strip] != drawn(sheet, Burned("OFFICIAL"))[strip]).any()


def test_nothing_with_a_place_is_no_map() -> None:
    assert draw_map(MapSheet((), GRID), WIDE, HIGH, BURNED, alt="A") is None


def test_other_metres_have_no_ground_and_that_is_said() -> None:
    picture = draw_map(
        MapSheet(points((10.0, 20.0), (900.0, 70.0)), "local-metres"), WIDE, HIGH, BURNED, alt="A"
    )
    assert picture is not None
    assert "No background map: places are in local-metres" in picture.caption


def test_one_point_still_shows_its_surroundings() -> None:
    west, south, east, north = frame_of(MapSheet(points((351_000, 274_000)), GRID), 3.0, 2.0)
    assert east - west >= 4_000
    assert (east - west) / (north - south) == pytest.approx(1.5)


@pytest.mark.parametrize(("metres", "length"), [(7_300, 5_000), (999, 500), (20_000, 20_000), (1_999, 1_000)])
def test_a_scale_bar_is_a_round_length(metres: float, length: float) -> None:
    assert round_length(metres) == length


def test_labels_are_never_laid_over_one_another() -> None:
    held = Occupied((0, 0, 100, 100))
    boxes = [held.place_about(50, 50, 30, 10, 4) for _ in range(12)]
    placed = [each for each in boxes if each is not None]
    assert len(placed) < 12  # there is not room for all, and what has none is left out
    for place, one in enumerate(placed):
        for other in placed[place + 1 :]:
            assert one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]


def test_the_spread_is_on_the_map_and_not_cut_off() -> None:
    spread = np.array([(340_000.0, 270_000.0), (360_000.0, 300_000.0), (352_000.0, 262_000.0)])
    west, south, east, north = frame_of(MapSheet(SHEETS["local"], GRID, ellipse=spread), WIDE, HIGH)
    assert west < 340_000 < 360_000 < east
    assert south < 262_000 < 300_000 < north


def test_an_offence_at_the_place_briefed_on_has_its_marker_beside_it() -> None:
    at = (351_000.0, 274_000.0)
    sheet = MapSheet(points(at, (356_000, 279_000)), GRID, site=(*at, "Shop"))
    page = Page(frame_of(sheet, WIDE, HIGH), WIDE, HIGH)
    take_site(sheet, page, ON_PAPER)
    square = page.occupied.taken[0]
    draw_markers(
        axes_on(new_sheet(WIDE, HIGH), 0, 0, 0, 0), gather(sheet.points, page, ON_PAPER), page, ON_PAPER
    )
    assert not any(_over(square, each) for each in page.occupied.taken[1:])


def _over(one, other) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
