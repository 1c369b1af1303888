"""Writing files so that a power cut or `kill -9` leaves the old content or the new, never half.

The order is the one POSIX asks for: write beside the target, flush the file to disk, rename over
the target, flush the folder that holds the name.
"""

from __future__ import annotations

import hashlib
import os
import threading
from pathlib import Path

# Large, because between blocks a thread waits for its turn among the threads that run Python: while a worker
# imports its libraries, small blocks would cost more waiting than reading.
_BLOCK_BYTES = 32 << 20
_OWNER_ONLY = 0o700


def make_private_folder(path: Path) -> None:
    """Make a folder, and those above it that are missing, for their owner's eyes only (POSIX)."""
    for folder in (*reversed(path.parents), path):
        if not folder.exists():
            folder.mkdir(mode=_OWNER_ONLY, exist_ok=True)


def sync_file(path: Path) -> None:
    """Flush a written file's content to the disk."""
    with path.open("rb+") as handle:
        os.fsync(handle.fileno())


def sync_folder(path: Path) -> None:
    """Flush a folder's list of names to the disk (a no-op on Windows, which does so itself)."""
    if os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_file(path: Path, content: bytes) -> None:
    """Put `content` in place of `path` in one step: a reader sees the old file or the new one."""
    beside = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.new")
    with beside.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    beside.replace(path)
    sync_folder(path.parent)


def clear_unfinished(path: Path) -> None:
    """Delete what writers of `path` that were stopped left beside it; only where nobody else writes it now."""
    for left in path.parent.glob(f".{path.name}.*.new"):
        left.unlink(missing_ok=True)


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file's content in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as handle:
        block = memoryview(bytearray(max(1, min(_BLOCK_BYTES, os.fstat(handle.fileno()).st_size))))
        while length := handle.readinto(block):
            digest.update(block[:length])
    return digest.hexdigest()
