"""Publishing, reading and checking generations."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest

from sac_dash.domain.columns import BOUNDARIES, OFFENCES, empty
from sac_dash.domain.errors import SacDashError, StoreError
from sac_dash.store import GenerationFrames, Intent, Retention, Store
from sac_dash.store.durable import checksum
from sac_dash.store.generation_files import write_generation
from sac_dash.store.manifest import LogHead
from sac_dash.store.pointer import pointer_text
from sac_dash.store.shelf import Shelf


def offences(*refs: str) -> pl.DataFrame:
    rows = pl.DataFrame({"offence_key": [f"Mercia:{ref}" for ref in refs], "crime_ref": list(refs)})
    return pl.concat([empty(OFFENCES), rows], how="diagonal")


def frames(*refs: str) -> GenerationFrames:
    return GenerationFrames(
        offences=offences(*refs), model={"seed": 0}, quality={"counts": {"read": len(refs)}}
    )


def test_an_unused_store_is_empty_and_makes_no_files(tmp_path: Path) -> None:
    store = Store(tmp_path / "home")
    assert store.current() is None
    assert not (tmp_path / "home").exists()
    with pytest.raises(StoreError, match="sac-dash ingest"):
        store.require_current()


def test_what_is_published_is_read_back(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.publish(frames("22/1", "22/2"), "first")
    generation = Store(tmp_path).require_current()
    assert generation.offences["crime_ref"].to_list() == ["22/1", "22/2"]
    assert dict(generation.offences.schema) == dict(OFFENCES)
    assert generation.links.is_empty()
    assert generation.model == {"seed": 0}
    assert generation.note == "first"
    assert generation.rows("offences") == 2
    assert generation.frames().quality == {"counts": {"read": 2}}


def test_the_same_object_is_returned_until_something_new_is_published(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.publish(frames("a"), "one")
    first = store.current()
    assert store.current() is first
    Store(tmp_path).publish(frames("b"), "two")
    assert store.current() is not first


def test_a_reader_keeps_the_old_generation_while_a_new_one_is_published(tmp_path: Path) -> None:
    reader, writer = Store(tmp_path), Store(tmp_path)
    writer.publish(frames("old"), "one")
    held = reader.require_current()
    writer.publish(frames("new"), "two")
    assert held.offences["crime_ref"].to_list() == ["old"]
    assert reader.require_current().offences["crime_ref"].to_list() == ["new"]
    assert reader.require_current().manifest.parent == held.id


def test_old_generations_go_and_the_newest_stay(tmp_path: Path) -> None:
    store = Store(tmp_path, retention=Retention(keep=2, min_age=timedelta(seconds=-1)))
    published = [store.publish(frames(str(n)), "note").id for n in range(4)]
    assert set(store.generations()) <= set(published)
    assert len(store.generations()) <= 3
    assert store.require_current().id == published[-1]


def test_none_younger_than_an_hour_goes(tmp_path: Path) -> None:
    store = Store(tmp_path, retention=Retention(keep=1))
    for n in range(4):
        store.publish(frames(str(n)), "note")
    assert len(store.generations()) == 4


def test_a_frame_of_the_wrong_shape_is_refused_and_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.publish(frames("a"), "one")
    with pytest.raises(SacDashError, match="offences lack the column"):
        store.publish(GenerationFrames(offences=pl.DataFrame({"x": [1]})), "broken")
    assert store.require_current().note == "one"
    store.publish(frames("b"), "two")
    assert not list((tmp_path / "generations").glob(".unfinished-*"))


def test_flipped_bits_are_found(tmp_path: Path) -> None:
    store = Store(tmp_path)
    folder = store.publish(frames("a", "b"), "one").folder
    assert store.verify().sound
    for name in ("offences.arrow", "links.arrow", "model.json", "manifest.json"):
        path = folder / name
        content = path.read_bytes()
        for position in (0, len(content) // 2, len(content) - 2):
            flipped = bytearray(content)
            flipped[position] ^= 0x10
            path.write_bytes(flipped)
            complaints = store.verify().complaints
            assert complaints
            assert name in complaints[0]
        path.write_bytes(content)
    assert store.verify().sound


def test_a_damaged_frame_is_told_with_its_remedy_and_never_served(tmp_path: Path) -> None:
    folder = Store(tmp_path).publish(frames("a"), "one").folder
    path = folder / "offences.arrow"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    generation = Store(tmp_path).require_current()
    with pytest.raises(StoreError, match=r"damaged.*sac-dash restore"):
        _ = generation.offences


@pytest.mark.parametrize(
    "content", [b"", b"elsewhere", b"../../etc abc", b"\xff\xfe", b"20200101T000000Z-0 deadbeef"]
)
def test_a_spoilt_pointer_is_told(tmp_path: Path, content: bytes) -> None:
    Store(tmp_path).publish(frames("a"), "one")
    (tmp_path / "CURRENT").write_bytes(content)
    with pytest.raises(StoreError):
        Store(tmp_path).current()
    assert not Store(tmp_path).verify().sound


def test_a_lost_pointer_is_not_an_empty_store(tmp_path: Path) -> None:
    Store(tmp_path).publish(frames("a"), "one")
    (tmp_path / "CURRENT").unlink()
    with pytest.raises(StoreError, match="missing"):
        Store(tmp_path).current()


def test_a_store_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    manifest = Store(tmp_path).publish(frames("a"), "one").folder / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "schema_version": 99}))
    (tmp_path / "CURRENT").write_text(pointer_text(manifest.parent.name, checksum(manifest)))
    with pytest.raises(StoreError, match="later version"):
        Store(tmp_path).current()


HOLD_LOCK = """
import sys, time
from pathlib import Path
from sac_dash.store import Store
with Store(Path(sys.argv[1])).writing():
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_writer_is_told_that_the_store_is_busy(tmp_path: Path) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD_LOCK, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(StoreError, match="another SAC Dash process"):
            Store(tmp_path, wait_s=0.1).publish(frames("a"), "one")
    finally:
        other.kill()
        other.communicate()
    Store(tmp_path, wait_s=5).publish(frames("a"), "the dead holder's lock is gone")


