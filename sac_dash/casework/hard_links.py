"""Hard links: facts that tie two offences together whatever their MO says.

Property of one found with the suspects of another, DNA, a footwear mark, a vehicle, a telephone.
They stand beside the score and are never part of it (an identical method is opinion, a matching
DNA profile is not); an analyst may turn one into a verdict with one click. Either end may be an
offence of another force that is not held.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class HardLinkKind(StrEnum):
    """What the fact is."""

    PROPERTY = "property"
    DNA = "dna"
    FINGERPRINT = "fingerprint"
    FOOTWEAR = "footwear"
    VEHICLE = "vehicle"
    PHONE = "phone"
    CCTV = "cctv"


HARD_LINK_LABELS = {
    HardLinkKind.PROPERTY: "Recovered property",
    HardLinkKind.DNA: "DNA",
    HardLinkKind.FINGERPRINT: "Fingerprint",
    HardLinkKind.FOOTWEAR: "Footwear mark",
    HardLinkKind.VEHICLE: "Vehicle",
    HardLinkKind.PHONE: "Telephone",
    HardLinkKind.CCTV: "CCTV",
}


@dataclass(frozen=True)
class HardLink:
    """One fact between two offences.

    Parameters
    ----------
    force_a, crime_ref_a, force_b, crime_ref_b
        The two offences; the order says nothing.
    kind
        One of :class:`HardLinkKind`, as text.
    reference
        What identifies the fact: a laboratory or exhibit reference; may be empty.
    recorded_at
        When it was established, ISO 8601 with its offset; empty where unknown.
    source
        The file or person it came from.
    """

    force_a: str
    crime_ref_a: str
    force_b: str
    crime_ref_b: str
    kind: str
    reference: str = ""
    recorded_at: str = ""
    source: str = ""

    @property
    def offences(self) -> tuple[str, str]:
        """Return the two offence keys, in order of the alphabet."""
        first, second = sorted((f"{self.force_a}:{self.crime_ref_a}", f"{self.force_b}:{self.crime_ref_b}"))
        return first, second

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """Return what makes two rows the same fact: the offences, the kind and the reference."""
        return (*self.offences, self.kind, self.reference)

    def other(self, offence_key: str) -> str:
        """Return the offence at the other end."""
        first, second = self.offences
        return second if offence_key == first else first
