"""A generation on disk: every frame whole, or, after an edit, the rows that came in beside those shared.

A frame that was edited is written as one file of the rows that came in; the rest stays in the files of the
generation before and is referred to, run by run (ADR 14). What follows from the frames is counted on from what
the generation before had counted. Whatever cannot be had so is written whole: both give the same frames.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import polars as pl

from sac_dash.domain import columns
from sac_dash.domain.columns import Schema
from sac_dash.domain.placed_links import lie_apart
from sac_dash.store.derived import Counted, derive_order, derive_rates, derive_rates_from
from sac_dash.store.frame_files import write_frame
from sac_dash.store.generation import FRAME_SCHEMAS, RECORD_NAMES, Generation, GenerationFrames
from sac_dash.store.manifest import FileRecord, Written
from sac_dash.store.pieces import FrameEdit, Run, added_rows, runs_of
from sac_dash.store.proofs import Measured

Edits = Mapping[str, FrameEdit]
_BULKY = ("offences", "facet_values", "tags", "links", "weighed", "evidence")


@dataclass(frozen=True)
class Ahead:
    """What of a generation is written already.

    Parameters
    ----------
    frames
        Frame → the file that it lies in.
    files
        File → what was measured of it.
    """

    frames: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Measured] = field(default_factory=dict)


@dataclass
class _Writing:
    """What was written so far."""

    folder: Path
    rows: dict[str, int | None] = field(default_factory=dict)
    shared: dict[str, FileRecord] = field(default_factory=dict)
    runs: dict[str, tuple[Run, ...]] = field(default_factory=dict)

    def frame(self, frame: pl.DataFrame, file: str) -> None:
        write_frame(frame, self.folder / file)
        self.rows[file] = frame.height


def write_generation(
    frames: GenerationFrames,
    folder: Path,
    edits: Edits | None = None,
    before: Generation | None = None,
    ahead: Ahead | None = None,
) -> Written:
    """Write every frame, what follows from them and the records into `folder`.

    Parameters
    ----------
    edits
        Frame → how it comes from that of `before`; the frame of `frames` must be the edit joined to it.
    ahead
        What is written of these frames already.
    """
    ahead = ahead or Ahead()
    writing = _Writing(folder, {file: measured.record.rows for file, measured in ahead.files.items()})
    apart = lie_apart(frames.links)
    usable = {} if before is None else _usable(edits or {}, frames, before)
    done = {
        name
        for name, edit in usable.items()
        if before is not None and name not in ahead.frames and _write_edit(name, edit, writing, before)
    }
    if before is not None and "links" in done and _lies_apart(before):
        apart = True
        _share(held_runs(before, "evidence"), "evidence", writing, before)
    for name, schema in FRAME_SCHEMAS.items():
        frame = columns.require(getattr(frames, name), schema, name.replace("_", " "))
        if name in done or (name == "evidence" and not lie_apart(frames.links)):
            continue
        file = ahead.frames.get(name) or own_file(name, frames.links, before)
        if name not in ahead.frames:
            writing.frame(frame, file)
        if file != f"{name}.arrow":
            writing.runs[name] = (Run(file, 0, frame.height),)
    derived = _rates(frames, usable, before)
    if "links" not in ahead.frames and not _order_is_shared(usable, writing, before):
        derived |= derive_order(frames.links)
    for name, frame in derived.items():
        writing.frame(frame, f"{name}.arrow")
    for name in RECORD_NAMES:
        content = json.dumps(getattr(frames, name), indent=1, default=str)
        (folder / f"{name}.json").write_text(content, "utf-8")
        writing.rows[f"{name}.json"] = None
    return Written(writing.rows, writing.shared, writing.runs, apart)


def _lies_apart(before: Generation) -> bool:
    """Say whether the links of a generation lie apart from their evidence, without opening them."""
    return "evidence" in before.manifest.runs or "evidence.arrow" in before.manifest.files


def own_file(name: str, links: pl.DataFrame, before: Generation | None) -> str:
    """Return the file that a whole frame is written to.

    Links that lie apart share the file of a generation's links, in which their evidence lies: theirs has a number.
    """
    if name == "links" and before is not None and lie_apart(links):
        return f"{name}.{_next_number(name, before.manifest.files)}.arrow"
    return f"{name}.arrow"


def held_runs(generation: Generation, name: str) -> tuple[Run, ...]:
    """Return the runs of files that a frame of a generation consists of."""
    files, runs = generation.manifest.files, generation.manifest.runs
    whole = f"{name}.arrow"
    if name == "evidence" and name not in runs and whole not in files:
        return held_runs(generation, "links")  # which carry their evidence
    return runs.get(name) or (Run(whole, 0, files[whole].rows or 0),)


def _usable(edits: Edits, frames: GenerationFrames, before: Generation) -> dict[str, FrameEdit]:
    """Return the edits that start from the generation before and make the frames that are published."""
    usable = {
        name: edit
        for name, edit in edits.items()
        if name in _BULKY and edit.base == before.id and edit.height == getattr(frames, name).height
    }
    if _lies_apart(before) and "links" in usable and not _is_all(usable["links"], before.rows("links")):
        del usable["links"]  # some of their evidence would lie where nobody looks
    return usable


def _is_all(edit: FrameEdit, rows: int) -> bool:
    """Say whether an edit leaves a frame of so many rows as it is."""
    return edit.pieces == (range(rows),)


def _write_edit(name: str, edit: FrameEdit, writing: _Writing, before: Generation) -> bool:
    """Write the rows of an edit that come in; return whether that was worth it."""
    files = before.manifest.files
    held = held_runs(before, name)
    file = f"{name}.{_next_number(name, files)}.arrow"
    runs = runs_of(edit, held, file)
    if runs is None:
        return False
    schema = FRAME_SCHEMAS[name]
    added = added_rows(edit, _like(edit, schema))
    if added.height:
        writing.frame(columns.require(added, schema, name.replace("_", " ")), file)
    _share(runs, name, writing, before)
    return True


def _share(runs: Sequence[Run], name: str, writing: _Writing, before: Generation) -> None:
    """Let a frame lie in runs of files; those that are not written here are shared with the generation before."""
    for run in runs:
        if run.file not in writing.rows:
            record = before.manifest.files[run.file]
            writing.shared[run.file] = replace(record, folder=record.folder or before.id)
    whole = f"{name}.arrow"
    held = before.manifest.files.get(whole)
    if held is None or list(runs) != [Run(whole, 0, held.rows or 0)]:
        writing.runs[name] = tuple(runs)


def _next_number(name: str, files: Iterable[str]) -> int:
    """Return a number that no file of rows that came in to this frame has."""
    parts = (file.split(".") for file in files)
    return max([0, *(int(part[1]) for part in parts if part[0] == name and len(part) == 3)]) + 1


def _like(edit: FrameEdit, schema: Schema) -> pl.DataFrame:
    """Return a frame without rows and with the columns of an edit."""
    came = next((each for each in edit.pieces if isinstance(each, pl.DataFrame)), None)
    return columns.empty(schema) if came is None else came.clear()


def _rates(
    frames: GenerationFrames, edits: Mapping[str, FrameEdit], before: Generation | None
) -> dict[str, pl.DataFrame]:
    """Return what follows from the frames, counted on from the generation before where that can be."""
    counts = None if before is None else before.behaviour_counts
    changed = _changed_rows(edits)
    classes = frames.offences["offence_class"]
    if before is None or counts is None or changed is None:
        return derive_rates(frames.tags, classes)
    rows = pl.Series(changed, dtype=pl.UInt32)
    held = rows.filter(rows < before.rows("offences"))
    empty = (pl.DataFrame(schema=columns.TAGS), classes.clear())
    was = (before.tags, before.offences["offence_class"]) if len(held) else empty
    return derive_rates_from(counts, Counted(*was, held), Counted(frames.tags, classes, rows))


def _order_is_shared(edits: Mapping[str, FrameEdit], writing: _Writing, before: Generation | None) -> bool:
    """Share the order of links with the generation before, where the links are the same; return whether they are."""
    edit, file = edits.get("links"), "links_by_second.arrow"
    if before is None or edit is None or file not in before.manifest.files:
        return False
    if not _is_all(edit, before.rows("links")):
        return False
    record = before.manifest.files[file]
    writing.shared[file] = replace(record, folder=record.folder or before.id)
    return True


def _changed_rows(edits: Mapping[str, FrameEdit]) -> np.ndarray[tuple[int], np.dtype[np.int64]] | None:
    """Return the rows of offences of which anything is new; None where that cannot be told.

    Tags may only change with their offence.
    """
    if "offences" not in edits or "tags" not in edits:
        return None
    changed, place = [np.empty(0, np.int64)], 0
    for each in edits["offences"].pieces:
        if isinstance(each, range) and each.start != place:
            return None  # offences were moved: their tags are no longer where they were
        if not isinstance(each, range):
            changed.append(np.arange(place, place + each.height))
        place += len(each)
    rows = np.concatenate(changed)
    said = [each["row"] for each in edits["tags"].pieces if not isinstance(each, range)]
    if said and not pl.concat(said).is_in(pl.Series(rows, dtype=pl.UInt32).implode()).all():
        return None
    return rows
