"""The ids of the Series page. The address names the series, the offence and its partner."""

from __future__ import annotations

from sac_dash.dashboard.components.figure_card import figure_ids
from sac_dash.dashboard.components.reason_dialog import ReasonIds

QUERY = "series-query"  # dcc.Store: the address, while it is this page's
LIST = "series-list"
MORE = "series-more"
MORE_BUTTON = "series-more-button"
SEARCH = "series-search"
SORT = "series-sort"
ACTIVE = "series-active"
HEADER = "series-header"
HEADER_BODY = "series-header-body"
NAMING = "series-naming"
NAME_SHOWN = "series-name-shown"  # dcc.Store: the series and the name that stand in the field
HEADER_SHOWN = "series-header-shown"  # dcc.Store: the state of the series that is drawn there
MAP = figure_ids("series-map")
TIMELINE = figure_ids("series-timeline")
MEMBERS = "series-members"
CANDIDATES = "series-candidates"
BRIEF = "series-brief"
CASES = "series-cases"
EVIDENCE = "series-evidence"
HISTORY = "series-history"
PLACE_TIME = "series-place-time"
NEXT_ON, NEXT = "series-next-on", "series-next"
TEXT = "series-text"
TABS = "series-tabs"
DETAIL = "series-detail"
NAME = "series-name"
NAME_SAVE = "series-name-save"

FIRST = "series-first"  # dcc.Store: the series shown when the address named none

# deciding
ACCEPT, POSSIBLE, REJECT, CLEAR = ("series-accept", "series-possible", "series-reject", "series-clear")
UNDO = "series-undo"
REASONS = ReasonIds("series")
DETAILS, DETAILS_BODY, DETAILS_OPEN = ("series-details", "series-details-body", "series-details-open")
DETAILS_SHOWN = "series-details-shown"  # dcc.Store: likewise
STATUS, PATTERN, OPERATION, GROUP, FIELDS_SAVE = (
    "series-status",
    "series-pattern",
    "series-operation",
    "series-group",
    "series-fields-save",
)
NOTE, NOTE_SAVE = ("series-note", "series-note-save")
MERGE_WITH, MERGE, SPLIT, LOCK = ("series-merge-with", "series-merge", "series-split", "series-lock")

# the comparative case table
CASE_BODY = "series-case-body"
CASE_SHOWN = "series-case-shown"  # dcc.Store: series id and offence keys of the table on screen
CASE_CELL = "series-case-cell"  # dcc.Store: offence, facet and code of the cell in hand
CASE_DEPTH = "series-case-depth"
CASE_MENU = "series-case-menu"
CASE_MENU_WORDS = "series-case-menu-words"
CASE_PRESENT = "series-case-present"
CASE_ABSENT = "series-case-absent"
CASE_UNKNOWN = "series-case-unknown"
CASE_BACK = "series-case-back"
CASE_XLSX = "series-case-xlsx"
CASE_HANDOVER = "series-case-handover"
CASE_DOWNLOAD = "series-case-download"

# keys of the address
ID, OFFENCE, WITH, TAB, CANDIDATE = "id", "offence", "with", "tab", "candidate"
TABS_HELD = ("members", "candidates", "cases", "evidence", "place", "history")
