"""An upload as it was looked at: files, their tables, how each would be read. Made from the look's JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sac_dash.domain.quality import ColumnUse, Counts, QualityReport, SourceReport
from sac_dash.ingest.mapping import ColumnMapping, FacetColumn, MappingOptions


@dataclass(frozen=True)
class LookedTable:
    """One table of a file. `report`, `suggested` and `quality` are None where it is not read."""

    part: str
    file: str
    name: str | None
    kind: str
    rows: int
    used: bool
    problem: str
    read_by: str  # "here", "saved" or empty: recognised
    columns: tuple[ColumnUse, ...]
    samples: Mapping[str, tuple[str, ...]]
    typed_rows: tuple[Mapping[str, Any], ...]
    suggested: ColumnMapping | None
    report: SourceReport | None
    quality: QualityReport | None

    @property
    def label(self) -> str:
        """Return what the table is called beside others."""
        return f"{self.file}: {self.name}" if self.name else self.file


@dataclass(frozen=True)
class LookedFile:
    """One file, or in one line why it cannot be used."""

    file: str
    n_bytes: int
    problem: str
    tables: tuple[LookedTable, ...]


@dataclass(frozen=True)
class Looked:
    """An upload: its files, and the quality of all that would be added."""

    files: tuple[LookedFile, ...]
    quality: QualityReport

    @property
    def tables(self) -> tuple[LookedTable, ...]:
        """Return the tables of all files, in order."""
        return tuple(table for file in self.files for table in file.tables)

    def table(self, part: str | None) -> LookedTable | None:
        """Return the table of this name; else the first that is used, else the first."""
        named = [table for table in self.tables if table.part == part]
        used = [table for table in self.tables if table.used]
        return next(iter((*named, *used, *self.tables)), None)


def looked_from(result: Mapping[str, Any]) -> Looked:
    """Return a look from the JSON that :mod:`sac_dash.dashboard.jobs.look_at_files` wrote."""
    files = tuple(
        LookedFile(
            each["file"],
            each["bytes"],
            each["problem"],
            tuple(_table(table, each["file"]) for table in each["tables"]),
        )
        for each in result["files"]
    )
    return Looked(files, quality_from(result["quality"]))


def quality_from(content: Mapping[str, Any]) -> QualityReport:
    """Return the quality report that `as_dict` wrote."""
    return QualityReport(
        **{
            **content,
            "counts": Counts(**content["counts"]),
            "sources": tuple(map(_report, content["sources"])),
            "conflicts": tuple(content["conflicts"]),
            "notes": tuple(content["notes"]),
        }
    )


def _table(content: Mapping[str, Any], file: str) -> LookedTable:
    columns = [{**each} for each in content["columns"]]
    samples = {each["column"]: tuple(each.pop("samples")) for each in columns}
    return LookedTable(
        **{
            **content,
            "file": file,
            "columns": tuple(ColumnUse(**each) for each in columns),
            "samples": samples,
            "typed_rows": tuple(content["typed_rows"]),
            "suggested": _mapping(content["suggested"]) if content["suggested"] else None,
            "report": _report(content["report"]) if content["report"] else None,
            "quality": quality_from(content["quality"]) if content["quality"] else None,
        }
    )


def _report(content: Mapping[str, Any]) -> SourceReport:
    columns = tuple(ColumnUse(**each) for each in content["columns"])
    return SourceReport(**{**content, "counts": Counts(**content["counts"]), "columns": columns})


def _mapping(content: Mapping[str, Any]) -> ColumnMapping:
    options = {**content["options"], "unused_columns": tuple(content["options"]["unused_columns"])}
    return ColumnMapping(
        columns={ours: tuple(theirs) for ours, theirs in content["columns"].items()},
        facets={name: FacetColumn(**facet) for name, facet in content["facets"].items()},
        options=MappingOptions(**options),
    )
