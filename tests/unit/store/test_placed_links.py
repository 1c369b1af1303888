"""Links that lie apart from their evidence: readers see what links with evidence of their own would show."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from sac_dash.domain.errors import SacDashError, StoreError
from sac_dash.domain.placed_links import join_evidence
from sac_dash.store import (
    FrameEdit,
    Generation,
    GenerationFrames,
    Retention,
    Store,
    restore_backup,
    write_backup,
)
from sac_dash.store import draft as draft_module
from tests.browser.invented_force import invented_frames

ROWS = {"row_a": pl.UInt32, "row_b": pl.UInt32}


def linked_frames() -> GenerationFrames:
    """Return a force whose links carry the evidence of two domains."""
    pairs = pl.DataFrame({"row_a": range(300), "row_b": range(1, 301)}, schema=ROWS)
    told = np.random.default_rng(4).normal(0, 1, (300, 4)).astype(np.float32)
    names = ("log10_bayes_factor", "probability", "evidence_distance", "evidence_tools")
    return replace(
        invented_frames(), links=pairs.with_columns(pl.Series(n, told[:, k]) for k, n in enumerate(names))
    )


def update(
    held: Generation, added: int, seed: int
) -> tuple[GenerationFrames, dict[str, FrameEdit], pl.DataFrame]:
    """Return frames in which some links are new and some have other evidence, the edit, and the links as they are."""
    chance = np.random.default_rng(seed)
    placed = held.placed_links.with_columns(probability=pl.lit(seed / 100, pl.Float32))
    more = pl.DataFrame(
        {name: chance.normal(0, 1, added).astype(np.float32) for name in held.evidence.columns}
    )
    place = placed["place"].to_numpy().copy()
    other = chance.choice(len(place), added // 2, replace=False)
    start = held.evidence.height
    place[other] = start + np.arange(len(other))
    new = pl.DataFrame(
        {
            "row_a": np.sort(chance.integers(0, 300, added - len(other))),
            "row_b": 400 + seed + np.arange(added - len(other)),
            "log10_bayes_factor": 1.0,
            "probability": seed / 100,
            "place": start + len(other) + np.arange(added - len(other)),
        },
        schema=placed.schema,
    )
    links = pl.concat([placed.with_columns(place=pl.Series(place)), new]).sort("row_a", "row_b")
    edit = FrameEdit(held.id, (range(start), more))
    evidence = edit.joined(held.evidence)
    frames = replace(held.frames(), links=links, evidence=evidence)
    return frames, {"evidence": edit}, join_evidence(links, evidence)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "home")
    made.publish(linked_frames(), "whole")
    return made


def publish_update(store: Store, added: int, seed: int) -> pl.DataFrame:
    frames, edits, wanted = update(store.require_current(), added, seed)
    store.publish(frames, f"morning {seed}", edits=edits)
    return wanted


def shows(generation: Generation, wanted: pl.DataFrame) -> None:
    """Hold every way of reading links against the links as they are."""
    assert_frame_equal(generation.links, wanted)
    assert_frame_equal(generation.link_ends, wanted.select(*ROWS, "log10_bayes_factor", "probability"))
    assert_frame_equal(generation.links_at([0, 7, wanted.height - 1]), wanted[[0, 7, wanted.height - 1]])
    for row in (5, int(wanted["row_b"].max())):
        assert_frame_equal(
            generation.links_of([row]), wanted.filter((pl.col("row_a") == row) | (pl.col("row_b") == row))
        )
    assert generation.rows("links") == wanted.height


def test_a_whole_run_is_written_as_ever(store: Store) -> None:
    generation = store.require_current()
    shows(generation, linked_frames().links)
    assert generation.manifest.schema_version == 1
    assert not (generation.folder / "evidence.arrow").exists()


def test_mornings_write_the_rows_they_add(store: Store, tmp_path: Path) -> None:
    for seed in range(1, 5):
        wanted = publish_update(store, 10, seed)
        shows(store.require_current(), wanted)
        shows(Store(tmp_path / "home").require_current(), wanted)
    generation = store.require_current()
    assert generation.manifest.schema_version == 3
    assert [run.rows for run in generation.manifest.runs["evidence"]] == [300, 10, 10, 10, 10]
    assert [run.file for run in generation.manifest.runs["evidence"]][:2] == [
        "links.arrow",
        "evidence.1.arrow",
    ]
    own = {path.name for path in generation.folder.glob("evidence*")}
    assert own == {"evidence.4.arrow"}
    assert store.verify().sound


def test_after_many_mornings_evidence_is_written_whole_again(store: Store) -> None:
    lengths = []
    for seed in range(1, 70):
        wanted = publish_update(store, 4, seed)
        lengths.append(len(store.require_current().manifest.runs.get("evidence", ())))
    assert max(lengths) == 64
    assert 0 in lengths
    shows(store.require_current(), wanted)
    assert store.verify().sound


def test_links_that_stay_as_they_are_share_their_evidence(store: Store) -> None:
    wanted = publish_update(store, 10, 1)
    held = store.require_current()
    store.publish(held.frames(), "areas assigned", edits=held.unchanged("links", "tags"))
    again = store.require_current()
    shows(again, wanted)
    assert not [path for path in again.folder.glob("*") if path.name.startswith(("links.", "evidence"))]
    shows(store.require_current(), wanted)
    after = publish_update(store, 6, 2)
    shows(store.require_current(), after)


def test_links_published_whole_carry_their_evidence_again(store: Store) -> None:
    wanted = publish_update(store, 10, 1)
    store.publish(store.require_current().frames(), "whole again")
    generation = store.require_current()
    shows(generation, wanted)
    assert generation.manifest.schema_version == 1


def test_files_that_hold_evidence_outlive_their_generation(tmp_path: Path) -> None:
    store = Store(tmp_path / "home", retention=Retention(keep=1, min_age=timedelta(0)))
    store.publish(linked_frames(), "whole")
    first = store.require_current().folder
    for seed in range(1, 5):
        wanted = publish_update(store, 10, seed)
    assert {path.name for path in first.iterdir()} == {"links.arrow"}
    shows(Store(tmp_path / "home").require_current(), wanted)
    assert store.verify().sound


def test_a_backup_brings_them_along(store: Store, tmp_path: Path) -> None:
    publish_update(store, 10, 1)
    wanted = publish_update(store, 10, 2)
    write_backup(store, tmp_path / "backup.zip")
    restored = Store(tmp_path / "other")
    restore_backup(restored, tmp_path / "backup.zip")
    shows(Store(tmp_path / "other").require_current(), wanted)
    assert restored.verify().sound


def test_a_flipped_byte_in_evidence_is_told_and_named(store: Store, tmp_path: Path) -> None:
    first = store.require_current().folder
    publish_update(store, 10, 1)
    path = first / "links.arrow"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    generation = Store(tmp_path / "home").require_current()
    with pytest.raises(StoreError, match="links"):
        generation.links_at([3])
    assert any("links.arrow" in line for line in Store(tmp_path / "home").verify().complaints)


def test_what_is_drafted_is_published_and_nothing_is_written_twice(store: Store) -> None:
    frames, edits, wanted = update(store.require_current(), 10, 1)
    with store.drafting() as draft:
        draft.write_links(frames.links, frames.weighed, store.require_current())
        assert draft.begun is not None
        folder = draft.begun.folder
        store.publish(frames, "morning", edits=edits, draft=draft)
    generation = store.require_current()
    assert not folder.exists()
    assert generation.id == draft.begun.identity
    shows(generation, wanted)
    assert store.verify().sound
    assert {path.name for path in generation.folder.glob("links*")} == {
        "links.1.arrow",
        "links_by_second.arrow",
    }


def test_other_frames_than_those_drafted_are_published_as_they_are(store: Store) -> None:
    frames, edits, _ = update(store.require_current(), 10, 1)
    other, others_edits, wanted = update(store.require_current(), 8, 2)
    with store.drafting() as draft:
        draft.write_links(frames.links, frames.weighed, store.require_current())
        store.publish(other, "another", edits=others_edits, draft=draft)
    shows(store.require_current(), wanted)
    assert edits
    assert store.verify().sound


def test_a_draft_that_comes_to_nothing_leaves_nothing(store: Store) -> None:
    before = store.require_current()
    frames, _, _ = update(before, 10, 1)
    with suppress(ZeroDivisionError), store.drafting() as draft:
        draft.write_links(frames.links, frames.weighed, before)
        raise ZeroDivisionError
    assert [path.name for path in before.folder.parent.iterdir()] == [before.id]
    assert store.require_current() is before


def test_a_draft_refuses_what_are_no_links(store: Store) -> None:
    with pytest.raises(SacDashError, match="links"), store.drafting() as draft:
        draft.write_links(pl.DataFrame({"row_a": [1]}), pl.DataFrame(), store.require_current())


def test_links_are_drafted_once(store: Store) -> None:
    before = store.require_current()
    frames, _, _ = update(before, 10, 1)
    with store.drafting() as draft:
        draft.write_links(frames.links, frames.weighed, before)
        with pytest.raises(RuntimeError, match="once"):
            draft.write_links(frames.links, frames.weighed, before)


def test_a_full_disk_while_links_are_written_ahead_publishes_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = store.require_current()
    frames, edits, _ = update(before, 10, 1)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(draft_module, "write_frame", full)
    with store.drafting() as draft:
        draft.write_links(frames.links, frames.weighed, before)
        with pytest.raises(OSError, match="No space"):
            store.publish(frames, "morning", edits=edits, draft=draft)
    assert store.require_current() is before
    assert [path.name for path in before.folder.parent.iterdir()] == [before.id]
    assert store.verify().sound


KILLED_WHILE_DRAFTING = """
import os, signal, sys
from pathlib import Path
import polars as pl
from sac_dash.store import Store
store = Store(Path(sys.argv[1]))
held = store.require_current()
links = held.placed_links.with_columns(probability=pl.lit(0.5, pl.Float32))
with store.drafting() as draft:
    draft.write_links(links, held.weighed, held)
    if sys.argv[2] == "written":
        draft._files.result()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9")
@pytest.mark.parametrize("when", ["begun", "written"])
def test_killed_while_drafting_leaves_what_was_published(store: Store, tmp_path: Path, when: str) -> None:
    wanted = publish_update(store, 10, 1)
    before = store.require_current().id
    ended = subprocess.run(
        [sys.executable, "-c", KILLED_WHILE_DRAFTING, str(tmp_path / "home"), when], check=False
    )
    assert ended.returncode == -signal.SIGKILL
    again = Store(tmp_path / "home")
    assert again.require_current().id == before
    shows(again.require_current(), wanted)
    assert again.verify().sound
    left = [path for path in (tmp_path / "home" / "generations").iterdir() if path.name.startswith(".")]
    assert len(left) == 1
    shows_next = publish_update(again, 6, 2)
    shows(again.require_current(), shows_next)
    assert not [path for path in (tmp_path / "home" / "generations").iterdir() if path.name.startswith(".")]
