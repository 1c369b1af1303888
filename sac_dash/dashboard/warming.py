"""What every page needs, got ready before anybody asks: the first look of a morning waits for none of it.

Opening a file of links, laying decisions over the series and looking for alerts take seconds with a million
offences held. A worker does so by itself as soon as it has started.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Thread

import flask

from sac_dash.dashboard import state
from sac_dash.dashboard.class_rates import class_rates
from sac_dash.dashboard.kept_alerts import alerts_in_hand
from sac_dash.dashboard.shell.cut_off import cut_off
from sac_dash.domain.errors import StoreError
from sac_dash.store import Generation

log = logging.getLogger("sac_dash.dashboard")


def start_warming(server: flask.Flask, when_ready: Callable[[], None] = lambda: None) -> Thread:
    """Get ready what pages share, beside whatever is asked for meanwhile; then say so, also where it failed."""

    def warm() -> None:
        try:
            _warm(server)
        finally:
            when_ready()

    thread = Thread(target=warm, name="warming", daemon=True)
    thread.start()
    return thread


def _warm(server: flask.Flask) -> None:
    with server.app_context():
        try:
            generation = state.generation()
            if generation is not None:
                _read(server, generation)
        except StoreError as fault:
            log.warning("Nothing was got ready: %s", fault)  # the page that needs it says what to do


def _read(server: flask.Flask, generation: Generation) -> None:
    """Get ready what takes long side by side: the alerts, and all else a page needs."""

    def shared() -> None:
        cut_off(generation)
        class_rates(generation)
        standing = state.standing()
        if standing is not None:
            _ = standing.series, standing.tags
        _ = generation.link_ends, generation.evidence

    def alerts() -> None:
        standing = state.standing()
        if standing is not None:
            alerts_in_hand(standing)

    parts: tuple[Callable[[], object], ...] = (alerts, shared)

    def run(part: Callable[[], object]) -> None:
        with server.app_context():
            part()

    with ThreadPoolExecutor(len(parts)) as side_by_side:
        list(side_by_side.map(run, parts))
