"""The demo force: one invented force with the series shapes that analysts know.

Each named series follows a shape met in the field (travelling gas and cutting, rural rip-out,
local tobacco …), so that a new user sees at once what the product finds, and what it does not.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from sac_dash.synthetic.background import commit_lone
from sac_dash.synthetic.force import DemoForce
from sac_dash.synthetic.habits import SimulationHabits
from sac_dash.synthetic.shapes import commit_shapes, shape_interventions
from sac_dash.synthetic.simulation import (
    INVENTED,
    SIMULATION_END,
    commit_unnamed_series,
    finish,
    world_until,
)

DEMO_END = SIMULATION_END
DEMO_HABITS = SimulationHabits(
    offences=1_240,
    series=36,
    linked_share=0.14,  # of all offences; the named series add as many again
    largest_series=9,
    atm_series_share=0.0,
    lone_atm_share=0.0,
    enablers=300,
    out_of_scope=360,
    officers=60,
)


def demo_force(seed: int = 0, end: date = DEMO_END, habits: SimulationHabits = DEMO_HABITS) -> DemoForce:
    """Make the demo force, the same for the same seed and end.

    About 1,200 commercial burglaries, 40 ATM attacks and 300 enabling offences over three
    years in the Welsh Marches, some of them shared by other invented forces, with named series
    whose truth is known.

    Parameters
    ----------
    seed
        Any whole number.
    end
        Morning of the extract: "last night" is the night before it. Let the caller pass today;
        the default is a fixed day so that tests and pictures repeat.
    habits
        Volumes and recording habits.

    Returns
    -------
    DemoForce
        `as_of` is 07:00 local time on `end`; nothing in the export is later.
    """
    world, rng = world_until(habits, end, seed), np.random.default_rng([seed, 2])
    named = commit_shapes(world, rng)
    unnamed = commit_unnamed_series(world, rng)
    lone = commit_lone(max(0, habits.offences - len(named) - len(unnamed)), world, rng)
    notes = (
        INVENTED,
        "Series shapes (a) to (i) are planted; the truth frame names them and must not be shown to the linkage.",
        "The export holds duplicates, reversed windows and missing references on purpose.",
    )
    return finish(world, named + unnamed + lone, rng, notes, shape_interventions(world))
