"""The façade: offences and their codes in, scored links and likely series out.

Read this module first: it is the method's table of contents.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import polars as pl

from sac_dash.domain.columns import CHANCE_LEVEL, OFFENCES, TAGS, WEIGHED_PAIRS, empty, require
from sac_dash.domain.progress import Progress, silent
from sac_dash.linkage.candidates import SearchPieces, search_here
from sac_dash.linkage.chance_level import describe_level, level_frame
from sac_dash.linkage.coded_offences import CodedOffences, code_arrays
from sac_dash.linkage.known_fit import number_known
from sac_dash.linkage.laid_out import LaidOut
from sac_dash.linkage.learning import Learned, learn
from sac_dash.linkage.linked_rows import find_known, link_frame, weighed_frame
from sac_dash.linkage.model import describe_model
from sac_dash.linkage.parameter_values import values_of
from sac_dash.linkage.parameters import LinkageParameters
from sac_dash.linkage.running import running
from sac_dash.linkage.scope import linkable
from sac_dash.linkage.scoring import Scales, ScoredPairs, make_scales, score_pairs
from sac_dash.linkage.suggested_series import suggest_series
from sac_dash.linkage.travelling_model import SHIPPED_NAME, NamedPrior, checksum_of

_DEFAULT = LinkageParameters()


@dataclass(frozen=True)
class LinkageResult:
    """What linking a file gives.

    Parameters
    ----------
    links
        ``domain.columns.LINKS`` and one ``evidence_<domain>`` column per domain; of an update ``PLACED_LINKS``.
    members, series
        ``SERIES_MEMBERS`` and ``SERIES``: known series, then suggestions by rank.
    model
        Everything needed to repeat and explain the run, as plain values.
    weighed
        ``WEIGHED_PAIRS``: what :func:`sac_dash.linkage.update.update_links` goes on from; empty where every pair
        of the file was scored.
    chance
        ``CHANCE_LEVEL``: what shuffled files held, for such an update to hold series against.
    laid
        The file as an update laid it out: a process that lives on may hand it to the next one.
    added_evidence
        Of an update: the rows of evidence to be added to those that its links were placed among before.
    """

    links: pl.DataFrame
    members: pl.DataFrame
    series: pl.DataFrame
    model: dict[str, Any]
    weighed: pl.DataFrame = field(default_factory=partial(empty, WEIGHED_PAIRS))
    chance: pl.DataFrame = field(default_factory=partial(empty, CHANCE_LEVEL))
    laid: LaidOut | None = None
    added_evidence: pl.DataFrame | None = None


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
        found, level = suggest_series(
            run.coded, run.scales, run.pairs, run.parameters, known=run.known, cannot=cannot, seed=seed
        )
    progress("Growing series", 1.0)
    coded, pairs, model = run.coded, run.pairs, run.model
    del run  # what pairs were scored with makes room for the frames
    with running(jobs):
        links, weighed = link_frame(coded, pairs), weighed_frame(coded, pairs)
    return LinkageResult(
        links,
        found.members,
        found.series,
        {**model, **describe_level(level)},
        weighed,
        level_frame(level),
    )


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
        return ScoredLinks(link_frame(run.coded, run.pairs), run.model)


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
    coded = code_arrays(offences, tags, linkable(offences), progress=progress)
    given = find_known(known, offences.height, coded)
    with running(jobs):
        learned = _learn(coded, tags, given, parameters, priors, seed=seed, progress=progress)
        progress("Scoring pairs", 0.0)
        numbers = number_known(given, len(coded))
        scales = make_scales(coded, tags, learned.parameters, numbers) if len(coded) > 1 else None
        progress("Scoring pairs", 0.0)
        pairs = score_pairs(scales, top=top, progress=progress, search=search) if scales else None
        model = describe_model(
            coded,
            learned.parameters,
            learned.report,
            given,
            rates=scales.on_demand.rates if scales and scales.on_demand else None,
            level=pairs.level.as_dict() if pairs else {},
            top=top,
            seed=seed,
        )
        yield _Run(coded, given, learned.parameters, scales, pairs, model)


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
