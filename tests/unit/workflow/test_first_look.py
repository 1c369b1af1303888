"""What is got ready as results are published: the scan and the look through the past; and that it fails nobody."""

from __future__ import annotations

import pytest

from sac_dash.domain.progress import Cancelled
from sac_dash.store import GenerationFrames, Store
from sac_dash.workflow import past_alerts
from sac_dash.workflow.case_book import case_book_of
from sac_dash.workflow.first_look import get_ready
from sac_dash.workflow.kept_scan import kept_scan
from sac_dash.workflow.past_alerts import kept_past

from .test_alerts import force


@pytest.fixture
def store(tmp_path) -> Store:
    made = Store(tmp_path)
    made.publish(GenerationFrames(offences=force()), "invented data for a test")
    return made


def asked(store):
    return store, store.require_current(), case_book_of(store)


def test_the_scan_and_the_past_are_kept(store):
    get_ready(store)
    assert kept_scan(*asked(store)) is not None
    assert kept_past(*asked(store)) is not None


def test_an_empty_store_has_nothing_to_get_ready(tmp_path):
    get_ready(Store(tmp_path / "empty"))


def broken(*_given):
    raise ValueError("x")


def stopped(*_given):
    raise Cancelled


@pytest.mark.parametrize("happens", [broken, stopped])
def test_it_fails_nobody(store, monkeypatch, happens):
    monkeypatch.setattr(past_alerts, "back_test_store", happens)
    get_ready(store)
    assert kept_scan(*asked(store)) is not None
    assert kept_past(*asked(store)) is None


def test_a_past_that_takes_long_is_left_to_whoever_asks_for_it(store, monkeypatch):
    monkeypatch.setattr(past_alerts, "SOON_AT_MOST", 100)
    get_ready(store)
    assert kept_scan(*asked(store)) is not None
    assert kept_past(*asked(store)) is None
