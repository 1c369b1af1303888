"""The named series shapes of the demo, (a) to (i), and the story around them.

(a) a travelling gas-and-cutting team, 30 attacks in 32 weeks over a dozen force areas; (b) rural
rip-outs with plant stolen the same night, still going last night; (c) local tobacco burglaries
in fast cars, 12 in five weeks in one policing area, still going; (d) Apple products through the
roof, 5 in four months; (e) alarm disabled, return days later, 8 in seven months nationwide;
(f) ATM cutting that stops with an arrest on 27 September; (g) two groups, and others, after the
same hot product; (h) copycats of (c); (i) a series that changes its way in halfway.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import polars as pl

from sac_dash.synthetic.background import lone_deed
from sac_dash.synthetic.behaviour import Facts
from sac_dash.synthetic.deed import Deed
from sac_dash.synthetic.force import INTERVENTION_SCHEMA
from sac_dash.synthetic.lexicon import FOLDER
from sac_dash.synthetic.places import HOME_FORCE
from sac_dash.synthetic.series import SeriesPlan, commit_series
from sac_dash.synthetic.world import World

ARREST_MONTH_DAY = (9, 27)
QUIET_AFTER_ARREST_DAYS = 60  # the silence must be long enough to see
LONE_ATM = ("atm_ripout", "atm_ripout", "atm_cutting", "atm_gas", "atm_cutting")


@dataclass(frozen=True)
class Shape:
    """One planted part of the demo's story; times are in days before the extract.

    `role` other than "member" makes the offences nobody's series; `tour` sends each to another
    force; from `switch_at` on, the series works by `switch_habits`.
    """

    letter: str
    name: str
    shape: str
    theme: str
    size: int
    began_days: float
    ended_days: float
    town: str
    reach_km: float
    consistency: float
    offenders: int
    habits: Facts
    tour: bool = False
    role: str = "member"
    switch_at: int = 0
    switch_habits: Facts = field(default_factory=dict)


def demo_shapes(end: datetime) -> tuple[Shape, ...]:
    """Return the shapes of a demo that ends at `end`, as ``lexicon/shapes.toml`` tells them."""
    arrest_days = (end.date() - arrest_day(end.date())).days
    rows = tomllib.loads((FOLDER / "shapes.toml").read_text(encoding="utf-8"))["shape"]
    return tuple(_shape(row, arrest_days) for row in rows)


def commit_shapes(world: World, rng: np.random.Generator) -> list[Deed]:
    """Commit every named series, its decoys and copycats, and a few lone ATM attacks."""
    deeds: list[Deed] = []
    for shape in demo_shapes(world.end):
        committed = commit_series(plan_of(shape, world), world, rng)
        if shape.role != "member":
            committed = [_unlinked(deed, shape, rng) for deed in committed]
        deeds += committed
    return deeds + [lone_deed(world.lexicon.themes[name], world, rng) for name in LONE_ATM]


def plan_of(shape: Shape, world: World) -> SeriesPlan:
    """Turn a shape into a plan with dates and a place."""
    gazetteer = world.places.gazetteer
    town = gazetteer.names.index(shape.town)
    midnight = world.end.replace(hour=0, minute=0)
    return SeriesPlan(
        series=f"shape-{shape.letter}",
        name=shape.name,
        shape=shape.shape,
        theme=shape.theme,
        first=midnight - timedelta(days=shape.began_days),
        last=midnight - timedelta(days=shape.ended_days),
        size=shape.size,
        home=(float(gazetteer.eastings_m[town]), float(gazetteer.northings_m[town])),
        reach_m=shape.reach_km * 1e3,
        habits=shape.habits,
        consistency=shape.consistency,
        offenders=shape.offenders,
        tour=shape.tour,
        switch_at=shape.switch_at,
        switch_theme=shape.theme,
        switch_habits=shape.switch_habits,
    )


def arrest_day(end: date) -> date:
    """Return the latest 27 September that leaves a visible silence before `end`."""
    day = date(end.year, *ARREST_MONTH_DAY)
    while (end - day).days < QUIET_AFTER_ARREST_DAYS:
        day = date(day.year - 1, *ARREST_MONTH_DAY)
    return day


def shape_interventions(world: World) -> pl.DataFrame:
    """Return the arrest that ends series (f)."""
    row: Mapping[str, object] = {
        "intervention_id": "arrest-copper",
        "kind": "arrest",
        "label": "Four arrested (invented)",
        "started_at": datetime.combine(arrest_day(world.end.date()), datetime.min.time()),
        "force": HOME_FORCE,
        "series": "shape-f",
    }
    return pl.DataFrame([row], schema=dict(INTERVENTION_SCHEMA))


def _shape(row: Mapping[str, Any], arrest_days: int) -> Shape:
    values = dict(row)
    if values.pop("before_arrest", False):
        values |= {name: values[name] + arrest_days for name in ("began_days", "ended_days")}
    for name in {"habits", "switch_habits"} & set(values):
        values[name] = {facet: tuple(codes) for facet, codes in values[name].items()}
    return Shape(**values)


def _unlinked(deed: Deed, shape: Shape, rng: np.random.Generator) -> Deed:
    """Make a series' offence somebody else's: same manner, other people."""
    offenders = int(np.clip(round(rng.normal(shape.offenders, 1.2)), 1, 6))
    return replace(deed, series=None, series_name=None, role=shape.role, offenders=offenders)
