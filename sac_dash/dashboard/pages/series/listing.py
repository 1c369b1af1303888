"""The list at the left: suggested series, few and ranked, then the known ones."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from sac_dash.dashboard.pages.series import ids
from sac_dash.dashboard.pages.series.cards import section_title, series_card
from sac_dash.dashboard.pages.series.queries import FEW, SeriesBasis, SeriesCard, series_basis
from sac_dash.dashboard.pages.series.wording import name_behaviours
from sac_dash.dashboard.series_names import label_series
from sac_dash.store import Generation


def list_series(
    generation: Generation, names: dict[str, str], chosen: str | None, wanted: str, *, everything: bool
) -> list[Component]:
    """Return the list; a search looks through every series, not only the few that are shown."""
    basis = series_basis(generation)
    suggested, known = (_matching(basis, some, names, wanted) for some in (basis.suggested(), basis.known()))
    few = suggested if everything or wanted else suggested[:FEW]
    parts: list[Component] = [section_title("Suggested", len(suggested)), *_cards(basis, few, names, chosen)]
    if len(few) < len(suggested):
        parts.append(_more_button(len(suggested) - len(few)))
    if not suggested:
        parts.append(html.P("None match." if wanted else "No series are suggested.", className="mo-none"))
    if known:
        parts += [section_title("Known", len(known)), *_cards(basis, known, names, chosen)]
    return parts


def _cards(basis: SeriesBasis, some: list[str], names: dict[str, str], chosen: str | None) -> list[Component]:
    """Return the cards of some series."""
    return [series_card(basis.detail(each).card, names, chosen=each == chosen) for each in some]


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


def _more_button(hidden: int) -> Component:
    """Return the button that shows the weaker suggestions too."""
    return dmc.Button(
        f"Show {hidden:,} weaker suggestions", id=ids.MORE_BUTTON, variant="subtle", size="xs", fullWidth=True
    )
