"""What a location briefing says: why this place, likely window, triggers, scene. Drafts; tactics are never drafted.

Every sentence is a count or a distance from the records, or a rule of scene preservation for a method that is
coded. Where the records cannot say, the sentence says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from sac_dash.briefing import series_words as words
from sac_dash.briefing.place_asked import AskedPlace, with_place
from sac_dash.briefing.place_history import HISTORY, PlaceHistory
from sac_dash.briefing.series_content import SeriesContent
from sac_dash.briefing.source import BriefingSource
from sac_dash.domain.tags_of import tags_of
from sac_dash.figures.wording import say_day
from sac_dash.geography.distances import distance_km
from sac_dash.mo.labels import label_code
from sac_dash.mo.vocabulary import OPEN_CODE_PREFIX
from sac_dash.patterns.aoristic import AoristicParameters, spread_hours
from sac_dash.patterns.basis import NotEnough
from sac_dash.patterns.behaviour_rates import PRESENT_STATES
from sac_dash.patterns.enabler_reach import EnablerReach
from sac_dash.patterns.reflex_queries import distances_m
from sac_dash.patterns.series_geography import describe_places
from sac_dash.patterns.time_windows import read_windows

Codes = dict[tuple[str, str], int]

GAS = frozenset(
    [
        ("atm_attack", "explosive_gas"),
        ("atm_attack", "explosive_solid"),
        ("atm_attack", "explosive"),
        ("atm_attack", "explosive_any"),
        ("entry_method", "explosive_entry"),
        ("tool", "gas_cutting"),
        ("tool", "hot_cutting"),
        ("harm", "explosion_risk"),
    ]
)
PLANT = frozenset(
    [
        *(("instrument_vehicle", each) for each in ("telehandler", "digger", "forklift", "tractor_loader")),
        ("instrument_vehicle", "crane"),
        ("instrument_vehicle", "plant"),
        ("atm_attack", "rip_out_plant"),
        ("entry_method", "plant_demolition"),
    ]
)
CUTTING = frozenset(
    [
        *(("atm_attack", each) for each in ("torch_cutting", "drilling", "mechanical_cutting")),
        *(("atm_attack", each) for each in ("cut_in_place", "safe_door_rip_out")),
        *(
            ("tool", each)
            for each in ("angle_grinder", "disc_cutter", "power_saw", "reciprocating_saw", "thermal_lance")
        ),
        ("entry_method", "shutter_cut"),
        ("entry_method", "padlock_cut"),
        ("entry_method", "roof_cut"),
    ]
)
FORCE = frozenset(
    ("entry_method", each)
    for each in ("force_lever", "shutter_lifted", "lock_snapped", "lock_drilled", "ram_raid")
)
VEHICLE = frozenset(
    ("vehicle_use", each)
    for each in ("burnt_out", "abandoned", "cloned_plates", "stolen_vehicle", "disposed")
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAYS_TOLD = AoristicParameters(
    coverage=1 - 0.05 / len(_DAYS)
)  # the busiest of seven is looked at (Bonferroni)
HERE_KM = 0.02
DISTURBED = "Keep everybody out and the approach clear until a crime scene investigator releases it."


@dataclass(frozen=True)
class Nearest:
    """The series' nearest offence: its number, day and distance."""

    number: int
    day: str
    away_km: float


def codes_held(source: BriefingSource, content: SeriesContent) -> Codes:
    """Return how many members state each code, hedged statements included: caution asks for less than proof."""
    held = tags_of(source.tags, content.members["row"]).filter(pl.col("state").is_in(PRESENT_STATES))
    counted = held.group_by("facet", "code").agg(pl.col("row").n_unique().alias("n"))
    return {(facet, code): n for facet, code, n in counted.iter_rows()}


