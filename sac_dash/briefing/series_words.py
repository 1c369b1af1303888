"""What is said of a series on paper: headline, synopsis, what sets it apart, what does not fit, what is unknown.

Every sentence is built from counts by a rule, carries its n, and says nothing that the records do not. An
analyst rewords it; the rule is there so that the first draft is true and not so that it is the last.
"""

from __future__ import annotations

import numpy as np

from sac_dash.briefing.case_table import CaseColumn
from sac_dash.briefing.place_clause import say_direction, say_where
from sac_dash.briefing.series_content import SeriesContent
from sac_dash.figures.place_words import towns
from sac_dash.figures.wording import say_day, say_days, say_list
from sac_dash.mo.labels import label_facet
from sac_dash.patterns.aoristic import HourTable
from sac_dash.patterns.basis import NotEnough
from sac_dash.patterns.series_standing import Standing

QUIET_FACTOR = 2.0  # a silence of twice the usual gap is worth a headline
LEAST_QUIET_DAYS = 14
STRONG, FAIR = 0.8, 0.5
VEHICLES = ("getaway", "instrument_vehicle", "vehicle_colour", "vehicle_use")
NAMED_NUMBERS = 6
LONGEST_TITLE = 78  # characters that two lines of a slide's title hold
MOST_CHANCE = 0.9  # a silence so common is none
LEAST_FOR_HOURS = 4.0  # windows worth so many timed offences, before an hour is named
BAND_HOURS = 4


def headline(content: SeriesContent) -> str:
    """Return the finding: how many, of what, in how long, where, and what it does now."""
    facts = content.facts
    span = "" if facts.span_days < 2 or content.n < 2 else f" in {say_days(facts.span_days)}"
    if content.n > 1 and facts.span_days < 2:
        span = f" on {say_day(facts.first_at)}"
    where = say_where(content.members, content.areas, towns())
    parts = [content.noun.count(span), *([where] if where else [])]
    moving = say_direction(content.members)
    said = ", ".join([*parts, *([moving] if moving else [])])
    return f"{said}; {recency(content)}" if recency(content) else said


def slide_headline(content: SeriesContent) -> str:
    """Return the finding in as many words as a room reads from five metres: the least telling clause goes first."""
    facts = content.facts
    span = f" in {say_days(facts.span_days)}" if content.n > 1 and facts.span_days >= 2 else ""
    where, now = say_where(content.members, content.areas, towns()), recency(content)
    named = f"{content.noun.noun.of(content.n)}{span}"
    near = (
        where.partition(", ")[0] if where.startswith("across") else where.removesuffix(")").partition(" (")[0]
    )
    tries = (
        (content.noun.count(span), near, now),
        (named, near, now),
        (named, near, ""),
        (named, "", now),
        (named, "", ""),
    )
    said = [_joined(count, place, state) for count, place, state in tries]
    return next((each for each in said if len(each) <= LONGEST_TITLE), said[-1])


def _joined(count: str, place: str, state: str) -> str:
    said = f"{count}, {place}" if place else count
    return f"{said}; {state}" if state else said


def recency(content: SeriesContent) -> str:
    """Return whether it is quiet, and since when; the last offence's day while it is not."""
    facts = content.facts
    usual = facts.median_gap_days or 0.0
    since = say_day(facts.last_at)
    if facts.days_since_last >= max(LEAST_QUIET_DAYS, QUIET_FACTOR * usual):
        return f"quiet since {since}"
    return f"last on {since}" if content.n > 1 else ""


def synopsis(content: SeriesContent, *, how: bool = True) -> str:
    """Return what, when, where and, unless a table beside it says so, how; each as far as it is recorded."""
    parts = (_what(content), _when(content), _where(content), _how(content) if how else "")
    return " ".join(filter(None, parts))


def _what(content: SeriesContent) -> str:
    n_attempts = content.facts.n_attempts
    attempts = "" if not n_attempts else f" ({n_attempts} attempt{'s' if n_attempts > 1 else ''})"
    kinds = [f"{label[:1].lower()}{label[1:]} ({n})" for label, n in content.premises[:3]]
    more = len(content.premises) - len(kinds)
    rest = f" and {more} more kinds of premises" if more > 1 else ""
    at = f", at {', '.join(kinds)}{rest}" if kinds else ""
    return f"{content.noun.count(attempts)}{at}."


