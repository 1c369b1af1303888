"""Whether offences have lately come together in some circle, however large and however long it took.

Weekly counts by area miss what gathers across a border or in one corner of an area. The prospective
permutation scan tries circles around the places of recent offences and the last days up to the cut-off,
and expects of each what busy places and busy times alone would bring: no figures of shops or residents
are needed. Of all these looks only the most unlikely counts, and it is set beside the most unlikely of files
whose times are dealt out anew, so that many looks are paid for once and for all.

The recurrence interval says how often chance alone would bring a cluster like this, were the scan read
at the stated pace: a page may show only what comes about once a year.

An offence counts on the day its window begins, as in every count. Late recording makes the last days
look quiet, never busy. It must not be read as the same people, nor as where the next offence will be.

Sources: M. Kulldorff, R. Heffernan, J. Hartman, R. Assunção and F. Mostashari, "A space-time permutation
scan statistic for disease outbreak detection" (PLoS Medicine, 2005); K. Kleinman, R. Lazarus and R. Platt
(American Journal of Epidemiology, 2004) for the recurrence interval; T. Cheng and M. Adepeju (2014) for
crime.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

from sac_dash.patterns.basis import Basis, NotEnough, TooLittle, rest_on
from sac_dash.patterns.scan_circles import ScanCircles, circles_around
from sac_dash.patterns.scan_shuffles import ScanSums, best_by_centre, shuffled_maxima
from sac_dash.patterns.time_windows import DAY_S, TimeWindows

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class ScanParameters:
    """What is scanned.

    Parameters
    ----------
    radius_m
        The largest circle (10,000).
    days
        Lengths of the cylinder up to the cut-off, ascending (3, 7, 14, 28).
    history_days
        How far back the file is looked at (1,096: three years).
    shuffles
        Times dealt out anew (999).
    least_cases
        Offences in a cluster (3).
    least_n
        Offences needed altogether (50).
    looks_days
        Days from one reading of the scan to the next (1).
    most_clusters
        Clusters told, none within another (3).
    give_up_p
        Dealing stops once the p-value of the most unlikely cluster is sure to be above this (1: never): for
        whoever asks only whether something is rarer than that. What is rarer has its full number of shuffles
        (J. Besag and P. Clifford, *Biometrika* 78 (1991), on stopping early).
    """

    radius_m: float = 10_000.0
    days: tuple[int, ...] = (3, 7, 14, 28)
    history_days: int = 1_096
    shuffles: int = 999
    least_cases: int = 3
    least_n: int = 50
    looks_days: float = 1.0
    most_clusters: int = 3
    give_up_p: float = 1.0


@dataclass(frozen=True)
class ScanCluster:
    """One circle and number of days in which offences came together.

    Attributes
    ----------
    x_m, y_m, radius_m
        The circle; its radius is that of the furthest place in it, 0 for one place.
    days
        Days up to the cut-off.
    observed, expected
        Offences in it, and what its places' and these days' shares of the file lead one to expect.
    log_ratio
        Logarithm of the likelihood ratio.
    p_value
        Share of files, the real one among them, whose most unlikely cluster is as unlikely (never 0).
    recurrence_days
        Chance alone brings one like it about once in so many days; at least that many where no shuffle did.
    rows
        The offences in it (positions in the arrays given).
    """

    x_m: float
    y_m: float
    radius_m: float
    days: int
    observed: int
    expected: float
    log_ratio: float
    p_value: float
    recurrence_days: float
    rows: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class SpaceTimeScan:
    """The most unlikely clusters first; none where no circle holds more than expected.

    Attributes
    ----------
    square_m
        Side of the squares to which places were gathered; 0: every place for itself.
    """

    clusters: tuple[ScanCluster, ...]
    square_m: float
    n_recent: int
    n_shuffles: int
    basis: Basis


_DEFAULT = ScanParameters()


def scan_recent(
    x_m: Floats,
    y_m: Floats,
    windows: TimeWindows,
    *,
    as_of: datetime,
    seed: int,
    parameters: ScanParameters = _DEFAULT,
) -> SpaceTimeScan | NotEnough:
    """Scan the days up to `as_of` (aware) for clusters.

    Parameters
    ----------
    x_m, y_m
        Places in metres; NaN where unknown.
    """
    age = (as_of.timestamp() - windows.start_s) / DAY_S
    rows, basis = _usable(x_m, y_m, windows, age, parameters)
    recent = age[rows] < parameters.days[-1]
    if len(rows) < parameters.least_n:
        return NotEnough(TooLittle.OFFENCES, len(rows), parameters.least_n, basis)
    circles = circles_around(
        x_m[rows], y_m[rows], parameters.radius_m, int(recent.sum()), parameters.shuffles
    )
    sums = ScanSums.of(
        circles, np.searchsorted(parameters.days, age[rows], side="right"), len(parameters.days)
    )
    best = best_by_centre(circles, sums, parameters.least_cases)
    maxima = _deal(circles, sums, float(best.log_ratio.max(initial=0.0)), seed, parameters)
    clusters = []
    for centre in _apart(best.log_ratio, best.last, circles, parameters.most_clusters):
        at, days = int(best.last[centre]), parameters.days[int(best.length[centre])]
        inside = circles.within(centre, at)
        held = np.flatnonzero(np.isin(circles.place, inside) & (age[rows] < days))
        p_value = (1 + int((maxima >= best.log_ratio[centre] - 1e-9).sum())) / (1 + len(maxima))
        clusters.append(
            ScanCluster(
                x_m=float(circles.x_m[centre]),
                y_m=float(circles.y_m[centre]),
                radius_m=float(circles.reach.away_m[at]),
                days=days,
                observed=len(held),
                expected=float(circles.count[inside].sum() * (age[rows] < days).sum() / len(rows)),
                log_ratio=float(best.log_ratio[centre]),
                p_value=p_value,
                recurrence_days=parameters.looks_days / p_value,
                rows=tuple(rows[held].tolist()),
            )
        )
    return SpaceTimeScan(tuple(clusters), circles.square_m, int(recent.sum()), len(maxima), basis)


def _deal(
    circles: ScanCircles, sums: ScanSums, log_ratio: float, seed: int, parameters: ScanParameters
) -> Floats:
    """Return the greatest log ratio of each shuffle, as many as are needed to judge the one found."""
    seeds = np.random.default_rng(seed).integers(0, 2**32, parameters.shuffles, dtype=np.uint32)
    if log_ratio <= 0.0:
        return np.zeros(0)
    # With so many that reach it, (1 + reached) / (1 + shuffles) is above what is asked about.
    too_many = int(parameters.give_up_p * (1 + len(seeds)))
    return shuffled_maxima(circles, sums, parameters.least_cases, seeds, (log_ratio - 1e-9, too_many))


def _usable(
    x_m: Floats, y_m: Floats, windows: TimeWindows, age: Floats, parameters: ScanParameters
) -> tuple[Ints, Basis]:
    placed = np.isfinite(x_m) & np.isfinite(y_m)
    begun = windows.dated & (age >= 0)
    held = begun & (age < parameters.history_days)
    used = held & placed
    return np.flatnonzero(used), rest_on(
        used.sum(),
        month_only=(~windows.dated).sum(),
        after_cut_off=(windows.dated & (age < 0)).sum(),
        not_in_sample=(begun & ~held).sum(),
        no_place=(held & ~placed).sum(),
    )


def _apart(log_ratio: Floats, last: Ints, circles: ScanCircles, most: int) -> list[int]:
    """Return the centres of the most unlikely clusters that have no place in common, best first."""
    chosen: list[int] = []
    taken = np.zeros(len(circles.count), dtype=bool)
    for centre in np.argsort(-log_ratio, kind="stable"):
        if log_ratio[centre] <= 0 or len(chosen) == most:
            break
        inside = circles.within(int(centre), int(last[centre]))
        if not taken[inside].any():
            chosen.append(int(centre))
            taken[inside] = True
    return chosen
