"""The database behind the decision log: SQLite or PostgreSQL, made safe for several workers.

SQLite runs in WAL mode with every commit flushed (`synchronous=FULL`), and a write takes its lock
before it reads the head of the chain (`BEGIN IMMEDIATE`). PostgreSQL takes a transaction-long advisory
lock for the same reason. Either way two workers can never follow the same entry.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from sac_dash.store.durable import make_private_folder

BUSY_WAIT_MS = 30_000
_ADVISORY_LOCK = 0x5AC_DA54  # any constant that all SAC Dash processes share
_WRITES = "sac_dash_writes"  # execution option of connections that are about to write

metadata = sa.MetaData()
entries_table = sa.Table(
    "entries",
    metadata,
    sa.Column(
        "seq", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=False
    ),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False, index=True),
    sa.Column("user", sa.Text, nullable=False),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Column("prev_hash", sa.Text, nullable=False, unique=True),
    sa.Column("hash", sa.Text, nullable=False, unique=True),
)

_SQLITE_GUARDS = tuple(
    f"CREATE TRIGGER IF NOT EXISTS entries_no_{change} BEFORE {change.upper()} ON entries "
    "BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END"
    for change in ("update", "delete")
)
_POSTGRESQL_FUNCTION = """
    CREATE OR REPLACE FUNCTION sac_dash_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'entries are append-only'; END $$"""
_POSTGRESQL_TRIGGER = """
    CREATE OR REPLACE TRIGGER entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON entries
    FOR EACH STATEMENT EXECUTE FUNCTION sac_dash_append_only()"""
_POSTGRESQL_GUARDS = (_POSTGRESQL_FUNCTION, _POSTGRESQL_TRIGGER)


def connect_engine(url: str) -> sa.Engine:
    """Return an engine for a URL; a bare ``postgresql://`` uses the psycopg driver."""
    parsed = sa.make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite_engine(parsed)
    if parsed.drivername in {"postgresql", "postgres"}:
        parsed = parsed.set(drivername="postgresql+psycopg")
    return sa.create_engine(parsed, pool_pre_ping=True)


def sqlite_file(url: str) -> str | None:
    """Return the name of the file behind a URL of SQLite; None for a server's."""
    parsed = sa.make_url(url)
    is_file = parsed.get_backend_name() == "sqlite" and parsed.database
    return Path(parsed.database).name if is_file and parsed.database else None


def prepare(engine: sa.Engine) -> None:
    """Make the table and its guards where they are not there yet; safe when several do so at once.

    An SQLite file is looked through first: rows that a damaged page no longer leads to would be missed by nobody.
    """
    if engine.dialect.name == "sqlite":
        _require_whole(engine)
    with writing(engine) as connection:
        metadata.create_all(connection)
        guards = _SQLITE_GUARDS if engine.dialect.name == "sqlite" else _POSTGRESQL_GUARDS
        for statement in guards:
            connection.exec_driver_sql(statement)


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Run a transaction as the only writer from its first statement on; commit at the end."""
    with engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ADVISORY_LOCK)))
        yield connection


def _require_whole(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
    if found != "ok":
        raise sa.exc.DatabaseError("PRAGMA integrity_check", None, sqlite3.DatabaseError(str(found)))


def _sqlite_engine(url: sa.URL) -> sa.Engine:
    if url.database and url.database != ":memory:":
        make_private_folder(Path(url.database).parent)
    engine = sa.create_engine(url, poolclass=NullPool, connect_args={"timeout": BUSY_WAIT_MS / 1000})

    @sa.event.listens_for(engine, "connect")
    def _configure(connection: sqlite3.Connection, _record: Any) -> None:  # noqa: ANN401
        connection.isolation_level = None  # we say BEGIN ourselves
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            f"busy_timeout={BUSY_WAIT_MS}",
            "trusted_schema=OFF",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
