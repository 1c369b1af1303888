"""The ids of the Patterns page, and the names in its address."""

from __future__ import annotations

from sac_dash.dashboard.components.figure_card import FigureIds, figure_ids

# In the address: what is shown.
TAB = "tab"  # time, place
CLASS = "class"
AREA = "area"
SERIES = "series"
FROM = "from"  # ISO days, both included
TO = "to"

TAB_CONTROL = "patterns-tab"
CLASS_CONTROL = "patterns-class"
AREA_CONTROL = "patterns-area"
SERIES_CONTROL = "patterns-series"
FROM_CONTROL = "patterns-from"
TO_CONTROL = "patterns-to"
BODY = "patterns-body"
DOWNLOAD = "patterns-download"

WEEK = figure_ids("patterns-week")
HOURS = figure_ids("patterns-hours")
MONTHS = figure_ids("patterns-months")
LIGHT = figure_ids("patterns-light")
NEAR = figure_ids("patterns-near")
HOT = figure_ids("patterns-hot")
AGAIN = figure_ids("patterns-again")
AREAS = figure_ids("patterns-areas")
PREMISES = "patterns-premises"
PREMISES_CSV = "patterns-premises-csv"


def csv_of(card: FigureIds) -> str:
    """Return the id of a card's CSV button."""
    return card.graph.replace("-graph", "-csv")
