"""The named series shapes of the demo, (a) to (i), and the story around them.

(a) a travelling gas-and-cutting team, 30 attacks in 32 weeks over a dozen force areas; (b) rural
rip-outs with plant stolen the same night, still going last night; (c) local tobacco burglaries
in fast cars, 12 in five weeks in one policing area, still going; (d) Apple products through the
roof, 5 in four months; (e) alarm disabled, return days later, 8 in seven months nationwide;
(f) ATM cutting that stops with an arrest on 27 September; (g) two groups, and others, after the
same hot product; (h) copycats of (c); (i) a series that changes its way in halfway.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import numpy as np
import polars as pl

from sac_dash.synthetic.background import lone_deed
from sac_dash.synthetic.behaviour import Facts
from sac_dash.synthetic.deed import Deed
from sac_dash.synthetic.force import INTERVENTION_SCHEMA
from sac_dash.synthetic.places import HOME_FORCE
from sac_dash.synthetic.series import SeriesPlan, commit_series
from sac_dash.synthetic.world import World

ARREST_MONTH_DAY = (9, 27)
QUIET_AFTER_ARREST_DAYS = 60  # the silence must be long enough to see
LONE_ATM = ("atm_ripout", "atm_ripout", "atm_cutting", "atm_gas", "atm_cutting")
HOT_PRODUCT: Facts = {
    "premises": ("convenience_store",),
    "entry_point": ("front_door",),
    "entry_method": ("smash_glass",),
    "tool": ("sledgehammer",),
    "property": ("tobacco",),
}


@dataclass(frozen=True)
class Shape:
    """One planned part of the demo's story, in days before the extract."""

    letter: str
    name: str
    shape: str
    theme: str
    size: int
    began_days: float  # before the extract
    ended_days: float
    town: str
    reach_m: float
    habits: Facts
    consistency: float = 0.86
    attempt_prob: float = 0.15
    offenders: int = 4
    tour: bool = False
    switch_at: int = 0
    switch_habits: Facts | None = None
    role: str = "member"


def demo_shapes(end: datetime) -> tuple[Shape, ...]:
    """Return the shapes of a demo that ends at `end`."""
    arrest_days = (end.date() - arrest_day(end.date())).days
    crew: Facts = {
        "disguise": ("balaclava",),
        "group": ("quick",),
        "getaway": ("audi_performance",),
        "vehicle_use": ("cloned_plates",),
        "security_defeat": ("cctv_covered",),
    }
    teller = Shape(
        "a",
        "KINGFISHER",
        "travelling gas and cutting",
        "atm_gas",
        11,
        700,
        476,
        "Ludlow",
        90e3,
        crew,
        tour=True,
    )
    safes: Facts = {
        **crew,
        "property": ("safe",),
        "tool": ("angle_grinder",),
        "entry_method": ("shutter_cut",),
        "entry_point": ("roller_shutter",),
    }
    audi: Facts = {
        "premises": ("convenience_store",),
        "entry_point": ("roller_shutter",),
        "entry_method": ("shutter_lifted",),
        "tool": ("jack",),
        "getaway": ("audi_performance",),
        "vehicle_colour": ("grey",),
        "vehicle_use": ("cloned_plates",),
        "property": ("tobacco", "vapes"),
        "search": ("selective",),
        "disguise": ("balaclava",),
        "group": ("quick",),
    }
    rip: Facts = {
        "atm_attack": ("rip_out_plant",),
        "instrument_vehicle": ("telehandler",),
        "getaway": ("pickup",),
        "disguise": ("balaclava",),
        "group": ("quick",),
        "security_defeat": ("road_blocked",),
    }
    roof: Facts = {
        "premises": ("phone_shop",),
        "entry_point": ("roof",),
        "entry_method": ("roof_cut",),
        "property": ("apple_products",),
        "security_defeat": ("phone_line_cut",),
        "getaway": ("transit",),
    }
    returner: Facts = {
        "security_defeat": ("alarm_cut", "alarm_tested"),
        "premises": ("industrial_unit",),
        "property": ("computers",),
    }
    cutter: Facts = {
        "atm_attack": ("mechanical_cutting",),
        "atm_install": ("free_standing",),
        "disguise": ("overalls",),
        "getaway": ("bmw",),
    }
    jack: Facts = {
        "entry_point": ("roller_shutter",),
        "entry_method": ("shutter_lifted",),
        "tool": ("jack",),
        "disguise": ("overalls",),
    }
    top: Facts = {
        "entry_point": ("roof",),
        "entry_method": ("roof_cut",),
        "tool": ("disc_cutter",),
        "disguise": ("overalls",),
    }
    copy = replace(
        Shape("h", "copycat", "copycat", "tobacco", 4, 18, 3, "Shrewsbury", 30e3, audi, 0.75, offenders=2),
        role="copycat",
    )
    hot = Shape(
        "g1", "WREN", "hot product", "tobacco", 5, 420, 330, "Worcester", 12e3, HOT_PRODUCT, 0.8, offenders=2
    )
    return (
        teller,
        replace(teller, theme="atm_cutting", size=9, habits={**crew, "atm_attack": ("torch_cutting",)}),
        replace(teller, theme="tobacco", size=10, habits=safes),
        Shape(
            "b",
            "PLOUGHSHARE",
            "rural rip-out with stolen plant",
            "atm_ripout",
            9,
            150,
            0,
            "Leominster",
            30e3,
            rip,
        ),
        Shape("c", "MAGPIE", "local tobacco in fast cars", "tobacco", 12, 35, 0, "Telford", 4e3, audi),
        Shape(
            "d",
            "ORCHARD",
            "electricals through the roof",
            "electricals",
            5,
            400,
            280,
            "Hereford",
            45e3,
            roof,
            offenders=3,
        ),
        Shape(
            "e",
            "ECHO LANE",
            "alarm disabled, return later",
            "trade",
            8,
            620,
            410,
            "Worcester",
            90e3,
            returner,
            tour=True,
        ),
        Shape(
            "f",
            "COPPER",
            "arrest, then silence",
            "atm_cutting",
            6,
            arrest_days + 95,
            arrest_days + 6,
            "Shrewsbury",
            30e3,
            cutter,
        ),
        hot,
        replace(hot, letter="g2", name="DUNNOCK", size=6, began_days=410, ended_days=320, offenders=3),
        replace(
            hot,
            letter="g",
            name="decoy",
            size=25,
            began_days=460,
            ended_days=260,
            consistency=0.7,
            role="decoy",
        ),
        copy,
        Shape(
            "i",
            "TURNSTONE",
            "switches method",
            "tobacco",
            10,
            300,
            140,
            "Kidderminster",
            22e3,
            jack,
            switch_at=5,
            switch_habits=top,
        ),
    )


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
        reach_m=shape.reach_m,
        habits=shape.habits,
        consistency=shape.consistency,
        attempt_prob=shape.attempt_prob,
        offenders=shape.offenders,
        tour=shape.tour,
        switch_at=shape.switch_at,
        switch_theme=shape.theme,
        switch_habits=shape.switch_habits or {},
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


def _unlinked(deed: Deed, shape: Shape, rng: np.random.Generator) -> Deed:
    """Make a series' offence somebody else's: same manner, other people."""
    offenders = int(np.clip(round(rng.normal(shape.offenders, 1.2)), 1, 6))
    return replace(deed, series=None, series_name=None, role=shape.role, offenders=offenders)
