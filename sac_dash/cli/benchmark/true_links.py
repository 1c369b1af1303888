"""What links are worth where it is known which offences belong together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sac_dash.domain.errors import UnusableInputError
from sac_dash.linkage.truth import TruePairs, find_true_pairs, pair_key
from sac_dash.workflow.known_series import read_series_list
from sac_dash.workflow.references import rows_of

BANDS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
"""Probabilities between which it is asked how many links are true."""
_REMEDY = "Name a column of the file (CSV or Parquet), or a CSV of crime_ref and series (and force)"


@dataclass(frozen=True)
class Band:
    """Links of about one probability: what was said of them, and what is so."""

    low: float
    high: float
    links: int
    said: float
    true: float


@dataclass(frozen=True)
class Judged:
    """Links held against the truth.

    Parameters
    ----------
    true_pairs
        All pairs of offences of one series.
    links, held
        Links at least as probable as the floor, and those of them that are true.
    bands
        Calibration.
    """

    true_pairs: int
    links: int
    held: int
    bands: tuple[Band, ...]

    @property
    def recall(self) -> float:
        """Return the share of all true pairs that are among the links."""
        return self.held / self.true_pairs if self.true_pairs else 0.0

    @property
    def precision(self) -> float:
        """Return the share of the links that are true."""
        return self.held / self.links if self.links else 0.0


def read_truth(truth: str, files: Sequence[Path], offences: pl.DataFrame) -> pl.DataFrame:
    """Return ``row, series`` of the offences whose series is known.

    Parameters
    ----------
    truth
        A list (CSV of `crime_ref, series`), or the column of `files` that names each offence's series.

    Raises
    ------
    UnusableInputError
        When there is neither.
    """
    if Path(truth).is_file():
        listed = rows_of(offences, read_series_list(Path(truth))).drop_nulls("row")
        return listed.select(pl.col("row").cast(pl.UInt32), "series")
    stated = pl.concat([_column(file, truth) for file in files])
    placed = offences.select("source_file", "source_row").with_row_index("row")
    return placed.join(stated, on=["source_file", "source_row"], how="inner").select("row", "series")


def judge_links(links: pl.DataFrame, truth: TruePairs, floor: float) -> Judged:
    """Hold links (``row_a, row_b, probability``) against the true pairs."""
    probability = links["probability"].to_numpy()
    at_all = probability >= np.float32(floor)
    rows = [links[name].cast(pl.Int64).to_numpy()[at_all] for name in ("row_a", "row_b")]
    is_true = np.isin(pair_key(*rows), pair_key(truth.a, truth.b))
    said = probability[at_all]
    bands = [_band(low, high, said, is_true) for low, high in pairwise(BANDS)]
    return Judged(len(truth), len(said), int(is_true.sum()), tuple(band for band in bands if band.links))


def share_kept(links: pl.DataFrame, of: pl.DataFrame) -> float:
    """Return the share of the links `of` another run that are among `links`."""
    mine, theirs = (
        pair_key(*(each[name].cast(pl.Int64).to_numpy() for name in ("row_a", "row_b")))
        for each in (links, of)
    )
    return float(np.isin(theirs, mine).mean()) if len(theirs) else 1.0


def true_pairs_of(truth: pl.DataFrame) -> TruePairs:
    """Return the pairs of offences that share a series."""
    return find_true_pairs(truth)


def _column(file: Path, name: str) -> pl.DataFrame:
    """Return the series that a column of a file names, by source row."""
    try:
        frame = pl.read_parquet(file) if _is_parquet(file) else pl.read_csv(file, infer_schema=False)
        stated = frame.select(series=pl.col(name).cast(pl.String))
    except (OSError, pl.exceptions.PolarsError) as error:
        raise UnusableInputError(
            f'"{name}" is neither a file nor a column that can be read', file=file.name, remedy=_REMEDY
        ) from error
    return (
        stated.with_row_index("source_row", offset=2)
        .with_columns(pl.col("source_row").cast(pl.Int64), source_file=pl.lit(file.name))
        .filter(pl.col("series").str.strip_chars() != "")
    )


def _is_parquet(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(4) == b"PAR1"


def _band(low: float, high: float, said: NDArray[np.float32], is_true: NDArray[np.bool_]) -> Band:
    inside = (said >= np.float32(low)) & ((said < np.float32(high)) | (high >= 1.0))
    if not inside.any():
        return Band(low, high, 0, 0.0, 0.0)
    mean = float(said[inside].mean(dtype=np.float64))
    return Band(low, high, int(inside.sum()), mean, float(is_true[inside].mean()))
