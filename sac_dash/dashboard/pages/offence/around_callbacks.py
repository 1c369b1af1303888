"""What happens around the offence: the reflex queries as lists and on the small map."""

from __future__ import annotations

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, no_update

from sac_dash.dashboard import state
from sac_dash.dashboard.pages.offence import ids
from sac_dash.dashboard.pages.offence.address import asked
from sac_dash.dashboard.pages.offence.around import around_panel
from sac_dash.dashboard.pages.offence.nearby_map import draw_nearby, find_around, find_nearby
from sac_dash.dashboard.query_string import write_query
from sac_dash.dashboard.shell import ids as shell


def show_around(
    search: str | None,
    near_m: float | None,
    night_km: float | None,
    _decided: int | None,
    _generation: str | None,
) -> Any:  # noqa: ANN401
    """Return the reflex queries."""
    offence = asked(search)
    if offence is None:
        return no_update
    near, night = float(near_m or 0), float(night_km or 0)
    return around_panel(offence, find_around(offence, near, night), near, night)


def show_nearby(
    search: str | None,
    near_m: float | None,
    night_km: float | None,
    scheme: str,
    _decided: int | None,
    _generation: str | None,
    shown: str | None,
) -> tuple[Any, Any, Any, Any]:
    """Return the small map, its caption, whether it is shown, and what it was drawn of.

    A decision that changes nothing on it leaves it as it is: a map is drawn slowly where there is no graphics card.
    """
    offence = asked(search)
    if offence is None:
        return no_update, no_update, no_update, no_update
    nearby = find_nearby(offence, find_around(offence, float(near_m or 0), float(night_km or 0)))
    if nearby is None:
        return no_update, "", {"display": "none"}, ""
    drawn = f"{scheme} {nearby.signature}"
    if drawn == shown:
        return no_update, no_update, no_update, no_update
    return draw_nearby(nearby, dark=scheme == "dark"), nearby.caption, {}, drawn


def open_neighbour(click: dict[str, Any] | None) -> Any:  # noqa: ANN401 - an address or nothing
    """Return the address of the offence clicked on the small map."""
    now = state.standing()
    row = click["points"][0].get("customdata") if click else None
    if now is None or row is None:
        return no_update
    return write_query({ids.REF: now.generation.offences["offence_key"][int(row)]})


def register_around(app: Dash, where: Input, news: tuple[Input, Input]) -> None:
    """Wire the lists and the small map."""
    app.callback(
        Output(ids.AROUND, "children"), where, Input(ids.NEAR_M, "value"), Input(ids.NIGHT_KM, "value"), *news
    )(show_around)
    app.callback(
        Output(ids.NEARBY.graph, "figure"),
        Output(ids.NEARBY.caption, "children"),
        Output(ids.NEARBY_FRAME, "style"),
        Output(ids.NEARBY_DRAWN, "data"),
        where,
        Input(ids.NEAR_M, "value"),
        Input(ids.NIGHT_KM, "value"),
        Input(shell.SCHEME, "data"),
        *news,
        State(ids.NEARBY_DRAWN, "data"),
    )(show_nearby)
    app.clientside_callback(ClientsideFunction("map_overlay", "attach"), Input(ids.NEARBY.graph, "figure"))
    app.callback(
        Output(shell.URL, "search", allow_duplicate=True),
        Input(ids.NEARBY.graph, "clickData"),
        prevent_initial_call=True,
    )(open_neighbour)
