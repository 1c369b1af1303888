"""A small invented series full of planted identifiers, and a site near it, as a briefing source."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl

from sac_dash.briefing.handling import Handling, HandlingCode
from sac_dash.briefing.source import BriefingSource
from sac_dash.casework import AddNote, AddSites, Describe, SeriesField
from sac_dash.domain.columns import LINKS, OFFENCES, SERIES, SERIES_MEMBERS, TAGS
from sac_dash.domain.site import Site
from sac_dash.geography.coordinates import BRITISH_NATIONAL_GRID, WGS84, transform
from sac_dash.store import GenerationFrames, Store
from sac_dash.workflow.case_book import case_book_of, decide
from sac_dash.workflow.series_in_hand import series_in_hand, tags_in_hand

SERIES_ID, PAIR_ID = "S-00A1B2C3", "S-00D4E5F6"
START = datetime(2026, 1, 5, 23, 0, tzinfo=UTC)
EAST, NORTH = 350_000.0, 275_000.0


def apart(one: str, other: str) -> str:
    """Return two parts as one: written whole here, they would be taken for a real person's."""
    return f"{one} {other}"


REGISTRATIONS = (
    "BX70 KLM",
    apart("WV19", "ZTR"),
    "Y482 HGN",
    "FJ14ABC",
    "VN-68-DOP",
    "KX09 LTU",
    apart("OU65", "WRP"),
    "R3 BEL",
)
TELEPHONES = ("07700 900123", "01584 496 0123", apart("+44 7700", "900456"), "07700900789")
PEOPLE = ("Wayne Trubshaw", "Kayleigh Ostrander", "Mr Pettigrove", "Dale Wintersgill", "Siobhan Maddocks")
ONLINE = ("w.trubshaw@example.org", "@dale_wint99")
OTHERS = ("Op NIGHTHERON", "OCG WM/1147", "exhibit KLT/7", "URN 22BX/44871", "CAD 3381", "12/03/1987", "E41")
NAMES = (
    "Pennyfarthing Stores",
    "Tollgate Provisions",
    "Hobarts of Wem",
    "Quillfeather News",
    "Bramblecote Spar",
)
NAMES += ("Oddfellows Larder", "Zephyr Fuels Clee", "Marlbrook Cash Point")
STREETS = ("12 Tanners Row", "3 Larkhill Mews", "88 Corvedale Rise", "41 Ginnel End", "7 Ostler Walk")
STREETS += ("19 Fuller Garth", "150 Clun Parade", "2 Drovers Croft")
POSTCODES = ("SY8 4QX", "SY8 4QZ", "SY8 9LP", "SY7 1DD", "SY7 6WN", "HR6 8BB", "HR6 0TT", "WR15 3GH")
REFERENCES = tuple(f"WM/{71200 + n}/26" for n in range(8))
NOTED = (
    f"Intel 5x5x5 from Gaz Penhaligon, drives {apart('PK12', 'NNV')}",
    "Ask DC Thackeray on 07700 900999",
    "See OP SALTMARSH",
)
NAME, OPERATION, GROUP = "Op Greywether", "OP GREYWETHER/26", "OCG-SALOP-19"
PLANTED = (
    *(*REGISTRATIONS, *TELEPHONES, "Trubshaw", "Ostrander", "Pettigrove", "Wintersgill", "Maddocks"),
    *(*ONLINE, "NIGHTHERON", "1147", "KLT/7", "44871", "3381", *NAMES, *STREETS, *POSTCODES, *REFERENCES),
    *(
        "Penhaligon",
        apart("PK12", "NNV"),
        "Thackeray",
        "07700 900999",
        "SALTMARSH",
        "Greywether",
        GROUP,
        SERIES_ID,
    ),
)
TEXT = "Offenders lifted shutter with jack, took tobacco. Made off in {}, driven by {}. {}. Contact {}."


def offences() -> pl.DataFrame:
    rows = [_member(n) for n in range(8)]
    rows += [
        _row(
            8, "commercial_burglary", START - timedelta(days=300), EAST + 2_100, name="Pennyfarthing Stores"
        ),
        _row(9, "commercial_burglary", START - timedelta(days=90), EAST + 5_150),
        _row(10, "commercial_burglary", START - timedelta(days=80), EAST + 5_800),
        _row(11, "enabler", START + timedelta(days=50), EAST + 12_000, title="Theft of plant: telehandler"),
        _row(12, "enabler", START + timedelta(days=51), EAST + 90_000, title="Theft of plant: digger"),
        _row(13, "atm_attack", START + timedelta(days=30), EAST + 400_000),
        _row(14, "atm_attack", START + timedelta(days=31), None),
    ]
    frame = pl.DataFrame(rows, schema=dict(OFFENCES))
    lon, lat = transform(
        frame["easting"].cast(pl.Float64).fill_null(float("nan")).to_numpy(),
        frame["northing"].cast(pl.Float64).fill_null(float("nan")).to_numpy(),
        BRITISH_NATIONAL_GRID,
        WGS84,
    )
    return frame.with_columns(longitude=pl.Series(lon).fill_nan(None), latitude=pl.Series(lat).fill_nan(None))


