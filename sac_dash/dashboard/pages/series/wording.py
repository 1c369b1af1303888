"""What the Series page says of a series, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sac_dash.casework import Verdict
from sac_dash.dashboard.pages.series.queries import Checks, SeriesCard, SeriesDetail
from sac_dash.figures.wording import say_day, say_days
from sac_dash.mo.labels import label_code
from sac_dash.patterns.series_areas import SeriesAreas
from sac_dash.patterns.series_facts import SeriesFacts
from sac_dash.patterns.series_order import ACTIVE_DAYS
from sac_dash.patterns.series_standing import Standing

STRONG, FAIR = 0.8, 0.5
OLD_EXTRACT_DAYS = 14
DAYS_A_MONTH = 30.44
CONFIDENCE_BASIS = (
    "Rests on the links between its offences: the mean probability, over all pairs of members, that both are by the"
    " same people. Probabilities are calibrated on offences whose series were known: of pairs given 8 in 10,"
    " about 8 were linked. A pair without a kept link counts as next to nothing. A suggestion, not a finding."
)
KNOWN_BASIS = "The force's own list names this series; the model did not judge it."
STANDING_NOTES = {
    Standing.WITHIN: "Linked to the rest as the others are",
    Standing.APART_IN_TIME: "Stands apart in time: over 180 days from the rest, and over 5 times any other gap",
    Standing.WEAKLY_LINKED: "Weakly linked: its mean link to the others is below the core's",
}


def say_confidence(confidence: float | None, standing: Sequence[Standing] = ()) -> str:
    """Return how much a suggestion is worth, in words, and who of it stands apart."""
    if confidence is None:
        return "Known to the force"
    tenths = min(9, max(1, round(confidence * 10)))
    term = "Strong" if confidence >= STRONG else "Fair" if confidence >= FAIR else "Tentative"
    return "; ".join([f"{term}: about {tenths} in 10 of its links hold", *_say_apart(standing)])


def explain_confidence(confidence: float | None) -> str:
    """Return what the words of confidence rest on."""
    return KNOWN_BASIS if confidence is None else CONFIDENCE_BASIS


def _say_apart(standing: Sequence[Standing]) -> list[str]:
    """Say how many members stand apart, by reason."""
    apart, weak = (
        sum(each is one for each in standing) for one in (Standing.APART_IN_TIME, Standing.WEAKLY_LINKED)
    )
    return (
        [f"{apart} stands apart in time"] * (apart == 1)
        + [f"{apart} stand apart in time"] * (apart > 1)
        + [f"{weak} weakly linked"] * (weak > 0)
    )


def confidence_level(confidence: float | None) -> str:
    """Return the level's name for styling: known, strong, fair or tentative."""
    if confidence is None:
        return "known"
    return "strong" if confidence >= STRONG else "fair" if confidence >= FAIR else "tentative"


IN_HAND_BASIS = "An analyst has put a hand to it; what they decided stands whatever a run makes of it."


def say_worth(card: SeriesCard) -> str:
    """Return what a series rests on, in words: the run's confidence, the force's list, an analyst's word."""
    if card.owned is None:
        return say_confidence(card.confidence, card.standing)
    accepted = len(card.owned.judged(Verdict.ACCEPTED))
    undecided = card.facts.n - accepted - len(card.owned.judged(Verdict.POSSIBLE))
    words = [f"{accepted} accepted"] if accepted else []
    if undecided > 0 and not card.known:
        words.append(f"{undecided} not yet looked at")
    return ", ".join(words) or ("Known to the force" if card.known else "In hand")


def worth_level(card: SeriesCard) -> str:
    """Return the level's name for styling: known, strong, fair or tentative."""
    return "known" if card.owned is not None else confidence_level(card.confidence)


def explain_worth(card: SeriesCard) -> str:
    """Return what the words of :func:`say_worth` rest on."""
    return IN_HAND_BASIS if card.owned is not None else explain_confidence(card.confidence)


