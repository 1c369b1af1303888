"""Forces to learn from: invented, written up by invented officers, and read back by our own coder.

What a learner is taught must be what it will be shown: tags with the coder's own slips and its
correlated codes, not a perfect reading. Each force has habits of its own, so that the prior is
taught on none in particular.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import polars as pl

from sac_dash.ingest import IngestOptions, ingest_files
from sac_dash.linkage import linkable
from sac_dash.mo import code_offences, load_vocabulary, refine_classes
from sac_dash.synthetic.habits import RecordingHabits, SimulationHabits
from sac_dash.synthetic.simulation import simulate_force

TODAY = datetime(2026, 7, 1, tzinfo=UTC)


@dataclass(frozen=True)
class InventedForce:
    """A force whose truth is known: linkable offences, their tags, and each one's series (-1: none)."""

    offences: pl.DataFrame
    tags: pl.DataFrame
    series: np.ndarray


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
    with tempfile.TemporaryDirectory() as folder:
        export = Path(folder) / "export.csv"
        force.export.write_csv(export)
        ingested = ingest_files([export], options=IngestOptions(today=TODAY))
    tags = code_offences(ingested.offences, ingested.facet_values, load_vocabulary(), jobs=1)
    offences = refine_classes(ingested.offences, tags)
    names = offences.join(
        force.truth.select("force", "crime_ref", "series").unique(["force", "crime_ref"]),
        on=["force", "crime_ref"], how="left", maintain_order="left",
    )["series"]  # fmt: skip
    linked = (names.is_not_null() & linkable(offences)).to_numpy()
    codes = names.cast(pl.Categorical).to_physical().fill_null(0).cast(pl.Int64).to_numpy()
    return InventedForce(offences, tags, np.where(linked, codes, -1))
