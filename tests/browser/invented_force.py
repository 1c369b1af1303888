"""A small invented force for tests of the dashboard: known series, known places, no pipeline."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl

from sac_dash.domain import columns
from sac_dash.store import GenerationFrames

TOWNS = {
    "Worcester": (-2.220, 52.192),
    "Shrewsbury": (-2.753, 52.708),
    "Hereford": (-2.716, 52.057),
    "Telford": (-2.445, 52.677),
    "Redditch": (-1.945, 52.309),
    "Kidderminster": (-2.249, 52.388),
    "Ludlow": (-2.718, 52.368),
    "Evesham": (-1.947, 52.092),
}
PREMISES = ("Convenience store", "Petrol station", "Retail unit", "Warehouse", "Golf club", "School")
CUT_OFF = datetime(2026, 5, 30, 6, 40, tzinfo=UTC)
DAYS = 730
SERIES_SIZES = (3, 4, 4, 5, 5, 6, 7, 8, 9, 12)


def invented_frames(offences: int = 420, seed: int = 7) -> GenerationFrames:
    """Return a force of `offences`, the first of which make up the series of SERIES_SIZES."""
    rng = np.random.default_rng(seed)
    centres = np.array(list(TOWNS.values()))
    names = np.array(list(TOWNS))
    series = np.concatenate([np.full(size, index) for index, size in enumerate(SERIES_SIZES)])
    series = np.concatenate([series, np.full(offences - len(series), -1)])
    town = rng.integers(0, len(centres), offences)
    place = centres[town] + rng.normal(0, [0.05, 0.03], (offences, 2))
    start_day = rng.uniform(0, DAYS - 3, offences)
    for index, _ in enumerate(SERIES_SIZES):
        mine = np.flatnonzero(series == index)
        home = centres[index % len(centres)]
        spread = 0.30 if index % 3 == 0 else 0.06
        place[mine] = home + rng.normal(0, [spread, spread * 0.6], (len(mine), 2))
        start_day[mine] = np.sort(rng.uniform(0, 90, len(mine))) + DAYS - 110 - 55 * (9 - index)
    klass = rng.choice(["commercial_burglary", "atm_attack", "enabler"], offences, p=[0.76, 0.06, 0.18])
    klass[series == 9] = "atm_attack"
    start = [CUT_OFF - timedelta(days=DAYS) + timedelta(days=float(day)) for day in start_day]
    end = [
        moment + timedelta(hours=float(hours))
        for moment, hours in zip(start, rng.gamma(1.4, 7, offences), strict=True)
    ]
    frame = pl.DataFrame(
        {
            "offence_key": [f"Invented:{22000 + n}/26" for n in range(offences)],
            "crime_ref": [f"{22000 + n}/26" for n in range(offences)],
            "force": ["Invented"] * offences,
            "offence_title": ["Burglary - business and community"] * offences,
            "offence_class": klass,
            "attempt": rng.random(offences) < 0.1,
            "recorded_at": [min(moment + timedelta(hours=9), CUT_OFF) for moment in end],
            "from_at": start,
            "to_at": end,
            "when_precision": ["minute"] * offences,
            "longitude": place[:, 0],
            "latitude": place[:, 1],
            "premises_type": rng.choice(PREMISES, offences),
            "premises_name": [f"{name} store <{n}>" for n, name in enumerate(names[town])],
            "town": names[town],
            "mo_text": ["Forced rear door, took tobacco"] * offences,
            "source_row": np.arange(2, offences + 2),
        }
    )
    frame = _with_metres(frame).with_columns(
        longitude=_some_unknown("longitude"), latitude=_some_unknown("latitude")
    )
    return GenerationFrames(
        offences=_typed(frame, columns.OFFENCES),
        members=_members(series),
        series=_series(series, frame),
        quality={"invented": True},
    )


def _with_metres(frame: pl.DataFrame) -> pl.DataFrame:
    from pyproj import Transformer

    east, north = Transformer.from_crs(4326, 27700, always_xy=True).transform(
        frame["longitude"].to_numpy(), frame["latitude"].to_numpy()
    )
    return frame.with_columns(
        easting=pl.Series(east), northing=pl.Series(north), crs=pl.lit("EPSG:27700"), value_gbp=pl.lit(1200.0)
    )


def _some_unknown(name: str) -> pl.Expr:
    return pl.when(pl.int_range(pl.len()) % 60 == 59).then(None).otherwise(pl.col(name))


def _members(series: np.ndarray) -> pl.DataFrame:
    rows = np.flatnonzero(series >= 0)
    frame = pl.DataFrame(
        {
            "row": rows,
            "series_id": [f"S-{series[row] + 101}" for row in rows],
            "membership_prob": np.full(len(rows), 0.9),
            "role": ["core"] * len(rows),
        }
    )
    return _typed(frame, columns.SERIES_MEMBERS)


def _series(series: np.ndarray, offences: pl.DataFrame) -> pl.DataFrame:
    rows = []
    for index, size in enumerate(SERIES_SIZES):
        mine = offences[np.flatnonzero(series == index)]
        rows.append(
            {
                "series_id": f"S-{index + 101}",
                "rank": index + 1,
                "known": False,
                "size": size,
                "mean_log10_bayes_factor": 2.0,
                "confidence": 3.0 - index * 0.1,
                "first_at": mine["from_at"].min(),
                "last_at": mine["from_at"].max(),
            }
        )
    return _typed(pl.DataFrame(rows), columns.SERIES)


def _typed(frame: pl.DataFrame, schema: columns.Schema) -> pl.DataFrame:
    return frame.select(
        (pl.col(name) if name in frame.columns else pl.lit(None)).cast(dtype).alias(name)
        for name, dtype in schema.items()
    )
