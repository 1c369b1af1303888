"""The chart of counts by month: what its colours say, and that the same numbers make the same bytes."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from sac_dash.briefing.document import Picture
from sac_dash.briefing.paper.sheet import Burned
from sac_dash.briefing.paper.trend_chart import ACCENT as ABOVE
from sac_dash.briefing.paper.trend_chart import PALE, USUAL, WARN, TrendBar, TrendMark, draw_trend_chart


def bar(n: int | None, *, outside: bool = False, settled: bool = True, ranged: bool = True) -> TrendBar:
    lower, upper = (2, 8) if ranged else (None, None)
    return TrendBar("May 26", n, lower, upper, outside, settled)


def drawn(*bars: TrendBar, marks: tuple[TrendMark, ...] = ()) -> Picture:
    return draw_trend_chart(bars, 4.0, 1.5, Burned("OFFICIAL"), alt="counts", marks=marks)


def colours(picture: Picture) -> set[str]:
    """Return the colours that fill more than a hundredth of the picture."""
    pixels = np.array(Image.open(BytesIO(picture.png)).convert("RGB")).reshape(-1, 3)
    found, counts = np.unique(pixels, axis=0, return_counts=True)
    return {"#{:02x}{:02x}{:02x}".format(*each) for each in found[counts > len(pixels) / 100]}


@pytest.mark.parametrize(
    ("month", "colour"),
    [
        (bar(5), USUAL),
        (bar(12, outside=True), ABOVE),
        (bar(1, outside=True), WARN),
        (bar(5, settled=False), PALE),
        (bar(5, ranged=False), USUAL),
    ],
)
def test_a_colour_says_where_the_count_lies(month: TrendBar, colour: str) -> None:
    assert colour in colours(drawn(month))


def test_a_month_without_data_has_no_bar() -> None:
    assert not {USUAL, PALE, ABOVE, WARN} & colours(drawn(bar(None)))


def test_the_same_numbers_make_the_same_bytes() -> None:
    marks = (
        TrendMark(0.5, "Two arrests"),
        TrendMark(0.6, "An operation with a name too long to be written out"),
    )
    one, other = (drawn(bar(5), bar(9, outside=True), marks=marks) for _ in range(2))
    assert (one.png, one.svg) == (other.png, other.svg)
    assert Image.open(BytesIO(one.png)).size == (1200, 450)


def test_thirty_six_months_and_nothing_at_all_can_be_drawn() -> None:
    assert drawn(*[bar(n % 7) for n in range(36)]).png
    assert drawn(bar(0, ranged=False)).png
