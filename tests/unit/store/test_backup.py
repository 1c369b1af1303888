"""A backup brings everything back, and nothing that does not belong."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import polars as pl
import pytest

from sac_dash.domain.columns import BOUNDARIES, OFFENCES, empty
from sac_dash.domain.errors import StoreError, UnusableInputError
from sac_dash.store import GenerationFrames, Store, restore_backup, write_backup


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "home")
    rows = pl.DataFrame({"offence_key": ["M:1"], "crime_ref": ["1"]})
    store.decisions.append("series_named", {"series": "Ω"}, "analyst")
    store.publish(GenerationFrames(offences=pl.concat([empty(OFFENCES), rows], how="diagonal")), "one")
    store.mappings.save(["a"], "[columns]\n")
    store.add_boundaries(empty(BOUNDARIES))
    return store


@pytest.fixture
def backup(store: Store, tmp_path: Path) -> Path:
    path = tmp_path / "backup.zip"
    assert write_backup(store, path) == path.stat().st_size
    return path


def rewritten(backup: Path, change: dict[str, bytes], contents: dict[str, str] | None = None) -> Path:
    """Return a copy of a backup with members changed or added, and its table of contents extended."""
    path = backup.with_name("other.zip")
    with zipfile.ZipFile(backup) as source, zipfile.ZipFile(path, "w") as target:
        members = {name: source.read(name) for name in source.namelist()} | change
        table = json.loads(members["backup.json"])
        table["sha256"] |= contents or {}
        members["backup.json"] = json.dumps(table).encode()
        for name, content in members.items():
            target.writestr(name, content)
    return path


def test_everything_comes_back(store: Store, backup: Path, tmp_path: Path) -> None:
    other = Store(tmp_path / "other")
    restore_backup(other, backup)
    assert other.verify().sound
    assert other.require_current().id == store.require_current().id
    assert other.require_current().offences.equals(store.require_current().offences)
    *entries, restored = other.decisions.entries()
    assert entries == store.decisions.entries()
    assert (restored.kind, restored.payload["generation"]) == ("restore", store.require_current().id)
    assert other.mappings.find(["a"]) is not None
    other.publish(other.require_current().frames(), "life goes on")


def test_settings_and_their_password_stay_on_the_machine(store: Store, tmp_path: Path) -> None:
    settings = 'database_url = "postgresql://u:secret@host/d"\n'  # pragma: allowlist secret
    (store.home / "settings.toml").write_text(settings)
    write_backup(store, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert "settings.toml" not in archive.namelist()


@pytest.mark.parametrize("moves", [0, 1, 4, 9])
def test_a_restore_that_was_stopped_can_be_repeated(
    store: Store, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    left = iter(range(moves))

    def stops(folder: Path) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt

    other = Store(tmp_path / "other")
    with monkeypatch.context() as patched:
        patched.setattr("sac_dash.store.backup.sync_folder", stops)
        with pytest.raises(KeyboardInterrupt):
            restore_backup(other, backup)
    assert not (other.home / "CURRENT").exists()
    restore_backup(Store(other.home), backup)
    again = Store(other.home)
    assert again.verify().sound
    assert again.require_current().offences.equals(store.require_current().offences)
    assert [entry.kind for entry in again.decisions.entries()][-2:] == ["restore", "restore"]
    assert not list(other.home.glob(".restore-*"))


def test_a_log_of_its_own_is_not_written_over(backup: Path, tmp_path: Path) -> None:
    other = Store(tmp_path / "other")
    other.decisions.append("series_named", {"series": "mine"}, "analyst")
    with pytest.raises(StoreError, match="not empty"):
        restore_backup(other, backup)
    assert len(other.decisions.entries()) == 1


def test_only_into_an_empty_store(store: Store, backup: Path) -> None:
    with pytest.raises(StoreError, match="not empty"):
        restore_backup(store, backup)


def test_a_damaged_store_is_not_backed_up(store: Store, tmp_path: Path) -> None:
    path = store.require_current().folder / "offences.arrow"
    path.write_bytes(path.read_bytes()[:-1] + b"\x00")
    with pytest.raises(StoreError, match="not backed up"):
        write_backup(store, tmp_path / "b.zip")
    assert not (tmp_path / "b.zip").exists()


@pytest.mark.parametrize(
    "name", ["../evil", "/etc/evil", "generations/../../evil", "C:\\evil", "generations\\..\\evil"]
)
def test_names_that_lead_elsewhere_are_refused(backup: Path, tmp_path: Path, name: str) -> None:
    hostile = rewritten(backup, {name: b"x"}, {name: "0" * 64})
    other = Store(tmp_path / "nest" / "other")
    with pytest.raises(UnusableInputError, match="do not belong"):
        restore_backup(other, hostile)
    assert not list(tmp_path.rglob("evil*"))
    assert other.current() is None


def test_a_file_that_is_not_in_the_table_is_refused(backup: Path, tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match="do not belong"):
        restore_backup(Store(tmp_path / "other"), rewritten(backup, {"mappings/extra.toml": b"x"}))


def test_a_changed_byte_is_found_and_nothing_is_restored(backup: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(backup) as source:
        name = next(name for name in source.namelist() if name.endswith("offences.arrow"))
        content = source.read(name)
    other = Store(tmp_path / "other")
    with pytest.raises(UnusableInputError, match="damaged at"):
        restore_backup(other, rewritten(backup, {name: content[:-1] + b"\x00"}))
    assert other.current() is None
    assert other.decisions.head() is None


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a zip", b"text"])
def test_what_is_no_backup_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(content)
    with pytest.raises(UnusableInputError, match="not a backup"):
        restore_backup(Store(tmp_path / "other"), tmp_path / "x.zip")
    with pytest.raises(UnusableInputError, match="no such file"):
        restore_backup(Store(tmp_path / "other"), tmp_path / "absent.zip")
