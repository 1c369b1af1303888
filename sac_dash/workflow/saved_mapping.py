"""Mappings remembered for a kind of source: what was confirmed once is used wherever the export comes in.

The Data page and `sac-dash ingest` both ask here, so that one export is read in one way. A source is
known by its set of column names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from sac_dash.ingest.mapped_file import MappedFile
from sac_dash.ingest.mapping import read_mapping
from sac_dash.ingest.options import IngestOptions
from sac_dash.ingest.readers import read_columns
from sac_dash.store import EntryKind, Store, source_signature

_REMEMBERED = 64  # files whose column names a process keeps: a page asks anew at every click


def save_mapping(store: Store, columns: Iterable[str], toml_text: str, user: str) -> Path:
    """Remember a mapping for the kind of source that has these columns, and log who said so.

    Parameters
    ----------
    columns
        Every column name of the source, in any order.
    toml_text
        The mapping as TOML; it is kept as it is.

    Returns
    -------
    The file it is kept in.
    """
    named = sorted(columns)
    said = {"source": source_signature(named), "columns": named, "mapping": toml_text}
    store.decisions.append(EntryKind.MAPPING_SAVED, said, user)
    return store.mappings.save(named, toml_text)


def with_saved_mappings(store: Store, paths: Sequence[Path], options: IngestOptions) -> list[MappedFile]:
    """Return what is to be read of each file: all of it as recognised, or by the mappings remembered.

    Of a workbook whose sheets were confirmed, those sheets are read and no other: what was left out
    once is left out again.

    Raises
    ------
    UnusableInputError
        When a file cannot be read, as an ingest of it would say.
    """
    return [each for path in paths for each in _by_saved(store, path, options)]


def _by_saved(store: Store, path: Path, options: IngestOptions) -> list[MappedFile]:
    """Return one file as it is, or its tables for which a mapping is remembered.

    The file is read for its column names, once until it changes, and only where any mapping is
    remembered at all.
    """
    if not store.mappings.all():
        return [MappedFile(path)]
    written = path.stat().st_mtime_ns if path.is_file() else 0
    tables = _columns(path, written, options.max_field_bytes)
    saved = [(name, store.mappings.find(columns)) for name, columns in tables]
    known = [MappedFile(path, read_mapping(found), name) for name, found in saved if found is not None]
    return known or [MappedFile(path)]


@lru_cache(maxsize=_REMEMBERED)
def _columns(path: Path, _written_ns: int, max_field_bytes: int) -> list[tuple[str | None, tuple[str, ...]]]:
    """Return the name and the column names of each table of a file."""
    options = IngestOptions(today=datetime.now(UTC), max_field_bytes=max_field_bytes)
    return read_columns(path, options)
