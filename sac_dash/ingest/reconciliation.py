"""Rows in = accepted + duplicate + out of scope + rejected, for each source and for the whole.

Tables that were typed one by one are put together here: duplicates are found across all of them,
every count is checked, and the quality report is written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import polars as pl

from sac_dash.domain.columns import FACET_VALUES, OFFENCES, REJECTS, empty, require
from sac_dash.domain.quality import Counts, QualityReport, SourceReport
from sac_dash.ingest.duplicates import find_conflicts, mark_duplicates
from sac_dash.ingest.facet_values import ROW
from sac_dash.ingest.result import IngestResult
from sac_dash.ingest.typed_table import TypedTable

CONFLICT_WARNING = "same force and reference as an earlier row, other content: the first was kept"
TABLE = "__table"


def reconcile(tables: Sequence[TypedTable], notes: Sequence[str] = ()) -> IngestResult:
    """Put typed tables together, with duplicates out and every row accounted for."""
    if not tables:
        return IngestResult(
            empty(OFFENCES), empty(FACET_VALUES), empty(REJECTS), QualityReport(Counts(), notes=tuple(notes))
        )
    every = pl.concat(
        [table.offences.with_columns(pl.lit(index).alias(TABLE)) for index, table in enumerate(tables)]
    )
    duplicate = mark_duplicates(every)
    conflicts = find_conflicts(every, duplicate)
    repeats = Counter(every.filter(duplicate)[TABLE].to_list())
    kept = every.filter(~duplicate) if duplicate.any() else every
    rejects = pl.concat([table.rejects for table in tables])
    facet_values = _keyed(pl.concat([table.facet_values for table in tables]), kept)
    sources = tuple(_source_report(table, repeats[index]) for index, table in enumerate(tables))
    quality = QualityReport(
        counts=sum((source.counts for source in sources), start=Counts()).check(),
        sources=sources,
        reject_reasons=_count(rejects["reason"].str.replace(r":.*$", "")),
        warnings=_sum_warnings(tables, len(conflicts)),
        refused_columns={
            column: reason for table in tables for column, reason in table.recognition.refused.items()
        },
        conflicts=conflicts,
        by_class=_count(kept["offence_class"]),
        unknown_shares=_unknown_shares(kept, facet_values, tables),
        notes=tuple(
            dict.fromkeys(
                [*notes, *(note for table in tables for note in (*table.notes, *table.recognition.notes))]
            )
        ),
    )
    return IngestResult(require(kept.select(*OFFENCES), OFFENCES, "offences"), facet_values, rejects, quality)


def _keyed(facet_values: pl.DataFrame, kept: pl.DataFrame) -> pl.DataFrame:
    joined = facet_values.join(kept.select(ROW, "offence_key"), on=ROW, how="inner", maintain_order="left")
    return joined.select(*FACET_VALUES)


def _source_report(table: TypedTable, repeats: int) -> SourceReport:
    counts = Counts(
        read=table.read,
        accepted=table.offences.height - repeats,
        duplicate=repeats,
        out_of_scope=table.out_of_scope,
        rejected=table.rejects.height,
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


def _unknown_shares(
    kept: pl.DataFrame, facet_values: pl.DataFrame, tables: Sequence[TypedTable]
) -> Mapping[str, float]:
    if kept.is_empty():
        return {}
    skipped = ("offence_key", "crime_ref", "force", "source_file", "source_row", "offence_class")
    shares = {name: kept[name].null_count() / kept.height for name in OFFENCES if name not in skipped}
    stated = facet_values.group_by("facet").agg(pl.col("offence_key").n_unique()).iter_rows()
    known = {**dict.fromkeys(_facet_names(tables), 0), **dict(stated)}
    return {**shares, **{f"facet_{name}": 1 - count / kept.height for name, count in sorted(known.items())}}


def _facet_names(tables: Sequence[TypedTable]) -> list[str]:
    return [name for table in tables for name in table.recognition.facets]
