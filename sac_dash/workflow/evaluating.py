"""Judging a run's ranking against a list of what is true."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from sac_dash.domain.errors import UnusableInputError
from sac_dash.linkage.evaluation import RankingQuality, evaluate_ranking
from sac_dash.store import Store
from sac_dash.workflow.contract_files import LINKS_FILE, OFFENCES_FILE
from sac_dash.workflow.known_series import read_series_list
from sac_dash.workflow.references import rows_of


def evaluate_store(store: Store, truth: Path, known: Path | None = None) -> RankingQuality:
    """Judge the links that the store holds (see :func:`judge`)."""
    generation = store.require_current()
    return judge(generation.offences, generation.links, truth, known)


def evaluate_run(folder: Path, truth: Path, known: Path | None = None) -> RankingQuality:
    """Judge the links that `sac-dash link` wrote into `folder` (see :func:`judge`).

    Raises
    ------
    UnusableInputError
        When the folder does not hold a run.
    """
    try:
        offences = pl.read_parquet(folder / OFFENCES_FILE)
        links = pl.read_parquet(folder / LINKS_FILE)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise UnusableInputError(
            "this folder does not hold a run of sac-dash link",
            file=folder.name,
            remedy="Give the folder named --out",
        ) from error
    return judge(offences, _with_rows(links, offences), truth, known)


def judge(
    offences: pl.DataFrame, links: pl.DataFrame, truth: Path, known: Path | None = None
) -> RankingQuality:
    """Judge links (`row_a, row_b, log10_bayes_factor`) against a CSV of `crime_ref, series`.

    Offences of series that were given to the run (`known`) are left out: they were not found.

    Raises
    ------
    UnusableInputError
        When no series of the truth has two of the offences.
    """
    true = _series_rows(offences, truth)
    if known is not None:
        given = _series_rows(offences, known)
        true = true.join(given, on="row", how="anti")
        links = _without_given_pairs(links, given)
    true = true.filter(pl.len().over("series") > 1)
    if true.is_empty():
        raise UnusableInputError(
            "no series has two of these offences",
            file=truth.name,
            remedy="Check that the references are the same",
        )
    return evaluate_ranking(links, true)


def _without_given_pairs(links: pl.DataFrame, given: pl.DataFrame) -> pl.DataFrame:
    rows = given["row"].unique().implode()
    return links.filter(~(pl.col("row_a").is_in(rows) & pl.col("row_b").is_in(rows)))


def _series_rows(offences: pl.DataFrame, path: Path) -> pl.DataFrame:
    listed = rows_of(offences, read_series_list(path)).drop_nulls("row")
    return listed.select(pl.col("row").cast(pl.UInt32), "series").unique()


def _with_rows(links: pl.DataFrame, offences: pl.DataFrame) -> pl.DataFrame:
    for end in ("a", "b"):
        named = {f"crime_ref_{end}": "crime_ref", f"force_{end}": "force"}
        present = {theirs: ours for theirs, ours in named.items() if theirs in links.columns}
        rows = rows_of(offences, links.select(present).rename(present))["row"]
        links = links.with_columns(rows.cast(pl.UInt32).alias(f"row_{end}"))
    return links
