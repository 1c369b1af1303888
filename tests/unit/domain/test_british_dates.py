"""Days and months in British order, whatever the machine's locale."""

from __future__ import annotations

from datetime import date

from sac_dash.domain.british_dates import british_day, british_month


def test_a_day_has_no_leading_nought_and_an_english_month():
    assert british_day(date(2026, 3, 4)) == "4 Mar 2026"
    assert british_day(date(2026, 12, 25)) == "25 Dec 2026"


def test_a_month_stands_without_its_day():
    assert british_month(date(2026, 9, 30)) == "Sep 2026"
