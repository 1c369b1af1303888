"""Six rip-outs about Ludlow, moving south, among shops that have nothing to do with them: known to the last count."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from sac_dash.briefing.handling import Handling, HandlingCode
from sac_dash.briefing.source import BriefingSource
from sac_dash.casework import CaseBook
from sac_dash.domain.columns import BOUNDARIES, OFFENCES, SERIES, SERIES_MEMBERS, TAGS, empty
from sac_dash.store import GenerationFrames, Store
from sac_dash.workflow.series_in_hand import series_in_hand

SERIES_ID = "S-RIPOUT01"
START = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
LUDLOW = (351_200.0, 274_600.0)
OTHERS = 60
REACH = START + timedelta(days=120)


def offence(number: int, **given: Any) -> dict[str, Any]:
    """Return one offence, placed and dated."""
    start = START + timedelta(days=2 * number)
    return (
        dict.fromkeys(OFFENCES)
        | {
            "offence_key": f"Marches:M/{number}",
            "crime_ref": f"M/{number}",
            "force": "Marches",
            "offence_class": "commercial_burglary",
            "attempt": False,
            "recorded_at": start + timedelta(days=1),
            "from_at": start,
            "to_at": start + timedelta(hours=1),
            "when_precision": "minute",
            "crs": "EPSG:27700",
            "easting": LUDLOW[0] + 40_000 + 500 * number,
            "northing": LUDLOW[1] + 30_000,
            "longitude": -2.1 + number / 1_000,
            "latitude": 52.6,
            "premises_name": f"Shop {number}",
            "premises_type": "Shop",
            "town": "Telford",
            "policing_area": "North",
            "mo_text": "Forced door",
            "source_file": "invented.csv",
            "source_row": number + 2,
        }
        | given
    )


def rip_out(number: int) -> dict[str, Any]:
    """Return one of the six: each a little further south, the last an attempt."""
    start = START + timedelta(days=7 * number)
    return offence(
        number,
        offence_class="atm_attack",
        attempt=number == 5,
        from_at=start,
        to_at=start + timedelta(hours=1),
        recorded_at=start + timedelta(days=1),
        easting=LUDLOW[0] + 200.0,
        northing=LUDLOW[1] - 700.0 * number,
        longitude=-2.718,
        latitude=52.368 - 0.006 * number,
        premises_name="=Post Office & Stores",
        premises_type="Post Office",
        town="Ludlow",
        value_gbp=50_000.0,
        mo_text="Telehandler used to rip ATM from wall",
    )


def frames() -> GenerationFrames:
    """Return the six as a suggested series among others; the last record sets how far the data reaches."""
    rows = [rip_out(number) for number in range(6)]
    rows += [offence(number) for number in range(6, 6 + OTHERS)]
    rows.append(offence(99, from_at=REACH - timedelta(hours=1), to_at=REACH, recorded_at=REACH))
    codes = [(row, "atm_attack", "rip_out_plant") for row in range(6)]
    codes += [(row, "instrument_vehicle", "telehandler") for row in range(5)]
    codes += [(5, "instrument_vehicle", "digger")]
    codes += [(row, "premises", "post_office") for row in range(6)]
    codes += [(row, "premises", "convenience_store") for row in range(6, 40)]
    tags = [(*each, "present", "text", None, None, each[2]) for each in codes]
    members = [(row, SERIES_ID, 0.9, "core") for row in range(6)]
    series = dict.fromkeys(SERIES) | {
        "series_id": SERIES_ID,
        "rank": 1,
        "known": False,
        "size": 6,
        "mean_log10_bayes_factor": 3.0,
        "confidence": 0.9,
        "first_at": START,
        "last_at": START + timedelta(days=35, hours=1),
    }
    return GenerationFrames(
        offences=pl.DataFrame(rows, schema=dict(OFFENCES)),
        tags=pl.DataFrame(tags, schema=dict(TAGS), orient="row"),
        members=pl.DataFrame(members, schema=dict(SERIES_MEMBERS), orient="row"),
        series=pl.DataFrame([series], schema=dict(SERIES)),
        quality={"invented": True},
    )


def source(book: CaseBook | None = None, **given: Any) -> BriefingSource:
    """Return a desk over the six, at a fixed moment."""
    store = Store(Path(tempfile.mkdtemp()))
    store.publish(frames(), "invented data for a test")
    generation, book = store.require_current(), book or CaseBook()
    now = series_in_hand(generation, book)
    laid: dict[str, Any] = {
        "generation": generation,
        "book": book,
        "placed": now.placed,
        "series": now.series,
        "tags": generation.tags,
        "boundaries": empty(BOUNDARIES),
        "marking": "OFFICIAL-SENSITIVE",
        "handling": Handling(HandlingCode.PERMITTED),
        "made_at": datetime(2026, 7, 1, 7, 0, tzinfo=UTC),
        "made_by": "Ana",
    }
    return BriefingSource(**(laid | given))
