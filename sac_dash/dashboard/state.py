"""The one gate to settings and data for everything on a page.

A page never opens a store: it asks here, within a request. What is derived from a generation
(which never changes) is worked out once and kept for the two generations last used, so that
two web workers, two users and two tabs see the same thing without waiting.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from threading import Lock
from typing import Any, TypeVar

import flask
import polars as pl

from sac_dash.casework import CaseBook
from sac_dash.dashboard.analyst import request_user
from sac_dash.settings import Settings
from sac_dash.store import Generation, Store
from sac_dash.workflow.case_book import case_book_of
from sac_dash.workflow.series_in_hand import SeriesInHand, series_in_hand, tags_in_hand

_EXTENSION = "sac_dash"
_GENERATIONS_KEPT = 2
_STANDINGS_KEPT = 3

T = TypeVar("T")


@dataclass(frozen=True)
class Context:
    """What the app was made with."""

    settings: Settings
    store: Store


def install(server: flask.Flask, context: Context) -> None:
    """Hand the app's context to its server."""
    server.extensions[_EXTENSION] = context


def settings() -> Settings:
    """Return the settings of the app that answers this request."""
    return _context().settings


def store() -> Store:
    """Return the store of the app that answers this request."""
    return _context().store


def generation() -> Generation | None:
    """Return the current generation, or None while the store is empty."""
    return _context().store.current()


def case_book() -> CaseBook:
    """Return what analysts decided, as it stands now."""
    return case_book_of(store())


def user() -> str:
    """Return who is recorded as deciding: the name given in this browser, else that of the settings."""
    return request_user() or settings().user


@dataclass(frozen=True)
class Standing:
    """A generation under the decisions that stand: what every page shows."""

    generation: Generation
    book: CaseBook

    @cached_property
    def series(self) -> SeriesInHand:
        """Return the series as they stand."""
        return series_in_hand(self.generation, self.book)

    @cached_property
    def tags(self) -> pl.DataFrame:
        """Return the codes as corrected (``domain.columns.TAGS``)."""
        return tags_in_hand(self.generation, self.book)


def standing() -> Standing | None:
    """Return the current generation under what was decided, or None while the store is empty."""
    current = generation()
    return None if current is None else _standing(current, case_book())


_standings: OrderedDict[tuple[str, str, int, datetime | None], Standing] = OrderedDict()
_standings_lock = Lock()


def _standing(current: Generation, book: CaseBook) -> Standing:
    key = (str(current.folder), current.id, book.head, book.written_at)
    with _standings_lock:
        held = _standings.setdefault(key, Standing(current, book))
        _standings.move_to_end(key)
        while len(_standings) > _STANDINGS_KEPT:
            _standings.popitem(last=False)
        return held


def per_standing(build: Callable[[Standing], T]) -> Callable[[Standing], T]:
    """Keep what `build` makes of a standing, for the standings last asked for.

    Use as a decorator on a function of one standing whose result nobody changes.
    """
    kept: OrderedDict[int, tuple[Standing, T]] = OrderedDict()
    lock = Lock()

    def remembered(standing: Standing) -> T:
        with lock:
            if id(standing) not in kept:
                kept[id(standing)] = (standing, build(standing))
            kept.move_to_end(id(standing))
            while len(kept) > _STANDINGS_KEPT:
                kept.popitem(last=False)
            return kept[id(standing)][1]

    remembered.__doc__ = build.__doc__
    remembered.__name__ = build.__name__
    return remembered


def per_generation(build: Callable[[Generation], T]) -> Callable[[Generation], T]:
    """Keep what `build` makes of a generation, for the two generations last asked for.

    Use as a decorator on a function of one generation whose result nobody changes.
    """
    kept: OrderedDict[str, T] = OrderedDict()
    lock = Lock()

    def remembered(generation: Generation) -> T:
        key = generation.id
        with lock:
            if key not in kept:
                kept[key] = build(generation)
            kept.move_to_end(key)
            while len(kept) > _GENERATIONS_KEPT:
                kept.popitem(last=False)
            return kept[key]

    remembered.__doc__ = build.__doc__
    remembered.__name__ = build.__name__
    return remembered


def _context() -> Context:
    context: Any = flask.current_app.extensions[_EXTENSION]
    assert isinstance(context, Context)  # noqa: S101 - set by `install` alone
    return context
