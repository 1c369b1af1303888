"""Rows that come in are published beside those held, and every reader sees what a whole publication would show."""

from __future__ import annotations

import random
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest

from sac_dash.domain.columns import TAGS, empty
from sac_dash.domain.errors import StoreError
from sac_dash.patterns.behaviour_rates import measure_class_rates
from sac_dash.store import (
    FrameEdit,
    Generation,
    GenerationFrames,
    Proofs,
    Retention,
    Store,
    restore_backup,
    write_backup,
)
from sac_dash.workflow.merging import Merged, merge_offences
from tests.browser.invented_force import invented_frames

EDITED = ("offences", "facet_values", "tags", "links")
AT_ONCE = Retention(keep=1, min_age=timedelta(0))

Increment = tuple[GenerationFrames, dict[str, FrameEdit]]


def held_frames() -> GenerationFrames:
    frames = invented_frames()
    values = frames.offences.select(
        "offence_key", facet=pl.lit("tool"), value=pl.lit("crowbar"), source_column=pl.lit("Tools")
    )
    pairs = pl.DataFrame(
        {"row_a": range(400), "row_b": range(1, 401)}, schema={"row_a": pl.UInt32, "row_b": pl.UInt32}
    )
    scored = pairs.with_columns(
        log10_bayes_factor=pl.lit(1.5, pl.Float32), probability=pl.lit(0.5, pl.Float32)
    )
    rows = pl.DataFrame({"row": range(frames.offences.height)}, schema={"row": pl.UInt32})
    codes = pl.DataFrame({"facet": "tool", "code": ["code 0", "code 1", "code 2"], "state": "present"})
    said = rows.join(codes, how="cross").with_columns(origin=pl.lit("structured"), phrase=pl.lit("crowbar"))
    tags = pl.concat([empty(TAGS), said], how="diagonal").select(*TAGS)
    return replace(frames, facet_values=values, links=scored, tags=tags)


def increment(held: Generation, chance: random.Random, said: str) -> Increment:
    """Return frames with a stretch of offences exchanged and some new ones, and how they come from those held."""
    before = held.frames()
    start, new = chance.randrange(before.offences.height - 10), chance.randrange(1, 8)
    exchanged = before.offences.slice(start, chance.randrange(6))
    fresh = before.offences.head(new).with_row_index("n")
    fresh = fresh.with_columns(
        offence_key=pl.format(f"Invented:{said}/{{}}", "n"), mo_text=pl.lit(said)
    ).drop("n")
    other_class = exchanged.with_columns(offence_class=pl.lit("atm_attack"), mo_text=pl.lit(said))
    offences = pl.concat([fresh, other_class])
    rows = pl.int_range(offences.height, dtype=pl.UInt32, eager=True).alias("row")
    one = before.tags.head(1).drop("row")
    tags = rows.to_frame().join(one, how="cross").select(before.tags.columns)
    tags = pl.concat([tags.with_columns(code=pl.lit(f"code {chance.randrange(3)}")), tags]).sort(
        "row", "facet", "code"
    )
    values = offences.select(
        "offence_key", facet=pl.lit("tool"), value=pl.lit(said), source_column=pl.lit("Tools")
    )
    merged = merge_offences(
        Merged(before.offences, before.facet_values, before.tags), Merged(offences, values, tags)
    )
    linked = before.links.head(new).with_columns(row_b=pl.lit(before.offences.height, pl.UInt32))
    pieces = {**merged.pieces, "links": (range(before.links.height), linked)}
    frames = replace(
        before,
        offences=merged.offences,
        facet_values=merged.facet_values,
        tags=merged.tags,
        links=pl.concat([before.links, linked]),
        quality={"said": said},
    )
    return frames, {name: FrameEdit(held.id, pieces[name]) for name in EDITED}


def publish_increments(store: Store, times: int) -> list[GenerationFrames]:
    """Publish a force and then increments of it; return what each publication held, copied."""
    chance = random.Random(11)
    store.publish(held_frames(), "whole")
    published = []
    for n in range(times):
        frames, edits = increment(store.require_current(), chance, f"night {n}")
        store.publish(frames, f"night {n}", edits=edits)
        published.append(frames)
    return published


def same(generation: Generation, frames: GenerationFrames) -> bool:
    return all(
        getattr(generation, each.name).equals(getattr(frames, each.name))
        if isinstance(getattr(frames, each.name), pl.DataFrame)
        else getattr(generation, each.name) == getattr(frames, each.name)
        for each in fields(GenerationFrames)
        if each.name != "evidence"  # which is told by the links
    )


