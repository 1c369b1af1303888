"""A target that cannot be written is told before the work, whoever runs the command."""

from __future__ import annotations

from pathlib import Path

import pytest

from sac_dash.cli.targets import check_file_target, check_folder_target, write_target
from sac_dash.domain.errors import UnusableInputError


def test_a_target_that_can_be_written_leaves_no_trace(tmp_path: Path) -> None:
    check_file_target(None, "--csv")
    check_file_target(tmp_path / "x.csv", "--csv")
    check_folder_target(tmp_path / "deep" / "out", "--out")
    check_folder_target(tmp_path, "--out")
    assert not list(tmp_path.iterdir())


def test_what_stands_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(UnusableInputError, match="is a folder"):
        check_file_target(tmp_path, "--csv")
    with pytest.raises(UnusableInputError, match="no folder to stand in"):
        check_file_target(tmp_path / "absent" / "x.csv", "--csv")
    with pytest.raises(UnusableInputError, match="is a file"):
        check_folder_target(tmp_path / "file", "--out")
    with pytest.raises(UnusableInputError, match="leads through a file"):
        check_folder_target(tmp_path / "file" / "out", "--out")
    assert (tmp_path / "file").read_text() == "mine"


def test_a_disk_that_takes_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.TemporaryFile", full)
    with pytest.raises(UnusableInputError, match=r"No space left.*Choose another --out"):
        check_folder_target(tmp_path / "out", "--out")


def test_a_failing_write_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match="cannot be written"):
        write_target(tmp_path / "absent" / "x", "--csv", lambda path: path.write_text("x"))
