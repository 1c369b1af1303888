"""Files on their way: written as they are sent, limited together, gone when cancelled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sac_dash.dashboard.app import create_app
from sac_dash.dashboard.jobs.folder import JobFolder
from sac_dash.settings import Settings


@pytest.fixture
def browser(tmp_path: Path) -> Any:
    """Return a client of a dashboard that takes one megabyte."""
    return create_app(Settings(home=tmp_path, max_upload_mb=1)).server.test_client()


def begin(browser: Any) -> str:
    return browser.post("/uploads").get_json()["id"]


def test_files_arrive_as_they_were_and_count_once_all_are_here(browser, tmp_path):
    job = begin(browser)
    folder = JobFolder(tmp_path, job)
    for name, content in (("a b.csv", b"one\x00\r\n"), ("../b.csv", b"two")):
        assert (
            browser.post(f"/uploads/{job}/files", query_string={"name": name}, data=content).status_code
            == 200
        )
    assert [path.name for path in folder.files()] == ["a_b.csv", "b.csv"]
    assert folder.files()[0].read_bytes() == b"one\x00\r\n"
    assert folder.receiving
    browser.post(f"/uploads/{job}/whole")
    assert not folder.receiving


def test_files_beyond_the_limit_together_are_refused_with_the_way_round(browser, tmp_path):
    job = begin(browser)
    browser.post(f"/uploads/{job}/files?name=a.csv", data=b"x" * 600_000)
    answer = browser.post(f"/uploads/{job}/files?name=b.csv", data=b"x" * 600_000)
    assert answer.status_code == 413
    assert "sac-dash ingest" in answer.get_data(as_text=True)
    assert not JobFolder(tmp_path, job).path.exists()


def test_a_cancelled_upload_is_gone_and_takes_no_more(browser, tmp_path):
    job = begin(browser)
    browser.post(f"/uploads/{job}/files?name=a.csv", data=b"x")
    assert browser.delete(f"/uploads/{job}").status_code == 200
    assert not JobFolder(tmp_path, job).path.exists()
    assert browser.post(f"/uploads/{job}/files?name=b.csv", data=b"x").status_code == 404


def test_what_is_whole_is_neither_changed_nor_thrown_away_by_this_door(browser, tmp_path):
    job = begin(browser)
    browser.post(f"/uploads/{job}/files?name=a.csv", data=b"x")
    browser.post(f"/uploads/{job}/whole")
    assert browser.post(f"/uploads/{job}/files?name=a.csv", data=b"y").status_code == 404
    assert browser.delete(f"/uploads/{job}").status_code == 404
    assert JobFolder(tmp_path, job).files()[0].read_bytes() == b"x"


@pytest.mark.parametrize("job", ["0" * 16, "..%2f..%2fetc", "x"])
def test_an_upload_that_is_not_there_is_not_made(browser, tmp_path, job):
    assert browser.post(f"/uploads/{job}/files?name=a.csv", data=b"x").status_code in (404, 405)
    assert browser.delete(f"/uploads/{job}").status_code in (404, 405)
    assert not (tmp_path / "jobs" / job).exists()


def test_a_page_elsewhere_cannot_send_files(browser):
    assert browser.post("/uploads", headers={"Origin": "http://elsewhere.example"}).status_code == 403
