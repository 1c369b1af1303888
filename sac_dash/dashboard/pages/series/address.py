"""The Series page's address: which series, offence and candidate it names."""

from __future__ import annotations

from sac_dash.dashboard import state
from sac_dash.dashboard.pages.series import ids
from sac_dash.dashboard.pages.series.listing import first_series
from sac_dash.dashboard.pages.series.queries import SeriesDetail, find_series, series_basis
from sac_dash.dashboard.query_string import read_query, write_query


def asked_series(search: str | None) -> SeriesDetail | None:
    """Return the series the address names, or the first that is worth a look when it names none."""
    now = state.standing()
    if now is None:
        return None
    wanted = read_query(search).get(ids.ID)
    return find_series(now, wanted, None if wanted else first_series(series_basis(now)))


def offence_number(search: str | None, detail: SeriesDetail) -> int:
    """Return the journey number of the offence in hand: the last one unless the address says."""
    asked = read_query(search).get(ids.OFFENCE, "")
    last = detail.members.height
    return int(asked) if asked.isdigit() and 1 <= int(asked) <= last else last


def address(
    detail: SeriesDetail, *, offence: str | None = None, tab: str | None = None, candidate: str | None = None
) -> str:
    """Return the query that names a series and what is in hand of it."""
    return write_query(
        {ids.ID: detail.card.series_id, ids.OFFENCE: offence, ids.TAB: tab, ids.CANDIDATE: candidate}
    )
