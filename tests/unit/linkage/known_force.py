"""A force for the learning tests: gangs keep to their tool and their towns, others do whatever."""

from __future__ import annotations

import numpy as np
import polars as pl

from .conftest import build_offences, build_tags

TOOLS, POINTS = 12, 6


def known_force(
    seed: int = 1, series: int = 12, size: int = 5, others: int = 240
) -> tuple[pl.DataFrame, pl.DataFrame, np.ndarray]:
    """Return offences, tags and each offence's series (-1: none): tools tell gangs apart, entry does not."""
    rng = np.random.default_rng(seed)
    own = np.r_[np.repeat(np.arange(series), size), np.full(others, -1)]
    homes, starts = rng.uniform(0, 60, (series, 2)), rng.uniform(0, 600, series)
    tools = rng.integers(TOOLS, size=series)
    rows, tags = [], []
    for row, gang in enumerate(own):
        at_home = gang >= 0
        place = homes[gang] + rng.normal(0, 2, 2) if at_home else rng.uniform(0, 60, 2)
        day = starts[gang] + rng.uniform(0, 40) if at_home else rng.uniform(0, 640)
        rows.append({"day": float(day), "km": (float(place[0]), float(place[1]))})
        tool = tools[gang] if at_home and rng.random() < 0.9 else rng.integers(TOOLS)
        tags += [(row, "tool", f"tool_{tool}"), (row, "entry_point", f"point_{rng.integers(POINTS)}")]
    return build_offences(rows), build_tags(tags), own


def known_frame(own: np.ndarray, series: int) -> pl.DataFrame:
    """Return the first `series` series as a frame of row and series."""
    rows = np.flatnonzero((own >= 0) & (own < series))
    return pl.DataFrame({"row": rows, "series": [f"Op {own[row]}" for row in rows]})
