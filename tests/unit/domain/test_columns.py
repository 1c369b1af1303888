"""Frames are checked where they cross a room's boundary."""

import polars as pl
import pytest

from sac_dash.domain.columns import LINKS, OFFENCES, empty, require
from sac_dash.domain.errors import SacDashError


def test_empty_frames_meet_their_own_schema():
    assert require(empty(OFFENCES), OFFENCES, "offences").height == 0


def test_further_columns_are_allowed():
    links = empty(LINKS).with_columns(evidence_distance=pl.lit(0.0))
    assert "evidence_distance" in require(links, LINKS, "links").columns


def test_a_missing_column_is_named():
    with pytest.raises(SacDashError, match='column "probability": links lack the column'):
        require(empty(LINKS).drop("probability"), LINKS, "links")


def test_a_wrong_type_is_named():
    with pytest.raises(SacDashError, match="links hold String where UInt32 is due"):
        require(empty(LINKS).with_columns(pl.col("row_a").cast(pl.String)), LINKS, "links")
