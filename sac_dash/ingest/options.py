"""What a caller decides about an ingest, beside the mapping of its columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sac_dash.domain.errors import SacDashError


@dataclass(frozen=True)
class IngestOptions:
    """Choices for one ingest.

    Parameters
    ----------
    today
        The moment (aware, any zone; kept in UTC) after which a start lies in the future.
    force
        The force of every row whose file names none.
    include_titles
        Offence titles (any case) to keep as class ``other`` though they are out of scope.
    max_field_bytes
        A field longer than this rejects its row.
    max_window_days
        A longer window is kept and warned about.
    scratch
        A folder whose disk takes what a large source does not leave room for in memory, in files without
        a name; None is the system's folder for temporary files.
    """

    today: datetime
    force: str | None = None
    include_titles: tuple[str, ...] = ()
    max_field_bytes: int = 1_000_000
    max_window_days: float = 31.0
    scratch: Path | None = None

    def __post_init__(self) -> None:
        """Keep the moment in UTC, as every instant behind this door is."""
        if self.today.tzinfo is None:
            raise SacDashError("the moment of the extract has no time zone", remedy="Give an aware datetime")
        object.__setattr__(self, "today", self.today.astimezone(UTC))
