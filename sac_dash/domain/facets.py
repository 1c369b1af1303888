"""The types of a coded modus operandi: facets, codes, states, origins.

A facet is one question about how an offence was done (point of entry, tool, getaway …). An
offence has zero or more codes per facet. Nothing stated means unknown, and unknown is never
a mismatch. Facets are open: any column a force maps as a facet is linked on like the rest.
"""

from __future__ import annotations

from enum import StrEnum


class TagState(StrEnum):
    """Whether the source says that a behaviour was present."""

    PRESENT = "present"
    HEDGED = "hedged"  # "possibly", "believed to be": counted as present, shown as hedged
    ABSENT = "absent"  # stated not to be: "alarm not activated", "ignoring electrical items"


class TagOrigin(StrEnum):
    """Where a code came from; a later entry in :data:`ORIGIN_RANK` yields to an earlier one."""

    ANALYST = "analyst"
    STRUCTURED = "structured"
    TEXT = "text"


ORIGIN_RANK = (TagOrigin.ANALYST, TagOrigin.STRUCTURED, TagOrigin.TEXT)
