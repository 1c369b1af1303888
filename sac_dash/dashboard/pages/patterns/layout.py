"""The look of the Patterns page: one filter bar, and a tab each for time and place."""

from __future__ import annotations

from datetime import date

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.dashboard import state
from sac_dash.dashboard.components.attributes import attributes
from sac_dash.dashboard.components.figure_card import MAP_CONFIG, FigureIds, figure_card
from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.intervention_saving import series_options
from sac_dash.dashboard.pages.patterns import ids
from sac_dash.dashboard.pages.patterns.choice import PLACE, TIME, Choice, read_choice, read_tab
from sac_dash.dashboard.pages.patterns.chosen import whole_file
from sac_dash.dashboard.pages.patterns.words import class_name
from sac_dash.figures.said_figure import draw_sentence

Options = list[dict[str, str]]


def layout(query: dict[str, str]) -> Component:
    """Return the page in the state of its address."""
    head = html.Div([html.H1("Patterns", className="page-title"), _controls(query)], className="page-head")
    body = html.Div(tab_body(read_tab(query)), id=ids.BODY, className="pat-body")
    return html.Div([head, body, dcc.Download(id=ids.DOWNLOAD)], className="page patterns")


def tab_body(tab: str) -> Component:
    """Return the cards of a tab; each is filled by a callback of its own as soon as it is there."""
    return _place_cards() if tab == PLACE else _time_cards()


def _time_cards() -> Component:
    upper = [
        _card(ids.WEEK, "Hour and weekday"),
        _card(ids.LIGHT, "Light"),
    ]
    lower = [_card(ids.HOURS, "Hour of the day"), _card(ids.MONTHS, "Month of the year")]
    return html.Div(
        [html.Div(upper, className="pat-row pat-time"), html.Div(lower, className="pat-row pat-time")],
        className="pat-tab",
    )


def _place_cards() -> Component:
    upper = [_card(ids.NEAR, "Near repeats: times chance"), _card(ids.HOT, "Hot spots", MAP_CONFIG)]
    lower = [
        _card(ids.AGAIN, "How soon hit again"),
        _premises_card(),
        _card(ids.AREAS, "Areas by month"),
    ]
    return html.Div(
        [html.Div(upper, className="pat-row pat-near"), html.Div(lower, className="pat-row pat-again")],
        className="pat-tab",
    )


def _card(card: FigureIds, title: str, config: dict[str, object] | None = None) -> Component:
    """Return a figure's card with buttons for PNG and CSV; a sentence stands in it until the figure is there."""
    waiting = draw_sentence("Working it out …")
    return figure_card(card, title, waiting, config=config, tools=[_csv_button(ids.csv_of(card), title)])


def _premises_card() -> Component:
    header = html.Header(
        [
            html.H2("Premises hit again", className="card-title", id=f"{ids.PREMISES}-title"),
            html.Div(_csv_button(ids.PREMISES_CSV, "Premises hit again"), className="card-tools"),
        ],
        className="card-header",
    )
    listed = html.Div(id=ids.PREMISES, className="pat-list", tabIndex="0", role="region",
                      **attributes(aria_labelledby=f"{ids.PREMISES}-title"))  # fmt: skip
    return html.Section([header, listed], className="card")


def _csv_button(element_id: str, title: str) -> Component:
    return dmc.Tooltip(
        dmc.ActionIcon(
            icon("table", 16),
            id=element_id,
            variant="subtle",
            color="gray",
            size="sm",
            attributes={"root": {"aria-label": f"{title}: save as CSV"}},
        ),
        label="Save as CSV",
    )


def _controls(query: dict[str, str]) -> Component:
    """Return the tabs and the filter in one line."""
    choice = read_choice(query)
    tabs = dmc.SegmentedControl(
        id=ids.TAB_CONTROL,
        value=read_tab(query),
        data=[{"value": TIME, "label": "Time"}, {"value": PLACE, "label": "Place"}],
        size="xs",
    )
    return html.Div([tabs, *_filter(choice)], className="controls pat-controls")


def _filter(choice: Choice) -> list[Component]:
    standing = state.standing()
    classes: Options = []
    areas: Options = []
    series: Options = []
    if standing is not None:
        file = whole_file(standing.generation)
        classes = [{"value": each, "label": class_name(each)} for each in file.classes]
        areas = [{"value": each, "label": each} for each in file.areas]
        found = standing.series.series
        series = list(series_options(found["series_id"].to_list(), standing.book.names()))
    return [
        _select(ids.CLASS_CONTROL, "Class", choice.offence_class, "Every class", classes),
        _select(ids.AREA_CONTROL, "Policing area", choice.area, "Every area", areas),
        _select(ids.SERIES_CONTROL, "Series", choice.series, "In a series or not", series),
        _day(ids.FROM_CONTROL, "From", choice.first),
        _day(ids.TO_CONTROL, "To", choice.last),
    ]


def _select(element_id: str, label: str, value: str, everything: str, data: Options) -> Component:
    """Return a select that can be searched; a value that is not held is kept, and finds nothing."""
    known = any(each["value"] == value for each in data)
    kept: Options = [] if known or not value else [{"value": value, "label": value}]
    return dmc.Select(
        id=element_id, value=value or None, data=[*data, *kept], placeholder=everything, clearable=True,
        searchable=True, limit=200, size="xs", w=180, nothingFoundMessage="None of that name",
        attributes={"input": {"aria-label": label}},
    )  # fmt: skip


def _day(element_id: str, label: str, value: date | None) -> Component:
    return dmc.DatePickerInput(
        id=element_id, value=value.isoformat() if value else None, placeholder=f"{label} any day", clearable=True,
        valueFormat="D MMM YYYY", size="xs", w=132, attributes={"input": {"aria-label": label}},
    )  # fmt: skip
