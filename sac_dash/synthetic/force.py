"""What a simulation hands over: the export, and beside it the truth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import polars as pl

from sac_dash.domain.columns import Schema
from sac_dash.synthetic.lexicon import FACETS

# One row = one row of the records system's export; every value is text, as a CSV holds it.
EXPORT_COLUMNS = (
    "Crime Ref",
    "Force",
    "HO Code",
    "Offence",
    "Recorded",
    "Committed From",
    "Committed To",
    "Easting",
    "Northing",
    "Premises Name",
    "Premises Type",
    "Address",
    "Town",
    "Postcode",
    "Policing Area",
    "Point of Entry",
    "Method of Entry",
    "MO Text",
    "Property Stolen",
    "Value",
    "Status",
)

# One row = one offence that truly happened, whatever the export made of it.
TRUTH_SCHEMA: Schema = {
    "force": pl.String,
    "crime_ref": pl.String,
    "series": pl.String,  # null = in no series
    "series_name": pl.String,
    "shape": pl.String,  # which template the series follows
    "role": pl.String,  # member | decoy | copycat | lone | enabler | out of scope
    "chain": pl.String,  # the series an enabler served
    "atm": pl.Boolean,
    "attempt": pl.Boolean,
    "offenders": pl.Int64,
    "happened_at": pl.Datetime("us"),  # local time
    **{f"true_{facet}": pl.List(pl.String) for facet in FACETS},
    **{f"told_{facet}": pl.List(pl.String) for facet in FACETS if facet != "premises"},
}

# One row = one intervention (arrest …) that the story of a series needs.
INTERVENTION_SCHEMA: Schema = {
    "intervention_id": pl.String,
    "kind": pl.String,
    "label": pl.String,
    "started_at": pl.Datetime("us"),  # local time
    "force": pl.String,
    "series": pl.String,
}


@dataclass(frozen=True)
class DemoForce:
    """An invented force's export and its truth.

    Attributes
    ----------
    export
        `EXPORT_COLUMNS`, all text, British dates, local time; in order of recording.
    truth
        `TRUTH_SCHEMA`, one row an offence, joined by force and crime reference.
    interventions
        `INTERVENTION_SCHEMA`.
    as_of
        The moment of the extract, local time; nothing is later.
    notes
        What a reader must know before using it, beginning with that it is invented.
    """

    export: pl.DataFrame
    truth: pl.DataFrame
    interventions: pl.DataFrame
    as_of: datetime
    notes: tuple[str, ...]
