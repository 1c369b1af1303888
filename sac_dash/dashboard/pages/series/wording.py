"""What the Series page says of a series, in words."""

from __future__ import annotations

from sac_dash.dashboard.mo_words import label_code
from sac_dash.dashboard.pages.series.queries import SeriesDetail
from sac_dash.dashboard.wording import say_ago, say_day, say_days
from sac_dash.patterns.series_facts import SeriesFacts

STRONG, FAIR = 0.8, 0.5


def say_confidence(confidence: float | None) -> str:
    """Return how much a suggestion is worth, in words.

    The number behind it is calibrated: of suggestions like this, about that share proved to be one group.
    """
    if confidence is None:
        return "Known to the force"
    tenths = min(9, max(1, round(confidence * 10)))
    term = "Strong" if confidence >= STRONG else "Fair" if confidence >= FAIR else "Tentative"
    return f"{term}: about {tenths} in 10 like it hold"


def confidence_level(confidence: float | None) -> str:
    """Return the level's name for styling: known, strong, fair or tentative."""
    if confidence is None:
        return "known"
    return "strong" if confidence >= STRONG else "fair" if confidence >= FAIR else "tentative"


def say_span(facts: SeriesFacts) -> str:
    """Return from when to when."""
    first, last = say_day(facts.first_at), say_day(facts.last_at)
    if first == last:
        return first
    return f"{first.removesuffix(last[-5:])} – {last}"


def say_last(facts: SeriesFacts) -> str:
    """Return how long ago the last offence was."""
    return say_ago(facts.days_since_last)


def say_behaviour(facet: str, code: str, one_in: int) -> str:
    """Return a shared behaviour with its base rate: ``Telehandler, 1 in 140``."""
    del facet
    return f"{code}, 1 in {one_in:,}" if one_in > 1 else f"{code}, usual"


def name_behaviours(rarest: list[tuple[str, str, int]]) -> list[str]:
    """Return the rarest shared behaviours in words."""
    return [say_behaviour(facet, label_code(facet, code), one_in) for facet, code, one_in in rarest]


def say_gap(facts: SeriesFacts) -> str:
    """Return the median gap, or that there are too few offences to state one."""
    return "too few to say" if facts.median_gap_days is None else say_days(facts.median_gap_days)


def say_counting(detail: SeriesDetail, n_unplaced: int) -> str:
    """Return the map's caption: n, period, order and what is not on the map."""
    facts = detail.card.facts
    missing = f" · {n_unplaced} without a known place are not drawn" if n_unplaced else ""
    order = "numbered by start of window; lines join the order, not a route"
    return f"n = {facts.n} · {say_span(facts)} · {order}{missing}."
