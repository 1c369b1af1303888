"""One alert as a card: what rang, why, how often chance would do it, what changed, the offences, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.casework import SettledAlert
from sac_dash.dashboard.components.attributes import attributes
from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.pages.alerts import ids
from sac_dash.dashboard.pages.alerts.wording import (
    say_fired,
    say_number_of,
    say_rate,
    say_settled,
    say_span,
)
from sac_dash.dashboard.query_string import write_query
from sac_dash.domain.british_dates import british_day
from sac_dash.domain.offence_class import OffenceClass
from sac_dash.patterns.alerts.alert import Alert
from sac_dash.workflow.alerts import KIND_LABELS, say_what

MOST_NAMED = 8  # offences named on a card; the map shows all its days


def alert_card(alert: Alert, offences: list[dict[str, Any]], beside: int, *, looked_at: bool) -> Component:
    """Return one open alert.

    Parameters
    ----------
    beside
        How many other open alerts rest on one of its offences.
    """
    head = html.Div(
        [
            html.Span(KIND_LABELS[alert.kind], className="al-kind"),
            html.H3(_permalink(alert), className="al-what"),
            _buttons(alert),
        ],
        className="al-head",
    )
    why = html.Ul([html.Li(words) for words in alert.why[:-1]], className="al-why")
    more = f"Shares offences with {say_number_of(beside, 'other open alert')}." if beside else ""
    lines = [
        head,
        html.P(
            [
                html.B(say_rate(alert)),
                html.Span(f" · rang {british_day(alert.fired_on)}", className="al-when"),
            ],
            className="al-chance",
            title=alert.why[-1],
        ),
        why,
        html.P([html.B("What changed: "), alert.changed], className="al-changed"),
        _offences(alert, offences, more),
    ]
    return html.Article(
        lines,
        className="al-card al-looked" if looked_at else "al-card",
        **attributes(aria_label=f"{say_what(alert)}, rang {british_day(alert.fired_on)}"),
    )


def settled_row(held: SettledAlert) -> Component:
    """Return one settled alert: what it was, who settled it when and why, and the way back."""
    return html.Article(
        [
            html.Div(
                [
                    html.B(held.what or "Alert"),
                    html.Span(say_fired(held), className="al-when"),
                ],
                className="al-head",
            ),
            html.Div(
                [
                    html.Span(f"{say_settled(held)}{f': {held.reason}' if held.reason else ''}"),
                    dmc.Button(
                        "Open again",
                        id={"type": ids.REOPEN, "alert": held.alert_id},
                        size="compact-xs",
                        variant="default",
                        attributes={"root": {"aria-label": f"Open again: {held.what or held.alert_id}"}},
                    ),
                ],
                className="al-settled-by",
            ),
        ],
        className="al-settled-row",
    )


def count_beside(alert: Alert, others: Iterable[Alert]) -> int:
    """Return how many other alerts rest on one of this alert's offences."""
    own = set(alert.rows)
    return sum(1 for each in others if each.alert_id != alert.alert_id and not own.isdisjoint(each.rows))


def _permalink(alert: Alert) -> Component:
    return dcc.Link(alert.label, href="/alerts" + write_query({ids.ALERT: alert.alert_id}))


def _offences(alert: Alert, offences: list[dict[str, Any]], more: str) -> Component:
    """Return the offences by reference, the latest first, and where to see them on the map."""
    shown = list(reversed(offences))[:MOST_NAMED]
    links: list[Component] = [
        dcc.Link(
            each["crime_ref"],
            href="/offence" + write_query({"ref": each["offence_key"]}),
            className="al-ref",
            title=", ".join(filter(None, (each["premises_name"], each["town"]))) or each["crime_ref"],
        )
        for each in shown
    ]
    if len(offences) > MOST_NAMED:
        links.append(html.Span(f"and {len(offences) - MOST_NAMED:,} more", className="al-more"))
    links.append(
        dcc.Link(
            [icon("map", 13), "Map"],
            href=_map_address(alert, offences),
            className="al-map",
            title=f"The map from {say_span(alert)}",
        )
    )
    return html.Div(
        [
            html.Span(say_number_of(len(offences), "offence"), className="al-n"),
            *links,
            html.Span(more, className="al-beside"),
        ],
        className="al-offences",
    )


def _map_address(alert: Alert, offences: list[dict[str, Any]]) -> str:
    """Return the map over the days the alert speaks of, with the classes it rests on."""
    held = {each["offence_class"] for each in offences}
    classes = ",".join(each.value for each in OffenceClass if each.value in held)
    return "/map" + write_query(
        {"class": classes, "from": alert.window_start.isoformat(), "to": alert.window_end.isoformat()}
    )


def _buttons(alert: Alert) -> Component:
    what = say_what(alert)
    return html.Div(
        [
            dmc.Button(
                "Acknowledge",
                id={"type": ids.ACKNOWLEDGE, "alert": alert.alert_id},
                size="compact-xs",
                variant="default",
                className="al-acknowledge",
                leftSection=icon("check", 12),
                attributes={"root": {"aria-label": f"Acknowledge: {what}"}},
            ),
            dmc.Button(
                "Dismiss",
                id={"type": ids.DISMISS, "alert": alert.alert_id},
                size="compact-xs",
                variant="default",
                attributes={"root": {"aria-label": f"Dismiss: {what}"}},
            ),
        ],
        className="al-buttons",
    )
