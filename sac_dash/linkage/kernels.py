"""The compiled heart: the evidence between two offences.

There is one implementation of the score. The pass over the pairs of a file and the ledger of the pairs
that survive both call :func:`pair_score`, so the ledger shown is the score used.

Lower positions always stand first, so that a pair's floating-point sum is the same whichever
offence it is looked at from. Rows are independent: the number of threads changes nothing.
"""

from __future__ import annotations

# ruff: noqa: PLR0917 - compiled functions take their arguments by position
import math
from typing import Any, NamedTuple

import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

from sac_dash.linkage.mobility import LOCAL, MIXED, SURE, TRAVELLING
from sac_dash.linkage.stated_codes import WORD_BITS, Words

Array = NDArray[Any]

DISTANCE, TIME_GAP, HOUR, DAY, SAME_PREMISES = range(5)

DENSITY_STEPS = 4096.0
"""Steps of a local density to a log10 unit: a quarter of a thousandth is far below what anybody reads off."""
SHARE_STEPS = 65_535.0
"""Steps of the whole of a window; an hour's share is rounded down, so that shares never add up to more."""

_ONE = np.uint64(1)
_ZERO = np.uint64(0)
DE_BRUIJN = np.uint64(0x03F79D71B4CB0A89)
SHIFT = np.uint64(58)
_LN2 = math.log(2.0)
LEAST_RATIO = 1e-4
"""Of hours or days: a window that no linked partner would have still says no more than so much."""


def _bit_table() -> NDArray[np.int64]:
    """Return the table that turns an isolated bit into its position (de Bruijn sequence)."""
    table = np.zeros(64, np.int64)
    for position in range(64):
        product = (int(DE_BRUIJN) << position) & (2**64 - 1)
        table[product >> 58] = position
    return table


BIT_AT = _bit_table()


class Records(NamedTuple):
    """What is known of each offence, ready to be compared. NaN means unknown."""

    x_km: NDArray[np.float32]
    y_km: NDArray[np.float32]
    mid_days: NDArray[np.float64]
    window_term: NDArray[np.float64]  # squared window length in days / 18
    hour: NDArray[np.uint16]  # n x 24 shares, in SHARE_STEPS
    day: NDArray[np.uint16]
    density: NDArray[np.int16]  # n x distance bins: log10 local over global, weighted, in DENSITY_STEPS
    mobility: NDArray[np.int8]  # points, see mobility
    address: NDArray[np.int64]  # -1 unknown
    present: Words
    absent: Words


class Tables(NamedTuple):
    """What the evidence is looked up in; log10 units."""

    distance: NDArray[np.float64]  # kinds of pairs (see mobility) x bins
    gap: NDArray[np.float64]
    code: NDArray[np.float64]  # by bit: evidence of sharing the code
    facet_start: NDArray[np.int64]  # by facet: first word; one more at the end
    facet_domain: NDArray[np.int64]
    facet_disagree: NDArray[np.float64]
    calibration: NDArray[np.float64]  # domains x (agree, disagree, floor, cap)
    numbers: NDArray[np.float64]  # see the constants below
    hour: NDArray[np.float32]  # 24 x 24: how much likelier than for any other a linked partner's hour is
    day: NDArray[np.float32]


FIRST_KM, FIRST_DAY, PER_OCTAVE, FURTHER, ABSENT, REACH_KM, REPEAT, REPEAT_DAYS = range(8)


@njit(cache=True, inline="always")
def log_bin(value: float, first: float, per_octave: float, last: int) -> float:
    """Return the position of a value on the logarithmic bins, as a real number."""
    if value <= first:
        return 0.0
    at: float = 1.0 + per_octave * math.log(value / first) / _LN2
    return min(at, float(last))


@njit(cache=True, inline="always", fastmath={"reassoc", "contract"})
def dot(left: Array, right: Array) -> float:
    """Return the inner product of two rows."""
    total = np.float32(0.0)
    for k in range(left.shape[0]):
        total += np.float32(left[k]) * np.float32(right[k])
    return float(total)


