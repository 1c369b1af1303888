"""The whole judgement of a run in one record: ranking, series, calibration, early detection, by kind of series.

Read :func:`evaluate_linkage` first; each part has its own module. Everything stands beside two plain baselines
and carries an interval that resamples whole series.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sac_dash.linkage.baselines import BaselineParameters, baseline_pairs
from sac_dash.linkage.bootstrap import BootstrapParameters, Estimate, draw_weights, estimate
from sac_dash.linkage.calibration_curve import CalibrationBand, calibration_curve
from sac_dash.linkage.cluster_agreement import SeriesAgreement, compare_series
from sac_dash.linkage.early_detection import Detection, offences_until_detected, summarise_detection
from sac_dash.linkage.evaluation import LISTS, hit_at, ranking_estimates, recall_at
from sac_dash.linkage.found_pairs import FoundPairs, find_in_links, order_in_time
from sac_dash.linkage.scope import linkable
from sac_dash.linkage.series_period import period_of_series
from sac_dash.linkage.series_reach import reach_of_series
from sac_dash.linkage.truth import TruePairs, find_true_pairs

OURS = "sac_dash"


@dataclass(frozen=True)
class JudgedRun:
    """What a run gave, to be judged.

    Parameters
    ----------
    offences
        ``domain.columns.OFFENCES``.
    codes
        ``row, facet, code`` of behaviours stated present (for the baseline).
    links, members
        ``domain.columns.LINKS`` and ``SERIES_MEMBERS`` (at least ``row, series_id``).
    top
        How many of an offence's best partners the links hold for certain.
    given
        Rows of each series that the run was given, as its model tells (``model["known_series"]``).
    """

    offences: pl.DataFrame
    codes: pl.DataFrame
    links: pl.DataFrame
    members: pl.DataFrame
    top: int = 50
    given: Mapping[str, Sequence[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class EvaluationParameters:
    """How a run is judged.

    Parameters
    ----------
    complete_truth
        Whether the truth lists every series. No force's does: where it lists some, pairs of two offences that
        it does not list are left out, as nobody knows whether they belong together.
    """

    bootstrap: BootstrapParameters = field(default_factory=BootstrapParameters)
    baselines: BaselineParameters = field(default_factory=BaselineParameters)
    complete_truth: bool = True


@dataclass(frozen=True)
class MethodQuality:
    """One method's ranking: measures by name, and how soon it detects series."""

    method: str
    ranking: dict[str, Estimate]
    detection: Detection


@dataclass(frozen=True)
class GroupQuality:
    """Recall@10 and hit@10 of one kind of series (or class of offence), by method."""

    kind: str  # "reach" | "period" | "offence_class" | "label"
    group: str
    series: int
    seeds: int
    recall_at_10: dict[str, Estimate]
    hit_at_10: dict[str, Estimate]


@dataclass(frozen=True)
class Evaluation:
    """The judgement of a run.

    Parameters
    ----------
    offences, series, seeds, true_pairs
        Offences of the file; true series judged, their offences judged from, pairs to find.
    not_linkable
        Offences judged from that are of a class, or a precision, that is not linked: they count as missed.
    given_offences, given_series
        What was given to the run and is left out.
    methods
        Ours first, then the baselines; the latter missing where the file is too large for them.
    """

    offences: int
    series: int
    seeds: int
    true_pairs: int
    not_linkable: int
    given_offences: int
    given_series: int
    methods: tuple[MethodQuality, ...]
    suggestions: SeriesAgreement
    calibration: tuple[CalibrationBand, ...]
    groups: tuple[GroupQuality, ...]
    parameters: EvaluationParameters = field(default_factory=EvaluationParameters)

    @property
    def enough(self) -> bool:
        """Return whether there are enough series for intervals and comparisons."""
        return self.series >= self.parameters.bootstrap.min_series

    def as_dict(self) -> dict[str, Any]:
        """Return the judgement as plain values."""
        bands = [
            {**asdict(band), "holds": band.holds, "verdict": band.verdict.value} for band in self.calibration
        ]
        return {**asdict(self), "enough_series": self.enough, "calibration": bands}