def say_checks(checks: Checks) -> str:
    """Return what shuffling and resampling say of a suggestion, without their names; "" where nothing."""
    words = []
    if checks.chance_share is not None and checks.chance_shuffles:
        times = round(checks.chance_share * checks.chance_shuffles)
        how_often = "in none" if times == 0 else f"in {times}"
        words.append(f"chance alone made one as tight {how_often} of {checks.chance_shuffles} shuffled files")
    if checks.stability is not None:
        tenths = min(10, max(0, round(checks.stability * 10)))
        words.append(f"{tenths} in 10 of its core links hold when the evidence is drawn anew")
    text = "; ".join(words)
    return text[:1].upper() + text[1:]


def say_span(facts: SeriesFacts) -> str:
    """Return from when to when."""
    first, last = say_day(facts.first_at), say_day(facts.last_at)
    if first == last:
        return first
    return f"{first.removesuffix(last[-5:])} – {last}"


def is_active(facts: SeriesFacts) -> bool:
    """Tell whether the last offence lies within the days that count as active."""
    return facts.days_since_last <= ACTIVE_DAYS


def say_last(facts: SeriesFacts) -> str:
    """Return how long before the cut-off the last offence was: in days, as windows are wide."""
    if facts.days_since_last < 1:
        return "within a day of the cut-off"
    return f"{say_days(facts.days_since_last)} before the cut-off"


def say_quiet(facts: SeriesFacts) -> str:
    """Return how long the series has been quiet, never in hours: a window is no moment."""
    return "Under a day" if facts.days_since_last < 1 else say_days(facts.days_since_last)


def say_age(as_of: datetime, now: datetime) -> str | None:
    """Say that the extract is old; None while it is not."""
    days = (now - as_of).total_seconds() / 86_400
    if days <= OLD_EXTRACT_DAYS:
        return None
    months = round(days / DAYS_A_MONTH)
    age = f"{days:.0f} days" if days < 60 else f"{months} months"
    return f"The extract is {age} old: it ends on {say_day(as_of)}."


def say_areas(areas: SeriesAreas) -> tuple[str, str]:
    """Return how many areas there are and what they are: ours, elsewhere, not known."""
    ours = len(areas.areas)
    value = areas.areas[0] if ours == 1 else f"{ours} of our areas" if ours else ""
    if areas.n_elsewhere:
        value = f"{value} + {areas.n_elsewhere} elsewhere" if value else "All elsewhere"
    forces = f"{len(areas.forces)} force{'' if len(areas.forces) == 1 else 's'}"
    unknown = f", {areas.n_unknown} without an area" if areas.n_unknown else ""
    return value or "Not known", f"{forces}{unknown}"


def say_attempts(n: int) -> str:
    """Return how many were attempts."""
    return "no attempts" if n == 0 else "1 attempt" if n == 1 else f"{n} attempts"


def say_behaviour(facet: str, code: str, one_in: int) -> str:
    """Return a shared behaviour with its base rate: ``Telehandler, 1 in 140``."""
    del facet
    return f"{code}, 1 in {one_in:,}" if one_in > 1 else f"{code}, usual in its class"


def name_behaviours(rarest: list[tuple[str, str, int]]) -> list[str]:
    """Return the rarest shared behaviours in words."""
    return [say_behaviour(facet, label_code(facet, code), one_in) for facet, code, one_in in rarest]


def say_gap(facts: SeriesFacts) -> str:
    """Return the median gap, or that there are too few offences to state one."""
    if facts.median_gap_days is None:
        return "Too few to say"
    return "Under a day" if facts.median_gap_days < 1 else say_days(facts.median_gap_days)


def say_counting(detail: SeriesDetail, n_unplaced: int, ties: str = "") -> str:
    """Return the map's caption: n, period, order, hard links in words, and what is not on the map."""
    facts = detail.card.facts
    missing = f" · {n_unplaced} without a known place not drawn" if n_unplaced else ""
    order = "in order of window start, not route"
    return f"n = {facts.n} · {say_span(facts)} · {' · '.join(filter(None, [order, ties]))}{missing}."


def say_timing(detail: SeriesDetail, as_of: datetime) -> str:
    """Return the timeline's caption: what bars and figures are, and where the data ends."""
    facts = detail.card.facts
    return (
        f"n = {facts.n} · bars: windows, start to end; figures: days from start to start;"
        f" dotted: quiet to the cut-off, {say_day(as_of)}."
    )