def having(source: BriefingSource, content: SeriesContent, codes: frozenset[tuple[str, str]]) -> int:
    """Return how many members state any of some codes."""
    wanted = pl.struct("facet", "code").is_in([{"facet": f, "code": c} for f, c in sorted(codes)])
    held = tags_of(source.tags, content.members["row"]).filter(pl.col("state").is_in(PRESENT_STATES) & wanted)
    return held["row"].n_unique()


def headline(place: AskedPlace, content: SeriesContent | None, nearest: Nearest | None) -> str:
    """Return the finding: which place, against which series, and how near that came."""
    if content is None:
        return f"{place.called}: no series to brief it against"
    near = f", nearest {say_away(nearest.away_km)}" if nearest else ""
    return f"{place.called}: briefed against {content.called}, {content.noun.noun.of(content.n)}{near}"


def nearest_offence(source: BriefingSource, place: AskedPlace, content: SeriesContent) -> Nearest | None:
    """Return the series' offence nearest to the place, but the one it was asked for by; None where unknown."""
    offences = with_place(source, place)
    rows = content.members["row"].to_numpy()
    away = distances_m(offences, offences.height - 1)[rows] / 1_000.0
    away[rows == (-1 if place.row is None else place.row)] = np.inf
    if not np.isfinite(away).any():
        return None
    at = int(np.argmin(away))
    return Nearest(at + 1, say_day(content.members["from_at"][at]), float(away[at]))


def why_here(
    source: BriefingSource,
    place: AskedPlace,
    content: SeriesContent,
    history: PlaceHistory,
    nearest: Nearest | None,
) -> tuple[str, ...]:
    """Return why this place: kind, brand, distance, history, plant near; what is not known is said."""
    return (
        *_own(place, content),
        _kind(source, place, content),
        *_brand(source, place, content),
        *_distance(place, content, nearest),
        *say_history(source, history),
    )


def say_history(source: BriefingSource, history: PlaceHistory) -> tuple[str, ...]:
    """Return what happened here and about it, with dates, and which plant was stolen near."""
    rings = (
        ("At these premises", history.here),
        (f"Within {HISTORY.next_door_m:.0f} m besides", history.next_door),
        (f"Within {HISTORY.around_m / 1000:.0f} km besides", history.around),
    )
    told = [f"{label}: {_count_days(source, rows)}" for label, rows in rings if rows is not None]
    if history.next_door is None:
        told.append("Offences and plant thefts about it: not measured, the place has no coordinates")
    return (*told, *_plant(source, history))


def _own(place: AskedPlace, content: SeriesContent) -> tuple[str, ...]:
    numbers = (
        content.members.filter(pl.col("row") == place.row)["number"].to_list()
        if place.row is not None
        else []
    )
    return (f"The offence here is No. {numbers[0]} of the series",) if numbers else ()


def _kind(source: BriefingSource, place: AskedPlace, content: SeriesContent) -> str:
    if not place.kinds:
        return "Kind of premises: not known in codes, so not compared"
    n, known = _agree(source, content, "premises", place.kinds)
    return f"Kind of premises: {place.kind_label.lower()}, {_of(n, known)}"


def _brand(source: BriefingSource, place: AskedPlace, content: SeriesContent) -> tuple[str, ...]:
    if not place.brands:
        return ()
    n, known = _agree(source, content, "premises_brand", place.brands)
    return (f"Brand: {label_code('premises_brand', place.brands[0])}, {_of(n, known)}",)


def _agree(
    source: BriefingSource, content: SeriesContent, facet: str, codes: Sequence[str]
) -> tuple[int, int]:
    held = tags_of(source.tags, content.members["row"]).filter(
        (pl.col("facet") == facet)
        & pl.col("state").is_in(PRESENT_STATES)
        & ~pl.col("code").str.starts_with(OPEN_CODE_PREFIX)
    )
    return held.filter(pl.col("code").is_in(list(codes)))["row"].n_unique(), held["row"].n_unique()


def _of(n: int, known: int) -> str:
    if not known:
        return "which no offence of the series states"
    return f"as at {n or 'none'} of the {known} offence{'' if known == 1 else 's'} of the series that say"


