"""The score itself: what agreement, disagreement, silence and rarity do."""

from dataclasses import replace

import numpy as np
import pytest

from sac_dash.linkage import kernels
from sac_dash.linkage.coded_offences import code_arrays
from sac_dash.linkage.curves import FIRST_DAYS, GAP_BINS, bin_edges
from sac_dash.linkage.domains import DOMAIN_INDEX, DOMAINS, PAIRWISE
from sac_dash.linkage.parameters import Calibration, FacetParameters, LinkageParameters
from sac_dash.linkage.reach_bounds import ROUNDED, Bounds, habit_bound
from sac_dash.linkage.records import build_records
from sac_dash.linkage.scope import linkable

RAW = LinkageParameters(calibration={d.name: Calibration(1.0, 1.0, -9.0, 9.0) for d in DOMAINS})


def _evidence(offences, tags, pairs, parameters=RAW):
    coded = code_arrays(offences, tags, linkable(offences))
    records, tables = build_records(coded, parameters)
    a, b = (np.array(side, np.int64) for side in zip(*pairs, strict=True))
    found = kernels.pair_evidence(records, tables, PAIRWISE, a, b)
    return [dict(zip([d.name for d in DOMAINS[:PAIRWISE]], row, strict=True)) for row in found]


def test_rare_agreement_says_more_than_common_and_silence_says_nothing(offences_of, tags_of):
    tags = [(k, "tool", "brick") for k in range(2, 40)] + [(k, "tool", "telehandler") for k in (0, 1)]
    rare, common, clash, silent = _evidence(
        offences_of([{}] * 50), tags_of(tags), [(0, 1), (2, 3), (0, 2), (0, 45)]
    )
    assert rare["tools"] > 0.8 > common["tools"] > 0.0 > clash["tools"]
    assert silent["tools"] == 0.0


def test_shared_absence_is_no_match_and_a_contradiction_counts_against(offences_of, tags_of):
    tags = [(k, "property", "alcohol", "absent") for k in (0, 1)] + [(2, "property", "alcohol")]
    both_absent, contradiction = _evidence(offences_of([{}] * 6), tags_of(tags), [(0, 1), (0, 2)])
    assert both_absent["property"] == 0.0
    assert contradiction["property"] == pytest.approx(FacetParameters().absent_log10)


def test_further_shared_codes_count_in_part(offences_of, tags_of):
    tags = [(k, "tool", code) for k in (0, 1) for code in ("axe", "saw")]
    tags += [(2, "tool", "axe"), (2, "tool", "rope"), (3, "tool", "drill")]
    tags += [(k, "tool", "brick") for k in range(4, 30)]
    two, one = _evidence(offences_of([{}] * 30), tags_of(tags), [(0, 1), (0, 2)])
    assert one["tools"] < two["tools"] < 2 * one["tools"] * 1.2


def test_both_orders_of_a_pair_agree_exactly(small_file):
    forward = _evidence(*small_file, [(a, b) for a in range(10) for b in range(a)])
    backward = _evidence(*small_file, [(b, a) for a in range(10) for b in range(a)])
    assert forward == backward


def test_unknown_places_leave_distance_at_zero(offences_of, tags_of):
    rows = [{"km": (k, k)} for k in range(6)] + [{}, {"easting": float("inf"), "northing": 1.0}]
    found = _evidence(offences_of(rows), tags_of([]), [(0, 6), (0, 7), (6, 7), (0, 1)])
    assert [round(row["distance"], 9) == 0 for row in found] == [True, True, True, False]


def test_places_in_another_reference_system_are_not_compared(offences_of, tags_of):
    rows = [{"km": (k, k)} for k in range(6)] + [{"km": (0, 0), "crs": "EPSG:2230"}]
    assert _evidence(offences_of(rows), tags_of([]), [(0, 6)])[0]["distance"] == 0.0


