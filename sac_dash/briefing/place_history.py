"""What happened before at a place and about it: here, within 200 metres, within a kilometre; plant stolen near.

Only offences that are linked are counted as history. Plant thefts stand apart: they are what an attack with
plant may come from. Farms and plant hirers are not on record, so nothing is said of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import polars as pl

from sac_dash.briefing.place_asked import AskedPlace, with_place
from sac_dash.briefing.source import BriefingSource
from sac_dash.domain.offence_class import OffenceClass
from sac_dash.patterns.enabler_thefts import EnablerKind, tell_enablers
from sac_dash.patterns.reflex_queries import adjoining, distances_m, same_premises

LINKED = (OffenceClass.ATM_ATTACK.value, OffenceClass.COMMERCIAL_BURGLARY.value)


@dataclass(frozen=True)
class HistoryParameters:
    """How far is near, and how long ago is lately.

    Parameters
    ----------
    next_door_m, around_m
        Rings about the place (200, 1,000).
    plant_km, plant_days
        Within which plant thefts are listed (20 km, 28 days to the end of the data).
    """

    next_door_m: float = 200.0
    around_m: float = 1_000.0
    plant_km: float = 20.0
    plant_days: float = 28.0


HISTORY = HistoryParameters()


@dataclass(frozen=True)
class PlantTheft:
    """A plant theft near the place: its row in the offences, and how far off in kilometres."""

    row: int
    away_km: float


@dataclass(frozen=True)
class PlaceHistory:
    """What is on record about a place; rows are positions in the offences, the latest first.

    Parameters
    ----------
    here
        At these premises, the offence the place was asked for by included.
    next_door, around
        Within the first ring without those here, and within the second without those of the first; None where
        the place is not known.
    plant
        The nearest first; None where the place is not known.
    """

    here: tuple[int, ...]
    next_door: tuple[int, ...] | None
    around: tuple[int, ...] | None
    plant: tuple[PlantTheft, ...] | None

    @property
    def rows(self) -> tuple[int, ...]:
        """Return every linked offence within the rings."""
        return (*self.here, *(self.next_door or ()), *(self.around or ()))


def history_of(
    source: BriefingSource, place: AskedPlace, parameters: HistoryParameters = HISTORY
) -> PlaceHistory:
    """Return what happened at a place and about it."""
    offences = with_place(source, place)
    own = offences.height - 1
    linked = set(np.flatnonzero(source.offences["offence_class"].is_in(LINKED).to_numpy()).tolist())
    here = [row for row in same_premises(offences, own) if row in linked]
    if place.easting is None or place.northing is None:
        return PlaceHistory(tuple(here), None, None, None)
    next_door = [row for row in adjoining(offences, own, parameters.next_door_m, here) if row in linked]
    near = [*here, *next_door]
    around = [row for row in adjoining(offences, own, parameters.around_m, near) if row in linked]
    plant = _plant(source, distances_m(offences, own)[:own], parameters)
    return PlaceHistory(tuple(here), tuple(next_door), tuple(around), plant)


def _plant(
    source: BriefingSource, away_m: np.ndarray, parameters: HistoryParameters
) -> tuple[PlantTheft, ...]:
    since = source.as_of - timedelta(days=parameters.plant_days)
    lately = source.offences.select(
        (pl.col("offence_class") == OffenceClass.ENABLER.value) & (pl.col("to_at") >= since)
    ).to_series()
    rows = np.flatnonzero(lately.to_numpy() & (away_m <= parameters.plant_km * 1_000.0)).tolist()
    if not rows:
        return ()
    kinds = tell_enablers(source.offences[rows])
    found = [
        PlantTheft(row, float(away_m[row]) / 1_000.0)
        for row, kind in zip(rows, kinds, strict=True)
        if kind is EnablerKind.PLANT
    ]
    return tuple(sorted(found, key=lambda each: (each.away_km, each.row)))
