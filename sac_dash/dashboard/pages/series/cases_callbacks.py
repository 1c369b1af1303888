"""What happens in the comparative case table: correct a cell, show more, take it away as a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import Dash, Input, Output, State, ctx, no_update
from dash.development.base_component import Component

from sac_dash.casework import CodeState, EditCode
from sac_dash.dashboard.pages.series import ids
from sac_dash.dashboard.pages.series.cases import case_body
from sac_dash.dashboard.pages.series.cases_export import export_cases
from sac_dash.dashboard.pages.series.cases_queries import find_cases
from sac_dash.dashboard.pages.series.handover import export_handover
from sac_dash.dashboard.shell import ids as shell
from sac_dash.dashboard.shell.deciding import decide_here

WANTED = {
    ids.CASE_PRESENT: CodeState.PRESENT,
    ids.CASE_ABSENT: CodeState.ABSENT,
    ids.CASE_UNKNOWN: CodeState.UNKNOWN,
    ids.CASE_BACK: CodeState.AS_READ,
}

Shown = dict[str, Any] | None  # ids.CASE_SHOWN
Cell = dict[str, str] | None  # ids.CASE_CELL


def draw_cases(depth: str, _decided: int | None, shown: Shown) -> Component | Any:  # noqa: ANN401
    """Return the table anew: more of it, or after a decision."""
    if not shown:
        return no_update
    return case_body(find_cases(shown["series"], shown["offences"], everything=depth == "all"))


def correct_cell(clicks: Sequence[int | None], cell: Cell, seen: int | None) -> Any:  # noqa: ANN401
    """Write down what the analyst says of the cell in hand; the table follows."""
    wanted = WANTED.get(str(ctx.triggered_id))
    if not cell or wanted is None or not any(clicks):
        return no_update
    decide_here(EditCode(cell["offence"], cell["facet"], cell["code"], wanted), seen)
    return None


def download_cases(clicks: int | None, shown: Shown) -> Any:  # noqa: ANN401
    """Return the table as a workbook, once the log says that it left."""
    return export_cases(shown["series"], shown["offences"]) if clicks and shown else no_update


def download_handover(clicks: int | None, shown: Shown) -> Any:  # noqa: ANN401
    """Return the hand-over for organised-crime mapping; without a group reference the shell tells why not."""
    return export_handover(shown["series"], shown["offences"]) if clicks and shown else no_update


def register_cases(app: Dash) -> None:
    """Wire the table."""
    shown = State(ids.CASE_SHOWN, "data")
    app.callback(
        Output(ids.CASE_BODY, "children"),
        Input(ids.CASE_DEPTH, "value"),
        Input(shell.DECIDED, "data"),
        shown,
        prevent_initial_call=True,
    )(draw_cases)
    app.callback(
        output=Output(ids.CASE_CELL, "data"),
        inputs=[
            [Input(element_id, "n_clicks") for element_id in WANTED],
            State(ids.CASE_CELL, "data"),
            State(shell.DECIDED, "data"),
        ],
        prevent_initial_call=True,
    )(correct_cell)
    app.callback(
        Output(ids.CASE_DOWNLOAD, "data"),
        Input(ids.CASE_XLSX, "n_clicks"),
        shown,
        prevent_initial_call=True,
    )(download_cases)
    app.callback(
        Output(ids.CASE_DOWNLOAD, "data", allow_duplicate=True),
        Input(ids.CASE_HANDOVER, "n_clicks"),
        shown,
        prevent_initial_call=True,
    )(download_handover)
