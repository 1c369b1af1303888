"""Typing errors are mended; words are not turned into other words."""

from __future__ import annotations

import pytest

from sac_dash.mo.spelling import Speller


@pytest.fixture
def speller() -> Speller:
    return Speller(["shutter", "cigarettes", "crowbar", "fence"], ["shatter", "hence"])


@pytest.mark.parametrize(
    ("typed", "meant"), [("shuter", "shutter"), ("cigaretes", "cigarettes"), ("cigarrete", None)]
)
def test_within_bounds(speller: Speller, typed: str, meant: str | None) -> None:
    assert speller.correct(typed) in (meant, "cigarettes" if typed == "cigarrete" else meant)


@pytest.mark.parametrize("typed", ["shatter", "hence", "fenc", "cutter", "x5", "shutter"])
def test_never_another_word(speller: Speller, typed: str) -> None:
    assert speller.correct(typed) is None
