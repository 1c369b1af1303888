"""A file laid out for the search, written where every worker can read it, and proved on reading.

Workers are told an address and a checksum, never the data: half a gigabyte for a million offences would pass
through the scheduler once for every piece. Each array is a Parquet file; a manifest names their shapes, types and
SHA-256, and the manifest's own SHA-256 is what workers are given. A file that is half written, altered or of
another run is never used.
"""

from __future__ import annotations

import hashlib
import io
import json
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

import fsspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from fsspec.implementations.local import LocalFileSystem
from numpy.typing import NDArray

from sac_dash.domain.errors import UnusableInputError
from sac_dash.linkage.aspects import Aspects
from sac_dash.linkage.kernels import Records, Tables
from sac_dash.linkage.near_scan import Tiles
from sac_dash.linkage.pair_search import Reach, SearchLayout
from sac_dash.linkage.tile_pairs import Gaps, Line

Array = NDArray[Any]

_MANIFEST = "manifest.json"
_FORM = 3
_AT_ONCE = 2
"""Arrays packed side by side: each of them is held twice meanwhile."""
"""Raised whenever what is written changes its meaning."""
_GROUPS = (
    "records",
    "tables",
    "line",
    "aspects",
    "near_line",
    "near_aspects",
    "tiles",
    "far_gaps",
    "near_gaps",
)
_ALONE = ("limits", "asking", "near_asking", "first_asking")


@dataclass(frozen=True)
class SharedCopy:
    """Where a laid-out file lies, and proof of what it must be.

    Parameters
    ----------
    url
        Its folder: a path, or an address that fsspec knows.
    checksum
        SHA-256 of its manifest, hexadecimal.
    """

    url: str
    checksum: str


@contextmanager
def shared_copy(layout: SearchLayout, url: str) -> Iterator[SharedCopy]:
    """Write a file into a fresh folder below `url`, and remove it again however the block ends.

    Raises
    ------
    UnusableInputError
        When nothing can be written there.
    """
    files, base = _reach(url)
    folder = f"{base.rstrip('/')}/sac-dash-search-{uuid.uuid4().hex}"
    made = isinstance(files, LocalFileSystem) and not files.exists(base)
    try:
        yield SharedCopy(files.unstrip_protocol(folder), _write(layout, files, folder))
    finally:
        with suppress(Exception):
            files.rm(folder, recursive=True)
        if made:
            with suppress(Exception):
                files.rmdir(base)  # an empty folder only


def read_layout(copy: SharedCopy) -> SearchLayout:
    """Return the file behind a copy; its arrays may be written to, as those it was made from.

    Raises
    ------
    UnusableInputError
        When it cannot be reached, or is not what was written.
    """
    files, folder = _reach(copy.url)
    told = json.loads(_proved(files, folder, _MANIFEST, copy.checksum))
    if told["form"] != _FORM:
        raise UnusableInputError("the shared copy was written by another version of SAC Dash", file=copy.url)
    arrays = {name: _read_array(files, folder, name, about) for name, about in told["arrays"].items()}

    def of(group: str) -> dict[str, Array]:
        return {
            name.partition(".")[2]: array for name, array in arrays.items() if name.startswith(f"{group}.")
        }

    return SearchLayout(
        records=Records(**of("records")),
        tables=Tables(**of("tables")),
        reach=Reach(**told["reach"]),
        line=Line(**of("line")),
        aspects=Aspects(**of("aspects")),
        place=told["place"],
        near_line=Line(**of("near_line")),
        near_aspects=Aspects(**of("near_aspects")),
        tiles=Tiles(**of("tiles")),
        far_gaps=Gaps(**of("far_gaps")),
        near_gaps=Gaps(**of("near_gaps")),
        **{name: arrays[name] for name in _ALONE},
    )


def arrays_of(layout: SearchLayout) -> dict[str, Array]:
    """Return every array of a laid-out file by its name."""
    groups = {group: getattr(layout, group)._asdict() for group in _GROUPS}
    grouped = {f"{group}.{name}": array for group, held in groups.items() for name, array in held.items()}
    return {**grouped, **{name: getattr(layout, name) for name in _ALONE}}


def _write(layout: SearchLayout, files: Any, folder: str) -> str:  # noqa: ANN401 - fsspec has no types
    """Write a file, its manifest last; return the manifest's checksum."""
    try:
        files.makedirs(folder, exist_ok=True)
        arrays = arrays_of(layout)
        with ThreadPoolExecutor(_AT_ONCE) as side_by_side:
            written = side_by_side.map(partial(_write_array, files, folder), arrays, arrays.values())
            about = dict(zip(arrays, written, strict=True))
        told = {"form": _FORM, "reach": asdict(layout.reach), "place": layout.place, "arrays": about}
        content = json.dumps(told, sort_keys=True).encode()
        files.pipe_file(f"{folder}/{_MANIFEST}", content)
    except Exception as error:  # every kind of store has errors of its own
        raise UnusableInputError(
            f"the shared folder cannot be written ({_short(error)})",
            file=folder,
            remedy="Choose another --shared",
        ) from error
    return hashlib.sha256(content).hexdigest()


def _write_array(files: Any, folder: str, name: str, array: Array) -> dict[str, Any]:  # noqa: ANN401
    """Write an array as one column of its values, row by row; return what a reader has to know."""
    column = pa.array(np.ascontiguousarray(array).reshape(-1))
    buffer = io.BytesIO()
    pq.write_table(
        pa.table({"value": column}), buffer, compression="zstd", compression_level=1, use_dictionary=False,
        write_statistics=False,
    )  # fmt: skip
    content = buffer.getvalue()
    files.pipe_file(f"{folder}/{name}.parquet", content)
    return {
        "shape": list(array.shape),
        "dtype": str(array.dtype),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _read_array(files: Any, folder: str, name: str, about: dict[str, Any]) -> Array:  # noqa: ANN401
    content = _proved(files, folder, f"{name}.parquet", about["sha256"])
    column = pq.read_table(pa.BufferReader(content)).column("value")
    values = column.to_numpy().astype(about["dtype"], copy=False).reshape(about["shape"])
    # Compiled code is kept by the kind of array: one that cannot be written to would be compiled for anew.
    return np.require(values, requirements=["C", "W", "O"])


def _proved(files: Any, folder: str, name: str, checksum: str) -> bytes:  # noqa: ANN401
    """Return a file's content once it is what was written."""
    try:
        content: bytes = files.cat_file(f"{folder}/{name}")
    except Exception as error:
        raise UnusableInputError(
            f"the shared copy cannot be read ({_short(error)})",
            file=f"{folder}/{name}",
            remedy="Give --shared a folder or address that all workers reach under the same name",
        ) from error
    if hashlib.sha256(content).hexdigest() != checksum:
        raise UnusableInputError(
            "the shared copy is not what was written: half a file, or altered",
            file=f"{folder}/{name}",
            remedy="Run the command again",
        )
    return content


def _reach(url: str) -> tuple[Any, str]:
    """Return the kind of store an address names, and the place in it."""
    try:
        files, base = fsspec.url_to_fs(url)
    except Exception as error:
        raise UnusableInputError(
            f"the shared address cannot be used ({_short(error)})",
            file=url,
            remedy="Give --shared a folder, or an address such as s3://bucket/folder whose fsspec package is installed",
        ) from error
    return files, str(base)


def _short(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]
