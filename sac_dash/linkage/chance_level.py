"""What shuffled files held, as a frame and plain values: kept with the links of a run for the next update."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from sac_dash.domain.columns import CHANCE_LEVEL, empty
from sac_dash.linkage.chance_check import ChanceLevel


def level_frame(level: ChanceLevel | None) -> pl.DataFrame:
    """Return what shuffled pools held (``CHANCE_LEVEL``); nothing where nothing was shuffled."""
    if level is None:
        return empty(CHANCE_LEVEL)
    return pl.DataFrame({"size": level.size, "tightness": level.tightness}, schema=dict(CHANCE_LEVEL))


def describe_level(level: ChanceLevel | None) -> dict[str, Any]:
    """Return what is to be known of the frame beside it, for the run's model."""
    return {} if level is None else {"chance": {"pools": level.pools, "times": level.times}}


def level_from(frame: pl.DataFrame, model: Mapping[str, Any]) -> ChanceLevel | None:
    """Return the level that a run kept; None where it measured none."""
    said = model.get("chance")
    if said is None:
        return None
    size = frame["size"].to_numpy().astype(np.int64)
    return ChanceLevel(size, frame["tightness"].to_numpy(), int(said["pools"]), float(said["times"]))
