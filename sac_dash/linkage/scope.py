"""Which offences can be linked at all: enablers stand in chains, and a month is no time."""

from __future__ import annotations

import polars as pl

from sac_dash.domain.offence_class import LINKED_CLASSES
from sac_dash.domain.when import WhenPrecision


def linkable(offences: pl.DataFrame) -> pl.Series:
    """Return which offences can be linked: of a linked class, and timed more finely than a month."""
    linked = pl.col("offence_class").is_in([name.value for name in LINKED_CLASSES])
    fine = pl.col("when_precision") != WhenPrecision.MONTH.value
    return offences.select(linkable=(linked & fine).fill_null(value=False)).to_series()
