"""Interventions: what was done about crime, when, and for which series, area or place.

An arrest, a patrol plan, property marked with SmartWater. Without them nobody can say later whether a
series ended because somebody acted. They are facts of their own, beside offences: none is ever part of a
score, and none names a person.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sac_dash.domain.errors import SacDashError
from sac_dash.domain.record_rules import (
    Difference,
    derive_id,
    differences,
    place_complaints,
    span_complaints,
    text_complaints,
)
from sac_dash.domain.stated_time import end_of, start_of

MAX_RADIUS_M = 100_000.0


class InterventionKind(StrEnum):
    """What was done."""

    ARREST = "arrest"
    CHARGE = "charge"
    OPERATION = "operation"
    PATROL = "patrol"
    SMARTWATER = "smartwater"
    SIGNAGE = "signage"
    TARGET_HARDENING = "target_hardening"
    PUBLICITY = "publicity"
    OTHER = "other"


INTERVENTION_LABELS = {
    InterventionKind.ARREST: "Arrest",
    InterventionKind.CHARGE: "Charge",
    InterventionKind.OPERATION: "Operation",
    InterventionKind.PATROL: "Patrol",
    InterventionKind.SMARTWATER: "SmartWater",
    InterventionKind.SIGNAGE: "Signage",
    InterventionKind.TARGET_HARDENING: "Target hardening",
    InterventionKind.PUBLICITY: "Publicity",
    InterventionKind.OTHER: "Other",
}
KINDS_SAID = ", ".join(InterventionKind)


@dataclass(frozen=True)
class Intervention:
    """One thing done.

    Parameters
    ----------
    intervention_id
        Stays the same when the list is imported again; :meth:`identified` derives one where there is none.
    kind
        One of :class:`InterventionKind`, as text.
    label
        What people call it: ``Op Lantern patrols``. No names of persons.
    started_at, ended_at
        Stated times (:mod:`sac_dash.domain.stated_time`); no end: it was over at once, or goes on.
    force, policing_area, series_id, site_id
        What it was about, as far as that is known; all empty: the whole of the data.
    easting, northing, radius_m
        Where, in the metres of the data's own system, and how far around.
    source
        The file or person it came from; alone it makes no other version.
    """

    intervention_id: str
    kind: str
    label: str
    started_at: str
    ended_at: str = ""
    force: str = ""
    policing_area: str = ""
    series_id: str = ""
    site_id: str = ""
    easting: float | None = None
    northing: float | None = None
    radius_m: float | None = None
    source: str = ""

    @property
    def key(self) -> str:
        """Return the id under which it is kept."""
        return self.intervention_id

    def starts(self) -> datetime:
        """Return the moment (aware) it began."""
        return start_of(self.started_at)

    def ends(self) -> datetime | None:
        """Return the moment (aware) by which it was over, or None where no end is stated."""
        return end_of(self.ended_at) if self.ended_at else None

    def identified(self) -> Intervention:
        """Return it with an id: its own, else one derived from what was done, when, and about what.

        The end, the radius and the source are left out: they are what is filled in later.
        """
        if self.intervention_id:
            return self
        about = (self.force, self.policing_area, self.series_id, self.site_id, self.easting, self.northing)
        made = derive_id("I", (self.kind, self.label, self.started_at, *about))
        return replace(self, intervention_id=made)

    def changes_to(self, later: Intervention) -> tuple[Difference, ...]:
        """Return what another version of it says otherwise; where it came from does not count."""
        return differences(self, later, but="source")

    def complaints(self) -> list[SacDashError]:
        """Return what makes it invalid, each with its field and what to do; none: it can be kept."""
        told: list[SacDashError] = []
        if self.kind not in set(InterventionKind):
            said = f'"{self.kind[:40]}" is no kind of intervention' if self.kind else "the kind is blank"
            told.append(SacDashError(said, column="kind", remedy=f"Use one of {KINDS_SAID}"))
        if not self.label.strip():
            told.append(SacDashError("the label is blank", column="label", remedy="Say what was done"))
        if not self.started_at:
            told.append(
                SacDashError("the start is blank", column="started_at", remedy="Give the day it began")
            )
        return [
            *told,
            *span_complaints(self, "started_at", "ended_at"),
            *place_complaints(self.easting, self.northing),
            *self._radius_complaints(),
            *text_complaints(self),
        ]

    def _radius_complaints(self) -> list[SacDashError]:
        if self.radius_m is None:
            return []
        if not 0 < self.radius_m <= MAX_RADIUS_M:
            remedy = f"Give metres, at most {MAX_RADIUS_M:,.0f}"
            return [SacDashError("the radius cannot be that", column="radius_m", remedy=remedy)]
        if self.easting is None:
            remedy = "Give the place as well, or leave the radius out"
            return [SacDashError("a radius needs a place", column="radius_m", remedy=remedy)]
        return []