def _when(content: SeriesContent) -> str:
    facts = content.facts
    first, last = say_day(facts.first_at), say_day(facts.last_at)
    dates = f"On {first}" if first == last else f"Between {first} and {last}"
    gap = f"; median gap {say_days(facts.median_gap_days)}" if facts.median_gap_days is not None else ""
    nights = [spree.night for spree in content.tempo.sprees]
    spree = f"; {len(nights)} night{'s' if len(nights) > 1 else ''} with two or more" if nights else ""
    return f"{dates}{gap}{spree}. {say_hours(content)}"


def say_hours(content: SeriesContent) -> str:
    """Return when in the day, by windows and not by midpoints; or that it cannot be said."""
    hours = content.hours
    if isinstance(hours, NotEnough):
        return f"Time of day: {str(hours)[:1].lower()}{str(hours)[1:]}."
    if hours.effective_n < LEAST_FOR_HOURS:
        return f"Windows are too wide to say at what hour (n = {hours.basis.n})."
    start, share = best_band(hours)
    return (
        f"Most likely {start:02d}:00–{(start + BAND_HOURS) % 24:02d}:00"
        f" ({share * 10:.0f} in 10 of the time in the windows; n = {hours.basis.n})."
    )


def best_band(hours: HourTable) -> tuple[int, float]:
    """Return the start of the four hours of the day that hold most, and their share."""
    share = hours.hours.share
    held = np.array([np.roll(share, -start)[:BAND_HOURS].sum() for start in range(24)])
    start = int(held.argmax())
    return start, float(held[start])


def _where(content: SeriesContent) -> str:
    facts, areas = content.facts, content.areas
    named = say_list(facts.towns, 4)
    reach = [f"{len(areas.forces)} forces ({say_list(areas.forces, 3)})"] if len(areas.forces) > 1 else []
    if len(areas.areas) > 1:
        reach.append(f"{len(areas.areas)} policing areas ({say_list(areas.areas, 4)})")
    journey = content.journey
    far = (
        f" From one to the next {journey.median_leg_km:.0f} km in the median, {max(journey.legs_km):.0f} km at most."
        if journey and journey.median_leg_km is not None and max(journey.legs_km) >= 1
        else ""
    )
    said = "; ".join(filter(None, (named, " and ".join(reach))))
    return f"{said}.{far}" if said else far.strip()


def _how(content: SeriesContent) -> str:
    told = [say_behaviour(each) for each in content.fingerprint[:4]]
    return f"They share: {'; '.join(told)}." if told else "No recorded behaviour is shared by two of them."


def say_behaviour(column: CaseColumn) -> str:
    """Return a shared behaviour with its counts: ``Telehandler (5 of 6 that say; 1 in 140)``."""
    rate = "" if column.one_in is None else f"; {column.rate}"
    return f"{column.label} ({column.n_agree} of {column.n_known} that say{rate})"


def distinguishing(content: SeriesContent, most: int = 3) -> tuple[str, ...]:
    """Return what sets the series apart, rarest and most agreed first; one behaviour of a kind, in a line each."""
    told: list[str] = []
    kinds: set[str] = set()
    for column in content.fingerprint:
        if column.facet not in kinds:
            kinds.add(column.facet)
            rate = f"; usually {column.rate}" if column.one_in else ""
            told.append(f"{column.label}: {column.n_agree} of {column.n_known}{rate}")
    return tuple(told[:most]) or ("No recorded behaviour is shared by two of these offences",)


def does_not_fit(content: SeriesContent) -> str:
    """Return the strongest thing against their being one series, or that nothing recorded is."""
    apart = [n for n, each in enumerate(content.standing, start=1) if each is Standing.APART_IN_TIME]
    if apart:
        return f"{numbers(apart)} stand{'s' if len(apart) == 1 else ''} apart in time from the rest"
    for column in content.fingerprint[:8]:
        unlike = content.unlike(column)
        if unlike:
            state = "states" if len(unlike) == 1 else "state"
            return f"{column.label}: {numbers(unlike)} {state} otherwise ({column.n_agree} of {column.n_known} agree)"
    weak = [n for n, each in enumerate(content.standing, start=1) if each is Standing.WEAKLY_LINKED]
    if weak:
        return f"{numbers(weak)} {'is' if len(weak) == 1 else 'are'} only weakly linked to the rest"
    unknown = unknowns(content)
    return (
        f"Nothing recorded speaks against it; {unknown[0]}"
        if unknown
        else "Nothing recorded speaks against it"
    )


