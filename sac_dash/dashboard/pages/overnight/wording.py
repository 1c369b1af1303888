"""The words of the Overnight page: the one sentence, the rule behind it, and what a card says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sac_dash.casework import Sitting
from sac_dash.dashboard.pages.overnight.queries import Behaviours
from sac_dash.domain.offence_class import CLASS_LABELS, OffenceClass
from sac_dash.figures.wording import local, say_chance, say_day, say_days, say_list, say_moment
from sac_dash.mo.labels import label_code
from sac_dash.patterns.enabler_thefts import EnablerKind
from sac_dash.patterns.new_offences import NewRule
from sac_dash.patterns.series_changes import SeriesChange, Turn
from sac_dash.workflow.night import Night
from sac_dash.workflow.since_sitting import HOUR_LABELS, HOURS, Since

OLD_DAYS = 3.0  # an extract older than this is no last night's
STANDING_WORDS = {
    "accepted": "accepted by an analyst",
    "possible": "held possible by an analyst",
    "suggested": "suggested member",
    "proposed": "proposed member",
}
ENABLER_LABELS = {
    EnablerKind.PLANT: "Plant",
    EnablerKind.CAR: "Car",
    EnablerKind.PLATES: "Number plates",
    EnablerKind.GEAR: "Cutting gear",
    EnablerKind.BURNT: "Found burnt",
    EnablerKind.OTHER: "Other",
}


@dataclass(frozen=True)
class Part:
    """One part of the headline: a number that stands out and the words after it."""

    number: str
    words: str


def say_point(since: Since, now: datetime) -> str:
    """Return from when the night is counted: ``the last sitting (yesterday 07:00)``."""
    if since.sitting is None:
        return f"{say_moment(since.moment)} ({HOUR_LABELS[since.asked]})"
    return f"the sitting of {say_when(since.sitting.at, now)}"


def say_when(moment: datetime, now: datetime) -> str:
    """Return a moment as people say it within two days: ``yesterday 07:00``."""
    days = (local(now).date() - local(moment).date()).days
    day = {0: "today", 1: "yesterday"}.get(days, say_day(moment))
    return f"{day} {local(moment):%H:%M}"


def headline(night: Night) -> list[Part]:
    """Return what the night brought, in the order a meeting asks for it."""
    n, pairs = len(night.new.linked), night.pairs.height
    parts = [Part(f"{n:,}" if n else "No", f"new offence{'' if n == 1 else 's'}")]
    if n:
        known, suggested = night.joins_known, night.joins_suggested
        if night.known:
            parts.append(Part(f"{known:,}", f"{_s(known, 'joins', 'join')} known series"))
        if suggested:
            parts.append(Part(f"{suggested:,}", f"{_s(suggested, 'joins', 'join')} suggested series"))
        parts.append(Part(f"{pairs:,}", f"new pair{'' if pairs == 1 else 's'} worth a look"))
    thefts = len(night.new.enablers)
    if thefts or n:
        parts.append(Part(f"{thefts:,}", f"enabler theft{'' if thefts == 1 else 's'}"))
    return parts


def say_rule(night: Night) -> list[str]:
    """Return by which rule offences are new and what is left out, a sentence each."""
    new, since = night.new, night.since
    if new.rule is NewRule.NOT_HELD and since.sitting is not None:
        said = [f"New: not in the data that sitting looked at (to {say_moment(since.moment)})."]
    elif since.sitting is not None:
        said = [
            f"New: recorded or committed after {say_moment(since.moment)}, where that sitting's data ended."
        ]
        said.append("That data itself is no longer kept.")
    else:
        said = [f"New: recorded or committed after {say_moment(since.moment)}."]
    if new.late:
        said.append(f"{len(new.late):,} of them happened more than 4 weeks before (marked “late record”).")
    if new.n_month_only:
        said.append(f"{new.n_month_only:,} known by month only are left out.")
    if new.other:
        said.append(f"{len(new.other):,} of other classes are not shown.")
    return said


def say_old(reach: datetime, now: datetime) -> str | None:
    """Say that the data ends so long ago that this is no last night; None while it is fresh."""
    days = (now - reach).total_seconds() / 86_400
    if days <= OLD_DAYS:
        return None
    ago = f"The data ends on {say_moment(reach)}, {say_days(days)} ago"
    return f"{ago}: the nights counted here are the last it holds."


def point_options(sittings: tuple[Sitting, ...], now: datetime, most: int = 6) -> list[dict[str, str]]:
    """Return the points to choose from: the last sittings, then hours before the data ends."""
    held = [
        {"value": f"s{each.seq}", "label": f"Sitting of {say_when(each.at, now)}, {each.user}"}
        for each in reversed(sittings[-most:])
    ]
    return [*held, *({"value": key, "label": HOUR_LABELS[key]} for key in HOURS)]


def say_class(facts: dict[str, Any]) -> str:
    """Return what an offence is: ``ATM attack, attempt``."""
    label = CLASS_LABELS[OffenceClass(facts["offence_class"])]
    return f"{label}, attempt" if facts["attempt"] else label


def say_place(facts: dict[str, Any]) -> str:
    """Return the premises and the town, whichever are known."""
    what = facts["premises_name"] or facts["premises_type"] or facts["address"]
    return ", ".join(each for each in (what, facts["town"]) if each) or "Place not known"


def say_behaviours(behaviours: Behaviours) -> list[str]:
    """Return behaviours with their base rate: ``Telehandler, 1 in 140``."""
    return [
        f"{label_code(facet, code)}, 1 in {one_in:,}" if one_in > 1 else label_code(facet, code)
        for facet, code, one_in in behaviours
    ]


def say_placing(placing: dict[str, Any]) -> str:
    """Return how sure it is that an offence belongs where it is placed, in words."""
    standing, chance = placing["standing"], placing["chance"]
    if standing is None:
        return f"not in it; its strongest link is {say_chance(chance)}"
    words = STANDING_WORDS[standing]
    return words if chance is None else f"{words}: {say_chance(chance)}"


def say_change(change: SeriesChange) -> list[str]:
    """Return what is otherwise in a series, a phrase each."""
    said = []
    if change.is_new:
        said.append(f"new series of {len(change.joined):,}")
    elif change.joined:
        said.append(f"{len(change.joined):,} joined: {_references(change.joined)}")
    if change.proposed:
        said.append(f"{len(change.proposed):,} proposed: {_references(change.proposed)}")
    if change.left:
        said.append(f"{len(change.left):,} left: {_references(change.left)}")
    return said


def say_turn(turn: Turn) -> list[str]:
    """Return what new members change about a series, a phrase each."""
    said = [f"back after {say_days(turn.gap_days)}, its longest pause"] if turn.gap_days else []
    if turn.new_forces:
        said.append(f"first in {say_list(turn.new_forces, 2)}")
    elif turn.new_areas:
        said.append(f"first in {say_list(turn.new_areas, 2)}")
    return said


def first_clause(words: str) -> str:
    """Return the first and strongest of the reasons that a line of the ledger joins.

    >>> first_clause("Telehandler in both, 1 in 140; Flatbed in both, 1 in 90")
    'Telehandler in both, 1 in 140'
    """
    return words.partition("; ")[0]


def reference_of(offence_key: str) -> str:
    """Return the crime reference of an offence key."""
    return offence_key.partition(":")[2] or offence_key


def _references(keys: tuple[str, ...]) -> str:
    return say_list([reference_of(key) for key in keys], 3)


def _s(n: int, one: str, more: str) -> str:
    return one if n == 1 else more
