"""Documents an analyst hands on: pure functions from frames to bytes, each with where it comes from.

Nothing here knows a store, a screen or a clock: what is said of the data (marking, extract, snapshot)
arrives as :class:`.provenance.Provenance`, and whoever hands a document out enters it into the log.
"""

from __future__ import annotations

from sac_dash.briefing.comparison_workbook import ComparisonSheet, comparison_workbook
from sac_dash.briefing.handover_workbook import HandOver, handover_workbook
from sac_dash.briefing.provenance import Provenance

__all__ = ["ComparisonSheet", "HandOver", "Provenance", "comparison_workbook", "handover_workbook"]