def test_a_truncated_log_is_noticed_through_the_generation(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.decisions.append("decision", {"n": 1}, "analyst")
    store.publish(frames("a"), "one")
    store.decisions.close()
    for path in tmp_path.glob("decisions.sqlite*"):
        path.unlink()
    assert any("entry 2" in line for line in Store(tmp_path).verify().complaints)


def test_what_is_published_stands_in_the_log_first(tmp_path: Path) -> None:
    store = Store(tmp_path)
    generation = store.publish(frames("a"), "one", Intent("ingest", {"files": ["a.csv"]}, "ab1234"))
    entry = store.decisions.entries()[-1]
    assert (entry.kind, entry.user) == ("ingest", "ab1234")
    assert entry.payload == {"files": ["a.csv"], "generation": generation.id}
    assert generation.manifest.log_head == LogHead(entry.seq, entry.hash)


@pytest.mark.parametrize("what", ["generation", "boundaries"])
def test_a_writer_stopped_after_its_entry_leaves_the_old_state_and_a_sound_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    store = Store(tmp_path)
    store.publish(frames("a"), "one")
    with monkeypatch.context() as patched:
        patched.setattr(Shelf, "_put_in_place", stopped)
        with pytest.raises(KeyboardInterrupt):
            store.publish(frames("b"), "two") if what == "generation" else store.add_boundaries(
                empty(BOUNDARIES)
            )
    assert what in store.decisions.entries()[-1].payload
    assert store.require_current().note == "one"
    assert store.boundaries().is_empty()
    assert store.verify().sound
    store.publish(frames("b"), "two")
    assert store.verify().sound


def stopped(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("what", ["generation", "boundaries"])
def test_results_that_no_entry_tells_of_are_complained_of(tmp_path: Path, what: str) -> None:
    store = Store(tmp_path)
    store.publish(frames("a"), "one")
    store.add_boundaries(empty(BOUNDARIES))
    head = store.decisions.head()
    assert head is not None
    unlogged = LogHead(head.seq, head.hash)
    if what == "generation":
        store._shelf.publish(
            lambda folder: write_generation(frames("b"), folder), "quiet", lambda _: unlogged
        )
    else:
        store._boundaries.add(empty(BOUNDARIES), lambda _: unlogged)
    assert [line for line in store.verify().complaints if f"no entry tells of the published {what}" in line]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_folders_of_a_store_are_its_owners_alone(tmp_path: Path) -> None:
    home = tmp_path / "deep" / "home"
    store = Store(home)
    folder = store.publish(frames("a"), "one").folder
    store.mappings.save(["a"], "[columns]\n")
    store.add_boundaries(empty(BOUNDARIES))
    for each in (home.parent, home, home / "generations", folder, home / "mappings", home / "boundaries"):
        assert stat.S_IMODE(each.stat().st_mode) == 0o700


def test_boundary_layers_are_kept_by_date_and_replaced_when_given_again(tmp_path: Path) -> None:
    def layer(name: str, year: int) -> pl.DataFrame:
        row = pl.DataFrame(
            {"layer": ["area"], "area_name": [name], "valid_from": [f"{year}-04-01"]}
        ).with_columns(pl.col("valid_from").str.to_date())
        return pl.concat([empty(BOUNDARIES), row], how="diagonal")

    store = Store(tmp_path)
    assert store.boundaries().is_empty()
    store.add_boundaries(layer("Old", 2010))
    store.add_boundaries(layer("North", 2020))
    store.add_boundaries(layer("North mended", 2020))
    assert sorted(Store(tmp_path).boundaries()["area_name"]) == ["North mended", "Old"]


def test_an_earlier_generation_is_found_by_its_id_while_it_is_kept(tmp_path):
    store = Store(tmp_path)
    first = store.publish(GenerationFrames(), "first")
    store.publish(GenerationFrames(), "second")
    kept = store.kept(first.id)
    assert kept is not None
    assert kept.note == "first"
    assert store.kept("20200101T000000000000Z-00000000") is None
    assert store.kept("../generations") is None


def test_an_earlier_manifest_is_vouched_for_by_the_one_after_it(tmp_path: Path) -> None:
    store = Store(tmp_path)
    first = store.publish(frames("a"), "first")
    store.publish(frames("b"), "second")
    store.publish(frames("c"), "third")
    path = first.folder / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b'"first"', b'"fi2st"'))
    with pytest.raises(StoreError, match="damaged") as told:
        store.kept(first.id)
    assert "manifest.json" in told.value.line()


