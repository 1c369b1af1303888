"""Mappings remembered for a kind of source: what was confirmed once is used wherever the export comes in.

The Data page and `sac-dash ingest` both ask here, so that one export is read in one way. A source is
known by its set of column names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from sac_dash.ingest.mapping import ColumnMapping, read_mapping
from sac_dash.ingest.options import IngestOptions
from sac_dash.ingest.raw_table import SOURCE_ROW
from sac_dash.ingest.readers import read_source
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


def find_saved_mapping(store: Store, path: Path, options: IngestOptions) -> Path | None:
    """Return the mapping file remembered for the kind of source that `path` is, or None.

    The file is read for its column names, once until it changes, and only where any mapping is
    remembered at all.

    Raises
    ------
    UnusableInputError
        When the file cannot be read, as an ingest of it would say.
    """
    if not store.mappings.all():
        return None
    written = path.stat().st_mtime_ns if path.is_file() else 0
    found = (store.mappings.find(columns) for columns in _columns(path, written, options.max_field_bytes))
    return next((saved for saved in found if saved is not None), None)


def with_saved_mappings(
    store: Store, paths: Sequence[Path], options: IngestOptions
) -> list[tuple[Path, ColumnMapping | None]]:
    """Return each file with the mapping remembered for its kind, or None where its columns are recognised."""
    saved = [find_saved_mapping(store, path, options) for path in paths]
    return [(path, read_mapping(each) if each else None) for path, each in zip(paths, saved, strict=True)]


@lru_cache(maxsize=_REMEMBERED)
def _columns(path: Path, _written_ns: int, max_field_bytes: int) -> list[tuple[str, ...]]:
    """Return the column names of each table of a file."""
    options = IngestOptions(today=datetime.now(UTC), max_field_bytes=max_field_bytes)
    return [
        tuple(name for name in table.frame.columns if name != SOURCE_ROW)
        for table in read_source(path, options)
    ]
