"""The stages of each kind of work and what part of its time each takes, so that one bar tells the whole.

Every stage of the pipeline tells its own share from 0 to 1. An analyst who waits asks how far the whole
is, and when it will be done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Stage:
    """One stage as an analyst calls it.

    Parameters
    ----------
    label
        What is being done, in plain words.
    told_as
        How the pipeline's own names of it begin.
    weight
        Its part of the whole time, as a guide for the estimate and nothing else: set by eye, not measured.
    """

    label: str
    told_as: tuple[str, ...]
    weight: float


_READ = ("Reading ", "Typing", "Reconciling", "Starting")
_CODE = ("Reading modus operandi",)
STAGES: dict[str, tuple[Stage, ...]] = {
    "import": (
        Stage("Read the files", _READ, 0.10),
        Stage("Read what the MO texts say", _CODE, 0.25),
        Stage("Score pairs", ("Scoring pairs",), 0.20),
        Stage("Learn and weigh", ("Learning", "Weighing"), 0.20),
        Stage("Grow series and publish", ("Growing series", "Publishing"), 0.20),
        Stage("Look back for alerts", ("Looking back",), 0.05),
    ),
    "look": (Stage("Read the files", _READ, 1.0),),
    "compare": (
        Stage("Read the files", _READ, 0.35),
        Stage("Read what the MO texts say", _CODE, 0.55),
        Stage("Compare with the store", ("Comparing",), 0.10),
    ),
    "pack": (Stage("Write the documents", ("Writing",), 1.0),),
}


def place_of(stages: Sequence[Stage], told: str) -> int:
    """Return which stage the pipeline means by `told`; the longest name that fits wins, else the first.

    >>> place_of(STAGES["import"], "Reading modus operandi")
    1
    """
    fits = [
        (len(start), place)
        for place, stage in enumerate(stages)
        for start in stage.told_as
        if told.startswith(start)
    ]
    return max(fits)[1] if fits else 0


def overall(stages: Sequence[Stage], told: str, done_share: float) -> float:
    """Return the share of the whole work that is done, from 0 to 1.

    >>> round(overall(STAGES["compare"], "Reading modus operandi", 0.5), 3)
    0.625
    """
    place = place_of(stages, told)
    before = sum(stage.weight for stage in stages[:place])
    return before + stages[place].weight * min(max(done_share, 0.0), 1.0)
