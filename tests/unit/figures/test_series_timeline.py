"""The timeline of a series: windows whole, gaps in days, silence up to the cut-off."""

from __future__ import annotations

from datetime import datetime

from sac_dash.figures.series_timeline import (
    TimelineMember,
    TimelineTie,
    describe_window,
    draw_series_timeline,
    say_gap_days,
)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)  # local time without a zone, as the axis is


MEMBERS = [
    TimelineMember(1, "R/1", moment("2026-03-01 20:00"), moment("2026-03-02 06:00"), "Ludlow"),
    TimelineMember(2, "R/2", moment("2026-03-03 20:00"), moment("2026-03-03 20:00"), "Leominster"),
    TimelineMember(3, "R/3", moment("2026-04-03 20:00"), moment("2026-04-03 23:30"), "Ludlow"),
]
FIGURE = draw_series_timeline(MEMBERS, "#0072b2", moment("2026-04-20 09:00"), chosen="R/2")


def test_windows_run_from_start_to_end():
    windows = FIGURE["data"][0]
    assert windows["x"][:3] == ["2026-03-01 20:00", "2026-03-02 06:00", None]


def test_gaps_are_in_days_and_the_long_one_is_bold():
    assert [note["text"] for note in FIGURE["layout"]["annotations"][:-1]] == ["2 d", "<b>31 d</b>"]


def test_silence_runs_to_the_cut_off_and_the_chosen_one_stands_out():
    assert FIGURE["data"][2]["x"] == ["2026-04-03 23:30", "2026-04-20 09:00"]
    assert FIGURE["data"][1]["marker"]["line"]["width"] == [0, 2, 0]


def test_windows_are_told_in_british_order():
    assert [describe_window(member) for member in MEMBERS] == [
        "1 Mar 2026 20:00 – 2 Mar 06:00",
        "3 Mar 2026 20:00",
        "3 Apr 2026 20:00 – 23:30",
    ]


def test_a_short_silence_is_drawn_at_its_true_length_to_the_cut_off():
    assert FIGURE["layout"]["xaxis"]["range"][1] > "2026-04-20 09:00"
    assert FIGURE["layout"]["annotations"][-1]["text"] == "cut-off 20 Apr 2026: 16 d quiet"
    assert len(FIGURE["layout"]["shapes"]) == 1


def test_a_long_silence_is_cut_and_the_cut_is_marked():
    figure = draw_series_timeline(MEMBERS, "#0072b2", moment("2027-06-30 09:00"))
    assert figure["layout"]["xaxis"]["range"][1] < "2026-06-01"
    assert figure["layout"]["annotations"][-1]["text"].endswith("452 d quiet, axis cut")
    assert len(figure["layout"]["shapes"]) == 3


def test_gaps_under_a_day_claim_no_hours_and_rows_of_numbers_are_thinned():
    assert [say_gap_days(gap) for gap in (0.1, 0.99, 1.0, 12.4)] == ["< 1 d", "< 1 d", "1 d", "12 d"]
    many = [
        TimelineMember(n, f"R/{n}", moment("2026-03-01 20:00"), moment("2026-03-01 21:00"), "Ludlow")
        for n in range(1, 22)
    ]
    ticks = draw_series_timeline(many, "#0072b2", moment("2026-03-02 09:00"))["layout"]["yaxis"]["tickvals"]
    assert ticks == [1, 4, 7, 10, 13, 16, 19]


def test_a_hard_link_is_drawn_between_its_two_windows_with_its_words():
    ties = [TimelineTie(1, 3, "DNA LAB/7"), TimelineTie(1, 9, "of an offence that is not drawn")]
    figure = draw_series_timeline(MEMBERS, "#0072b2", moment("2026-04-20 09:00"), ties=ties)
    line, mark = figure["data"][-2:]
    assert line["y"] == [1, 3, None]
    assert mark["hovertext"] == ["DNA LAB/7"]
    assert len(FIGURE["data"]) == 3


def test_a_click_on_a_window_sends_the_journey_number():
    assert FIGURE["data"][1]["customdata"] == [1, 2, 3]
