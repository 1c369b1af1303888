"""A small invented force with known truth: are its series found, the travelling one included?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl
import pytest

from sac_dash.domain.columns import OFFENCES, TAGS
from sac_dash.linkage import evaluate_ranking, explain_link, link_offences

START = datetime(2024, 1, 1, tzinfo=UTC)
CODES = {"premises": 8, "entry_point": 6, "entry_method": 7, "tool": 8, "getaway": 8, "property": 8}
UNKNOWN = 0.3
TRAVELLING = 0  # this series goes anywhere; the others keep to a few kilometres


def _invent(seed: int, n: int = 900, series: int = 24, size: int = 6):
    """Return offences, tags and each offence's series (-1: none)."""
    rng = np.random.default_rng(seed)
    towns = rng.uniform(0, 80, (15, 2))
    of_series = np.r_[np.repeat(np.arange(series), size), np.full(n - series * size, -1)]
    rows, tags = [], []
    habits = [{facet: int(rng.integers(k)) for facet, k in CODES.items()} for _ in range(series)]
    homes, starts = rng.integers(15, size=series), rng.uniform(0, 600, series)
    for row, own in enumerate(of_series):
        at_home = own >= 0 and own != TRAVELLING
        place = towns[homes[own] if at_home else rng.integers(15)] + rng.normal(0, 1.5, 2)
        day = starts[own] + rng.uniform(0, 60) if own >= 0 else rng.uniform(0, 700)
        start = START + timedelta(days=int(day), hours=18)
        rows.append(
            dict.fromkeys(OFFENCES)
            | {
                "offence_key": f"INV:{row:04d}",
                "crime_ref": f"{row:04d}",
                "force": "INV",
                "offence_class": "commercial_burglary",
                "when_precision": "minute",
                "from_at": start,
                "to_at": start + timedelta(hours=13),
                "crs": "EPSG:27700",
                "easting": 300_000 + 1000 * place[0],
                "northing": 200_000 + 1000 * place[1],
            }
        )
        for facet, k in CODES.items():
            if rng.random() < UNKNOWN:
                continue
            keeps = own >= 0 and rng.random() < 0.8
            tags.append((row, facet, f"code_{habits[own][facet] if keeps else rng.integers(k)}"))
    order = rng.permutation(n)
    offences = pl.DataFrame(rows, schema=dict(OFFENCES), orient="row")[order]
    place_of = {int(old): new for new, old in enumerate(order)}
    stated = [
        dict.fromkeys(TAGS)
        | {"row": place_of[r], "facet": f, "code": c, "state": "present", "origin": "text"}
        for r, f, c in tags
    ]
    return offences, pl.DataFrame(stated, schema=dict(TAGS), orient="row"), of_series[order]


def _truth(of_series):
    frame = pl.DataFrame({"row": np.arange(len(of_series)), "series": of_series})
    return frame.filter(pl.col("series") >= 0)


@pytest.fixture(scope="module")
def linked():
    offences, tags, of_series = _invent(seed=4)
    return offences, tags, of_series, link_offences(offences, tags)


def test_most_of_a_series_stands_in_the_first_ten(linked):
    *_, of_series, result = linked
    quality = evaluate_ranking(result.links, _truth(of_series))
    assert quality.recall_at_10 > 0.75
    assert quality.hit_at_10 > 0.95
    assert quality.average_precision > 0.5


def test_reading_what_was_done_beats_distance_and_time_alone(linked):
    offences, tags, of_series, result = linked
    without = link_offences(offences, tags.clear())
    truth = _truth(of_series)
    assert (
        evaluate_ranking(result.links, truth).average_precision
        > 1.5 * evaluate_ranking(without.links, truth).average_precision
    )


def test_the_travelling_series_is_found_from_a_seed(linked):
    offences, tags, of_series, result = linked
    quality = evaluate_ranking(result.links, _truth(np.where(of_series == TRAVELLING, 0, -1)))
    assert quality.hit_at_10 >= 0.8
    members = set(np.flatnonzero(of_series == TRAVELLING).tolist())
    own = result.links.filter(pl.col("row_a").is_in(members) & pl.col("row_b").is_in(members))
    best = own.sort("log10_bayes_factor", descending=True).row(0, named=True)
    distance = next(
        line for line in explain_link(offences, tags, best, result.model).lines if line.domain == "distance"
    )
    assert "km apart" in distance.words


def test_a_probability_means_what_it_says(linked):
    *_, of_series, result = linked
    links = result.links.filter(pl.col("probability") > 0.05)
    same = of_series[links["row_a"].to_numpy()] == of_series[links["row_b"].to_numpy()]
    true_share = float((same & (of_series[links["row_a"].to_numpy()] >= 0)).mean())
    assert 0.5 < true_share / links["probability"].mean() < 2.0


def test_suggestions_are_few_and_mostly_one_series_each(linked):
    *_, of_series, result = linked
    assert 5 <= result.series.height <= 60
    purity = []
    for _, members in result.members.group_by("series_id"):
        own = of_series[members["row"].to_numpy()]
        named = own[own >= 0]
        purity.append(np.bincount(named).max() / len(own) if len(named) else 0.0)
    assert np.mean(purity) > 0.7
    assert result.series["confidence"].is_sorted(descending=True)


def test_without_any_series_probabilities_stay_low():
    offences, tags, _ = _invent(seed=5, series=0)
    links = link_offences(offences, tags).links
    assert links.filter(pl.col("probability") > 0.8).height < 30