def _member(n: int) -> dict[str, object]:
    details = (REGISTRATIONS[n], PEOPLE[n % 5], OTHERS[n % 7], (*TELEPHONES, *ONLINE)[n % 6])
    made = _row(n, "commercial_burglary", START + timedelta(days=8 * n), EAST + 1_000 * n, name=NAMES[n])
    place = {"address": STREETS[n], "postcode": POSTCODES[n], "policing_area": "South" if n < 5 else "North"}
    return made | place | {"mo_text": TEXT.format(*details), "crime_ref": REFERENCES[n], "value_gbp": 1_234.0}


def _row(
    n: int,
    offence_class: str,
    at: datetime,
    easting: float | None,
    *,
    name: str | None = None,
    title: str = "",
) -> dict[str, object]:
    return dict.fromkeys(OFFENCES) | {
        "offence_key": f"Marches:{REFERENCES[n] if n < 8 else f'M/{n}'}",
        "crime_ref": f"M/{n}",
        "force": "Marches",
        "offence_class": offence_class,
        "offence_title": title,
        "attempt": False,
        "recorded_at": at + timedelta(hours=9),
        "from_at": at,
        "to_at": at + timedelta(hours=2),
        "when_precision": "minute",
        "crs": None if easting is None else BRITISH_NATIONAL_GRID,
        "easting": easting,
        "northing": None if easting is None else NORTH,
        "premises_name": name,
        "source_file": "invented.csv",
        "source_row": n + 2,
    }


def tags() -> pl.DataFrame:
    rows = []
    for n in range(8):
        kind = "convenience_store" if n < 5 else "petrol_station" if n == 5 else "=hobarts of wem"
        stated = [
            ("premises", kind),
            ("property", "tobacco"),
            ("entry_method", "shutter_lifted"),
            ("tool", "jack"),
        ]
        stated += [("premises_brand", "spar")] if n == 4 else []
        stated += [("getaway", f"={REGISTRATIONS[n].lower()}")]
        rows += [(n, facet, code, "present", "text", None, None, None) for facet, code in stated]
    rows += [(13, "atm_attack", "explosive_gas", "present", "text", None, None, None)]
    rows += [(14, "atm_attack", "explosive_gas", "hedged", "text", None, None, None)]
    return pl.DataFrame(rows, schema=dict(TAGS), orient="row")


def frames() -> GenerationFrames:
    held = offences()
    members = [(n, SERIES_ID, 0.9, "core") for n in range(8)] + [(n, PAIR_ID, 0.9, "core") for n in (13, 14)]
    series = [
        (SERIES_ID, 1, False, 8, 2.0, 0.8, held["from_at"][0], held["to_at"][7]),
        (PAIR_ID, 2, False, 2, 2.0, 0.8, held["from_at"][13], held["to_at"][14]),
    ]
    return GenerationFrames(
        offences=held,
        tags=tags(),
        links=pl.DataFrame([(0, 1, 3.0, 0.9)], schema=dict(LINKS), orient="row"),
        members=pl.DataFrame(members, schema=dict(SERIES_MEMBERS), orient="row"),
        series=pl.DataFrame(series, schema=dict(SERIES), orient="row"),
    )


SITES = (
    Site("P-1", "Spar Clee", "Convenience store", "5 Quarry Way", "SY8 2AA", EAST + 5_100.0, NORTH,
         measure="SmartWater", measured_from="2025-03-04"),
    Site("P-2", "Nowhere Stores", "Petrol station"),
    Site("P-3", "Far Barn", "Farm", easting=EAST + 250_000.0, northing=NORTH),
)  # fmt: skip


def planted_source(home: Path) -> BriefingSource:
    """Return a source under handling code P."""
    store = Store(home)
    store.publish(frames(), "invented data for a test")
    roster = tuple(offences()["offence_key"][:8])
    for field, value in (
        (SeriesField.NAME, NAME), (SeriesField.OPERATION_REF, OPERATION), (SeriesField.GROUP_REF, GROUP)
    ):  # fmt: skip
        decide(store, Describe(SERIES_ID, field, value, roster), "ana")
    for note in NOTED:
        decide(store, AddNote(SERIES_ID, note, roster), "ana")
    decide(store, AddSites(SITES), "ana")
    generation, book = store.require_current(), case_book_of(store)
    held = series_in_hand(generation, book)
    return BriefingSource(
        generation=generation,
        book=book,
        placed=held.placed,
        series=held.series,
        tags=tags_in_hand(generation, book),
        boundaries=store.boundaries(),
        marking="OFFICIAL-SENSITIVE",
        handling=Handling(HandlingCode.PERMITTED),
        made_at=datetime(2026, 3, 20, 7, 0, tzinfo=UTC),
        made_by="ana.prendergast",
    )


def under(source: BriefingSource, code: HandlingCode) -> BriefingSource:
    """Return the source under another handling code."""
    return replace(source, handling=Handling(code))
