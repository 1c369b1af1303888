"""Bytes flipped in a store's files, one at a time, and what its readers make of them.

Whatever pages, briefings and the command line show comes through the readings below. Each is held against what
was read before the byte was flipped: it may be equal, or refuse in words that name the file; nothing else.
"""

from __future__ import annotations

import hashlib
import io
import json
import random
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path

import polars as pl

from sac_dash.casework import CaseBook
from sac_dash.domain.columns import BOUNDARIES
from sac_dash.domain.errors import StoreError
from sac_dash.store import Generation, GenerationFrames, Proofs, Store
from sac_dash.workflow.case_book import case_book_of
from sac_dash.workflow.first_look import get_ready
from sac_dash.workflow.kept_scan import kept_scan
from sac_dash.workflow.past_alerts import kept_past

DATABASE = "decisions.sqlite"
_DATABASE_FLIPS = 10  # times as many: it is one file of many parts
_WORKED_OUT = "worked_out"

_KEPT: Mapping[str, Callable[[Store, Generation, CaseBook], object]] = {
    "past": kept_past,
    "scan": kept_scan,
}  # results that may be made again

Readings = dict[str, str | StoreError]


@dataclass
class FlipTally:
    """What came of the bytes flipped in one kind of file."""

    kind: str
    flips: int = 0
    named: int = 0
    made_again: int = 0
    nothing_held: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def told(self) -> int:
        """Return how many were told, or cost no more than making a result again."""
        return self.named + self.made_again

    @property
    def wrong(self) -> int:
        """Return how many were served, or told without their file's name."""
        return len(self.faults)


def flip_bytes(home: Path, flips: int, seed: int) -> list[FlipTally]:
    """Flip bytes in every kind of file a store publishes, put each back, and count what its readers did.

    Parameters
    ----------
    home
        A store that holds results. It gets a boundary layer, one more generation and a kept result.
    flips
        For each file; ten times as many in the database.
    """
    _complete(home)
    places = random.Random(seed)  # noqa: S311 - no secret
    truth = read_all(Store(home))
    tallies: dict[str, FlipTally] = {}
    for path in published_files(home):
        kind = _kind(home, path)
        tally = tallies.setdefault(kind, FlipTally(kind))
        for _ in range(flips * (_DATABASE_FLIPS if path.name == DATABASE else 1)):
            position, bit = places.randrange(path.stat().st_size), 1 << places.randrange(8)
            for opened_before in (False, True):
                outcome = read_flipped(home, path, position, bit, truth, opened_before=opened_before)
                _count(tally, outcome, f"{kind}, byte {position}, bit {bit}, {opened_before=}")
    return list(tallies.values())


def published_files(home: Path) -> list[Path]:
    """Return one file of each sort: those of what counts, the manifest before it, pointers, kept results, the log."""
    current = Store(home).require_current()
    boundaries = home / "boundaries"
    found = [
        *current.folder.iterdir(),
        home / "generations" / str(current.manifest.parent) / "manifest.json",
        home / "CURRENT",
        boundaries / "CURRENT",
        *boundaries.glob("*/*"),
        *(home / _WORKED_OUT / current.id).glob("*.json"),
        home / DATABASE,
    ]
    return sorted(found)


def read_flipped(
    home: Path, path: Path, position: int, bit: int, truth: Readings, *, opened_before: bool
) -> str:
    """Flip a bit, read everything, put it back; return "named", "made again", "nothing held" or what went wrong."""
    with tempfile.TemporaryDirectory() as notes:
        store = Store(home, proofs=Proofs(Path(notes)))
        if opened_before:
            read_all(store)  # a worker that has proved and mapped all of it
        with _flipped(path, position, bit):
            found = read_all(store)
            if opened_before:  # and one that starts later and takes the first one's word
                found |= {
                    f"{name}, later": each
                    for name, each in read_all(Store(home, proofs=Proofs(Path(notes)))).items()
                }
    return _outcome(path, found, truth)


