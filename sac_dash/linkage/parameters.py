"""Every number the linkage method rests on, with its meaning, unit, range and source.

The shipped values were fitted on invented forces of varied habits (``benchmarks/linkage_priors``),
never on real offences; base rates always come from the file at hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class DistanceParameters:
    """How far apart two offences of one series lie.

    A series is local (a scatter about a home), regional (some towns round a base) or travelling
    (anywhere offences happen). Ranges are log-normal: offenders differ (Bouhana et al. 2016).

    Parameters
    ----------
    local_share, regional_share
        Shares of linked pairs in the two profiles; the rest travels. 0-1.
    local_range_km, local_spread
        Median and log standard deviation of a local series' scatter.
    local_range_share
        A local range is at most this share of the file's median distance between offences, so
        that a town's file is not read with a county's ruler.
    regional_range_km, regional_spread, regional_range_share
        The same for regional series.
    density_weight
        How far the rarity of a distance is judged by the density of offences round the two
        places (1) rather than by the file as a whole (0).
    density_prior
        Offences' worth of trust in the file's own curve when the local one is counted.
    """

    local_share: float = 0.58
    regional_share: float = 0.24
    local_range_km: float = 2.2
    local_spread: float = 0.8
    local_range_share: float = 0.15
    regional_range_km: float = 9.0
    regional_spread: float = 0.5
    regional_range_share: float = 0.5
    density_weight: float = 0.9
    density_prior: float = 2.0


@dataclass(frozen=True)
class TimeGapParameters:
    """How many days lie between two offences of one series.

    A mixture of exponentials (a spree, a campaign, a career) against the gaps of all pairs of
    the file; the remaining share is as far apart as any two offences.
    """

    shares: tuple[float, ...] = (0.15, 0.58, 0.2)
    means_days: tuple[float, ...] = (4.0, 35.0, 110.0)


@dataclass(frozen=True)
class HourParameters:
    """How alike the hours of one series are.

    Parameters
    ----------
    consistency
        Share of linked pairs that keep to one habit of the hour, 0-1.
    spread_hours
        Standard deviation of the difference of hours within that habit.
    day_consistency
        The same share for the day of the week.
    """

    consistency: float = 0.8
    spread_hours: float = 2.5
    day_consistency: float = 0.12


@dataclass(frozen=True)
class FacetParameters:
    """How consistent series are in what they do.

    Parameters
    ----------
    consistency
        Probability that two linked offences share a facet's habit, by facet; `default` for
        facets not named. 0-1.
    further_code_weight
        Weight of each shared code of a facet after the rarest.
    smoothing
        Offences added to a code's count, and to the known, before a base rate is taken.
    max_code_log10
        The most that one shared code can say.
    absent_log10
        What one code stated present in one offence and absent in the other says.
    """

    consistency: Mapping[str, float] = field(
        default_factory=lambda: {
            "default": 0.5,
            "premises": 0.6,
            "offence_class": 0.8,
            "atm_attack": 0.6,
            "property": 0.45,
            "group": 0.5,
            "security_defeat": 0.6,
            "search": 0.6,
        }
    )
    further_code_weight: float = 0.5
    smoothing: float = 0.5
    max_code_log10: float = 2.5
    absent_log10: float = -0.1


@dataclass(frozen=True)
class SamePremisesParameters:
    """A return to the same or the next premises, soon.

    Parameters
    ----------
    reach_m
        Places nearer than this count as the same or adjacent.
    log10
        Evidence of an immediate return.
    decay_days
        Time after which that evidence has fallen to a third (Johnson et al.: repeats come soon).
    """

    reach_m: float = 50.0
    log10: float = 0.4
    decay_days: float = 30.0


@dataclass(frozen=True)
class CombinationParameters:
    """Codes shared together that are rarer, or commoner, together than apart.

    Parameters
    ----------
    weight
        Share of the log lift that is counted; 0 switches the domain off.
    smoothing
        Offences' worth of trust in independence.
    limit_log10
        The most this domain says either way.
    max_codes
        Above this many codes in the file the domain is left out (its table is square).
    """

    weight: float = 0.28
    smoothing: float = 5.0
    limit_log10: float = 1.0
    max_codes: int = 2000


@dataclass(frozen=True)
class TextParameters:
    """Likeness of what the MO says beyond its coded phrases.

    Parameters
    ----------
    log10_per_cosine
        Evidence for a cosine of 1 between the two residual texts.
    neutral_cosine
        A likeness below this says nothing either way.
    min_words
        Texts with fewer residual words than this are unknown.
    max_document_share
        Words in more than this share of texts are the house style and left out.
    """

    log10_per_cosine: float = 0.8
    neutral_cosine: float = 0.25
    min_words: int = 3
    max_document_share: float = 0.2


@dataclass(frozen=True)
class CollectiveParameters:
    """Both offences also look like the same third one (design, section 9).

    Parameters
    ----------
    partners
        Best partners of each offence that vote.
    gain, steepness, offset_log10
        Evidence is ``gain * log10(1 + steepness * H) + offset`` with ``H = P @ P``; the offset
        is what it says that no third offence is shared.
    """

    partners: int = 20
    gain: float = 1.96
    steepness: float = 15.0
    offset_log10: float = -0.37


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
    """

    partners_per_offence: float = 1.5
    calibration_log10: float = 0.14


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
        How far below that floor pairs still get the full ledger, which may lift them over it.
    """

    every_pair_up_to: int = 20_000
    local_km: float = 16.0
    local_days: float = 365.0
    national_days: float = 180.0
    min_probability: float = 0.01
    slack_log10: float = 1.0


@dataclass(frozen=True)
class SeriesParameters:
    """How series are grown and which are shown.

    Parameters
    ----------
    absent_log_odds
        Natural log odds of a pair that was not kept.
    merge_log_odds
        Two groups join while their mean log odds are at least this.
    size_bonus
        Confidence is the mean internal log odds + this x log2(size) (design, section 9).
    max_suggestions
        Suggestions shown at most; few, so that they are looked at.
    min_confidence
        Groups less confident than this are not shown.
    core_prob
        A member whose mean link probability to the others is at least this belongs to the core.
    join_known_log_odds
        An offence is proposed to a known series from these mean log odds up.
    """

    absent_log_odds: float = -6.0
    merge_log_odds: float = 0.0
    size_bonus: float = 0.9
    max_suggestions: int = 60
    min_confidence: float = 2.5
    core_prob: float = 0.5
    join_known_log_odds: float = 1.0


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
    "distance": Calibration(1.17, 0.97),
    "time_gap": Calibration(0.88, 1.58),
    "hour_of_day": Calibration(1.29, 1.06),
    "day_of_week": Calibration(0.0, 0.65),
    "same_premises": Calibration(0.68, 0.8),
    "premises": Calibration(0.83, 0.38),
    "atm_method": Calibration(0.8, 0.8),
    "entry": Calibration(0.92, 0.6),
    "tools": Calibration(0.87, 0.55),
    "getaway": Calibration(0.9, 0.78),
    "security_defeat": Calibration(1.16, 0.38),
    "property": Calibration(0.89, 0.9, cap=1.2),
    "group": Calibration(0.91, 0.86),
    "search": Calibration(1.17, 0.4),
    "other_mo": Calibration(0.8, 0.5),
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

    distance: DistanceParameters = DistanceParameters()
    time_gap: TimeGapParameters = TimeGapParameters()
    hour: HourParameters = HourParameters()
    facets: FacetParameters = field(default_factory=FacetParameters)
    same_premises: SamePremisesParameters = SamePremisesParameters()
    combination: CombinationParameters = CombinationParameters()
    text: TextParameters = TextParameters()
    collective: CollectiveParameters = CollectiveParameters()
    prior: PriorParameters = PriorParameters()
    reach: ReachParameters = ReachParameters()
    series: SeriesParameters = SeriesParameters()
    calibration: Mapping[str, Calibration] = field(default_factory=lambda: dict(SHIPPED_CALIBRATION))
    candidates: int = 200

    def calibration_of(self, domain: str) -> Calibration:
        """Return the calibration of one domain."""
        return self.calibration.get(domain, Calibration())

    def as_dict(self) -> dict[str, Any]:
        """Return the parameters as plain values, fit for ``model.json``."""
        return asdict(self)
