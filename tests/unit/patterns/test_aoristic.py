"""Offences are spread over their windows by the clock on the wall, and nothing is lost."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from sac_dash.patterns.aoristic import AoristicParameters, HourTable, shares_of, spread_hours, week_weights
from sac_dash.patterns.basis import LeftOut, NotEnough, TooLittle

from .windows import between, windows

MONDAY, SUNDAY = 0, 6
ANY = AoristicParameters(least_n=1)


def table(*pairs: tuple[str, str]) -> np.ndarray:
    found = spread_hours(windows(*pairs), ANY)
    assert isinstance(found, HourTable)
    return found.cells.weight


def test_a_window_gives_each_hour_its_share():
    # Monday 1 June 2026 from 22:30 to 01:00, British summer time
    cells = table(("2026-06-01T21:30:00", "2026-06-02T00:00:00"))
    assert cells[MONDAY, 22] == pytest.approx(0.2)
    assert cells[MONDAY, 23] == pytest.approx(0.4)
    assert cells[1, 0] == pytest.approx(0.4)
    assert cells.sum() == pytest.approx(1)


def test_a_moment_counts_wholly_in_its_hour():
    assert table(("2026-01-05T02:59:00", "2026-01-05T03:00:00"))[MONDAY, 2] == 1


def test_sunday_night_runs_into_monday():
    cells = table(("2026-01-04T23:00:00", "2026-01-05T01:00:00"))
    assert (cells[SUNDAY, 23], cells[MONDAY, 0]) == (0.5, 0.5)


def test_the_clock_change_night_has_an_hour_more():
    # from 23:00 on Saturday to 03:00 on Sunday by the wall: five hours, of which two between one and two
    cells = table(("2026-10-24T22:00:00", "2026-10-25T03:00:00"))
    assert cells[SUNDAY, 1] == pytest.approx(0.4)
    assert cells[5, 23] == pytest.approx(0.2)


def test_windows_longer_than_a_week_are_counted_apart_and_not_spread():
    held = windows(
        *[("2026-01-05T02:00:00", "2026-01-05T03:00:00")] * 5, ("2026-01-01T00:00:00", "2026-01-20T00:00:00")
    )
    found = spread_hours(held)
    assert isinstance(found, HourTable)
    assert found.basis.n == 5
    assert found.basis.left_out == ((LeftOut.WINDOW_TOO_LONG, 1),)
    assert found.cells.weight.sum() == pytest.approx(5)


def test_a_whole_week_says_nothing_of_the_hour():
    cells = table(("2026-01-05T00:00:00", "2026-01-12T00:00:00"))
    assert cells == pytest.approx(1 / 168)


def test_too_few_offences_are_said_to_be_too_few():
    found = spread_hours(windows(("2026-01-05T02:00:00", "2026-01-05T03:00:00")))
    assert isinstance(found, NotEnough)
    assert (found.reason, found.n, found.needed) == (TooLittle.OFFENCES, 1, 5)


def test_effective_n_counts_what_the_windows_tell():
    timed = spread_hours(windows(*[("2026-01-05T02:00:00", "2026-01-05T03:00:00")] * 6))
    nights = spread_hours(windows(*[("2026-01-05T20:00:00", "2026-01-06T06:00:00")] * 40))
    assert isinstance(timed, HourTable)
    assert isinstance(nights, HourTable)
    assert timed.effective_n == pytest.approx(6)
    assert nights.effective_n == pytest.approx(4)


def test_random_windows_agree_with_minute_by_minute_counting():
    rng = np.random.default_rng(5)
    start = rng.integers(1_760_000_000, 1_780_000_000, 200) // 60 * 60
    held = between(start, start + rng.integers(1, 7 * 24 * 60, 200) * 60, "UTC")
    weight, squares = week_weights(held)
    by_hand, squared = np.zeros(168), 0.0
    for begin, end in zip(held.start_s, held.end_s, strict=True):
        hours = np.arange(begin, end, 60) // 3_600
        by_hand += np.bincount((hours + 72) % 168, minlength=168) / len(hours)
        squared += ((np.unique(hours, return_counts=True)[1] / len(hours)) ** 2).sum()
    assert weight == pytest.approx(by_hand)
    assert squares == pytest.approx(squared)


def test_intervals_hold_what_is_true_as_often_as_they_say():
    truth = np.array([0.5, 0.3, 0.15, 0.05])
    rng = np.random.default_rng(2)
    held = []
    for _ in range(600):
        shares = shares_of(rng.multinomial(30, truth).astype(float), 0.9)
        held.append((shares.low <= truth) & (truth <= shares.high))
    assert np.mean(held) == pytest.approx(0.9, abs=0.04)


def test_picking_offences_and_moments_is_binomial_so_that_intervals_need_no_draws():
    rng = np.random.default_rng(7)
    start = rng.integers(1_760_000_000, 1_770_000_000, 60)
    held = between(start, start + rng.integers(3_600, 12 * 3_600, 60), "UTC")
    found = spread_hours(held)
    assert isinstance(found, HourTable)
    pick = rng.integers(0, 60, (4_000, 60))
    moment = held.start_s[pick] + rng.random(pick.shape) * (held.end_s - held.start_s)[pick]
    counts = (moment.astype(np.int64) // 3_600 % 24)[..., None] == np.arange(24)
    counts = counts.sum(axis=1)
    share = found.hours.share
    assert counts.mean(axis=0) / 60 == pytest.approx(share, abs=0.004)
    assert counts.var(axis=0) / 60 == pytest.approx(share * (1 - share), abs=0.006)


def test_an_empty_cell_is_not_certainly_empty():
    shares = shares_of(np.array([6.0, 0.0]), 0.95)
    assert shares.low[1] == 0
    assert 0.2 < shares.high[1] < 0.4


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "begin", "end"),
    [("NYburg.csv", "FR_dt", "TO_dt"), ("dcburglaries.csv", "StartDateTime", "EndDateTime")],
)
def test_real_windows_agree_with_moments_drawn_from_them(shared_data, name, begin, end):
    read = pl.read_csv(shared_data / "aoristic" / name, infer_schema=False)
    when = [
        pl.col(each).str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False).dt.epoch("s") for each in (begin, end)
    ]
    frame = read.select(begin=when[0], end=when[1]).drop_nulls().filter(pl.col("end") >= pl.col("begin"))
    start, stop = frame["begin"].to_numpy(), frame["end"].to_numpy()
    held = between(start, np.maximum(stop, start + 60), "UTC")  # both files give wall times
    found = spread_hours(held)
    assert isinstance(found, HourTable)
    rng, draws = np.random.default_rng(8), 400
    short = held.length_days <= 7
    first, length = held.start_s[short], (held.end_s - held.start_s)[short]
    drawn = np.zeros(168)
    for _ in range(draws):
        moment = (first + rng.random(len(first)) * length).astype(np.int64)
        drawn += np.bincount((moment // 3_600 + 72) % 168, minlength=168)
    error = 5 * np.sqrt(np.maximum(found.cells.weight.ravel(), 0.05) / draws)
    assert len(first) > 900
    assert (np.abs(drawn / draws - found.cells.weight.ravel()) < error).all()
