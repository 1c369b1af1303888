"""Titles and codes as forces write them."""

from __future__ import annotations

import csv

import polars as pl
import pytest

from sac_dash.ingest.offence_titles import TitleFamily, read_titles


def read(title: str | None = None, code: str | None = None) -> dict:
    schema = {"offence_title": pl.String, "offence_code": pl.String}
    return read_titles(pl.DataFrame({"offence_title": [title], "offence_code": [code]}, schema=schema)).row(
        0, named=True
    )


@pytest.mark.parametrize(
    ("title", "family", "attempt"),
    [
        ("Burglary - Business and Community", TitleFamily.COMMERCIAL, False),
        ("BURGLARY - BUSINESS/COMMUNITY", TitleFamily.COMMERCIAL, False),
        ("Business and community burglary", TitleFamily.COMMERCIAL, False),
        ("Attempted burglary business & community", TitleFamily.COMMERCIAL, True),
        ("Burglary - Business and Community (Excluding Attempts)", TitleFamily.COMMERCIAL, False),
        ("Aggravated burglary business & community", TitleFamily.COMMERCIAL, None),
        ("Burglary Other Than Dwelling", TitleFamily.COMMERCIAL, False),
        ("Burglary in a building other than a dwelling", TitleFamily.COMMERCIAL, False),
        ("Burglary Non-Dwelling", TitleFamily.COMMERCIAL, False),
        ("Burglary OTD", TitleFamily.COMMERCIAL, False),
        ("Break and Enter Commercial", TitleFamily.COMMERCIAL, False),
        ("Ram raid", TitleFamily.COMMERCIAL, False),
        ("Burglary Residential (Dwelling)", TitleFamily.RESIDENTIAL, None),
        ("BURGLARY RESIDENTIAL (UNCONNECTED BLDG)", TitleFamily.RESIDENTIAL, None),
        ("Domestic burglary", TitleFamily.RESIDENTIAL, None),
        ("Burglary - shed/garage", TitleFamily.RESIDENTIAL, None),
        ("Burglary", TitleFamily.UNDIVIDED, None),
        ("Attempted Burglary", TitleFamily.UNDIVIDED, True),
        ("Robbery of business property", TitleFamily.ELSEWHERE, None),
        ("Attempted theft of ATM", TitleFamily.ATM, True),
        ("ATM fraud", TitleFamily.ELSEWHERE, None),
        ("Theft of motor vehicle", TitleFamily.VEHICLE_TAKEN, None),
        ("Theft from motor vehicle", TitleFamily.THEFT, None),
        ("Theft of number plates", TitleFamily.PLATES, None),
        ("Theft of plant", TitleFamily.PLANT, None),
        ("Causing an explosion likely to endanger life", TitleFamily.DAMAGE, None),
        (None, TitleFamily.UNSTATED, None),
        ("N/K", TitleFamily.UNSTATED, None),
    ],
)
def test_titles(title, family, attempt):
    found = read(title)
    assert (found["family"], found["attempt"]) == (family, attempt)


@pytest.mark.parametrize(
    ("code", "family", "attempt"),
    [
        ("30C", TitleFamily.COMMERCIAL, False),
        ("030C", TitleFamily.COMMERCIAL, False),
        ("30/C", TitleFamily.COMMERCIAL, False),
        ("030 D", TitleFamily.COMMERCIAL, True),
        ("31A", TitleFamily.COMMERCIAL, None),
        ("028E", TitleFamily.RESIDENTIAL, False),
        ("29A", TitleFamily.RESIDENTIAL, None),
        ("34A", TitleFamily.ELSEWHERE, None),
        ("BOTD", TitleFamily.COMMERCIAL, False),
        ("BIAD", TitleFamily.RESIDENTIAL, None),
        ("AB", TitleFamily.UNDIVIDED, None),
        ("TOMV", TitleFamily.VEHICLE_TAKEN, None),
    ],
)
def test_codes(code, family, attempt):
    found = read(code=code)
    assert found["family"] == family
    if code != "31A":
        assert found["attempt"] == attempt


def test_an_unknown_code_is_told_and_changes_nothing():
    found = read("Burglary", "310")
    assert (found["family"], found["code_unknown"]) == (TitleFamily.UNDIVIDED, True)


def test_the_code_decides_between_burglaries_and_where_the_title_says_nothing():
    assert read("Burglary", "30C")["family"] == TitleFamily.COMMERCIAL
    assert read("Theft Act 1968 sec 9(1)(b)", "30C")["family"] == TitleFamily.COMMERCIAL
    both = read("Burglary Residential", "30C")
    assert (both["family"], both["code_disagrees"]) == (TitleFamily.COMMERCIAL, True)
    assert read("Shoplifting", "30C")["family"] == TitleFamily.ELSEWHERE


def test_every_spelling_seen_in_force_exports(shared_data):
    with (shared_data / "uk_ref" / "uk_offence_title_variants_seen_in_force_exports.csv").open() as file:
        titles = [row["raw_title"] for row in csv.DictReader(file)]
    for title in titles:
        words = title.lower()
        family = read(title)["family"]
        if "robbery" in words:
            assert family == TitleFamily.ELSEWHERE, title
        elif "residential" in words:
            assert family == TitleFamily.RESIDENTIAL, title
        elif words in ("burglary", "attempted burglary"):
            assert family == TitleFamily.UNDIVIDED, title
        else:
            assert family == TitleFamily.COMMERCIAL, title


def test_every_home_office_burglary_code(shared_data):
    groups = {
        "domestic": TitleFamily.RESIDENTIAL,
        "non-domestic": TitleFamily.COMMERCIAL,
        "robbery": TitleFamily.ELSEWHERE,
    }
    with (shared_data / "uk_ref" / "home_office_offence_codes_burglary.csv").open() as file:
        for row in csv.DictReader(file):
            if row["group"] in groups:
                assert read(code=row["ho_code"])["family"] == groups[row["group"]], row
                assert read(title=row["label"])["family"] == groups[row["group"]], row
