"""The ids of the Series page. The address names the series, the offence and its partner."""

from __future__ import annotations

from sac_dash.dashboard.components.figure_card import figure_ids

LIST = "series-list"
MORE = "series-more"
MORE_BUTTON = "series-more-button"
SEARCH = "series-search"
SORT = "series-sort"
ACTIVE = "series-active"
HEADER = "series-header"
MAP = figure_ids("series-map")
TIMELINE = figure_ids("series-timeline")
MEMBERS = "series-members"
CASES = "series-cases"
EVIDENCE = "series-evidence"
TEXT = "series-text"
TABS = "series-tabs"
DETAIL = "series-detail"
NAME = "series-name"
NAME_SAVE = "series-name-save"
NAMED = "series-named"

# keys of the address
ID, OFFENCE, WITH, TAB = "id", "offence", "with", "tab"
TABS_HELD = ("members", "cases", "evidence")
