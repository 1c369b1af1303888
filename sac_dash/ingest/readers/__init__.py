"""Readers: any supported container → tables of text.

:func:`read_source` is the door. What a file is, is judged by its content; what cannot be used
ends as one line naming the file and the remedy.
"""

from __future__ import annotations

from pathlib import Path

from sac_dash.domain.errors import UnusableInputError
from sac_dash.domain.progress import Progress, silent
from sac_dash.ingest.options import IngestOptions
from sac_dash.ingest.raw_table import SOURCE_ROW, RawTable
from sac_dash.ingest.readers.container import Container, identify_container
from sac_dash.ingest.readers.delimited import read_delimited, read_delimited_columns
from sac_dash.ingest.readers.geojson import read_geojson
from sac_dash.ingest.readers.geopackage import read_geopackage
from sac_dash.ingest.readers.parquet import read_parquet
from sac_dash.ingest.readers.workbook import read_old_workbook, read_workbook


def read_source(
    path: Path, options: IngestOptions, progress: Progress = silent, *, only: str | None = None
) -> list[RawTable]:
    """Read every table of one source file as text, or the one that was chosen.

    Parameters
    ----------
    path
        A regular file, or a symbolic link to one.
    options
        `max_field_bytes` is used here.
    progress
        Told how far the reading is.
    only
        The name of the sheet or layer to read; None reads all.

    Returns
    -------
    list[RawTable]
        One per table (a workbook: one per sheet that looks like a table); never empty.

    Raises
    ------
    UnusableInputError
        The file cannot be used at all: missing, empty, header only, a folder or device, not what
        its name says, damaged, or hostile. One line with the remedy.
        Or it has no table of the name asked for.
    """
    tables = _read_container(path, options, progress, only)
    if only is None:
        return tables
    chosen = [table for table in tables if table.name == only]
    if not chosen:
        raise UnusableInputError(
            f'there is no sheet or layer "{only}" with rows', file=path.name, remedy="Choose another"
        )
    return chosen


def read_columns(path: Path, options: IngestOptions) -> list[tuple[str | None, tuple[str, ...]]]:
    """Return the name and the column names of each table of a source file, of text from its first rows alone.

    Raises
    ------
    UnusableInputError
        As :func:`read_source`; whether text has rows is not looked at.
    """
    container = identify_container(path)
    if container in (Container.TEXT, Container.GZIP):
        return [(None, read_delimited_columns(path, options, gzipped=container is Container.GZIP))]
    return [
        (table.name, tuple(name for name in table.frame.columns if name != SOURCE_ROW))
        for table in read_source(path, options)
    ]


def _read_container(
    path: Path, options: IngestOptions, progress: Progress, only: str | None
) -> list[RawTable]:
    """Return the tables of a file by what its content is; of a workbook, the sheet asked for alone."""
    container = identify_container(path)
    match container:
        case Container.TEXT | Container.GZIP:
            return [read_delimited(path, options, progress, gzipped=container is Container.GZIP)]
        case Container.WORKBOOK:
            return read_workbook(path, options, progress, only=only)
        case Container.OLD_WORKBOOK:
            return read_old_workbook(path, options, progress, only=only)
        case Container.PARQUET:
            return [read_parquet(path, options)]
        case Container.GEOJSON:
            return [read_geojson(path, options)]
        case Container.GEOPACKAGE:
            return read_geopackage(path, options)
