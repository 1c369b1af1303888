"""How the server is set up; it is really started in the browser tests."""

from __future__ import annotations

import socket
import threading
from pathlib import Path

import pytest

from sac_dash.cli.serving import gunicorn_options, make_server, serve_dashboard
from sac_dash.dashboard import state
from sac_dash.domain.errors import StoreError, UnusableInputError
from sac_dash.settings import Settings
from sac_dash.store import Store
from tests.browser.invented_force import invented_frames


def test_only_this_machine_by_default(tmp_path: Path) -> None:
    options = gunicorn_options(Settings(home=tmp_path), tmp_path)
    assert options["bind"] == "127.0.0.1:8050"
    assert options["workers"] == 2
    assert options["control_socket_disable"]


def test_gunicorn_knows_every_option(tmp_path: Path) -> None:
    config = pytest.importorskip("gunicorn.config").Config()
    for name, value in gunicorn_options(Settings(home=tmp_path), tmp_path).items():
        config.set(name, value)
    assert config.worker_class_str == "gthread"


def test_the_address_is_told_once_and_what_workers_share_goes_with_the_server(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    beside = tmp_path / "beside"
    beside.mkdir()
    options = gunicorn_options(Settings(home=tmp_path), beside)
    for _ in range(2):
        options["post_worker_init"](None)
    assert capsys.readouterr().out.count("SAC Dash answers") == 1
    options["on_exit"](None)
    assert not beside.exists()


def test_a_server_proves_while_it_loads_and_serves_no_damaged_file(tmp_path: Path) -> None:
    folder = Store(tmp_path / "home").publish(invented_frames(), "one").folder
    content = bytearray((folder / "links.arrow").read_bytes())
    content[len(content) // 2] ^= 1
    (folder / "links.arrow").write_bytes(content)
    beside, ready = tmp_path / "beside", threading.Event()
    beside.mkdir()
    server = make_server(Settings(home=tmp_path / "home"), beside, ready.set)
    assert ready.wait(60)
    with server.app_context():
        generation = state.generation()
        assert generation is not None
        assert generation.offences.height
        with pytest.raises(StoreError, match="damaged"):
            _ = generation.links


def test_a_port_in_use_is_told_with_its_remedy(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(UnusableInputError, match=r"cannot be listened on .*PORT=8060"):
            serve_dashboard(Settings(home=tmp_path, port=port), open_browser=False)
