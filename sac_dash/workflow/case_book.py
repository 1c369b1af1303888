"""The case book of a store: read from its log, added to under the log's own lock.

Decisions are entries of one append-only log, so two web workers, two analysts and the command line
read and write the same book. Older entries that named a series are read as what they meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from threading import Lock
from weakref import WeakKeyDictionary

from sac_dash.casework import CaseBook, Describe, Recorded, SeriesField, check, fold, from_payload, to_payload
from sac_dash.casework.actions import Action
from sac_dash.store import Entry, EntryKind, Store

_KINDS = (EntryKind.DECISION, EntryKind.SERIES_NAMED)


class CaseBookReader:
    """Reads a store's case book, folding anew only when the log has grown."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._recorded: tuple[Recorded, ...] = ()
        self._looked_to = 0
        self._book = CaseBook()
        self._lock = Lock()

    def read(self) -> CaseBook:
        """Return the book as it stands now.

        Raises
        ------
        StoreError
            When the log cannot be read.
        SacDashError
            When it holds a decision of a later version.
        """
        with self._lock:
            entries = self._store.decisions.entries(after=self._looked_to)
            if entries:
                fresh = tuple(_recorded(entry for entry in entries if entry.kind in _KINDS))
                self._looked_to = entries[-1].seq
                if fresh:
                    self._recorded += fresh
                    self._book = fold(self._recorded)
            return self._book


_readers: WeakKeyDictionary[Store, CaseBookReader] = WeakKeyDictionary()
_readers_lock = Lock()


def case_book_of(store: Store) -> CaseBook:
    """Return a store's case book as it stands now; each store of the process has one reader.

    Raises
    ------
    SacDashError
        As :meth:`CaseBookReader.read`.
    """
    with _readers_lock:
        reader = _readers.setdefault(store, CaseBookReader(store))
    return reader.read()


def decide(store: Store, action: Action, user: str) -> Recorded:
    """Write an action down and return it as recorded; nothing is written when it is refused.

    Raises
    ------
    ConflictError
        When somebody else decided on the same thing since `action.seen`.
    SacDashError
        When the action is not valid on the book as it stands.
    """

    def refuse(entries: Iterator[Entry]) -> None:
        check(fold(_recorded(entries)), action)

    entry = store.decisions.append_checked(
        EntryKind.DECISION, to_payload(action), user, refuse, among=(EntryKind.SERIES_NAMED,)
    )
    return Recorded(entry.seq, entry.at, entry.user, action)


def new_series_id(founding: Iterable[str], at: datetime) -> str:
    """Return an id for a series an analyst starts: from its founding offences and the moment.

    It differs in kind from the ids a run gives, and never changes.
    """
    content = "\n".join([*sorted(founding), at.isoformat()])
    return f"A-{sha256(content.encode()).hexdigest()[:8]}"


def _recorded(entries: Iterable[Entry]) -> Iterator[Recorded]:
    for entry in entries:
        yield Recorded(entry.seq, entry.at, entry.user, _action(entry))


def _action(entry: Entry) -> Action:
    if entry.kind == EntryKind.SERIES_NAMED:
        payload = entry.payload
        return Describe(str(payload["series_id"]), SeriesField.NAME, str(payload["name"]), seen=entry.seq)
    return from_payload(entry.payload)
