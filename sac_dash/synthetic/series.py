"""Planning and committing a series: when, where, how, and how faithfully to itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from sac_dash.synthetic.behaviour import Facts, draw_facts, perform
from sac_dash.synthetic.deed import Deed
from sac_dash.synthetic.lexicon import FACETS, Theme, pick_weighted
from sac_dash.synthetic.places import OTHER_FORCES, Premises
from sac_dash.synthetic.world import World

CARRIED = (
    "disguise",
    "group",
    "getaway",
    "vehicle_colour",
    "vehicle_use",
    "security_defeat",
)  # outlast a switch
LAPSE_SPREAD = 9.0  # concentration of the beta that spreads consistency over facets
HOUR_SPREAD_H = 0.9
RARE_TASTE = 0.7  # power on the weights when a series forms its habits: rarer ones than usual
TOWN_STICKINESS = 0.35  # chance that a local or regional series returns to the town it was last in


@dataclass(frozen=True)
class SeriesPlan:
    """What a series will do.

    Parameters
    ----------
    series, name, shape
        Identifier, the analyst's name for it, and which template it follows.
    theme
        Name of the theme it starts from.
    first, last
        Moments of the first and the last offence (dates; the hour is the profile's).
    size
        Number of offences.
    home
        Easting and northing in metres of the point it works out from.
    reach_m
        Length scale of its travelling.
    habits
        Facet → codes that are fixed by the template; the rest is drawn.
    consistency
        Mean share of behaviours kept from one offence to the next.
    attempt_prob
        Chance that an offence fails.
    offenders
        Usual number of offenders; None draws it from the theme.
    tour
        Whether each offence is in the next force's area, around the country.
    switch_at, switch_theme, switch_habits
        From this offence on (0 = never), the series works by another theme and other habits.
    """

    series: str
    name: str
    shape: str
    theme: str
    first: datetime
    last: datetime
    size: int
    home: tuple[float, float]
    reach_m: float
    habits: Facts = field(default_factory=dict)
    consistency: float = 0.8
    attempt_prob: float = 0.15
    offenders: int | None = None
    tour: bool = False
    switch_at: int = 0
    switch_theme: str = ""
    switch_habits: Facts = field(default_factory=dict)


def commit_series(plan: SeriesPlan, world: World, rng: np.random.Generator) -> list[Deed]:
    """Commit every offence of a plan, in order of time."""
    theme = world.lexicon.themes[plan.theme]
    profile = {**draw_facts(theme, world.lexicon, rng, flatten=RARE_TASTE), **plan.habits}
    kept_prob = _kept_prob(plan, rng)
    hour = theme.hour + rng.normal(0.0, 1.2)
    offenders = plan.offenders or int(np.clip(round(rng.normal(theme.offenders, 1.0)), 1, 6))
    weights = world.places.near_weights(*plan.home, plan.reach_m)
    deeds: list[Deed] = []
    town: int | None = None
    for number, day in enumerate(series_days(plan, rng)):
        if plan.switch_at and number == plan.switch_at:
            theme = world.lexicon.themes[plan.switch_theme]
            profile = {
                **draw_facts(theme, world.lexicon, rng, flatten=RARE_TASTE),
                **_carried(profile, theme),
                **plan.switch_habits,
            }
        facts = perform(profile, theme, world.lexicon, kept_prob, rng)
        if plan.tour:
            weights = _tour_weights(world, number)
        if town is None or plan.tour or rng.random() > TOWN_STICKINESS:
            town = world.places.town(weights, rng)
        near = plan.home if plan.reach_m < 10_000 else None
        premises = world.places.premises(town, facts["premises"][0], rng, near)
        at = _at_hour(day, hour + rng.normal(0.0, HOUR_SPREAD_H))
        deeds.append(_deed(plan, theme, premises, facts=facts, at=at, offenders=offenders, rng=rng))
    return deeds


def series_days(plan: SeriesPlan, rng: np.random.Generator) -> list[datetime]:
    """Return the nights of a plan: first and last as planned, uneven gaps between."""
    if plan.size == 1:
        return [plan.last]
    gaps: NDArray[np.float64] = rng.gamma(1.2, 1.0, plan.size - 1) + 0.05
    shares = np.concatenate([[0.0], np.cumsum(gaps) / gaps.sum()])
    span_s = (plan.last - plan.first).total_seconds()
    return [plan.first + timedelta(seconds=float(share) * span_s) for share in shares]


def _kept_prob(plan: SeriesPlan, rng: np.random.Generator) -> Mapping[str, float]:
    """Spread consistency over facets; what the template fixes is kept at least that often."""
    mean = min(plan.consistency, 0.97)
    drawn = {facet: float(rng.beta(LAPSE_SPREAD * mean, LAPSE_SPREAD * (1 - mean))) for facet in FACETS}
    return drawn | {facet: max(drawn[facet], mean) for facet in plan.habits}


def _carried(profile: Facts, theme: Theme) -> dict[str, tuple[str, ...]]:
    """Return what survives a switch of method: the people, their cars and what they do about alarms."""
    return {f: profile[f] for f in CARRIED if f in profile and f in theme.weights}


def _tour_weights(world: World, number: int) -> NDArray[np.float64]:
    stop = OTHER_FORCES[(number * 5) % (len(OTHER_FORCES) - 1)]
    if number % 4 == 1:
        return world.places.home_weights()
    return world.places.near_weights(stop.easting_m, stop.northing_m, 20_000.0)


def _at_hour(day: datetime, hour: float) -> datetime:
    midnight = day.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(minutes=round(hour * 60))


def _deed(
    plan: SeriesPlan,
    theme: Theme,
    premises: Premises,
    *,
    facts: Facts,
    at: datetime,
    offenders: int,
    rng: np.random.Generator,
) -> Deed:
    attempt = bool(rng.random() < plan.attempt_prob)
    seen = int(np.clip(offenders + (rng.random() < 0.2) - (rng.random() < 0.2), 1, 6))
    return Deed(
        kind="attack",
        at=at,
        premises=premises,
        facts=without_loot(facts) if attempt else facts,
        offenders=seen,
        attempt=attempt,
        loss_gbp=0.0 if attempt else float(round(theme.loss_gbp * rng.lognormal(0.0, 0.7), -1)),
        series=plan.series,
        series_name=plan.name,
        shape=plan.shape,
        role="member",
        theme=theme.name,
    )


def without_loot(facts: Facts) -> Facts:
    """Return what happened when entry failed: nothing taken, nothing searched."""
    return {facet: codes for facet, codes in facts.items() if facet not in {"property", "search"}}


def draw_plan(number: int, size: int, world: World, rng: np.random.Generator) -> SeriesPlan:
    """Draw an unnamed series of `size` offences from the habits of the simulation."""
    habits = world.habits
    atm = rng.random() < habits.atm_series_share
    themes = {t.name: t.share for t in world.lexicon.themes.values() if not t.atm}
    theme = pick_weighted(rng, {"atm_ripout": 4, "atm_cutting": 4, "atm_gas": 2} if atm else themes)
    local, regional = habits.local_share * (0.2 if atm else 1.0), habits.regional_share
    roll = rng.random()
    reach_km = (
        habits.local_km
        if roll < local
        else habits.regional_km
        if roll < local + regional
        else habits.national_km
    )
    days = (world.end - world.start).days
    span = min(days * 0.9, (size - 1) * habits.days_between * float(rng.lognormal(0.0, 0.7)) + 0.01)
    first = world.start + timedelta(days=float(rng.uniform(0.0, days - span - 1.0)))
    town = world.places.town(world.places.home_weights(), rng)
    gazetteer = world.places.gazetteer
    spread_m = gazetteer.spread_m(town) / 2
    return SeriesPlan(
        series=f"S{number:03d}",
        name=f"Series {number:03d}",
        shape="unnamed local" if reach_km < 10 else "unnamed travelling",
        theme=theme,
        first=first,
        last=first + timedelta(days=span),
        size=size,
        home=(
            float(gazetteer.eastings_m[town] + rng.normal(0.0, spread_m)),
            float(gazetteer.northings_m[town] + rng.normal(0.0, spread_m)),
        ),
        reach_m=reach_km * 1e3,
        consistency=float(np.clip(rng.normal(habits.consistency, 0.1), 0.4, 0.95)),
        attempt_prob=float(rng.beta(1.5, 6.0)),
    )


def draw_sizes(world: World, rng: np.random.Generator) -> list[int]:
    """Draw the sizes of all unnamed series: many small, few large, summing to about the linked share."""
    habits = world.habits
    sizes = np.arange(habits.smallest_series, habits.largest_series + 1)
    wanted = habits.offences * habits.linked_share / max(habits.series, 1)
    powers = np.linspace(3.0, -1.0, 81)
    means = [float((sizes ** (1.0 - p)).sum() / (sizes ** (-p)).sum()) for p in powers]
    weights = sizes ** -powers[int(np.argmin(np.abs(np.array(means) - wanted)))]
    return [int(s) for s in rng.choice(sizes, habits.series, p=weights / weights.sum())]
