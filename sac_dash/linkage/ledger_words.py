"""The words of the ledger about place and time, and how codes and rates are said."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from sac_dash.domain.when import SOURCE_TIMEZONE
from sac_dash.linkage.mobility import LOCAL, MIXED, TRAVELLING

_ACRONYMS = {"Atm": "ATM", "Cctv": "CCTV", "Vrm": "VRM", "Poe": "POE"}
_LOCAL_KM = 25.0
"""No local pattern is as wide: what speaks for a link from further away is how empty the country is."""
_IF_NEAR = {TRAVELLING: ", though the likes of these travel"}
_IF_FAR = {
    TRAVELLING: "the likes of these travel, so it counts little",
    MIXED: "only a travelling one would fit",
    LOCAL: "the likes of these (alone, on foot or a bicycle) seldom travel",
}
_CLOCK = ZoneInfo(SOURCE_TIMEZONE)
_NO_HOUR = frozenset({"day", "month"})  # precisions that leave the hour unknown


def humanise(code: str) -> str:
    """Return a code as words: ``rear_door`` → ``Rear door``, ``=patio`` (an open code) → ``Patio``."""
    text = code.lstrip("=").replace("_", " ").strip()
    words = (text[:1].upper() + text[1:]).split(" ")
    return " ".join(_ACRONYMS.get(word.capitalize(), word) for word in words) if text else code


def one_in(count: int, known: int) -> str:
    """Return a base rate as "1 in N" of the offences where it would be told; as a share where most have it."""
    if not count or not known:
        return "rate unknown"
    if count > known / 2:
        return f"as in {count / known:.0%} of those stated"
    return f"1 in {max(round(known / count), 1):,}"


def place_and_time_words(
    domain: str, offences: pl.DataFrame, pair: tuple[int, int], log10: float, kind: int = MIXED
) -> tuple[str, bool]:
    """Return the words of a place or time domain, and whether anything is known; `kind` as in :mod:`mobility`."""
    first, second = (offences.row(row, named=True) for row in pair)
    if domain == "distance":
        return _distance_words(first, second, log10, kind)
    if domain == "time_gap":
        return _gap_words(first, second), True
    if domain == "hour_of_day":
        return _hour_words(first, second, log10)
    if domain == "day_of_week":
        alike = log10 > 0 or (log10 == 0 and _days(first) == _days(second))
        return f"{'Like' if alike else 'Unlike'} days: {_days(first)} and {_days(second)}", True
    return ("Same or adjacent premises, soon after" if log10 > 0 else ""), True


def _distance_words(
    first: Mapping[str, Any], second: Mapping[str, Any], log10: float, kind: int
) -> tuple[str, bool]:
    """Return how far apart two offences are, which profile that fits, and what their kind makes of it."""
    places = [first["easting"], first["northing"], second["easting"], second["northing"]]
    if any(place is None or not math.isfinite(place) for place in places) or first["crs"] != second["crs"]:
        return "Place not stated for both", False
    km = math.hypot(places[0] - places[2], places[1] - places[3]) / 1000.0
    far = f"{km:.0f} km" if km >= 10 else f"{km:.1f} km" if km >= 1 else f"{km * 1000:.0f} m"
    if log10 > 0 and km > _LOCAL_KM:
        return f"{far} apart: far, yet few offences lie nearer to either", True
    if log10 > 0:
        return f"{far} apart: near for this force, fits a local pattern{_IF_NEAR.get(kind, '')}", True
    if log10 == 0:
        return f"{far} apart", True
    return f"{far} apart: too far for a local pattern; {_IF_FAR[kind]}", True


def _hour_words(first: Mapping[str, Any], second: Mapping[str, Any], log10: float) -> tuple[str, bool]:
    """Return the clock times of two windows, and whether both are known to the hour."""
    if any(each["when_precision"] in _NO_HOUR for each in (first, second)):
        return f"Hours: {_window(first)} and {_window(second)}", False
    if log10 == 0:
        return f"Hours: {_window(first)} and {_window(second)}", True
    return f"{'Like' if log10 > 0 else 'Unlike'} hours: {_window(first)} and {_window(second)}", True


def _gap_words(first: Mapping[str, Any], second: Mapping[str, Any]) -> str:
    """Return the days between two offences, as a range where their windows leave it open."""
    if first["from_at"] > second["from_at"]:
        first, second = second, first
    least = max((second["from_at"] - first["to_at"]).total_seconds() / 86_400.0, 0.0)
    most = max((second["to_at"] - first["from_at"]).total_seconds() / 86_400.0, 0.0)
    middle = round((least + most) / 2.0)
    if middle == 0:
        return "Within a day of each other"
    return f"{middle:,} day{'s' if middle != 1 else ''} apart"


def _window(offence: Mapping[str, Any]) -> str:
    """Return a window's clock times, local."""
    if offence["when_precision"] in _NO_HOUR:
        return "an unknown hour"
    start, stop = (_local(offence[name]) for name in ("from_at", "to_at"))
    same = (stop - start).total_seconds() < 60
    return f"{start:%H:%M}" if same else f"{start:%H:%M}–{stop:%H:%M}"


def _days(offence: Mapping[str, Any]) -> str:
    """Return a window's day or days of the week, local."""
    start, stop = (_local(offence[name]) for name in ("from_at", "to_at"))
    return f"{start:%a}" if start.date() == stop.date() else f"{start:%a}–{stop:%a}"


def _local(moment: datetime) -> datetime:
    """Return a moment in the clock time of the source."""
    return moment.astimezone(_CLOCK)


def name_offences(offences: pl.DataFrame, rows: Sequence[int]) -> list[str]:
    """Return what to call each offence: its reference, with its force where another force has the same."""
    named = offences.select("crime_ref", "offence_key")[list(rows)]
    every = offences["crime_ref"]
    same = every.filter(every.is_in(named["crime_ref"].implode())).value_counts().filter(pl.col("count") > 1)
    shared = set(same["crime_ref"])
    return [str(key if reference in shared else reference) for reference, key in named.iter_rows()]
