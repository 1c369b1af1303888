"""What the world calls the columns of a list of hard links, and the kinds it writes in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sac_dash.casework import HardLinkKind
from sac_dash.ingest.aliases import squash
from sac_dash.ingest.listed_rows import match_columns, squash_aliases

COLUMNS = ("force_a", "crime_ref_a", "force_b", "crime_ref_b", "kind", "reference", "recorded_at", "source")
NEEDED = ("crime_ref_a", "crime_ref_b", "kind")

_FIRST, _SECOND = ("a", "1", "one", "first", "from", "left"), ("b", "2", "two", "second", "to", "right")
_REFERENCES = (
    "crime ref|crime reference|crime ref no|crime reference number|crime no|crime number|crime|offence ref"
    "|offence reference|offence no|offence number|offence|ref|ref no|urn|occurrence|occurrence number|occurrence no"
)
_FORCES = "force|police force|force name|force code"
_OTHERS = {
    "kind": "kind|type|link kind|link type|kind of link|type of link|hard link kind|hard link type|evidence"
    "|evidence type|match type|hit type|category",
    "reference": "reference|ref|link ref|link reference|exhibit|exhibit ref|exhibit reference|exhibit no"
    "|exhibit number|lab ref|laboratory reference|hit ref|hit reference|match ref|match reference|mark ref",
    "recorded_at": "recorded at|recorded|recorded on|date recorded|recorded date|date|link date|match date|hit date"
    "|date of match|date of hit|established|established at|established on|date established|reported at",
    "source": "source|source system|system|database|laboratory|lab|provider|unit|supplied by",
}
_KIND_WORDS = {
    HardLinkKind.PROPERTY: "property|recovered property|stolen property|property recovered|item|goods|exhibit",
    HardLinkKind.DNA: "dna|dna hit|dna match|dna profile|dna link|ndnad",
    HardLinkKind.FINGERPRINT: "fingerprint|fingerprints|finger print|finger mark|fingermark|fp|print|prints|ident1",
    HardLinkKind.FOOTWEAR: "footwear|footwear mark|footwear marks|shoe mark|shoemark|shoe print|footprint|fw",
    HardLinkKind.VEHICLE: "vehicle|car|veh|mv|vrm|registration|number plate|plate|anpr|anpr hit",
    HardLinkKind.PHONE: "phone|telephone|mobile|mobile phone|handset|imei|sim|cell site|comms|communications",
    HardLinkKind.CCTV: "cctv|video|camera|image|images|footage|facial image",
}
KINDS = {squash(word): kind for kind, words in _KIND_WORDS.items() for word in (*words.split("|"), str(kind))}
KINDS_SAID = ", ".join(HardLinkKind)


@dataclass(frozen=True)
class LinkColumns:
    """Which column of a table is which of ours, and those that are none of them."""

    theirs: dict[str, str]
    unused: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the columns that a list of hard links cannot do without and that are not there."""
        return tuple(name for name in NEEDED if name not in self.theirs)


def recognise_link_columns(names: Sequence[str]) -> LinkColumns:
    """Return which column is which; earlier aliases are the stronger claim, case and punctuation count for nothing.

    >>> recognise_link_columns(["Crime Ref 1", "Crime Ref 2", "Link type"]).theirs["crime_ref_b"]
    'Crime Ref 2'
    """
    theirs = match_columns(names, _ALIASES)
    return LinkColumns(theirs, tuple(name for name in names if name not in theirs.values()))


def _of_side(words: str, sides: tuple[str, ...]) -> tuple[str, ...]:
    """Return a column's aliases on one side, the side before or behind its words."""
    stems = [squash(word) for word in words.split("|")]
    return tuple(alias for stem in stems for side in sides for alias in (stem + side, side + stem))


_ALIASES: dict[str, tuple[str, ...]] = {
    "force_a": _of_side(_FORCES, _FIRST),
    "force_b": _of_side(_FORCES, _SECOND),
    "crime_ref_a": _of_side(_REFERENCES, _FIRST),
    "crime_ref_b": _of_side(_REFERENCES, _SECOND),
    **squash_aliases(_OTHERS),
}
