"""The look of the Trends page: one large chart with what must be said of it, small multiples below."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.dashboard import state
from sac_dash.dashboard.components.figure_card import figure_card
from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.components.panel import panel
from sac_dash.dashboard.pages.trends import ids
from sac_dash.dashboard.pages.trends.marks import BOUNDARIES, INTERVENTIONS, read_marks
from sac_dash.dashboard.pages.trends.queries import offered_facets, trend_basis
from sac_dash.dashboard.pages.trends.wording import name_kinds
from sac_dash.workflow.trend_splits import Split, SplitKind, label_group, read_split
from sac_dash.workflow.trends import EVERY_CLASS

_MARK_LABELS = {INTERVENTIONS: "Interventions", BOUNDARIES: "Boundary changes"}


def layout(query: dict[str, str]) -> Component:
    """Return the page in the state of its address."""
    main = figure_card(
        ids.MAIN, "Offences over time", class_name="trends-main", tools=[_marks(query.get("hide", ""))]
    )
    said = panel("What this says", html.Ul(id=ids.NOTES, className="notes"), class_name="trends-said")
    panels = figure_card(ids.PANELS, "By group", class_name="trends-panels")
    head = html.Div([html.H1("Trends", className="page-title"), _controls(query)], className="page-head")
    upper = html.Div([main, said], className="trends-upper")
    return html.Div([head, upper, panels, dcc.Download(id=ids.DOWNLOAD)], className="page trends")


def _controls(query: dict[str, str]) -> Component:
    """Return the controls in one line."""
    standing = state.standing()
    split = read_split(query.get("by", ""))
    basis = trend_basis(standing, split) if standing else None
    only_months = bool(basis and basis.only_months)
    facets = offered_facets(standing) if standing else ()
    period = dmc.SegmentedControl(
        id=ids.PERIOD,
        value="month" if only_months else query.get("period", "week"),
        data=[
            {"value": "week", "label": "Weeks", "disabled": only_months},
            {"value": "month", "label": "Months"},
        ],
        size="xs",
    )
    return html.Div(
        [
            _labelled("Count by", period),
            _select(ids.BY, "Panels by", _offered(split, facets).key, _split_options(facets)),
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


def _offered(split: Split, facets: tuple[str, ...]) -> Split:
    """Return a split that can be chosen: by class where the data says nothing of the facet."""
    known = split.kind is not SplitKind.FACET or split.facet in facets
    return split if known else Split(SplitKind.CLASS)


def _split_options(facets: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return the splits: those of every force, then a facet each."""
    plain = [{"value": key, "label": split.label} for key, split in name_kinds().items()]
    coded = [Split(SplitKind.FACET, facet) for facet in facets]
    behaviours = [{"value": each.key, "label": each.label} for each in coded]
    return [
        {"group": "Record", "items": plain},
        *([{"group": "Behaviour", "items": behaviours}] if behaviours else []),
    ]


def _marks(hidden: str) -> Component:
    """Return the switches of what is marked on the large chart."""
    boxes = [
        dmc.Checkbox(value=value, label=label, size="xs", id=f"{ids.MARKS}-{value}")
        for value, label in _MARK_LABELS.items()
    ]
    return dmc.CheckboxGroup(
        dmc.Group(boxes, gap="sm", wrap="nowrap"),
        id=ids.MARKS,
        value=read_marks(hidden),
        attributes={"root": {"aria-label": "Marked on the chart"}},
    )


def _class_options(classes: tuple[str, ...]) -> list[dict[str, str]]:
    """Return the choice of offence classes that are held."""
    held = [{"value": each, "label": label_group(each, Split(SplitKind.CLASS), {})} for each in classes]
    return [{"value": EVERY_CLASS, "label": "Every class"}, *held]


def _select(element_id: str, label: str, value: str, data: list[dict[str, Any]]) -> Component:
    """Return a small labelled select."""
    select = dmc.Select(
        id=element_id, value=value, data=data, size="xs", w=152, allowDeselect=False, checkIconPosition="right",
        searchable=True, maxDropdownHeight=340,
        attributes={"input": {"aria-label": label}},
    )  # fmt: skip
    return _labelled(label, select)


def _labelled(label: str, control: Component) -> Component:
    """Return a control with its label in front."""
    return html.Div([html.Span(label, className="control-label"), control], className="control")
