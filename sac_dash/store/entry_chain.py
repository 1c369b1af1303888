"""The entries of the decision log as a chain: each carries the hash of the one before, so that no change goes unseen.

Who reads entries to show or to act on them reads them proved (:class:`ProvedEntries`): no database holds checksums
of its own for every byte, and a decision changed by a worn disk must not be taken for what somebody decided.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

from sac_dash.domain.errors import StoreError
from sac_dash.store.manifest import RESTORE_REMEDY

FIRST_PREVIOUS_HASH = "0" * 64


@dataclass(frozen=True)
class Entry:
    """One entry of the log. `seq` counts from 1 without gaps; `at` is UTC."""

    seq: int
    at: datetime
    kind: str
    user: str
    payload: Mapping[str, Any]
    prev_hash: str
    hash: str


@dataclass(frozen=True)
class Intent:
    """What is about to be done, by whom: entered into the log before it is done."""

    kind: str
    payload: Mapping[str, Any]
    user: str


@dataclass(frozen=True)
class BrokenEntry:
    """The first entry of a log that is not what was written."""

    seq: int
    problem: str


def entry_hash(entry: Entry) -> str:
    """Return the SHA-256 over an entry's content and the hash of the entry before."""
    content = {**entry_row(entry), "payload": entry.payload}
    del content["hash"]
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()


def canonical_json(content: Mapping[str, Any]) -> str:
    """Return the one JSON text of a content: sorted keys, no spaces, no NaN."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def find_break(
    entries: Iterable[Entry], prev_hash: str = FIRST_PREVIOUS_HASH, seq: int = 0
) -> BrokenEntry | None:
    """Return the first entry that breaks the chain, or None."""
    for entry in entries:
        seq += 1
        if entry.seq != seq:
            return BrokenEntry(seq, "is missing")
        if entry.prev_hash != prev_hash:
            return BrokenEntry(seq, "does not follow from the entry before")
        if not _is_whole(entry):
            return BrokenEntry(seq, "was changed after it was written")
        prev_hash = entry.hash
    return None


def entry_row(entry: Entry) -> dict[str, Any]:
    """Return an entry as it is written into the table."""
    return {
        "seq": entry.seq,
        "at": entry.at.isoformat(),
        "kind": entry.kind,
        "user": entry.user,
        "payload": canonical_json(entry.payload),
        "prev_hash": entry.prev_hash,
        "hash": entry.hash,
    }


def require_whole(entry: Entry) -> Entry:
    """Return an entry that is what was written.

    Raises
    ------
    StoreError
        When it is not.
    """
    if not _is_whole(entry):
        raise broken_log(BrokenEntry(entry.seq, "was changed after it was written"))
    return entry


def broken_log(broken: BrokenEntry) -> StoreError:
    """Return the error for a log of which an entry is not what was written."""
    return StoreError(f"entry {broken.seq} {broken.problem}", file="the decision log", remedy=RESTORE_REMEDY)


class ProvedEntries:
    """A log's entries as far as this process has read them, each proved once to follow from the one before."""

    def __init__(self) -> None:
        self._held: list[Entry] = []
        self._lock = Lock()

    def up_to_now(self, read: Callable[[int], list[Entry]]) -> Sequence[Entry]:
        """Return every entry, the new ones proved.

        Parameters
        ----------
        read
            Returns the entries after a number, in order. It is asked for the last one held as well, so that an
            end that was cut off shows.

        Raises
        ------
        StoreError
            When an entry is missing or not what was written; nothing is taken in then.
        """
        with self._lock:
            last = self._held[-1:]
            found = read(len(self._held) - len(last))
            if last and found[:1] != last:
                raise broken_log(BrokenEntry(last[0].seq, "is missing or was changed after it was written"))
            fresh = found[len(last) :]
            broken = find_break(fresh, last[0].hash, last[0].seq) if last else find_break(fresh)
            if broken is not None:
                raise broken_log(broken)
            self._held.extend(fresh)
            return self._held


def _is_whole(entry: Entry) -> bool:
    try:
        return entry_hash(entry) == entry.hash
    except ValueError:
        return False  # a spoiled payload may hold a number that is none
