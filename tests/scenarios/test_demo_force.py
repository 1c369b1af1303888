"""The demo force holds the volumes and the series shapes it promises."""

from datetime import date, datetime, timedelta

import polars as pl
import pytest

from sac_dash.synthetic import DEMO_END, demo_force
from sac_dash.synthetic.shapes import arrest_day


@pytest.fixture(scope="module")
def demo():
    return demo_force(seed=0)


def members(demo, letter):
    return demo.truth.filter(pl.col("series") == f"shape-{letter}").sort("happened_at")


def test_volumes(demo):
    roles = dict(demo.truth["role"].value_counts().iter_rows())
    attacks = demo.truth.filter(pl.col("role").is_in(["member", "lone", "decoy", "copycat"]))
    assert attacks["atm"].sum() == 40
    assert 1_150 <= (~attacks["atm"]).sum() <= 1_250
    assert 280 <= roles["enabler"] <= 310
    assert roles["out of scope"] > 300
    span = demo.truth["happened_at"].max() - demo.truth["happened_at"].min()
    assert timedelta(days=1_060) < span <= timedelta(days=1_095)


def test_it_says_that_it_is_invented(demo):
    assert demo.notes[0].startswith("Invented data")
    assert demo.export["Force"].str.ends_with("(invented)").all()


def test_a_travels_in_32_weeks(demo):
    series = members(demo, "a")
    assert series.height == 30
    assert series["force"].n_unique() >= 9
    assert (
        timedelta(weeks=30) < series["happened_at"].max() - series["happened_at"].min() < timedelta(weeks=33)
    )


def test_b_rips_out_with_plant_stolen_the_same_night(demo):
    series = members(demo, "b")
    plant = demo.truth.filter((pl.col("chain") == "shape-b") & (pl.col("role") == "enabler"))
    assert series.height == 9
    attacks = series["happened_at"].to_list()
    same_night = [
        p
        for p in plant["happened_at"].to_list()
        if any(0 < (a - p).total_seconds() < 7 * 3600 for a in attacks)
    ]
    assert len(same_night) >= 5


def test_c_is_local_and_quick(demo):
    series = members(demo, "c")
    assert series.height == 12
    assert series["happened_at"].max() - series["happened_at"].min() < timedelta(weeks=5, days=2)
    export = demo.export.join(series, left_on=["Force", "Crime Ref"], right_on=["force", "crime_ref"])
    assert export["Policing Area"].unique().to_list() == ["Wrekin"]


@pytest.mark.parametrize(("letter", "size"), [("d", 5), ("e", 8), ("f", 6), ("g1", 5), ("g2", 6), ("i", 10)])
def test_other_shapes_have_their_size(demo, letter, size):
    assert members(demo, letter).height == size


def test_d_comes_through_the_roof_for_one_make(demo):
    points = members(demo, "d")["true_entry_point"].list.first().to_list()
    assert points.count("roof") >= 3


def test_e_returns_after_the_alarm_across_the_country(demo):
    series = members(demo, "e")
    assert series["force"].n_unique() >= 4
    assert series["true_security_defeat"].list.contains("alarm_tested").sum() >= 5


def test_f_falls_silent_with_the_arrest(demo):
    arrest = demo.interventions["started_at"][0]
    assert (arrest.month, arrest.day) == (9, 27)
    assert members(demo, "f")["happened_at"].max() < arrest
    assert demo.as_of - arrest > timedelta(days=60)


def test_g_and_h_are_nobodys_series(demo):
    decoys = demo.truth.filter(pl.col("role") == "decoy")
    copycats = demo.truth.filter(pl.col("role") == "copycat")
    assert (decoys.height, copycats.height) == (25, 4)
    assert pl.concat([decoys, copycats])["series"].null_count() == 29
    smash = decoys["true_entry_method"].list.first().to_list().count("smash_glass")
    assert smash >= 12


def test_i_switches_method(demo):
    points = members(demo, "i")["true_entry_point"].list.first().to_list()
    assert points[:5].count("roller_shutter") >= 3
    assert points[5:].count("roof") >= 3


def test_last_night_has_news(demo):
    since = demo.as_of - timedelta(days=1)
    fresh = demo.truth.filter(pl.col("happened_at") >= since)
    assert {"shape-b", "shape-c"} <= set(fresh["series"].drop_nulls())
    assert fresh["atm"].any()


def test_nothing_is_later_than_the_extract(demo):
    for column in ("Recorded", "Committed From", "Committed To"):
        latest = demo.export[column].str.to_datetime("%d/%m/%Y %H:%M").max()
        assert latest <= demo.as_of


def test_half_of_the_cash_machines_hide_in_the_text(demo):
    atm = demo.export.join(
        demo.truth.filter(pl.col("atm")), left_on=["Force", "Crime Ref"], right_on=["force", "crime_ref"]
    )
    named = atm["Offence"].str.contains("(?i)atm").mean()
    assert 0.45 < named < 0.55
    words = atm["MO Text"].str.contains(r"(?i)a\.?t\.?m|cash ?m|cash ?p|ttw|machine|ca")
    assert words.mean() > 0.9


def test_quality_card_has_something_to_say(demo):
    export = demo.export
    start = export["Committed From"].str.to_datetime("%d/%m/%Y %H:%M")
    end = export["Committed To"].str.to_datetime("%d/%m/%Y %H:%M")
    attacks = export.join(
        demo.truth.filter(pl.col("role") != "out of scope"),
        left_on=["Force", "Crime Ref"],
        right_on=["force", "crime_ref"],
    ).filter(pl.col("Offence").str.contains("(?i)burglary.*business"))
    unknown = attacks["Point of Entry"].is_in(["Unknown", "Not Known"]) | attacks["Point of Entry"].is_null()
    assert export["Crime Ref"].null_count() >= 2
    assert (start > end).sum() >= 2
    assert export.drop_nulls("Crime Ref").select("Force", "Crime Ref").is_duplicated().sum() >= 4
    assert 0.2 < unknown.mean() < 0.4


def test_texts_are_varied_and_hold_no_plate(demo):
    texts = demo.export["MO Text"]
    lengths = texts.str.len_chars()
    assert 100 < lengths.mean() < 220
    assert lengths.max() < 460
    upper = (texts.str.to_uppercase() == texts).mean()
    assert 0.15 < upper < 0.6
    assert not texts.str.contains(r"(?i)\b[a-w][a-z]\d{2} ?[a-z]{3}\b").any()


def test_arrest_leaves_room_for_silence():
    assert arrest_day(date(2026, 6, 30)) == date(2025, 9, 27)
    assert arrest_day(date(2026, 10, 30)) == date(2025, 9, 27)
    assert arrest_day(date(2026, 12, 1)) == date(2026, 9, 27)


def test_any_end_and_seed_will_do():
    other = demo_force(seed=11, end=DEMO_END + timedelta(days=100))
    assert other.as_of == datetime.combine(DEMO_END + timedelta(days=100), datetime.min.time()) + timedelta(
        hours=7
    )
    assert other.truth.filter(pl.col("series") == "shape-b").height == 9
