"""A run read back is the run that was written."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from offence_frames import offences, tags
from polars.testing import assert_frame_equal

from sac_dash.domain.columns import FACET_VALUES, REJECTS, empty
from sac_dash.domain.errors import UnusableInputError
from sac_dash.domain.quality import Counts, QualityReport
from sac_dash.linkage.link import link_offences
from sac_dash.workflow.coding import CodedOffences
from sac_dash.workflow.contract_files import OFFENCES_FILE, TAGS_COLUMN, write_contract_files
from sac_dash.workflow.run_folder import read_run_folder

HELD = offences(["1", "2", "3", "1"], ["Mercia", "Mercia", "Mercia", "Wessex"])
CODES = pl.concat(
    [
        tags((0, "tool", "saw"), (0, "tool", "axe"), (1, "mo1", "x"), (3, "tool", "axe")),
        tags((1, "tool", "axe"), state="absent"),
    ]
).sort("row", maintain_order=True)


@pytest.fixture
def run(tmp_path: Path) -> Path:
    quality = QualityReport(Counts(4, 4))
    coded = CodedOffences(HELD, empty(FACET_VALUES), CODES, empty(REJECTS), quality)
    linked = link_offences(HELD, CODES)
    write_contract_files(tmp_path / "out", coded, linked, {}, ("tool",))
    return tmp_path / "out"


def test_links_codes_and_model_are_those_of_the_run(run: Path) -> None:
    held, linked = read_run_folder(run), link_offences(HELD, CODES)
    names = linked.links.columns
    assert_frame_equal(held.links.select(names).sort("row_a", "row_b"), linked.links)
    assert_frame_equal(held.tags.drop("phrase"), CODES.drop("phrase"))
    assert held.top == 50
    assert held.codes().sort("row", "facet", "code").rows() == [
        (0, "facet_tool", "axe"),
        (0, "facet_tool", "saw"),
        (1, "facet_mo1", "x"),
        (3, "facet_tool", "axe"),
    ]


def test_a_run_of_a_version_before_has_the_codes_its_lists_hold(run: Path) -> None:
    pl.read_parquet(run / OFFENCES_FILE).drop(TAGS_COLUMN).write_parquet(run / OFFENCES_FILE)
    stated = read_run_folder(run).tags.select("row", "facet", "code", "state").sort("row", "code")
    assert stated.rows() == [
        (0, "tool", "axe", "present"),
        (0, "tool", "saw", "present"),
        (1, "mo1", "x", "present"),
        (3, "tool", "axe", "present"),
    ]


def test_a_folder_without_a_run_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match="does not hold a run"):
        read_run_folder(tmp_path)
