"""The benchmark of the morning goes on from the links held, and says how far linking anew agrees."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sac_dash.cli.benchmark import increment
from sac_dash.cli.benchmark.increment import Mornings, benchmark_increment
from sac_dash.linkage.parameters import LevelParameters, LinkageParameters, ReachParameters
from sac_dash.workflow import requests


def test_every_round_goes_on_from_what_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """In one process, so that seven hundred offences can stand for a million."""
    as_shipped = LevelParameters(fewest=10**9)  # seven hundred are too few to count a level by
    large = replace(LinkageParameters(), reach=ReachParameters(every_pair_up_to=5), level=as_shipped)
    monkeypatch.setattr(requests, "LinkageParameters", lambda: large)
    monkeypatch.setattr(increment, "run_fresh", lambda work, request: work(request))
    report = benchmark_increment(700, 1, Mornings(new=5, rounds=2))
    figures = {each.name: each.value for each in report.figures}
    assert figures["rounds that went on from the links held"] == 2
    assert figures["links then"] > 100
    assert figures["of the links before, found then too"] > 90
    assert figures["of the links then, there before"] > 90
    assert figures["greatest difference between their probabilities"] < 0.3
    assert report.comparison is not None
    assert [row[0] for row in report.comparison.rows] == ["1", "2"]
