"""How common each behaviour is among the offences of its class, the same for every page."""

from __future__ import annotations

import polars as pl

from sac_dash.dashboard import state
from sac_dash.store import Generation


@state.per_generation
def class_rates(generation: Generation) -> dict[str, pl.DataFrame]:
    """Return the rates of a generation's behaviours, by class of offence, from the codes as they were read."""
    return generation.class_rates
