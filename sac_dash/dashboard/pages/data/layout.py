"""The look of the Data page: drop a file, confirm what it says, add it; beside it what the store holds."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.dashboard import state
from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.pages.data import ids

TICK_MS = 500
KINDS = ".csv,.tsv,.txt,.gz,.xlsx,.xlsm,.parquet,.geojson,.json,.gpkg"


def layout(_query: dict[str, str]) -> Component:
    """Return the page; what it shows follows the address."""
    head = html.Div(
        [
            html.H1("Data", className="page-title"),
            dmc.Text(
                "Every row in is accepted, a duplicate, out of scope or rejected with its reason.",
                c="dimmed",
                size="sm",
            ),
        ],
        className="page-head",
    )
    work = html.Div(
        [
            _drop_zone(),
            html.Div(id=ids.UPLOAD_NOTE, role="status"),
            dcc.Loading(html.Div(id=ids.WORK), delay_show=250, type="dot"),
        ],
        className="data-work",
    )
    return html.Div(
        [
            head,
            html.Div([work, html.Aside(id=ids.HELD, className="data-held")], className="data-columns"),
            dcc.Interval(id=ids.TICK, interval=TICK_MS, disabled=True),
            dcc.Download(id=ids.DOWNLOAD),
        ],
        className="page data",
    )


def _drop_zone() -> Component:
    """Return the field to drop files on; it also opens the file chooser."""
    limit = state.settings().max_upload_mb
    return dcc.Upload(
        html.Div(
            [
                html.Div(icon("upload", 20), className="drop-icon"),
                html.Div(
                    [
                        html.B("Drop exports here, or click to choose"),
                        html.Div(
                            "CSV, Excel, Parquet, GeoJSON, GeoPackage, police.uk; "
                            f"several at once, {limit:,} MB together",
                            className="stat-note",
                        ),
                    ]
                ),
            ],
            className="drop-inner",
        ),
        id=ids.UPLOAD,
        multiple=True,
        accept=KINDS,
        className="drop",
        className_active="drop drop-active",
    )
