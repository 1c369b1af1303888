"""One published state of everything an analyst sees: offences, tags, links, series and how they came.

The frames are Arrow files, uncompressed and memory-mapped: web workers share one copy of a page in
the operating system's cache, and opening a million offences costs no parsing. Each file's checksum is
proved before it is first opened (once for all workers of a server: :mod:`.proofs`) and again once it was touched
(:mod:`.proved_files`), so that a flipped bit is told and never shown as fact.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, fields
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from sac_dash.domain import columns
from sac_dash.domain.columns import Schema
from sac_dash.domain.placed_links import evidence_of, is_evidence, join_evidence, lie_apart, place_links
from sac_dash.domain.tags_of import mark_order
from sac_dash.patterns.behaviour_rates import measure_class_rates
from sac_dash.store.derived import DERIVED_SCHEMAS, rates_by_class
from sac_dash.store.frame_files import open_frame, open_runs
from sac_dash.store.link_places import find_places, scan_places
from sac_dash.store.manifest import Manifest
from sac_dash.store.pieces import FrameEdit
from sac_dash.store.proofs import Proofs
from sac_dash.store.proved_files import ProvedFiles

FRAME_SCHEMAS: dict[str, Schema] = {
    "offences": columns.OFFENCES,
    "facet_values": columns.FACET_VALUES,
    "tags": columns.TAGS,
    "links": columns.LINKS,
    "members": columns.SERIES_MEMBERS,
    "series": columns.SERIES,
    "rejects": columns.REJECTS,
    "listed_series": columns.LISTED_SERIES,
    "weighed": columns.WEIGHED_PAIRS,
    "chance": columns.CHANCE_LEVEL,
    "evidence": {},
}
_LATER_FRAMES = frozenset({"listed_series", "weighed", "chance", "evidence"})
"""Of these a generation from before there was one holds nothing."""
RECORD_NAMES = ("model", "quality")


@dataclass(frozen=True)
class GenerationFrames:
    """What one publication holds; the frames are those of `domain.columns`.

    `tags`, `links` and `members` refer to an offence by its row in `offences`. `model` and `quality`
    are JSON-ready dictionaries. Links carry their evidence; where they are `PLACED_LINKS`, each says in which row of
    `evidence` its own lies.
    """

    offences: pl.DataFrame = field(default_factory=partial(columns.empty, FRAME_SCHEMAS["offences"]))
    facet_values: pl.DataFrame = field(default_factory=partial(columns.empty, FRAME_SCHEMAS["facet_values"]))
    tags: pl.DataFrame = field(default_factory=partial(columns.empty, FRAME_SCHEMAS["tags"]))
    links: pl.DataFrame = field(default_factory=partial(columns.empty, FRAME_SCHEMAS["links"]))
    members: pl.DataFrame = field(default_factory=partial(columns.empty, FRAME_SCHEMAS["members"]))
    series: pl.DataFrame = field(default_factory=partial(columns.empty, FRAME_SCHEMAS["series"]))
    rejects: pl.DataFrame = field(default_factory=partial(columns.empty, FRAME_SCHEMAS["rejects"]))
    listed_series: pl.DataFrame = field(
        default_factory=partial(columns.empty, FRAME_SCHEMAS["listed_series"])
    )
    weighed: pl.DataFrame = field(default_factory=partial(columns.empty, FRAME_SCHEMAS["weighed"]))
    chance: pl.DataFrame = field(default_factory=partial(columns.empty, FRAME_SCHEMAS["chance"]))
    evidence: pl.DataFrame = field(default_factory=partial(columns.empty, FRAME_SCHEMAS["evidence"]))
    model: dict[str, Any] = field(default_factory=dict)
    quality: dict[str, Any] = field(default_factory=dict)


class Generation:
    """A published state, read-only; each frame is opened and proved when first asked for.

    Attributes are those of :class:`GenerationFrames`, with `id`, `published_at` (UTC) and `note`.
    Never change a frame in place: it is shared by every reader in the process.
    """

    def __init__(self, folder: Path, manifest: Manifest, proofs: Proofs | None = None) -> None:
        self.folder = folder
        self.manifest = manifest
        self._files = ProvedFiles(folder, manifest.files, proofs or Proofs())

    @property
    def id(self) -> str:
        """Return the generation's name, never used twice."""
        return self.manifest.id

    @property
    def published_at(self) -> datetime:
        """Return when it was published (UTC)."""
        return self.manifest.published_at

    @property
    def note(self) -> str:
        """Return why it was published, in words."""
        return self.manifest.note

    @cached_property
    def offences(self) -> pl.DataFrame:
        """Return one row per offence (`domain.columns.OFFENCES`)."""
        return self._frame("offences")

    @cached_property
    def facet_values(self) -> pl.DataFrame:
        """Return one row per value a structured column states (`FACET_VALUES`)."""
        return self._frame("facet_values")

    @cached_property
    def tags(self) -> pl.DataFrame:
        """Return one row per code of an offence (`TAGS`)."""
        return mark_order(self._frame("tags"))

    @property
    def links(self) -> pl.DataFrame:
        """Return one row per kept pair with its evidence (`LINKS`).

        Where links lie apart from their evidence it is a copy, made each time: who needs no evidence asks for
        `link_ends`, who needs that of a few for :meth:`links_of` or :meth:`links_at`.
        """
        held = self._links_held
        return join_evidence(held, self.evidence) if lie_apart(held) else held

    @property
    def link_ends(self) -> pl.DataFrame:
        """Return one row per kept pair without its evidence (`LINKS` and nothing else)."""
        return self._links_held.select(*columns.LINKS)

    def links_at(self, places: Sequence[int] | np.ndarray[Any, Any]) -> pl.DataFrame:
        """Return the links at some positions, with their evidence."""
        held = self._links_held
        return join_evidence(held[places], self.evidence) if lie_apart(held) else held[places]

    @property
    def placed_links(self) -> pl.DataFrame:
        """Return one row per kept pair, which says in which row of `evidence` its own lies (`PLACED_LINKS`)."""
        return place_links(self._links_held)

    @cached_property
    def evidence(self) -> pl.DataFrame:
        """Return evidence by domain, in rows that `placed_links` name; some may belong to no link any more."""
        if "evidence" in self.manifest.runs or "evidence.arrow" in self.manifest.files:
            return self._opened("evidence", FRAME_SCHEMAS["evidence"])
        return evidence_of(self._links_held)

    @cached_property
    def _links_held(self) -> pl.DataFrame:
        return self._frame("links")

    def links_of(self, rows: Collection[int] | pl.Series) -> pl.DataFrame:
        """Return the links that some offences, given by row, have at either end (`LINKS`), in their order.

        Found by an order laid beside the links; read off all of them where they were published before there was one.
        """
        places = (
            scan_places(self._links_held, rows)
            if self._links_by_second is None
            else find_places(self._links_held, self._links_by_second, rows)
        )
        return self.links_at(places)

    @cached_property
    def _links_by_second(self) -> pl.DataFrame | None:
        if "links_by_second.arrow" not in self.manifest.files:
            return None
        return self._opened("links_by_second", DERIVED_SCHEMAS["links_by_second"])

    @cached_property
    def members(self) -> pl.DataFrame:
        """Return one row per offence placed in a series (`SERIES_MEMBERS`)."""
        return self._frame("members")

    @cached_property
    def series(self) -> pl.DataFrame:
        """Return one row per series (`SERIES`)."""
        return self._frame("series")

    @cached_property
    def rejects(self) -> pl.DataFrame:
        """Return the rows of the last ingest that could not be accepted (`REJECTS`)."""
        return self._frame("rejects")

    @cached_property
    def listed_series(self) -> pl.DataFrame:
        """Return one row per offence that a list of known series names (`LISTED_SERIES`)."""
        return self._frame("listed_series")

    @cached_property
    def weighed(self) -> pl.DataFrame:
        """Return every pair of a large file that was weighed, link or not: what an update of links goes on from."""
        return self._frame("weighed")

    @cached_property
    def chance(self) -> pl.DataFrame:
        """Return what shuffled files held: the same update holds its series against it."""
        return self._frame("chance")

    @cached_property
    def class_rates(self) -> dict[str, pl.DataFrame]:
        """Return how rare each behaviour is by class of offence, as `patterns.behaviour_rates` says.

        Laid beside the frames when they were published; worked out where that was before there was such a file.
        """
        classes = self.offences["offence_class"]
        if "class_rates.arrow" in self.manifest.files:
            return rates_by_class(self._opened("class_rates", DERIVED_SCHEMAS["class_rates"]), classes)
        return measure_class_rates(self.tags, classes)

    @cached_property
    def behaviour_counts(self) -> pl.DataFrame | None:
        """Return how many offences of each class have each behaviour, or None where nobody counted them.

        Kept so that the next generation counts on from it: `patterns.behaviour_rates.COUNTS`.
        """
        if "behaviour_counts.arrow" not in self.manifest.files:
            return None
        return self._opened("behaviour_counts", DERIVED_SCHEMAS["behaviour_counts"])

    @cached_property
    def model(self) -> dict[str, Any]:
        """Return what is needed to repeat and explain the links."""
        return self._record("model")

    @cached_property
    def quality(self) -> dict[str, Any]:
        """Return the quality report of the last ingest."""
        return self._record("quality")

    @property
    def invented(self) -> bool:
        """Return whether the offences are made up, so that nobody may act on them."""
        return bool(self.quality.get("invented", False))

    def frames(self, *, but: Collection[str] = ()) -> GenerationFrames:
        """Return everything, opened, or all but some: the start of the next generation.

        What the next one makes anew need not be read to be proved; in its place stands an empty frame.
        """
        wanted = [each.name for each in fields(GenerationFrames) if each.name not in but]
        read = [
            name for name in wanted if name in FRAME_SCHEMAS and (name != "evidence" or "links" in wanted)
        ]
        self.prove(read)
        return GenerationFrames(**{name: getattr(self, name) for name in wanted if name != "evidence"})

    def unchanged(self, *names: str) -> dict[str, FrameEdit]:
        """Return edits that keep frames as they are: the next generation then shares their files."""
        return {name: FrameEdit(self.id, (range(self.rows(name)),)) for name in names if self.rows(name)}

    def rows(self, name: str) -> int:
        """Return the number of rows of a frame without opening it."""
        runs = self.manifest.runs.get(name)
        if runs is not None:
            return sum(run.rows for run in runs)
        record = self.manifest.files.get(f"{name}.arrow")
        return (
            0
            if record is None and name in _LATER_FRAMES
            else (self.manifest.files[f"{name}.arrow"].rows or 0)
        )

    def prove(self, names: Sequence[str], threads: int = 2) -> None:
        """Prove the files of some frames side by side, in this order, so that who opens them later need not wait.

        Raises
        ------
        StoreError
            When one of them is not what was published.
        """
        files = [file for name in names for file in self._files_of(name)]
        files = [file for file in dict.fromkeys(files) if file in self.manifest.files]
        with ThreadPoolExecutor(threads) as side_by_side:
            list(side_by_side.map(self._files.path, files))

    def look_again(self) -> None:
        """Prove anew whichever of the files opened so far was touched; cheap where none was.

        Raises
        ------
        StoreError
            When one is no longer what was published.
        """
        self._files.look_again()

    def _frame(self, name: str) -> pl.DataFrame:
        if name in _LATER_FRAMES and self._files_of(name)[0] not in self.manifest.files:
            return columns.empty(FRAME_SCHEMAS[name])
        return self._opened(name, FRAME_SCHEMAS[name])

    def _files_of(self, name: str) -> list[str]:
        runs = self.manifest.runs.get(name)
        return [f"{name}.arrow"] if runs is None else list(dict.fromkeys(run.file for run in runs))

    def _opened(self, name: str, schema: Schema) -> pl.DataFrame:
        runs = self.manifest.runs.get(name)
        frame = (
            open_frame(self._files.path(f"{name}.arrow"))
            if runs is None
            else open_runs(runs, self._files.path, is_evidence if name == "evidence" else None)
        )
        return columns.require(frame, schema, name.replace("_", " "))

    def _record(self, name: str) -> dict[str, Any]:
        record: dict[str, Any] = json.loads(self._files.path(f"{name}.json").read_bytes())
        return record
