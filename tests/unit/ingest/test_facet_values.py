"""Facet values: parted, trimmed, and silent where nothing is known."""

from __future__ import annotations

import polars as pl

from sac_dash.ingest.facet_values import read_facet_values
from sac_dash.ingest.mapping import FacetColumn


def test_cells_are_parted_and_unknowns_say_nothing():
    columns = {
        "mocodes": pl.Series(["1822 1420  1822", None, "0344"]),
        "entry_point": pl.Series([" Rear door ", "Not known", "N/K"]),
    }
    facets = {"mocodes": FacetColumn("Mocodes", " "), "entry_point": FacetColumn("Point of Entry")}
    found = read_facet_values(columns, facets, pl.Series([7, 8, 9]))
    assert found.rows() == [
        (7, "mocodes", "1822", "Mocodes"),
        (7, "mocodes", "1420", "Mocodes"),
        (9, "mocodes", "0344", "Mocodes"),
        (7, "entry_point", "Rear door", "Point of Entry"),
    ]


def test_no_facets_no_values():
    assert read_facet_values({}, {}, pl.Series([], dtype=pl.Int64)).is_empty()
