"""A worker gets ready what pages share; a damaged store is told by the page that needs it."""

from __future__ import annotations

import logging
from pathlib import Path

from sac_dash.dashboard import state
from sac_dash.dashboard.app import create_app
from sac_dash.dashboard.warming import start_warming
from sac_dash.settings import Settings
from sac_dash.store import Store
from tests.browser.invented_force import invented_frames


def test_what_pages_share_is_read_before_anybody_asks(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.publish(invented_frames(), "invented")
    server = create_app(Settings(home=tmp_path), store).server
    start_warming(server).join()
    with server.app_context():
        standing = state.standing()
        assert standing is not None
        assert {"_links_held", "evidence", "tags", "offences"} <= set(vars(standing.generation))
        assert {"series", "tags"} <= set(vars(standing))


def test_an_empty_store_needs_nothing(tmp_path: Path, caplog) -> None:
    start_warming(create_app(Settings(home=tmp_path)).server).join()
    assert not caplog.records


def test_a_damaged_file_ends_no_worker(tmp_path: Path, caplog) -> None:
    store = Store(tmp_path)
    generation = store.publish(invented_frames(), "invented")
    links = generation.folder / "links.arrow"
    content = bytearray(links.read_bytes())
    content[len(content) // 2] ^= 1
    links.chmod(0o600)
    links.write_bytes(content)
    said: list[str] = []
    with caplog.at_level(logging.WARNING, logger="sac_dash.dashboard"):
        server = create_app(Settings(home=tmp_path), Store(tmp_path)).server
        start_warming(server, lambda: said.append("next")).join()
    assert "links.arrow" in caplog.text
    assert said == ["next"]  # the next worker has its turn
