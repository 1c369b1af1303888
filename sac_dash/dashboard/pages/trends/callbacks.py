"""What happens on the Trends page: draw, keep the address, choose a panel, export."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, html, no_update
from dash.development.base_component import Component

from sac_dash.dashboard import state
from sac_dash.dashboard.pages.trends import ids
from sac_dash.dashboard.pages.trends.export import as_csv, export_name
from sac_dash.dashboard.pages.trends.marks import hidden_marks, say_marks, trend_marks
from sac_dash.dashboard.pages.trends.queries import (
    known_groups,
    read_choice,
    read_trend,
    require_standing,
    shown_groups,
    trend_basis,
)
from sac_dash.dashboard.pages.trends.wording import (
    describe_choice,
    describe_count,
    describe_panels,
    title_main,
)
from sac_dash.dashboard.query_string import write_query
from sac_dash.dashboard.shell import ids as shell
from sac_dash.figures.trend import draw_multiples, draw_trend
from sac_dash.store import EntryKind
from sac_dash.workflow.trend_splits import label_group
from sac_dash.workflow.trend_table import ALL_TOGETHER
from sac_dash.workflow.trend_words import make_notes
from sac_dash.workflow.trends import calm_periods, chosen_periods


def draw_main(  # noqa: PLR0917 - one argument a control
    period: str,
    by: str,
    offence_class: str,
    group: str,
    marks: list[str],
    scheme: str,
    _generation: str | None,
) -> tuple[Any, str, str, list[Component]]:
    """Return the large chart with its title, caption and notes."""
    choice = read_choice(period, by, offence_class, group)
    standing = require_standing()
    basis, book = trend_basis(standing, choice.split), standing.book
    view = basis.view(choice)
    shown = chosen_periods(view, choice.group)
    label = label_group(choice.group, choice.split, book.names()) if choice.group else ALL_TOGETHER
    notes = make_notes(view, shown, only_months=basis.only_months, of_group=bool(choice.group))
    figure = (
        draw_trend(
            calm_periods(shown),
            f"Offences a {view.period.value}",
            trend_marks(view, choice, book, marks),
            dark=scheme == "dark",
        )
        if shown
        else no_update
    )
    caption = describe_count(view, shown, label) + say_marks(view, choice, book, marks)
    return figure, title_main(choice, label), caption, _list_notes(notes)


def draw_panels(
    period: str, by: str, offence_class: str, scheme: str, _generation: str | None
) -> tuple[Any, str, str]:
    """Return the small multiples with their title and caption."""
    view = read_trend(read_choice(period, by, offence_class))
    names = state.case_book().names()
    groups = [
        (label_group(group, view.split, names), calm_periods(periods))
        for group, periods in shown_groups(view)
    ]
    figure = draw_multiples(groups, dark=scheme == "dark") if groups else no_update
    return figure, *describe_panels(view, len(groups), len(known_groups(view)))


def offer_groups(by: str, period: str, offence_class: str, chosen: str) -> tuple[list[dict[str, str]], str]:
    """Return the groups that the large chart can show, and the one chosen where it is still there."""
    view, names = read_trend(read_choice(period, by, offence_class)), state.case_book().names()
    held = [{"value": group, "label": label_group(group, view.split, names)} for group, _ in view.groups]
    kept = chosen if any(option["value"] == chosen for option in held) else ""
    return [{"value": "", "label": "All together"}, *held], kept


def choose_panel(click: dict[str, Any] | None, options: list[dict[str, str]]) -> Any:  # noqa: ANN401
    """Return the group of the panel clicked."""
    title = click["points"][0].get("customdata") if click else None
    return next((option["value"] for option in options if option["label"] == title), no_update)


def keep_address(period: str, by: str, offence_class: str, group: str, marks: list[str]) -> str:
    """Return the address that shows the same again."""
    return write_query(
        {"period": period, "by": by, "class": offence_class, "group": group, "hide": hidden_marks(marks)}
    )


def export_counts(_clicks: int, period: str, by: str, offence_class: str) -> dict[str, Any]:
    """Return the counts as a CSV file, once the log says that they left."""
    choice, store = read_choice(period, by, offence_class), state.store()
    view, file = read_trend(choice), export_name(choice)
    said = {"what": "counts", "of": describe_choice(choice), "file": file, "n": view.n}
    store.decisions.append(EntryKind.EXPORT, said, state.user())
    text = as_csv(view, state.case_book().names(), state.settings().marking)
    return {"content": text, "filename": file, "type": "text/csv", "base64": False}


def _list_notes(notes: list[Any]) -> list[Component]:
    """Return the notes as list items."""
    return [html.Li(dmc.Text(note.text, size="sm"), className=f"note note-{note.tone}") for note in notes]


def register(app: Dash) -> None:
    """Wire the page."""
    controls = [Input(ids.PERIOD, "value"), Input(ids.BY, "value"), Input(ids.OFFENCE_CLASS, "value")]
    group, scheme = Input(ids.GROUP, "value"), Input(shell.SCHEME, "data")
    generation, marks = Input(shell.GENERATION, "data"), Input(ids.MARKS, "value")
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
    app.callback(*main, Output(ids.NOTES, "children"), *controls, group, marks, scheme, generation)(draw_main)
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
        Output(shell.URL, "search", allow_duplicate=True), *controls, group, marks, prevent_initial_call=True
    )(keep_address)
    app.callback(
        Output(ids.DOWNLOAD, "data"),
        Input(ids.CSV, "n_clicks"),
        State(ids.PERIOD, "value"),
        State(ids.BY, "value"),
        State(ids.OFFENCE_CLASS, "value"),
        prevent_initial_call=True,
    )(export_counts)
