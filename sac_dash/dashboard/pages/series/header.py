"""The head of one series: its name, what it is worth, and the facts an analyst says aloud."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.components.panel import colour_dot
from sac_dash.dashboard.decision_words import say_value
from sac_dash.dashboard.pages.series import ids
from sac_dash.dashboard.pages.series.queries import SeriesCard
from sac_dash.dashboard.pages.series.wording import (
    explain_worth,
    name_behaviours,
    say_areas,
    say_attempts,
    say_checks,
    say_gap,
    say_quiet,
    say_span,
    say_worth,
    worth_level,
)
from sac_dash.dashboard.query_string import write_query
from sac_dash.dashboard.series_names import MAX_NAME_LENGTH
from sac_dash.figures.palette import series_colour
from sac_dash.figures.wording import say_day, say_days, say_list

LOST_TAB = "The address names no tab of this page: Members is shown."


def figure_title(text: str, card: SeriesCard, names: dict[str, str]) -> list[Component | str]:
    """Return a figure's title; a saved picture also carries the series and what it is."""
    name = names.get(card.series_id)
    called = f"{name} ({card.series_id})" if name else card.series_id
    standing = "known series" if card.known else "in hand" if card.owned else "suggested, not confirmed"
    return [html.Span(f"{called}, {standing}: ", className="png-words"), text]


def series_header(card: SeriesCard, names: dict[str, str], *, lost_tab: bool = False) -> list[Component]:
    """Return the header's content; `lost_tab` where the address asks for a tab that does not exist."""
    facts = card.facts
    shared = name_behaviours(card.rarest)
    area, forces = say_areas(card.areas)
    return [
        _title(card, names),
        *([html.P(LOST_TAB, className="sh-lost")] if lost_tab else []),
        html.Div(
            [
                _fact("Offences", f"{facts.n}", say_attempts(facts.n_attempts)),
                _fact("Over", say_days(facts.span_days), say_span(facts)),
                _fact("Median gap", say_gap(facts), "start to start"),
                _fact("Quiet at the cut-off", say_quiet(facts), f"since {say_day(facts.last_at)}"),
                _fact("Areas", area, f"{forces}: {say_list(facts.towns, 2)}", _all_areas(card)),
                _fact("Rarest shared in its class", shared[0] if shared else "None", " · ".join(shared[1:])),
            ],
            className="sh-facts",
        ),
        *_checks(card),
    ]


def _checks(card: SeriesCard) -> list[Component]:
    """Return what the run's checks say, and the known series the whole may belong to."""
    words = [say_checks(card.checks)] if card.owned is None and not card.known else []
    if card.checks.may_join:
        words.append(f"The whole may belong to {card.checks.may_join}")
    said = " · ".join(each for each in words if each)
    return [html.P(said, className="sh-checks")] if said else []


def _title(card: SeriesCard, names: dict[str, str]) -> Component:
    """Return the name, the stable id and what the suggestion is worth."""
    name = names.get(card.series_id)
    rank = "In hand" if card.owned else "Known series" if card.known else f"Suggestion {card.rank}"
    locked = card.owned.locked if card.owned else None
    status = card.owned.value_of("status") if card.owned else ""
    operation = card.owned.value_of("operation_ref") if card.owned else ""
    return html.Div(
        [
            colour_dot(series_colour(card.series_id)),
            html.H1(name or card.series_id, className="page-title"),
            html.Span(card.series_id, className="sh-id") if name else None,
            html.Span(rank, className="sh-rank"),
            html.Span(say_value("status", status), className=f"sc-state sc-state-{status}")
            if status
            else None,
            html.Span(operation, className="sh-id", title="Operation reference") if operation else None,
            html.Span("Locked", className="sc-state", title=f"By {locked.user}") if locked else None,
            html.Span(
                say_worth(card), className=f"sc-worth sc-{worth_level(card)}", title=explain_worth(card)
            ),
            dcc.Link(
                [icon("brief", 13), "Brief"],
                href=f"/briefings{write_query({'product': 'slide', 'of': card.series_id})}",
                id=ids.BRIEF,
                className="sh-brief",
                title="Write a slide, a bulletin or a pack on this series (B)",
            ),
        ],
        className="sh-title",
    )


def naming() -> Component:
    """Return the field that names the series, and the ways to its details and back.

    It is no part of what a decision draws anew: a name half typed stays.
    """
    field = dmc.TextInput(
        id=ids.NAME,
        value="",
        placeholder="Name this series",
        size="xs",
        debounce=True,
        w=140,
        attributes={"input": {"aria-label": "Name of the series", "maxLength": MAX_NAME_LENGTH}},
    )
    return html.Div(
        [
            field,
            dmc.Button("Name", id=ids.NAME_SAVE, size="xs", variant="default"),
            dmc.Button("Details", id=ids.DETAILS_OPEN, size="xs", variant="default"),
            dmc.Button("Undo", id=ids.UNDO, size="xs", variant="default", leftSection=icon("undo", 13)),
        ],
        id=ids.NAMING,
        className="sh-naming",
    )


def no_such_series(asked: str) -> list[Component]:
    """Return what stands in place of a series that this generation does not hold."""
    return [
        html.H1("No such series in this generation", className="page-title sh-unknown"),
        html.P(
            [
                f"{asked} is not among the series of the data held now: groups are made anew by every import. ",
                dcc.Link("Back to the strongest suggestion", href="/series", className="sh-back"),
                " or choose one from the list.",
            ],
            className="sh-lost",
        ),
    ]


def _all_areas(card: SeriesCard) -> str:
    """Return every force, area and town, for the tooltip."""
    areas = card.areas
    lists = (("Forces", areas.forces), ("Our areas", areas.areas), ("Towns", card.facts.towns))
    return ". ".join(f"{label}: {', '.join(names)}" for label, names in lists if names)


def _fact(label: str, value: str, note: str, explained: str = "") -> Component:
    """Return one fact with its label above and what it means below."""
    return html.Div(
        [
            html.Div(label, className="stat-label"),
            html.Div(value, className="sh-value", title=value),
            html.Div(note, className="stat-note", title=explained or note),
        ],
        className="sh-fact",
    )
