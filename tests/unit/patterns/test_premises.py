"""The same shop is one shop however it is written, and its neighbour is another."""

from __future__ import annotations

from sac_dash.patterns.premises import identify_premises

from .offences import at, offences


def shop(name: str | None = None, x: float | None = None, y: float = 0.0, **more) -> dict:
    place = (
        {} if x is None else {"easting": x, "northing": y, "crs": "EPSG:27700", "location_precision_m": 1.0}
    )
    return {"from_at": at("2026-01-01T02:00:00"), "premises_name": name, **place, **more}


def same(*rows: dict) -> list[int]:
    return identify_premises(offences(*rows)).tolist()


def test_the_same_name_at_the_same_postcode_is_one_however_it_is_written():
    first, second, other = same(
        shop("Bull's Stores", postcode="XX1 1AA"),
        shop("BULLS STORES", postcode="xx11aa"),
        shop("Bull's Stores", postcode="XX2 2BB"),
    )
    assert first == second != other


def test_the_same_name_a_few_metres_away_is_one_and_another_name_is_not():
    here, near, far, neighbour = same(
        shop("Mini Mart", 0), shop("Mini Mart", 10), shop("Mini Mart", 900), shop("Vapes", 3)
    )
    assert here == near
    assert len({here, far, neighbour}) == 3


def test_an_address_stands_in_for_a_name():
    first, second = same(
        shop(address="1 High Street", postcode="XX1 1AA"), shop(address="1, High Street", postcode="XX1 1AA")
    )
    assert first == second


def test_without_a_name_the_place_must_agree_to_the_metre():
    first, second, near = same(shop(x=100.2), shop(x=100.4), shop(x=105))
    assert first == second != near


def test_one_record_with_both_joins_two_that_have_one_each():
    by_post, both, by_place = same(
        shop("Mart", postcode="XX1 1AA"), shop("Mart", 50, postcode="XX1 1AA"), shop("Mart", 55)
    )
    assert by_post == both == by_place


def test_a_coarse_place_and_a_name_alone_tell_no_premises():
    assert same(shop("Mart"), shop(x=5, location_precision_m=500.0), shop()) == [-1, -1, -1]
    assert identify_premises(offences()).tolist() == []
