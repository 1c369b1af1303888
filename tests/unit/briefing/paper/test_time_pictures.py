"""Windows and hours on paper: bars as wide as windows, silence written, the same bytes each time."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl
from PIL import Image

from sac_dash.briefing.paper.sheet import Burned
from sac_dash.briefing.paper.timeline_strip import Window, draw_strip
from sac_dash.briefing.paper.week_hours import draw_week_hours
from sac_dash.patterns.aoristic import HourTable, spread_hours
from sac_dash.patterns.time_windows import read_windows

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
BURNED = Burned("OFFICIAL")


def coloured(png: bytes, colour: tuple[int, int, int]) -> int:
    image = np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)
    return int((np.abs(image - np.array(colour)).sum(axis=2) < 90).sum())


def strip(*hours: int) -> bytes:
    windows = tuple(
        Window(n, START + timedelta(days=10 * n), START + timedelta(days=10 * n, hours=each))
        for n, each in enumerate(hours)
    )
    return draw_strip(windows, START + timedelta(days=60), "#0072b2", 5.0, 0.8, BURNED, alt="A").png


def test_a_wide_window_is_a_wide_bar() -> None:
    assert coloured(strip(4, 96), (64, 149, 197)) > 1.5 * coloured(strip(4, 4), (64, 149, 197))
    assert strip(4, 96) == strip(4, 96)


def test_the_hours_of_the_week_say_what_they_rest_on() -> None:
    frame = pl.DataFrame(
        {
            "from_at": [START + timedelta(days=n) for n in range(8)],
            "to_at": [START + timedelta(days=n, hours=3) for n in range(8)],
            "when_precision": ["minute"] * 8,
        },
        schema_overrides={"from_at": pl.Datetime("us", "UTC"), "to_at": pl.Datetime("us", "UTC")},
    )
    table = spread_hours(read_windows(frame))
    assert isinstance(table, HourTable)
    one, two = (draw_week_hours(table, 3.1, 2.4, BURNED) for _ in range(2))
    assert one.png == two.png
    assert one.caption.startswith("n = 8, worth ")
    assert "8 offences" in one.alt
