"""The offences of one series as links: what the bars of the chart are to the mouse, for the keyboard."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.dashboard.components.attributes import attributes
from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.pages.timelines import ids
from sac_dash.dashboard.pages.timelines.queries import TimelinesBasis
from sac_dash.dashboard.query_string import write_query
from sac_dash.figures.place_words import place_of, premises_of
from sac_dash.figures.wording import say_window


def offence_dialog() -> Component:
    """Return the dialog, closed; it gives the focus back to the button that opened it."""
    return dmc.Modal(
        html.Ol(id=ids.OFFENCES, className="tl-offences"),
        id=ids.DIALOG,
        title="",
        opened=False,
        centered=True,
        size="lg",
        keepMounted=True,
        closeButtonProps={"aria-label": "Close the list"},
    )


def list_opener(series_id: str, name: str, n: int) -> Component:
    """Return the button of a row that lists its offences."""
    said = f"List the {n:,} offences of {name}"
    return html.Button(
        icon("table", 14),
        id=ids.list_button(series_id),
        className="tl-list",
        title=said,
        **attributes(aria_label=said, aria_haspopup="dialog"),
    )


def offence_links(basis: TimelinesBasis, series_id: str) -> list[Component]:
    """Return one link per offence of a series in the order of its bars; none where the series is no more."""
    tempo = basis.tempos.get(series_id)
    rows = list(tempo.rows) if tempo else []
    return [
        html.Li(
            dcc.Link(
                [
                    html.B(record["crime_ref"]),
                    f" · {say_window(record)} · {premises_of(record)}, {place_of(record)}",
                ],
                href=f"/offence{write_query({'ref': record['offence_key']})}",
            )
        )
        for record in basis.offences[rows].iter_rows(named=True)
    ]
