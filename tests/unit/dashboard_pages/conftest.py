"""A small invented store behind a Flask context, so that pages can be asked without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import flask
import polars as pl
import pytest

from sac_dash.dashboard import state
from sac_dash.domain.columns import LINKS, OFFENCES, SERIES, SERIES_MEMBERS, TAGS
from sac_dash.settings import Settings
from sac_dash.store import GenerationFrames, Store

START = datetime(2023, 1, 2, 20, 0, tzinfo=UTC)  # a Monday
TEXT = "Forced door with crowbar, took tobacco"
MEMBER_ROWS = (0, 4, 8, 12)
SUGGESTED, KNOWN = "S-0000AAAA", "OP WILLOW"


def _offences(count: int = 160) -> pl.DataFrame:
    rows = []
    for number in range(count):
        start = START + timedelta(days=7 * number, hours=0 if number == 0 else 3)
        rows.append(
            dict.fromkeys(OFFENCES)
            | {
                "offence_key": f"Marches:M/{number}",
                "crime_ref": f"M/{number}",
                "force": "Marches",
                "offence_class": "atm_attack" if number % 20 == 0 else "commercial_burglary",
                "attempt": False,
                "recorded_at": start + timedelta(days=2),
                "from_at": start,
                "to_at": start + timedelta(hours=9),
                "when_precision": "minute",
                "longitude": -2.7,
                "latitude": 52.3 + number / 1000,
                "town": "Ludlow" if number % 2 else "Leominster",
                "policing_area": "=South" if number % 3 else None,
                "mo_text": TEXT,
                "source_file": "invented.csv",
                "source_row": number + 2,
            }
        )
    return pl.DataFrame(rows, schema=dict(OFFENCES))


def _tags() -> pl.DataFrame:
    at = TEXT.index("crowbar")
    rows = [(row, "tool", "crowbar", "present", "text", at, at + 7, "crowbar") for row in MEMBER_ROWS[:3]]
    rows += [(row, "tool", "grinder", "present", "text", None, None, None) for row in range(40, 100)]
    rows.append((12, "alarm", "alarm_activated", "absent", "text", None, None, None))
    return pl.DataFrame(rows, schema=dict(TAGS), orient="row")


def _frames() -> GenerationFrames:
    offences = _offences()
    members = [(row, SUGGESTED, 0.9, "core") for row in MEMBER_ROWS] + [
        (30, KNOWN, 1.0, "core"),
        (31, KNOWN, 1.0, "core"),
    ]
    last = offences["to_at"][12]
    series = [
        (SUGGESTED, 1, False, 4, 2.0, 0.86, START, last),
        (KNOWN, None, True, 2, 1.0, None, START, last),
    ]
    links = [(0, 4, 3.0, 0.97), (4, 8, 1.0, 0.5)]
    return GenerationFrames(
        offences=offences,
        tags=_tags(),
        links=pl.DataFrame(links, schema=dict(LINKS), orient="row"),
        members=pl.DataFrame(members, schema=dict(SERIES_MEMBERS), orient="row"),
        series=pl.DataFrame(series, schema=dict(SERIES), orient="row"),
    )


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Return a store that holds 160 weekly offences, one suggested series and one known."""
    made = Store(tmp_path_factory.mktemp("pages"))
    made.publish(_frames(), "invented data for a test")
    return made


@pytest.fixture
def request_context(store: Store) -> Iterator[Store]:
    """Ask within a request of an app over the store."""
    server = flask.Flask("test")
    state.install(server, state.Context(Settings(home=store.home), store))
    with server.test_request_context():
        yield store


@pytest.fixture
def empty_context(tmp_path: Path) -> Iterator[Store]:
    """Ask within a request of an app over an empty store."""
    server = flask.Flask("test")
    made = Store(tmp_path)
    state.install(server, state.Context(Settings(home=tmp_path), made))
    with server.test_request_context():
        yield made


def text_of(component: object) -> str:
    """Return every word a component shows or says when pointed at."""
    if component is None or isinstance(component, int | float | bool):
        return "" if component is None else str(component)
    if isinstance(component, str):
        return component
    if isinstance(component, list | tuple):
        return " ".join(map(text_of, component))
    if isinstance(component, dict):
        return " ".join(map(text_of, component.values()))
    plain = getattr(component, "_prop_names", [])
    return " ".join(
        text_of(getattr(component, name, None)) for name in plain if name not in {"style", "className"}
    )


@pytest.fixture
def words():
    """Return the function that reads a component's words."""
    return text_of
