"""Running the command in this process, with a home of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from sac_dash.cli.main import run


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


Command = Callable[..., Ended]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point SAC_DASH_HOME at a folder of this test."""
    folder = tmp_path / "home"
    monkeypatch.setenv("SAC_DASH_HOME", str(folder))
    monkeypatch.delenv("SAC_DASH_DATABASE_URL", raising=False)
    monkeypatch.setenv("COLUMNS", "160")
    return folder


@pytest.fixture
def command(home: Path, capfd: pytest.CaptureFixture[str]) -> Command:
    """Return a function that runs `sac-dash` with some arguments."""

    def execute(*arguments: str | Path) -> Ended:
        capfd.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capfd.readouterr()
        return Ended(code, captured.out, captured.err)

    return execute
