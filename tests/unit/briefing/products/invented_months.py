"""Four years of an invented force whose counts are known: what an assessment of it must say is plain.

Each whole month from July 2022 to May 2026 holds in North three burglaries, in South two, and one of another
force whose areas are not held; South has one enabler theft a month. June 2026 holds the same up to its 20th day.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from sac_dash.briefing.document import Bullets, Document, Heading, OpenField, Passage, Table, walk
from sac_dash.briefing.handling import Handling, HandlingCode
from sac_dash.briefing.source import BriefingSource
from sac_dash.casework import CaseBook
from sac_dash.domain.columns import BOUNDARIES, OFFENCES, TAGS, empty
from sac_dash.store import GenerationFrames, Store
from sac_dash.workflow.series_in_hand import series_in_hand

HOME, AWAY = "Marches", "Dee"
MAY = date(2026, 5, 1)
MONTHS = [date(year, month, 1) for year in range(2022, 2027) for month in range(1, 13)]
MONTHS = [each for each in MONTHS if date(2022, 7, 1) <= each <= date(2026, 6, 1)]


def offence(number: int, start: datetime, **given: Any) -> dict[str, Any]:
    """Return one offence; its window is four hours, recorded the next day."""
    return (
        dict.fromkeys(OFFENCES)
        | {
            "offence_key": f"{HOME}:M/{number}",
            "crime_ref": f"M/{number}",
            "force": HOME,
            "offence_class": "commercial_burglary",
            "attempt": False,
            "recorded_at": start + timedelta(days=1),
            "from_at": start,
            "to_at": start + timedelta(hours=4),
            "when_precision": "minute",
            "crs": "EPSG:27700",
            "easting": 350_000.0 + 100.0 * number,
            "northing": 275_000.0,
            "longitude": -2.7 + number / 10_000,
            "latitude": 52.37,
            "premises_name": f"Shop {number}",
            "town": "Ludlow",
            "policing_area": "North",
            "mo_text": "Forced door",
            "source_file": "invented.csv",
            "source_row": number + 2,
        }
        | given
    )


def offences(extra: Iterable[dict[str, Any]] = (), months: Iterable[date] = MONTHS) -> pl.DataFrame:
    """Return the force's offences, and further ones."""
    rows: list[dict[str, Any]] = []
    for month in months:
        for day, given in (
            (2, {}), (8, {}), (14, {}),
            (5, {"policing_area": "South"}), (11, {"policing_area": "South"}),
            (9, {"policing_area": None, "force": AWAY}),
            (12, {"policing_area": "South", "offence_class": "enabler", "offence_title": "Theft of plant",
                  "attempt": None}),
        ):  # fmt: skip
            start = datetime(month.year, month.month, day, 22, 0, tzinfo=UTC)
            rows.append(offence(len(rows), start, **given))
    rows.append(offence(len(rows), datetime(2022, 7, 1, 0, 0, tzinfo=UTC), offence_class="other"))
    for more in extra:
        number = len(rows)
        rows.append(offence(number, more["from_at"], **more))
    return pl.DataFrame(rows, schema=dict(OFFENCES))


def source_of(
    held: pl.DataFrame,
    tags: Iterable[tuple[int, str, str]] = (),
    book: CaseBook | None = None,
    boundaries: pl.DataFrame | None = None,
    members: pl.DataFrame | None = None,
    series: pl.DataFrame | None = None,
) -> BriefingSource:
    """Return a source over offences and their behaviours (row, facet, code), all stated as present."""
    rows = [(row, facet, code, "present", "text", None, None, code) for row, facet, code in sorted(tags)]
    more = {name: each for name, each in (("members", members), ("series", series)) if each is not None}
    frames = GenerationFrames(
        offences=held,
        tags=pl.DataFrame(rows, schema=dict(TAGS), orient="row"),
        quality={"invented": True},
        **more,
    )
    store = Store(Path(tempfile.mkdtemp()))
    store.publish(frames, "invented data for a test")
    generation, book = store.require_current(), book or CaseBook()
    now = series_in_hand(generation, book)
    return BriefingSource(
        generation=generation,
        book=book,
        placed=now.placed,
        series=now.series,
        tags=generation.tags,
        boundaries=empty(BOUNDARIES) if boundaries is None else boundaries,
        marking="OFFICIAL",
        handling=Handling(HandlingCode.PERMITTED),
        made_at=datetime(2026, 6, 21, 9, 0, tzinfo=UTC),
        made_by="Ana",
    )


def words_of(document: Document) -> str:
    """Return every word of a document."""
    said = [document.title.text, document.kicker, *document.provenance.foot()]
    for block in walk(document.blocks):
        if isinstance(block, Heading):
            said.append(block.text)
        elif isinstance(block, Passage):
            said += [block.label, block.text]
        elif isinstance(block, Bullets):
            said += [block.label, *block.items]
        elif isinstance(block, OpenField):
            said.append(block.label)
        elif isinstance(block, Table):
            said += [
                block.title,
                block.note,
                *(each.name for each in block.columns),
                *(cell for row in block.rows for cell in row),
            ]
    return "\n".join(said)


def passage(document: Document, key: str) -> str:
    """Return the words of a passage or of bullets."""
    found = next(each for each in document.passages() if each.key == key)
    return found.text if isinstance(found, Passage) else "\n".join(found.items)


def table(document: Document, title: str) -> Table:
    """Return a table by its title."""
    return next(each for each in walk(document.blocks) if isinstance(each, Table) and each.title == title)
