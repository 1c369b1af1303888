"""A result says what it rests on."""

from __future__ import annotations

from sac_dash.patterns.basis import LeftOut, NotEnough, TooLittle, rest_on


def test_only_reasons_that_left_something_out_are_told():
    basis = rest_on(10, no_place=3, month_only=0)
    assert basis.left_out == ((LeftOut.NO_PLACE, 3),)
    assert basis.n_left_out == 3


def test_what_is_short_is_said_in_words():
    assert (
        str(NotEnough(TooLittle.PLACES, 2, 3, rest_on(9)))
        == "Not enough data: 2 distinct places, at least 3 needed"
    )