def _distance(place: AskedPlace, content: SeriesContent, nearest: Nearest | None) -> tuple[str, ...]:
    if nearest is None:
        return ("Distance to the series: not measured, a place is not known",)
    unplaced = content.members["easting"].null_count()
    left = f" (place not known of {unplaced} of {content.n})" if unplaced else ""
    said = f"Nearest offence of the series: No. {nearest.number} on {nearest.day}, {say_away(nearest.away_km)}{left}"
    middle = _middle_km(place, content)
    if middle is None:
        return (f"{said}; too few places for a middle",)
    return (f"{said}; the middle of the series lies {say_km(middle)} off",)


def _middle_km(place: AskedPlace, content: SeriesContent) -> float | None:
    if place.longitude is None or place.latitude is None:
        return None
    lon, lat = (
        content.members[name].cast(pl.Float64).fill_null(float("nan")).to_numpy()
        for name in ("longitude", "latitude")
    )
    lies = describe_places(lon, lat, read_windows(content.members).start_s)
    if isinstance(lies, NotEnough):
        return None
    return float(distance_km(place.longitude, place.latitude, lies.longitude, lies.latitude))


def _count_days(source: BriefingSource, rows: Sequence[int], most: int = 4) -> str:
    if not rows:
        return "none on record"
    days = [say_day(source.offences["from_at"][row]) for row in rows[:most]]
    more = f" and {len(rows) - most} before" if len(rows) > most else ""
    return f"{len(rows)} offence{'s' if len(rows) > 1 else ''} ({', '.join(days)}{more})"


def _plant(source: BriefingSource, history: PlaceHistory, most: int = 3) -> tuple[str, ...]:
    if history.plant is None:
        return ()
    reach = f"Plant stolen within {HISTORY.plant_km:.0f} km in the last {HISTORY.plant_days:.0f} days"
    held = [
        f"{source.offences['crime_ref'][each.row]} on {say_day(source.offences['from_at'][each.row])},"
        f" {say_km(each.away_km)}"
        for each in history.plant[:most]
    ]
    more = f"; {len(history.plant) - most} more" if len(history.plant) > most else ""
    said = f"{len(history.plant)} ({'; '.join(held)}{more})" if held else "none on record"
    return (f"{reach}: {said}. Farms and plant hirers are not on record",)


def likely_window(content: SeriesContent) -> str:
    """Return when, by the windows of the series; a weekday only where its interval lies clear of a seventh."""
    said = words.say_hours(content)
    days = spread_hours(read_windows(content.members), _DAYS_TOLD)
    if isinstance(days, NotEnough):
        return said
    at = int(days.weekdays.share.argmax())
    stands_out = float(days.weekdays.low[at]) > 1 / len(_DAYS)
    day = (
        f"{_DAYS[at]} stands out ({days.weekdays.share[at] * 10:.0f} in 10)"
        if stands_out
        else "No day stands out"
    )
    return f"{said} {day}. {words.silence(content)}"


def triggers(
    source: BriefingSource, content: SeriesContent | None, reach: EnablerReach | None
) -> tuple[str, ...]:
    """Return draft conditions, for the analyst to edit: what has been seen, and what of it calls for action."""
    said = ["Activation of an intruder, vibration or fog alarm at these premises"]
    if content is None:
        return (*said, "A call from here that describes offenders at the doors, shutters or machine")
    heard = _heard(source, content)
    said.append(f"A call from here that describes {heard}")
    plant = having(source, content, PLANT)
    if plant:
        said.append(_plant_trigger(plant, content, reach))
    cut = [
        code for code in codes_held(source, content) if code[0] == "security_defeat" and "alarm" in code[1]
    ]
    if cut:
        said.append(
            "A fault or loss of signal of alarm, power or telephone line: alarms were defeated before"
        )
    return tuple(said)


