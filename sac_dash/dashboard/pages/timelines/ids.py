"""The ids of the Timelines page, and the names in its address."""

from __future__ import annotations

from sac_dash.dashboard.components.figure_card import figure_ids
from sac_dash.dashboard.components.intervention_form import InterventionIds

# In the address: what is shown.
BY = "by"  # last, strength, size
ACTIVE = "active"  # 1: active series only
SPAN = "span"  # days back from the cut-off, or "all"
FROM = "from"  # a brushed period (ISO days) instead of a span
TO = "to"
PAGE = "page"  # from 1

ORDER = "timelines-order"
ONLY_ACTIVE = "timelines-active"
PERIOD = "timelines-period"
PAGER = "timelines-pager"
HEAD = "timelines-head"
NAMES = "timelines-names"
SILENCES = "timelines-silences"
SHOWN = "timelines-shown"  # dcc.Store: which rows' text stands beside the chart
SCROLL = "timelines-scroll"
ROWS = figure_ids("timelines-rows")
INTERVENTION_OPEN = "timelines-intervention-open"
INTERVENTION = InterventionIds("timelines")
DIALOG = "timelines-dialog"
OFFENCES = "timelines-offences"
LISTED = "timelines-listed"  # type of the pattern id of a row's button


def list_button(series_id: str | object) -> dict[str, object]:
    """Return the id of the button that lists the offences of a series."""
    return {"type": LISTED, "series": series_id}