@njit(cache=True, inline="always")
def facet_evidence(i: int, j: int, facet: int, records: Records, tables: Tables) -> float:
    """Return one facet's evidence: shared codes, else disagreement, else 0 (unknown)."""
    best, total, value = 0.0, 0.0, 0.0
    known_i, known_j, shared_any, clash = _ZERO, _ZERO, _ZERO, _ZERO
    for word in range(tables.facet_start[facet], tables.facet_start[facet + 1]):
        a, b = np.uint64(records.present[i, word]), np.uint64(records.present[j, word])
        clash |= (a & np.uint64(records.absent[j, word])) | (b & np.uint64(records.absent[i, word]))
        known_i |= a
        known_j |= b
        shared = a & b
        shared_any |= shared
        while shared != _ZERO:
            low = shared & (~shared + _ONE)
            weight: float = tables.code[word * WORD_BITS + BIT_AT[(low * DE_BRUIJN) >> SHIFT]]
            total += weight
            best = max(best, weight)
            shared ^= low
    value = best + tables.numbers[FURTHER] * (total - best)
    if shared_any == _ZERO and known_i > _ZERO and known_j > _ZERO:
        value = float(tables.facet_disagree[facet])
    if clash != _ZERO:
        value += tables.numbers[ABSENT]
    return value


@njit(cache=True, inline="always")
def kind_of_pair(points: int) -> int:
    """Return the kind of a pair by the points of its two offences together."""
    if points >= SURE:
        return TRAVELLING
    return LOCAL if points <= -SURE else MIXED


@njit(cache=True, inline="always")
def distance_log10(i: int, j: int, km: float, records: Records, tables: Tables) -> float:
    """Return the evidence of a known distance, by the curve of the pair's kind and the density round both places."""
    numbers = tables.numbers
    kind = kind_of_pair(records.mobility[i] + records.mobility[j])
    at = log_bin(km, numbers[FIRST_KM], numbers[PER_OCTAVE], tables.distance.shape[1] - 1)
    low = int(at)
    high = min(low + 1, tables.distance.shape[1] - 1)
    below, above = tables.distance[kind, low], tables.distance[kind, high]
    curve = below + (at - low) * (above - below)
    value: float = curve - density_log10(i, low, records) - density_log10(j, low, records)
    return value


@njit(cache=True, inline="always")
def density_log10(i: int, at: int, records: Records) -> float:
    """Return how much denser than the file's the surroundings of an offence are, by distance bin."""
    value: float = records.density[i, at] / DENSITY_STEPS
    return value


@njit(cache=True, inline="always")
def km_apart(i: int, j: int, records: Records) -> float:
    """Return the distance of two offences; not a number where a place is unknown."""
    dx, dy = records.x_km[i] - records.x_km[j], records.y_km[i] - records.y_km[j]
    return math.sqrt(dx * dx + dy * dy)


@njit(cache=True, inline="always")
def days_apart(i: int, j: int, records: Records) -> float:
    """Return the days between two offences, given how wide their windows are."""
    apart = records.mid_days[i] - records.mid_days[j]
    return math.sqrt(apart * apart + records.window_term[i] + records.window_term[j])


@njit(cache=True, inline="always")
def gap_log10(days: float, tables: Tables) -> float:
    """Return the evidence of days apart."""
    numbers = tables.numbers
    at = log_bin(days, numbers[FIRST_DAY], numbers[PER_OCTAVE], tables.gap.shape[0] - 1)
    low = int(at)
    high = min(low + 1, tables.gap.shape[0] - 1)
    value: float = tables.gap[low] + (at - low) * (tables.gap[high] - tables.gap[low])
    return value


@njit(cache=True, inline="always")
def linked_share(mine: Array, theirs: Array, ratio: Array) -> float:
    """Return how much likelier one offence's hours or days are for a partner of the other than for anybody.

    Most windows cover few hours, and only those of theirs are walked over. To hold for each offence what is expected
    of its partners would take half as much memory again.
    """
    total = 0.0
    for k in range(theirs.shape[0]):
        if theirs[k] > 0:
            total += theirs[k] * dot(mine, ratio[k])
    return total / (SHARE_STEPS * SHARE_STEPS)


@njit(cache=True, inline="always")
def habit_log10(mine: Array, theirs: Array, ratio: Array) -> float:
    """Return the evidence of one offence's hours or days against those expected of a partner of the other."""
    return math.log10(max(linked_share(mine, theirs, ratio), LEAST_RATIO))


@njit(cache=True)
def most_linked(shares: Array, ratio: Array) -> Array:
    """Return by hour or day the greatest ratio that any offence of some expects of a partner."""
    most = np.zeros(ratio.shape[0], np.float64)
    expected = np.empty(ratio.shape[0], np.float64)
    for i in range(shares.shape[0]):
        linked_into(shares[i], ratio, expected)
        for k in range(most.shape[0]):
            most[k] = max(most[k], expected[k])
    return most