def _heard(source: BriefingSource, content: SeriesContent) -> str:
    ways = (
        (PLANT, "plant moving at night", "plant is coded in"),
        (CUTTING, "a grinder, saw or cutting", "cutting gear in"),
        (GAS, "gas bottles, hoses or a bang", "gas or explosive in"),
        (FORCE, "shutters or doors being forced", "forced entry in"),
    )
    told = [(heard, f"{coded} {n}") for codes, heard, coded in ways if (n := having(source, content, codes))]
    if not told:
        return "plant, a grinder or offenders at the doors (the method of the series is not coded)"
    heard = " or ".join(each for each, _ in told)
    return f"{heard} ({', '.join(coded for _, coded in told)} of {content.n})"


def _plant_trigger(plant: int, content: SeriesContent, reach: EnablerReach | None) -> str:
    lead = "Plant stolen within"
    if reach is not None and reach.km is not None and reach.hours is not None and reach.expected is not None:
        return (
            f"{lead} {reach.km:.0f} km in the last {reach.hours:.0f} hours: {reach.n} of {reach.n_placed}"
            f" offences had one before them ({reach.expected:.1f} by chance)"
        )
    return (
        f"{lead} ___ km in the last ___ hours: left open, {why_open(reach)} (plant in {plant} of {content.n})"
    )


def why_open(reach: EnablerReach | None) -> str:
    """Return why a reach cannot be read off."""
    if reach is None or not reach.n_placed:
        return "no place of the series is known"
    if reach.expected is None:
        return "the data is too short for a rate of plant thefts"
    least = 3
    if reach.n < least:
        return f"only {reach.n} of {reach.n_placed} offences had a plant theft before them"
    return f"{reach.n} of {reach.n_placed} had a plant theft before them, and {reach.expected:.1f} would by chance"


def safety_line(source: BriefingSource, content: SeriesContent | None) -> str:
    """Return the fixed line on gas and explosives; "" unless an offence of the series states them."""
    n = having(source, content, GAS) if content else 0
    if not n or content is None:
        return ""
    return (
        f"Gas, hot cutting or explosive is coded in {n} of {content.n}. Do not approach or enter, and keep radios,"
        " engines and naked flames away, until the fire and rescue service or explosive ordnance disposal say it"
        " is safe. Cordon and evacuate first."
    )


def scene(source: BriefingSource, place: AskedPlace, content: SeriesContent | None) -> str:
    """Return how to keep the scene, by the methods that are coded."""
    said = [DISTURBED]
    if content:
        ways = (
            (
                CUTTING,
                "Cut edges and swarf: cover, do not touch or brush; leave discs and blades where they lie.",
            ),
            (FORCE, "Forced edges and shutter feet: protect for instrument marks before boarding up."),
            (
                PLANT,
                "Plant left behind: do not move or sit in it; controls, seat and ignition are for examination.",
            ),
            (GAS, "Debris: photograph and leave it; hoses, bottles and leads only once declared safe."),
            (
                VEHICLE,
                "Vehicles abandoned or burnt: guard until examined; fire debris is not to be raked over.",
            ),
        )
        said += [words_ for codes, words_ in ways if having(source, content, codes)]
    measure = place.site.measure.casefold() if place.site else ""
    if any(each in measure for each in ("smartwater", "dna", "marking", "dye")):
        said.append(
            f"{place.site.measure if place.site else ''} is on record here: check suspects and vehicles under UV."
        )
    return " ".join(said)


def say_away(away_km: float) -> str:
    """Return how far off something is; what lies within the error of a place is here."""
    return "at this place" if away_km <= HERE_KM else f"{say_km(away_km)} away"


def say_km(away_km: float) -> str:
    """Return a distance as people say it: ``350 m``, ``4.2 km``, ``37 km``.

    >>> say_km(0.348), say_km(4.21), say_km(36.7)
    ('350 m', '4.2 km', '37 km')
    """
    if away_km < 1:
        return f"{round(away_km * 100) * 10} m"
    return f"{away_km:.1f} km" if away_km < 10 else f"{away_km:.0f} km"
