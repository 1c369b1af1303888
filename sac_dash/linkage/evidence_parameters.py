"""Parameters of the evidence itself, one frozen dataclass beside each kind of it.

The shipped values were fitted on invented forces of varied habits (``benchmarks/linkage_priors``),
never on real offences; base rates always come from the file at hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class DistanceParameters:
    """How far apart two offences of one series lie.

    A series is local (a scatter about a home), regional (some towns round a base) or travelling
    (anywhere offences happen). Ranges are log-normal: offenders differ (Bouhana et al. 2016).

    Parameters
    ----------
    local_share, regional_share
        Shares of linked pairs in the two profiles; the rest travels. 0-1.
    travelling_share_mobile, travelling_share_on_foot
        Share that travels of linked pairs that tell of fast cars, cash machines and goods worth a
        journey, and of those that tell of one offender, on foot or on a bicycle
        (:mod:`sac_dash.linkage.mobility`). 0-1.
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
    travelling_share_mobile: float = 0.7
    travelling_share_on_foot: float = 0.06
    local_range_km: float = 2.2
    local_spread: float = 2.0
    local_range_share: float = 0.15
    regional_range_km: float = 9.0
    regional_spread: float = 0.5
    regional_range_share: float = 0.5
    density_weight: float = 0.6
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
    coded_factor
        Factor on what a shared code says where no offence has an MO text: the weights were taught on
        codes read from prose, slips and all, and codes that people chose say more. Not of facets
        that a force added: they are weighed for codes as it is.
    agree, disagree
        Factors on a facet's evidence for and against, before its domain's are applied; 1 where not
        named. Learned where a force knows many series.
    """

    consistency: Mapping[str, float] = field(
        default_factory=lambda: {
            "default": 0.5,
            "premises": 0.6,
            "offence_class": 0.8,
            "atm_attack": 0.6,
            "property": 0.45,
            "group": 0.5,
            "offender_number": 0.6,
            "security_defeat": 0.6,
            "search": 0.6,
        }
    )
    further_code_weight: float = 0.5
    smoothing: float = 0.5
    max_code_log10: float = 2.5
    absent_log10: float = -0.1
    coded_factor: float = 1.5
    agree: Mapping[str, float] = field(default_factory=dict)
    disagree: Mapping[str, float] = field(default_factory=dict)


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

    weight: float = 0.22
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

    log10_per_cosine: float = 0.53
    neutral_cosine: float = 0.25
    min_words: int = 3
    max_document_share: float = 0.2


@dataclass(frozen=True)
class KnownFitParameters:
    """Resembling one offence of a known series and not the others.

    Parameters
    ----------
    weight
        Share that is counted of how much worse the others fit, on average, than the one; 0 switches
        the domain off.
    limit_log10
        The most it says against a link.
    """

    weight: float = 0.25
    limit_log10: float = 0.8


@dataclass(frozen=True)
class CollectiveParameters:
    """Both offences also look like the same third one (design, section 9).

    Parameters
    ----------
    partners
        Best partners of each offence that vote.
    gain, steepness
        Evidence is ``gain * log10(1 + steepness * H)`` with ``H = P @ P``.
    vote_scale, vote_offset_log10
        P is the probability at ``vote_scale`` times the pairwise evidence plus the offset: on
        its own that evidence says more than beside the shared matches it brings about.
    """

    partners: int = 10
    gain: float = 1.58
    steepness: float = 15.0
    vote_scale: float = 1.586
    vote_offset_log10: float = -0.18
