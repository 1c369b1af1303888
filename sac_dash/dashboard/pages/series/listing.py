"""The list at the left: suggested series, few and ranked, then the known ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from sac_dash.dashboard.pages.series import ids
from sac_dash.dashboard.pages.series.cards import section_title, series_card
from sac_dash.dashboard.pages.series.queries import FEW, SeriesBasis, SeriesCard, series_basis
from sac_dash.dashboard.pages.series.wording import name_behaviours, say_age
from sac_dash.dashboard.series_names import label_series
from sac_dash.dashboard.state import Standing as StandingNow
from sac_dash.patterns.series_order import ACTIVE_DAYS

ATTENTION, STRENGTH, ACTIVITY = "attention", "strength", "activity"


@dataclass(frozen=True)
class ListChoice:
    """What of the list is shown and how.

    Parameters
    ----------
    chosen, tab
        The series in hand and the tab that is open; cards keep the tab.
    wanted
        Words searched for.
    everything
        Whether the weaker suggestions are shown too.
    sort
        `ATTENTION`: what is still active first, then the strongest; `STRENGTH`; or `ACTIVITY`.
    only_active
        Only series with an offence within `ACTIVE_DAYS` of the cut-off.
    """

    chosen: str | None = None
    tab: str | None = None
    wanted: str = ""
    everything: bool = False
    sort: str = ATTENTION
    only_active: bool = False

    @property
    def by_activity(self) -> bool:
        """Tell whether the latest active come first."""
        return self.sort == ACTIVITY


def list_series(now: StandingNow, choice: ListChoice, moment: datetime) -> list[Component]:
    """Return the list; a search looks through every series, not only the few that are shown."""
    basis, names = series_basis(now), now.book.names()
    suggested, mine, known = (
        _shown(basis, some, names, choice) for some in (basis.suggested(), basis.in_hand(), basis.known())
    )
    closed = [each for each in mine if basis.detail(each).card.closed]
    working = [each for each in mine if each not in closed]
    few = suggested if choice.everything or choice.wanted else suggested[:FEW]
    old = say_age(basis.as_of, moment)
    parts: list[Component] = [html.P(old, className="sc-old")] if old else []
    parts += _section("In hand", working, basis, names, choice)
    parts += [section_title("Suggested", *_count_words(basis, len(suggested)))]
    parts += _cards(basis, few, names, choice)
    if len(few) < len(suggested):
        parts.append(_more_button(len(suggested) - len(few), by_activity=choice.by_activity))
    if not suggested:
        narrowed = choice.wanted or choice.only_active
        parts.append(html.P("None match." if narrowed else "No series are suggested.", className="mo-none"))
    parts += _section("Known", known, basis, names, choice)
    parts += _section("Closed", closed, basis, names, choice)
    return parts


def first_series(basis: SeriesBasis) -> str | None:
    """Return the series shown when the address names none: the first that is worth a look now."""
    attention = _by_attention(basis, basis.suggested())
    return next(iter([*attention, *basis.in_hand(), *basis.known()]), None)


def _section(
    title: str, some: list[str], basis: SeriesBasis, names: dict[str, str], choice: ListChoice
) -> list[Component]:
    """Return one part of the list, nothing where it is empty."""
    if not some:
        return []
    return [section_title(title, f"{len(some):,}"), *_cards(basis, some, names, choice)]


def _by_attention(basis: SeriesBasis, some: list[str]) -> list[str]:
    """Return suggestions still active at the cut-off first, each part in the run's own order."""
    active = basis.active_since(basis.as_of - timedelta(days=ACTIVE_DAYS))
    return sorted(some, key=lambda each: each not in active)


def _count_words(basis: SeriesBasis, n_shown: int) -> tuple[str, str]:
    """Return how many suggestions are listed, and what that number is and is not."""
    held, most = len(basis.suggested()), basis.most_suggested()
    if n_shown < held:
        return f"{n_shown:,} of {held:,} match", ""
    if most is not None and held >= most:
        explained = (
            f"The list ends at the best {most:,} (the setting max_suggestions of the run). Weaker groups may"
            " exist beyond it: the number is a limit, not a count of series."
        )
        return f"best {held:,} shown", explained
    return f"{held:,}", "Every group sure enough to be suggested; the run kept no more than these."


def _shown(basis: SeriesBasis, some: list[str], names: dict[str, str], choice: ListChoice) -> list[str]:
    """Return the series that the search and the filter leave, in the order asked for."""
    left = _matching(basis, some, names, choice.wanted)
    if choice.only_active:
        active = basis.active_since(basis.as_of - timedelta(days=ACTIVE_DAYS))
        left = [each for each in left if each in active]
    if choice.sort == STRENGTH:
        return left
    if choice.sort == ATTENTION:
        return _by_attention(basis, left)
    order = {series_id: place for place, series_id in enumerate(basis.last_active())}
    return sorted(left, key=order.__getitem__)


def _cards(basis: SeriesBasis, some: list[str], names: dict[str, str], choice: ListChoice) -> list[Component]:
    """Return the cards of some series."""
    return [
        series_card(basis.detail(each).card, names, chosen=each == choice.chosen, tab=choice.tab)
        for each in some
    ]


def _matching(basis: SeriesBasis, some: list[str], names: dict[str, str], wanted: str) -> list[str]:
    """Return the series whose name, id, towns, areas or rarest behaviours hold every word wanted."""
    words = wanted.casefold().split()
    if not words:
        return some
    return [
        each for each in some if all(word in _searchable(basis.detail(each).card, names) for word in words)
    ]


def _searchable(card: SeriesCard, names: dict[str, str]) -> str:
    """Return everything of a card that a search looks through."""
    facts = card.facts
    parts = [card.series_id, label_series(card.series_id, names), *facts.towns, *facts.areas]
    return " ".join([*parts, *name_behaviours(card.rarest)]).casefold()


def _more_button(hidden: int, *, by_activity: bool) -> Component:
    """Return the button that shows the other suggestions too."""
    kind = "quieter" if by_activity else "weaker"
    return dmc.Button(
        f"Show {hidden:,} {kind} suggestion{'' if hidden == 1 else 's'}",
        id=ids.MORE_BUTTON,
        variant="subtle",
        size="xs",
        fullWidth=True,
    )
