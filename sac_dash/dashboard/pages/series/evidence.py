"""Why two offences are linked, in words: what speaks for it, what against, what nobody knows."""

from __future__ import annotations

from typing import Any

import polars as pl
from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.dashboard.components.ledger import ledger_sides
from sac_dash.dashboard.components.text_marks import mark_text
from sac_dash.dashboard.pages.series import ids
from sac_dash.dashboard.pages.series.queries import SeriesDetail
from sac_dash.dashboard.query_string import write_query
from sac_dash.figures.place_words import place_of, premises_of
from sac_dash.figures.wording import say_chance, say_day
from sac_dash.linkage.ledger import Ledger


def evidence_panel(
    detail: SeriesDetail,
    number: int,
    links: list[dict[str, Any]],
    chosen: dict[str, Any] | None,
    ledger: Ledger | None,
) -> list[Component]:
    """Return the links of one member to the others, and the ledger of the one chosen."""
    held = {link["partner"] for link in links}
    lacking = [
        other for other in range(1, detail.members.height + 1) if other != number and other not in held
    ]
    side = html.Div(
        [
            html.H3(f"Offence {number} and the others", className="ev-title"),
            *[_link(detail, number, link, chosen=link is chosen) for link in links],
            html.P(_lacking_words(lacking), className="card-key") if lacking else None,
        ],
        className="ev-links",
    )
    if chosen is None or ledger is None:
        return [
            side,
            html.P(
                "No link of this offence to another member is kept: it joined through the group as a whole.",
                className="mo-none",
            ),
        ]
    return [side, html.Div(_ledger(detail, number, chosen, ledger), className="ev-ledger")]


def _link(detail: SeriesDetail, number: int, link: dict[str, Any], *, chosen: bool) -> Component:
    """Return one link as a choice: the other offence and how likely it is, in words."""
    other = detail.members.row(link["partner"] - 1, named=True)
    query = {
        ids.ID: detail.card.series_id,
        ids.OFFENCE: str(number),
        ids.WITH: str(link["partner"]),
        ids.TAB: "evidence",
    }
    words = [
        html.Span([html.B(link["partner"]), f" {other['crime_ref']}, {say_day(other['from_at'])}"]),
        html.Span(f"{premises_of(other)}, {place_of(other)}", className="ev-where"),
        html.Span(say_chance(link["probability"]), className="ev-chance"),
    ]
    return dcc.Link(
        words, href=f"/series{write_query(query)}", className=f"ev-link{' ev-chosen' if chosen else ''}"
    )


def _ledger(detail: SeriesDetail, number: int, link: dict[str, Any], ledger: Ledger) -> list[Component]:
    """Return the ledger's heading and its three columns."""
    reference, partner = (detail.members.item(each - 1, "crime_ref") for each in (number, link["partner"]))
    pair = f"{number}. {reference} and {link['partner']}. {partner}"
    verdict = html.Span(f"{say_chance(link['probability'])} the same people", className="ev-chance")
    sides = ledger_sides(ledger)
    texts = html.Div([_text(detail, each) for each in (number, link["partner"])], className="ev-texts")
    return [html.H3([pair, " ", verdict], className="ev-title"), sides, texts]


def _text(detail: SeriesDetail, number: int) -> Component:
    """Return what was written of one of the two offences, lit up."""
    row = detail.members.row(number - 1, named=True)
    tags = detail.tags.filter(pl.col("row") == row["row"])
    return html.Section([html.H4(f"{number}. {row['crime_ref']}"), mark_text(row["mo_text"], tags)])


def _lacking_words(lacking: list[int]) -> str:
    """Say which members have no link to this one that was kept."""
    numbers = ", ".join(str(each) for each in lacking[:12])
    return (
        f"No direct link kept with {numbers}{' …' if len(lacking) > 12 else ''}: they belong through others."
    )
