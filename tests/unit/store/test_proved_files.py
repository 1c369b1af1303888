"""What was proved is proved again once it was touched, and a damaged file is never served from memory's map."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sac_dash.domain.columns import BOUNDARIES, empty
from sac_dash.domain.errors import StoreError
from sac_dash.store import Store, manifest
from tests.browser.invented_force import invented_frames


def flip(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        byte = file.read(1)[0]
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte ^ 1]))


def opened(home: Path, what: str) -> tuple[Path, Callable[[], object]]:
    """Return a mapped file of a store and how it is asked for again."""
    store = Store(home)
    if what == "boundaries":
        store.add_boundaries(empty(BOUNDARIES))
        store = Store(home)
        store.boundaries()
        return next((home / "boundaries").glob("*/boundaries.arrow")), store.boundaries
    generation = store.publish(invented_frames(80), "one")
    _ = generation.offences, generation.series
    return generation.folder / "series.arrow", store.current


@pytest.mark.parametrize("what", ["series", "boundaries"])
def test_a_byte_flipped_under_an_open_store_is_told_until_it_is_put_right(tmp_path: Path, what: str) -> None:
    path, ask = opened(tmp_path, what)
    before = ask()
    flip(path)
    for _ in range(2):
        with pytest.raises(StoreError, match="damaged") as told:
            ask()
        assert path.name in told.value.line()
    flip(path)
    assert ask() is before


@pytest.mark.parametrize("what", ["series", "boundaries"])
def test_a_file_put_in_place_of_a_mapped_one_asks_for_a_new_start(tmp_path: Path, what: str) -> None:
    path, ask = opened(tmp_path, what)
    beside = path.with_name("beside")
    beside.write_bytes(path.read_bytes())
    beside.replace(path)
    with pytest.raises(StoreError, match=r"replaced.*start it again"):
        ask()


def test_a_touch_alone_costs_one_more_proof(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, ask = opened(tmp_path, "series")
    read: list[str] = []
    checksum = manifest.checksum  # type: ignore[attr-defined]
    monkeypatch.setattr(manifest, "checksum", lambda each: (read.append(each.name), checksum(each))[1])
    ask()
    assert read == []
    os.utime(path, ns=(1, 1))
    before = ask()
    assert read == ["series.arrow"]
    assert ask() is before
    assert read == ["series.arrow"]


def test_a_damaged_file_is_read_once_while_nobody_touches_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, ask = opened(tmp_path, "series")
    flip(path)
    read: list[str] = []
    checksum = manifest.checksum  # type: ignore[attr-defined]
    monkeypatch.setattr(manifest, "checksum", lambda each: (read.append(each.name), checksum(each))[1])
    for _ in range(3):
        with pytest.raises(StoreError):
            ask()
    assert read == ["series.arrow"]
