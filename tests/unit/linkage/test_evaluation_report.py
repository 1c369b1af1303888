import json

import numpy as np
import polars as pl

from sac_dash.linkage.baselines import DISTANCE_TIME
from sac_dash.linkage.evaluation_report import OURS, JudgedRun, evaluate_linkage
from sac_dash.linkage.series_reach import SeriesReach, reach_of_series
from sac_dash.linkage.truth import find_true_pairs

CODES = pl.DataFrame({"row": [0, 1], "facet": ["tool", "tool"], "code": ["saw", "saw"]})


def _force(offences_at):
    """Return 24 series of two, the first half a kilometre apart and the others a county, in 300 offences."""
    rng = np.random.default_rng(11)
    km, days = rng.uniform(0, 80, 300), rng.uniform(0, 700, 300)
    for series in range(24):
        km[2 * series + 1] = (km[2 * series] + (1 if series < 12 else 40)) % 80
        days[2 * series + 1] = days[2 * series] + 3
    truth = pl.DataFrame({"row": range(48), "series": [row // 2 for row in range(48)]})
    return offences_at(list(km), list(days)), truth


def test_a_judgement_stands_beside_its_baselines_and_is_plain_values(offences_at):
    frame, truth = _force(offences_at)
    links = pl.DataFrame(
        {"row_a": range(0, 48, 2), "row_b": range(1, 48, 2), "log10_bayes_factor": 1.0, "probability": 0.9}
    )
    members = pl.DataFrame({"row": [0, 1], "series_id": ["x", "x"]})
    judged = evaluate_linkage(JudgedRun(frame, CODES, links, members), truth)
    hit = {each.method: each.ranking["hit_at_10"] for each in judged.methods}
    assert hit[OURS].value == 1.0
    assert 0.4 < hit[DISTANCE_TIME].value < 1.0
    assert hit[DISTANCE_TIME].low < hit[DISTANCE_TIME].value < hit[DISTANCE_TIME].high
    assert judged.enough
    groups = {each.group: each for each in judged.groups}
    assert (
        groups["local"].recall_at_10[DISTANCE_TIME].value
        > groups["travelling"].recall_at_10[DISTANCE_TIME].value
    )
    assert json.loads(json.dumps(judged.as_dict()))["enough_series"] is True


def test_a_series_travels_when_it_is_as_wide_as_its_file(offences_at):
    frame = offences_at([0, 1, 0, 60, None, None, *range(60)], range(66))
    truth = pl.DataFrame({"row": range(6), "series": list("aabbcc")})
    reach = reach_of_series(frame, find_true_pairs(truth))
    assert reach == [SeriesReach.LOCAL, SeriesReach.TRAVELLING, SeriesReach.UNKNOWN]
