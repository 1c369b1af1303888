"""Finding the offence a person means by a crime reference.

A reference is unique within its force only; where the offences are of several forces a bare one
may stand for more than one offence, and then the person is asked and nothing is guessed.
"""

from __future__ import annotations

import polars as pl

from sac_dash.domain.errors import AmbiguousReferenceError, UnusableInputError


def find_offence(offences: pl.DataFrame, reference: str) -> int:
    """Return the row of the offence that `reference` (``REF`` or ``FORCE:REF``) names.

    Raises
    ------
    AmbiguousReferenceError
        When a bare reference stands for offences of several forces.
    UnusableInputError
        When there is no such offence; the nearest references are named.
    """
    wanted = reference.strip()
    for column in ("crime_ref", "offence_key"):
        rows = offences[column].eq_missing(wanted).arg_true()
        if len(rows) == 1:
            return int(rows[0])
        if len(rows) > 1:
            raise ambiguous(wanted, offences[rows]["force"].to_list())
    raise UnusableInputError(f"there is no offence {wanted}", remedy=_suggestion(offences, wanted))


def rows_of(offences: pl.DataFrame, references: pl.DataFrame) -> pl.DataFrame:
    """Return `references` with the column `row`: the offence each names, null where there is none.

    Parameters
    ----------
    references
        One row per reference: `crime_ref` and optionally `force` (null or absent: a bare one);
        a bare reference may also be written ``FORCE:REF``.

    Raises
    ------
    AmbiguousReferenceError
        When a bare reference stands for offences of several forces.
    """
    if "force" not in references.columns:
        references = references.with_columns(force=pl.lit(None, pl.String))
    held = offences.select("offence_key", "crime_ref", "force").with_row_index("row")
    by_key = held.select("offence_key", row_by_key="row")
    by_ref = held.group_by("crime_ref").agg(row_by_ref=pl.col("row").first(), forces=pl.col("force"))
    key = (
        pl.when(pl.col("force").is_null())
        .then(pl.col("crime_ref"))
        .otherwise(pl.format("{}:{}", "force", "crime_ref"))
    )
    placed = (
        references.with_columns(offence_key=key)
        .join(by_key, on="offence_key", how="left", maintain_order="left")
        .join(by_ref, on="crime_ref", how="left", maintain_order="left")
    )
    bare = pl.col("force").is_null() & pl.col("row_by_key").is_null()
    doubtful = placed.filter(bare & (pl.col("forces").list.len() > 1))
    if doubtful.height:
        raise ambiguous(doubtful["crime_ref"][0], doubtful["forces"][0].to_list())
    row = pl.when(bare).then(pl.col("row_by_ref")).otherwise(pl.col("row_by_key"))
    return placed.with_columns(row=row).drop("offence_key", "row_by_key", "row_by_ref", "forces")


def ambiguous(reference: str, forces: list[str]) -> AmbiguousReferenceError:
    """Return the error for a bare reference that several forces use."""
    named = ", ".join(f"{force}:{reference}" for force in sorted(forces))
    return AmbiguousReferenceError(
        f"the reference {reference} stands for offences of several forces", remedy=f"Say which: {named}"
    )


def _suggestion(offences: pl.DataFrame, wanted: str) -> str:
    from rapidfuzz import process

    near = process.extract(wanted, offences["crime_ref"].to_list(), limit=3, score_cutoff=60)
    if not near:
        return "Check the reference against the file"
    return "Did you mean " + " or ".join(match[0] for match in near) + "?"
