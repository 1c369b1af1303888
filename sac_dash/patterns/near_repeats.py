"""Whether offences follow one another nearby and soon more often than chance would have it.

The Knox test counts pairs of offences by how far and how long apart they are, and sets the counts beside
those of files in which the same times are dealt out anew among the same places. What the shuffles keep,
busy places and busy months, is explained; what they break, being near in both, is what is tested.

Offences at the same premises are a band of their own, for a repeat is no near repeat. The other bands are
scaled to how densely premises lie (:func:`scale_bands`): 200 metres is next door in the country and five
shops away in town. Times are moments drawn from the windows (seeded), never midpoints; an offence whose
window is longer than the first band of days cannot be put into one and is left out.

It must not be read as the risk at any address, nor as proof of the same people: a busy fortnight in one
town is near in both, too.

Sources: E. Knox, "The detection of space-time interactions" (Applied Statistics, 1964); S. Johnson and
K. Bowers, "The burglary as clue to the future" (European Journal of Criminology, 2004); J. Besag and P.
Diggle (Applied Statistics, 1977) for the shuffles.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from sac_dash.patterns.basis import Basis, NotEnough, TooLittle, rest_on
from sac_dash.patterns.knox_sample import choose_sample
from sac_dash.patterns.knox_shuffles import NearPairs, shuffle_counts
from sac_dash.patterns.time_windows import DAY_S, TimeWindows, draw_moments

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

SAME_POINT_M = 1.0


@dataclass(frozen=True)
class KnoxParameters:
    """How pairs are counted.

    Parameters
    ----------
    days
        Upper ends of the bands of time (7, 14, 21, 28).
    shuffles
        Times dealt out anew (999).
    least_n
        Offences needed (30).
    most_offences, most_comparisons
        Of a larger file (100,000), or one with more pairs × shuffles (2 × 10⁸: about a second), a sample
        is looked at (:mod:`.knox_sample`), and the result says how many it left out.
    """

    days: tuple[float, ...] = (7.0, 14.0, 21.0, 28.0)
    shuffles: int = 999
    least_n: int = 30
    most_offences: int = 100_000
    most_comparisons: int = 200_000_000


@dataclass(frozen=True, eq=False)
class NearRepeats:
    """The Knox table: bands of distance (the same premises first) × bands of days.

    Attributes
    ----------
    metres, days
        Upper ends of the bands; `metres` begins with 0, the same premises.
    observed
        Pairs of offences.
    expected, low, high
        Mean and central 95 in 100 of the shuffled files.
    ratio
        Observed over expected; NaN where nothing is expected.
    p_value
        Share of files, the real one among them, with as many pairs or more (never 0).
    n_shuffles
        Shuffles made.
    basis
        Offences looked at and left out.
    """

    metres: Floats
    days: Floats
    observed: Ints
    expected: Floats
    low: Floats
    high: Floats
    ratio: Floats
    p_value: Floats
    n_shuffles: int
    basis: Basis


_DEFAULT = KnoxParameters()


def scale_bands(
    x_m: Floats, y_m: Floats, quantiles: tuple[float, ...] = (0.25, 0.5, 0.75, 0.9)
) -> tuple[float, ...]:
    """Return upper ends of distance bands: quantiles of the way from each place to the nearest other one.

    Rounded to two figures; fewer bands where quantiles agree, none with fewer than two places.
    """
    known = np.isfinite(x_m) & np.isfinite(y_m)
    packed = np.unique(np.round(x_m[known]) + 1j * np.round(y_m[known]))
    places = np.column_stack([packed.real, packed.imag])
    if len(places) < 2:
        return ()
    nearest = np.asarray(cKDTree(places).query(places, k=2)[0])[:, 1]
    steps = {float(f"{step:.2g}") for step in np.quantile(nearest, quantiles)}
    return tuple(sorted(step for step in steps if step > SAME_POINT_M))


def count_near_repeats(
    x_m: Floats,
    y_m: Floats,
    windows: TimeWindows,
    premises: Ints,
    metres: tuple[float, ...],
    *,
    seed: int,
    parameters: KnoxParameters = _DEFAULT,
) -> NearRepeats | NotEnough:
    """Count pairs near in space and time and compare them with shuffled files.

    Parameters
    ----------
    x_m, y_m
        Places in metres; NaN where unknown.
    premises
        As :func:`sac_dash.patterns.premises.identify_premises` numbers them. Offences that share one are
        the same premises; so are those within a metre where a number is -1.
    metres
        Upper ends of the bands of distance, ascending, as :func:`scale_bands` gives them.
    """
    placed = np.isfinite(x_m) & np.isfinite(y_m)
    short = windows.length_days <= parameters.days[0]
    usable = np.flatnonzero(windows.dated & short & placed)
    points = np.column_stack([x_m, y_m])
    reach_m = max((SAME_POINT_M, *metres))
    rng = np.random.default_rng(seed)
    most = parameters.most_offences, parameters.most_comparisons // max(1, parameters.shuffles)
    rows = usable
    if len(usable) >= parameters.least_n:
        rows = usable[choose_sample(points[usable], windows.start_s[usable], reach_m, most, rng)]
    basis = rest_on(
        len(rows),
        month_only=(~windows.dated).sum(),
        window_too_long=(windows.dated & ~short).sum(),
        no_place=(windows.dated & short & ~placed).sum(),
        not_in_sample=len(usable) - len(rows),
    )
    if len(rows) < parameters.least_n:
        return NotEnough(TooLittle.OFFENCES, len(rows), parameters.least_n, basis)
    pairs = cKDTree(points[rows]).query_pairs(reach_m, output_type="ndarray").astype(np.int64)
    band = _bands_of(points[rows], premises[rows], pairs, np.array(metres))
    moment = draw_moments(windows.take(rows), rng) / DAY_S
    seeds = rng.integers(0, 2**32, parameters.shuffles, dtype=np.uint32)
    inside = band <= len(metres)  # a neighbour across the last edge by rounding, or with no band at all
    near = NearPairs(pairs[inside, 0], pairs[inside, 1], band[inside])
    counts = shuffle_counts(near, moment, np.array(parameters.days), len(metres) + 1, seeds)
    return _compare(counts, metres, parameters, basis)


def _bands_of(points: Floats, premises: Ints, pairs: Ints, metres: Floats) -> Ints:
    """Return the band of distance of each pair: 0 for the same premises, then 1 upwards."""
    a, b = pairs.T
    away = np.hypot(*(points[a] - points[b]).T)
    told = (premises[a] >= 0) & (premises[b] >= 0)
    same = np.where(told, premises[a] == premises[b], away <= SAME_POINT_M)
    return np.where(same, 0, 1 + np.searchsorted(metres, away, side="left"))


def _compare(
    counts: Ints, metres: tuple[float, ...], parameters: KnoxParameters, basis: Basis
) -> NearRepeats:
    """Set the file's counts beside those of its shuffles."""
    observed, shuffled = counts[0], counts[1:]
    expected = shuffled.mean(axis=0)
    low, high = np.quantile(shuffled, (0.025, 0.975), axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.where(expected > 0, observed / expected, np.nan)
    return NearRepeats(
        metres=np.array([0.0, *metres]),
        days=np.array(parameters.days),
        observed=observed,
        expected=expected,
        low=low,
        high=high,
        ratio=ratio,
        p_value=(1 + (shuffled >= observed).sum(axis=0)) / (1 + len(shuffled)),
        n_shuffles=len(shuffled),
        basis=basis,
    )