def test_a_return_to_the_address_is_seen_without_coordinates(offences_of, tags_of):
    rows = [{"address": "12 High St.", "town": "Ludlow"}, {"address": "12 HIGH ST", "town": "Ludlow"}]
    rows += [{"address": "12 High St", "town": "Leominster"}, {"address": "12 High St"}]
    same, other_town, no_town = _evidence(offences_of(rows), tags_of([]), [(0, 1), (0, 2), (0, 3)])
    assert same["same_premises"] > 0.0
    assert other_town["same_premises"] == no_town["same_premises"] == 0.0


def test_vague_windows_say_nothing_of_the_hour(offences_of, tags_of):
    rows = [{"day": 9 * k, "hours": 1} for k in range(20)]
    rows += [{"day": 9 * k, "hours": 1, "from_at": None} for k in ()]
    rows += [{"day": 200, "hours": 72}, {"day": 220, "hours": 72}]
    sharp, vague = _evidence(offences_of(rows), tags_of([]), [(0, 1), (20, 21)])
    assert abs(vague["hour_of_day"]) < abs(sharp["hour_of_day"]) + 1e-9


def test_a_domain_never_passes_its_limits(small_file):
    tight = {d.name: Calibration(1.0, 1.0, -0.1, 0.2) for d in DOMAINS}
    found = _evidence(*small_file, [(0, 1), (0, 30), (5, 9)], replace(RAW, calibration=tight))
    values = [value for row in found for value in row.values()]
    assert max(values) <= 0.2
    assert min(values) >= -0.1


def test_the_kernels_know_the_domains_by_their_place():
    assert DOMAIN_INDEX["distance"] == kernels.DISTANCE
    assert DOMAIN_INDEX["same_premises"] == kernels.SAME_PREMISES


def test_gaps_are_counted_as_a_histogram_of_every_pair_would():
    rng = np.random.default_rng(1)
    mid, term = rng.uniform(0, 900, 200), rng.uniform(0, 0.5, 200)
    edges = bin_edges(FIRST_DAYS, GAP_BINS)
    a, b = np.triu_indices(200, 1)
    days = np.sqrt((mid[a] - mid[b]) ** 2 + term[a] + term[b])
    assert kernels.count_gaps(mid, term, edges).sum(axis=0).tolist() == np.histogram(days, edges)[0].tolist()


def _habits(seed: int, windows: int = 60):
    """Return random windows as shares, as records hold them and as they are, and a ratio of two hours."""
    rng = np.random.default_rng(seed)
    shares = rng.uniform(0, 1, (windows, 24)) * (rng.uniform(0, 1, (windows, 24)) < 0.4)
    shares[:, 0] += 1e-3
    shares /= shares.sum(axis=1, keepdims=True)
    held = np.floor(shares * kernels.SHARE_STEPS + 1e-6).astype(np.uint16)
    ratio = rng.uniform(0.2, 3.0, (24, 24)).astype(np.float32)
    return shares, held, (ratio + ratio.T) / 2


def test_hours_say_what_their_shares_and_the_ratio_of_partners_come_to():
    shares, held, ratio = _habits(1)
    expected = shares @ ratio @ shares.T
    found = [[kernels.linked_share(mine, theirs, ratio) for theirs in held] for mine in held]
    assert np.allclose(found, expected, rtol=1e-3)


def test_what_is_expected_of_partners_at_most_is_never_exceeded():
    _, held, ratio = _habits(2)
    most = kernels.most_linked(held, ratio)
    assert np.allclose(most, (held / kernels.SHARE_STEPS @ ratio).max(axis=0))
    bounds = Bounds(np.zeros(1), np.zeros((1, 1)), 0, 0, most * ROUNDED, most[:7])
    for mine in held:
        at_most = habit_bound(mine, ratio, bounds.hour)
        assert all(kernels.habit_log10(mine, theirs, ratio) <= at_most for theirs in held)


def test_shares_never_add_up_to_more_than_a_window(small_file):
    offences, tags = small_file
    records, _ = build_records(code_arrays(offences, tags, linkable(offences)), LinkageParameters())
    for shares in (records.hour, records.day):
        whole = shares.sum(axis=1, dtype=np.int64)
        assert whole.max() <= kernels.SHARE_STEPS
        assert whole.min() > kernels.SHARE_STEPS - 30
