"""The one gate to settings and data for everything on a page.

A page never opens a store: it asks here, within a request. What is derived from a generation
(which never changes) is worked out once and kept for the two generations last used, so that
two web workers, two users and two tabs see the same thing without waiting.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar

import flask

from sac_dash.settings import Settings
from sac_dash.store import Generation, Store

_EXTENSION = "sac_dash"
_GENERATIONS_KEPT = 2

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
