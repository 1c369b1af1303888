"""A store of any size for the dashboard: one invented force, linked once, then laid beside itself.

Linking a million offences is measured elsewhere (`benchmark link`). Pages need a store that holds as many
offences, series and links as a national unit's, and lifelike ones: each copy keeps its offences' texts, codes,
links and series, under references and series ids of its own, and lies some days earlier than the one before.
"""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path

import polars as pl

from sac_dash.cli.benchmark.invented_export import write_export
from sac_dash.store import Generation, GenerationFrames, Store
from sac_dash.workflow.ingest_into_store import ingest_into_store

MOST_LINKED_ROWS = 15_600  # some 12,000 offences kept: linked in about twenty seconds
DAYS_APART = 3
_MOMENTS = ("from_at", "to_at", "recorded_at")


def publish_repeated(store: Store, rows: int, seed: int) -> Generation:
    """Publish `rows` invented offences, or as many as `rows` of an export hold, linked piecewise."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "export.csv"
        write_export(source, min(rows, MOST_LINKED_ROWS), seed)
        linked = ingest_into_store([source], store, invented=True).generation
    copies = -(-rows // linked.offences.height)
    if rows <= MOST_LINKED_ROWS or copies == 1:
        return linked
    return store.publish(repeat_linked(linked, copies, rows), f"invented force repeated {copies} times")


def repeat_linked(linked: Generation, copies: int, rows: int) -> GenerationFrames:
    """Return a linked force laid beside itself `copies` times, cut off at `rows` offences."""
    height = linked.offences.height
    offences = pl.concat([_offences(linked.offences, copy) for copy in range(copies)]).head(rows)
    by_row = {
        name: pl.concat([_moved(getattr(linked, name), places, height * copy) for copy in range(copies)])
        for name, places in (("tags", ("row",)), ("links", ("row_a", "row_b")))
    }
    kept = {name: frame.filter(pl.max_horizontal(pl.col("^row.*$")) < rows) for name, frame in by_row.items()}
    whole = range(rows // height)  # the last copy may be cut off: it has no series
    return GenerationFrames(
        offences=offences,
        members=pl.concat(
            [_renamed(_moved(linked.members, ("row",), height * copy), "series_id", copy) for copy in whole]
        ),
        series=pl.concat([_ranked(_renamed(linked.series, "series_id", copy), copy) for copy in whole]),
        facet_values=pl.concat(
            [_renamed(linked.facet_values, "offence_key", copy) for copy in range(copies)]
        ),
        model=linked.model,
        quality=linked.quality,
        **kept,
    )


def _offences(frame: pl.DataFrame, copy: int) -> pl.DataFrame:
    earlier = timedelta(days=DAYS_APART * copy)
    renamed = _renamed(_renamed(frame, "offence_key", copy), "crime_ref", copy)
    return renamed.with_columns(pl.col(name) - earlier for name in _MOMENTS)


def _renamed(frame: pl.DataFrame, column: str, copy: int) -> pl.DataFrame:
    return frame.with_columns(pl.format("{}/{}", column, pl.lit(copy)).alias(column)) if copy else frame


def _moved(frame: pl.DataFrame, places: tuple[str, ...], by: int) -> pl.DataFrame:
    return frame.with_columns((pl.col(name) + by).cast(frame.schema[name]) for name in places)


def _ranked(frame: pl.DataFrame, copy: int) -> pl.DataFrame:
    earlier = timedelta(days=DAYS_APART * copy)
    return frame.with_columns(
        (pl.col("rank") + frame.height * copy).cast(frame.schema["rank"]),
        pl.col("first_at") - earlier,
        pl.col("last_at") - earlier,
    )
