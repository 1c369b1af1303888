"""The façade: offences and their codes in, scored links and likely series out.

Read this module first: it is the method's table of contents.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from threading import Lock
from typing import Any

import numba
import numpy as np
import polars as pl
from numpy.typing import NDArray

from sac_dash.domain.columns import LINKS, OFFENCES, TAGS, empty, require
from sac_dash.domain.errors import SacDashError
from sac_dash.domain.progress import Progress, silent
from sac_dash.linkage.candidates import SearchPieces, search_here
from sac_dash.linkage.coded_offences import CodedOffences, code_arrays
from sac_dash.linkage.domains import DOMAINS
from sac_dash.linkage.known_fit import number_known
from sac_dash.linkage.learning import Learned, learn
from sac_dash.linkage.model import describe_model
from sac_dash.linkage.parameter_values import values_of
from sac_dash.linkage.parameters import LinkageParameters
from sac_dash.linkage.probability import prior_log10_odds
from sac_dash.linkage.scope import linkable
from sac_dash.linkage.scoring import Scales, ScoredPairs, make_scales, score_pairs, weigh_without_others
from sac_dash.linkage.series import SeriesFrames, find_series
from sac_dash.linkage.series_checks import check_series
from sac_dash.linkage.travelling_model import SHIPPED_NAME, NamedPrior, checksum_of

_DEFAULT = LinkageParameters()
_ONE_RUN = Lock()


@dataclass(frozen=True)
class LinkageResult:
    """What linking a file gives.

    Parameters
    ----------
    links
        ``domain.columns.LINKS`` and one ``evidence_<domain>`` column per domain.
    members, series
        ``SERIES_MEMBERS`` and ``SERIES``: known series, then suggestions by rank.
    model
        Everything needed to repeat and explain the run, as plain values.
    """

    links: pl.DataFrame
    members: pl.DataFrame
    series: pl.DataFrame
    model: dict[str, Any]


@dataclass(frozen=True)
class ScoredLinks:
    """What scoring a file gives: links and model as in :class:`LinkageResult`."""

    links: pl.DataFrame
    model: dict[str, Any]


def link_offences(
    offences: pl.DataFrame,
    tags: pl.DataFrame,
    parameters: LinkageParameters = _DEFAULT,
    *,
    known: pl.DataFrame | None = None,
    cannot: Sequence[tuple[int, int]] = (),
    priors: Sequence[NamedPrior] = (),
    top: int = 50,
    seed: int = 0,
    jobs: int | None = None,
    progress: Progress = silent,
    search: SearchPieces = search_here,
) -> LinkageResult:
    """Score the pairs of a file and suggest series.

    Parameters
    ----------
    offences, tags
        ``domain.columns.OFFENCES`` and ``TAGS``; tags name offences by row.
    known
        ``row, series``: offences that are known to belong together (must-links); they also teach.
    cannot
        Pairs of rows that an analyst has set apart.
    priors
        Imported models that learning may start from, beside `parameters`; cross-validation on the
        known series decides. Where too few are known the first one stands.
    top
        Best partners kept for every offence.
    seed
        Of learning (which folds, which easy pairs) and of the chance check and resamples of series.
        Where nothing is learned, links and which series are suggested do not depend on it.
    jobs
        Threads; None = all. Results do not depend on it.
    search
        Who does the pieces of an exhaustive search: this process, or several machines. Nor on that.

    Returns
    -------
    Links with ``row_a < row_b``, sorted; series; the model.

    Raises
    ------
    SacDashError
        If a frame lacks a column, or `known` or `cannot` name a row that is not there.
    """
    with _scored(
        offences, tags, parameters,
        known=known, priors=priors, top=top, seed=seed, jobs=jobs, progress=progress,
        search=search,
    ) as run:  # fmt: skip
        progress("Growing series", 0.0)
        found = _series(run.coded, run.pairs, run.parameters, known=run.known, cannot=cannot)
        if run.scales is not None and run.pairs is not None:
            found = _checked(found, run.scales, run.pairs, cannot=cannot, seed=seed)
    progress("Growing series", 1.0)
    return LinkageResult(_link_frame(run.coded, run.pairs), found.members, found.series, run.model)


def score_offences(
    offences: pl.DataFrame,
    tags: pl.DataFrame,
    parameters: LinkageParameters = _DEFAULT,
    *,
    known: pl.DataFrame | None = None,
    priors: Sequence[NamedPrior] = (),
    top: int = 50,
    seed: int = 0,
    jobs: int | None = None,
    progress: Progress = silent,
    search: SearchPieces = search_here,
) -> ScoredLinks:
    """Score the pairs of a file and leave it at that: the links and the model of :func:`link_offences`.

    Its parameters and errors are those of :func:`link_offences`.
    """
    with _scored(
        offences, tags, parameters,
        known=known, priors=priors, top=top, seed=seed, jobs=jobs, progress=progress,
        search=search,
    ) as run:  # fmt: skip
        return ScoredLinks(_link_frame(run.coded, run.pairs), run.model)


@dataclass(frozen=True)
class _Run:
    """A file read, learned from and scored."""

    coded: CodedOffences
    known: dict[str, list[int]]
    parameters: LinkageParameters
    scales: Scales | None
    pairs: ScoredPairs | None
    model: dict[str, Any]


@contextmanager
def _scored(
    offences: pl.DataFrame,
    tags: pl.DataFrame,
    parameters: LinkageParameters,
    *,
    known: pl.DataFrame | None,
    priors: Sequence[NamedPrior],
    top: int,
    seed: int,
    jobs: int | None,
    progress: Progress,
    search: SearchPieces,
) -> Iterator[_Run]:
    """Score the pairs of a file; what is done with them inside the block has the same threads."""
    require(offences, OFFENCES, "the offences")
    require(tags, TAGS, "the tags")
    coded = code_arrays(offences, tags, linkable(offences))
    given = _known_positions(known, offences.height, coded)
    with _threads(jobs):
        learned = _learn(coded, tags, given, parameters, priors, seed=seed, progress=progress)
        progress("Scoring pairs", 0.0)
        numbers = number_known(given, len(coded))
        scales = make_scales(coded, tags, learned.parameters, numbers) if len(coded) > 1 else None
        pairs = score_pairs(scales, top=top, progress=progress, search=search) if scales else None
        model = describe_model(coded, learned.parameters, learned.report, given, top=top, seed=seed)
        yield _Run(coded, given, learned.parameters, scales, pairs, model)


@contextmanager
def _threads(jobs: int | None) -> Iterator[None]:
    """Use `jobs` threads for a while; one run at a time, as the compiled threads are shared."""
    with _ONE_RUN:
        before = numba.get_num_threads()
        if jobs is not None:
            numba.set_num_threads(max(1, min(jobs, before)))
        try:
            yield
        finally:
            numba.set_num_threads(before)


def _link_frame(coded: CodedOffences, pairs: ScoredPairs | None) -> pl.DataFrame:
    """Return the links by row of the offences frame."""
    columns = [domain.column for domain in DOMAINS]
    if pairs is None:
        return empty({**LINKS, **dict.fromkeys(columns, pl.Float32)})
    left, right = coded.rows[pairs.a], coded.rows[pairs.b]
    return pl.DataFrame(
        {
            "row_a": np.minimum(left, right).astype(np.uint32),
            "row_b": np.maximum(left, right).astype(np.uint32),
            "log10_bayes_factor": pairs.total.astype(np.float32),
            "probability": pairs.probability.astype(np.float32),
            **{name: pairs.evidence[:, k] for k, name in enumerate(columns)},
        }
    ).sort("row_a", "row_b")


def _series(
    coded: CodedOffences,
    pairs: ScoredPairs | None,
    parameters: LinkageParameters,
    *,
    known: Mapping[str, list[int]],
    cannot: Sequence[tuple[int, int]],
) -> SeriesFrames:
    """Return the series of the scored pairs, known ones included."""
    apart = _positions(coded, cannot)
    scored = pairs if pairs is not None else _no_pairs()
    prior = math.log(10.0) * prior_log10_odds(len(coded), parameters.prior)
    return find_series(
        coded, scored, prior, parameters.series, known=known, cannot=apart, prior=parameters.prior
    )


def _positions(coded: CodedOffences, rows: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return pairs of rows as canonical positions; those of which one is not linked are left out."""
    if not rows:
        return []
    found = _find_rows(coded, np.array(rows, np.int64).reshape(-1, 2))
    return [(int(a), int(b)) for a, b in found if a >= 0 and b >= 0]


