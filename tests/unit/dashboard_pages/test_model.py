"""The Model page: what the evidence says, how good it is, what was never measured, what is never used."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import flask
import numpy as np
import polars as pl
import pytest

from sac_dash.dashboard import state
from sac_dash.dashboard.pages.model import callbacks
from sac_dash.dashboard.pages.model.layout import layout
from sac_dash.dashboard.pages.model.quality import known_in_store, read_quality
from sac_dash.dashboard.pages.model.queries import read_evidence, read_rates
from sac_dash.domain.columns import LINKS, SERIES, SERIES_MEMBERS
from sac_dash.linkage import LinkageParameters
from sac_dash.linkage.domains import DOMAINS
from sac_dash.settings import Settings
from sac_dash.store import GenerationFrames, Store
from tests.unit.dashboard_pages.conftest import START, _offences

KNOWN = 14  # series of two, known to analysts
MODEL = {
    "version": "7",
    "vocabulary_version": "1.2",
    "mode": "every pair",
    "n": 160,
    "prior_log10_odds": -2.0,
    "facets": {
        "tool": {"domain": "tools", "known": 80, "codes": {"crowbar": 40, "thermal_lance": 2, "unseen": 0}},
        "harm": {"domain": "other_mo", "known": 9, "codes": {"injury": 9}},
    },
}


def _trial(level, strength, log_loss, recall, hit, precision):
    return {
        "level": level,
        "prior": "forty invented forces",
        "strength": strength,
        "log_loss": log_loss,
        "recall_at_10": recall,
        "hit_at_10": hit,
        "average_precision": precision,
    }


LEARNING = {
    "level": "shifted by own series",
    "reason": "It ranked better on unseen series.",
    "known_series": 31,
    "known_offences": 140,
    "cross_validation": [
        _trial("as given", 1e9, 3.1, 0.61, 0.90, 0.30),
        _trial("shifted by own series", 1000.0, 2.9, 0.65, 0.92, 0.36),
        _trial("shifted by own series", 300.0, 2.8, 0.66, 0.93, 0.38),
    ],
    "calibration": [
        {"low": 0.1, "high": 0.2, "n": 80, "mean_prob": 0.14, "true_share": 0.12},
        {
            "low": 0.9,
            "high": 1.0,
            "n": 12,
            "mean_prob": 0.97,
            "true_share": {"value": 0.9, "low": 0.8, "high": 1},
        },
    ],
    "prior": {"name": "forty invented forces", "checksum": "abc"},
    "shift": {"distance": 0.1},
}


def _frames(model):
    """Return series of two a week apart whose links are likely, and unlikely links between strangers."""
    rng = np.random.default_rng(5)
    rows = [(2 * k, 2 * k + 1, 3.0, 0.9) for k in range(KNOWN)]
    rows += [(a, b, -1.0, 0.01) for a, b in rng.integers(40, 160, (300, 2)).tolist() if a < b]
    links = pl.DataFrame(rows, schema=dict(LINKS), orient="row")
    evidence = {domain.column: pl.lit(0.0, pl.Float32) for domain in DOMAINS}
    evidence["evidence_tools"] = (
        pl.when(pl.col("probability") > 0.5).then(1.0).otherwise(-0.4).cast(pl.Float32)
    )
    evidence["evidence_time_gap"] = pl.col("log10_bayes_factor") / 4
    members = [(row, f"OP {row // 2}", 1.0, "core") for row in range(2 * KNOWN)]
    members += [(50, "OP 0", 0.7, "periphery"), (60, "S-1", 0.9, "core"), (61, "S-1", 0.9, "core")]
    first = START + timedelta(days=1)
    series = [(f"OP {k}", None, True, 2, 1.0, None, first, first) for k in range(KNOWN)]
    series.append(("S-1", 1, False, 2, 1.0, 3.0, first, first))
    return GenerationFrames(
        offences=_offences(),
        links=links.unique(["row_a", "row_b"]).with_columns(**evidence),
        members=pl.DataFrame(members, schema=dict(SERIES_MEMBERS), orient="row"),
        series=pl.DataFrame(series, schema=dict(SERIES), orient="row"),
        model=model,
    )


@pytest.fixture
def published(tmp_path):
    """Return a function that publishes a model and answers within its app."""
    contexts = []

    def publish(model):
        store = Store(tmp_path)
        store.publish(_frames(model), "invented")
        server = flask.Flask("test")
        state.install(server, state.Context(Settings(home=tmp_path), store))
        contexts.append(server.app_context())
        contexts[-1].push()
        return store.require_current()

    yield publish
    for context in reversed(contexts):
        context.pop()


def test_the_page_says_what_the_model_is_and_what_it_never_looks_at(published, words):
    published(MODEL)
    said = words(layout({}))
    assert "every one of 12,720 pairs" in said
    assert "1 in 101" in said
    assert "As taught elsewhere" in said
    assert "No series of yours" in said
    for part in (
        "What it does",
        "What it was taught on",
        "Limits",
        "Does it age?",
        "No real offence has shaped it",
    ):
        assert part in said
    for refused in ("Age, sex, ethnicity, nationality", "Names of people"):
        assert refused in said


def test_the_level_of_probabilities_is_said_in_words(published, words):
    counted = {"log10": 1.0, "rests_on": "counted in this file: 900 pairs stand out, and 300 would by chance"}
    published(MODEL | {"level": counted})
    said = " ".join(words(layout({})).split())
    assert "How likely a link is" in said
    assert "10 times what the evidence by itself comes to: counted in this file: 900 pairs stand out" in said


def test_what_counts_how_much_is_said_in_words(published, words):
    recorded = {"parameters": LinkageParameters().as_dict()}
    published(MODEL | recorded | {"learning": LEARNING})
    said = " ".join(words(layout({})).split())
    assert "What counts how much" in said
    assert "Tools and plant : " in said
    assert "Hour" in said
    assert "It ranked better on unseen series." in said
    assert "Distance : 10 points more" in said


def test_evidence_is_shown_where_it_lies_in_likely_links(published):
    view = read_evidence(published(MODEL))
    tools = next(each for each in view.kinds if each.label == "Tools and plant")
    assert (tools.low, tools.middle, tools.high, tools.speaks_in) == (1.0, 1.0, 1.0, 100)
    assert tools.least == pytest.approx(-0.4)
    assert {each.label for each in view.kinds} == {"Tools and plant", "Days apart"}
    assert view.likely == KNOWN
    assert view.time[-1].middle == pytest.approx(-0.25)
    assert view.place == []  # no place is known in metres


def test_figures_are_drawn_for_both_screens_and_say_what_they_count(published):
    published(MODEL)
    for scheme in ("light", "dark"):
        figure, caption = callbacks.draw_reach(scheme, None)
        assert len(figure["data"]) == 3
        assert "14 links of 50% or more" in caption
    _, place, time, said = callbacks.draw_curves("light", None)
    assert place == callbacks.NO_LINKS
    assert "n = " in said
    assert time["data"]


def test_rates_are_one_in_n_of_what_is_known_rarest_first(published):
    generation = published(MODEL)
    assert [(each.label, each.one_in) for each in read_rates(generation)] == [
        ("Thermal lance", 40.0),
        ("Crowbar, jemmy or pry bar", 2.0),
    ]
    rows, note = callbacks.list_rates("tool", None)
    assert [row["one_in"] for row in rows] == [40, 2.0]
    assert "1 in N" in note
    assert callbacks.list_rates("nowhere", None) == ([], "No behaviour is coded in these offences.")


def test_known_series_that_taught_nothing_judge_the_scores(published, words):
    generation = published(MODEL)
    assert known_in_store(generation).height == 2 * KNOWN  # proposals and suggestions are not known
    quality, figure, caption, said_and_true = callbacks.show_quality("light", None)
    said = words(quality)
    assert "Judged by the 14 known series" in said
    assert "Distance + time" in said
    assert "Of an offence's true partners, nearly all stand among its first ten (100%; 95% interval" in said
    assert "28 offences," in said  # what each measure counts
    assert "n = 14 links" in caption
    assert "too few to tell" in words(said_and_true)
    assert figure["data"][2]["x"] == pytest.approx([0.9])


def test_a_learnt_model_is_shown_by_its_cross_validation_only(published, words):
    view = read_quality(published(MODEL | {"learning": LEARNING}))
    assert "31 known series (140 offences)" in view.basis
    assert "It ranked better on unseen series." in view.basis
    assert [row.label for row in view.rows] == ["As taught elsewhere", "Adjusted by your series (in use)"]
    assert len(view.header) == 1 + len(view.rows[0].cells)  # each value stands under its name
    assert view.rows[0].cells[-1] == "the measure"
    assert view.rows[1].cells == ("66%", "93%", "38%", "10% less")
    assert [(each.said, each.true, each.judged) for each in view.points] == [
        (0.14, 0.12, True),
        (0.97, 0.9, False),
    ]
    assert "31 known series" in words(layout({}))


def test_each_probability_has_a_verdict_and_chance_is_told(published, words):
    bands = [
        {"n": 80, "mean_prob": 0.25, "true_share": {"value": 0.2, "low": 0.12, "high": 0.3}},
        {"n": 80, "mean_prob": 0.45, "true_share": {"value": 0.2, "low": 0.1, "high": 0.3}},
        {"n": 80, "mean_prob": 0.75, "true_share": {"value": 0.76, "low": 0.6, "high": 0.9}},
    ]
    published(MODEL | {"learning": LEARNING | {"calibration": bands}})
    *_, said_and_true = callbacks.show_quality("light", None)
    said = " ".join(words(said_and_true).split())
    assert "Over all 240 links of 10% or more: said 48%, true 39%: overstates slightly." in said
    assert "25% 20% 12% to 30% 80 overstates slightly (may be chance)" in said
    assert "45% 20% 10% to 30% 80 overstates more than twofold" in said
    assert "75% 76% 60% to 90% 80 as said" in said


@pytest.mark.parametrize("learning", [{}, LEARNING])
def test_an_analyst_reads_no_statistician(published, words, learning):
    published(MODEL | {"parameters": LinkageParameters().as_dict()} | {"learning": learning})
    quality, _, caption, said_and_true = callbacks.show_quality("light", None)
    read = " ".join([words(layout({})), words(quality), caption, words(said_and_true)]).lower()
    for jargon in (
        " nats",
        "surprise",
        "11% against",
        "combination:",
        "correction",
        "bayes",
        "prior:",
        " holds ",
    ):
        assert jargon not in read.replace("interval holds what was said", "")


def test_a_learnt_model_without_cross_validation_is_not_judged_by_its_teachers(published):
    view = read_quality(published(MODEL | {"learning": {"level": "facet by facet", "cross_validation": []}}))
    assert view.rows == ()
    assert "cannot judge them" in view.basis


def test_series_that_were_tried_and_changed_nothing_judge_the_weights(published):
    view = read_quality(published(MODEL | {"learning": LEARNING | {"level": "as given"}}))
    assert "Judged by the 14 known series" in view.basis


def test_the_invented_force_is_judged_by_its_own_truth(tmp_path, words):
    store = Store(tmp_path)
    frames = _frames(MODEL)
    unknown = frames.series.with_columns(known=pl.lit(value=False))
    store.publish(replace(frames, series=unknown, quality={"invented": True}), "invented")
    server = flask.Flask("test")
    state.install(server, state.Context(Settings(home=tmp_path), store))
    truth = [f"Marches,M/{row},OP {row // 2}" for row in range(2 * KNOWN)]
    with server.app_context():
        assert "Not measured" in words(callbacks.show_quality("light", None)[0])
    (tmp_path / "demo_truth.csv").write_text("\n".join(["force,crime_ref,series", *truth]))
    store.publish(replace(frames, series=unknown, quality={"invented": True}), "invented")
    with server.app_context():
        quality, *_ = callbacks.show_quality("light", None)
    assert "Judged by the 14 invented series behind this force" in words(quality)


def test_few_known_series_are_said_to_be_few(request_context, words):
    quality, *_ = callbacks.show_quality("light", None)
    assert "Not enough data: 1 known series, 10 are needed" in words(quality)


def test_a_store_without_model_or_known_series_says_what_to_do(tmp_path, words):
    store = Store(tmp_path)
    store.publish(GenerationFrames(offences=_offences(4)), "invented")
    server = flask.Flask("test")
    state.install(server, state.Context(Settings(home=tmp_path), store))
    with server.app_context():
        assert "not stated" in words(layout({}))
        quality, figure, caption, said_and_true = callbacks.show_quality("light", None)
        assert said_and_true == []
        assert "No known series is held" in words(quality)
        assert "It takes known series" in caption
        assert figure["layout"]["annotations"][0]["text"] == "Not measured yet"
        assert callbacks.draw_reach("dark", None)[1] == callbacks.NO_LINKS
