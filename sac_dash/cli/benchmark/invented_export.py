"""An invented export of any size, written in pieces so that making it needs little memory."""

from __future__ import annotations

from pathlib import Path

import polars as pl


def write_export(path: Path, rows: int, seed: int, *, fresh: bool = False) -> int:
    """Write a records system's export of `rows` invented offences as CSV; return the rows written.

    The invented force is repeated with new crime references; its MO texts and places stay true to
    life, which is what costs time. With `fresh` every piece is another force, so that hardly a text
    recurs: a reader that remembers texts must not be measured on texts it has read.
    """
    from sac_dash.synthetic.demo import demo_force

    export = demo_force(seed).export
    pieces = 0
    written = 0
    with path.open("wb") as target:
        while written < rows:
            if fresh and pieces:
                export = demo_force(seed + pieces).export
            piece = export.head(min(rows - written, export.height))
            copy, pieces = pieces, pieces + 1
            renamed = piece.with_columns(pl.format("{}/{}", "Crime Ref", pl.lit(copy)).alias("Crime Ref"))
            target.write(renamed.write_csv(include_header=written == 0).encode())
            written += piece.height
    return written
