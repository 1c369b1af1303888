"""A file laid out for the search comes back from Parquet as it was, or not at all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from offence_frames import offences, tags

from sac_dash.domain.errors import UnusableInputError
from sac_dash.linkage.coded_offences import code_arrays
from sac_dash.linkage.pair_search import Reach, SearchLayout, lay_out
from sac_dash.linkage.parameters import LinkageParameters
from sac_dash.linkage.records import build_records
from sac_dash.linkage.scope import linkable
from sac_dash.workflow.shared_layout import SharedCopy, arrays_of, read_layout, shared_copy


@pytest.fixture
def layout() -> SearchLayout:
    frame = offences(["1", "2", "3", "4"])
    coded = code_arrays(frame, tags(), linkable(frame))
    records, tables = build_records(coded, LinkageParameters())
    return lay_out(records, tables, Reach(16.0, 365.0, 180.0, 1.25))


def test_what_is_read_is_what_was_written(layout: SearchLayout, tmp_path: Path) -> None:
    with shared_copy(layout, str(tmp_path)) as copy:
        back = read_layout(copy)
    assert (back.reach, back.place) == (layout.reach, layout.place)
    again = arrays_of(back)
    for name, array in arrays_of(layout).items():
        assert again[name].dtype == array.dtype, name
        assert np.array_equal(again[name], array, equal_nan=array.dtype.kind == "f"), name
        # What the compiler tells arrays apart by: workers run the code that was compiled ahead.
        assert again[name].flags.c_contiguous == array.flags.c_contiguous, name
        assert again[name].flags.writeable == array.flags.writeable, name


def test_the_copy_goes_and_so_does_a_folder_made_for_it(layout: SearchLayout, tmp_path: Path) -> None:
    with shared_copy(layout, str(tmp_path / "made")), shared_copy(layout, str(tmp_path)):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_copy_is_kept_wherever_fsspec_reaches(layout: SearchLayout) -> None:
    with shared_copy(layout, "memory://shared") as copy:
        assert copy.url.startswith("memory://")
        assert np.array_equal(read_layout(copy).line.mid_days, layout.line.mid_days)


@pytest.mark.parametrize("name", ["records.mid_days.parquet", "manifest.json"])
@pytest.mark.parametrize("harm", ["flipped", "halved", "gone"])
def test_an_altered_copy_is_refused(layout: SearchLayout, tmp_path: Path, name: str, harm: str) -> None:
    with shared_copy(layout, str(tmp_path)) as copy:
        path = next(tmp_path.glob(f"*/{name}"))
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        if harm == "gone":
            path.unlink()
        else:
            path.write_bytes(content if harm == "flipped" else content[: len(content) // 2])
        with pytest.raises(UnusableInputError, match=r"cannot be read|not what was written") as told:
            read_layout(copy)
        assert name in str(told.value)


def test_the_copy_of_another_run_is_refused(layout: SearchLayout, tmp_path: Path) -> None:
    with shared_copy(layout, str(tmp_path)) as copy, pytest.raises(UnusableInputError):
        read_layout(SharedCopy(copy.url, "0" * 64))


@pytest.mark.parametrize("url", ["nosuch://bucket/folder", "/proc/nowhere"])
def test_a_place_that_cannot_be_written_is_told(layout: SearchLayout, url: str) -> None:
    with pytest.raises(UnusableInputError, match="--shared"), shared_copy(layout, url):
        pass
