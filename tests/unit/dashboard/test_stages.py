"""One bar for the whole of a piece of work, and the time left from its pace."""

from __future__ import annotations

import pytest

from sac_dash.dashboard.jobs.stages import STAGES, overall, place_of
from sac_dash.domain.progress import seconds_left


@pytest.mark.parametrize("work", list(STAGES))
def test_the_weights_make_a_whole(work):
    assert sum(stage.weight for stage in STAGES[work]) == pytest.approx(1.0)


def test_the_bar_never_goes_back_from_stage_to_stage():
    told = [
        ("Reading a.csv", 0.0),
        ("Typing a.csv", 0.5),
        ("Reconciling", 0.99),
        ("Reading modus operandi", 0.5),
    ]
    told += [
        ("Scoring pairs", 0.1),
        ("Weighing the best pairs", 0.0),
        ("Growing series", 0.0),
        ("Growing series", 1.0),
        ("Looking back, quarter 2 of 9", 0.1),
        ("Looking back, quarter 9 of 9", 1.0),
    ]
    shares = [overall(STAGES["import"], stage, share) for stage, share in told]
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1.0)


def test_a_file_named_like_a_stage_is_read_all_the_same():
    assert place_of(STAGES["import"], "Reading Scoring pairs.csv") == 0


def test_the_time_left_follows_the_pace_and_is_not_guessed_too_soon():
    assert seconds_left(0.25, 30.0) == pytest.approx(90.0)
    assert seconds_left(0.01, 30.0) is None
    assert seconds_left(0.5, 0.5) is None