def unknowns(content: SeriesContent, most: int = 5) -> tuple[str, ...]:
    """Return what is not stated of how many, the emptiest kinds of behaviour first."""
    known: dict[str, int] = {}
    for column in content.cases.columns:
        known[column.facet] = max(known.get(column.facet, 0), column.n_known)
    lacking = sorted(((content.n - n, facet) for facet, n in known.items() if n < content.n), reverse=True)
    said = [
        f"{label_facet(facet)} not stated in {missing} of {content.n}" for missing, facet in lacking[:most]
    ]
    unplaced = content.members["easting"].null_count()
    return (*said, *([f"place not known of {unplaced} of {content.n}"] if unplaced else []))


def strength(content: SeriesContent) -> str:
    """Return what the grouping rests on: analysts' verdicts, the force's record, or the model's confidence."""
    accepted, possible, undecided = content.counted_by_verdict()
    words = [f"{accepted} accepted by analysts"] if accepted else []
    words += [f"{possible} held possible"] if possible else []
    if content.suggestion["known"]:
        words.append("on the force's own list")
    elif undecided:
        words.append(f"{undecided} suggested by their links and not yet confirmed")
    confidence = content.suggestion["confidence"]
    if confidence is not None and not content.suggestion["known"]:
        tenths = min(9, max(1, round(confidence * 10)))
        level = "strong" if confidence >= STRONG else "fair" if confidence >= FAIR else "tentative"
        words.append(f"links {level}: about {tenths} in 10 hold")
    said = "; ".join(words)
    return f"{said[:1].upper()}{said[1:]}"


def silence(content: SeriesContent) -> str:
    """Return what the silence clock says, or why it says nothing."""
    clock = content.tempo.clock
    if clock.quiet_days < 1:
        return "The last lies within a day of the end of the data."
    quiet = f"Quiet for {say_days(clock.quiet_days)} at the end of the data"
    if clock.chance is None:
        return f"{quiet}; too few nights to say whether that is unusual."
    if clock.chance > MOST_CHANCE:
        return f"{quiet}, as most series of this tempo are."
    often = f"{clock.chance * 100:.0f} in 100" if clock.chance >= 0.01 else "fewer than 1 in 100"
    return f"{quiet}: {often} series of this tempo are, by chance."


def look_for(content: SeriesContent) -> str:
    """Return what to look for, shortest first: vehicles, premises and hours, as far as they are recorded."""
    vehicles = [each.label for each in content.fingerprint if each.facet in VEHICLES]
    kinds = [label for label, _ in content.premises[:1]]
    hours = content.hours
    timed = isinstance(hours, HourTable) and hours.effective_n >= LEAST_FOR_HOURS
    parts = [*vehicles[:2], *kinds]
    if timed and isinstance(hours, HourTable):
        start, _ = best_band(hours)
        parts.append(f"{start:02d}:00–{(start + BAND_HOURS) % 24:02d}:00")
    return "; ".join(parts) or "No vehicle, premises or hour is recorded by two of them"


def window_days(content: SeriesContent) -> str:
    """Return the days the series spans."""
    first, last = say_day(content.facts.first_at), say_day(content.facts.last_at)
    return first if first == last else f"{first} to {last}"


def numbers(places: tuple[int, ...] | list[int]) -> str:
    """Return numbers of offences as people say them: ``No. 4``, ``Nos. 2, 5 and 6``."""
    shown = [str(each) for each in places[:NAMED_NUMBERS]]
    more = len(places) - len(shown)
    if len(places) == 1:
        return f"No. {shown[0]}"
    if more:
        return f"Nos. {', '.join(shown)} and {more} more"
    return f"Nos. {', '.join(shown[:-1])} and {shown[-1]}"
