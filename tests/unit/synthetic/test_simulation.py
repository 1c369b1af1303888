"""A simulated force is deterministic, sized as asked, and hard in the ways it is meant to be."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from sac_dash.synthetic import RecordingHabits, SimulationHabits, simulate_force
from sac_dash.synthetic.force import EXPORT_COLUMNS

SMALL = SimulationHabits(offences=400, series=16, enablers=20, out_of_scope=30, officers=10)


@pytest.fixture(scope="module")
def force():
    return simulate_force(SMALL, seed=3)


def test_same_seed_same_force(force):
    again = simulate_force(SMALL, seed=3)
    assert again.export.equals(force.export)
    assert again.truth.equals(force.truth)
    assert not simulate_force(SMALL, seed=4).export.equals(force.export)


def test_sizes(force):
    attacks = force.truth.filter(pl.col("role").is_in(["member", "lone"]))
    assert 385 <= attacks.height <= 400
    assert 0.18 < attacks["series"].is_not_null().mean() < 0.32
    assert force.export.columns == list(EXPORT_COLUMNS)


def test_truth_is_one_row_an_offence(force):
    assert not force.truth.select("force", "crime_ref").is_duplicated().any()
    refs = force.export.drop_nulls("Crime Ref").select(force=pl.col("Force"), crime_ref=pl.col("Crime Ref"))
    assert refs.join(force.truth, on=["force", "crime_ref"], how="anti").is_empty()


def test_end_moves_everything():
    late = simulate_force(SMALL, seed=3, end=date(2027, 1, 15))
    assert late.truth["happened_at"].max() <= late.as_of
    assert late.as_of.date() == date(2027, 1, 15)


def test_recording_habits_are_obeyed():
    perfect = RecordingHabits(
        point_unknown=0.0,
        method_unknown=0.0,
        duplicate_rows=0.0,
        conflicting_rows=0.0,
        missing_references=0.0,
        no_end=0.0,
    )
    force = simulate_force(replace(SMALL, recording=perfect), seed=1)
    joined = force.export.join(force.truth, left_on=["Force", "Crime Ref"], right_on=["force", "crime_ref"])
    attacks = joined.filter(pl.col("role").is_in(["member", "lone"]))
    assert force.export.height == force.truth.height
    assert not attacks["Point of Entry"].is_in(["Unknown", "Not Known"]).any()
    assert force.export["Committed To"].null_count() == 0


def test_consistency_makes_series_alike():
    def agreement(consistency):
        truth = simulate_force(replace(SMALL, consistency=consistency, series=30), seed=2).truth
        same = truth.filter(pl.col("series").is_not_null()).with_columns(
            point=pl.col("true_entry_point").list.first()
        )
        return (
            same.group_by("series")
            .agg(share=pl.col("point").value_counts(normalize=True, name="p").struct.field("p").max())[
                "share"
            ]
            .mean()
        )

    assert agreement(0.95) > agreement(0.45) + 0.1
