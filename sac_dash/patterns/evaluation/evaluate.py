"""The whole answer to "did it work?": tests, intervals, power, silence, peak, displacement, and caveats in words.

No single figure is the answer. A fall is told from chance or it is not; whether it could have been told at all is
said first; and what else may have brought it about is said last.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import polars as pl

from sac_dash.domain.columns import OFFENCES, require
from sac_dash.patterns.evaluation.displacement import Displacement, assess_displacement
from sac_dash.patterns.evaluation.peak_start import PeakCheck, check_peak
from sac_dash.patterns.evaluation.rate_change import (
    BeforeAfter,
    RateRatio,
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
from sac_dash.patterns.evaluation.silence import quiet_needed, silence_after
from sac_dash.patterns.evaluation.treatment import EvaluationParameters, Treatment, compare
from sac_dash.patterns.evaluation.weighted_displacement import WeightedDisplacement, weighted_displacement


class Verdict(StrEnum):
    """What the figures allow one to say."""

    NOT_ENOUGH_DATA = "not_enough_data"
    COULD_NOT_TELL = "could_not_tell"  # even a fall to none could not have been told from chance
    NOT_TOLD = "not_told"  # not told from chance, though it could have been
    FELL = "fell"
    ROSE = "rose"


@dataclass(frozen=True)
class Evaluation:
    """What can be said of an intervention.

    Parameters
    ----------
    treated, control
        Counts before and after; control None where there is nothing to compare with.
    chance, chance_beside
        Chance of such a fall if nothing had changed, and if the control changed alike (None without one).
    ratio, ratio_jeffreys, ratio_beside
        Later rate over earlier rate: exact interval, Bayesian interval, and as a multiple of the control's.
    displacement_difference
        The weighted displacement difference; None without a control.
    best_possible, best_possible_beside
        The chance that a fall to none would have had.
    least_before, most_after
        What the windows must hold for a fall to be told: before, if none came after; after, given those before.
    silence
        Chance that none come in the later window though nothing changed; None where some came.
    peak
        Whether the start was chosen at a peak; None where there is too little history.
    displacements
        The five, each assessed or not.
    straddling
        Treated offences whose window holds the start: counted before it.
    verdict, findings, caveats
        The same in words; findings in the order in which they should be read.
    """

    treated: BeforeAfter
    control: BeforeAfter | None
    chance: float
    chance_beside: float | None
    ratio: RateRatio
    ratio_jeffreys: RateRatio
    ratio_beside: RateRatio | None
    displacement_difference: WeightedDisplacement | None
    best_possible: float
    best_possible_beside: float | None
    least_before: int
    most_after: int | None
    silence: float | None
    peak: PeakCheck | None
    displacements: tuple[Displacement, ...]
    straddling: int
    verdict: Verdict
    findings: tuple[str, ...]
    caveats: tuple[str, ...]


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
    quiet = (
        silence_after(treated.before, treated.before_days, treated.after_days) if treated.after == 0 else None
    )
    chances = chance_of_fall(treated), chance_of_fall_beside(treated, beside) if beside else None
    straddling = comparison.treated & comparison.straddles & (comparison.day >= -comparison.before_days)
    best = best_possible_chance(treated), best_possible_chance(treated, beside) if beside else None
    draft = Evaluation(
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
        peak=check_peak(treated, history, comparison.history_days, alpha=parameters.alpha),
        displacements=assess_displacement(offences, tags, intervention, comparison, parameters.alpha),
        straddling=int(straddling.sum()),
        verdict=_judge(treated, chances, best, parameters),
        findings=(),
        caveats=(),
    )
    return _with_words(draft, intervention)


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
    if deciding <= parameters.alpha:
        return Verdict.FELL
    if chance_of_rise(treated) <= parameters.alpha:
        return Verdict.ROSE
    return Verdict.COULD_NOT_TELL if could > parameters.alpha else Verdict.NOT_TOLD


def _with_words(draft: Evaluation, intervention: Treatment) -> Evaluation:
    said = {
        **vars(draft),
        "findings": tuple(_findings(draft)),
        "caveats": tuple(_caveats(draft, intervention)),
    }
    return Evaluation(**said)


def _findings(found: Evaluation) -> Iterator[str]:
    """Yield the findings in the order of reading."""
    treated = found.treated
    yield (
        f"{treated.before} in the {treated.before_days:.0f} days before, {treated.after} in the "
        f"{treated.after_days:.0f} days after; at the earlier rate {treated.expected_after:.1f} were due."
    )
    if found.verdict is Verdict.NOT_ENOUGH_DATA:
        yield "Not enough data: too few offences to say anything of a change."
        return
    if found.most_after is None:
        yield (
            f"With {treated.before} before, even none after could not be told from chance (p = {found.best_possible:.3f}); "
            f"it takes {found.least_before} before."
        )
    else:
        yield f"A fall could be told from chance if no more than {found.most_after} came after."
    yield f"If nothing had changed, as few would come about in {_share(found.chance)}."
    if (
        found.control is not None
        and found.chance_beside is not None
        and found.displacement_difference is not None
    ):
        difference = found.displacement_difference
        yield (
            f"Comparable offences went from {found.control.before} to {found.control.after}; had both changed alike, as few "
            f"would come about in {_share(found.chance_beside)}."
        )
        yield (
            f"Weighted displacement difference {difference.difference:.1f} (standard error {difference.standard_error:.1f}, "
            f"z {difference.z:.2f})."
        )
    low, high = found.ratio.lower, found.ratio.upper
    yield f"The later rate is between {low:.2f} and {high:.2f} times the earlier (95 % interval)."
    if found.silence is not None:
        needed = quiet_needed(treated.before, treated.before_days)
        yield (
            f"A silence of {treated.after_days:.0f} days after {treated.before} in {treated.before_days:.0f} comes about by "
            f"chance in {_share(found.silence)}; {needed:.0f} days would make it 1 in 20."
        )
    yield from (each.said for each in found.displacements)


def _caveats(found: Evaluation, intervention: Treatment) -> Iterator[str]:
    """Yield what else may have brought it about."""
    peak = found.peak
    if peak is None:
        yield "There is too little earlier history to see whether the start was chosen at a peak."
    elif peak.at_peak:
        yield (
            f"The start follows a peak: {found.treated.before} where {peak.expected:.1f} were usual, so some fall was coming. "
            f"Held against that longer history, as few as came after would come about in {_share(peak.chance_of_after)}."
        )
    if found.control is None:
        yield "There is nothing comparable in the data, so what happened elsewhere in the same time is not known."
    if found.straddling:
        yield f"{found.straddling} treated offences have a window that holds the start; they are counted before it."
    if intervention.treated is not None:
        yield "The treated offences were picked: who else did the like, undetected, is not among them."
    if intervention.end is not None:
        yield f"It ended on {intervention.end:%d %B %Y}; the later window does not stop there."
    if found.treated.total < 24:
        yield "There are too few points for an interrupted time series, and none is made."
    yield "Late records may still raise the count after; a fall says nothing of what caused it."


def _share(chance: float) -> str:
    """Say a chance as a share of cases.

    >>> _share(0.045), _share(0.5), _share(0.0001)
    ('4.5 cases of 100', '50 cases of 100', 'fewer than 1 case of 1,000')
    """
    if chance < 0.001:
        return "fewer than 1 case of 1,000"
    return f"{100 * chance:.0f} cases of 100" if chance >= 0.1 else f"{100 * chance:.1f} cases of 100"
