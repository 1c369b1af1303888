"""What can be said of an intervention: every figure by name, and the same in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sac_dash.patterns.evaluation.displacement import Displacement
from sac_dash.patterns.evaluation.peak_start import PeakCheck
from sac_dash.patterns.evaluation.rate_change import BeforeAfter, RateRatio
from sac_dash.patterns.evaluation.weighted_displacement import WeightedDisplacement


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
