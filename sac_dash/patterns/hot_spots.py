"""Where offences lie denser than elsewhere: a density surface, and squares that stand out beyond chance.

A density surface (kernel estimate) shows where to look and always has a peak; Getis and Ord's Gi* says
which squares have more around them than their share of the whole, and is held to account: with
thousands of squares some stand out by chance, so the false discovery rate over all of them is kept
(Benjamini and Hochberg), and a square needs a few offences around it besides. Gi* is read against the
normal law only where counts are large; offences are few and squares many, so its chance is taken from the
counts' own law with the same mean and spread (Poisson, or negative binomial where squares vary more).

Both work on a sheet of squares by running sums, exact for Gi* with weights of 1 within the radius, so that
a million offences take a second. Empty country would make every town a hot spot: squares are judged
only against squares among offences (none of whose gaps is wider than the radius), or against those given.

They must not be read as a forecast, nor as risk: density follows shops as much as offenders.

Sources: J. Ord and A. Getis, "Local spatial autocorrelation statistics" (Geographical Analysis, 1995);
M. Caldas de Castro and B. Singer (Geographical Analysis, 2006) for the correction; S. Chainey and J.
Ratcliffe, *GIS and Crime Mapping* (2005), chapter 6, for both in practice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import ndimage, signal, special, stats

from sac_dash.domain.errors import SacDashError
from sac_dash.patterns.basis import Basis, NotEnough, TooLittle, rest_on

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

MAX_SQUARES = 1_000_000
SQUARE_M_A_KM2 = 1_000_000.0


@dataclass(frozen=True)
class HotSpotParameters:
    """How density and hot spots are measured.

    Parameters
    ----------
    square_m
        Side of a square (250); doubled until the sheet has no more than a million.
    bandwidth_m
        Standard deviation of the kernel (500): a town's centre from its retail park.
    radius_m
        Squares whose middle lies within this of a square's (750) are its surroundings.
    false_share
        Of the squares called hot, the share that may be so by chance (0.05).
    least_around
        Offences around a square before it may be called hot (5).
    least_n
        Offences needed (30).
    """

    square_m: float = 250.0
    bandwidth_m: float = 500.0
    radius_m: float = 750.0
    false_share: float = 0.05
    least_around: int = 5
    least_n: int = 30


@dataclass(frozen=True, eq=False)
class Sheet:
    """Squares over the places: `count` is columns (west to east) × rows (south to north)."""

    count: Ints
    west_m: float
    south_m: float
    square_m: float

    def middles(self, column: Ints, row: Ints) -> tuple[Floats, Floats]:
        """Return the middles of squares in metres."""
        x = self.west_m + (column + 0.5) * self.square_m
        y = self.south_m + (row + 0.5) * self.square_m
        return x.astype(np.float64), y.astype(np.float64)


@dataclass(frozen=True, eq=False)
class HotSpots:
    """The squares within the radius of an offence, one position each.

    Attributes
    ----------
    x_m, y_m
        Middles of the squares.
    count
        Offences in the square.
    density_per_km2
        Of the kernel estimate.
    judged
        Whether the square lies among offences; where not, z and the chances are NaN.
    around
        Offences in squares within the radius of it, itself included.
    z
        Gi*: how many standard deviations `around` lies above what an even spread would give.
    p_value, q_value
        One-sided, and corrected for the number of squares.
    hot
        Whether the square stands out at the false share allowed.
    square_m
        The side used.
    """

    x_m: Floats
    y_m: Floats
    count: Ints
    density_per_km2: Floats
    judged: Flags
    around: Ints
    z: Floats
    p_value: Floats
    q_value: Floats
    hot: Flags
    square_m: float
    basis: Basis


_DEFAULT = HotSpotParameters()


def lay_sheet(x_m: Floats, y_m: Floats, square_m: float, margin_m: float = 0.0) -> Sheet:
    """Count places (known ones only, at least one) in squares whose corners are whole multiples of the side."""
    width, height = (float(np.ptp(each)) + 2 * margin_m for each in (x_m, y_m))
    while (width / square_m + 2) * (height / square_m + 2) > MAX_SQUARES:
        square_m *= 2
    west, south = (float(np.floor((each.min() - margin_m) / square_m) * square_m) for each in (x_m, y_m))
    column, row = (
        ((each - begin) // square_m).astype(np.int64) for each, begin in ((x_m, west), (y_m, south))
    )
    margin = int(np.ceil(margin_m / square_m))
    shape = int(column.max()) + 1 + margin, int(row.max()) + 1 + margin
    count = np.bincount(column * shape[1] + row, minlength=shape[0] * shape[1]).reshape(shape)
    return Sheet(count, west, south, square_m)


def find_hot_spots(
    x_m: Floats, y_m: Floats, parameters: HotSpotParameters = _DEFAULT, judged: Flags | None = None
) -> HotSpots | NotEnough:
    """Measure density and Gi* of places in metres (NaN: unknown).

    Parameters
    ----------
    judged
        Squares to judge, on the sheet that :func:`lay_sheet` lays with the radius as its margin; None:
        those among offences.

    Raises
    ------
    SacDashError
        When `judged` is of another sheet.
    """
    placed = np.isfinite(x_m) & np.isfinite(y_m)
    basis = rest_on(placed.sum(), no_place=(~placed).sum())
    if basis.n < parameters.least_n:
        return NotEnough(TooLittle.OFFENCES, basis.n, parameters.least_n, basis)
    sheet = lay_sheet(x_m[placed], y_m[placed], parameters.square_m, parameters.radius_m)
    window = _disc(parameters.radius_m / sheet.square_m)
    near = _sum_around(sheet.count, window) > 0
    chosen = _among(near, window) if judged is None else judged
    if chosen.shape != near.shape:
        remedy = "Lay the sheet over the same places, with the same side and the radius as its margin"
        raise SacDashError("the squares to judge are not those of the sheet", remedy=remedy)
    n_judged = int(sheet.count[chosen].sum())
    if chosen.sum() < 2 or n_judged < parameters.least_n:
        return NotEnough(TooLittle.OFFENCES, n_judged, parameters.least_n, basis)
    gi = gi_star(sheet.count, chosen, window)
    p_value, q_value = (np.full(chosen.shape, np.nan) for _ in range(2))
    p_value[chosen] = count_tail(gi.around[chosen], gi.expected[chosen], gi.deviation[chosen] ** 2)
    q_value[chosen] = stats.false_discovery_control(p_value[chosen])
    hot = (
        chosen
        & (gi.around >= parameters.least_around)
        & (np.nan_to_num(q_value, nan=1.0) <= parameters.false_share)
    )
    shown = near | chosen
    x, y = sheet.middles(*np.nonzero(shown))
    return HotSpots(
        x_m=x,
        y_m=y,
        count=sheet.count[shown],
        density_per_km2=_density(sheet, parameters.bandwidth_m)[shown],
        judged=chosen[shown],
        around=gi.around[shown],
        z=np.where(chosen, gi.z, np.nan)[shown],
        p_value=p_value[shown],
        q_value=q_value[shown],
        hot=hot[shown],
        square_m=sheet.square_m,
        basis=basis,
    )


class GiStar(NamedTuple):
    """Of each square: offences around it, their mean and deviation by chance, and Gi*, how many of those above."""

    around: Ints
    expected: Floats
    deviation: Floats
    z: Floats


def gi_star(count: Ints, judged: Flags, window: Ints) -> GiStar:
    """Return Gi* of every square against the squares judged, with weights of 1 within `window`."""
    own = np.where(judged, count, 0)
    n = int(judged.sum())
    members = _sum_around(judged.astype(np.int64), window)
    around, expected = _sum_around(own, window), own.sum() / n * members
    spread = np.sqrt(np.maximum(n * members - members.astype(float) ** 2, 0.0) / (n - 1))
    deviation = count[judged].std() * spread
    with np.errstate(invalid="ignore", divide="ignore"):
        z = np.where(deviation > 0, (around - expected) / deviation, 0.0)
    return GiStar(around, expected, deviation, z)


def count_tail(count: Ints, mean: Floats, variance: Floats) -> Floats:
    """Return the chance of as many or more where counts have this mean (above 0) and variance."""
    wide = variance > mean * (1 + 1e-9)
    extra = np.where(wide, variance - mean, 1.0)
    poisson = special.gammainc(np.maximum(count, 1), mean)
    negative_binomial = special.betainc(
        np.maximum(count, 1), mean**2 / extra, np.where(wide, extra / np.maximum(variance, 1e-12), 0.5)
    )
    return np.where(count == 0, 1.0, np.where(wide, negative_binomial, poisson))


def _among(near: Flags, window: Ints) -> Flags:
    """Return the squares all of whose surroundings are near an offence (the closing of the occupied ones)."""
    among: Flags = _sum_around(near.astype(np.int64), window) == window.sum()
    return among


def _disc(radius: float) -> Ints:
    """Return the squares (1) whose middle lies within so many sides of the middle one."""
    reach = int(np.floor(radius + 1e-9))
    step = np.arange(-reach, reach + 1)
    disc: Ints = (np.hypot(step[:, None], step[None, :]) <= radius + 1e-9).astype(np.int64)
    return disc


def _sum_around(values: Ints, window: Ints) -> Ints:
    """Return the sum of whole numbers within the window around each square."""
    return np.rint(signal.oaconvolve(values.astype(float), window.astype(float), mode="same")).astype(
        np.int64
    )


def _density(sheet: Sheet, bandwidth_m: float) -> Floats:
    """Return offences a square kilometre by a normal kernel."""
    smooth = ndimage.gaussian_filter(
        sheet.count.astype(float), bandwidth_m / sheet.square_m, mode="constant", truncate=4.0
    )
    return smooth * (SQUARE_M_A_KM2 / sheet.square_m**2)
