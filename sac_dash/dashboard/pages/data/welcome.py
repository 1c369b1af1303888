"""What stands on the Data page before anything is dropped: where to drop, how it goes, what came lately."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from sac_dash.dashboard import state
from sac_dash.dashboard.components.attributes import attributes
from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.components.panel import panel
from sac_dash.dashboard.jobs.folder import KEEP_DAYS
from sac_dash.dashboard.pages.data import ids
from sac_dash.dashboard.pages.data.wording import inert_text
from sac_dash.domain.british_dates import british_day
from sac_dash.figures.wording import local

KINDS = ".csv,.tsv,.txt,.gz,.xlsx,.xlsm,.xls,.parquet,.geojson,.json,.gpkg"
_DROP = (
    "an export as your system writes it. It waits in a private folder on this machine; nothing of it "
    "is in the store yet."
)
_CHECK = "which sheets are read and what each column means. A change is read again at once."
_COMPARE = "with what is held: new, changed and unchanged are told apart, with examples. Cancel at any point."
_ADD = (
    "all of it or none. The uploaded files are deleted once added or cancelled; those left waiting, at the "
    f"first start or upload after {KEEP_DAYS:.0f} days."
)
_STEPS = (("Drop", _DROP), ("Check", _CHECK), ("Compare", _COMPARE), ("Add", _ADD))


def welcome_work(imports: list[dict[str, Any]], note: str = "") -> list[Component]:
    """Return the drop zone, the steps and the latest imports; `note` says what became of the last upload."""
    steps = [
        html.Li([html.Span(str(number), className="step-number"), html.Span([html.B(verb), f" {rest}"])])
        for number, (verb, rest) in enumerate(_STEPS, start=1)
    ]
    guide = panel("How a file becomes series", html.Ol(steps, className="steps"))
    told = [html.P(note, className="data-told", role="status")] if note else []
    return [*told, _drop_zone(), guide, *([_log(imports)] if imports else [])]


def _drop_zone() -> Component:
    """Return the field to drop files on and the button that opens the file chooser.

    `assets/42_data.js` sends the files and shows how far they are.
    """
    limit = state.settings().max_upload_mb
    kinds = f"CSV, Excel, Parquet, GeoJSON, GeoPackage, police.uk; several at once, {limit:,} MB together"
    inside = [
        html.Div(icon("upload", 20), className="drop-icon"),
        html.Div([html.B("Drop exports anywhere on this page"), html.Div(kinds, className="drop-kinds")]),
        html.Div(className="grow"),
        html.Button("Choose files", className="way way-on", **attributes(data_choose=ids.UPLOAD)),
        html.Div(className="drop-input"),
    ]
    return html.Div(
        [html.Div(inside, className="drop-inner"), html.Div(className="drop-status", role="status")],
        id=ids.UPLOAD,
        className="drop",
        **attributes(data_limit_mb=str(limit), data_kinds=KINDS),
    )


def _log(imports: list[dict[str, Any]]) -> Component:
    """Return the latest imports as a table."""
    names = ("When", "Files", "Read", "Accepted", "Rejected", "Against what was held")
    head = html.Thead(html.Tr([html.Th(name, scope="col") for name in names]))
    rows = [_row(each) for each in imports]
    return panel("Latest imports", html.Table([head, html.Tbody(rows)], className="plain-table"))


def _row(each: dict[str, Any]) -> Component:
    """Return one import."""
    at, counts = local(each["at"]), each["counts"]
    cells = [
        f"{british_day(at.date())} {at:%H:%M}",
        inert_text(", ".join(each["files"])),
        *[f"{counts[name]:,}" for name in ("read", "accepted", "rejected")],
        each["diff"],
    ]
    return html.Tr([html.Td(cell, title=f"by {each['user']}") for cell in cells])
