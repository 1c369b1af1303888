"""The ids of the Overnight page, and the names in its address."""

from __future__ import annotations

SINCE = "since"  # in the address: s<number> of a sitting, 24h, 72h, 7d, 28d

HEADLINE = "overnight-headline"
ALERTS = "overnight-alerts"
RULE = "overnight-rule"
POINT = "overnight-since"
MARK = "overnight-mark"
UNMARK = "overnight-unmark"
OFFENCES = "overnight-offences"
OFFENCES_TITLE = "overnight-offences-title"
SERIES = "overnight-series"
SERIES_TITLE = "overnight-series-title"
PAIRS = "overnight-pairs"
PAIRS_TITLE = "overnight-pairs-title"
ENABLERS = "overnight-enablers"
ENABLERS_TITLE = "overnight-enablers-title"
TASKS = "overnight-tasks"
TASKS_TITLE = "overnight-tasks-title"
TASK_TEXT = "overnight-task-text"
TASK_OWNER = "overnight-task-owner"
TASK_DUE = "overnight-task-due"
TASK_ADD = "overnight-task-add"
TICK = "overnight-tick"  # type of the pattern id of a task's box: {"type": TICK, "task": number}

TITLES = (OFFENCES_TITLE, SERIES_TITLE, PAIRS_TITLE, ENABLERS_TITLE)
