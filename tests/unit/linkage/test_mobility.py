import numpy as np
import polars as pl

from sac_dash.linkage.coded_offences import code_arrays
from sac_dash.linkage.curves import by_kind
from sac_dash.linkage.kernels import DISTANCE, kind_of_pair, pair_evidence
from sac_dash.linkage.mobility import LOCAL, MIXED, TRAVELLING, mobility_points
from sac_dash.linkage.parameters import DistanceParameters, LinkageParameters
from sac_dash.linkage.records import build_records


def _points(offences, tags):
    return mobility_points(code_arrays(offences, tags, pl.Series([True] * offences.height))).tolist()


def test_fast_cars_and_goods_worth_a_journey_travel_people_on_foot_do_not(offences_of, tags_of):
    tags = tags_of(
        [
            (0, "getaway", "performance_car"),
            (0, "property", "tobacco"),
            (1, "property", "phones"),
            (1, "premises", "phone_shop"),
            (2, "getaway", "on_foot"),
            (2, "offender_number", "one"),
            (3, "tool", "crowbar"),
        ]
    )
    rows = [{}, {}, {}, {}, {"offence_class": "atm_attack"}]
    assert _points(offences_of(rows), tags) == [3, 1, -2, 0, 2]


def test_what_is_said_not_to_be_so_moves_nothing(offences_of, tags_of):
    assert _points(offences_of([{}]), tags_of([(0, "getaway", "performance_car", "absent")])) == [0]


def test_a_pair_is_of_a_kind_only_when_both_together_say_enough():
    kinds = [kind_of_pair.py_func(points) for points in (-3, -2, -1, 0, 1, 2, 4)]
    assert kinds == [LOCAL, LOCAL, MIXED, MIXED, MIXED, TRAVELLING, TRAVELLING]


def test_the_kinds_share_out_what_does_not_travel_as_all_pairs_do():
    travelling, mixed, local = by_kind(DistanceParameters())
    assert mixed == DistanceParameters()
    for kind, share in ((travelling, 0.7), (local, 0.06)):
        assert np.isclose(kind.local_share + kind.regional_share, 1 - share)
        assert np.isclose(kind.local_share / kind.regional_share, mixed.local_share / mixed.regional_share)


def test_far_apart_counts_least_against_those_who_travel_and_near_counts_least_for_them(offences_of, tags_of):
    rng = np.random.default_rng(3)
    rows = [{"km": tuple(rng.uniform(0, 90, 2)), "day": 3 * k} for k in range(60)]
    rows[:4] = [{"km": km} for km in ((0, 0), (0, 0.4), (60, 60), (0, 0.4))]
    offences, evidence = offences_of(rows), {}
    for kind, code in (("travelling", "performance_car"), ("mixed", None), ("local", "on_foot")):
        tags = tags_of([] if code is None else [(row, "getaway", code) for row in range(4)])
        scales = build_records(code_arrays(offences, tags, pl.Series([True] * 60)), LinkageParameters())
        pairs = pair_evidence(*scales, 17, np.array([0, 0]), np.array([1, 2]))
        evidence[kind] = pairs[:, DISTANCE]
    near, far = (np.array([evidence[kind][k] for kind in ("travelling", "mixed", "local")]) for k in (0, 1))
    assert (np.diff(near) > 0).all()
    assert near[0] > 0
    assert (np.diff(far) < 0).all()
    assert far[0] < 0
