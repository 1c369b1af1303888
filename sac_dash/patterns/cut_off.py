"""How far the data reaches: the moment after which silence means nothing.

Every count, chart and warning is read against it, so there is one definition.
"""

from __future__ import annotations

from datetime import datetime
from typing import cast

import polars as pl


def data_cut_off(offences: pl.DataFrame) -> datetime | None:
    """Return the latest moment (UTC) that an offence was recorded or may have been committed.

    The end of a window counts, not its start: an offence found on Monday morning shows that the data
    reaches Monday morning. None where there are no offences.

    >>> from sac_dash.domain.columns import OFFENCES, empty
    >>> data_cut_off(empty(OFFENCES)) is None
    True
    """
    latest = (offences[name].max() for name in ("recorded_at", "to_at"))
    return max((cast("datetime", moment) for moment in latest if moment is not None), default=None)
