"""The ladder: nothing is learned from little, much is learned from many, and only what wins is taken."""

import json
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from sac_dash.linkage import link_offences
from sac_dash.linkage.coded_offences import code_arrays
from sac_dash.linkage.learning import AS_GIVEN, BY_FACET, SHIFTED, LearningParameters, learn
from sac_dash.linkage.parameters import LinkageParameters
from sac_dash.linkage.scope import linkable
from sac_dash.linkage.travelling_model import NamedPrior

from .known_force import known_force, known_frame

QUICK = LearningParameters(candidates=20, sample=2_000)


def _numb() -> LinkageParameters:
    """A prior that hardly listens to tools and listens to entry: wrong for the invented force."""
    shipped = LinkageParameters()
    tools, entry = shipped.calibration_of("tools"), shipped.calibration_of("entry")
    changed = {"tools": replace(tools, agree=0.02, disagree=0.02), "entry": replace(entry, agree=1.5)}
    return replace(shipped, calibration={**shipped.calibration, **changed})


@pytest.fixture(scope="module")
def force():
    offences, tags, own = known_force(series=16)
    return code_arrays(offences, tags, linkable(offences)), tags, own


def _known(force, series):
    coded, _, own = force
    placed = own[coded.rows]
    return {f"Op {number}": np.flatnonzero(placed == number).tolist() for number in range(series)}


def _learn(force, series, *priors, how=QUICK):
    coded, tags, _ = force
    return learn(
        coded, tags, _known(force, series), priors or (NamedPrior("shipped", "0", _numb()),), how=how
    )


def test_few_known_series_teach_nothing_and_say_so(force):
    learned = _learn(force, 3)
    assert learned.parameters == _numb()
    assert learned.report["level"] == AS_GIVEN
    assert "3 known series" in learned.report["reason"]
    assert learned.report["cross_validation"] == []


def test_no_known_series_is_said_plainly(force):
    assert _learn(force, 0).report["reason"].startswith("No series is known yet")


def test_known_series_shift_a_wrong_prior_the_right_way(force):
    learned = _learn(force, 12)
    assert learned.report["level"] == SHIFTED
    assert learned.report["shift"]["tools"] > 0
    assert learned.report["shift"]["entry"] < 0
    trials = learned.report["cross_validation"]
    given, taken = trials[0], min(trials, key=lambda trial: trial["log_loss"])
    assert taken["log_loss"] < given["log_loss"]
    assert taken["average_precision"] >= given["average_precision"]
    json.dumps(learned.report)


def test_facets_are_weighed_apart_only_where_many_series_are_known(force):
    levels = {trial["level"] for trial in _learn(force, 12).report["cross_validation"]}
    assert levels == {AS_GIVEN, SHIFTED}
    many = replace(QUICK, min_series_by_facet=10)
    levels = {trial["level"] for trial in _learn(force, 12, how=many).report["cross_validation"]}
    assert levels == {AS_GIVEN, SHIFTED, BY_FACET}


def test_cross_validation_chooses_the_better_of_two_priors(force):
    good, bad = NamedPrior("good", "1", LinkageParameters()), NamedPrior("bad", "2", _numb())
    stiff = replace(QUICK, strengths=(1e7,))
    for order in ((good, bad), (bad, good)):
        assert _learn(force, 12, *order, how=stiff).report["prior"]["name"] == "good"


def test_learning_is_repeatable(force):
    assert _learn(force, 12) == _learn(force, 12)


def test_linking_learns_and_the_model_says_so_and_names_a_series_nowhere_else():
    offences, tags, own = known_force(series=16)
    known = known_frame(own, 12)
    taught = link_offences(offences, tags, _numb(), known=known)
    told = taught.model["learning"]
    assert (told["known_series"], told["known_offences"], told["level"]) == (12, 60, SHIFTED)
    assert taught.model["parameters"]["calibration"]["tools"]["agree"] > 0.02
    assert "Op 3" in taught.model["known_series"]
    assert "Op 3" not in json.dumps({**taught.model, "known_series": None})
    plain = link_offences(offences, tags, _numb())
    assert plain.model["learning"]["level"] == AS_GIVEN
    assert _held_out_recall(taught.links, own) > _held_out_recall(plain.links, own)


def test_row_order_does_not_change_what_is_learned():
    offences, tags, own = known_force(series=14)
    known = known_frame(own, 10)
    order = offences.with_row_index("old").sample(fraction=1.0, shuffle=True, seed=2)
    place = order.select(row=pl.col("old").cast(pl.UInt32)).with_row_index("new")
    moved_tags = tags.join(place, on="row").drop("row").rename({"new": "row"}).select(tags.columns)
    moved = (
        known.with_columns(pl.col("row").cast(pl.UInt32))
        .join(place, on="row")
        .select(row="new", series="series")
    )
    first = link_offences(offences, tags, known=known).model
    second = link_offences(order.drop("old"), moved_tags, known=moved).model
    assert first["parameters"] == second["parameters"]


def _held_out_recall(links: pl.DataFrame, own: np.ndarray) -> float:
    """Share of the linked pairs of series 12 and up that are among the 10 best of either offence."""
    found = 0
    for row in np.flatnonzero(own >= 12):
        mine = links.filter((pl.col("row_a") == row) | (pl.col("row_b") == row))
        best = mine.sort("log10_bayes_factor", descending=True).head(10)
        partners = set(best["row_a"]) | set(best["row_b"])
        found += sum(own[partner] == own[row] for partner in partners - {int(row)})
    return found
