"""What kinds of offence there are for this product, and which of them are linked.

The table behind it is in ``docs/architecture.md``: ATM attacks and commercial burglaries are
linked into series; enablers stand in chains; `other` serves maps and trends only; everything
else is out of scope, counted and not kept.
"""

from __future__ import annotations

from enum import StrEnum


class OffenceClass(StrEnum):
    """The class of a kept offence."""

    ATM_ATTACK = "atm_attack"
    COMMERCIAL_BURGLARY = "commercial_burglary"
    ENABLER = "enabler"
    OTHER = "other"


LINKED_CLASSES = (OffenceClass.ATM_ATTACK, OffenceClass.COMMERCIAL_BURGLARY)

CLASS_LABELS = {
    OffenceClass.ATM_ATTACK: "ATM attack",
    OffenceClass.COMMERCIAL_BURGLARY: "Commercial burglary",
    OffenceClass.ENABLER: "Enabler",
    OffenceClass.OTHER: "Other (undivided)",
}
