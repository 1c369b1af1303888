"""Invented windows for the tests of this room."""

from __future__ import annotations

import numpy as np

from sac_dash.patterns.time_windows import TimeWindows

from .offences import at


def windows(*pairs: tuple[str, str], zone: str = "Europe/London") -> TimeWindows:
    """Return windows from pairs of ISO times (UTC)."""
    start, end = (np.array([int(at(pair[k]).timestamp()) for pair in pairs], dtype=np.int64) for k in (0, 1))
    return between(start, end, zone)


def between(start_s: np.ndarray, end_s: np.ndarray, zone: str = "Europe/London") -> TimeWindows:
    """Return windows from seconds since 1970."""
    return TimeWindows(start_s.astype(np.int64), end_s.astype(np.int64), np.ones(len(start_s), bool), zone)