def test_a_folder_that_never_counted_is_not_kept_and_goes_with_the_next_publication(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path)
    counts = store.publish(frames("a"), "one")
    with monkeypatch.context() as patched:
        patched.setattr(
            "sac_dash.store.shelf.pointer_text", stopped
        )  # after the renaming, before the pointer
        with pytest.raises(KeyboardInterrupt):
            store.publish(frames("b"), "two")
    (never,) = set(store.generations()) - {counts.id}
    assert Store(tmp_path).require_current().id == counts.id
    assert store.kept(never) is None
    (tmp_path / ".CURRENT.99-99.new").write_bytes(b"half")
    now = store.publish(frames("c"), "three")
    assert set(store.generations()) == {counts.id, now.id}
    assert not list(tmp_path.glob(".*.new"))
    assert store.kept(counts.id) is not None


def test_a_pointer_of_an_earlier_version_is_read(tmp_path: Path) -> None:
    folder = Store(tmp_path).publish(frames("a"), "one").folder
    (tmp_path / "CURRENT").write_text(f"{folder.name} {checksum(folder / 'manifest.json')}\n")
    assert Store(tmp_path).require_current().note == "one"
    assert Store(tmp_path).publish(frames("b"), "two").manifest.parent == folder.name


def test_a_flipped_pointer_is_named(tmp_path: Path) -> None:
    Store(tmp_path).publish(frames("a"), "one")
    whole = (tmp_path / "CURRENT").read_bytes()
    for position in range(len(whole)):
        flipped = bytearray(whole)
        flipped[position] ^= 1
        (tmp_path / "CURRENT").write_bytes(flipped)
        with pytest.raises(StoreError, match="CURRENT"):
            Store(tmp_path).current()
