"""How good the model is on this force, as far as that is known, and from where.

Learnt models are judged by the cross-validation that chose them (``model["learning"]``); where nothing was
learnt, known series have not taught the scores and judge them as they stand; without known series nothing is
measured, and that is said.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from sac_dash.dashboard import state
from sac_dash.domain.errors import UnusableInputError
from sac_dash.domain.offence_class import CLASS_LABELS
from sac_dash.figures.calibration import CalibrationPoint
from sac_dash.linkage.baselines import DISTANCE_TIME, SAME_CODES, BaselineParameters
from sac_dash.linkage.bootstrap import BootstrapParameters, Estimate
from sac_dash.linkage.calibration_curve import MIN_PAIRS
from sac_dash.linkage.evaluation_report import (
    OURS,
    Evaluation,
    EvaluationParameters,
    GroupQuality,
    evaluate_linkage,
)
from sac_dash.linkage.series_reach import SeriesReach
from sac_dash.store import Generation
from sac_dash.workflow.evaluating import TruthFiles, judge, run_of_generation
from sac_dash.workflow.publish_demo import TRUTH_NAME

ON_PAGE = EvaluationParameters(
    BootstrapParameters(rounds=200), BaselineParameters(every_pair_up_to=5_000), complete_truth=False
)
"""What a page can wait for: two or three seconds, once for each publication."""
METHOD_LABELS = {OURS: "SAC Dash", DISTANCE_TIME: "Distance + time", SAME_CODES: "Same codes"}
MEASURES = {
    "recall_at_10": ("recall@10", "of a series' other offences, the share among an offence's best 10"),
    "hit_at_10": ("hit@10", "offences with at least one true partner among their best 10"),
    "average_precision": ("average precision", "over all pairs"),
}
NOT_MEASURED = (
    "No known series is held. Give some with sac-dash ingest … --known KNOWN.csv (crime_ref, series), and this page "
    "judges the model by them. Until then nobody has measured it on your offences."
)
TAUGHT = "The known series taught the weights and cannot judge them as well."
_DEMONSTRATION = "A real force is harder: read the figures as a demonstration."
_NOBODY_KNOWS = "Pairs of two offences in no known series are left out: nobody knows about them."
LEAST_GROUP = 3
"""Kinds of series shown apart have at least so many."""
SOON = 3
NOTHING_LEARNT = frozenset({"as given", "shipped"})
"""Levels at which known series have changed no weight, and so may judge them."""
_LEVELS = {
    "as given": "Weights as given",
    "shipped": "Weights as given",
    "shifted by own series": "Shifted by your series",
    "facet by facet": "Weighed facet by facet",
}


@dataclass(frozen=True)
class QualityView:
    """What is known of the model's quality here.

    Parameters
    ----------
    basis
        How it was measured, or why it was not, in words.
    header, rows
        A table of measures, one row a measure (or a level of learning).
    points
        The calibration; empty where it was not measured.
    warning
        What stands in the way of trusting the figures, in words.
    """

    basis: str
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    points: tuple[CalibrationPoint, ...] = ()
    warning: str = ""


@state.per_generation
def read_quality(generation: Generation) -> QualityView:
    """Return what is known of the quality of a generation's model."""
    learning = generation.model.get("learning") or {}
    known = known_in_store(generation)
    if has_learnt(generation.model):
        return _cross_validated(learning) if learning.get("cross_validation") else QualityView(TAUGHT)
    if known.filter(pl.len().over("series") > 1).is_empty():
        return _by_invented_truth(generation) or QualityView(NOT_MEASURED)
    judged = evaluate_linkage(run_of_generation(generation), known, parameters=ON_PAGE)
    return _evaluated(judged, "known series held", _NOBODY_KNOWS)


def known_in_store(generation: Generation) -> pl.DataFrame:
    """Return `row, series` of the offences that analysts (not the machine) have placed in a series."""
    named = generation.series.filter(pl.col("known")).select("series_id")
    members = generation.members.join(named, on="series_id", how="semi")
    return members.filter(pl.col("membership_prob") >= 1.0).select("row", series="series_id")


def level_words(model: dict[str, Any]) -> str:
    """Return the level of the learning ladder in words."""
    level = str((model.get("learning") or {}).get("level", "shipped"))
    return _LEVELS.get(level, level.capitalize())


def has_learnt(model: dict[str, Any]) -> bool:
    """Return whether known series have changed the model's weights."""
    return str((model.get("learning") or {}).get("level", "shipped")) not in NOTHING_LEARNT


def _by_invented_truth(generation: Generation) -> QualityView | None:
    """Return the judgement of the invented force by the truth it was published with; None of any other."""
    truth = state.store().home / TRUTH_NAME
    if not (generation.invented and truth.is_file()):
        return None
    whole = replace(ON_PAGE, complete_truth=True)
    try:
        judged = judge(run_of_generation(generation), TruthFiles(truth), generation.listed_series, whole)
    except UnusableInputError:  # the truth of another invented force than the one held
        return None
    return _evaluated(judged, "invented series behind this force", _DEMONSTRATION)


