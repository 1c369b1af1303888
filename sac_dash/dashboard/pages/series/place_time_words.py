"""What the tab *Time and place* says: distances, gaps, lulls and the next window in plain words, each with its n."""

from __future__ import annotations

from dataclasses import dataclass

from sac_dash.dashboard.clock_words import explain_clock, say_clock, say_quiet, say_share
from sac_dash.dashboard.pages.series.place_time import NextWindow, PlaceTime
from sac_dash.domain.british_dates import british_day
from sac_dash.figures.place_words import towns
from sac_dash.figures.wording import say_days
from sac_dash.geography.nearest_town import say_nearest_town
from sac_dash.patterns.basis import NotEnough, TooLittle
from sac_dash.patterns.ellipse import Ellipse
from sac_dash.patterns.journey import JourneyDistances
from sac_dash.patterns.series_geography import SeriesGeography
from sac_dash.patterns.series_rhythm import SeriesRhythm
from sac_dash.patterns.series_tempo import SeriesTempo

NO_HOME = "None of this says where anybody lives, nor where the next offence will be."
NEXT_OFF = (
    "Off until asked for: a window of days, told only where the same method has come true for other series."
)
_POINTS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
_SMALL = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True)
class Fact:
    """One fact: what it is, its value, what it rests on, and more for whoever points at it."""

    label: str
    value: str
    note: str = ""
    explained: str = ""


def where_facts(places: SeriesGeography | NotEnough) -> list[Fact]:
    """Return the ground of a series: middle, spread, ellipse, journey."""
    if isinstance(places, NotEnough):
        return [Fact("Places", say_lacking(places), _left_out(places.basis.n_left_out).removeprefix(", "))]
    n, missing = places.basis.n, _left_out(places.basis.n_left_out)
    middle = say_place(places.longitude, places.latitude)
    median = say_place(places.median_longitude, places.median_latitude)
    return [
        Fact(
            "Mean centre",
            middle,
            f"n = {n} at {places.n_places} places{missing}",
            f"Middle offence from west to east and from south to north, which no outlier moves: {median}",
        ),
        Fact("Spread", say_km(places.standard_distance_km), "standard distance from it"),
        _ellipse(places.ellipse),
        *_journey(places.journey),
    ]


def when_facts(held: PlaceTime) -> list[Fact]:
    """Return the rhythm of a series: gaps, nights out, busiest weeks, longest lull, silence."""
    tempo, rhythm = held.tempo, held.rhythm
    gap = "Too few to say" if tempo.median_gap_days is None else _days(tempo.median_gap_days)
    return [
        Fact("Median gap", gap, f"from start to start, n = {max(0, len(tempo.rows) - 1)}"),
        Fact(
            "Nights out",
            f"{tempo.n_outings:,}",
            _nights(tempo),
            "The fewest nights that explain every window; nights with two or more: "
            + (", ".join(british_day(each.night) for each in tempo.sprees) or "none for certain"),
        ),
        *(_rhythm(rhythm) if rhythm else [Fact("Bursts and lulls", _few_nights(tempo.n_outings, 3))]),
        Fact(
            "Quiet at the cut-off",
            say_quiet(tempo.clock),
            f"{say_clock(tempo.clock)}, {tempo.clock.n_gaps} gap{'' if tempo.clock.n_gaps == 1 else 's'}",
            explain_clock(tempo.clock),
        ),
    ]


def say_next(window: NextWindow) -> tuple[str, str]:
    """Return the days to look out for and what they rest on, or "" and why none are told."""
    told, test = window.told, window.back_test
    tested = f"of {test.n_series} series of this force {test.n_true} struck again within the window foretold"
    if isinstance(told, NotEnough):
        if told.reason is TooLittle.SUPPORT:
            needed = f"{told.needed} or more would have to for {say_promise(test.promised)}"
            return "", f"A back-test does not support it: {tested}; {needed}."
        return "", f"{say_lacking(told)}."
    assert window.days is not None  # noqa: S101 - a window that is told has its days
    first, last = (british_day(each) for each in window.days)
    rests = f"if the series goes on at its tempo ({told.n_outings} nights out)"
    wide = f"so wide that {say_promise(test.promised)} such windows come true"
    caution = "Neither a place nor a promise: series end, and those that ended are not in the test"
    return f"{first} to {last}", f"{rests}; {wide}. Back-test: {tested}. {caution}."


