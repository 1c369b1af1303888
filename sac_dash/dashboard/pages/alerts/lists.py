"""The lists of the Alerts page: open alerts, settled ones, and the one an address names."""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.pages.alerts.cards import (
    GroupWords,
    count_beside,
    group_card,
    group_line,
    settled_row,
    told_in_full,
)
from sac_dash.dashboard.pages.alerts.queries import facts_of
from sac_dash.dashboard.pages.alerts.wording import LOOKED_BACK, say_number_of
from sac_dash.dashboard.series_names import label_series
from sac_dash.dashboard.state import Standing
from sac_dash.workflow.alerts import AlertsInHand

MOST_SETTLED = 100
MOST_CARDS = 6  # rows told with their reasons; the others, in a line each, lead to theirs


def list_open(standing: Standing, held: AlertsInHand, asked: str | None) -> list[Component]:
    """Return the open alerts, those about the same thing in one row, the newest first.

    The row of the alert that the address names stands before all others. Beyond the first few a row is a line that
    leads to the rest.
    """
    names = standing.book.names()
    ordered = sorted(held.groups, key=lambda each: asked not in each.alert_ids)
    first, rest = ordered[:MOST_CARDS], ordered[MOST_CARDS:]
    facts = facts_of(standing.generation, (alert for each in first for alert in told_in_full(each, asked)))
    beside = count_beside(held.groups)
    cards: list[Component] = [
        group_card(
            each,
            facts,
            GroupWords(
                series=label_series(each.series_id, names) if each.series_id else "",
                beside=beside[each.alert_ids],
                asked=asked,
            ),
        )
        for each in first
    ]
    cards += [group_line(each) for each in rest]
    if asked and all(each.alert_id != asked for each in held.open_alerts):
        cards.insert(0, _not_open(held, asked))
    return cards or [_quiet(held)]


def list_settled(held: AlertsInHand) -> list[Component]:
    """Return the settled alerts folded together, the last settled first."""
    if not held.settled:
        return [html.P("No alert has been settled yet.", className="al-none")]
    rows = [settled_row(each) for each in held.settled[:MOST_SETTLED]]
    left = len(held.settled) - len(rows)
    if left:
        rows.append(html.P(f"{left:,} earlier ones are in the audit log.", className="al-none"))
    title = html.Summary(f"{say_number_of(len(held.settled), 'settled alert')}: who, when and why")
    return [html.Details([title, *rows], className="al-details")]


def _not_open(held: AlertsInHand, asked: str) -> Component:
    """Say what became of the alert that an address names."""
    if any(each.alert_id == asked for each in held.settled):
        words = "The alert of this address has been settled: see below. "
    else:
        words = f"No alert of {LOOKED_BACK} has the id {asked}: it is older, or its offences changed. "
    return html.P([words, dcc.Link("Show all", href="/alerts")], className="al-none al-notice")


def _quiet(held: AlertsInHand) -> Component:
    """Say that nothing is open, and whether anything was watched at all."""
    if held.scan.watched:
        title = "No open alerts"
        words = f"Nothing that is watched rang in {LOOKED_BACK} beyond what is settled. Quiet is no proof of calm."
    else:
        title = "Not enough data to watch anything"
        words = "No detector has the history it needs. What each of them lacks is said at the right."
    return html.Div([icon("bell", 26), html.H3(title), html.P(words)], className="on-quiet")
