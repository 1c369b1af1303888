"""The look of the Trends page: one large chart with what must be said of it, small multiples below."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.dashboard import state
from sac_dash.dashboard.components.figure_card import figure_card
from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.components.panel import panel
from sac_dash.dashboard.pages.trends import ids
from sac_dash.dashboard.pages.trends.queries import EVERY_CLASS, GROUP_COLUMNS, label_group, trend_basis

_BY_LABELS = {"class": "Class", "area": "Policing area", "method": "ATM method", "series": "Series"}


def layout(query: dict[str, str]) -> Component:
    """Return the page in the state of its address."""
    by = query.get("by", "class")
    main = figure_card(ids.MAIN, "Offences over time", class_name="trends-main")
    said = panel("What this says", html.Ul(id=ids.NOTES, className="notes"), class_name="trends-said")
    panels = figure_card(ids.PANELS, "By group", class_name="trends-panels")
    head = html.Div(
        [html.H1("Trends", className="page-title"), _controls(query, by if by in GROUP_COLUMNS else "class")],
        className="page-head",
    )
    upper = html.Div([main, said], className="trends-upper")
    return html.Div([head, upper, panels, dcc.Download(id=ids.DOWNLOAD)], className="page trends")


def _controls(query: dict[str, str], by: str) -> Component:
    """Return the controls in one line."""
    generation = state.generation()
    basis = trend_basis(generation) if generation else None
    only_months = bool(basis and basis.only_months)
    period = dmc.SegmentedControl(
        id=ids.PERIOD,
        value="month" if only_months else query.get("period", "week"),
        data=[
            {"value": "week", "label": "Weeks", "disabled": only_months},
            {"value": "month", "label": "Months"},
        ],
        size="xs",
    )
    by_control = dmc.SegmentedControl(
        id=ids.BY,
        value=by,
        data=[{"value": key, "label": _BY_LABELS[key]} for key in GROUP_COLUMNS],
        size="xs",
    )
    return html.Div(
        [
            _labelled("Count by", period),
            _labelled("Panels by", by_control),
            _select(
                ids.OFFENCE_CLASS,
                "Class",
                query.get("class", EVERY_CLASS),
                _class_options(basis.classes if basis else ()),
            ),
            _select(
                ids.GROUP, "Large chart", query.get("group", ""), [{"value": "", "label": "All together"}]
            ),
            dmc.Button("CSV", id=ids.CSV, leftSection=icon("download", 14), variant="default", size="xs"),
        ],
        className="controls",
    )


def _class_options(classes: tuple[str, ...]) -> list[dict[str, str]]:
    """Return the choice of offence classes that are held."""
    held = [{"value": each, "label": label_group(each, "class", {})} for each in classes]
    return [{"value": EVERY_CLASS, "label": "Every class"}, *held]


def _select(element_id: str, label: str, value: str, data: list[dict[str, str]]) -> Component:
    """Return a small labelled select."""
    select = dmc.Select(
        id=element_id, value=value, data=data, size="xs", w=152, allowDeselect=False, checkIconPosition="right",
        attributes={"input": {"aria-label": label}},
    )  # fmt: skip
    return _labelled(label, select)


def _labelled(label: str, control: Component) -> Component:
    """Return a control with its label in front."""
    return html.Div([html.Span(label, className="control-label"), control], className="control")
