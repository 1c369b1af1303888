"""The look of the Overnight page: one sentence, the new offences, and beside them what else a meeting asks."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from sac_dash.casework.actions import MAX_NAME_LENGTH, MAX_TASK_LENGTH
from sac_dash.dashboard.components.attributes import attributes
from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.pages.overnight import ids


def layout(_query: dict[str, str]) -> Component:
    """Return the page; its callbacks read the address."""
    return html.Div(
        [
            _head(),
            html.Div(
                [
                    _part("New offences", ids.OFFENCES_TITLE, ids.OFFENCES, "on-offences"),
                    _part("Changed series", ids.SERIES_TITLE, ids.SERIES),
                    _part("New pairs worth a look", ids.PAIRS_TITLE, ids.PAIRS),
                    _part("Enabler thefts", ids.ENABLERS_TITLE, ids.ENABLERS),
                    _part("Actions", ids.TASKS_TITLE, ids.TASKS, foot=[_task_form()]),
                ],
                className="on-grid",
            ),
        ],
        className="page overnight",
    )


def _head() -> Component:
    """Return the sentence of the night, the rule behind it, and the point it is counted from."""
    point = dmc.Select(
        id=ids.POINT, size="xs", w=270, allowDeselect=False, checkIconPosition="right",
        attributes={"input": {"aria-label": "Count from"}},
    )  # fmt: skip
    mark = dmc.Button(
        "Mark this sitting as held", id=ids.MARK, leftSection=icon("check", 14), size="xs", variant="default"
    )
    unmark = dmc.Button("Take it back", id=ids.UNMARK, size="xs", variant="subtle", style={"display": "none"})
    tools = html.Div(
        [html.Div([html.Span("Since", className="control-label"), point], className="control"), mark, unmark],
        className="controls",
    )
    return html.Div(
        [
            html.Div(
                [
                    html.H1("Overnight", className="page-title"),
                    html.Span(id=ids.ALERTS, className="on-alerts"),
                    tools,
                ],
                className="page-head",
            ),
            html.P(id=ids.HEADLINE, className="on-headline", **attributes(aria_live="polite")),
            html.P(id=ids.RULE, className="on-rule"),
        ]
    )


def _part(
    title: str, title_id: str, list_id: str, class_name: str = "", foot: list[Component] | None = None
) -> Component:
    """Return one titled part that scrolls within itself."""
    return html.Section(
        [
            html.Header(html.H2(title, id=title_id, className="card-title"), className="card-header"),
            html.Div(id=list_id, className="on-list", tabIndex="0", **attributes(aria_labelledby=title_id)),
            *(foot or []),
        ],
        className=f"card on-part {class_name}".strip(),
        **attributes(aria_labelledby=title_id),
    )


def _task_form() -> Component:
    """Return the line in which an action is typed."""
    text = dmc.TextInput(
        id=ids.TASK_TEXT, placeholder="Action", size="xs", debounce=True, className="on-task-text",
        attributes={"input": {"aria-label": "Action", "maxLength": MAX_TASK_LENGTH}},
    )  # fmt: skip
    owner = dmc.TextInput(
        id=ids.TASK_OWNER, placeholder="Owner", size="xs", debounce=True, className="on-task-owner",
        attributes={"input": {"aria-label": "Owner", "maxLength": MAX_NAME_LENGTH}},
    )  # fmt: skip
    due = dmc.DatePickerInput(
        id=ids.TASK_DUE, placeholder="Due", valueFormat="D MMM", clearable=True, size="xs",
        className="on-task-due", attributes={"input": {"aria-label": "Due"}},
    )  # fmt: skip
    add = dmc.ActionIcon(
        icon("plus", 14),
        id=ids.TASK_ADD,
        variant="light",
        size="md",
        attributes={"root": {"aria-label": "Add action"}},
    )
    return html.Div([text, owner, due, add], className="on-task-form")
