"""The windows of offences as whole seconds, and as pieces of local wall time with the clock changes right.

Habits follow the clock on the wall, but time passes evenly only in UTC: a window over the night on
which the clocks go back is an hour longer than its wall times say. Windows are therefore kept in UTC
and cut at every clock change before they are laid on the wall clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import polars as pl

from sac_dash.domain.when import SOURCE_TIMEZONE, WhenPrecision

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

DAY_S = 86_400
SHORTEST_S = 60  # a moment is stated to the minute


@dataclass(frozen=True, eq=False)
class TimeWindows:
    """From when to when each offence may have been committed.

    Attributes
    ----------
    start_s, end_s
        Seconds since 1970 (UTC), at least a minute apart.
    dated
        False where the source states the month only; such an offence has no window worth the name.
    zone
        The zone whose wall clock people live by.
    """

    start_s: Ints
    end_s: Ints
    dated: Flags
    zone: str

    def __len__(self) -> int:
        """Return the number of offences."""
        return len(self.start_s)

    @property
    def length_days(self) -> Floats:
        """Return how long each window is."""
        days: Floats = (self.end_s - self.start_s) / DAY_S
        return days

    def take(self, rows: Ints | Flags) -> TimeWindows:
        """Return the windows of some offences."""
        return TimeWindows(self.start_s[rows], self.end_s[rows], self.dated[rows], self.zone)


@dataclass(frozen=True, eq=False)
class WallPieces:
    """Windows on the wall clock, cut at clock changes: one or more pieces for each offence.

    Attributes
    ----------
    row
        The offence (position in the windows) of each piece.
    begin_s, end_s
        Wall time as seconds since 1970-01-01 00:00 on the wall.
    per_second
        1 / the length of the whole window: what a second of this piece weighs.
    """

    row: Ints
    begin_s: Ints
    end_s: Ints
    per_second: Floats


def read_windows(offences: pl.DataFrame, zone: str = SOURCE_TIMEZONE) -> TimeWindows:
    """Return the windows of a frame of offences (`domain.columns.OFFENCES`).

    An offence known to the day spans whole local days, whatever clock time the source filled in.
    """
    seconds = [offences[name].dt.epoch("s").to_numpy().astype(np.int64) for name in ("from_at", "to_at")]
    by_day = (offences["when_precision"] == WhenPrecision.DAY.value).fill_null(value=False).to_numpy()
    by_month = (offences["when_precision"] == WhenPrecision.MONTH.value).fill_null(value=False).to_numpy()
    start, end = seconds
    if by_day.any():
        start, end = start.copy(), end.copy()
        start[by_day] = _midnight_s(start[by_day], zone)
        end[by_day] = _midnight_s(end[by_day], zone, days=1)
    return TimeWindows(start, np.maximum(end, start + SHORTEST_S), ~by_month, zone)


def draw_moments(windows: TimeWindows, rng: np.random.Generator) -> Floats:
    """Return one moment (seconds since 1970, UTC) from within each window, every moment equally likely."""
    moments = windows.start_s + rng.random(len(windows)) * (windows.end_s - windows.start_s)
    return moments.astype(np.float64)


def wall_pieces(windows: TimeWindows) -> WallPieces:
    """Lay windows on the wall clock; they must be shorter than the time between two clock changes."""
    changes, offsets = clock_changes(windows.zone, *_years(windows))
    before = np.searchsorted(changes, windows.start_s, side="right")
    after = np.searchsorted(changes, windows.end_s, side="left")
    weight = 1.0 / (windows.end_s - windows.start_s)
    rows = np.arange(len(windows))
    cut = np.flatnonzero(after > before)
    change = changes[before[cut]]
    first_end = windows.end_s.copy()
    first_end[cut] = change
    return WallPieces(
        row=np.concatenate([rows, cut]),
        begin_s=np.concatenate([windows.start_s + offsets[before], change + offsets[after[cut]]]),
        end_s=np.concatenate([first_end + offsets[before], windows.end_s[cut] + offsets[after[cut]]]),
        per_second=np.concatenate([weight, weight[cut]]),
    )


def wall_seconds(moments_s: Ints, zone: str) -> Ints:
    """Return moments (UTC) as wall time: seconds since 1970-01-01 00:00 on the wall."""
    if not len(moments_s):
        return moments_s.astype(np.int64)
    years = [datetime.fromtimestamp(int(at), UTC).year for at in (moments_s.min(), moments_s.max())]
    changes, offsets = clock_changes(zone, years[0], years[1])
    shifted: Ints = moments_s + offsets[np.searchsorted(changes, moments_s, side="right")]
    return shifted


@lru_cache(maxsize=64)
def clock_changes(zone: str, first_year: int, last_year: int) -> tuple[Ints, Ints]:
    """Return the moments (UTC seconds) at which a zone's clocks change, and the offset before, between and after.

    >>> changes, offsets = clock_changes("Europe/London", 2026, 2026)
    >>> [datetime.fromtimestamp(at, UTC).isoformat() for at in changes.tolist()]
    ['2026-03-29T01:00:00+00:00', '2026-10-25T01:00:00+00:00']
    >>> offsets.tolist()
    [0, 3600, 0]
    """
    place = ZoneInfo(zone)
    day = datetime(first_year, 1, 1, tzinfo=UTC) - timedelta(days=1)
    stop = datetime(last_year + 1, 1, 2, tzinfo=UTC)
    changes: list[int] = []
    offsets = [_offset_s(day, place)]
    while day < stop:
        following = day + timedelta(days=1)
        if _offset_s(following, place) != offsets[-1]:
            changes.append(_find_change(day, following, place))
            offsets.append(_offset_s(following, place))
        day = following
    return np.array(changes, dtype=np.int64), np.array(offsets, dtype=np.int64)


def _find_change(low: datetime, high: datetime, place: ZoneInfo) -> int:
    """Return the first second of the new offset between two days, by halving."""
    old = _offset_s(low, place)
    begin, end = int(low.timestamp()), int(high.timestamp())
    while end - begin > 1:
        middle = (begin + end) // 2
        same = _offset_s(datetime.fromtimestamp(middle, UTC), place) == old
        begin, end = (middle, end) if same else (begin, middle)
    return end


def _offset_s(moment: datetime, place: ZoneInfo) -> int:
    offset = moment.astimezone(place).utcoffset()
    return int(offset.total_seconds()) if offset is not None else 0


def _years(windows: TimeWindows) -> tuple[int, int]:
    if not len(windows):
        return 1970, 1970
    first, last = int(windows.start_s.min()), int(windows.end_s.max())
    return datetime.fromtimestamp(first, UTC).year, datetime.fromtimestamp(last, UTC).year


def _midnight_s(moments_s: Ints, zone: str, days: int = 0) -> Ints:
    """Return the UTC second of the local midnight before each moment, or so many days on."""
    wall = wall_seconds(moments_s, zone) // DAY_S * DAY_S + days * DAY_S
    offset = (
        wall_seconds(wall, zone) - wall
    )  # the wall time taken for UTC: right but within hours of a change
    return wall - (wall_seconds(wall - offset, zone) - (wall - offset))
