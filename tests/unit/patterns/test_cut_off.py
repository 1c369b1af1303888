"""The data reach up to the latest recording or window's end, whichever is later."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
import pytest

from sac_dash.domain.columns import OFFENCES, empty
from sac_dash.patterns.cut_off import data_cut_off

EARLY, LATE = datetime(2026, 1, 2, tzinfo=UTC), datetime(2026, 1, 5, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("recorded", "ended", "expected"), [(EARLY, LATE, LATE), (LATE, EARLY, LATE), (None, EARLY, EARLY)]
)
def test_the_later_of_recording_and_windows_end(
    recorded: datetime | None, ended: datetime, expected: datetime
) -> None:
    row = pl.DataFrame(
        {"recorded_at": [recorded, None], "from_at": [EARLY, EARLY], "to_at": [ended, EARLY]},
        schema={name: OFFENCES[name] for name in ("recorded_at", "from_at", "to_at")},
    )
    assert data_cut_off(pl.concat([empty(OFFENCES), row], how="diagonal")) == expected


def test_no_offences_reach_nowhere() -> None:
    assert data_cut_off(empty(OFFENCES)) is None
