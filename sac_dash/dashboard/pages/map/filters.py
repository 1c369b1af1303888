"""What the Map page shows, as its address says it: every filter, layer and selection.

The address is the only place where this state lives, so that a link reproduces the page, the
browser's Back undoes a step, and two users never disturb each other. `assets/map_page.js` writes
the same names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite

from sac_dash.domain.offence_class import OffenceClass
from sac_dash.figures.map_style import MapView

CLASSES = tuple(each.value for each in OffenceClass)
LAYERS = ("hulls", "journeys", "towns", "boundaries")
DEFAULT_LAYERS = ("hulls", "journeys", "towns")
MAX_OUTLINE_POINTS = 400  # a longer lasso is thinned by the browser

Outline = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class MapFilters:
    """The page's state.

    Attributes
    ----------
    classes
        Offence classes shown.
    layers
        Names of :data:`LAYERS` that are on.
    series
        The series looked at; empty is all.
    first, last
        Days (local) between which a window must start or end; None is open.
    outline
        The area an analyst drew, longitude and latitude; None is everywhere.
    view
        Where the map looks; None fits what is shown.
    """

    classes: tuple[str, ...] = CLASSES
    layers: tuple[str, ...] = DEFAULT_LAYERS
    series: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    outline: Outline | None = None
    view: MapView | None = None


def read_filters(query: Mapping[str, str]) -> MapFilters:
    """Return the state an address asks for; what cannot be read is left at its default."""
    return MapFilters(
        classes=_names(query.get("class"), CLASSES, CLASSES),
        layers=_names(query.get("layers"), LAYERS, DEFAULT_LAYERS),
        series=tuple(name for name in query.get("series", "").split(",") if name),
        first=_day(query.get("from")),
        last=_day(query.get("to")),
        outline=_outline(query),
        view=_view(query.get("view")),
    )


def _names(text: str | None, known: tuple[str, ...], default: tuple[str, ...]) -> tuple[str, ...]:
    if text is None:
        return default
    asked = set(text.split(","))
    return tuple(name for name in known if name in asked)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _outline(query: Mapping[str, str]) -> Outline | None:
    box = _numbers(query.get("box"))
    if len(box) == 4:
        west, south, east, north = box
        return (west, south), (east, south), (east, north), (west, north)
    lasso = _numbers(query.get("lasso"))[: 2 * MAX_OUTLINE_POINTS]
    points = tuple(zip(lasso[::2], lasso[1::2], strict=False))
    return points if len(points) >= 3 else None


def _view(text: str | None) -> MapView | None:
    numbers = _numbers(text)
    return MapView(*numbers) if len(numbers) == 3 else None


def _numbers(text: str | None) -> list[float]:
    try:
        numbers = [float(part) for part in text.split(",")] if text else []
    except ValueError:
        return []
    return numbers if all(isfinite(number) for number in numbers) else []
