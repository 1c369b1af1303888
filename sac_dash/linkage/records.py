"""From coded offences to what the kernels compare: places, times, densities, evidence tables."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sac_dash.linkage import kernels
from sac_dash.linkage.aoristic import cycle_base, shares_given, slices_of
from sac_dash.linkage.coded_offences import CodedOffences, FacetCodes
from sac_dash.linkage.curves import (
    BINS_PER_OCTAVE,
    DAYS,
    DISTANCE_BINS,
    FIRST_DAYS,
    FIRST_KM,
    GAP_BINS,
    HOURS,
    bin_edges,
    by_kind,
    day_ratio,
    distance_curve,
    gap_curve,
    hour_ratio,
    share_by_bin,
)
from sac_dash.linkage.domains import DOMAIN_INDEX, DOMAINS, OTHER_MO, PAIRWISE, domain_of_facet
from sac_dash.linkage.neighbour_counts import count_neighbours, local_density
from sac_dash.linkage.own_measures import OwnMeasures, find_reference, measure_own
from sac_dash.linkage.parameters import FacetParameters, LinkageParameters
from sac_dash.linkage.stated_codes import WORD_BITS

SAMPLE = 4000
"""Offences against which densities and gaps are counted; all of them in files up to this size."""

_ROUNDING = 1e-6

Floats = NDArray[np.float64]
Positions = NDArray[np.int64]


@dataclass(frozen=True)
class FileRates:
    """What a whole file says of distances, gaps, hours and days: shares, each adding up to one.

    Parameters
    ----------
    distance, gap
        Of pairs, by bin of :mod:`sac_dash.linkage.curves`.
    hour, day
        Of offences, by hour of the day and day of the week.
    """

    distance: Floats
    gap: Floats
    hour: Floats
    day: Floats


class RecordsOnDemand:
    """The arrays of a file, of which what takes long to make is made for those offences that are asked for.

    Attributes
    ----------
    records
        For the kernels. What :meth:`fill` was not asked for yet is nought there: hours, days and density.
    own
        What is measured of each offence by itself.
    rates
        What the file says as a whole.
    """

    def __init__(
        self,
        coded: CodedOffences,
        parameters: LinkageParameters,
        rates: FileRates | None = None,
        own: OwnMeasures | None = None,
    ) -> None:
        """Lay out a file; with `rates` of an earlier run nothing is counted over the whole file.

        `own` is what was measured of its offences already.
        """
        self._parameters = parameters
        own = measure_own(coded, find_reference(coded)) if own is None else own
        self._hours, self._lengths = own.week_hours, own.length_hours
        self._sample = _sample(own.drawn)
        self._filled = np.zeros(len(coded), bool)
        self.records = kernels.Records(
            x_km=own.x_km,
            y_km=own.y_km,
            mid_days=own.mid_days,
            window_term=own.window_days**2 / 18.0,
            hour=np.zeros((len(coded), HOURS), np.uint16),
            day=np.zeros((len(coded), DAYS), np.uint16),
            density=np.zeros((len(coded), DISTANCE_BINS), np.int16),
            mobility=own.mobility,
            address=own.address,
            present=coded.present,
            absent=coded.absent,
        )
        window_days = own.window_days
        del own  # what is not held on to makes room for densities
        self.rates = self._measure(window_days) if rates is None else rates

    def fill(self, offences: Positions) -> None:
        """Make what takes long for some offences, by canonical position; for those that have it nothing is done."""
        missing = np.zeros(len(self._filled), bool)
        missing[offences] = True
        rows = np.flatnonzero(missing & ~self._filled)
        if len(rows):
            self._filled[rows] = True
            self._fill_density(rows, self._count(rows))
            self._fill_habits(rows)

    def _measure(self, window_days: Floats) -> FileRates:
        """Return what the whole file says, and make everything of every offence on the way."""
        everyone = np.arange(len(self._filled))
        counts = self._count(everyone)
        gaps = _count_gaps(self.records.mid_days, window_days, self._sample)
        self.rates = FileRates(
            share_by_bin(counts.sum(axis=0, dtype=np.int64).astype(np.float64)),
            share_by_bin(gaps),
            cycle_base(self._hours, self._lengths, HOURS, 1.0),
            cycle_base(self._hours, self._lengths, DAYS, 24.0),
        )
        self._filled[:] = True
        self._fill_density(everyone, counts)
        self._fill_habits(everyone)
        return self.rates

    def _count(self, rows: Positions) -> NDArray[np.uint16]:
        """Return how many of the sample lie how far from some offences: rows x bins."""
        return count_neighbours(self.records.x_km, self.records.y_km, self._sample, rows)

    def least_density(self) -> Floats:
        """Return by bin of km the density of a place from which the whole sample lies farthest: none lies below."""
        counts = np.zeros((1, DISTANCE_BINS), np.uint16)
        counts[0, -1] = len(self._sample)
        return np.asarray(self._density(counts)[0] / kernels.DENSITY_STEPS, np.float64)

    def _density(self, counts: NDArray[np.uint16]) -> NDArray[np.float32]:
        """Return local densities in the steps of records."""
        rules = self._parameters.distance
        density = local_density(counts, self.rates.distance, rules.density_prior, rules.density_weight)
        return np.asarray(np.rint(density * kernels.DENSITY_STEPS), np.float32)

    def _fill_density(self, rows: Positions, counts: NDArray[np.uint16]) -> None:
        for part in slices_of(len(rows)):
            self.records.density[rows[part]] = self._density(counts[part])

    def _fill_habits(self, rows: Positions) -> None:
        """Write the shares of hours and days of some offences."""
        for base, own, cell_hours in (
            (self.rates.hour, self.records.hour, 1.0),
            (self.rates.day, self.records.day, 24.0),
        ):
            for part in slices_of(len(rows)):
                some = rows[part]
                shares = shares_given(base, self._hours[some], self._lengths[some], cell_hours)
                own[some] = np.floor(shares * kernels.SHARE_STEPS + _ROUNDING)


def build_records(
    coded: CodedOffences, parameters: LinkageParameters
) -> tuple[kernels.Records, kernels.Tables]:
    """Return the arrays and evidence tables of a file.

    The curves rest on this file's own distances, gaps, hours and code counts.
    """
    made = RecordsOnDemand(coded, parameters)
    return made.records, build_tables(coded, made.rates, parameters)


def _sample(drawn: NDArray[np.uint64]) -> Positions:
    """Return ``SAMPLE`` positions, or all there are.

    Drawn by the offences' keys: a file that gains an offence keeps its sample but for one, so that what lies round an
    offence does not seem denser tomorrow because others were counted.
    """
    if len(drawn) <= SAMPLE:
        return np.arange(len(drawn))
    return np.sort(np.argpartition(drawn, SAMPLE)[:SAMPLE])


def _median_km(shares: Floats) -> float:
    """Return the median distance of a curve of shares, to the bin."""
    edges = bin_edges(FIRST_KM, DISTANCE_BINS)
    return float(edges[min(int(np.searchsorted(np.cumsum(shares), 0.5)) + 1, DISTANCE_BINS - 1)])


def _count_gaps(mid_days: Floats, window_days: Floats, sample: NDArray[np.int64]) -> Floats:
    """Return how many sampled pairs lie in each bin of days apart."""
    edges = bin_edges(FIRST_DAYS, GAP_BINS)
    counts = kernels.count_gaps(mid_days[sample], window_days[sample] ** 2 / 18.0, edges)
    return np.asarray(counts.sum(axis=0), np.float64)


def code_rate(facet: FacetCodes, position: int, parameters: FacetParameters) -> float:
    """Return the smoothed share of a code among the offences where it would have been told."""
    smoothing = parameters.smoothing
    return (facet.counts[position] + smoothing) / (facet.among + smoothing)


def shared_code_log10(consistency: float, rate: float, parameters: FacetParameters) -> float:
    """Return the evidence of sharing a code: the habit kept, or met again by chance."""
    kept = consistency + (1.0 - consistency) * rate
    return min(float(np.log10(kept / rate)), parameters.max_code_log10)


def build_tables(coded: CodedOffences, rates: FileRates, parameters: LinkageParameters) -> kernels.Tables:
    """Return the evidence tables of a file."""
    gap = gap_curve(rates.gap, parameters.time_gap)
    distance = [
        distance_curve(rates.distance, _median_km(rates.distance), of_kind)
        for of_kind in by_kind(parameters.distance)
    ]
    of_facets = parameters.facets
    code = np.zeros(coded.present.shape[1] * WORD_BITS)
    clear = 1.0 + (of_facets.coded_factor - 1.0) * (1.0 - _share_written(coded.column("mo_text")))
    starts, domains, disagree = [], [], []
    for facet in coded.facets:
        keep = of_facets.consistency.get(facet.name, of_facets.consistency["default"])
        domain = domain_of_facet(facet.name)
        counted = of_facets.agree.get(facet.name, 1.0) * (1.0 if domain == OTHER_MO else clear)
        for position in range(len(facet.codes)):
            rate = code_rate(facet, position, of_facets)
            code[facet.first_word * WORD_BITS + position] = counted * shared_code_log10(keep, rate, of_facets)
        starts.append(facet.first_word)
        domains.append(DOMAIN_INDEX[domain])
        disagree.append(of_facets.disagree.get(facet.name, 1.0) * np.log10(1.0 - keep))
    starts.append(coded.present.shape[1])
    return kernels.Tables(
        np.array(distance), gap, code, np.array(starts, np.int64), np.array(domains, np.int64),
        np.array(disagree, np.float64), _calibration(parameters), _numbers(parameters),
        hour_ratio(rates.hour, parameters.hour).astype(np.float32),
        day_ratio(rates.day, parameters.hour).astype(np.float32),
    )  # fmt: skip


def _share_written(texts: pl.Series) -> float:
    """Return the share of offences whose MO is written out, 0 to 1."""
    written = texts.fill_null("").str.strip_chars() != ""
    return int(written.sum()) / max(len(written), 1)


def _calibration(parameters: LinkageParameters) -> Floats:
    """Return the calibration of the pairwise domains as an array."""
    chosen = [parameters.calibration_of(domain.name) for domain in DOMAINS[:PAIRWISE]]
    return np.array([(c.agree, c.disagree, c.floor, c.cap) for c in chosen])


def _numbers(parameters: LinkageParameters) -> Floats:
    """Return the single numbers the kernels need, in the order of their constants."""
    repeat = parameters.same_premises
    return np.array(
        [
            FIRST_KM,
            FIRST_DAYS,
            float(BINS_PER_OCTAVE),
            parameters.facets.further_code_weight,
            parameters.facets.absent_log10,
            repeat.reach_m / 1000.0,
            repeat.log10,
            repeat.decay_days,
        ]
    )
