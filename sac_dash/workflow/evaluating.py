"""Judging a run, in a folder or in the store, against a list of what is true."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from sac_dash.domain.columns import LISTED_SERIES, empty
from sac_dash.domain.errors import UnusableInputError
from sac_dash.domain.facets import TagState
from sac_dash.linkage.evaluation_report import Evaluation, EvaluationParameters, JudgedRun, evaluate_linkage
from sac_dash.store import Generation, Store
from sac_dash.workflow.known_series import known_series, read_series_list
from sac_dash.workflow.references import rows_of
from sac_dash.workflow.run_folder import read_run_folder

TEMPLATE = "template"
"""A further column of the truth: a word for the kind of series, to break the figures down by."""


@dataclass(frozen=True)
class TruthFiles:
    """What a run is judged by.

    Parameters
    ----------
    truth
        A CSV of ``crime_ref, series`` (and ``force``, ``template``).
    known
        A CSV of the series that were given to the run: left out of the judgement. So is what the run itself
        knows to have been given (the source's own column `known_series`, the store's lists, what its model holds).
    """

    truth: Path
    known: Path | None = None


def evaluate_store(
    store: Store, files: TruthFiles, parameters: EvaluationParameters | None = None
) -> Evaluation:
    """Judge what the store holds (see :func:`judge`)."""
    generation = store.require_current()
    return judge(run_of_generation(generation), files, generation.listed_series, parameters)


def evaluate_run(
    folder: Path, files: TruthFiles, parameters: EvaluationParameters | None = None
) -> Evaluation:
    """Judge what `sac-dash link` wrote into `folder` (see :func:`judge`).

    Raises
    ------
    UnusableInputError
        When the folder does not hold a run.
    """
    return judge(read_run(folder), files, None, parameters)


def judge(
    run: JudgedRun,
    files: TruthFiles,
    listed: pl.DataFrame | None = None,
    parameters: EvaluationParameters | None = None,
) -> Evaluation:
    """Judge a run by a CSV of true series.

    Parameters
    ----------
    listed
        What earlier lists of known series said (`domain.columns.LISTED_SERIES`), left out as well.

    Raises
    ------
    UnusableInputError
        When a file cannot be read, or no series of the truth has two of the offences left to be found.
    """
    listing = rows_of(run.offences, read_series_list(files.truth, (TEMPLATE,))).drop_nulls("row")
    truth = listing.select(pl.col("row").cast(pl.UInt32), "series").unique(maintain_order=True)
    named = known_series(run.offences, files.known, empty(LISTED_SERIES) if listed is None else listed).frame
    given = _with_given(named, run)
    _check_something_to_find(truth, given, files.truth)
    labels = {}
    if TEMPLATE in listing.columns:
        labels = dict(listing.drop_nulls(TEMPLATE).select("series", TEMPLATE).iter_rows())
    return evaluate_linkage(run, truth, given, labels=labels, parameters=parameters)


def run_of_generation(generation: Generation) -> JudgedRun:
    """Return what a generation of the store holds, to be judged."""
    stated = generation.tags.filter(pl.col("state") != TagState.ABSENT)
    return JudgedRun(
        generation.offences,
        stated.select("row", "facet", "code").drop_nulls(),
        generation.links,
        generation.members,
        _top(generation.model),
        _given(generation.model),
    )


def read_run(folder: Path) -> JudgedRun:
    """Read what `sac-dash link` wrote into `folder`, to be judged.

    Raises
    ------
    UnusableInputError
        When the folder does not hold a run.
    """
    run = read_run_folder(folder)
    return JudgedRun(run.offences, run.codes(), run.links, run.members, run.top, _given(run.model))


def _with_given(named: pl.DataFrame, run: JudgedRun) -> pl.DataFrame:
    """Return `row, series` of what files name and of what else the run was given (decisions, its own list)."""
    held = [(row, name) for name, rows in sorted(run.given.items()) for row in rows]
    own = pl.DataFrame(held, schema={"row": pl.UInt32, "series": pl.String}, orient="row")
    return pl.concat([named.select(own.columns), own]).unique("row", keep="first", maintain_order=True)


def _check_something_to_find(truth: pl.DataFrame, given: pl.DataFrame, path: Path) -> None:
    pairs = truth.filter(pl.len().over("series") > 1)
    if pairs.is_empty():
        raise UnusableInputError(
            "no series has two of these offences",
            file=path.name,
            remedy="Check that the references are the same",
        )
    left = pairs.join(given.select("row"), on="row", how="anti")
    if left.is_empty():
        raise UnusableInputError(
            "every series of it was given to the run, so that nothing was found",
            file=path.name,
            remedy="Judge by series that were kept aside",
        )


def _given(model: dict[str, Any]) -> dict[str, list[int]]:
    """Return the rows of each series that the run was given."""
    return dict(model.get("known_series") or {})


def _top(model: dict[str, Any]) -> int:
    """Return how many best partners of an offence the run kept."""
    return int(model.get("top") or 50)
