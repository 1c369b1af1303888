"""Policing areas by date: each offence belongs to the area that was in force on its day.

A boundary is the better authority where it covers an offence; elsewhere the area that the source
recorded stays.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl

from sac_dash.geography.boundaries import assign_areas
from sac_dash.ingest import read_boundaries
from sac_dash.store import EntryKind, Intent, Store

POLICING_AREA_LAYER = "policing_area"


def assign_policing_areas(offences: pl.DataFrame, boundaries: pl.DataFrame) -> pl.DataFrame:
    """Return `offences` with `policing_area` set by the boundaries of the layer that says so."""
    layer = area_layer(boundaries)
    if layer is None:
        return offences
    assigned = assign_areas(offences, boundaries.filter(pl.col("layer") == layer))
    return offences.with_columns(policing_area=pl.coalesce(assigned, offences["policing_area"]))


def area_layer(boundaries: pl.DataFrame) -> str | None:
    """Return the layer that policing areas come from, or None where there is no boundary.

    The layer called ``policing_area`` where there is one, else the layer with the most areas (the
    finest), ties by name.
    """
    if boundaries.is_empty():
        return None
    sizes = boundaries.group_by("layer").agg(n=pl.col("area_name").n_unique())
    if POLICING_AREA_LAYER in sizes["layer"]:
        return POLICING_AREA_LAYER
    return str(sizes.sort("n", "layer", descending=[True, False])["layer"][0])


def add_boundary_layer(
    store: Store,
    path: Path,
    layer: str,
    valid_from: date,
    valid_to: date | None = None,
    *,
    user: str = "analyst",
) -> pl.DataFrame:
    """Import a boundary file into the store and place the offences held anew; return the layer.

    Raises
    ------
    SacDashError
        When the file cannot be read as polygons.
    """
    frame = read_boundaries(path, layer, valid_from, valid_to)
    payload = {
        "layer": layer,
        "areas": frame.height,
        "valid_from": valid_from.isoformat(),
        "file": path.name,
    }
    with store.writing():
        boundaries = store.add_boundaries(frame, Intent(EntryKind.BOUNDARIES_ADDED, payload, user))
        generation = store.current()
        if generation is not None:
            held = generation.frames()
            placed = assign_policing_areas(held.offences, boundaries)
            note = f"boundaries added: {layer}"
            store.publish(
                replace(held, offences=placed),
                note,
                Intent(EntryKind.PUBLISH, {"note": note}, user),
                edits=generation.unchanged("facet_values", "tags", "links", "weighed"),
            )
    return frame
