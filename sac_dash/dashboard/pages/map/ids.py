"""Ids of the Map page."""

from __future__ import annotations

from sac_dash.dashboard.components.figure_card import figure_ids

MAP = figure_ids("map")
TIMELINE = figure_ids("map-timeline")
TREND = figure_ids("map-trend")

ASKED = "map-asked"  # the part of the address that decides what is shown: no view, no offence in hand
LOOKED_AT = "map-looked-at"  # the box the map looks at, while what is drawn depends on it

SIDE = "map-side"
PANEL = "map-panel"
TABLE = "map-table"
TABLE_TITLE = "map-table-title"
TABLE_CAPTION = "map-table-caption"
SERIES_LIST = "map-series-list"
SERIES_CAPTION = "map-series-caption"
CHIPS = "map-chips"

OFFENCE = "map-offence"  # what is asked for: an offence's key, or # and its row
OFFENCE_MARK = "map-offence-mark"  # where its ring stands; None once it is filtered out
OFFENCE_CARD = "map-offence-card"

CLASSES = "map-classes"
LAYERS = "map-layers"
BOUNDARIES_ON = "map-boundaries-on"
SERIES = "map-series"
PERIOD = "map-period"
STEP = "map-step"
UNDO = "map-undo"
RESET = "map-reset"

AROUND_PLACE = "map-around-place"
AROUND_KM = "map-around-km"
AROUND_APPLY = "map-around-apply"
AROUND_FOUND = "map-around-found"
