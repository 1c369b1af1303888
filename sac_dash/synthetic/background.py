"""Everything that is in no series: lone offences, enabling thefts, and what is out of scope."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np

from sac_dash.synthetic.behaviour import PERFORMANCE, draw_facts
from sac_dash.synthetic.deed import Deed
from sac_dash.synthetic.lexicon import Theme, pick, pick_weighted
from sac_dash.synthetic.places import Premises
from sac_dash.synthetic.series import without_loot
from sac_dash.synthetic.world import World

LONE_ATTEMPT_PROB = 0.2
HOUR_SPREAD_H = 2.2
ENABLER_KINDS = {"plant": 5, "car": 5, "car_keys": 6, "plates": 5, "gear": 2, "burnt": 3}
ENABLER_PREMISES = {
    "plant": "farm",
    "car": "street",
    "car_keys": "dwelling",
    "plates": "street",
    "gear": "industrial_unit",
    "burnt": "street",
}
PLANT = {"telehandler": "Telehandler", "digger": "JCB", "forklift": "Forklift", "tractor_loader": "Tractor"}
BEFORE_ATTACK_H = (0.6, 6.0)  # plant is stolen this long before it is used
PLANT_REACH_M = 2_000.0  # length scale of the way from the farm to the attack
OTHER_REACH_M = 8_000.0
CAR_LEAD_DAYS = (2.0, 55.0)  # a car is stolen this long before a series begins
BURNT_PROB = 0.35  # chance that an attack's vehicle is found burnt within two days


def commit_lone(count: int, world: World, rng: np.random.Generator) -> list[Deed]:
    """Commit offences that have nothing to do with one another."""
    habits = world.habits
    deeds = []
    shares = {t.name: t.share for t in world.lexicon.themes.values() if not t.atm}
    for _ in range(count):
        atm = rng.random() < habits.lone_atm_share
        name = pick_weighted(rng, {"atm_ripout": 4, "atm_cutting": 3, "atm_gas": 2} if atm else shares)
        deeds.append(lone_deed(world.lexicon.themes[name], world, rng))
    return deeds


def lone_deed(theme: Theme, world: World, rng: np.random.Generator) -> Deed:
    """Commit one unlinked offence of a theme somewhere in the period."""
    facts = draw_facts(theme, world.lexicon, rng)
    attempt = bool(rng.random() < LONE_ATTEMPT_PROB)
    away = rng.random() < world.habits.visiting_share
    weights = world.places.away_weights() if away else world.places.home_weights()
    premises = world.places.premises(world.places.town(weights, rng), facts["premises"][0], rng)
    return Deed(
        kind="attack",
        at=random_moment(theme.hour, world, rng),
        premises=premises,
        facts=without_loot(facts) if attempt else facts,
        offenders=int(np.clip(round(rng.normal(theme.offenders, 1.1)), 1, 6)),
        attempt=attempt,
        loss_gbp=0.0 if attempt else float(round(theme.loss_gbp * rng.lognormal(0.0, 0.9), -1)),
        theme=theme.name,
    )


def random_moment(hour: float, world: World, rng: np.random.Generator) -> datetime:
    """Draw a night of the period and a time near `hour`; winter nights are likelier."""
    days = (world.end - world.start).days - 1
    while True:
        day = world.start.replace(hour=0, minute=0) + timedelta(days=int(rng.integers(1, days)))
        season = 0.8 + 0.2 * np.cos(2 * np.pi * (day.timetuple().tm_yday - 15) / 365.25)
        if rng.random() < season:
            return day + timedelta(minutes=int(60 * (hour + rng.normal(0.0, HOUR_SPREAD_H))))


def commit_enablers(attacks: Sequence[Deed], world: World, rng: np.random.Generator) -> list[Deed]:
    """Commit the thefts that series depended on, and others that nothing depended on."""
    served = chain_enablers(attacks, world, rng)
    lone = [
        _enabler(pick_weighted(rng, ENABLER_KINDS), random_moment(1.0, world, rng), world, rng)
        for _ in range(max(0, world.habits.enablers - len(served)))
    ]
    return [deed for deed in [*served, *lone] if world.start < deed.at < world.end]


def chain_enablers(attacks: Sequence[Deed], world: World, rng: np.random.Generator) -> list[Deed]:
    """Return plant stolen hours before rip-outs, cars stolen weeks before, vehicles burnt after."""
    made: list[Deed] = []
    begun: set[str] = set()
    for deed in sorted((d for d in attacks if d.series), key=lambda d: d.at):
        plant = any(
            code in {"telehandler", "digger", "forklift", "tractor_loader"}
            for code in deed.facts.get("instrument_vehicle", ())
        )
        fast = any(code in PERFORMANCE for code in deed.facts.get("getaway", ()))
        if plant:
            at = deed.at - timedelta(hours=float(rng.uniform(*BEFORE_ATTACK_H)))
            made.append(_enabler("plant", at, world, rng, serves=deed))
        if fast and deed.series not in begun:
            begun.add(str(deed.series))
            at = deed.at - timedelta(days=float(rng.uniform(*CAR_LEAD_DAYS)))
            made.append(_enabler(pick(rng, ("car_keys", "car_keys", "car")), at, world, rng, serves=deed))
            made.append(_enabler("plates", at + timedelta(days=1), world, rng, serves=deed))
        if (plant or fast) and rng.random() < BURNT_PROB * (1.0 if plant else 0.3):
            at = deed.at + timedelta(hours=float(rng.uniform(2.0, 40.0)))
            made.append(_enabler("burnt", at, world, rng, serves=deed))
    return made


def commit_out_of_scope(count: int, world: World, rng: np.random.Generator) -> list[Deed]:
    """Commit residential burglaries and others that the product counts and does not keep."""
    kinds = {"residential": 7, "other": 3}
    deeds = []
    for _ in range(count):
        kind = pick_weighted(rng, kinds)
        town = world.places.town(world.places.home_weights(), rng)
        premises = world.places.premises(town, "dwelling" if kind == "residential" else "street", rng)
        moment = random_moment(-4.0, world, rng)
        loss_gbp = float(rng.lognormal(6.0, 1.0).__round__(-1))
        deeds.append(
            Deed(kind, moment, premises, {}, 1, attempt=False, loss_gbp=loss_gbp, role="out of scope")
        )
    return deeds


def _enabler(
    kind: str, at: datetime, world: World, rng: np.random.Generator, serves: Deed | None = None
) -> Deed:
    phrases = world.lexicon.phrases["enabler"]
    if serves is None:
        town = world.places.town(world.places.home_weights(), rng)
    else:
        target = serves.premises
        reach_m = PLANT_REACH_M if kind == "plant" else OTHER_REACH_M
        town = world.places.town(world.places.near_weights(target.easting_m, target.northing_m, reach_m), rng)
    near = None if serves is None else (serves.premises.easting_m, serves.premises.northing_m)
    premises: Premises = world.places.premises(town, ENABLER_PREMISES[kind], rng, near)
    machine = pick(rng, phrases["machines"])
    if serves is not None:
        machine = PLANT.get(serves.facts.get("instrument_vehicle", ("",))[0], machine)
    return Deed(
        kind=kind,
        at=at,
        premises=premises,
        facts={},
        offenders=2,
        attempt=False,
        loss_gbp=float(rng.lognormal(9.0, 0.8).__round__(-1)) if kind != "plates" else 40.0,
        role="enabler",
        chain=serves.series if serves else None,
        words={"car": pick(rng, phrases["cars"]), "machine": machine},
    )
