"""The web server around the dashboard: gunicorn where it runs, waitress on Windows.

Workers load the app after the fork, because the libraries inside keep threads that do not survive one. They do
so one after the other: the first has the machine to itself until it has got ready what pages share, and answers
meanwhile. Two at once would each take twice as long, and whoever opens the dashboard would wait for both.
"""

from __future__ import annotations

import os
import shutil
import socket
import sys
import tempfile
import threading
import time
import urllib.request
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sac_dash.cli.console import say
from sac_dash.cli.worker_turn import WorkerTurn
from sac_dash.domain.errors import StoreError, UnusableInputError
from sac_dash.settings import Settings

THREADS = 4
TIMEOUT_S = 120
_ANSWERS_WITHIN_S = 60.0


def serve_dashboard(settings: Settings, *, open_browser: bool) -> None:
    """Serve until the process is told to stop; print the address once the first worker answers.

    Raises
    ------
    UnusableInputError
        When the address cannot be listened on.
    """
    _require_free(settings)
    if open_browser and _has_screen():
        threading.Thread(target=_open_when_it_answers, args=(settings.address,), daemon=True).start()
    if os.name == "nt":
        _serve_with_waitress(settings)
    else:
        _serve_with_gunicorn(settings)


def make_server(
    settings: Settings, beside: Path | None = None, when_ready: Callable[[], None] = lambda: None
) -> Any:  # noqa: ANN401 - a WSGI application
    """Return the dashboard as a WSGI application.

    Parameters
    ----------
    beside
        A private folder for what the workers of one server tell each other; None where there is one worker.
    when_ready
        Called, in a thread of its own, once what pages share is ready or cannot be got ready.
    """
    from sac_dash.store import Proofs, Store

    store = Store(settings.home, settings.database_url, proofs=Proofs(beside))
    threading.Thread(target=_prove, args=(store,), name="proving", daemon=True).start()

    from sac_dash.dashboard.app import create_app  # takes seconds, in which files are proved
    from sac_dash.dashboard.security import keep_files_private
    from sac_dash.dashboard.warming import start_warming

    keep_files_private()
    server = create_app(settings, store).server
    start_warming(server, when_ready)
    return server


def _prove(store: Any) -> None:  # noqa: ANN401 - a store, whose import takes its time
    """Prove what the first page reads, the longest file first."""
    try:
        generation = store.current()
        if generation is not None:
            generation.prove(("links", "tags", "offences"))
    except StoreError:
        return  # the page that needs the file says what to do


def gunicorn_options(settings: Settings, beside: Path) -> dict[str, Any]:
    """Return gunicorn's settings for this installation; `beside` goes when the server ends."""
    return {
        "on_exit": lambda _server: shutil.rmtree(beside, ignore_errors=True),
        "bind": f"{settings.host}:{settings.port}",
        "workers": settings.workers,
        "threads": THREADS,
        "worker_class": "gthread",
        "timeout": TIMEOUT_S,
        "loglevel": "warning",
        "control_socket_disable": True,
        "post_worker_init": lambda _worker: _tell_address(settings) if _is_first(beside) else None,
    }


def _serve_with_gunicorn(settings: Settings) -> None:
    from gunicorn.app.base import BaseApplication

    beside = Path(tempfile.mkdtemp(prefix="sac-dash-serving-"))  # for its owner alone

    class Server(BaseApplication):  # type: ignore[misc,unused-ignore]
        """gunicorn with our settings in place of a command line."""

        def load_config(self) -> None:
            for name, value in gunicorn_options(settings, beside).items():
                self.cfg.set(name, value)
            self.cfg.set("post_fork", self._remember)

        def load(self) -> Any:  # noqa: ANN401
            turn = WorkerTurn(beside)
            turn.take(lambda: self.worker.alive)
            try:
                return make_server(settings, beside, turn.give_back)
            except BaseException:
                turn.give_back()
                raise

        def _remember(self, _server: Any, worker: Any) -> None:  # noqa: ANN401 - gunicorn's
            self.worker = worker

    Server().run()


def _is_first(beside: Path) -> bool:
    """Return whether no worker of this server has answered before."""
    try:
        (beside / "answered").touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def _serve_with_waitress(settings: Settings) -> None:
    from waitress import serve

    _tell_address(settings)
    serve(make_server(settings), host=settings.host, port=settings.port, threads=THREADS * settings.workers)


def _tell_address(settings: Settings) -> None:
    say(f"SAC Dash answers on {settings.address}   (Ctrl+C stops it)")
    sys.stdout.flush()


def _require_free(settings: Settings) -> None:
    try:
        family = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family[0], family[1]) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(family[4])
    except OSError as error:
        raise UnusableInputError(
            f"{settings.host}:{settings.port} cannot be listened on ({error.strerror})",
            remedy="Another program may be using the port: choose one, such as PORT=8060",
        ) from error


def _has_screen() -> bool:
    # Without a screen Python would start a text browser in this terminal.
    return sys.platform in {"win32", "darwin"} or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def _open_when_it_answers(address: str) -> None:
    give_up_at = time.monotonic() + _ANSWERS_WITHIN_S
    while time.monotonic() < give_up_at:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own address
                webbrowser.open(address)
                return
        except OSError:
            time.sleep(0.3)
