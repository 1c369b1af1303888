"""Imported models are kept as they came; the log says which are in use."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from sac_dash.domain.columns import OFFENCES, empty
from sac_dash.domain.errors import StoreError
from sac_dash.store import (
    EntryKind,
    GenerationFrames,
    KeptModels,
    Store,
    models_in_use,
    restore_backup,
    write_backup,
)


def take_in(store: Store, content: bytes) -> str:
    checksum = store.models.keep(content)
    store.decisions.append(EntryKind.MODEL_IMPORTED, {"file_checksum": checksum}, "analyst")
    return checksum


def in_use(store: Store) -> tuple[str, ...]:
    return models_in_use(store.decisions.entries())


def test_a_model_is_kept_once_and_read_back(tmp_path: Path) -> None:
    kept = KeptModels(tmp_path / "models")
    assert kept.keep(b"{}") == kept.keep(b"{}")
    assert kept.read(kept.keep(b"{}")) == b"{}"
    assert len(list((tmp_path / "models").iterdir())) == 1


def test_the_log_says_which_are_in_use(tmp_path: Path) -> None:
    store = Store(tmp_path)
    one = take_in(store, b"one")
    store.decisions.append(EntryKind.MODEL_RESET, {}, "analyst")
    assert in_use(store) == ()
    two, three = take_in(store, b"two"), take_in(store, b"three")
    assert in_use(store) == (two, three)
    assert store.models.read(one) == b"one"
    assert store.verify().sound


@pytest.mark.parametrize("change", ["missing", "changed"])
def test_a_damaged_file_in_use_shows(tmp_path: Path, change: str) -> None:
    store = Store(tmp_path)
    path = store.models.folder / f"{take_in(store, b'one')}.json"
    if change == "missing":
        path.unlink()
    else:
        path.write_bytes(b"two")
    assert not store.verify().sound
    with pytest.raises(StoreError, match="models/"):
        store.models.read(path.stem)


def test_a_name_that_leads_elsewhere_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_text("{}")
    with pytest.raises(StoreError, match="no checksum"):
        KeptModels(tmp_path / "models").read("../secret")


def test_a_backup_brings_them_back(tmp_path: Path) -> None:
    store, other = Store(tmp_path / "home"), Store(tmp_path / "other")
    offences = pl.DataFrame({"offence_key": ["M:1"], "crime_ref": ["1"]})
    store.publish(GenerationFrames(offences=pl.concat([empty(OFFENCES), offences], how="diagonal")), "one")
    held = take_in(store, b"one")
    write_backup(store, tmp_path / "b.zip")
    restore_backup(other, tmp_path / "b.zip")
    assert in_use(other) == (held,)
    assert other.verify().sound
