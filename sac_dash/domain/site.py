"""Protected sites: premises at which something was put in place, and between which days.

A farm with SmartWater signs, a shop with a fog cannon. An intervention may name one, and an evaluation asks
what happened there and around it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

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


@dataclass(frozen=True)
class Site:
    """One place that is or was protected.

    Parameters
    ----------
    site_id
        Stays the same when the list is imported again; :meth:`identified` derives one where there is none.
    name, premises_type, address, postcode
        What and where it is; a name or an address is needed.
    easting, northing
        In the metres of the data's own system.
    owner
        Whose scheme or estate it is: a company, a scheme. Never a person.
    measure
        What was put in place: ``SmartWater``, ``fog cannon``.
    measured_from, measured_to
        Stated times (:mod:`sac_dash.domain.stated_time`) between which it stood; no end: it still does.
    """

    site_id: str
    name: str = ""
    premises_type: str = ""
    address: str = ""
    postcode: str = ""
    easting: float | None = None
    northing: float | None = None
    owner: str = ""
    measure: str = ""
    measured_from: str = ""
    measured_to: str = ""

    @property
    def key(self) -> str:
        """Return the id under which it is kept."""
        return self.site_id

    def starts(self) -> datetime | None:
        """Return the moment (aware) from which the measure stood, or None where that is not known."""
        return start_of(self.measured_from) if self.measured_from else None

    def ends(self) -> datetime | None:
        """Return the moment (aware) by which the measure was gone, or None where no end is stated."""
        return end_of(self.measured_to) if self.measured_to else None

    def identified(self) -> Site:
        """Return it with an id: its own, else one derived from its name and where it is."""
        if self.site_id:
            return self
        where = (self.name, self.address, self.postcode, self.easting, self.northing)
        return replace(self, site_id=derive_id("P", where))

    def changes_to(self, later: Site) -> tuple[Difference, ...]:
        """Return what another version of it says otherwise."""
        return differences(self, later)

    def complaints(self) -> list[SacDashError]:
        """Return what makes it invalid, each with its field and what to do; none: it can be kept."""
        told: list[SacDashError] = []
        if not self.name.strip() and not self.address.strip():
            told.append(
                SacDashError("neither name nor address is given", column="name", remedy="Give one of them")
            )
        if self.measured_to and not self.measured_from:
            remedy = "Give the day it was put in place, or leave the end out"
            told.append(SacDashError("an end without a start", column="measured_from", remedy=remedy))
        return [
            *told,
            *span_complaints(self, "measured_from", "measured_to"),
            *place_complaints(self.easting, self.northing),
            *text_complaints(self),
        ]
