"""A run is judged against truth; what was given to it is left out."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from offence_frames import offences

from sac_dash.domain.errors import UnusableInputError
from sac_dash.workflow.evaluating import evaluate_run, judge

OFFENCES = offences(["1", "2", "3", "4"])
LINKS = pl.DataFrame(
    {"row_a": [0, 2, 0], "row_b": [1, 3, 2], "log10_bayes_factor": [3.0, 2.0, 1.0]},
    schema_overrides={"row_a": pl.UInt32, "row_b": pl.UInt32},
)


def truth(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "TRUTH.csv"
    path.write_text("crime_ref,series\n" + content)
    return path


def test_a_perfect_ranking(tmp_path: Path) -> None:
    quality = judge(OFFENCES, LINKS, truth(tmp_path, "1,A\n2,A\n3,B\n4,B\n"))
    assert (quality.recall_at_10, quality.hit_at_10, quality.average_precision) == (1, 1, 1)
    assert (quality.seeds, quality.true_pairs) == (4, 2)


def test_given_series_are_left_out(tmp_path: Path) -> None:
    known = tmp_path / "KNOWN.csv"
    known.write_text("crime_ref,series\n1,A\n2,A\n")
    quality = judge(OFFENCES, LINKS, truth(tmp_path, "1,A\n2,A\n3,B\n4,B\n"), known)
    assert (quality.seeds, quality.true_pairs, quality.average_precision) == (2, 1, 1)


def test_truth_about_other_offences_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match="no series has two"):
        judge(OFFENCES, LINKS, truth(tmp_path, "1,A\n9,A\n"))


def test_a_folder_without_a_run_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match="does not hold a run"):
        evaluate_run(tmp_path, truth(tmp_path, "1,A\n"))
