"""Whether offences happen in the dark, in twilight or by daylight, from their windows and places.

The hour alone mixes seasons: a series "between five and seven" is a dark one in winter and a daylight
one in summer. For each window the share of darkness is worked out from the turning of the earth, not
by sampling: within a window the sun passes a given height at fixed angles of the earth's turn, so the
time spent above it has a closed form. The sun's declination is taken at the middle of the window, which
moves a sunset by about a minute in a ten-hour window and evens out over a week.

What would be expected of offences spread evenly over the same days and nights stands beside: long
winter nights are dark without any offender's choosing.

Bounds: daylight while any of the sun's disc is above the horizon (-0.833 degrees, with refraction),
dark once it is more than 6 degrees below (the end of civil twilight, when street lamps are needed).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sac_dash.geography.sun import SECONDS_A_DEGREE, SunPosition, half_day_deg, hour_angle_deg, sun_position
from sac_dash.patterns.aoristic import AoristicParameters, Shares, shares_of
from sac_dash.patterns.basis import Basis, NotEnough, TooLittle, rest_on
from sac_dash.patterns.time_windows import TimeWindows

Floats = npt.NDArray[np.float64]

SUNSET_DEG = -0.833
DARK_DEG = -6.0
LIGHTS = ("dark", "twilight", "light")


@dataclass(frozen=True, eq=False)
class LightTable:
    """How much happened in which light; the three values stand in the order of `LIGHTS`.

    Attributes
    ----------
    observed
        Weights, shares and intervals.
    expected_share
        Of offences spread evenly over the days and nights they happened in.
    """

    observed: Shares
    expected_share: Floats
    basis: Basis


_DEFAULT = AoristicParameters()


def window_light(windows: TimeWindows, longitude: Floats, latitude: Floats) -> Floats:
    """Return which share of each window was dark, twilight and light (n × 3, rows sum to 1).

    Parameters
    ----------
    longitude, latitude
        WGS84 degrees; NaN where unknown, which makes the row NaN.
    """
    return _split_windows(windows, longitude, _LightDays.of(windows, latitude))


def measure_light(
    windows: TimeWindows, longitude: Floats, latitude: Floats, parameters: AoristicParameters = _DEFAULT
) -> LightTable | NotEnough:
    """Return the light in which offences happened, beside what their days and nights lead one to expect."""
    placed = np.isfinite(longitude) & np.isfinite(latitude)
    short = windows.length_days <= parameters.longest_days
    usable = windows.dated & placed & short
    basis = rest_on(
        usable.sum(),
        month_only=(~windows.dated).sum(),
        window_too_long=(windows.dated & ~short).sum(),
        no_place=(windows.dated & short & ~placed).sum(),
    )
    if basis.n < parameters.least_n:
        return NotEnough(TooLittle.OFFENCES, basis.n, parameters.least_n, basis)
    kept = windows.take(usable)
    days = _LightDays.of(kept, latitude[usable])
    observed = _split_windows(kept, longitude[usable], days)
    return LightTable(shares_of(observed.sum(axis=0), parameters.coverage), days.mean_shares(), basis)


@dataclass(frozen=True, eq=False)
class _LightDays:
    """The sun on the day of each window, and how far from noon it sinks below either bound (degrees of turn)."""

    position: SunPosition
    sunset: Floats
    dark: Floats

    @classmethod
    def of(cls, windows: TimeWindows, latitude: Floats) -> _LightDays:
        position = sun_position((windows.start_s + windows.end_s) / 2.0)
        return cls(position, *(half_day_deg(latitude, position, bound) for bound in (SUNSET_DEG, DARK_DEG)))

    def mean_shares(self) -> Floats:
        """Return how dark, twilit and light these days were as a whole."""
        light, not_dark = (float(half_day.mean()) / 180.0 for half_day in (self.sunset, self.dark))
        return np.array([1.0 - not_dark, not_dark - light, light])


def _split_windows(windows: TimeWindows, longitude: Floats, days: _LightDays) -> Floats:
    """Return the share of each window in each light (n × 3)."""
    begin = hour_angle_deg(windows.start_s, longitude, days.position)
    end = begin + (windows.end_s - windows.start_s) / SECONDS_A_DEGREE
    light, not_dark = (_share_above(begin, end, half_day) for half_day in (days.sunset, days.dark))
    return np.column_stack([1.0 - not_dark, not_dark - light, light])


def _share_above(begin: Floats, end: Floats, half_day: Floats) -> Floats:
    """Return the share of a turn from `begin` to `end` spent within `half_day` of the sun's highest stand."""
    return (_turned_above(end, half_day) - _turned_above(begin, half_day)) / (end - begin)


def _turned_above(angle: Floats, half_day: Floats) -> Floats:
    """Return the degrees within `half_day` of noon that lie before `angle`, counted from a fixed beginning."""
    turns = np.floor((angle + 180.0) / 360.0)
    within = angle - turns * 360.0 + half_day
    return turns * 2 * half_day + np.clip(within, 0.0, 2 * half_day)