def say_lacking(lack: NotEnough) -> str:
    """Say what is short.

    >>> from sac_dash.patterns.basis import Basis
    >>> say_lacking(NotEnough(TooLittle.OUTINGS, 4, 6, Basis(4)))
    'Not enough data: 4 nights of offending; six are needed'
    """
    needed = _SMALL[lack.needed] if lack.needed < len(_SMALL) else f"{lack.needed:,}"
    return f"Not enough data: {lack.n:,} {lack.reason.value}; {needed} are needed"


def say_promise(share: float) -> str:
    """Return a share in tenths.

    >>> say_promise(0.8)
    '8 in 10'
    """
    return f"{round(share * 10)} in 10"


def say_km(km: float) -> str:
    """Return a distance with the figures it deserves.

    >>> say_km(0.42), say_km(3.21), say_km(41.7)
    ('420 m', '3.2 km', '42 km')
    """
    if km < 1:
        return f"{round(km * 100) * 10} m"
    return f"{km:.1f} km" if km < 10 else f"{km:,.0f} km"


def say_place(longitude: float, latitude: float) -> str:
    """Return a place from the nearest town, or in degrees where none is near."""
    return say_nearest_town(longitude, latitude, towns()) or f"{latitude:.3f}, {longitude:.3f}"


def _left_out(n: int) -> str:
    return f", {n} without a known place" if n else ""


def _ellipse(ellipse: Ellipse | NotEnough) -> Fact:
    if isinstance(ellipse, NotEnough):
        return Fact("Ellipse", "Not drawn", say_lacking(ellipse))
    along = _POINTS[round(ellipse.bearing_deg / 45) % 8]
    back = _POINTS[(round(ellipse.bearing_deg / 45) + 4) % 8]
    size = f"{say_km(2 * ellipse.major_km)} by {say_km(2 * ellipse.minor_km)}"
    return Fact("Ellipse", size, f"{along} to {back}, {ellipse.n_places} places")


def _journey(journey: JourneyDistances) -> list[Fact]:
    if journey.median_leg_km is None:
        return [Fact("From one to the next", "Too few to say")]
    least, most = min(journey.legs_km), max(journey.legs_km)
    return [
        Fact(
            "From one to the next",
            say_km(journey.median_leg_km),
            f"median; {say_km(least)} to {say_km(most)}, n = {len(journey.legs_km)}",
            "Straight lines from each offence to the next in time; the same people may have gone home in between",
        ),
        Fact(
            "Furthest apart",
            say_km(journey.widest_km),
            f"all legs together {say_km(journey.total_km)}",
        ),
    ]


def _rhythm(rhythm: SeriesRhythm) -> list[Fact]:
    busy = f"from {british_day(rhythm.busiest_from)}; an even pace brings {rhythm.even_pace:.1f}"
    span = f"{british_day(rhythm.lull_from)} to {british_day(rhythm.lull_to)}"
    usual, more = "too few to say if unusual", f"{rhythm.n_gaps} gaps"
    if rhythm.lull_chance is not None:
        usual = f"as long in {say_share(rhythm.lull_chance)} by chance"
        more = f"Of series of a steady tempo with {rhythm.n_gaps} gaps, so many have one that is as large a part of all"
    return [
        Fact(f"Busiest {rhythm.busiest_days} days", f"{rhythm.busiest_n} nights out", busy),
        Fact("Longest lull", say_days(rhythm.lull_days), f"{span}; {usual}", more),
    ]


def _nights(tempo: SeriesTempo) -> str:
    if not tempo.sprees:
        return "at the least; none known to hold two"
    named = british_day(tempo.sprees[-1].night)
    last = "" if len(tempo.sprees) == 1 else "the last "
    return f"at the least; {len(tempo.sprees)} with two or more, {last}{named}"


def _few_nights(n: int, needed: int) -> str:
    return f"Not enough data: {n} night{'' if n == 1 else 's'} of offending; {_SMALL[needed]} are needed"


def _days(days: float) -> str:
    return "Under a day" if days < 1 else say_days(days)
