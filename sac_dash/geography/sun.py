"""Where the sun stands at a place and moment, in arrays.

Whether it was dark tells more of an offender's habit than the clock does: six in the evening is night
in December and day in June. The low-accuracy solar position is good to about 0.01 degrees, which is
less than three seconds of a sunset, and needs a handful of operations an offence.

Source: J. Meeus, *Astronomical Algorithms* (2nd ed. 1998), chapters 25 and 28, in the form that the
United States' National Oceanic and Atmospheric Administration publishes as its solar calculator.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

EPOCH_JULIAN_DAY = 2_440_587.5  # 1970-01-01 00:00 UTC
J2000_JULIAN_DAY = 2_451_545.0
DAYS_A_CENTURY = 36_525.0
DAY_S = 86_400.0
SECONDS_A_DEGREE = 240.0  # the earth turns a degree in four minutes


@dataclass(frozen=True, eq=False)
class SunPosition:
    """The sun as seen from the earth's centre: its declination (radians) and the equation of time (seconds)."""

    declination_rad: Floats
    equation_of_time_s: Floats


def sun_position(moments_s: npt.ArrayLike) -> SunPosition:
    """Return the sun's position at moments given in seconds since 1970 (UTC)."""
    days = np.asarray(moments_s, float) / DAY_S + EPOCH_JULIAN_DAY - J2000_JULIAN_DAY
    t = days / DAYS_A_CENTURY
    longitude = np.radians((280.46646 + t * (36_000.76983 + t * 0.0003032)) % 360.0)
    anomaly = np.radians((357.52911 + t * (35_999.05029 - t * 0.0001537)) % 360.0)
    eccentricity = 0.016708634 - t * (0.000042037 + t * 0.0000001267)
    centre = np.radians(
        np.sin(anomaly) * (1.914602 - t * (0.004817 + t * 0.000014))
        + np.sin(2 * anomaly) * (0.019993 - t * 0.000101)
        + np.sin(3 * anomaly) * 0.000289
    )
    node = np.radians(125.04 - 1_934.136 * t)
    apparent = longitude + centre - np.radians(0.00569 + 0.00478 * np.sin(node))
    obliquity = np.radians(23.4392911 - 0.0130042 * t + 0.00256 * np.cos(node))
    y = np.tan(obliquity / 2) ** 2
    equation = (
        y * np.sin(2 * longitude)
        - 2 * eccentricity * np.sin(anomaly)
        + 4 * eccentricity * y * np.sin(anomaly) * np.cos(2 * longitude)
        - 0.5 * y**2 * np.sin(4 * longitude)
        - 1.25 * eccentricity**2 * np.sin(2 * anomaly)
    )
    return SunPosition(
        declination_rad=np.arcsin(np.sin(obliquity) * np.sin(apparent)),
        equation_of_time_s=np.degrees(equation) * SECONDS_A_DEGREE,
    )


def hour_angle_deg(moments_s: npt.ArrayLike, longitude: npt.ArrayLike, position: SunPosition) -> Floats:
    """Return how far the earth has turned since the sun stood highest, growing by 360 a day (not wrapped)."""
    seconds = np.asarray(moments_s, float) + position.equation_of_time_s
    turned: Floats = seconds / SECONDS_A_DEGREE + np.asarray(longitude, float) - 180.0
    return turned


def sun_altitude_deg(moments_s: npt.ArrayLike, longitude: npt.ArrayLike, latitude: npt.ArrayLike) -> Floats:
    """Return the height of the sun's centre above the horizon, in degrees, without refraction.

    Parameters
    ----------
    moments_s
        Seconds since 1970 (UTC).
    longitude, latitude
        WGS84 degrees, east and north positive.

    Examples
    --------
    Noon at Greenwich on midsummer's day, when the sun is 62 degrees up:

    >>> round(float(sun_altitude_deg(1_782_043_200, 0.0, 51.48)))
    62
    """
    position = sun_position(moments_s)
    turn = np.radians(hour_angle_deg(moments_s, longitude, position))
    north = np.radians(np.asarray(latitude, float))
    sine = np.sin(north) * np.sin(position.declination_rad) + np.cos(north) * np.cos(
        position.declination_rad
    ) * np.cos(turn)
    altitude: Floats = np.degrees(np.arcsin(np.clip(sine, -1.0, 1.0)))
    return altitude


def half_day_deg(latitude: npt.ArrayLike, position: SunPosition, above_deg: float) -> Floats:
    """Return how far the earth turns between the sun's highest stand and its passing `above_deg`.

    0 where it stays below all day (polar night), 180 where it stays above (polar day).
    """
    north = np.radians(np.asarray(latitude, float))
    cosine = (np.sin(np.radians(above_deg)) - np.sin(north) * np.sin(position.declination_rad)) / (
        np.cos(north) * np.cos(position.declination_rad)
    )
    half: Floats = np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0)))
    return half
