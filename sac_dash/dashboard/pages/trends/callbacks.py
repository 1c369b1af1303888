"""What happens on the Trends page: draw, keep the address, choose a panel, export."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, html, no_update
from dash.development.base_component import Component

from sac_dash.dashboard import state
from sac_dash.dashboard.pages.trends import ids
from sac_dash.dashboard.pages.trends.export import as_csv, export_name
from sac_dash.dashboard.pages.trends.queries import (
    TrendChoice,
    TrendView,
    calm_periods,
    chosen_periods,
    label_group,
    read_trend,
    shown_groups,
    trend_basis,
)
from sac_dash.dashboard.pages.trends.wording import (
    describe_choice,
    describe_count,
    describe_panels,
    make_notes,
    title_main,
)
from sac_dash.dashboard.query_string import write_query
from sac_dash.dashboard.series_names import series_names
from sac_dash.dashboard.shell import ids as shell
from sac_dash.figures.trend import draw_multiples, draw_trend
from sac_dash.patterns.periods import Period
from sac_dash.store import EntryKind


def draw_main(
    period: str, by: str, offence_class: str, group: str, scheme: str, _generation: str | None
) -> tuple[Any, str, str, list[Component]]:
    """Return the large chart with its title, caption and notes."""
    choice = TrendChoice(Period(period), by, offence_class, group or None)
    generation = state.store().require_current()
    view = read_trend(generation, choice)
    shown = chosen_periods(view, choice.group)
    label = label_group(choice.group, by, series_names(state.store())) if choice.group else "All offences"
    only_months = trend_basis(generation).only_months
    of_series = by == "series" and bool(choice.group)
    notes = make_notes(view, shown, choice.period, only_months=only_months, of_series=of_series)
    figure = (
        draw_trend(calm_periods(shown), f"Offences a {choice.period.value}", dark=scheme == "dark")
        if shown
        else no_update
    )
    return (
        figure,
        title_main(choice, label),
        describe_count(view, shown, choice.period, label),
        _list_notes(notes),
    )


def draw_panels(
    period: str, by: str, offence_class: str, scheme: str, _generation: str | None
) -> tuple[Any, str, str]:
    """Return the small multiples with their title and caption."""
    view, names = _view(period, by, offence_class), series_names(state.store())
    groups = [(label_group(group, by, names), calm_periods(periods)) for group, periods in shown_groups(view)]
    figure = draw_multiples(groups, dark=scheme == "dark") if groups else no_update
    return figure, *describe_panels(view, by, len(groups))


def offer_groups(by: str, period: str, offence_class: str, chosen: str) -> tuple[list[dict[str, str]], str]:
    """Return the groups that the large chart can show, and the one chosen where it is still there."""
    view, names = _view(period, by, offence_class), series_names(state.store())
    held = [{"value": group, "label": label_group(group, by, names)} for group, _ in view.groups]
    kept = chosen if any(option["value"] == chosen for option in held) else ""
    return [{"value": "", "label": "All together"}, *held], kept


def choose_panel(click: dict[str, Any] | None, options: list[dict[str, str]]) -> Any:  # noqa: ANN401
    """Return the group of the panel clicked."""
    title = click["points"][0].get("customdata") if click else None
    return next((option["value"] for option in options if option["label"] == title), no_update)


def keep_address(period: str, by: str, offence_class: str, group: str) -> str:
    """Return the address that shows the same again."""
    return write_query({"period": period, "by": by, "class": offence_class, "group": group})


def export_counts(_clicks: int, period: str, by: str, offence_class: str) -> dict[str, Any]:
    """Return the counts as a CSV file, once the log says that they left."""
    choice, store = TrendChoice(Period(period), by, offence_class), state.store()
    view, file = read_trend(store.require_current(), choice), export_name(choice)
    said = {"what": "counts", "of": describe_choice(choice), "file": file, "n": view.n}
    store.decisions.append(EntryKind.EXPORT, said, state.user())
    text = as_csv(view, choice, series_names(store), state.settings().marking)
    return {"content": text, "filename": file, "type": "text/csv", "base64": False}


def _view(period: str, by: str, offence_class: str) -> TrendView:
    """Return the counts behind the controls."""
    return read_trend(state.store().require_current(), TrendChoice(Period(period), by, offence_class))


def _list_notes(notes: list[Any]) -> list[Component]:
    """Return the notes as list items."""
    return [html.Li(dmc.Text(note.text, size="sm"), className=f"note note-{note.tone}") for note in notes]


def register(app: Dash) -> None:
    """Wire the page."""
    controls = [Input(ids.PERIOD, "value"), Input(ids.BY, "value"), Input(ids.OFFENCE_CLASS, "value")]
    group, scheme = Input(ids.GROUP, "value"), Input(shell.SCHEME, "data")
    generation = Input(shell.GENERATION, "data")
    main = [
        Output(ids.MAIN.graph, "figure"),
        Output(ids.MAIN.title, "children"),
        Output(ids.MAIN.caption, "children"),
    ]
    panels = [
        Output(ids.PANELS.graph, "figure"),
        Output(ids.PANELS.title, "children"),
        Output(ids.PANELS.caption, "children"),
    ]
    app.callback(*main, Output(ids.NOTES, "children"), *controls, group, scheme, generation)(draw_main)
    app.callback(*panels, *controls, scheme, generation)(draw_panels)
    app.callback(
        Output(ids.GROUP, "data"),
        Output(ids.GROUP, "value"),
        Input(ids.BY, "value"),
        Input(ids.PERIOD, "value"),
        Input(ids.OFFENCE_CLASS, "value"),
        State(ids.GROUP, "value"),
    )(offer_groups)
    app.callback(
        Output(ids.GROUP, "value", allow_duplicate=True),
        Input(ids.PANELS.graph, "clickData"),
        State(ids.GROUP, "data"),
        prevent_initial_call=True,
    )(choose_panel)
    app.callback(
        Output(shell.URL, "search", allow_duplicate=True), *controls, group, prevent_initial_call=True
    )(keep_address)
    app.callback(
        Output(ids.DOWNLOAD, "data"),
        Input(ids.CSV, "n_clicks"),
        State(ids.PERIOD, "value"),
        State(ids.BY, "value"),
        State(ids.OFFENCE_CLASS, "value"),
        prevent_initial_call=True,
    )(export_counts)
