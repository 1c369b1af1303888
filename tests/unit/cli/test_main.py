"""Every ending of the command: one line, no traceback, the right code."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from polars.exceptions import PanicException

from sac_dash.cli import main
from sac_dash.cli.main import run


def test_no_arguments_show_the_help(command) -> None:
    ended = command()
    assert ended.code == 0
    for name in (
        "ingest",
        "link",
        "similar",
        "trends",
        "demo",
        "serve",
        "geography",
        "backup",
        "restore",
        "audit",
    ):
        assert name in ended.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("link",),
        ("link", "a.csv"),
        ("link", "a.csv", "--out"),
        ("ingest",),
        ("ingest", "a.csv", "--max-rejected", "2"),
        ("trends", "--period", "year"),
        ("geography", "add", "x.gpkg", "--valid-from", "soon"),
        ("similar", "a.csv"),
        ("serve", "--port", "0"),
        ("--colour",),
    ],
)
def test_wrong_arguments_are_told_in_one_line(command, arguments: tuple[str, ...]) -> None:
    ended = command(*arguments)
    assert ended.code == 2
    assert len(ended.err.splitlines()) == 1
    assert "--help" in ended.err
    assert "Traceback" not in ended.err + ended.out


@pytest.mark.parametrize("engine", ["spark", ""])
def test_an_engine_that_is_not_there_is_told(command, tmp_path: Path, engine: str) -> None:
    ended = command("link", "a.csv", "--out", tmp_path / "out", "--engine", engine)
    assert ended.code == 2
    assert "no engine" in ended.err
    assert len(ended.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--engine", "dask"), "needs the address of a scheduler"),
        (("--scheduler", "tcp://10.0.0.1:8786"), "Add --engine dask"),
        (("--shared", "s3://bucket"), "Add --engine dask"),
        (("--engine", "dask", "--scheduler", "tcp://192.0.2.1:8786"), "Add --shared"),
    ],
)
def test_options_of_a_cluster_that_do_not_fit_are_told_in_one_line(
    command, tmp_path: Path, options: tuple[str, ...], told: str
) -> None:
    ended = command("link", "a.csv", "--out", tmp_path / "out", *options)
    assert (ended.code, len(ended.err.splitlines())) == (2, 1)
    assert told in ended.err


def test_the_version_is_told_either_way(command) -> None:
    assert command("--version").out == command("version").out != ""


def test_work_without_a_store_needs_no_other_setting(
    command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORT", "many")
    ended = command("link", "absent.csv", "--out", tmp_path / "out")
    assert "PORT" not in ended.err
    assert "absent.csv" in ended.err


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_what_the_command_writes_is_for_its_user_alone(tmp_path: Path) -> None:
    home, boundaries = tmp_path / "home", tmp_path / "areas.geojson"
    ring = [[0, 52], [1, 52], [1, 53], [0, 53], [0, 52]]
    area = {
        "type": "Feature",
        "properties": {"name": "A"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    boundaries.write_text(json.dumps({"type": "FeatureCollection", "features": [area]}))
    code = "from sac_dash.cli import main; main()"
    ended = subprocess.run(
        [sys.executable, "-c", code, "geography", "add", str(boundaries), "--valid-from", "2026-01-01"],
        env={**os.environ, "SAC_DASH_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (home, *home.rglob("*"))}
    assert "decisions.sqlite" in modes
    assert not {name: mode for name, mode in modes.items() if mode & 0o077}


@pytest.mark.parametrize("reach", ["16", "a,b", "16,-1", "1,2,3,4", "inf,1", "nan,1"])
def test_a_wrong_reach_is_told(command, tmp_path: Path, reach: str) -> None:
    ended = command("link", "a.csv", "--out", tmp_path / "out", "--reach", reach)
    assert (ended.code, len(ended.err.splitlines())) == (2, 1)
    assert "16,365,180" in ended.err


@pytest.mark.parametrize(
    "error", [ValueError("boom\nline two"), PanicException("in a library"), MemoryError()]
)
def test_what_nobody_foresaw_is_one_line_and_a_log(
    command, home: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("sac_dash.cli.commands.about.say", fail)
    ended = command("version")
    assert ended.code == 2
    assert len(ended.err.splitlines()) == 1
    assert type(error).__name__ in ended.err
    assert "Traceback" not in ended.err
    logged = list((home / "logs").glob("error-*.log"))
    assert len(logged) == 1
    assert "Traceback" in logged[0].read_text()


def test_a_stop_by_the_user_is_no_error_of_ours(command, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sac_dash.cli.commands.about.say", stop)
    ended = command("version")
    assert ended.code == 130
    assert ended.err.strip().startswith("Stopped.")
    assert not (home / "logs").exists()


def test_a_wrong_setting_is_told_in_one_line(command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "many")
    ended = command("audit", "list")
    assert (ended.code, len(ended.err.splitlines())) == (2, 1)
    assert "PORT" in ended.err


def test_the_process_exits_with_the_code(home: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["nonsense"])
    assert ended.value.code == 2
    assert run(["version"]) == 0
