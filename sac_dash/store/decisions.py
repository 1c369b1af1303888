"""What people and the product decided, in order, never changed afterwards.

Entries are appended to one table and each carries the hash of the one before, so that a changed,
removed or inserted entry shows (:meth:`DecisionLog.verify`). The database is SQLite in the store's
folder (WAL, every commit flushed to disk) or, by one setting, PostgreSQL. Triggers refuse changes;
the chain proves that nobody went round them. What is read to be shown or acted on is proved first.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from sac_dash.domain.errors import StoreError
from sac_dash.store.database import connect_engine, entries_table, prepare, sqlite_file, writing
from sac_dash.store.entry_chain import (
    FIRST_PREVIOUS_HASH,
    BrokenEntry,
    Entry,
    ProvedEntries,
    canonical_json,
    entry_hash,
    entry_row,
    find_break,
    require_whole,
)


class EntryKind(StrEnum):
    """The kinds of entry the product itself writes; pages may add their own."""

    INGEST = "ingest"
    PUBLISH = "publish"
    LINK = "link"
    SERIES_NAMED = "series_named"  # before 0.5; read as a decision on the name
    DECISION = "decision"
    BOUNDARIES_ADDED = "boundaries_added"
    MAPPING_SAVED = "mapping_saved"
    EXPORT = "export"
    RESTORE = "restore"
    MODEL_IMPORTED = "model_imported"
    MODEL_RESET = "model_reset"


class DecisionLog:
    """The append-only log behind one database URL; connects when first used."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._proved = ProvedEntries()

    @staticmethod
    def sqlite_url(home: Path) -> str:
        """Return the URL of the SQLite file that a store folder holds by default."""
        return f"sqlite:///{(Path(home) / 'decisions.sqlite').as_posix()}"

    def append(self, kind: str, payload: Mapping[str, Any], user: str) -> Entry:
        """Add an entry and return it once it is safely on disk.

        Parameters
        ----------
        kind
            One of :class:`EntryKind`, or a page's own word.
        payload
            JSON-ready content; read back equal.
        user
            Who decided.

        Raises
        ------
        StoreError
            When the database cannot be written, or the payload is not JSON-ready.
        """
        return self.append_checked(kind, payload, user, lambda _entries: None)

    def append_checked(
        self,
        kind: str,
        payload: Mapping[str, Any],
        user: str,
        check: Callable[[Iterator[Entry]], None],
        among: tuple[str, ...] = (),
    ) -> Entry:
        """Add an entry only where `check` lets it pass, with nobody writing in between.

        Parameters
        ----------
        check
            Given the entries of `kind` so far, in order and proved; raises to refuse. Nothing is written then.
        among
            Further kinds whose entries `check` is given.

        Raises
        ------
        StoreError
            As :meth:`append`; and whatever `check` raises.
        """
        content = _plain(payload)
        with self._writing() as connection:
            check(self._of_kinds(connection, {kind, *among}))
            head = self._head(connection)
            seq, prev = (head.seq + 1, head.hash) if head else (1, FIRST_PREVIOUS_HASH)
            unsealed = Entry(seq, datetime.now(UTC), kind, user, content, prev, "")
            entry = replace(unsealed, hash=entry_hash(unsealed))
            connection.execute(sa.insert(entries_table), entry_row(entry))
        return entry

    def append_chain(self, entries: list[Entry]) -> None:
        """Write entries that follow from this log's end, hashes and all (a restore into an empty one).

        Raises
        ------
        StoreError
            When the chain is broken or does not follow from the entries this log holds.
        """
        with self._writing() as connection:
            head = self._head(connection)
            broken = find_break(entries, head.hash, head.seq) if head else find_break(entries)
            if broken is not None and head is not None:
                raise StoreError(
                    "the decision log already holds entries",
                    remedy="Restore into an empty SAC_DASH_HOME and database",
                )
            if broken is not None:
                raise StoreError(f"entry {broken.seq} of the decision log {broken.problem}")
            if entries:
                connection.execute(sa.insert(entries_table), [entry_row(entry) for entry in entries])

    def entries(self, kind: str | None = None, after: int = 0) -> list[Entry]:
        """Return the entries in order, proved; only those of `kind`, and after entry number `after`.

        Raises
        ------
        StoreError
            When an entry is missing or not what was written, or the database cannot be read.
        """
        with self._reading() as connection:
            held = self._up_to_now(connection)
        return [entry for entry in held[after:] if kind is None or entry.kind == kind]

    def as_found(self) -> list[Entry]:
        """Return every entry as it lies in the database now, damaged or not: for who proves or shows damage."""
        with self._reading() as connection:
            return _read_after(connection, 0)

    def head(self) -> Entry | None:
        """Return the last entry, or None."""
        with self._reading() as connection:
            return self._head(connection)

    def hash_of(self, seq: int) -> str | None:
        """Return the hash of entry number `seq`, or None when there is none."""
        with self._reading() as connection:
            query = sa.select(entries_table.c.hash).where(entries_table.c.seq == seq)
            return connection.execute(query).scalar_one_or_none()

    def verify(self) -> BrokenEntry | None:
        """Return the first entry that was changed, removed or inserted, or None when all is well."""
        return find_break(self.as_found())

    def close(self) -> None:
        """Close every connection to the database."""
        if "_engine" in self.__dict__:
            self._engine.dispose()
            del self.__dict__["_engine"]

    @cached_property
    def _engine(self) -> sa.Engine:
        with _told(self.url):
            engine = connect_engine(self.url)
            prepare(engine)
        return engine

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        with _told(self.url), writing(self._engine) as connection:
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with _told(self.url), self._engine.connect() as connection:
            yield connection

    def _of_kinds(self, connection: sa.Connection, kinds: set[str]) -> Iterator[Entry]:
        """Give the entries of some kinds; they are read only when somebody looks at one."""
        yield from (entry for entry in self._up_to_now(connection) if entry.kind in kinds)

    def _up_to_now(self, connection: sa.Connection) -> Sequence[Entry]:
        return self._proved.up_to_now(partial(_read_after, connection))

    def _head(self, connection: sa.Connection) -> Entry | None:
        query = sa.select(entries_table).order_by(entries_table.c.seq.desc()).limit(1)
        row = connection.execute(query).one_or_none()
        return None if row is None else require_whole(_from_row(row))


