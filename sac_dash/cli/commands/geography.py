"""`sac-dash geography`: official boundaries, by date."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from sac_dash.cli import options
from sac_dash.cli.console import say, show_table
from sac_dash.domain.british_dates import british_day

app = typer.Typer(
    help="Official boundaries: policing areas by date.", no_args_is_help=True, rich_markup_mode="rich"
)

_DAY = ["%Y-%m-%d"]


@app.command("add")
def add(
    file: Annotated[
        Path, typer.Argument(help="GeoJSON, GeoPackage or shapefile of polygons.", metavar="FILE")
    ],
    valid_from: Annotated[
        datetime, typer.Option("--valid-from", help="First day the boundaries applied.", formats=_DAY)
    ],
    layer: Annotated[str, typer.Option("--layer", help="What they are.")] = "policing_area",
    valid_to: Annotated[
        datetime | None,
        typer.Option("--valid-to", help="Last day they applied; none: they still do.", formats=_DAY),
    ] = None,
) -> None:
    """Import boundaries and place every offence held in the area that was in force on its day."""
    from sac_dash.workflow.policing_areas import add_boundary_layer

    settings = options.current_settings()
    until = valid_to.date() if valid_to else None
    frame = add_boundary_layer(
        options.open_store(settings), file, layer, valid_from.date(), until, user=settings.user
    )
    say(f"{frame.height:,} areas of layer {layer} added, in force from {british_day(valid_from)}.")


@app.command("list")
def list_layers() -> None:
    """List the boundary layers held."""
    import polars as pl

    boundaries = options.open_store(options.current_settings()).boundaries()
    if boundaries.is_empty():
        say("No boundaries are held. Add some: sac-dash geography add FILE --valid-from 2026-01-01")
        return
    layers = boundaries.group_by("layer", "valid_from", "valid_to").agg(pl.len()).sort("layer", "valid_from")
    rows = [[layer, str(start), str(end or "still"), f"{n:,}"] for layer, start, end, n in layers.iter_rows()]
    show_table("Boundary layers", ["Layer", "From", "To", "Areas"], rows, numeric_from=3)
