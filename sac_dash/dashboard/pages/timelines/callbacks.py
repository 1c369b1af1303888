"""What happens on the Timelines page: the address is drawn; controls and brushes write the address."""

from __future__ import annotations

from typing import Any

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, ctx, no_update

from sac_dash.dashboard import intervention_saving, state
from sac_dash.dashboard.intervention_lines import intervention_marks, say_letters
from sac_dash.dashboard.pages.timelines import ids
from sac_dash.dashboard.pages.timelines.choice import read_choice
from sac_dash.dashboard.pages.timelines.offence_list import offence_links
from sac_dash.dashboard.pages.timelines.queries import timelines_basis
from sac_dash.dashboard.pages.timelines.rows import list_names, list_silences, page_links
from sac_dash.dashboard.pages.timelines.wording import say_caption
from sac_dash.dashboard.query_string import read_query
from sac_dash.dashboard.series_names import label_series
from sac_dash.dashboard.shell import ids as shell
from sac_dash.figures.series_rows import draw_head, draw_rows
from sac_dash.workflow.night import series_head


def draw(
    search: str | None, scheme: str, _generation: str | None, _decided: int | None, shown: str | None = None
) -> tuple[Any, ...]:
    """Return the head, the rows, the text on both sides of them, the pager, the caption and what is shown.

    The text stays as it is where `shown` says that it stands there already: a zoom moves bars alone.
    """
    standing = state.standing()
    assert standing is not None  # noqa: S101 - the shell shows the page only where there is data
    query = read_query(search)
    choice = read_choice(query)
    view = timelines_basis(standing).view(choice, standing.book.names())
    text = f"{standing.generation.id} {series_head(standing.book)} {choice.order} {choice.only_active} {view.page}"
    dark = scheme == "dark"
    return (
        draw_head(view.edges_ms, view.counts, view.window, dark=dark),
        draw_rows(view.rows, view.window, view.cut_off_ms, intervention_marks(standing.book), dark=dark),
        list_names(view) if text != shown else no_update,
        list_silences(view) if text != shown else no_update,
        page_links(view, query),
        say_caption(sum(len(row.keys) for row in view.rows), view.days, view.as_of)
        + say_letters(standing.book),
        text,
    )


def list_offences(clicks: list[int | None]) -> tuple[Any, Any, Any]:
    """Open the list of the offences of the series whose button was pressed."""
    standing, pressed = state.standing(), ctx.triggered_id
    if standing is None or not pressed or not any(clicks):
        return no_update, no_update, no_update
    links = offence_links(timelines_basis(standing), pressed["series"])
    name = label_series(pressed["series"], standing.book.names())
    return True, f"{name}: {len(links):,} offence{'' if len(links) == 1 else 's'}", links


def register(app: Dash) -> None:
    """Wire the page."""
    app.callback(
        Output(ids.DIALOG, "opened"),
        Output(ids.DIALOG, "title"),
        Output(ids.OFFENCES, "children"),
        Input(ids.list_button(ALL), "n_clicks"),
        prevent_initial_call=True,
    )(list_offences)
    search = Input(shell.URL, "search")
    app.callback(
        Output(ids.HEAD, "figure"),
        Output(ids.ROWS.graph, "figure"),
        Output(ids.NAMES, "children"),
        Output(ids.SILENCES, "children"),
        Output(ids.PAGER, "children"),
        Output(ids.ROWS.caption, "children"),
        Output(ids.SHOWN, "data"),
        search,
        Input(shell.SCHEME, "data"),
        Input(shell.GENERATION, "data"),
        Input(shell.DECIDED, "data"),
        State(ids.SHOWN, "data"),
    )(draw)
    address = Output(shell.URL, "search", allow_duplicate=True)
    known = State(shell.URL, "search")
    app.clientside_callback(
        ClientsideFunction("timelines", "write_controls"),
        address,
        Input(ids.ORDER, "value"),
        Input(ids.ONLY_ACTIVE, "checked"),
        Input(ids.PERIOD, "value"),
        known,
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("timelines", "write_window"),
        address,
        Input(ids.ROWS.graph, "relayoutData"),
        Input(ids.HEAD, "selectedData"),
        known,
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("timelines", "read_address"),
        Output(ids.ORDER, "value"),
        Output(ids.ONLY_ACTIVE, "checked"),
        Output(ids.PERIOD, "value"),
        search,
    )
    app.clientside_callback(
        ClientsideFunction("timelines", "open_offence"),
        Output(shell.URL, "pathname", allow_duplicate=True),
        Output(shell.URL, "search", allow_duplicate=True),
        Input(ids.ROWS.graph, "clickData"),
        prevent_initial_call=True,
    )
    intervention_saving.register(app, ids.INTERVENTION, ids.INTERVENTION_OPEN)
