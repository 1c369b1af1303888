"""The first requests of a process come at once: it must know its scripts before any of them."""

from __future__ import annotations

import re
from pathlib import Path

from sac_dash.dashboard.app import create_app
from sac_dash.settings import Settings


def test_every_script_is_known_before_the_first_request(tmp_path: Path) -> None:
    app = create_app(Settings(home=tmp_path))
    known = {name for names in app.registered_paths.values() for name in names}
    page = app.server.test_client().get("/").get_data(as_text=True)
    asked = re.findall(r'src="/_dash-component-suites/[^/]+/([^"?]+)', page)
    assert len(asked) > 3
    assert {re.sub(r"\.v[0-9_]+m\d+(?=\.)", "", name) for name in asked} <= known