@njit(cache=True, inline="always")
def linked_into(theirs: Array, ratio: Array, expected: Array) -> None:
    """Write the ratio that an offence expects of a partner, by hour or day."""
    expected[:] = 0.0
    for k in range(theirs.shape[0]):
        if theirs[k] > 0:
            for other in range(ratio.shape[1]):
                expected[other] += theirs[k] / SHARE_STEPS * ratio[k, other]


@njit(cache=True, inline="always")
def repeat_log10(i: int, j: int, km: float, days: float, records: Records, tables: Tables) -> float:
    """Return the evidence of a return to the same premises."""
    numbers = tables.numbers
    value = 0.0
    if km <= numbers[REACH_KM] or (records.address[i] >= 0 and records.address[i] == records.address[j]):
        value = numbers[REPEAT] * math.exp(-days / numbers[REPEAT_DAYS])
    return value


@njit(cache=True, inline="always")
def place_and_time_into(i: int, j: int, records: Records, tables: Tables, out: Array) -> None:
    """Write the evidence of distance, gap, hour, day and same premises."""
    km, days = km_apart(i, j, records), days_apart(i, j, records)
    if not math.isnan(km):
        out[DISTANCE] = distance_log10(i, j, km, records, tables)
    out[TIME_GAP] = gap_log10(days, tables)
    out[HOUR] = habit_log10(records.hour[i], records.hour[j], tables.hour)
    out[DAY] = habit_log10(records.day[i], records.day[j], tables.day)
    out[SAME_PREMISES] = repeat_log10(i, j, km, days, records, tables)


@njit(cache=True, inline="always")
def calibrated(domain: int, raw: float, tables: Tables) -> float:
    """Return how much of a domain's raw evidence is counted; it never falls as `raw` rises."""
    slope = tables.calibration[domain, 0] if raw > 0.0 else tables.calibration[domain, 1]
    value: float = raw * slope
    counted: float = min(max(value, tables.calibration[domain, 2]), tables.calibration[domain, 3])
    return counted


@njit(cache=True, inline="always")
def add_facets(i: int, j: int, records: Records, tables: Tables, out: Array) -> float:
    """Complete `out`, which holds the raw evidence of place and time, calibrate it and return the sum."""
    for facet in range(tables.facet_domain.shape[0]):
        out[tables.facet_domain[facet]] += facet_evidence(i, j, facet, records, tables)
    total = 0.0
    for domain in range(out.shape[0]):
        value = calibrated(domain, out[domain], tables)
        out[domain] = value
        total += value
    return float(total)


@njit(cache=True, inline="always")
def pair_score(first: int, second: int, records: Records, tables: Tables, out: Array) -> float:
    """Write every pairwise domain's calibrated evidence to `out`; return the sum."""
    i, j = min(first, second), max(first, second)
    out[:] = 0.0
    place_and_time_into(i, j, records, tables, out)
    score: float = add_facets(i, j, records, tables, out)
    return score


@njit(cache=True, parallel=True)
def pair_evidence(records: Records, tables: Tables, domains: int, a: Array, b: Array) -> Array:
    """Return the evidence of given pairs by pairwise domain: pairs x domains, log10."""
    parts = np.zeros((a.shape[0], domains), np.float64)
    for pair in prange(a.shape[0]):
        pair_score(a[pair], b[pair], records, tables, parts[pair])
    return parts


@njit(cache=True, parallel=True)
def pair_totals(records: Records, tables: Tables, a: Array, b: Array) -> Array:
    """Return the sum of the pairwise evidence of given pairs, log10."""
    totals = np.empty(a.shape[0], np.float64)
    for pair in prange(a.shape[0]):
        out = np.zeros(tables.calibration.shape[0], np.float64)
        totals[pair] = pair_score(a[pair], b[pair], records, tables, out)
    return totals


@njit(cache=True, parallel=True)
def count_gaps(mid_days: Array, window_term: Array, edges: Array) -> Array:
    """Return how many offences before each lie in each bin of days apart: n x bins."""
    counts = np.zeros((mid_days.shape[0], edges.shape[0] - 1), np.int64)
    for i in prange(mid_days.shape[0]):
        for j in range(i):
            apart = mid_days[j] - mid_days[i]
            days = math.sqrt(apart * apart + window_term[j] + window_term[i])
            counts[i, np.searchsorted(edges, days, "right") - 1] += 1
    return counts
