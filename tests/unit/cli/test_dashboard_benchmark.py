"""The dashboard's benchmark calls what a browser would, on a store that is whole at any size."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

import pytest

from sac_dash.cli.benchmark.opened_page import OpenedPage
from sac_dash.cli.benchmark.repeated_force import repeat_linked
from sac_dash.dashboard.app import create_app
from sac_dash.settings import Settings
from sac_dash.store import Store
from tests.browser.invented_force import invented_frames


class InProcess:
    """A connection to an app of this process."""

    def __init__(self, home: Path, store: Store) -> None:
        self._client = create_app(Settings(home=home), store).server.test_client()

    def get(self, path: str) -> object:
        return self._client.get(path).json

    def call(self, body: bytes) -> tuple[float, bytes]:
        answer = self._client.post("/_dash-update-component", data=body, content_type="application/json")
        assert answer.status_code < 400, answer.text
        return 0.0, answer.data


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store(tmp_path_factory.mktemp("home"))
    store.publish(invented_frames(), "invented")
    return store


def outputs(page: OpenedPage) -> list[str]:
    return [json.loads(call)["output"] for call in page.calls]


def test_a_page_is_asked_for_its_own_parts_and_no_other_pages(store: Store) -> None:
    page = OpenedPage(InProcess(store.home, store), "/timelines?span=all")
    called = outputs(page)
    assert any("timelines-rows-graph.figure" in each for each in called)
    assert all("timelines-" in each or "shell-" in each for each in called)


def test_the_address_reaches_the_parts_that_keep_it(store: Store) -> None:
    key = store.require_current().offences["offence_key"][3]
    page = OpenedPage(InProcess(store.home, store), f"/offence?ref={quote(key)}")
    similar = next(call for call in page.calls if b"offence-similar.rowData" in call)
    assert quote(key).encode() in similar


def test_a_force_laid_beside_itself_stays_whole(store: Store) -> None:
    linked = store.require_current()
    rows = linked.offences.height * 2 + 10
    frames = repeat_linked(linked, 3, rows)
    assert frames.offences.height == rows == frames.offences["offence_key"].n_unique()
    assert frames.members["row"].max() < rows  # type: ignore[operator]
    assert frames.members.height == 2 * linked.members.height > 0
    assert frames.series["series_id"].n_unique() == 2 * linked.series.height
    assert set(frames.members["series_id"]) == set(frames.series["series_id"])
    assert sorted(frames.series["rank"]) == list(range(1, frames.series.height + 1))
