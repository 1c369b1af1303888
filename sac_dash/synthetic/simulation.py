"""Simulate a whole force: unnamed series, lone offences, enablers, and the record of them all.

Used to teach and measure linkage on many forces with known truth. It must not be read as a
picture of any real area's crime: its rates are round numbers chosen to be hard and fair.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import numpy as np
import polars as pl

from sac_dash.synthetic.background import commit_enablers, commit_lone, commit_out_of_scope
from sac_dash.synthetic.deed import Deed
from sac_dash.synthetic.force import INTERVENTION_SCHEMA, DemoForce
from sac_dash.synthetic.habits import SimulationHabits
from sac_dash.synthetic.recording import record_deeds
from sac_dash.synthetic.series import commit_series, draw_plan, draw_sizes
from sac_dash.synthetic.world import World, make_world

SIMULATION_END = date(2026, 6, 30)
EXTRACT_AT = time(7, 0)  # a night ends when the early team logs on
INVENTED = "Invented data: no offence, premises or person in it is real. Town names and positions are."


def simulate_force(
    habits: SimulationHabits | None = None, seed: int = 0, end: date = SIMULATION_END
) -> DemoForce:
    """Simulate one force.

    Parameters
    ----------
    habits
        How much happens and how it is recorded; the default is a records-system-style force of
        3,900 offences of which a quarter belong to 150 series.
    seed
        The same seed, habits and end give the same force.
    end
        Morning of the extract; the period runs `habits.days` back from it.
    """
    use = habits or SimulationHabits()
    world, rng = world_until(use, end, seed), np.random.default_rng([seed, 1])
    linked = commit_unnamed_series(world, rng)
    lone = commit_lone(max(0, use.offences - len(linked)), world, rng)
    return finish(world, linked + lone, rng, notes=(INVENTED,))


def world_until(habits: SimulationHabits, end: date, seed: int) -> World:
    """Return the world whose period ends on the morning of `end`."""
    until = datetime.combine(end, EXTRACT_AT)
    return make_world(habits, until - timedelta(days=habits.days), until, seed)


def commit_unnamed_series(world: World, rng: np.random.Generator) -> list[Deed]:
    """Commit the series that the habits ask for."""
    deeds: list[Deed] = []
    for number, size in enumerate(draw_sizes(world, rng), start=1):
        deeds += commit_series(draw_plan(number, size, world, rng), world, rng)
    return deeds


def finish(
    world: World,
    attacks: Sequence[Deed],
    rng: np.random.Generator,
    notes: tuple[str, ...],
    interventions: pl.DataFrame | None = None,
) -> DemoForce:
    """Add enablers and what is out of scope, record everything, and hand it over."""
    everything = [
        *attacks,
        *commit_enablers(attacks, world, rng),
        *commit_out_of_scope(world.habits.out_of_scope, world, rng),
    ]
    export, truth = record_deeds(everything, world, rng)
    none = pl.DataFrame(schema=dict(INTERVENTION_SCHEMA))
    return DemoForce(export, truth, none if interventions is None else interventions, world.end, notes)