def _cross_validated(learning: dict[str, Any]) -> QualityView:
    """Return what the learner measured on folds of whole series: the best try of each level and prior."""
    series = int(learning.get("known_series") or 0)
    best: dict[tuple[str, str], dict[str, Any]] = {}
    for trial in learning["cross_validation"]:
        key = (str(trial["level"]), str(trial.get("prior") or ""))
        if key not in best or trial["log_loss"] < best[key]["log_loss"]:
            best[key] = trial
    several = len({prior for _, prior in best}) > 1
    rows = tuple(
        (
            _named_level(level, prior if several else "", learning),
            *(_share(trial.get(key)) for key in MEASURES),
            f"{trial['log_loss']:.2f}",
        )
        for (level, prior), trial in best.items()
    )
    return QualityView(
        f"Cross-validated on {series:,} known series ({int(learning.get('known_offences') or 0):,} offences): each is "
        f"judged by weights that it has not taught. {learning.get('reason') or ''} Surprise: nats a linked pair, less "
        "is better.",
        ("What was tried", *(name for name, _ in MEASURES.values()), "surprise"),
        rows,
        tuple(_learnt_points(learning.get("calibration") or ())),
        _few(series),
    )


def _evaluated(judged: Evaluation, series: str, caution: str) -> QualityView:
    """Return the judgement by series that have taught nothing."""
    rows = [
        (name, *(_with_interval(method.ranking[key]) for method in judged.methods))
        for key, (name, _) in MEASURES.items()
    ]
    rows += [
        (f"recall@10, {_group_name(group)}", *(_with_interval(each) for each in group.recall_at_10.values()))
        for group in judged.groups
        if group.series >= LEAST_GROUP
    ]
    soon = (_with_interval(method.detection.by[SOON]) for method in judged.methods)
    rows.append((f"seen by its {SOON}rd offence", *soon))
    points = tuple(
        CalibrationPoint(
            band.mean_prob, band.true_share.value, band.true_share.low, band.true_share.high, band.pairs,
            band.holds is not None,
        )
        for band in judged.calibration[1:]
        if band.mean_prob is not None and band.true_share.value is not None
    )  # fmt: skip
    return QualityView(
        f"Judged by the {judged.series:,} {series} ({judged.seeds:,} offences, {judged.true_pairs:,} pairs to find), "
        f"which have taught the scores nothing. {caution} Small figures: 95 % intervals, whole series drawn again.",
        ("Measure", *(METHOD_LABELS[method.method] for method in judged.methods)),
        tuple(rows),
        points,
        _few(judged.series),
    )


def _group_name(group: GroupQuality) -> str:
    if group.kind == "reach":
        return "place unknown" if group.group == SeriesReach.UNKNOWN else f"{group.group} series"
    labels: dict[str, str] = {str(each): label for each, label in CLASS_LABELS.items()}
    return labels.get(group.group, group.group)


def _learnt_points(bands: Any) -> list[CalibrationPoint]:  # noqa: ANN401 - JSON
    """Return the learner's calibration; its bands say what was said, what was true and how many pairs."""
    points = []
    for band in bands:
        said = band.get("mean_prob", band.get("mean_probability"))
        true = band.get("true_share", band.get("share_true"))
        true, low, high = _estimate(true)
        pairs = int(band.get("pairs", band.get("n", 0)))
        if said is not None and true is not None and said >= 0.1:
            points.append(CalibrationPoint(float(said), true, low, high, pairs, pairs >= MIN_PAIRS))
    return points


def _estimate(value: Any) -> tuple[float | None, float | None, float | None]:  # noqa: ANN401 - JSON
    """Return a share and its interval, given as a number or as an estimate."""
    if isinstance(value, dict):
        return value.get("value"), value.get("low"), value.get("high")
    return (None if value is None else float(value)), None, None


def _named_level(level: str, prior: str, learning: dict[str, Any]) -> str:
    """Return what was tried in words, and whether it is what is used."""
    used = level == learning.get("level") and prior in {"", (learning.get("prior") or {}).get("name")}
    start = f", from {prior}" if prior else ""
    return f"{_LEVELS.get(level, level.capitalize())}{start}{' (in use)' if used else ''}"


def _few(series: int) -> str:
    least = ON_PAGE.bootstrap.min_series
    return (
        ""
        if series >= least
        else f"Not enough data: {series:,} known series, {least} are needed. Read as examples."
    )


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _with_interval(value: Estimate) -> str:
    if value.value is None:
        return "none"
    if value.low is None or value.high is None:
        return f"{value.value:.2f}"
    return f"{value.value:.2f} ({value.low:.2f}–{value.high:.2f})"
