"""Coarse values of a records system say what they say, and no more."""

from __future__ import annotations

import polars as pl
import pytest

from sac_dash.domain.facets import TagState
from sac_dash.mo.offence_coding import STATED, Batch, OffenceCoder
from sac_dash.mo.reading import Reader
from sac_dash.mo.structured import ValueCoder
from sac_dash.mo.vocabulary import load_vocabulary


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_vocabulary())


def codes_of(reader: Reader, facet: str, value: str) -> set[str]:
    return {item.code for item in ValueCoder(reader).code(facet, value) if item.facet == facet}


@pytest.mark.parametrize(
    ("facet", "value", "code"),
    [
        ("entry_method", "Cut", "cut"),
        ("entry_method", "Lock attack", "lock_attack"),
        ("entry_method", "Vehicle", "vehicle_assisted"),
        ("entry_point", "Door", "door"),
        ("entry_point", "Window", "window"),
        ("premises", "Shop - Other", "shop"),
        ("premises", "Licensed Premises", "licensed"),
        ("premises", "Restaurant/Cafe", "food_outlet"),
        ("premises", "Bank/Post Office", "financial"),
        ("premises", "Industrial", "industrial_unit"),
        ("premises", "Agricultural", "farm"),
        ("premises", "Education", "school"),
        ("property", "Plant/Vehicle", "vehicle_or_plant"),
        ("property", "Electrical", "electricals"),
        ("property", "Metal", "metal"),
        ("property", "Tools", "power_tools"),
        ("property", "Drugs", "medication"),
    ],
)
def test_coarse_values(reader: Reader, facet: str, value: str, code: str) -> None:
    assert code in codes_of(reader, facet, value)


def test_cut_says_nothing_of_a_padlock(reader: Reader) -> None:
    assert codes_of(reader, "entry_method", "Cut") == {"cut"}


@pytest.mark.parametrize("value", ["Other", "Misc", "Various", "Other - Specify", "Unclassified", "See MO"])
@pytest.mark.parametrize("facet", ["entry_point", "entry_method", "property", "premises"])
def test_other_is_unknown(reader: Reader, facet: str, value: str) -> None:
    assert codes_of(reader, facet, value) == set()


@pytest.mark.parametrize(
    ("column", "text", "expected"),
    [
        ("Shop - Other", "entered the charity shop", {"shop", "charity_shop"}),
        ("Licensed Premises", "attended the social club", {"licensed", "club", "social_club"}),
        ("Industrial", "MOT garage broken into", {"industrial_unit", "motor_trade", "vehicle_workshop"}),
        ("Pharmacy", "next to the pub, pub not entered", {"pharmacy", "shop"}),
    ],
)
def test_text_may_refine_a_coarse_column(reader: Reader, column: str, text: str, expected: set[str]) -> None:
    batch = Batch(
        pl.Series([text]),
        pl.DataFrame([(0, "premises", column)], schema=STATED, orient="row"),
    )
    stands = (
        OffenceCoder(reader)
        .code(batch)
        .filter((pl.col("facet") == "premises") & (pl.col("state") != TagState.ABSENT.value))
    )

    assert set(stands["code"]) == expected