def evaluate_linkage(
    run: JudgedRun,
    truth: pl.DataFrame,
    given: pl.DataFrame | None = None,
    *,
    labels: Mapping[str, str] | None = None,
    parameters: EvaluationParameters | None = None,
) -> Evaluation:
    """Judge a run against the series its offences truly belong to.

    Parameters
    ----------
    truth
        ``row, series``: one row per offence of a true series.
    given
        ``row, series``: series that were given to the run, left out of the judgement.
    labels
        A word for a true series (its template), to break the figures down by.
    """
    parameters = parameters or EvaluationParameters()
    pairs = find_true_pairs(truth, given, complete=parameters.complete_truth)
    order, links = order_in_time(run.offences), _decided(run.links, pairs)
    found = {OURS: find_in_links(links, pairs, order, run.top)}
    found |= baseline_pairs(run.offences, run.codes, pairs, order, parameters.baselines)
    seeds = np.unique(pairs.seeds[pairs.judged])
    return Evaluation(
        offences=run.offences.height,
        series=pairs.blocks,
        seeds=len(seeds),
        true_pairs=len(pairs),
        not_linkable=int((~linkable(run.offences).to_numpy()[seeds]).sum()),
        given_offences=len(pairs.given),
        given_series=0 if given is None else given["series"].n_unique(),
        methods=tuple(_method(name, pairs, each, order, parameters) for name, each in found.items()),
        suggestions=compare_series(run.members, pairs, parameters.bootstrap),
        calibration=calibration_curve(links, pairs, parameters.bootstrap),
        groups=tuple(_groups(run.offences, truth, pairs, found, labels or {}, parameters.bootstrap)),
        parameters=parameters,
    )


def _decided(links: pl.DataFrame, pairs: TruePairs) -> pl.DataFrame:
    """Return the links that a truth of some series only has anything to say of; all of them of a whole truth."""
    if pairs.complete:
        return links
    listed = pl.Series(pairs.listed).cast(pl.UInt32).implode()
    return links.filter(pl.col("row_a").is_in(listed) | pl.col("row_b").is_in(listed))


def _method(
    name: str, pairs: TruePairs, found: FoundPairs, order: NDArray[np.int64], parameters: EvaluationParameters
) -> MethodQuality:
    detected = offences_until_detected(pairs, found, order)
    return MethodQuality(
        name,
        ranking_estimates(pairs, found, parameters.bootstrap),
        summarise_detection(detected, parameters.bootstrap),
    )


def _groups(  # noqa: PLR0917 - what the groups are read from
    offences: pl.DataFrame,
    truth: pl.DataFrame,
    pairs: TruePairs,
    found: Mapping[str, FoundPairs],
    labels: Mapping[str, str],
    parameters: BootstrapParameters,
) -> list[GroupQuality]:
    """Return the quality by reach, by half of the time covered, by class of the seed and by label."""
    block = np.r_[pairs.block, pairs.block]
    reach = np.array([str(each) for each in reach_of_series(offences, pairs)], object)
    classes = offences["offence_class"].fill_null("unknown").to_numpy()
    named = _label_of_blocks(truth, pairs, labels)
    columns = {
        "reach": reach[block],
        "period": period_of_series(offences, pairs)[block],
        "offence_class": classes[pairs.seeds],
        "label": named[block],
    }
    return [
        _group(kind, group, column == group, pairs, found, parameters)
        for kind, column in columns.items()
        for group in _in_order(set(column[pairs.judged].tolist()) - {""})
    ]


def _in_order(groups: set[str]) -> list[str]:
    """Return groups by name, what is unknown last."""
    return sorted(groups, key=lambda group: ("unknown" in group, group))


def _group(  # noqa: PLR0917 - one group's columns
    kind: str,
    group: str,
    among: NDArray[np.bool_],
    pairs: TruePairs,
    found: Mapping[str, FoundPairs],
    parameters: BootstrapParameters,
) -> GroupQuality:
    counted = among & pairs.judged
    series = len(np.unique(np.r_[pairs.block, pairs.block][counted]))
    enough = series >= parameters.min_series
    weights = draw_weights(pairs.blocks, parameters) if enough else np.ones((1, pairs.blocks))
    return GroupQuality(
        kind,
        group,
        series,
        len(np.unique(pairs.seeds[counted])),
        {n: estimate(recall_at(LISTS[0], pairs, f, among), weights, parameters) for n, f in found.items()},
        {n: estimate(hit_at(LISTS[0], pairs, f, among), weights, parameters) for n, f in found.items()},
    )


def _label_of_blocks(truth: pl.DataFrame, pairs: TruePairs, labels: Mapping[str, str]) -> NDArray[np.object_]:
    """Return a word for each true series, empty where there is none."""
    named = np.full(pairs.blocks, "", object)
    for row, series in truth.select(
        pl.col("row").cast(pl.Int64), pl.col("series").cast(pl.String)
    ).iter_rows():
        if row in pairs.block_of_row and series in labels:
            named[pairs.block_of_row[row]] = labels[series]
    return named
