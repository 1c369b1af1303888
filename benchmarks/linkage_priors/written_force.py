"""Forces to learn from: invented, written up by invented officers, and read back by our own coder.

The writer is our own simulator, the one behind the demo. Each force has habits of its own, so that
the prior is taught on none in particular.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from read_back import InventedForce, read_back

from sac_dash.synthetic.habits import RecordingHabits, SimulationHabits
from sac_dash.synthetic.simulation import simulate_force


def varied_habits(seed: int) -> SimulationHabits:
    """Return habits drawn for one force: how consistent, how local, how talkative, how large."""
    rng = np.random.default_rng([seed, 77])
    told = rng.uniform(0.75, 1.15)
    base = RecordingHabits()
    recording = replace(
        base,
        point_unknown=rng.uniform(0.15, 0.45),
        method_unknown=rng.uniform(0.15, 0.45),
        tool_told=min(base.tool_told * told, 0.95),
        getaway_told=min(base.getaway_told * told, 0.95),
        number_told=min(base.number_told * told, 0.95),
        typo_word=rng.uniform(0.0, 0.06),
        verbosity=rng.uniform(0.2, 0.8),
    )
    local = rng.uniform(0.35, 0.7)
    return SimulationHabits(
        offences=int(rng.integers(1_500, 4_500)),
        series=int(rng.integers(60, 180)),
        linked_share=rng.uniform(0.15, 0.35),
        local_share=local,
        regional_share=(1 - local) * rng.uniform(0.3, 0.7),
        consistency=rng.uniform(0.6, 0.85),
        days_between=rng.uniform(4.0, 16.0),
        recording=recording,
    )


def written_force(seed: int, habits: SimulationHabits | None = None) -> InventedForce:
    """Return a force that has been exported, ingested and read, with its truth."""
    force = simulate_force(habits or varied_habits(seed), seed)
    return read_back(force.export, force.truth)
