"""An upload beyond the limit is refused at the door, in words the page shows."""

from __future__ import annotations

from sac_dash.dashboard.app import create_app
from sac_dash.dashboard.shell import ids
from sac_dash.settings import Settings


def test_a_request_beyond_the_limit_is_told_as_a_notice(tmp_path):
    server = create_app(Settings(home=tmp_path, max_upload_mb=1)).server
    assert server.config["MAX_CONTENT_LENGTH"] == 2_333_333
    body = b'{"inputs": "' + b"x" * 3_000_000 + b'"}'
    answer = server.test_client().post("/_dash-update-component", data=body, content_type="application/json")
    assert answer.status_code == 200
    notice = answer.get_json()["sideUpdate"][ids.NOTICES]["sendNotifications"][0]
    assert "larger than 1 MB together" in notice["message"]
    assert "SAC_DASH_MAX_UPLOAD_MB" in notice["message"]
