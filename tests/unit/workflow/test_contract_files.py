"""What stands in the contract files, and that they come as a whole."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from offence_frames import offences, tags

from sac_dash.domain.columns import LINKS, SERIES_MEMBERS, empty
from sac_dash.domain.errors import UnusableInputError
from sac_dash.workflow.contract_files import (
    contract_links,
    contract_offences,
    contract_series,
    write_contract_files,
)

TWO_FORCES = offences(["1", "2", "1"], ["Mercia", "Mercia", "Wessex"])


def links(*pairs: tuple[int, int, float]) -> pl.DataFrame:
    rows = pl.DataFrame(pairs, schema=["row_a", "row_b", "log10_bayes_factor"], orient="row")
    filled = pl.concat([empty(LINKS), rows], how="diagonal_relaxed").with_columns(
        evidence_distance=pl.lit(0.5)
    )
    return filled.cast({"row_a": pl.UInt32, "row_b": pl.UInt32})


def test_facets_are_lists_of_what_is_present_and_null_is_unknown() -> None:
    coded = pl.concat(
        [
            tags((0, "tool", "saw"), (0, "tool", "axe"), (0, "mo1", "x")),
            tags((1, "tool", "axe"), state="absent"),
        ]
    )
    frame = contract_offences(offences(["1", "2"]), coded, ("tool", "entry_point"))
    assert frame["facet_tool"].to_list() == [["axe", "saw"], None]
    assert frame["facet_entry_point"].to_list() == [None, None]
    assert frame["facet_mo1"].to_list() == [["x"], None]
    assert frame.schema["facet_entry_point"] == pl.List(pl.String)


def test_links_of_one_force_are_named_by_reference() -> None:
    named = contract_links(links((0, 1, 1.0)), offences(["1", "2"]))
    assert named.columns == [
        "crime_ref_a",
        "crime_ref_b",
        "log10_bayes_factor",
        "probability",
        "evidence_distance",
    ]
    assert named.select("crime_ref_a", "crime_ref_b").row(0) == ("1", "2")


def test_links_of_several_forces_say_which_and_the_best_comes_first() -> None:
    named = contract_links(links((0, 1, 1.0), (0, 2, 3.0)), TWO_FORCES)
    assert named.select("force_a", "crime_ref_a", "force_b", "crime_ref_b").rows() == [
        ("Mercia", "1", "Wessex", "1"),
        ("Mercia", "1", "Mercia", "2"),
    ]


def test_series_name_their_offences() -> None:
    rows = pl.DataFrame({"row": [2], "series_id": ["S-1"], "membership_prob": [0.9], "role": ["core"]})
    members = pl.concat([empty(SERIES_MEMBERS), rows], how="diagonal_relaxed").cast({"row": pl.UInt32})
    assert contract_series(members, TWO_FORCES).rows() == [("Wessex", "1", "S-1", 0.9, "core")]


def test_a_run_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(Exception):  # noqa: B017, PT011 - whatever stops the writing, nothing may be left
        write_contract_files(tmp_path / "out", None, None, {}, ())  # type: ignore[arg-type]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(UnusableInputError, match="Choose another --out"):
        write_contract_files(tmp_path / "file" / "out", None, None, {}, ())  # type: ignore[arg-type]
