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
from sac_dash.dashboard.pages.model.quality_words import (
    HOW_TO_READ,
    MEASURES,
    METHOD_LABELS,
    SOON,
    SOON_LABEL,
    TRIED,
    error_words,
    group_label,
    headline,
    share,
    with_interval,
)
from sac_dash.domain.errors import UnusableInputError
from sac_dash.figures.calibration import CalibrationPoint
from sac_dash.linkage.baselines import BaselineParameters
from sac_dash.linkage.bootstrap import BootstrapParameters
from sac_dash.linkage.calibration_curve import Verdict, verdict_on
from sac_dash.linkage.evaluation_report import Evaluation, EvaluationParameters, evaluate_linkage
from sac_dash.store import Generation
from sac_dash.workflow.evaluating import TruthFiles, judge, run_of_generation
from sac_dash.workflow.publish_demo import TRUTH_NAME

ON_PAGE = EvaluationParameters(
    BootstrapParameters(rounds=200), BaselineParameters(every_pair_up_to=5_000), complete_truth=False
)
"""What a page can wait for: two or three seconds, once for each publication."""
NOT_MEASURED = (
    "No known series is held. Give some with sac-dash ingest … --known KNOWN.csv (crime_ref, series), and this page "
    "judges the model by them. Until then nobody has measured it on your offences."
)
TAUGHT = "The known series taught the weights and cannot judge them as well."
_DEMONSTRATION = "A real force is harder: read the figures as a demonstration."
_NOBODY_KNOWS = "Pairs of two offences in no known series are left out: nobody knows about them."
LEAST_GROUP = 3
"""Kinds of series shown apart have at least so many."""
NOTHING_LEARNT = frozenset({"as given", "shipped"})
"""Levels at which known series have changed no weight, and so may judge them."""
_LEVELS = {
    "as given": "As taught elsewhere",
    "shipped": "As taught elsewhere",
    "shifted by own series": "Adjusted by your series",
    "facet by facet": "Adjusted question by question",
}


@dataclass(frozen=True)
class QualityRow:
    """A measure in words, its name among those who measure, what it counts (empty: as `basis` says), its values."""

    label: str
    name: str
    n: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class QualityView:
    """What is known of the model's quality here.

    Parameters
    ----------
    basis
        How it was measured, or why it was not, in words.
    headline
        The quality in one sentence.
    header, rows
        A table of measures, one row a measure (or a level of learning).
    reading
        How to read it: (word, what it means).
    points
        The calibration; empty where it was not measured.
    overall
        What was said and what was true of all these links together, in words.
    warning
        What stands in the way of trusting the figures, in words.
    """

    basis: str
    headline: str = ""
    header: tuple[str, ...] = ()
    rows: tuple[QualityRow, ...] = ()
    reading: tuple[tuple[str, str], ...] = ()
    points: tuple[CalibrationPoint, ...] = ()
    overall: str = ""
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
    yardstick = float(next(iter(best.values()))["log_loss"])
    rows = tuple(
        QualityRow(
            _named_level(level, prior if several else "", learning),
            "",
            "",
            (
                *(share(trial.get(key)) for key in MEASURES),
                error_words(trial["log_loss"], yardstick) if place else "the measure",
            ),
        )
        for place, ((level, prior), trial) in enumerate(best.items())
    )
    points = tuple(_learnt_points(learning.get("calibration") or ()))
    return QualityView(
        f"Measured on your {series:,} known series ({int(learning.get('known_offences') or 0):,} offences), dealt to "
        f"parts: each part is judged by weights that the others taught. {learning.get('reason') or ''}",
        header=(
            "What was tried",
            *(each.label for each in MEASURES.values()),
            "Error of its probabilities",
        ),
        rows=rows,
        reading=TRIED,
        points=points,
        overall=_overall(points),
        warning=_few(series),
    )


def _evaluated(judged: Evaluation, series: str, caution: str) -> QualityView:
    """Return the judgement by series that have taught nothing."""
    offences = f"{judged.seeds:,} offences, {judged.series:,} series"
    counts = dict.fromkeys(MEASURES, offences) | {"average_precision": f"{judged.true_pairs:,} true pairs"}
    rows = [
        QualityRow(
            each.label, each.name, counts[key], tuple(with_interval(m.ranking[key]) for m in judged.methods)
        )
        for key, each in MEASURES.items()
    ]
    soon = judged.methods[0].detection
    noticed = tuple(with_interval(method.detection.by[SOON]) for method in judged.methods)
    rows.append(QualityRow(SOON_LABEL, "", f"{soon.series:,} series", noticed))
    rows += [
        QualityRow(
            group_label(group),
            "its partners among the first ten",
            f"{group.seeds:,} offences, {group.series:,} series",
            tuple(with_interval(each) for each in group.recall_at_10.values()),
        )
        for group in judged.groups
        if group.series >= LEAST_GROUP
    ]
    points = tuple(
        CalibrationPoint(
            band.mean_prob, band.true_share.value, band.true_share.low, band.true_share.high, band.pairs,
            band.verdict is not Verdict.TOO_FEW, band.verdict.value,
        )
        for band in judged.calibration[1:]
        if band.mean_prob is not None and band.true_share.value is not None
    )  # fmt: skip
    return QualityView(
        f"Judged by the {judged.series:,} {series} ({judged.seeds:,} offences, {judged.true_pairs:,} pairs to find), "
        f"which have taught the scores nothing. {caution}",
        headline=headline(judged),
        header=("Found", "n", *(METHOD_LABELS[method.method] for method in judged.methods)),
        rows=tuple(rows),
        reading=HOW_TO_READ,
        points=points,
        overall=_overall(points),
        warning=_few(judged.series),
    )


def _overall(points: tuple[CalibrationPoint, ...]) -> str:
    """Return what was said and what was true of all links shown, in one sentence."""
    n = sum(point.pairs for point in points)
    if not n:
        return ""
    said = sum(point.said * point.pairs for point in points) / n
    true = sum(point.true * point.pairs for point in points) / n
    verdict = verdict_on(said, true, n)
    return f"Over all {n:,} links of 10% or more: said {said:.0%}, true {true:.0%}: {verdict.value}."


def _learnt_points(bands: Any) -> list[CalibrationPoint]:  # noqa: ANN401 - JSON
    """Return the learner's calibration; its bands say what was said, what was true and how many pairs."""
    points = []
    for band in bands:
        said = band.get("mean_prob", band.get("mean_probability"))
        true = band.get("true_share", band.get("share_true"))
        true, low, high = _estimate(true)
        pairs = int(band.get("pairs", band.get("n", 0)))
        if said is not None and true is not None and said >= 0.1:
            verdict = verdict_on(float(said), true, pairs)
            judged = verdict is not Verdict.TOO_FEW
            points.append(CalibrationPoint(float(said), true, low, high, pairs, judged, verdict.value))
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