def _read_after(connection: sa.Connection, seq: int) -> list[Entry]:
    query = sa.select(entries_table).where(entries_table.c.seq > seq).order_by(entries_table.c.seq)
    return [_from_row(row) for row in connection.execute(query)]


@contextmanager
def _told(url: str) -> Iterator[None]:
    """Turn a database's errors into one line an analyst can act on."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        first_line = [*str(getattr(error, "orig", None) or error).splitlines(), "no reason given"][0]
        raise StoreError(
            f"the database of decisions cannot be used ({first_line})",
            file=sqlite_file(url),
            remedy="Check SAC_DASH_DATABASE_URL and the disk; a damaged file is mended by restoring a backup",
        ) from error


def _plain(payload: Mapping[str, Any]) -> dict[str, Any]:
    try:
        plain: dict[str, Any] = json.loads(canonical_json(payload))
    except (TypeError, ValueError) as error:
        raise StoreError(f"a decision cannot be written down: {error}") from error
    return plain


def _from_row(row: sa.Row[Any]) -> Entry:
    try:
        payload = json.loads(row.payload)
        at = datetime.fromisoformat(row.at)
    except (ValueError, TypeError):
        # A spoiled entry is handed on as text, so that verify() can name it.
        payload, at = {"unreadable": str(row.payload)}, datetime.fromtimestamp(0, UTC)
    return Entry(row.seq, at, str(row.kind), str(row.user), payload, str(row.prev_hash), str(row.hash))
