"""The shell's wiring: routing, the look for new generations, the data cut-off, the theme."""

from __future__ import annotations

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, ctx, no_update
from dash.development.base_component import Component

from sac_dash.dashboard import registry, state
from sac_dash.dashboard.components.empty_state import empty_store, page_missing
from sac_dash.dashboard.query_string import read_query
from sac_dash.dashboard.shell import analyst_menu, conflict, ids, saved_views
from sac_dash.dashboard.shell.cut_off import cut_off, cut_off_line
from sac_dash.dashboard.shell.deciding import tell_others
from sac_dash.dashboard.shell.errors import show_failed_page


def show_page(pathname: str | None, _generation_id: str | None, search: str | None) -> Component | Any:  # noqa: ANN401
    """Return the page of an address; when only the data is new, pages that need none stay as they are."""
    page = registry.page_at(pathname)
    if page is None:
        return page_missing(pathname or "")
    if ctx.triggered_id == ids.GENERATION and not page.needs_data:
        return no_update
    if page.needs_data and state.generation() is None:
        return empty_store()
    return page.layout(read_query(search))


def look_for_news(_ticks: int | None, known: str | None, seen: int | None) -> tuple[Any, Any]:
    """Return the current generation's id and the last decision's number where the browser knows others.

    What was decided elsewhere since is told in the corner; not on a screen that was only just opened.
    """
    generation, book = state.generation(), state.case_book()
    current = generation.id if generation else None
    if seen is not None:
        tell_others(book.entries_after(seen))
    return (
        no_update if current == known else current,
        no_update if book.head == seen else book.head,
    )


def show_cut_off(_generation_id: str | None) -> tuple[str, bool]:
    """Return the cut-off line, and whether the badge "Invented data" is hidden."""
    generation = state.generation()
    reach = cut_off(generation) if generation else None
    return cut_off_line(reach), not (reach and reach.invented)


def register(app: Dash) -> None:
    """Wire the shell."""
    app.callback(
        Output(ids.CONTENT, "children"),
        Input(ids.URL, "pathname"),
        Input(ids.GENERATION, "data"),
        State(ids.URL, "search"),
        on_error=show_failed_page,
    )(show_page)
    app.callback(
        Output(ids.GENERATION, "data"),
        Output(ids.DECIDED, "data"),
        Input(ids.POLL, "n_intervals"),
        State(ids.GENERATION, "data"),
        State(ids.DECIDED, "data"),
    )(look_for_news)
    analyst_menu.register(app)
    conflict.register(app)
    saved_views.register(app)
    app.callback(
        Output(ids.CUT_OFF, "children"), Output(ids.INVENTED, "hidden"), Input(ids.GENERATION, "data")
    )(show_cut_off)
    app.clientside_callback(
        ClientsideFunction("shell", "home_active"), Output(ids.HOME, "active"), Input(ids.URL, "pathname")
    )
    app.clientside_callback(
        ClientsideFunction("shell", "follow_scheme"),
        Output(ids.SCHEME, "data"),
        Input(ids.SCHEME_TOGGLE, "computedColorScheme"),
    )
