"""Beside the alerts: how the budget is spent, what it would have been like, what is watched and what is not."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from sac_dash.casework import CaseBook
from sac_dash.dashboard.components.attributes import attributes
from sac_dash.dashboard.pages.alerts.wording import say_begun, say_number_of, say_past, say_set_by
from sac_dash.domain.errors import SacDashError
from sac_dash.patterns.alerts.back_test import BackTest
from sac_dash.patterns.alerts.budget import AlarmKind
from sac_dash.patterns.alerts.scan import AlertScan
from sac_dash.store.worked_out import Told
from sac_dash.workflow.alerts import KIND_LABELS

COUNTED_BY_STREAM = frozenset({AlarmKind.WEEKLY_COUNT, AlarmKind.MOVING_WINDOW, AlarmKind.SLOW_RISE})


def show_spending(scan: AlertScan, book: CaseBook) -> list[Component]:
    """Return the parts of the budget: by detector, over how many streams."""
    lead = html.P(
        f"{book.alarm_budget:g} false alarms a year are borne over everything watched. {say_set_by(book)} A higher "
        "number rings sooner and more often for nothing.",
        className="al-note",
    )
    if not scan.per_year:
        return [
            lead,
            html.P("Not enough data: nothing can be watched, so nothing is spent.", className="al-none"),
        ]
    rows = [
        (KIND_LABELS[kind], _watched(kind, scan), f"{given:.2f}")
        for kind, given in sorted(scan.per_year.items(), key=lambda each: -each[1])
    ]
    total = ("Together", "", f"{sum(scan.per_year.values()):.2f}")
    return [
        lead,
        _table("How the budget is spent", ("Detector", "Watches", "Allowed a year"), [*rows, total]),
    ]


def show_past_begun(told: Told | None) -> list[Component]:
    """Return that the back-test is being worked out, and how far it is."""
    return [html.P(say_begun(told), className="al-note")]


def show_past_by_command() -> list[Component]:
    """Return how the back-test is had where so much is held that it takes many minutes."""
    words = "With so many offences held, looking through the past takes many minutes and is not done beside the pages: "
    return [
        html.P(
            [words, html.Code("sac-dash alerts --back-test"), " makes it, and it then stands here."],
            className="al-note",
        )
    ]


def show_past_fault(fault: SacDashError) -> list[Component]:
    """Return why there is no back-test."""
    return [html.P(f"The past could not be looked through: {fault.line()}", className="al-none")]


def show_past(past: BackTest) -> list[Component]:
    """Return the back-test."""
    lead = html.P(say_past(past), className="al-note")
    if not past.rates:
        return [lead]
    rows = []
    for kind, rate in sorted(past.rates.items(), key=lambda each: -past.allowed[each[0]] / each[1].years):
        low, high = rate.interval
        rows.append(
            (
                KIND_LABELS[kind],
                f"{rate.n:,}",
                f"{rate.years:.1f}",
                f"{rate.per_year:.1f} ({low:.1f} to {high:.1f})",
                f"{past.allowed[kind] / rate.years:.1f}",
            )
        )
    head = ("Detector", "Rang", "Years", "A year (95 % interval)", "Allowed a year")
    return [lead, _table("What the past would have rung", head, rows)]


def show_watched(scan: AlertScan) -> list[Component]:
    """Return what is not watched and why, then what is."""
    refused = [
        html.Li([html.B(f"{KIND_LABELS[kind]}, {each.what}: "), each.why])
        for kind, held in scan.not_watched.items()
        for each in held
    ]
    head = f"Not watched: {len(refused):,}" if refused else "Everything that can be watched is watched."
    shown: list[Component] = [html.P(head, className="al-note")]
    if refused:
        shown.append(html.Ul(refused, className="al-why"))
    for kind, watched in scan.watched.items():
        said = f"{KIND_LABELS[kind]}: {_watched(kind, scan)}"
        if kind in COUNTED_BY_STREAM:
            named = html.Ul([html.Li(each) for each in watched])
            shown.append(html.Details([html.Summary(said), named], className="al-details"))
        else:
            shown.append(html.P(said, className="al-watched"))
    return shown


def _watched(kind: AlarmKind, scan: AlertScan) -> str:
    """Return how much a detector watches: streams counted, or the line it says of itself."""
    watched = scan.watched.get(kind, ())
    if kind in COUNTED_BY_STREAM:
        return say_number_of(len(watched), "stream")
    return "; ".join(watched)


def _table(caption: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Component:
    first, *others = head
    return html.Table(
        [
            html.Caption(caption, className="al-caption"),
            html.Thead(
                html.Tr([html.Th(first, scope="col"), *[html.Th(each, scope="col") for each in others]])
            ),
            html.Tbody(
                [
                    html.Tr([html.Th(row[0], scope="row"), *[html.Td(each) for each in row[1:]]])
                    for row in rows
                ]
            ),
        ],
        className=f"al-table al-table-{len(head)}",
        **attributes(aria_label=caption),
    )
