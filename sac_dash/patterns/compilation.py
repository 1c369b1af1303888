"""Compile the counting kernels ahead of the first look: an invented handful goes through each."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np

from sac_dash.patterns.alerts.near_pairs import count_near, count_within
from sac_dash.patterns.near_repeats import KnoxParameters, count_near_repeats
from sac_dash.patterns.space_time_scan import ScanParameters, scan_recent
from sac_dash.patterns.time_windows import DAY_S, TimeWindows


def warm_up() -> None:
    """Test a few made-up offences for near repeats, neighbours and clusters."""
    n = 12
    start = np.arange(n, dtype=np.int64) * DAY_S
    windows = TimeWindows(start, start + 60, np.ones(n, dtype=bool), "UTC")
    x, y = np.linspace(0.0, 550.0, n), np.zeros(n)
    few = KnoxParameters(shuffles=1, least_n=2)
    count_near_repeats(x, y, windows, np.arange(n), (100.0,), seed=0, parameters=few)
    count_near(x, y, start / DAY_S, np.arange(n), band_m=(-1.0, 100.0))
    count_within((x, y, np.arange(n)), (x, y, np.arange(n)), 100.0)
    scan_recent(
        x,
        y,
        windows,
        as_of=datetime.fromtimestamp(n * DAY_S, UTC),
        seed=0,
        parameters=ScanParameters(shuffles=1, least_n=2, least_cases=2),
    )
