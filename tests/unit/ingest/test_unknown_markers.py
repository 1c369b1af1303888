"""What says that nothing is known says nothing; everything else is kept as it is."""

from __future__ import annotations

import polars as pl
import pytest

from sac_dash.ingest.unknown_markers import UNKNOWN_MARKERS, tidy


@pytest.mark.parametrize("marker", UNKNOWN_MARKERS)
def test_markers_are_unknown_in_any_case_and_spacing(marker):
    text = pl.Series("a", [marker, f" {marker.upper()} ", "High Street"])
    assert tidy(text, markers_are_unknown=True).to_list() == [None, None, "High Street"]


def test_free_text_keeps_its_markers_but_not_its_margins():
    text = pl.Series("a", [" unknown ", "", None, "N/K"])
    assert tidy(text, markers_are_unknown=False).to_list() == ["unknown", None, None, "N/K"]


def test_tidy_text_is_not_copied():
    text = pl.Series("a", ["High Street", None])
    assert tidy(text, markers_are_unknown=True) is text
