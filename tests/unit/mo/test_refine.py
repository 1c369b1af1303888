"""ATM attacks recorded as something else are found; what a mapping settled stays."""

from __future__ import annotations

import polars as pl

from sac_dash.domain.columns import OFFENCES, TAGS, empty
from sac_dash.mo import refine_classes

ATTACKED = (("target", "atm_attacked"),)


def test_a_class_that_the_mapping_settled_stays():
    offences = pl.concat(
        [
            empty(OFFENCES),
            pl.DataFrame({"offence_class": ["commercial_burglary"] * 2, "source_file": ["a", "b"]}),
        ],
        how="diagonal_relaxed",
    )
    rows = [
        (row, facet, code, "present", "text", None, None, "") for row in (0, 1) for facet, code in ATTACKED
    ]
    tags = pl.DataFrame(rows, schema=dict(TAGS), orient="row")
    assert refine_classes(offences, tags, {"b"})["offence_class"].to_list() == [
        "atm_attack",
        "commercial_burglary",
    ]
