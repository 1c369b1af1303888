"""What adding an upload would change in the store, told before anything is added.

Only offences that the store holds already need their MO text read anew: the class of an offence may
follow from its text, and a comparison that left this out would call every ATM attack reclassified.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from sac_dash.domain.progress import Progress, silent
from sac_dash.ingest import IngestResult, OffenceDiff, diff_offences
from sac_dash.mo import load_vocabulary
from sac_dash.store import GenerationFrames, Store
from sac_dash.workflow.coding import code_ingested
from sac_dash.workflow.policing_areas import assign_policing_areas


@dataclass(frozen=True)
class StoreComparison:
    """An upload against what the store holds.

    Parameters
    ----------
    diff
        New, changed and unchanged offences.
    new_offences
        The offences (`OFFENCES`) that are not held.
    held
        How many offences the store holds now.
    replaces_invented
        Whether it holds an invented force, which would go.
    generation
        The generation compared with; empty where nothing is held.
    """

    diff: OffenceDiff
    new_offences: pl.DataFrame
    held: int
    replaces_invented: bool
    generation: str


_NOT_READ = ("tags", "links", "weighed", "chance", "members", "series", "rejects", "listed_series")
"""Frames that a comparison does not open: proving them all takes seconds with a million offences."""


def compare_with_store(
    ingested: IngestResult, store: Store, *, jobs: int | None = None, progress: Progress = silent
) -> StoreComparison:
    """Return what an ingest of `ingested` would change; the store is read and nothing else."""
    current = store.current()
    replaces = current is not None and current.invented
    held = GenerationFrames() if current is None or replaces else current.frames(but=_NOT_READ)
    progress("Comparing with the store", 0.0)
    both = ingested.offences.join(held.offences, on="offence_key", how="semi", maintain_order="left")
    new = ingested.offences.join(held.offences, on="offence_key", how="anti", maintain_order="left")
    values = ingested.facet_values.join(both, on="offence_key", how="semi", maintain_order="left")
    known = replace(ingested, offences=both, facet_values=values)
    coded = code_ingested(known, load_vocabulary(), jobs=jobs, progress=progress)
    placed = assign_policing_areas(coded.offences, store.boundaries())
    diff = diff_offences(held.offences, placed, held.facet_values, values)
    progress("Comparing with the store", 1.0)
    return StoreComparison(
        diff=replace(diff, new=tuple(new["offence_key"])),
        new_offences=new,
        held=0 if current is None else current.rows("offences"),
        replaces_invented=replaces,
        generation="" if current is None else current.id,
    )
