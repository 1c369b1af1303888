"""The ids of the Alerts page, and the name in its address."""

from __future__ import annotations

from sac_dash.dashboard.components.reason_dialog import ReasonIds

ALERT = "alert"  # in the address: the id of the alert looked at

HEADLINE = "alerts-headline"
OPEN_TITLE = "alerts-open-title"
OPEN = "alerts-open"
SETTLED = "alerts-settled"
BUDGET = "alerts-budget"
BUDGET_SHOWN = "alerts-budget-shown"  # dcc.Store: the budget that stands in its field
BUDGET_SET = "alerts-budget-set"
SPENT = "alerts-spent"
PAST = "alerts-past"
PAST_POLL = "alerts-past-poll"
WATCHED = "alerts-watched"

REASONS = ReasonIds("alerts")

# Types of pattern ids: {"type": ACKNOWLEDGE, "alert": ids}, of one alert or of all that a row stands for.
AND = "+"  # between ids of alerts
ACKNOWLEDGE = "alerts-acknowledge"
DISMISS = "alerts-dismiss"
REOPEN = "alerts-reopen"
