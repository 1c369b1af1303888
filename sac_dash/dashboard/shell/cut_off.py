"""What the data reaches up to: the first thing an analyst must know of any figure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sac_dash.dashboard import state
from sac_dash.domain.when import SOURCE_TIMEZONE
from sac_dash.patterns.cut_off import data_cut_off
from sac_dash.store import Generation

LOCAL = ZoneInfo(SOURCE_TIMEZONE)


@dataclass(frozen=True)
class CutOff:
    """The reach of one generation.

    Attributes
    ----------
    as_of
        The latest time recorded or committed in the data (UTC); None without offences.
    offences
        How many offences there are.
    invented
        True where the data is the demo force and nobody may act on it.
    """

    as_of: datetime | None
    offences: int
    invented: bool


@state.per_generation
def cut_off(generation: Generation) -> CutOff:
    """Return the reach of a generation."""
    return CutOff(data_cut_off(generation.offences), generation.rows("offences"), generation.invented)


def cut_off_line(reach: CutOff | None) -> str:
    """Return the top bar's words: ``Data to 21 Nov 2026 06:40 · 1,543 offences``."""
    if reach is None or reach.as_of is None:
        return "No data yet"
    return f"Data to {moment(reach.as_of)} · {reach.offences:,} offences"


def moment(when: datetime) -> str:
    """Return a UTC time as an analyst reads it, in local time: ``21 Nov 2026 06:40``."""
    local = when.astimezone(LOCAL)
    return f"{local.day} {local:%b %Y %H:%M}"
