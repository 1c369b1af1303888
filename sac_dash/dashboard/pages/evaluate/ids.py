"""The ids of the Evaluate page, and the names in its address."""

from __future__ import annotations

from sac_dash.dashboard.components.figure_card import figure_ids
from sac_dash.dashboard.components.intervention_form import InterventionIds

# In the address: what is evaluated, and against what.
ID = "id"
CLASS = "class"
CONTROL = "control"
AREA = "area"  # one or more, a line end between
BEFORE = "before"  # days
AFTER = "after"

RECORD = "evaluate-record"
OFFENCE_CLASS = "evaluate-class"
COMPARED = "evaluate-control"
AREAS = "evaluate-areas"
AREAS_HOLDER = "evaluate-areas-holder"
DAYS_BEFORE = "evaluate-before"
DAYS_AFTER = "evaluate-after"
CSV = "evaluate-csv"
DOWNLOAD = "evaluate-download"
LOGGED = "evaluate-logged"  # dcc.Store: how many pictures were saved
FINDING = "evaluate-finding"
COUNTED = "evaluate-counted"
TESTS = "evaluate-tests"
DISPLACEMENT = "evaluate-displacement"
CAVEATS = "evaluate-caveats"
FIGURE = figure_ids("evaluate-figure")
INTERVENTION_OPEN = "evaluate-intervention-open"
INTERVENTION = InterventionIds("evaluate")
