"""What the Map page shows, as its address says it: every filter, layer and selection.

The address is the only place where this state lives, so that a link reproduces the page, the
browser's Back undoes a step, and two users never disturb each other. `assets/30_map_page.js` writes
the same names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import isfinite

from sac_dash.domain.offence_class import OffenceClass
from sac_dash.figures.map_style import MapView
from sac_dash.geography.distances import Circle

CLASSES = tuple(each.value for each in OffenceClass)
LAYERS = ("hulls", "ellipses", "journeys", "towns", "boundaries")
DEFAULT_LAYERS = ("hulls", "ellipses", "journeys", "towns")
PANELS = ("offences", "series", "trend")
MAX_RADIUS_KM = 500.0
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
    circle, around
        The circle an analyst drew or named, and the name of its middle; None is everywhere.
    view
        Where the map looks; None fits what is shown.
    panel
        Which of :data:`PANELS` stands beside the map.
    boundaries_on
        The day whose boundaries are drawn; None takes the last day of the period.
    """

    classes: tuple[str, ...] = CLASSES
    layers: tuple[str, ...] = DEFAULT_LAYERS
    series: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    outline: Outline | None = None
    circle: Circle | None = None
    around: str = ""
    view: MapView | None = None
    panel: str = PANELS[0]
    boundaries_on: date | None = None

    def narrowing(self) -> MapFilters:
        """Return only what decides which offences are shown, so that a mere look costs no new masks."""
        return replace(self, layers=DEFAULT_LAYERS, around="", view=None, panel=PANELS[0], boundaries_on=None)


def read_filters(query: Mapping[str, str]) -> MapFilters:
    """Return the state an address asks for; what cannot be read is left at its default."""
    return MapFilters(
        classes=_names(query.get("class"), CLASSES, CLASSES),
        layers=_names(query.get("layers"), LAYERS, DEFAULT_LAYERS),
        series=tuple(name for name in query.get("series", "").split(",") if name),
        first=_day(query.get("from")),
        last=_day(query.get("to")),
        outline=_outline(query),
        circle=_circle(query.get("circle")),
        around=query.get("around", ""),
        view=_view(query.get("view")),
        panel=query["panel"] if query.get("panel") in PANELS else PANELS[0],
        boundaries_on=_day(query.get("on")),
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


def _circle(text: str | None) -> Circle | None:
    numbers = _numbers(text)
    return Circle(*numbers) if len(numbers) == 3 and 0 < numbers[2] <= MAX_RADIUS_KM else None


def _view(text: str | None) -> MapView | None:
    numbers = _numbers(text)
    return MapView(*numbers) if len(numbers) == 3 else None


def _numbers(text: str | None) -> list[float]:
    try:
        numbers = [float(part) for part in text.split(",")] if text else []
    except ValueError:
        return []
    return numbers if all(isfinite(number) for number in numbers) else []
