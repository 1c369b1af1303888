"""The names, units and types of every frame that passes between rooms.

Frames are polars frames. Each schema below says what one row is; :func:`require` checks a
frame at a room's boundary, so that a mistake is told where it was made and not three rooms on.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from sac_dash.domain.errors import SacDashError

UTC = pl.Datetime("us", "UTC")

Schema = Mapping[str, pl.DataType | type[pl.DataType]]

# One row = one offence. `offence_key` is "force:crime_ref" and unique in a frame.
OFFENCES: Schema = {
    "offence_key": pl.String,
    "crime_ref": pl.String,
    "force": pl.String,
    "offence_code": pl.String,  # Home Office code, as recorded
    "offence_title": pl.String,
    "offence_class": pl.String,  # domain.offence_class.OffenceClass values
    "attempt": pl.Boolean,  # null = unknown
    "recorded_at": UTC,
    "from_at": UTC,  # start of the window; never null (a lone end is also the start)
    "to_at": UTC,  # end of the window; never null, never before from_at
    "when_precision": pl.String,  # domain.when.WhenPrecision values
    "crs": pl.String,  # "EPSG:27700", another metric "EPSG:…", or "local-metres"; null = no place known
    "easting": pl.Float64,  # metres in `crs`; null = unknown
    "northing": pl.Float64,
    "longitude": pl.Float64,  # WGS84 degrees; null where unknown or crs is local-metres
    "latitude": pl.Float64,
    "location_precision_m": pl.Float64,
    "premises_name": pl.String,
    "premises_type": pl.String,  # as recorded; the coded form is the facet `premises`
    "address": pl.String,
    "town": pl.String,
    "postcode": pl.String,
    "policing_area": pl.String,
    "mo_text": pl.String,
    "value_gbp": pl.Float64,
    "status": pl.String,
    "known_series": pl.String,
    "source_file": pl.String,  # file name only, never a path
    "source_row": pl.Int64,  # as a spreadsheet counts: header = 1
}

# One row = one value a structured column states for one facet of one offence, uncoded.
FACET_VALUES: Schema = {
    "offence_key": pl.String,
    "facet": pl.String,
    "value": pl.String,
    "source_column": pl.String,
}

# One row = one code of one facet of one offence, with where it came from.
# `row` is the offence's position in the offences frame that the tags belong to.
TAGS: Schema = {
    "row": pl.UInt32,
    "facet": pl.String,
    "code": pl.String,
    "state": pl.String,  # domain.facets.TagState values
    "origin": pl.String,  # domain.facets.TagOrigin values
    "start": pl.Int32,  # character span in mo_text; null unless origin is text
    "end": pl.Int32,
    "phrase": pl.String,  # the source's own words
}

# One row = one source row that could not be accepted. `raw` is the row as JSON {column: text}.
REJECTS: Schema = {
    "source_file": pl.String,
    "source_row": pl.Int64,
    "column": pl.String,
    "reason": pl.String,
    "remedy": pl.String,
    "raw": pl.String,
}

# One row = one unordered pair (row_a < row_b), positions in the offences frame.
# Followed by one `evidence_<domain>` Float32 column per domain; their sum is the total.
LINKS: Schema = {
    "row_a": pl.UInt32,
    "row_b": pl.UInt32,
    "log10_bayes_factor": pl.Float32,
    "probability": pl.Float32,
}

# Links whose evidence lies apart: then a column of a link says where, and those that name it are not among its own.
EVIDENCE_PLACE = "place"
PLACED_LINKS: Schema = {**LINKS, EVIDENCE_PLACE: pl.UInt32}
EVIDENCE_PREFIX = "evidence_"

# One row = one pair of a large file that was weighed in full, whether it was kept as a link or not.
WEIGHED_PAIRS: Schema = {
    "row_a": pl.UInt32,
    "row_b": pl.UInt32,
    "alone_log10": pl.Float64,  # evidence but for what other offences say
    "log10_bayes_factor": pl.Float64,
    "kept": pl.Boolean,  # the kept ones are the links, in their order
}

# One row = one shuffled pool of offences and one size of group: what chance alone brings together.
CHANCE_LEVEL: Schema = {
    "size": pl.UInt16,
    "tightness": pl.Float64,  # of the tightest group of at least that size: mean natural log odds
}

# One row = one offence placed in a series.
SERIES_MEMBERS: Schema = {
    "row": pl.UInt32,
    "series_id": pl.String,
    "membership_prob": pl.Float64,
    "role": pl.String,  # "core" | "periphery"
}

# One row = one series, known or suggested; suggestions are ranked from 1. Followed by the columns of
# SERIES_CHECKS where the run made the checks.
SERIES: Schema = {
    "series_id": pl.String,
    "rank": pl.UInt32,  # null for known series
    "known": pl.Boolean,
    "size": pl.UInt32,
    "mean_log10_bayes_factor": pl.Float64,
    "confidence": pl.Float64,  # probability of being one series, what suggestions are ranked by
    "first_at": UTC,
    "last_at": UTC,
}

# What may be said of a suggestion beside its confidence; null where there is nothing to say.
SERIES_CHECKS: Schema = {
    "may_join": pl.String,  # proposal: the known series that the whole suggestion may belong to
    "chance_share": pl.Float64,  # share of shuffled files that hold a group as tight and as large
    "chance_shuffles": pl.UInt32,  # shuffled files that the share rests on
    "stability": pl.Float64,  # share of its core pairs that resampled evidence keeps together
}

# One row = one offence that an analyst's list places in a series; unique by `offence_key`, which is
# the bare reference while no offence of it is held.
LISTED_SERIES: Schema = {
    "offence_key": pl.String,
    "series": pl.String,
}

# One row = one polygon of one dated boundary layer.
BOUNDARIES: Schema = {
    "layer": pl.String,
    "area_code": pl.String,
    "area_name": pl.String,
    "valid_from": pl.Date,
    "valid_to": pl.Date,  # null = still in force
    "wkb": pl.Binary,  # EPSG:27700
}

EVIDENCE_PREFIX = "evidence_"
FACET_PREFIX = "facet_"


def empty(schema: Schema) -> pl.DataFrame:
    """Return a frame with no rows and the columns and types of `schema`."""
    return pl.DataFrame(schema=dict(schema))


def require(frame: pl.DataFrame, schema: Schema, what: str) -> pl.DataFrame:
    """Check that `frame` has the columns and types of `schema`, and return it.

    Further columns are allowed. `what` names the frame in the error.

    Raises
    ------
    SacDashError
        Names the first column that is missing or of another type.
    """
    for name, dtype in schema.items():
        if name not in frame.columns:
            raise SacDashError(f"{what} lack the column", column=name)
        if frame.schema[name] != dtype:
            raise SacDashError(f"{what} hold {frame.schema[name]} where {dtype} is due", column=name)
    return frame
