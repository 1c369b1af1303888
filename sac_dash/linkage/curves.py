"""Evidence curves of place and time, fitted to the file at hand.

How near is near depends on the force: the same two miles are nothing in a county and the whole
of a town. Every curve here is the ratio of what linked pairs do (shipped priors) to what all
pairs of this file do (counted), on logarithmic bins.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sac_dash.linkage.parameters import DistanceParameters, HourParameters, TimeGapParameters

Floats = NDArray[np.float64]

FIRST_KM = 0.03
"""Below this all distances are alike: addresses are no more precise."""
FIRST_DAYS = 0.05
BINS_PER_OCTAVE = 2
DISTANCE_BINS = 32
GAP_BINS = 36
HOURS = 24
DAYS = 7
_SCALES = np.linspace(-2.5, 2.5, 41)


def bin_edges(first: float, bins: int) -> Floats:
    """Return `bins` + 1 edges: 0, then `first` doubling every ``BINS_PER_OCTAVE`` bins, then infinity."""
    inner = first * 2.0 ** (np.arange(bins - 1) / BINS_PER_OCTAVE)
    return np.concatenate([[0.0], inner, [np.inf]])


def share_by_bin(counts: Floats) -> Floats:
    """Return smoothed shares of `counts`; no bin is ever empty."""
    padded = np.pad(counts, 1, mode="edge")
    smooth = 0.25 * padded[:-2] + 0.5 * padded[1:-1] + 0.25 * padded[2:]
    smooth += max(smooth.sum(), 1.0) * 1e-6
    return np.asarray(smooth / smooth.sum())


def _scatter_share(edges: Floats, median_range: float, spread: float) -> Floats:
    """Return the share of distances by bin between two points scattered about one anchor.

    The scatter is Gaussian in the plane (so the distance is Rayleigh) with a log-normal range.
    """
    weights = np.exp(-0.5 * _SCALES**2)
    ranges = median_range * np.exp(spread * _SCALES)
    reach = 1.0 - np.exp(-(edges[:, None] ** 2) / (4.0 * ranges[None, :] ** 2))
    return np.asarray(np.diff(reach @ (weights / weights.sum())))


def distance_curve(shares: Floats, median_km: float, parameters: DistanceParameters) -> Floats:
    """Return the log10 Bayes factor of each distance bin.

    Parameters
    ----------
    shares
        Share of all pairs of the file in each bin.
    median_km
        Median distance between two offences of the file.
    """
    edges = bin_edges(FIRST_KM, DISTANCE_BINS)
    local_km = min(parameters.local_range_km, parameters.local_range_share * median_km)
    regional_km = min(parameters.regional_range_km, parameters.regional_range_share * median_km)
    linked = parameters.local_share * _scatter_share(edges, max(local_km, FIRST_KM), parameters.local_spread)
    linked += parameters.regional_share * _scatter_share(
        edges, max(regional_km, FIRST_KM), parameters.regional_spread
    )
    travelling = 1.0 - parameters.local_share - parameters.regional_share
    return np.log10(travelling + linked / shares)


def by_kind(parameters: DistanceParameters) -> tuple[DistanceParameters, ...]:
    """Return the parameters of each kind of pair: what does not travel is local or regional as in all pairs."""
    near = parameters.local_share + parameters.regional_share
    kinds = (parameters.travelling_share_mobile, 1.0 - near, parameters.travelling_share_on_foot)
    return tuple(
        replace(
            parameters,
            local_share=(1.0 - travelling) * parameters.local_share / max(near, 1e-9),
            regional_share=(1.0 - travelling) * parameters.regional_share / max(near, 1e-9),
        )
        for travelling in kinds
    )


def gap_curve(shares: Floats, parameters: TimeGapParameters) -> Floats:
    """Return the log10 Bayes factor of each bin of days apart."""
    edges = bin_edges(FIRST_DAYS, GAP_BINS)
    linked = np.zeros(GAP_BINS)
    for share, mean_days in zip(parameters.shares, parameters.means_days, strict=True):
        linked += share * np.diff(1.0 - np.exp(-edges / mean_days))
    return np.log10(1.0 - sum(parameters.shares) + linked / shares)


def hour_ratio(base: Floats, parameters: HourParameters) -> Floats:
    """Return how much likelier two linked offences fall into each two hours than two others.

    Parameters
    ----------
    base
        Share of the file's offences in each hour of the day.

    Returns
    -------
    24 x 24, symmetric; 1 is neutral.
    """
    hours = np.arange(HOURS)
    apart = np.abs(hours[:, None] - hours[None, :])
    apart = np.minimum(apart, HOURS - apart)
    kernel = np.exp(-0.5 * (apart / parameters.spread_hours) ** 2)
    expected = kernel @ base
    ratio = kernel / np.sqrt(expected[:, None] * expected[None, :])
    return np.asarray(1.0 - parameters.consistency + parameters.consistency * ratio)


def day_ratio(base: Floats, parameters: HourParameters) -> Floats:
    """Return the same for the day of the week: 7 x 7, 1 is neutral."""
    keep = parameters.day_consistency
    return np.asarray(1.0 - keep + keep * np.diag(1.0 / np.maximum(base, 1e-6)))
