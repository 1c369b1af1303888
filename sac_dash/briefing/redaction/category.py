"""What is taken out of a text before outsiders read it: the kinds, why each goes, and the mark it leaves.

The list follows what an industry pack must not carry (nominals, registration marks, victims, exact places,
intelligence, group references, forensic detail, live operations) and what the College of Policing's
information-management practice adds for sharing with partners: a purpose is served by the least that serves it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

RULES_VERSION = "1.0"


class Category(StrEnum):
    """Kinds of detail, in the order in which one that is several things is called; the value is its mark."""

    REGISTRATION = "vehicle registration"
    TELEPHONE = "telephone number"
    ONLINE = "e-mail or online name"
    DEVICE = "device or network number"
    BANK = "bank or card number"
    BIRTH = "date of birth"
    IDENTITY = "identity number"
    OPERATION = "operation name"
    GROUP = "group reference"
    GRADING = "intelligence"
    FORENSIC = "forensic detail"
    REFERENCE = "reference"
    PLACE = "exact place"
    POSTCODE = "postcode"
    NAME = "name"
    PERSON = "description of a person"
    VALUE = "exact value"


WHY = {
    Category.REGISTRATION: "it names a vehicle and through it a keeper",
    Category.TELEPHONE: "it names a person",
    Category.ONLINE: "it names a person",
    Category.DEVICE: "it names a device and through it a person",
    Category.BANK: "it names an account",
    Category.BIRTH: "it names a person",
    Category.IDENTITY: "it names a person",
    Category.OPERATION: "operations are not told to outsiders",
    Category.GROUP: "mapped groups are not told to outsiders",
    Category.GRADING: "intelligence and its grading stay with the police",
    Category.FORENSIC: "forensic detail can harm an investigation",
    Category.REFERENCE: "it leads to a record",
    Category.PLACE: "premises are named only with their owner's consent",
    Category.POSTCODE: "a full postcode is a handful of addresses; its outward half stays",
    Category.NAME: "it names a person, a place or a business",
    Category.PERSON: "descriptions of people serve no comparison of offences",
    Category.VALUE: "an exact sum can tell which offence it was; its band stays",
}


@dataclass(frozen=True)
class Removed:
    """How much of one kind was taken out, and why."""

    category: Category
    n: int
    why: str


@dataclass(frozen=True)
class Span:
    """A stretch of a text that goes; `stays` is left in its place, else the category's mark."""

    start: int
    end: int
    category: Category
    stays: str = ""


def mark_of(category: Category) -> str:
    """Return what stands where something was taken out.

    >>> mark_of(Category.REGISTRATION)
    '[removed: vehicle registration]'
    """
    return f"[removed: {category}]"


def count_removed(spans: Iterable[Span]) -> tuple[Removed, ...]:
    """Return what was taken out, by category in their own order."""
    counts = Counter(span.category for span in spans)
    return tuple(Removed(each, counts[each], WHY[each]) for each in Category if counts[each])


def add_removed(parts: Iterable[tuple[Removed, ...]]) -> tuple[Removed, ...]:
    """Return the sum of several counts."""
    counts: Counter[Category] = Counter()
    for part in parts:
        for each in part:
            counts[each.category] += each.n
    return tuple(Removed(each, counts[each], WHY[each]) for each in Category if counts[each])
