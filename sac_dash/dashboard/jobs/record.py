"""What is known of one job at any moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class JobState(StrEnum):
    """Where a job stands; it only ever moves down this list."""

    UPLOADED = "uploaded"  # files are here, nothing was started
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


ENDED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


@dataclass(frozen=True)
class JobRecord:
    """One state of a job, as its file holds it.

    Parameters
    ----------
    state
        Where it stands.
    stage, share
        What is being done, in plain words, and the share done (0 to 1).
    began
        When the work was started, in seconds since 1970; 0 while it was not.
    message
        Why it ended, when it failed: one line an analyst can act on.
    result
        JSON-ready outcome.
    """

    state: JobState = JobState.UPLOADED
    stage: str = ""
    share: float = 0.0
    began: float = 0.0
    message: str = ""
    result: Mapping[str, Any] = field(default_factory=dict)

    @property
    def ended(self) -> bool:
        """Tell whether nothing more will happen."""
        return self.state in ENDED

    def as_dict(self) -> dict[str, Any]:
        """Return the record as JSON-ready types."""
        return asdict(self)


def from_dict(content: Mapping[str, Any]) -> JobRecord:
    """Return the record that :meth:`JobRecord.as_dict` wrote."""
    return JobRecord(**{**content, "state": JobState(content["state"])})
