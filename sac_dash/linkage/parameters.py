"""Every number the linkage method rests on, with its meaning, unit, range and source.

The shipped values were fitted on invented forces of varied habits (``benchmarks/linkage_priors``),
never on real offences; base rates always come from the file at hand.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from sac_dash.linkage.evidence_parameters import (
    CollectiveParameters,
    CombinationParameters,
    DistanceParameters,
    FacetParameters,
    HourParameters,
    KnownFitParameters,
    SamePremisesParameters,
    TextParameters,
    TimeGapParameters,
)
from sac_dash.linkage.series_parameters import ContinuityParameters, SeriesParameters

__all__ = [
    "SHIPPED_CALIBRATION",
    "Calibration",
    "CollectiveParameters",
    "CombinationParameters",
    "ContinuityParameters",
    "DistanceParameters",
    "FacetParameters",
    "HourParameters",
    "KnownFitParameters",
    "LevelParameters",
    "LinkageParameters",
    "PriorParameters",
    "ReachParameters",
    "SamePremisesParameters",
    "SeriesParameters",
    "TextParameters",
    "TimeGapParameters",
]


@dataclass(frozen=True)
class PriorParameters:
    """What is believed of a pair before its evidence.

    Parameters
    ----------
    partners_per_offence
        Expected number of other offences in the file by the same people, averaged over all
        offences: a quarter of offences in series of about seven.
    calibration_log10
        Added to every pair's log odds, fitted so that probabilities are true on invented forces.
    repeats_from_log10, repeats_share
        Log odds from which evidence mostly repeats itself, and the share (0-1) that is believed of what
        lies beyond (docs/adr/0008).
    """

    partners_per_offence: float = 1.5
    calibration_log10: float = 0.34
    repeats_from_log10: float = -0.5
    repeats_share: float = 0.65


@dataclass(frozen=True)
class ReachParameters:
    """Which pairs are scored in files too large for every pair.

    Parameters
    ----------
    every_pair_up_to
        Offences up to which every pair is scored.
    local_km, local_days
        Pairs as near as this are scored when no further apart in time than this.
    national_days
        Pairs at any distance are scored when no further apart in time than this.
    min_probability
        Only pairs at least this probable are kept.
    slack_log10
        How far below the evidence that makes so much at the shipped level two offences alone may lie to be looked
        at further: what others say, or the level of a large file, may lift them over it.
    rise_share
        By how much of the rise that the level of a large file may bring pairs are looked at deeper than that, where the
        floor is above the shipped one, 0-1. All of it would take as long as the shipped floor does.
    """

    every_pair_up_to: int = 20_000
    local_km: float = 16.0
    local_days: float = 365.0
    national_days: float = 180.0
    min_probability: float = 0.01
    slack_log10: float = 1.1
    rise_share: float = 0.4


@dataclass(frozen=True)
class LevelParameters:
    """How the level of probabilities is counted in files too large for every pair (:mod:`level`).

    Parameters
    ----------
    log10
        A level counted before, added to every pair's log odds; None where it is still to be counted.
    asked
        Offences whose pairs are looked for once behaviours are dealt anew.
    area
        Behaviours are dealt anew within areas of at least so many offences.
    fewest_alike
        Kinds of offences of which an area has fewer are dealt with others.
    least_share
        Evidence stands out where at least this share of the pairs that have it are more than chance brings about, 0-1.
    fewest, errors
        So many pairs, and so many standard errors of their number, is the least that may be more than chance.
    most_log10
        The level is moved by no more than this.
    rise_a_decade, rise_from
        Nor is it raised by more than so much for each power of ten beyond so many offences: the drift that it makes up
        for was measured to be that (docs/adr/0016). What follows the place and is given as a behaviour, and so looks
        like links, raises it no further.
    seed
        Of the dealing.
    """

    log10: float | None = None
    asked: int = 5000
    area: int = 10_000
    fewest_alike: int = 60
    least_share: float = 0.25
    fewest: int = 500
    errors: float = 6.0
    most_log10: float = 2.5
    rise_a_decade: float = 0.7
    rise_from: int = 1500
    seed: int = 0

    def most_rise_log10(self, offences: int) -> float:
        """Return by how much the level of a file of so many offences is raised at most.

        >>> round(LevelParameters().most_rise_log10(1_000_000), 2), LevelParameters().most_rise_log10(900)
        (1.98, 0.0)
        """
        decades = math.log10(max(offences, 1) / self.rise_from)
        return min(max(self.rise_a_decade * decades, 0.0), self.most_log10)


@dataclass(frozen=True)
class Calibration:
    """How much of a domain's raw evidence is counted.

    Parameters
    ----------
    agree, disagree
        Factors on evidence for and against; below 1 where domains repeat one another.
    floor, cap
        Limits of the counted evidence, log10 units.
    """

    agree: float = 0.7
    disagree: float = 0.7
    floor: float = -1.5
    cap: float = 2.5


SHIPPED_CALIBRATION: Mapping[str, Calibration] = {
    "distance": Calibration(0.7, 0.68),
    "time_gap": Calibration(0.64, 1.11),
    "hour_of_day": Calibration(0.87, 0.87),
    "day_of_week": Calibration(0.0, 0.62),
    "same_premises": Calibration(0.0, 0.1),
    "premises": Calibration(0.34, 0.49),
    "atm_method": Calibration(0.2, 0.3),
    "entry": Calibration(0.3, 0.47),
    "tools": Calibration(0.35, 0.38),
    "getaway": Calibration(0.36, 0.56),
    "security_defeat": Calibration(0.35, 0.13),
    "property": Calibration(0.3, 0.71, cap=0.9),
    "group": Calibration(0.35, 0.4),
    "search": Calibration(0.24, 0.29),
    "leaving": Calibration(0.23, 0.08),
    "circumstances": Calibration(0.05, 0.05),
    "other_mo": Calibration(0.39, 0.24),
}


@dataclass(frozen=True)
class LinkageParameters:
    """All parameters of the linkage method.

    Parameters
    ----------
    calibration
        By domain name; a domain not named takes ``Calibration()``.
    candidates
        Partners of each offence that get the full ledger before the best are kept.
    """

    distance: DistanceParameters = field(default_factory=DistanceParameters)
    time_gap: TimeGapParameters = field(default_factory=TimeGapParameters)
    hour: HourParameters = field(default_factory=HourParameters)
    facets: FacetParameters = field(default_factory=FacetParameters)
    same_premises: SamePremisesParameters = field(default_factory=SamePremisesParameters)
    combination: CombinationParameters = field(default_factory=CombinationParameters)
    text: TextParameters = field(default_factory=TextParameters)
    known_fit: KnownFitParameters = field(default_factory=KnownFitParameters)
    collective: CollectiveParameters = field(default_factory=CollectiveParameters)
    prior: PriorParameters = PriorParameters()
    reach: ReachParameters = ReachParameters()
    level: LevelParameters = LevelParameters()
    series: SeriesParameters = field(default_factory=SeriesParameters)
    calibration: Mapping[str, Calibration] = field(default_factory=lambda: dict(SHIPPED_CALIBRATION))
    candidates: int = 100

    def calibration_of(self, domain: str) -> Calibration:
        """Return the calibration of one domain."""
        return self.calibration.get(domain, Calibration())

    def as_dict(self) -> dict[str, Any]:
        """Return the parameters as plain values, fit for ``model.json``."""
        return asdict(self)
