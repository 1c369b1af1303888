"""Pages elsewhere can neither read the dashboard nor change anything in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from sac_dash.dashboard.app import create_app
from sac_dash.dashboard.own_requests import is_own, own_names
from sac_dash.settings import Settings


def client(tmp_path: Path, **given: object) -> FlaskClient:
    return create_app(Settings(home=tmp_path, **given)).server.test_client()


@pytest.mark.parametrize("host", ["127.0.0.1:8050", "localhost", "LOCALHOST:9", "[::1]:8050", "localhost.:1"])
def test_this_machine_is_answered_under_its_own_names(tmp_path, host):
    assert client(tmp_path).get("/_dash-layout", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example:8050", "127.0.0.1.evil.example", "localhost.evil.example", "[::1", "10.0.0.7:8050"]
)
def test_a_name_that_was_made_to_point_here_is_refused(tmp_path, host):
    answer = client(tmp_path).get("/_dash-layout", headers={"Host": host})
    assert answer.status_code in {400, 421}
    assert "shell" not in answer.get_data(as_text=True)


def test_every_address_needs_the_names_people_use(tmp_path, caplog):
    closed = client(tmp_path, host="0.0.0.0")
    assert "SAC_DASH_ALLOWED_HOSTS" in caplog.text
    told = closed.get("/", headers={"Host": "sac.force.example"})
    assert told.status_code == 421
    assert "SAC_DASH_ALLOWED_HOSTS" in told.get_data(as_text=True)
    opened = client(tmp_path, host="0.0.0.0", allowed_hosts=("sac.force.example",))
    assert opened.get("/", headers={"Host": "sac.force.example"}).status_code == 200
    assert opened.get("/", headers={"Host": "0.0.0.0:8050"}).status_code == 421


def test_an_address_that_is_listened_on_is_a_name_of_its_own():
    names = own_names(Settings(home=Path(), host="10.0.0.7"))
    assert is_own("10.0.0.7:8050", names)
    assert is_own("sac:8443", frozenset({"sac:8443"}))
    assert not is_own("sac:8444", frozenset({"sac:8443"}))


@pytest.mark.parametrize(
    ("origin", "taken"),
    [
        (None, True),
        ("http://127.0.0.1:8050", True),
        ("https://sac.force.example", True),
        ("http://127.0.0.1:9999", False),
        ("https://evil.example", False),
        ("null", False),
    ],
)
def test_changes_are_taken_from_our_own_pages_only(tmp_path, origin, taken):
    headers = {"Host": "127.0.0.1:8050"} | ({"Origin": origin} if origin else {})
    asked = client(tmp_path, allowed_hosts=("sac.force.example",))
    status = asked.post("/_dash-update-component", headers=headers, json={}).status_code
    assert (status != 403) is taken


def test_what_holds_data_is_not_kept_by_the_browser(tmp_path):
    asked = client(tmp_path)
    for path in ("/", "/_dash-layout", "/basemap/boundaries.geojson"):
        assert asked.get(path).headers["Cache-Control"] == "no-store"
    assert "max-age" in asked.get("/basemap/land.geojson").headers["Cache-Control"]
