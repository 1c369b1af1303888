"""What of the records is never put into a pack, and how much of it there was: the first half of the receipt."""

from __future__ import annotations

from dataclasses import dataclass

from sac_dash.briefing.document import Document, Table, walk
from sac_dash.briefing.redaction.small_cells import HIDDEN, SMALL
from sac_dash.briefing.series_content import SeriesContent
from sac_dash.briefing.source import BriefingSource
from sac_dash.casework import SeriesField
from sac_dash.domain.columns import OFFENCES

_COLUMNS = (
    ("crime_ref", "crime references", "they lead to records"),
    ("premises_name", "premises' names", "premises are named only with their owner's consent"),
    ("address", "addresses", "an address is the victim's"),
    ("postcode", "full postcodes", "the outward half stands where enough offences share it"),
    ("easting", "coordinates", "no map and no exact place leaves"),
    ("from_at", "exact days and hours", "months and one band of hours stand in their place"),
    ("value_gbp", "losses", "a sum can tell which offence it was"),
    ("mo_text", "texts of the records", "how it was done is written from codes instead"),
    ("known_series", "names on the force's own list", "operations are not told to outsiders"),
)
SMALL_CELLS = "small cells"


@dataclass(frozen=True)
class Withheld:
    """One kind of field that was never put in: what, how many were held, why."""

    what: str
    n: int
    why: str


def withheld_of(source: BriefingSource, content: SeriesContent) -> tuple[Withheld, ...]:
    """Return the fields on record about a series that a pack never carries, those that are empty left out."""
    columns = [
        Withheld(what, content.members[name].count(), why) for name, what, why in _COLUMNS if name in OFFENCES
    ]
    keys = set(content.members["offence_key"])
    links = sum(bool(keys.intersection(link.offences)) for link in source.book.hard_links)
    people = "intelligence and the unit's own words stay with the police"
    own = [
        Withheld("series' name", int(bool(content.name)), "operations are not told to outsiders"),
        Withheld(
            "operation reference",
            int(bool(content.value(SeriesField.OPERATION_REF))),
            "operations are not told to outsiders",
        ),
        Withheld(
            "group reference",
            int(bool(content.value(SeriesField.GROUP_REF))),
            "mapped groups are not told to outsiders",
        ),
        Withheld("analysts' notes", len(content.owned.notes), people),
        Withheld("forensic and other hard links", links, "forensic detail can harm an investigation"),
        Withheld("links, strengths and reasons against", content.n, people),
    ]
    return tuple(each for each in (*columns, *own) if each.n)


def hidden_cells(document: Document) -> int:
    """Return how many counts of a document are not told."""
    tables = [each for each in walk(document.blocks) if isinstance(each, Table)]
    return sum(cell in {SMALL, HIDDEN} for table in tables for row in table.rows for cell in row)