def _find_rows(coded: CodedOffences, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the canonical position of each row of the offences frame; -1 where it is not linked."""
    if not len(coded):
        return np.full(rows.shape, -1)
    order = np.argsort(coded.rows)
    place = np.minimum(np.searchsorted(coded.rows, rows, sorter=order), len(coded) - 1)
    position = order[place]
    return np.where(coded.rows[position] == rows, position, -1)


def _checked(
    found: SeriesFrames,
    scales: Scales,
    pairs: ScoredPairs,
    *,
    cannot: Sequence[tuple[int, int]],
    seed: int,
) -> SeriesFrames:
    """Return the series with what chance and resampling say of the suggestions."""
    coded, parameters = scales.coded, scales.parameters
    prior = math.log(10.0) * prior_log10_odds(len(coded), parameters.prior)
    return check_series(
        found, coded, pairs, partial(weigh_without_others, replace(scales, known=None)),
        prior_log_odds=prior, parameters=parameters.series, cannot=_positions(coded, cannot), seed=seed,
    )  # fmt: skip


def _learn(
    coded: CodedOffences,
    tags: pl.DataFrame,
    known: dict[str, list[int]],
    parameters: LinkageParameters,
    priors: Sequence[NamedPrior],
    *,
    seed: int,
    progress: Progress,
) -> Learned:
    """Return what the known series warrant, starting from an imported model or from `parameters`."""
    checksum = checksum_of(values_of(parameters))
    starts = (*priors, NamedPrior(SHIPPED_NAME, checksum, parameters))
    return learn(coded, tags, known, starts, seed=seed, progress=progress)


def _known_positions(known: pl.DataFrame | None, height: int, coded: CodedOffences) -> dict[str, list[int]]:
    """Return the linkable members of each known series by canonical position."""
    given: dict[str, list[int]] = {}
    if known is None:
        return given
    stated = known.select("row", "series").drop_nulls().unique()
    if stated["row"].is_duplicated().any():
        raise SacDashError("an offence is given two known series: keep one of them")
    outside = stated.filter(~pl.col("row").is_between(0, height - 1))["row"]
    if len(outside):
        raise SacDashError(f"a known series names the row {outside[0]}, which is not among the offences")
    found = _find_rows(coded, stated["row"].cast(pl.Int64).to_numpy())
    for position, series in zip(found.tolist(), stated["series"].to_list(), strict=True):
        if position >= 0:
            given.setdefault(str(series), []).append(position)
    return given


def _no_pairs() -> ScoredPairs:
    """Return what a file of fewer than two offences scores."""
    none = np.zeros(0, np.int64)
    nothing = np.zeros(0)
    return ScoredPairs(none, none, np.zeros((0, len(DOMAINS)), np.float32), nothing, nothing, every_pair=True)
