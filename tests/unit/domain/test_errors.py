"""Errors name file, row, column and remedy on one line."""

from sac_dash.domain.errors import SacDashError, UnusableInputError


def test_line_names_every_place_and_the_remedy():
    error = SacDashError(
        "not a date", file="june.csv", row=14, column="Committed From", remedy="Write it as DD/MM/YYYY"
    )
    assert str(error) == 'june.csv, row 14, column "Committed From": not a date. Write it as DD/MM/YYYY.'


def test_line_without_a_place_is_the_problem_alone():
    assert str(SacDashError("the store is busy")) == "the store is busy."


def test_line_breaks_in_a_problem_never_make_a_second_line():
    assert "\n" not in str(UnusableInputError("bad\ncontainer", file="x\ny.csv"))
