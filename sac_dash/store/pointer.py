"""The small file that says which folder of a shelf counts: where trust in every byte begins.

It holds the folder's name, the checksum of its manifest and a seal over both, so that a damaged pointer is told
apart from a damaged manifest. A pointer from before there were seals has none, and is read all the same.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

NOTHING_YET = "none"
_WRITTEN = re.compile(r"(?P<said>(?P<name>[^\s/\\]+) (?P<digest>[0-9a-f]{64}))(?: (?P<seal>[0-9a-f]{16}))?\n")


@dataclass(frozen=True)
class Pointed:
    """What a pointer says: a folder's name and the SHA-256 of its manifest; whether a seal vouches for both."""

    name: str
    digest: str
    sealed: bool


def pointer_text(name: str, digest: str) -> str:
    """Return what is written into a pointer."""
    said = f"{name} {digest}"
    return f"{said} {_seal(said)}\n"


def read_pointer(text: str) -> Pointed | None:
    """Return what a pointer says, or None where it is not as it was written."""
    written = _WRITTEN.fullmatch(text)
    if written is None or written["seal"] not in {None, _seal(written["said"])}:
        return None
    return Pointed(written["name"], written["digest"], sealed=written["seal"] is not None)


def _seal(said: str) -> str:
    return hashlib.sha256(said.encode()).hexdigest()[:16]
