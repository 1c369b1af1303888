"""The offence in hand: what it was, its MO text lit up, and every code read from it."""

from __future__ import annotations

import polars as pl
from dash import html
from dash.development.base_component import Component

from sac_dash.dashboard.components.text_marks import list_codes, mark_text
from sac_dash.dashboard.pages.series.queries import SeriesDetail
from sac_dash.figures.place_words import place_of, premises_of
from sac_dash.figures.wording import say_day


def text_panel(detail: SeriesDetail, number: int) -> list[Component]:
    """Return the panel of the member with this journey number."""
    row = detail.members.row(number - 1, named=True)
    tags = detail.tags.filter(pl.col("row") == row["row"])
    return [
        html.Header(
            [
                html.H2(f"{number}. {row['crime_ref']}", className="card-title"),
                html.Span(say_day(row["from_at"]), className="card-note"),
            ],
            className="card-header",
        ),
        html.Div(
            [
                html.Div(f"{premises_of(row)}, {place_of(row)}", className="mo-where"),
                mark_text(row["mo_text"], tags),
                list_codes(tags),
            ],
            className="card-body tab-scroll",
            tabIndex="0",
        ),
    ]
