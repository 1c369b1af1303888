"""The whole answer to "did it work?": tests, intervals, power, silence, peak and displacement together.

No single figure is the answer. A fall is told from chance or it is not; whether it could have been told at all is
said first; and what else may have brought it about is said last.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import polars as pl

from sac_dash.domain.columns import OFFENCES, require
from sac_dash.patterns.evaluation.displacement import assess_displacement
from sac_dash.patterns.evaluation.evaluation import Evaluation, Verdict
from sac_dash.patterns.evaluation.finding_words import say_caveats, say_count_caveats, say_findings
from sac_dash.patterns.evaluation.peak_start import check_peak
from sac_dash.patterns.evaluation.rate_change import (
    BeforeAfter,
    best_possible_chance,
    chance_of_fall,
    chance_of_fall_beside,
    chance_of_rise,
    least_before,
    most_after,
    rate_ratio,
    rate_ratio_beside,
    rate_ratio_jeffreys,
)
from sac_dash.patterns.evaluation.silence import silence_after
from sac_dash.patterns.evaluation.treatment import EvaluationParameters, Treatment, compare
from sac_dash.patterns.evaluation.weighted_displacement import weighted_displacement


def evaluate_intervention(
    offences: pl.DataFrame,
    intervention: Treatment,
    as_of: datetime,
    parameters: EvaluationParameters | None = None,
    tags: pl.DataFrame | None = None,
) -> Evaluation:
    """Return what can be said of an intervention.

    Parameters
    ----------
    offences
        `domain.columns.OFFENCES`.
    intervention
        When it began, and which offences it was meant for.
    as_of
        The data cut-off (aware): the later window ends here at the latest.
    tags
        `domain.columns.TAGS`; without them displacement to other methods is not assessed.

    Raises
    ------
    SacDashError
        If a column is missing or the start lies outside the data.
    """
    parameters = parameters or EvaluationParameters()
    require(offences, OFFENCES, "offences")
    comparison = compare(offences, intervention, as_of, parameters)
    treated, control = comparison.count(comparison.treated), comparison.count(comparison.control)
    beside = control if control.total else None
    history = comparison.count_history(comparison.treated)
    picked = intervention.treated is not None  # a series has no time before its first offence to be usual in
    straddling = comparison.treated & comparison.straddles & (comparison.day >= -comparison.before_days)
    draft = replace(
        _weigh(treated, beside, parameters),
        peak=None
        if picked
        else check_peak(treated, history, comparison.history_days, alpha=parameters.alpha),
        displacements=assess_displacement(offences, tags, intervention, comparison, parameters.alpha),
        straddling=int(straddling.sum()),
    )
    return replace(
        draft, findings=tuple(say_findings(draft)), caveats=tuple(say_caveats(draft, intervention))
    )


def evaluate_counts(
    treated: BeforeAfter, control: BeforeAfter | None = None, parameters: EvaluationParameters | None = None
) -> Evaluation:
    """Return what can be said of counts alone: no peak, no displacement; silence only where days are given.

    Parameters
    ----------
    treated, control
        Over the same windows. Windows of 1 each are of equal length that is not stated.

    Examples
    --------
    >>> found = evaluate_counts(BeforeAfter(6, 0), BeforeAfter(10, 9))
    >>> round(found.chance_beside, 3), found.displacement_difference.z, str(found.verdict)
    (0.045, -1.0, 'fell')
    """
    beside = control if control is not None and control.total else None
    draft = _weigh(treated, beside, parameters or EvaluationParameters())
    if treated.before_days == treated.after_days == 1.0:
        draft = replace(draft, silence=None)
    return replace(draft, findings=tuple(say_findings(draft)), caveats=tuple(say_count_caveats(draft)))


def _weigh(treated: BeforeAfter, beside: BeforeAfter | None, parameters: EvaluationParameters) -> Evaluation:
    """Return the tests, intervals and power of the counts; what needs the offences is left empty."""
    quiet = (
        silence_after(treated.before, treated.before_days, treated.after_days) if treated.after == 0 else None
    )
    chances = chance_of_fall(treated), chance_of_fall_beside(treated, beside) if beside else None
    best = best_possible_chance(treated), best_possible_chance(treated, beside) if beside else None
    return Evaluation(
        treated=treated,
        control=beside,
        chance=chances[0],
        chance_beside=chances[1],
        ratio=rate_ratio(treated),
        ratio_jeffreys=rate_ratio_jeffreys(treated),
        ratio_beside=rate_ratio_beside(treated, beside) if beside else None,
        displacement_difference=weighted_displacement(treated, beside) if beside else None,
        best_possible=best[0],
        best_possible_beside=best[1],
        least_before=least_before(treated, parameters.alpha),
        most_after=most_after(treated, parameters.alpha),
        silence=quiet,
        peak=None,
        displacements=(),
        straddling=0,
        verdict=_judge(treated, chances, best, parameters),
        findings=(),
        caveats=(),
    )


def _judge(
    treated: BeforeAfter,
    chances: tuple[float, float | None],
    best: tuple[float, float | None],
    parameters: EvaluationParameters,
) -> Verdict:
    """Return the verdict: beside a control where there is one, because it lived through the same time."""
    if treated.total < parameters.least_offences:
        return Verdict.NOT_ENOUGH_DATA
    deciding = chances[1] if chances[1] is not None else chances[0]
    could = best[1] if best[1] is not None else best[0]
    if deciding <= parameters.alpha and treated.after < treated.expected_after:
        return Verdict.FELL  # what rose, and only less than the control, has not fallen
    if chance_of_rise(treated) <= parameters.alpha:
        return Verdict.ROSE
    return Verdict.COULD_NOT_TELL if could > parameters.alpha else Verdict.NOT_TOLD
