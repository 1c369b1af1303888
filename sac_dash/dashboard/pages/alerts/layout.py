"""The look of the Alerts page: the alerts at the left, the budget behind them at the right."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.casework.alert_checks import LEAST_PER_YEAR, MOST_PER_YEAR
from sac_dash.dashboard.components.attributes import attributes
from sac_dash.dashboard.components.reason_dialog import Asking, reason_dialog
from sac_dash.dashboard.pages.alerts import ids
from sac_dash.dashboard.pages.alerts.wording import say_rule

POLL_MS = 1_500
DISMISSING = Asking(
    "Why is it of no use?",
    "Dismiss",
    "Leave it open",
    (
        "Known, and in hand",
        "Chance: these have nothing in common",
        "A recording matter, not crime",
        "The premises have closed",
        "Same offences as another alert",
    ),
)


def layout(_query: dict[str, str]) -> Component:
    """Return the page; its callbacks read the address."""
    return html.Div(
        [
            html.Div(
                [
                    html.H1("Alerts", className="page-title"),
                    html.P(id=ids.HEADLINE, className="al-headline", **attributes(aria_live="polite")),
                ],
                className="page-head",
            ),
            html.Div([_alerts(), _beside()], className="al-grid"),
            dcc.Interval(id=ids.PAST_POLL, interval=POLL_MS),
            dcc.Store(id=ids.BUDGET_SHOWN),
            reason_dialog(ids.REASONS, DISMISSING),
        ],
        className="page alerts",
    )


def _alerts() -> Component:
    """Return the open alerts with the settled ones folded away below."""
    return html.Section(
        [
            html.Header(
                html.H2("Open alerts", id=ids.OPEN_TITLE, className="card-title"), className="card-header"
            ),
            html.Div(
                [
                    html.Div(id=ids.OPEN, className="al-open"),
                    html.Div(id=ids.SETTLED, className="al-settled"),
                ],
                className="al-list",
                tabIndex="0",
                **attributes(aria_labelledby=ids.OPEN_TITLE),
            ),
            html.Div(say_rule(), className="card-caption"),
        ],
        className="card",
        **attributes(aria_labelledby=ids.OPEN_TITLE),
    )


def _beside() -> Component:
    """Return the budget, the past and what is watched, in one column that scrolls."""
    return html.Section(
        [
            html.Header(
                [html.H2("False-alarm budget", className="card-title"), _budget_form()],
                className="card-header",
            ),
            html.Div(
                [
                    html.Div(id=ids.SPENT),
                    html.H3("On your own past", className="al-sub"),
                    html.Div(id=ids.PAST, **attributes(aria_live="polite")),
                    html.H3("What is watched", className="al-sub"),
                    html.Div(id=ids.WATCHED),
                ],
                className="al-list al-panel",
                tabIndex="0",
                **attributes(aria_label="The budget, the past and what is watched"),
            ),
        ],
        className="card",
        **attributes(aria_label="False-alarm budget"),
    )


def _budget_form() -> Component:
    """Return the number of false alarms a year and the button that sets it."""
    number = dmc.NumberInput(
        id=ids.BUDGET,
        min=LEAST_PER_YEAR,
        max=MOST_PER_YEAR,
        step=0.5,
        decimalScale=2,
        size="xs",
        w=84,
        debounce=True,
        attributes={"input": {"aria-label": "False alarms a year that are borne"}},
    )
    button = dmc.Button("Set", id=ids.BUDGET_SET, size="xs", variant="default")
    return html.Div([number, html.Span("a year", className="control-label"), button], className="card-tools")
