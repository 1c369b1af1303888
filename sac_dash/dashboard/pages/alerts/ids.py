"""The ids of the Alerts page, and the name in its address."""

from __future__ import annotations

ALERT = "alert"  # in the address: the id of the alert looked at

HEADLINE = "alerts-headline"
OPEN_TITLE = "alerts-open-title"
OPEN = "alerts-open"
SETTLED = "alerts-settled"
BUDGET = "alerts-budget"
BUDGET_SET = "alerts-budget-set"
SPENT = "alerts-spent"
PAST = "alerts-past"
PAST_POLL = "alerts-past-poll"
WATCHED = "alerts-watched"

DIALOG = "alerts-dismiss-dialog"
DIALOG_ABOUT = "alerts-dismiss-about"
DIALOG_HELD = "alerts-dismiss-held"
REASON = "alerts-dismiss-reason"
SAVE = "alerts-dismiss-save"

# Types of pattern ids: {"type": ACKNOWLEDGE, "alert": id}; of the usual reasons {"type": USUAL, "place": n}.
ACKNOWLEDGE = "alerts-acknowledge"
DISMISS = "alerts-dismiss"
REOPEN = "alerts-reopen"
USUAL = "alerts-usual-reason"
