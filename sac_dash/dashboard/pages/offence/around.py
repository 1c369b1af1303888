"""What happened at, beside and around the offence: reflex queries, hard links, enablers."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.dashboard.decision_words import say_hard_link
from sac_dash.dashboard.pages.offence import ids
from sac_dash.dashboard.pages.offence.nearby_map import Around
from sac_dash.dashboard.pages.offence.queries import OffenceInHand, say_where
from sac_dash.dashboard.query_string import write_query
from sac_dash.figures.wording import say_days, say_window
from sac_dash.patterns.enabler_chain import (
    AFTER_DAYS,
    BEFORE_DAYS,
    WITHIN_KM,
    ChainLink,
    EnablerChain,
    find_chain,
)

LISTED_AT_MOST = 8
UNLIKELY = 0.05


def around_panel(offence: OffenceInHand, found: Around, near_m: float, night_km: float) -> list[Component]:
    """Return the cards, each with its count."""
    chain = find_chain(offence.now.generation.offences, offence.row)
    return [
        *_hard_links(offence),
        _card("Same premises, ever", found.here, offence),
        _card(f"Adjoining, within {near_m:,.0f} m", found.near, offence),
        _card(f"Same night, within {night_km:,.0f} km", found.night, offence),
        _chain(offence, chain),
    ]


def _card(title: str, rows: list[int], offence: OffenceInHand) -> Component:
    """Return one list with its count; none is said."""
    shown = [_line(offence, row) for row in rows[:LISTED_AT_MOST]]
    more = len(rows) - len(shown)
    note = html.P(f"and {more:,} more", className="card-note") if more > 0 else None
    body = [html.Ul(shown, className="of-list"), note] if rows else [html.P("None.", className="mo-none")]
    return html.Section([html.H3(f"{title}: {len(rows):,}", className="ev-title"), *body])


def _line(offence: OffenceInHand, row: int, note: str = "") -> Component:
    """Return one offence as a link to its own page."""
    record = offence.now.generation.offences.row(row, named=True)
    href = f"/offence{write_query({ids.REF: record['offence_key']})}"
    said = f" {say_where(record)} · {say_window(record)}{note}"
    return html.Li([dcc.Link(record["crime_ref"], href=href), said])


def _hard_links(offence: OffenceInHand) -> list[Component]:
    """Return the facts that tie this offence to others, each a click away from being decided."""
    links = offence.now.book.hard_links_of(offence.key)
    if not links:
        return []
    held = set(offence.now.generation.offences["offence_key"])
    items = []
    for place, link in enumerate(links):
        other = link.other(offence.key)
        button = dmc.Button("Accept both", id=ids.hard_link_button(place), size="compact-xs", variant="light")
        end = button if other in held else html.Span("not held", className="card-note")
        items.append(html.Li([html.Span(say_hard_link(link)), " ", end]))
    return [
        html.Section(
            [
                html.H3(f"Hard links: {len(links)}", className="ev-title"),
                html.P("Facts beside the score, never part of it.", className="card-note"),
                html.Ul(items, className="of-list"),
            ]
        )
    ]


def _chain(offence: OffenceInHand, chain: EnablerChain) -> Component:
    """Return the enablers before and after, beside what an ordinary span holds."""
    title = f"Enablers in the {BEFORE_DAYS:.0f} days before, within {WITHIN_KM:.0f} km: {len(chain.before)}"
    before = [_line(offence, each.row, _away(each)) for each in chain.before[:LISTED_AT_MOST]]
    after = [_line(offence, each.row, _away(each)) for each in chain.after[:LISTED_AT_MOST]]
    burnt = f"Burnt vehicles in the {AFTER_DAYS:.0f} days after: {len(chain.after)}"
    return html.Section(
        [
            html.H3(title, className="ev-title"),
            html.P(_say_expected(chain), className="card-note"),
            html.Ul(before, className="of-list"),
            html.H3(burnt, className="ev-title"),
            html.Ul(after, className="of-list"),
        ]
    )


def _away(link: ChainLink) -> str:
    side = "before" if link.days <= 0 else "after"
    return f" · {link.kind.value}, {say_days(abs(link.days))} {side}, {link.distance_m / 1_000:.0f} km"


def _say_expected(chain: EnablerChain) -> str:
    """Return how unusual the count is; thefts happen every week."""
    if chain.expected is None or chain.chance is None:
        return "Not enough data to say how many such a span holds anyway."
    usual = f"Such a span holds {chain.expected:.1f} on average here"
    if not chain.before or chain.chance > UNLIKELY:
        return f"{usual}: nothing unusual."
    return f"{usual}; as many or more come about by chance 1 time in {round(1 / max(chain.chance, 1e-6)):,}."
