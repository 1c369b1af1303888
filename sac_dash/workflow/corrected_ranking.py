"""A run prepared once for ranking, with whatever codes analysts have corrected laid over it.

Preparing 100,000 offences takes many seconds; a correction changes one. So the run is kept as it was read, and
every set of corrections is laid over that, never over one another: what is shown does not depend on the order
in which codes were corrected and taken back, nor on which web worker was asked.
"""

from __future__ import annotations

from collections.abc import Collection
from threading import Lock

import polars as pl

from sac_dash.linkage.coded_offences import FacetCode
from sac_dash.linkage.partner_ranking import PreparedFile
from sac_dash.linkage.recoding import new_codes, recode_file
from sac_dash.workflow.ranking import LinkedOffences, prepare_linked


class CorrectedRanking:
    """Prepares a run when first asked, and keeps it; safe to ask from several threads.

    Parameters
    ----------
    linked
        The run with its codes as read, not as corrected.
    """

    def __init__(self, linked: LinkedOffences) -> None:
        self._linked = linked
        self._lock = Lock()
        self._as_read: PreparedFile | None = None
        self._beside: frozenset[FacetCode] = frozenset()
        self._last: tuple[pl.DataFrame, PreparedFile] | None = None

    def get_ready(self) -> None:
        """Prepare the run where it is not prepared yet, so that the first correction need not wait."""
        with self._lock:
            self._as_read = self._as_read or prepare_linked(self._linked)

    def under(self, corrections: pl.DataFrame, tags: pl.DataFrame) -> PreparedFile:
        """Return the run prepared with `corrections` laid over it; the last answer is kept.

        Parameters
        ----------
        corrections
            ``mo.corrections.CORRECTIONS``.
        tags
            The run's codes with those corrections (``TAGS``).
        """
        with self._lock:
            if self._last is None or not self._last[0].equals(corrections):
                self._last = corrections, self._lay_over(tags, corrections["row"].unique().to_list())
            return self._last[1]

    def _lay_over(self, tags: pl.DataFrame, rows: Collection[int]) -> PreparedFile:
        as_read = self._as_read or prepare_linked(self._linked)
        lacking = new_codes(as_read, tags, rows)
        if lacking:
            self._beside |= lacking
            as_read = prepare_linked(self._linked, self._beside)
        self._as_read = as_read
        return recode_file(as_read, tags, rows)
