"""The alerts as they stand and the back-test of their budget, each worked out once, by one worker, for every page."""

from __future__ import annotations

from sac_dash.casework import CaseBook
from sac_dash.dashboard import state
from sac_dash.dashboard.kept_results import KeptResults
from sac_dash.dashboard.worked_out_beside import WorkedOutBeside
from sac_dash.patterns.alerts.back_test import BackTest
from sac_dash.patterns.alerts.scan import AlertScan
from sac_dash.store import Generation, Store
from sac_dash.workflow.alerts import AlertsInHand, alerts_of
from sac_dash.workflow.kept_scan import scan_key, work_out_scan
from sac_dash.workflow.past_alerts import kept_past, past_key, work_out_past

_scans: KeptResults[AlertScan] = KeptResults(4)
_pasts: WorkedOutBeside[BackTest] = WorkedOutBeside(6)


@state.per_standing
@state.per_standing
def alerts_in_hand(standing: state.Standing) -> AlertsInHand:
    """Return the alerts as they stand; settling one scans nothing anew unless it was a slow rise."""
    generation, book = standing.generation, standing.book
    key = (str(generation.folder), generation.id, scan_key(book))
    scan = _scans.get(key, lambda: work_out_scan(state.store(), generation, book))
    return alerts_of(generation, book, scan, _series_of(standing))


@state.per_standing
def _series_of(standing: state.Standing) -> dict[int, str]:
    """Return the series of each offence that is a member of one; of several, the one whose id comes first."""
    held = standing.series.series.select("series_id")
    members = standing.series.members().join(held, on="series_id", how="semi")
    return dict(members.sort("series_id", descending=True).select("row", "series_id").iter_rows())


def past_of(store: Store, generation: Generation, book: CaseBook) -> BackTest | None:
    """Return the back-test of the budget; None while it is being worked out, here or in another worker."""
    key = (str(generation.folder), generation.id, past_key(book))
    if key not in _pasts:
        kept = kept_past(store, generation, book)
        if kept is not None:
            _pasts.put(key, kept)
    return _pasts.get(key, lambda: work_out_past(store, generation, book))
