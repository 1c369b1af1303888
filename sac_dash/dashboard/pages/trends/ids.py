"""The ids of the Trends page."""

from __future__ import annotations

from sac_dash.dashboard.components.figure_card import figure_ids

PERIOD = "trends-period"
BY = "trends-by"
OFFENCE_CLASS = "trends-class"
GROUP = "trends-group"
MARKS = "trends-marks"
NOTES = "trends-notes"
CSV = "trends-csv"
DOWNLOAD = "trends-download"
MAIN = figure_ids("trends-main")
PANELS = figure_ids("trends-panels")
