"""How the server is set up; it is really started in the browser tests."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from sac_dash.cli.serving import gunicorn_options, serve_dashboard
from sac_dash.domain.errors import UnusableInputError
from sac_dash.settings import Settings


def test_only_this_machine_by_default(tmp_path: Path) -> None:
    options = gunicorn_options(Settings(home=tmp_path))
    assert options["bind"] == "127.0.0.1:8050"
    assert options["workers"] == 2
    assert options["control_socket_disable"]


def test_gunicorn_knows_every_option(tmp_path: Path) -> None:
    config = pytest.importorskip("gunicorn.config").Config()
    for name, value in gunicorn_options(Settings(home=tmp_path)).items():
        config.set(name, value)
    assert config.worker_class_str == "gthread"


def test_a_port_in_use_is_told_with_its_remedy(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(UnusableInputError, match=r"cannot be listened on .*PORT=8060"):
            serve_dashboard(Settings(home=tmp_path, port=port), open_browser=False)
