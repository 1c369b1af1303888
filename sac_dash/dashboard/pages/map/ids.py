"""Ids of the Map page."""

from __future__ import annotations

from sac_dash.dashboard.components.figure_card import figure_ids

MAP = figure_ids("map")
TIMELINE = figure_ids("map-timeline")

TABLE = "map-table"
TABLE_TITLE = "map-table-title"
TABLE_CAPTION = "map-table-caption"
CHIPS = "map-chips"

OFFENCE = "map-offence"  # what is asked for: an offence's key, or # and its row
OFFENCE_MARK = "map-offence-mark"  # where its ring stands; None once it is filtered out
OFFENCE_CARD = "map-offence-card"

CLASSES = "map-classes"
LAYERS = "map-layers"
SERIES = "map-series"
PERIOD = "map-period"
UNDO = "map-undo"
RESET = "map-reset"
