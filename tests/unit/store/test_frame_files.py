"""Frames as mapped files: what is let go of memory is read again as it was; what is no frame is refused by name."""

import mmap
from pathlib import Path

import polars as pl
import pytest

from sac_dash.domain.errors import StoreError
from sac_dash.store.frame_files import open_frame, release_pages, write_frame

ROWS = 2_000_000


def _resident_file_kb() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssFile:"))


def test_pages_that_are_let_go_are_read_again_as_they_were(tmp_path):
    written = pl.DataFrame({"number": range(1000), "name": [f"offence {k}" for k in range(1000)]})
    write_frame(written, tmp_path / "some.arrow")
    frame = open_frame(tmp_path / "some.arrow")
    assert frame.equals(written)
    release_pages()
    assert frame.equals(written)


@pytest.mark.skipif(not hasattr(mmap, "MADV_DONTNEED"), reason="the system takes memory back by itself")
@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="nobody says what is resident")
def test_what_was_read_of_a_file_need_not_stay_in_memory(tmp_path):
    write_frame(pl.DataFrame({"number": pl.int_range(ROWS, eager=True)}), tmp_path / "many.arrow")
    frame = open_frame(tmp_path / "many.arrow")
    assert frame["number"].sum() == ROWS * (ROWS - 1) // 2
    held = _resident_file_kb()
    release_pages()
    assert held - _resident_file_kb() > 0.9 * ROWS * 8 / 1024


@pytest.mark.parametrize("content", [b"", b"no frame at all"])
def test_a_file_that_is_no_frame_is_refused_by_name(tmp_path, content):
    (tmp_path / "odd.arrow").write_bytes(content)
    with pytest.raises(StoreError, match=r"odd\.arrow"):
        open_frame(tmp_path / "odd.arrow")
