"""Rows in = accepted + duplicate + out of scope + rejected, for each source and for the whole.

Tables that were typed one by one are put together here: duplicates are found across all of them,
every count is checked, and the quality report is written. What lies on disk stays there: the frames
handed on are mapped.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from sac_dash.domain.columns import FACET_VALUES, OFFENCES, REJECTS, Schema, empty, require
from sac_dash.domain.quality import Counts, QualityReport, SourceReport
from sac_dash.ingest.duplicates import Places, find_conflicts, find_repeats
from sac_dash.ingest.laid_aside import LaidSlice, join_slices
from sac_dash.ingest.result import IngestResult
from sac_dash.ingest.side_by_side import side_by_side
from sac_dash.ingest.typed_table import ROW, Piles, TypedSlice, TypedTable

CONFLICT_WARNING = "same force and reference as an earlier row, other content: the first was kept"


@dataclass(frozen=True)
class _KeptTable:
    """One table without its duplicates."""

    table: TypedTable
    slices: tuple[TypedSlice, ...]
    repeats: int


def reconcile(
    tables: Sequence[TypedTable], notes: Sequence[str] = (), piles: Piles | None = None
) -> IngestResult:
    """Put typed tables together, with duplicates out and every row accounted for.

    `piles` is where rows are laid that had to be parted from duplicates.
    """
    if not tables:
        return IngestResult(
            empty(OFFENCES), empty(FACET_VALUES), empty(REJECTS), QualityReport(Counts(), notes=tuple(notes))
        )
    every = [each for table in tables for each in table.slices]
    repeats = find_repeats(every)
    conflicts = find_conflicts(every, repeats)
    kept = _without(tables, repeats.later, piles or Piles())
    offences = _joined((part.offences for table in kept for part in table.slices), OFFENCES)
    facet_values = _joined(_facet_slices(kept), FACET_VALUES)
    rejects = _joined((part for table in tables for part in table.rejects), REJECTS)
    sources = tuple(_source_report(each.table, each.repeats) for each in kept)
    quality = QualityReport(
        counts=sum((source.counts for source in sources), start=Counts()).check(),
        sources=sources,
        reject_reasons=_reasons(part for table in tables for part in table.rejects),
        warnings=_sum_warnings(tables, len(conflicts)),
        refused_columns={
            column: reason for table in tables for column, reason in table.recognition.refused.items()
        },
        conflicts=conflicts,
        by_class=_count(offences["offence_class"]),
        unknown_shares=_unknown_shares(offences, kept),
        notes=tuple(
            dict.fromkeys(
                [*notes, *(note for table in tables for note in (*table.notes, *table.recognition.notes))]
            )
        ),
    )
    return IngestResult(require(offences, OFFENCES, "offences"), facet_values, rejects, quality)


def _without(tables: Sequence[TypedTable], later: Places, piles: Piles) -> list[_KeptTable]:
    """Return the tables without the rows at the places `later`; slices that hold none stay as they are."""
    every = [each for table in tables for each in table.slices]
    ends = np.cumsum([each.offences.height for each in every])
    bounds = np.searchsorted(later, [0, *ends])
    parts = side_by_side(
        lambda at: _parted(every[at], later[bounds[at] : bounds[at + 1]], int(ends[at]), piles),
        range(len(every)),
    )
    kept = []
    for table in tables:
        slices = tuple(itertools.islice(parts, len(table.slices)))
        repeats = table.accepted - sum(each.offences.height for each in slices)
        kept.append(_KeptTable(table, slices, repeats))
    return kept


def _parted(part: TypedSlice, repeats: Places, end: int, piles: Piles) -> TypedSlice:
    """Return a slice, which ends before the place `end`, without the rows at the places `repeats`."""
    if not len(repeats):
        return part
    single = np.ones(part.offences.height, dtype=bool)
    single[repeats - end] = False  # counted from the end
    offences = part.offences.load().filter(pl.Series(single))
    facets = {
        name: values.load().join(offences.select(ROW), on=ROW, how="semi", maintain_order="left")
        for name, values in part.facet_values.items()
    }
    return replace(
        part,
        offences=piles.offences.put(offences),
        keys=part.keys[single],
        content=part.content[single],
        facet_values={name: piles.facet_values.put(values) for name, values in facets.items()},
        stating={name: values[ROW].n_unique() for name, values in facets.items()},
    )


def _facet_slices(kept: Sequence[_KeptTable]) -> Iterable[LaidSlice]:
    """Return facet values table by table and, within one, facet by facet."""
    for table in kept:
        for name in table.slices[0].facet_values:
            yield from (part.facet_values[name] for part in table.slices)


def _joined(slices: Iterable[LaidSlice], schema: Schema) -> pl.DataFrame:
    joined = join_slices([each for each in slices if each.height])
    return empty(schema) if joined is None else joined.select(*schema)


def _source_report(table: TypedTable, repeats: int) -> SourceReport:
    counts = Counts(
        read=table.read,
        accepted=table.accepted - repeats,
        duplicate=repeats,
        out_of_scope=table.out_of_scope,
        rejected=table.rejected,
    )
    return SourceReport(
        file=table.table.file,
        kind=table.table.kind,
        counts=counts.check(),
        columns=tuple(table.recognition.uses),
        encoding=table.table.encoding,
        delimiter=table.table.delimiter,
        date_order=table.date_order,
        crs=table.crs,
        class_settled=table.class_settled,
    )


def _reasons(rejects: Iterable[LaidSlice]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for each in rejects:
        total.update(_count(each.load()["reason"].str.replace(r":.*$", "")))
    return dict(total.most_common())


def _count(values: pl.Series) -> dict[str, int]:
    counted = values.drop_nulls().value_counts(sort=True)
    return dict(counted.iter_rows())


def _sum_warnings(tables: Sequence[TypedTable], conflicts: int) -> dict[str, int]:
    total: Counter[str] = Counter()
    for table in tables:
        total.update(table.warnings)
    if conflicts:
        total[CONFLICT_WARNING] += conflicts
    return dict(total.most_common())


def _unknown_shares(offences: pl.DataFrame, kept: Sequence[_KeptTable]) -> Mapping[str, float]:
    if offences.is_empty():
        return {}
    skipped = ("offence_key", "crime_ref", "force", "source_file", "source_row", "offence_class")
    shares = {name: offences[name].null_count() / offences.height for name in OFFENCES if name not in skipped}
    known: Counter[str] = Counter({name: 0 for each in kept for name in each.table.recognition.facets})
    for part in (part for table in kept for part in table.slices):
        known.update(part.stating)
    return {
        **shares,
        **{f"facet_{name}": 1 - count / offences.height for name, count in sorted(known.items())},
    }
