"""Alerts about one thing as a card: what rang, why, how often chance would, what changed, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.casework import SettledAlert
from sac_dash.dashboard.components.attributes import attributes
from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.pages.alerts import ids
from sac_dash.dashboard.pages.alerts.wording import (
    say_asked,
    say_earlier,
    say_fired,
    say_new,
    say_number_of,
    say_rate,
    say_settled,
    say_span,
    say_together,
)
from sac_dash.dashboard.query_string import write_query
from sac_dash.domain.british_dates import british_day
from sac_dash.domain.offence_class import OffenceClass
from sac_dash.patterns.alerts.alert import Alert
from sac_dash.patterns.alerts.groups import AlertGroup
from sac_dash.workflow.alerts import KIND_LABELS, say_what

MOST_NAMED = 8  # offences named on a card; the map shows all its days
MOST_IN_FULL = 3  # alerts of a row told in full; of a hundred nobody reads the reasons one after the other
MOST_EARLIER = 12  # earlier alerts of a row listed at all; the rest are counted, and settled with the row


@dataclass(frozen=True)
class GroupWords:
    """What a row says beside its alerts.

    Parameters
    ----------
    series
        What the series is called, "" where the alerts are no series'.
    beside
        How many other open alerts rest on one of its offences.
    asked
        Id of the alert that the address names.
    """

    series: str = ""
    beside: int = 0
    asked: str | None = None


def told_in_full(group: AlertGroup, asked: str | None) -> tuple[Alert, ...]:
    """Return the alerts of a group that are told with their reasons: the latest, and the one an address names."""
    return tuple(
        each for place, each in enumerate(group.alerts) if place < MOST_IN_FULL or each.alert_id == asked
    )


def group_card(
    group: AlertGroup, offences: Mapping[str, list[dict[str, Any]]], words: GroupWords
) -> Component:
    """Return the open alerts about the same thing: the latest in full, the earlier ones folded away.

    Parameters
    ----------
    offences
        Id of each alert of :func:`told_in_full` → what :func:`.queries.facts_of` gives of its offences.
    """
    latest, *earlier = group.alerts
    full = told_in_full(group, words.asked)
    looked_at = words.asked in group.alert_ids
    inner: list[Component] = []
    if earlier:
        cards: list[Component] = [
            html.Div(
                [
                    _head(each, (each,)),
                    *(_body(each, offences[each.alert_id]) if each in full else _line(each)),
                ],
                className="al-earlier al-looked" if each.alert_id == words.asked else "al-earlier",
            )
            for place, each in enumerate(earlier)
            if place < MOST_EARLIER or each.alert_id == words.asked
        ]
        if len(earlier) > len(cards):
            left = say_number_of(len(earlier) - len(cards), "alert")
            cards.append(html.P(f"{left} before those: sac-dash alerts lists them.", className="al-none"))
        inner = [
            html.Details(
                [html.Summary(say_earlier(group)), *cards],
                className="al-details",
                open=looked_at and words.asked != latest.alert_id,
            )
        ]
    more = f"Shares offences with {say_number_of(words.beside, 'other open alert')}." if words.beside else ""
    return html.Article(
        [
            _head(latest, group.alerts),
            *_about(group, words.series),
            *_body(latest, offences[latest.alert_id], more),
            *inner,
        ],
        className="al-card al-looked" if looked_at else "al-card",
        **attributes(aria_label=f"{say_what(latest)}, rang {british_day(latest.fired_on)}"),
    )


def group_line(group: AlertGroup) -> Component:
    """Return the open alerts about the same thing in two lines; the name of the latest leads to all of them."""
    latest = group.alerts[0]
    together = say_together(group)
    words: list[Component | str] = [html.B(say_rate(latest)), _rang(latest)]
    if together:
        words.append(f" · {together}")
    return html.Article(
        [_head(latest, group.alerts), html.P(words, className="al-chance")],
        className="al-card",
        **attributes(aria_label=f"{say_what(latest)}, rang {british_day(latest.fired_on)}"),
    )


def _about(group: AlertGroup, series: str) -> list[Component]:
    """Return which series the alerts are of, how many there are, and what is new since some were settled."""
    words: list[Component | str] = []
    if group.series_id:
        link = dcc.Link(series, href="/series" + write_query({"id": group.series_id}))
        words = ["Mostly offences of series ", link]
    together, new = say_together(group), say_new(group)
    if together:
        words.append(f" · {together}" if words else together)
    lines: list[Component] = [html.P(words, className="al-about")] if words else []
    if new:
        lines.append(html.P([html.B("New: "), new], className="al-about al-new"))
    return lines


def _head(alert: Alert, settles: tuple[Alert, ...]) -> Component:
    """Return what rang, with the buttons that settle it and those it stands for."""
    return html.Div(
        [
            html.Span(KIND_LABELS[alert.kind], className="al-kind"),
            html.H3(_permalink(alert), className="al-what"),
            _buttons(settles),
        ],
        className="al-head",
    )


def _body(alert: Alert, offences: list[dict[str, Any]], more: str = "") -> list[Component]:
    """Return why it rang, how often chance would ring it, what changed and its offences."""
    return [
        html.P(
            [html.B(say_rate(alert)), _rang(alert)],
            className="al-chance",
            title=alert.why[-1],
        ),
        html.Ul([html.Li(words) for words in alert.why[:-1]], className="al-why"),
        html.P([html.B("What changed: "), alert.changed], className="al-changed"),
        _offences(alert, offences, more),
    ]


def _line(alert: Alert) -> list[Component]:
    """Return an alert in one line; its name leads to all of it."""
    return [html.P([html.B(say_rate(alert)), _rang(alert)], className="al-chance")]


def _rang(alert: Alert) -> Component:
    return html.Span(f" · rang {british_day(alert.fired_on)}", className="al-when")


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


def count_beside(groups: Iterable[AlertGroup]) -> dict[tuple[str, ...], int]:
    """Return how many alerts outside each group, by the group's alerts, rest on one of its offences."""
    held = list(groups)
    resting: dict[str, set[str]] = {}
    for group in held:
        for alert_id, alert in zip(group.alert_ids, group.alerts, strict=True):
            for key in alert.offence_keys:
                resting.setdefault(key, set()).add(alert_id)
    found: dict[tuple[str, ...], int] = {}
    for group in held:
        beside = set().union(*(resting[key] for key in group.offence_keys))
        found[group.alert_ids] = len(beside.difference(group.alert_ids))
    return found


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


def _buttons(alerts: tuple[Alert, ...]) -> Component:
    what, named = say_asked(alerts), ids.AND.join(each.alert_id for each in alerts)
    every = f" all {len(alerts)}" if len(alerts) > 1 else ""
    return html.Div(
        [
            dmc.Button(
                f"Acknowledge{every}",
                id={"type": ids.ACKNOWLEDGE, "alert": named},
                size="compact-xs",
                variant="default",
                className="al-acknowledge",
                leftSection=icon("check", 12),
                attributes={"root": {"aria-label": f"Acknowledge{every}: {what}"}},
            ),
            dmc.Button(
                f"Dismiss{every}",
                id={"type": ids.DISMISS, "alert": named},
                size="compact-xs",
                variant="default",
                attributes={"root": {"aria-label": f"Dismiss{every}: {what}"}},
            ),
        ],
        className="al-buttons",
    )
