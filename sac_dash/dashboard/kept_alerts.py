"""The alerts as they stand and the back-test of their budget, each worked out once and kept for every page."""

from __future__ import annotations

from sac_dash.casework import CaseBook
from sac_dash.dashboard.kept_results import KeptResults
from sac_dash.dashboard.worked_out_beside import WorkedOutBeside
from sac_dash.patterns.alerts.back_test import BackTest
from sac_dash.patterns.alerts.scan import AlertScan
from sac_dash.store import Generation
from sac_dash.workflow.alerts import AlertsInHand, alerts_of, back_test_store, scan_key, scan_store

_scans: KeptResults[AlertScan] = KeptResults(4)
_pasts: WorkedOutBeside[BackTest] = WorkedOutBeside(6)


def alerts_in_hand(generation: Generation, book: CaseBook) -> AlertsInHand:
    """Return the alerts as they stand; settling one scans nothing anew unless it was a slow rise."""
    scan = _scans.get(scan_key(generation, book), lambda: scan_store(generation, book))
    return alerts_of(generation, book, scan)


def past_of(generation: Generation, book: CaseBook) -> BackTest | None:
    """Return the back-test of the budget; None while it is being worked out."""
    edited = max((each.seq for each in book.edits.values()), default=0)
    key = (str(generation.folder), generation.id, book.alarm_budget, len(book.edits), edited)
    return _pasts.get(key, lambda: back_test_store(generation, book))
