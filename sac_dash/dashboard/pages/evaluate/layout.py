"""The look of the Evaluate page: the finding over the figure, the tests and displacement beside them."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.dashboard import state
from sac_dash.dashboard.components.attributes import attributes
from sac_dash.dashboard.components.figure_card import figure_card
from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.components.intervention_form import intervention_dialog
from sac_dash.dashboard.components.panel import panel
from sac_dash.dashboard.pages.evaluate import ids
from sac_dash.dashboard.pages.evaluate.choice import AS_RECORDED, LONGEST_DAYS, Asked, read_asked
from sac_dash.dashboard.pages.evaluate.queries import chosen_record, record_options
from sac_dash.domain.offence_class import CLASS_LABELS, LINKED_CLASSES
from sac_dash.workflow.comparable_offences import CONTROL_LABELS, ControlKind, areas_held


def layout(query: dict[str, str]) -> Component:
    """Return the page in the state of its address."""
    wanted, standing = read_asked(query), state.standing()
    options = record_options(standing) if standing else []
    record = chosen_record(standing, wanted.intervention_id, [], state.user()) if standing else None
    areas = areas_held(standing.generation.offences) if standing else []
    head = html.Div([html.H1("Evaluate", className="page-title"), _tools()], className="page-head")
    said = panel(
        "What can be said",
        html.Div(id=ids.FINDING, **attributes(aria_live="polite")),
        class_name="ev-said",
    )
    left = html.Div([said, figure_card(ids.FIGURE, "Before and after")], className="ev-left")
    right = html.Div(
        [
            panel("Tests", html.Div(id=ids.TESTS), class_name="ev-tests"),
            panel("Displacement", html.Div(id=ids.DISPLACEMENT), class_name="ev-displaced"),
            panel("To bear in mind", html.Ul(id=ids.CAVEATS, className="ev-caveats")),
        ],
        className="ev-right",
        tabIndex=0,  # it scrolls, so keys must reach it
        role="region",
        **attributes(aria_label="Tests, displacement and caveats"),
    )
    return html.Div(
        [
            head,
            _controls(wanted, record, options, areas),
            html.Div([left, right], className="ev-body"),
            dcc.Download(id=ids.DOWNLOAD),
            dcc.Store(id=ids.LOGGED),
            intervention_dialog(ids.INTERVENTION),
        ],
        className="page evaluate",
    )


def _tools() -> Component:
    add = dmc.Button(
        "Add intervention",
        id=ids.INTERVENTION_OPEN,
        size="xs",
        variant="default",
        leftSection=icon("plus", 13),
    )
    csv = dmc.Button("CSV", id=ids.CSV, leftSection=icon("download", 14), variant="default", size="xs")
    return html.Div([add, csv], className="controls")


def _controls(wanted: Asked, record: str | None, options: Any, areas: list[str]) -> Component:  # noqa: ANN401
    """Return the controls in one line."""
    classes = [{"value": AS_RECORDED, "label": "As recorded"}]
    classes += [{"value": str(each), "label": CLASS_LABELS[each]} for each in LINKED_CLASSES]
    kinds = [{"value": str(kind), "label": label} for kind, label in CONTROL_LABELS.items()]
    chosen_areas = dmc.MultiSelect(
        id=ids.AREAS,
        data=areas,
        value=[each for each in wanted.areas if each in areas],
        placeholder="Areas",
        size="xs",
        w=230,
        searchable=True,
        attributes={"input": {"aria-label": "Areas to compare with"}},
    )
    hidden = wanted.control != ControlKind.AREAS
    return html.Div(
        [
            _select(ids.RECORD, "Intervention", record, options, width=226),
            _select(ids.OFFENCE_CLASS, "Class", wanted.offence_class, classes, width=140),
            _select(ids.COMPARED, "Compared with", wanted.control, kinds, width=180),
            html.Div(chosen_areas, id=ids.AREAS_HOLDER, hidden=hidden),
            html.Div(
                [
                    _days(ids.DAYS_BEFORE, "Days before", wanted.before),
                    _days(ids.DAYS_AFTER, "after", wanted.after),
                ],
                className="control",
            ),
        ],
        className="controls ev-controls",
    )


def _select(
    element_id: str,
    label: str,
    value: str | None,
    data: Any,  # noqa: ANN401 - options as the component takes them
    *,
    width: int,
) -> Component:
    select = dmc.Select(
        id=element_id, value=value, data=data, size="xs", w=width, allowDeselect=False, placeholder="None on record",
        searchable=element_id == ids.RECORD, checkIconPosition="right", attributes={"input": {"aria-label": label}},
    )  # fmt: skip
    return html.Div([html.Span(label, className="control-label"), select], className="control")


def _days(element_id: str, label: str, value: int | None) -> Component:
    field = dmc.NumberInput(
        id=element_id, value=value or "", placeholder="equal", min=1, max=LONGEST_DAYS, allowDecimal=False,
        size="xs", w=62, hideControls=True, debounce=True,
        attributes={"input": {"aria-label": "Days before" if label != "after" else "Days after"}},
    )  # fmt: skip
    return html.Div([html.Span(label, className="control-label"), field], className="control")
