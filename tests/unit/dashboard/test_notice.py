"""A notice says what happened, and its button says what it closes."""

from __future__ import annotations

from sac_dash.dashboard.components.notice import READ_LONG_MS, notice
from sac_dash.dashboard.shell.errors import failure


def test_the_button_that_closes_it_has_a_name():
    assert notice("Taken back", "You named it", "gray")["closeButtonProps"] == {
        "aria-label": "Close the notice: Taken back"
    }


def test_an_id_is_given_only_where_there_is_one():
    assert "id" not in notice("Taken back", "You named it", "gray")
    assert notice("Decided elsewhere", "Ben accepted 3", "indigo", notice_id="d-4")["id"] == "d-4"


def test_what_did_not_work_stays_longer():
    assert failure("the store is empty")["autoClose"] == READ_LONG_MS