def read_all(store: Store) -> Readings:
    """Return everything that is read of a store, each by a digest of its content or the error that it is refused by."""
    readings: dict[str, Callable[[], object]] = {
        **{each.name: _reading(store, each.name) for each in fields(GenerationFrames)},
        **{name: _reading(store, name) for name in ("class_rates", "behaviour_counts")},
        "links of offences": lambda: (now := store.require_current()).links_of(range(now.offences.height)),
        "published": lambda: store.require_current().manifest,
        "before": lambda: (
            (before := store.kept(str(store.require_current().manifest.parent))) and before.manifest
        ),
        "boundaries": store.boundaries,
        "decisions": store.decisions.entries,
        "ingests": lambda: store.decisions.entries("ingest"),
        "case book": lambda: case_book_of(store).entries,
        **{name: _kept(store, kept) for name, kept in _KEPT.items()},
    }
    return {name: _told(read) for name, read in readings.items()}


def _kept(store: Store, read: Callable[[Store, Generation, CaseBook], object]) -> Callable[[], object]:
    return lambda: read(store, store.require_current(), case_book_of(store))


def _reading(store: Store, name: str) -> Callable[[], object]:
    return lambda: getattr(store.require_current(), name)


def _told(read: Callable[[], object]) -> str | StoreError:
    try:
        return _digest(read())
    except StoreError as error:
        return error


def _digest(content: object) -> str:
    """Return a digest of frames and plain values: nothing of a mapped file is kept."""
    if content is None:
        return "none"
    if isinstance(content, pl.DataFrame):
        into = io.BytesIO()
        content.write_ipc(into)
        return hashlib.sha256(into.getvalue()).hexdigest()
    if isinstance(content, Mapping):
        content = json.dumps({key: _digest(each) for key, each in content.items()}, sort_keys=True)
    return hashlib.sha256(repr(content).encode()).hexdigest()


def _outcome(path: Path, found: Readings, truth: Readings) -> str:
    """Return what came of one flipped byte."""
    errors = [each for each in found.values() if isinstance(each, StoreError)]
    served = {
        name
        for name, each in found.items()
        if not isinstance(each, StoreError) and each != truth[name.removesuffix(", later")]
    }
    if path.parent.parent.name == _WORKED_OUT and not errors:
        kept = {name.removesuffix(", later") for name in served}
        return "made again" if kept and kept <= _KEPT.keys() else f"served: {sorted(served)}"
    if served:
        return f"served: {sorted(served)}"
    if not errors:
        return "nothing held" if path.name == DATABASE else "not noticed"
    names = (path.name,) if path.name != DATABASE else (path.name, "decision log")
    unnamed = [error.line() for error in errors if not any(name in error.line() for name in names)]
    return f"told without its name: {unnamed[0]}" if unnamed else "named"


def _count(tally: FlipTally, outcome: str, place: str) -> None:
    tally.flips += 1
    tally.named += outcome == "named"
    tally.made_again += outcome == "made again"
    tally.nothing_held += outcome == "nothing held"
    if outcome not in {"named", "made again", "nothing held"}:
        tally.faults.append(f"{place}: {outcome}")


def _kind(home: Path, path: Path) -> str:
    """Return a file's name in words that do not change from one store to the next."""
    room = path.relative_to(home).parts[0]
    before = room == "generations" and path.parent.name != Store(home).require_current().id
    kept = room == _WORKED_OUT
    return (
        f"{room}/{path.name}"
        if room == "boundaries"
        else _WORKED_OUT
        if kept
        else f"{path.name}{' of the one before' * before}"
    )


@contextmanager
def _flipped(path: Path, position: int, bit: int) -> Iterator[None]:
    """Flip a bit of a file in place for the length of a block."""
    _turn_over(path, position, bit)
    try:
        yield
    finally:
        _turn_over(path, position, bit)


def _turn_over(path: Path, position: int, bit: int) -> None:
    with path.open("r+b") as file:
        file.seek(position)
        byte = file.read(1)[0]
        file.seek(position)
        file.write(bytes([byte ^ bit]))


def _complete(home: Path) -> None:
    """Put into a store what it lacks of the kinds of file there are."""
    store = Store(home)
    area = {"layer": ["area"], "area_code": ["A1"], "area_name": ["North"], "valid_from": [date(2020, 4, 1)],
            "valid_to": [None], "wkb": [b"\x01\x02\x03\x04"]}  # fmt: skip
    store.add_boundaries(pl.DataFrame(area, schema=dict(BOUNDARIES)))
    store.publish(store.require_current().frames(), "published before bytes are flipped")
    get_ready(store)
