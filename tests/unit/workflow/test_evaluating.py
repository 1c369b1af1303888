"""A run is judged against truth; what was given to it is left out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from offence_frames import offences

from sac_dash.domain.errors import UnusableInputError
from sac_dash.linkage.evaluation_report import JudgedRun
from sac_dash.workflow.evaluating import TruthFiles, evaluate_run, judge, read_run

NO_CODES = pl.DataFrame(schema={"row": pl.UInt32, "facet": pl.String, "code": pl.String})
LINKS = pl.DataFrame(
    {
        "row_a": [0, 2, 0],
        "row_b": [1, 3, 2],
        "log10_bayes_factor": [3.0, 2.0, 1.0],
        "probability": [0.9, 0.8, 0.1],
    },
    schema_overrides={"row_a": pl.UInt32, "row_b": pl.UInt32},
)
MEMBERS = pl.DataFrame({"row": [0, 1, 2], "series_id": ["x", "x", "x"]}, schema_overrides={"row": pl.UInt32})


def run_of(frame: pl.DataFrame) -> JudgedRun:
    return JudgedRun(frame, NO_CODES, LINKS, MEMBERS)


RUN = run_of(offences(["1", "2", "3", "4"]))


def truth(tmp_path: Path, content: str, header: str = "crime_ref,series") -> Path:
    path = tmp_path / "TRUTH.csv"
    path.write_text(header + "\n" + content)
    return path


def ours(judged):
    return {name: each.value for name, each in judged.methods[0].ranking.items()}


def test_a_perfect_ranking(tmp_path: Path) -> None:
    judged = judge(RUN, TruthFiles(truth(tmp_path, "1,A\n2,A\n3,B\n4,B\n")))
    assert set(ours(judged).values()) == {1.0}
    assert (judged.seeds, judged.true_pairs, judged.series) == (4, 2, 2)


def test_given_series_are_left_out(tmp_path: Path) -> None:
    known = tmp_path / "KNOWN.csv"
    known.write_text("crime_ref,series\n1,A\n2,A\n")
    judged = judge(RUN, TruthFiles(truth(tmp_path, "1,A\n2,A\n3,B\n4,B\n"), known))
    assert (judged.seeds, judged.true_pairs, ours(judged)["average_precision"]) == (2, 1, 1)
    assert (judged.given_offences, judged.given_series) == (2, 1)
    assert judged.suggestions.suggested == 0  # the one there is holds what was given


def test_series_the_source_itself_detected_were_given(tmp_path: Path) -> None:
    frame = offences(["1", "2", "3", "4"]).with_columns(known_series=pl.Series(["op", "op", None, None]))
    judged = judge(run_of(frame), TruthFiles(truth(tmp_path, "1,A\n2,A\n3,B\n4,B\n")))
    assert (judged.seeds, judged.given_offences) == (2, 2)


def test_what_the_model_of_a_run_was_given_is_left_out_unasked(tmp_path: Path) -> None:
    run = replace(RUN, given={"A": [0, 1]})
    judged = judge(run, TruthFiles(truth(tmp_path, "1,A\n2,A\n3,B\n4,B\n")))
    assert (judged.seeds, judged.given_offences, judged.given_series) == (2, 2, 1)
    with pytest.raises(UnusableInputError, match="given to the run"):
        judge(run, TruthFiles(truth(tmp_path, "1,A\n2,A\n")))


def test_nothing_left_to_find_is_told(tmp_path: Path) -> None:
    path = truth(tmp_path, "1,A\n2,A\n")
    with pytest.raises(UnusableInputError, match="given to the run"):
        judge(RUN, TruthFiles(path, path))


def test_truth_about_other_offences_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match="no series has two"):
        judge(RUN, TruthFiles(truth(tmp_path, "1,A\n9,A\n")))


def test_templates_break_the_figures_down(tmp_path: Path) -> None:
    path = truth(tmp_path, "1,A,cutters\n2,A,cutters\n3,B,\n4,B,\n", "crime_ref,series,template")
    groups = {(each.kind, each.group): each for each in judge(RUN, TruthFiles(path)).groups}
    assert groups["label", "cutters"].seeds == 2
    assert groups["offence_class", "commercial_burglary"].seeds == 4


def test_a_run_is_read_from_its_folder(tmp_path: Path) -> None:
    frame = RUN.offences.with_columns(facet_tool=pl.Series([["saw"], ["saw", "axe"], None, []]))
    frame.write_parquet(tmp_path / "offences.parquet")
    refs = dict(enumerate(frame["crime_ref"]))
    ends = {f"crime_ref_{end}": LINKS[f"row_{end}"].replace_strict(refs) for end in "ab"}
    LINKS.drop("row_a", "row_b").with_columns(**ends).write_parquet(tmp_path / "links.parquet")
    MEMBERS.select(
        crime_ref=pl.col("row").replace_strict(refs), series_id="series_id",
        membership_prob=pl.lit(0.9), role=pl.lit("core"),
    ).write_parquet(tmp_path / "series.parquet")  # fmt: skip
    (tmp_path / "model.json").write_text('{"top": 7}')
    run = read_run(tmp_path)
    assert run.links.select("row_a", "row_b").rows() == [(0, 1), (2, 3), (0, 2)]
    assert run.codes.rows() == [(0, "facet_tool", "saw"), (1, "facet_tool", "saw"), (1, "facet_tool", "axe")]
    assert (run.members["row"].to_list(), run.top) == ([0, 1, 2], 7)
    assert ours(evaluate_run(tmp_path, TruthFiles(truth(tmp_path, "1,A\n2,A\n"))))["hit_at_10"] == 1


def test_a_folder_without_a_run_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match="does not hold a run"):
        evaluate_run(tmp_path, TruthFiles(truth(tmp_path, "1,A\n")))