def test_a_reader_sees_what_a_whole_publication_would_show(tmp_path: Path) -> None:
    store = Store(tmp_path / "home")
    published = publish_increments(store, 5)
    generation = Store(tmp_path / "home").require_current()
    assert same(generation, published[-1])
    assert {"offences", "facet_values", "tags", "links"} <= generation.manifest.runs.keys()
    assert all(generation.rows(name) == getattr(generation, name).height for name in EDITED)
    own = {path.name: generation.manifest.files[path.name].rows for path in generation.folder.glob("links.*")}
    assert own == {"links.5.arrow": published[-1].links.height - published[-2].links.height}
    for each, frames in zip(store.generations()[1:], published, strict=True):
        kept = store.kept(each)
        assert kept is not None
        assert same(kept, frames)
    assert store.verify().sound


def test_rates_are_counted_on_and_come_out_as_if_counted_anew(tmp_path: Path) -> None:
    store = Store(tmp_path)
    publish_increments(store, 4)
    generation = Store(tmp_path).require_current()
    anew = measure_class_rates(generation.tags, generation.offences["offence_class"])
    assert generation.class_rates.keys() == anew.keys()
    assert all(generation.class_rates[name].equals(anew[name]) for name in anew)


def test_a_flipped_byte_in_any_part_is_named_and_never_served(tmp_path: Path) -> None:
    store = Store(tmp_path)
    publish_increments(store, 2)
    manifest = store.require_current().manifest
    for name, record in manifest.files.items():
        folder = tmp_path / "generations" / (record.folder or manifest.id)
        sound = (folder / name).read_bytes()
        spoiled = bytearray(sound)
        spoiled[len(sound) // 2] ^= 1
        (folder / name).write_bytes(spoiled)
        complaints = Store(tmp_path).verify().complaints
        assert len(complaints) == 1
        assert f"{folder.name}/{name}" in complaints[0]
        generation = Store(tmp_path).require_current()
        with pytest.raises(StoreError, match="damaged"):
            getattr(generation, name.partition(".")[0])
        (folder / name).write_bytes(sound)
    assert Store(tmp_path).verify().sound


def test_what_is_shared_is_proved_once_by_a_process_that_follows_the_increments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sac_dash.store import manifest

    notes = tmp_path / "notes"
    notes.mkdir()
    reader, alone = Store(tmp_path / "home", proofs=Proofs(notes)), Store(tmp_path / "home")
    writer = Store(tmp_path / "home")
    writer.publish(held_frames(), "whole")
    _ = reader.require_current().links, alone.require_current().links
    frames, edits = increment(writer.require_current(), random.Random(3), "night")
    writer.publish(frames, "night", edits=edits)
    read: list[str] = []
    checksum = manifest.checksum  # type: ignore[attr-defined]
    monkeypatch.setattr(manifest, "checksum", lambda path: read.append(path.name) or checksum(path))
    for store in (reader, alone):
        read.clear()
        assert store.require_current().links.equals(frames.links)
        assert "links.1.arrow" in read
        assert "links.arrow" not in read


def test_files_that_later_generations_share_outlive_their_generation(tmp_path: Path) -> None:
    store = Store(tmp_path, retention=AT_ONCE)
    published = publish_increments(store, 4)
    assert len(store.generations()) == 2
    first = min((tmp_path / "generations").iterdir())
    assert {path.name for path in first.iterdir()} == {f"{name}.arrow" for name in EDITED}
    assert same(Store(tmp_path).require_current(), published[-1])
    assert store.verify().sound
    store.publish(published[-1], "whole again")
    store.publish(published[-1], "and again")
    assert sorted(path.name for path in (tmp_path / "generations").iterdir()) == store.generations()
    assert same(Store(tmp_path).require_current(), published[-1])


def test_a_backup_holds_what_is_shared(tmp_path: Path) -> None:
    store = Store(tmp_path / "home")
    published = publish_increments(store, 2)
    write_backup(store, tmp_path / "backup.zip")
    restored = Store(tmp_path / "other")
    restore_backup(restored, tmp_path / "backup.zip")
    assert same(Store(tmp_path / "other").require_current(), published[-1])
    assert restored.verify().sound
    frames, edits = increment(restored.require_current(), random.Random(5), "after")
    restored.publish(frames, "after", edits=edits)
    assert same(Store(tmp_path / "other").require_current(), frames)


def test_an_edit_of_another_generation_is_not_used(tmp_path: Path) -> None:
    store = Store(tmp_path)
    publish_increments(store, 1)
    frames, edits = increment(store.require_current(), random.Random(5), "late")
    store.publish(frames, "meanwhile")
    generation = store.publish(frames, "late", edits=edits)
    assert not generation.manifest.runs
    assert same(generation, frames)


def test_a_frame_of_many_runs_is_written_whole_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.publish(held_frames(), "whole")
    lengths = []
    for n in range(70):
        held = store.require_current()
        links = pl.concat([held.links, held.links.head(1)])
        edits = {"links": FrameEdit(held.id, (range(held.links.height), held.links.head(1)))}
        store.publish(replace(held.frames(), links=links), str(n), edits=edits)
        lengths.append(len(store.require_current().manifest.runs.get("links", ())))
    assert max(lengths) <= 64
    assert lengths.count(0) == 1
    assert store.require_current().links.height == held_frames().links.height + 70
