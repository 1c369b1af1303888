"""Which offence an address of the page names."""

from __future__ import annotations

from sac_dash.dashboard.pages.offence import ids
from sac_dash.dashboard.pages.offence.queries import OffenceInHand, find_offence
from sac_dash.dashboard.query_string import read_query


def asked(search: str | None) -> OffenceInHand | None:
    """Return the offence the address names."""
    return find_offence(read_query(search).get(ids.REF))
