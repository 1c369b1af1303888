"""The labelled set that published peers are compared on: 490 burglaries, 390 of them solved.

The data come with the R package crimelinkage (Porter and Reich; fictitious by its manual). A group is a connected
component of co-offending; whole groups are dealt to folds, so that no offender is on both sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from sac_dash.domain.columns import OFFENCES, TAGS
from sac_dash.domain.errors import UnusableInputError
from sac_dash.domain.facets import TagOrigin, TagState
from sac_dash.domain.offence_class import OffenceClass
from sac_dash.domain.when import WhenPrecision

CRIMES_FILE, FOLDS_FILE = "crimelinkage_crimes.csv", "crimelinkage_folds.csv"
_MO = ("MO1", "MO2", "MO3")
_FOLD = "fold_"


@dataclass(frozen=True)
class LabelledSet:
    """The set as linking reads it.

    Parameters
    ----------
    offences, tags
        ``domain.columns.OFFENCES`` and ``TAGS``.
    truth
        ``row, series`` of the solved offences; most series are of one offence.
    folds
        One dictionary per dealing: fold by row.
    """

    offences: pl.DataFrame
    tags: pl.DataFrame
    truth: pl.DataFrame
    folds: tuple[dict[int, int], ...]


def read_labelled_set(folder: Path) -> LabelledSet:
    """Read the set from its two CSV files.

    Raises
    ------
    UnusableInputError
        When the folder does not hold them.
    """
    try:
        crimes = pl.read_csv(folder / CRIMES_FILE, infer_schema_length=0).with_row_index("row")
        dealt = pl.read_csv(folder / FOLDS_FILE, infer_schema_length=0)
        solved = crimes.select("row", "crimeID").join(dealt, on="crimeID", maintain_order="left")
        return LabelledSet(_offences(crimes), _tags(crimes), _truth(solved), _folds(solved))
    except (OSError, pl.exceptions.PolarsError) as error:
        raise UnusableInputError(
            "this folder does not hold the labelled crimelinkage data",
            file=folder.name,
            remedy=f"Give the folder of {CRIMES_FILE} and {FOLDS_FILE}",
        ) from error


def _offences(crimes: pl.DataFrame) -> pl.DataFrame:
    moments = [pl.col(name).str.to_datetime().dt.replace_time_zone("UTC") for name in ("DT.FROM", "DT.TO")]
    stated = crimes.select(
        crime_ref="crimeID",
        from_at=pl.min_horizontal(moments),
        to_at=pl.max_horizontal(moments),
        easting=pl.col("X").cast(pl.Float64),
        northing=pl.col("Y").cast(pl.Float64),
        force=pl.lit("Labelled"),
        offence_key="Labelled:" + pl.col("crimeID"),
        offence_class=pl.lit(OffenceClass.COMMERCIAL_BURGLARY.value),
        when_precision=pl.lit(WhenPrecision.MINUTE.value),
        crs=pl.lit("local-metres"),
    )
    return stated.select(
        (pl.col(name) if name in stated.columns else pl.lit(None)).cast(dtype).alias(name)
        for name, dtype in OFFENCES.items()
    )


def _tags(crimes: pl.DataFrame) -> pl.DataFrame:
    codes = crimes.unpivot(_MO, index="row", variable_name="facet", value_name="code").drop_nulls("code")
    codes = codes.with_columns(
        state=pl.lit(TagState.PRESENT.value), origin=pl.lit(TagOrigin.STRUCTURED.value)
    )
    return codes.select(
        (pl.col(name) if name in codes.columns else pl.lit(None)).cast(dtype).alias(name)
        for name, dtype in TAGS.items()
    )


def _truth(solved: pl.DataFrame) -> pl.DataFrame:
    return solved.select("row", series="group1")


def _folds(solved: pl.DataFrame) -> tuple[dict[int, int], ...]:
    dealings = sorted(name for name in solved.columns if name.startswith(_FOLD))
    return tuple(dict(solved.select("row", pl.col(name).cast(pl.Int64)).iter_rows()) for name in dealings)
