"""A private PostgreSQL server for the tests that need one, started once and stopped at the end."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


def _binaries() -> Path | None:
    found = shutil.which("pg_ctl")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "initdb").exists()), None)


def _as_server_user() -> list[str]:
    # PostgreSQL refuses to run as root; Debian's package brings a user for it.
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ["runuser", "-u", "postgres", "--"] if is_root else []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(*command: str | Path) -> None:
    subprocess.run(
        [*_as_server_user(), *map(str, command)], check=True, capture_output=True, cwd=tempfile.gettempdir()
    )


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """Start PostgreSQL on a free port of 127.0.0.1 and return its URL without a database."""
    binaries = _binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL on this machine (make install brings it on Debian as root)")
    with tempfile.TemporaryDirectory(prefix="sac-dash-pg-") as folder:
        if _as_server_user():
            shutil.chown(folder, "postgres")
        data, port = Path(folder) / "data", _free_port()
        _run(binaries / "initdb", "-D", data, "-A", "trust", "-U", "sac", "-N", "-E", "UTF8", "--locale=C")
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        _run(binaries / "pg_ctl", "-D", data, "-w", "-l", f"{folder}/log", "-o", options, "start")
        try:
            yield f"postgresql://sac@127.0.0.1:{port}"
        finally:
            _run(binaries / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


@pytest.fixture
def postgresql_url(postgresql_server: str, request: pytest.FixtureRequest) -> str:
    """Return the URL of a new, empty database."""
    import psycopg

    name = f"t{abs(hash(request.node.nodeid))}_{os.getpid()}"
    with psycopg.connect(f"{postgresql_server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
    return f"{postgresql_server}/{name}"
