# ruff: noqa: E501 - rows of a table are read whole
"""What an extract changes against what is held."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl

from sac_dash.domain.columns import FACET_VALUES, OFFENCES
from sac_dash.ingest.diff import diff_offences


def offence(ref: str, **changes) -> dict:
    base = dict.fromkeys(OFFENCES) | {
        "offence_key": f"F:{ref}", "crime_ref": ref, "force": "F", "offence_class": "commercial_burglary", "easting": 384950.0,
        "from_at": datetime(2024, 1, 1, tzinfo=UTC), "to_at": datetime(2024, 1, 1, tzinfo=UTC), "mo_text": "forced door", "source_row": 2,
    }  # fmt: skip
    return base | changes


def frame(*rows: dict) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict(OFFENCES), orient="row")


def test_new_changed_and_unchanged():
    held = frame(offence("1"), offence("2"), offence("3"), offence("4"), offence("9"))
    incoming = frame(
        offence("1", source_row=7, easting=384950.001),
        offence("2", mo_text="forced door, stole tobacco", value_gbp=500.0),
        offence("3", offence_class="atm_attack"),
        offence("4", status="No crime"),
        offence("5"),
    )
    diff = diff_offences(held, incoming)
    assert diff.new == ("F:5",)
    assert diff.unchanged == ("F:1",)
    assert diff.by_change == {"MO changed": 1, "no-crimed": 1, "reclassified": 1, "value changed": 1}
    told = diff.changed.filter(pl.col("column") == "mo_text").row(0, named=True)
    assert (told["held"], told["incoming"]) == ("forced door", "forced door, stole tobacco")
    assert diff.line().startswith("new 1  changed 3 (")


def test_the_same_extract_again_changes_nothing():
    held = frame(offence("1"), offence("2"))
    diff = diff_offences(held, held)
    assert (diff.new, diff.changed.height, len(diff.unchanged)) == ((), 0, 2)


def test_against_an_empty_store_all_is_new():
    assert len(diff_offences(frame(), frame(offence("1"))).new) == 1


def values(*rows: tuple[str, str, str]) -> pl.DataFrame:
    return pl.DataFrame(
        [(f"F:{ref}", facet, value, facet) for ref, facet, value in rows],
        schema=dict(FACET_VALUES),
        orient="row",
    )


def test_what_columns_state_of_facets_is_compared_whatever_its_order():
    held = frame(offence("1"), offence("2"), offence("3"))
    incoming = frame(offence("1"), offence("2"), offence("3"), offence("4"))
    diff = diff_offences(
        held,
        incoming,
        values(("1", "property", "Tobacco"), ("1", "property", "Cash"), ("2", "property", "Cash"), ("3", "mo_code", "7")),
        values(("1", "property", "Cash"), ("1", "property", "Tobacco"), ("2", "property", "Laptops"), ("4", "mo_code", "7")),
    )  # fmt: skip
    assert diff.by_change == {"mo code changed": 1, "property changed": 1}
    assert diff.changed.select("offence_key", "column", "held", "incoming").rows() == [
        ("F:2", "facet_property", "Cash", "Laptops"),
        ("F:3", "facet_mo_code", "7", None),
    ]
    assert (diff.new, diff.unchanged) == (("F:4",), ("F:1",))
