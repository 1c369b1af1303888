"""Saving the form for interventions, whichever page it stands on: read, checked in plain words, written down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import polars as pl
from dash import ClientsideFunction, Dash, Input, Output, State, no_update

from sac_dash.casework import AddInterventions, CaseBook
from sac_dash.dashboard import state
from sac_dash.dashboard.components.intervention_form import FIELDS, InterventionIds
from sac_dash.dashboard.components.notice import notice
from sac_dash.dashboard.record_words import say_intervention
from sac_dash.dashboard.series_names import label_series
from sac_dash.dashboard.shell import ids as shell
from sac_dash.dashboard.shell.deciding import decide_here
from sac_dash.domain.errors import SacDashError
from sac_dash.domain.intervention import Intervention
from sac_dash.figures.place_words import towns
from sac_dash.geography.find_place import Place, read_place
from sac_dash.ingest.record_places import NOWHERE, Point, read_number, to_metres
from sac_dash.ingest.stated_times import read_typed_time
from sac_dash.store import Generation
from sac_dash.workflow.names_held import crs_of

Options = list[dict[str, Any]]
Errors = dict[str, str]
_PARTED = "\n"  # between a force and an area in one option's value: no name holds a line's end
_PLACE_FIELDS = {"easting": "place", "northing": "place", "longitude": "place"}
_NO_PLACE = "No such town, grid reference or latitude and longitude"
_STANDS = "This intervention is on record already, just so"


def open_form(clicks: int | None) -> tuple[Any, ...]:
    """Open the dialog with the series, forces and areas there are; what was half typed stays."""
    standing = state.standing()
    if not clicks or standing is None:
        return (no_update,) * 3
    ids = standing.series.series["series_id"].sort().to_list()
    return True, series_options(ids, standing.book.names()), area_options(standing.generation)


def save_form(clicks: int | None, *given: Any) -> tuple[Any, ...]:  # noqa: ANN401 - FIELDS, then what is seen
    """Write the intervention down, close and empty the form; else say beside each field what is wrong."""
    unchanged = (no_update,) * len(FIELDS)
    if not clicks:
        return no_update, no_update, *unchanged, *unchanged
    values, seen = dict(zip(FIELDS, given, strict=False)), given[len(FIELDS)]
    record, errors = read_form(values, state.generation(), state.user(), datetime.now(UTC))
    if not errors and stands_already(state.case_book(), record):
        errors = {"label": _STANDS}
    if errors:
        return no_update, no_update, *(errors.get(name) for name in FIELDS), *unchanged
    empty = (None,) * len(FIELDS)
    if decide_here(AddInterventions((record,), record.source), seen) is None:
        return no_update, no_update, *empty, *unchanged  # the analyst is being asked
    said = notice("Intervention saved", say_intervention(record), "green")
    return False, [said], *empty, *("" if name in _TEXTS else None for name in FIELDS)


def read_form(
    values: Mapping[str, Any], generation: Generation | None, user: str, today: datetime
) -> tuple[Intervention, Errors]:
    """Return what a form states, and what is wrong with it by field; nothing wrong: it can be kept.

    Parameters
    ----------
    values
        By name of `FIELDS`; None and "" are nothing.
    """
    said = {name: str(values.get(name) or "").strip() for name in FIELDS}
    errors: Errors = {}
    times = {
        name: _try(errors, "", read_typed_time, said[name], name, today)
        for name in ("started_at", "ended_at")
    }
    radius = _try(errors, None, read_number, said["radius_m"], "radius_m")
    easting, northing = _try(errors, NOWHERE, _read_point, said["place"], generation)
    force, _, area = said["area"].partition(_PARTED)
    record = Intervention(
        "",
        said["kind"],
        said["label"],
        times["started_at"],
        times["ended_at"],
        force,
        area,
        said["series_id"],
        "",
        easting,
        northing,
        radius,
        said["source"] or user,
    )
    for complaint in record.complaints():
        errors.setdefault(*_told(complaint))
    if not said["kind"]:
        errors["kind"] = "Choose what was done"
    return record.identified(), errors


def stands_already(book: CaseBook, record: Intervention) -> bool:
    """Tell whether the book holds an intervention that says the same."""
    held = book.interventions.get(record.key)
    return held is not None and not held.record.changes_to(record)


def series_options(series_ids: list[str], names: dict[str, str]) -> Options:
    """Return the series to choose from, those with a name under it."""
    labels = {each: f"{label_series(each, names)} ({each})" if each in names else each for each in series_ids}
    return [{"value": each, "label": label} for each, label in sorted(labels.items(), key=lambda it: it[1])]


@state.per_generation
def area_options(generation: Generation) -> Options:
    """Return the forces and, in each, the policing areas to choose from."""
    pairs = generation.offences.select("force", "policing_area").unique().sort("force", "policing_area")
    forces = pairs["force"].drop_nulls().unique().sort().to_list()
    groups: Options = [
        {"group": "Forces", "items": [{"value": each + _PARTED, "label": each} for each in forces]}
    ]
    for force in forces:
        areas = pairs.filter((pl.col("force") == force) & pl.col("policing_area").is_not_null())
        items = [
            {"value": f"{force}{_PARTED}{area}", "label": area if len(forces) == 1 else f"{area} ({force})"}
            for area in areas["policing_area"]
        ]
        groups += [{"group": f"Areas of {force}", "items": items}] if items else []
    return groups


def register(app: Dash, ids: InterventionIds, open_button: str) -> None:
    """Wire one page's form to the button that opens it."""
    app.callback(
        Output(ids.dialog, "opened"),
        Output(ids.field("series_id"), "data"),
        Output(ids.field("area"), "data"),
        Input(open_button, "n_clicks"),
        prevent_initial_call=True,
    )(open_form)
    app.callback(
        Output(ids.dialog, "opened", allow_duplicate=True),
        Output(shell.NOTICES, "sendNotifications", allow_duplicate=True),
        *(Output(ids.field(name), "error") for name in FIELDS),
        *(Output(ids.field(name), "value") for name in FIELDS),
        Input(ids.save, "n_clicks"),
        *(State(ids.field(name), "value") for name in FIELDS),
        State(shell.DECIDED, "data"),
        prevent_initial_call=True,
    )(save_form)
    for name in FIELDS:
        app.clientside_callback(
            ClientsideFunction("shell", "clear_error"),
            Output(ids.field(name), "error", allow_duplicate=True),
            Input(ids.field(name), "value"),
            prevent_initial_call=True,
        )


_TEXTS = frozenset(FIELDS) - {"kind", "series_id", "area"}


def _try(errors: Errors, otherwise: Any, read: Callable[..., Any], *given: Any) -> Any:  # noqa: ANN401 - any reader
    """Return what `read` makes of what is given; where it complains, note that and return `otherwise`."""
    try:
        return read(*given)
    except SacDashError as error:
        errors.setdefault(*_told(error))
        return otherwise


def _told(error: SacDashError) -> tuple[str, str]:
    """Return the field of the form that a complaint is about, and its words."""
    field = _PLACE_FIELDS.get(error.column or "", error.column or "label")
    words = ". ".join(part for part in (error.problem, error.remedy) if part)
    return field, words[0].upper() + words[1:]


def _read_point(text: str, generation: Generation | None) -> Point:
    """Return the metres of a typed place, of several towns of a name the one closest to the data."""
    if not text:
        return NOWHERE
    found = read_place(text, towns(), _middle(generation))
    if found is None:
        raise SacDashError(_NO_PLACE, column="easting")
    return to_metres(found, crs_of(generation))


def _middle(generation: Generation | None) -> Place:
    """Return the middle of the data, or of Great Britain where nothing is placed."""
    degrees = (
        []
        if generation is None
        else [generation.offences[name].median() for name in ("longitude", "latitude")]
    )
    longitude, latitude = (
        degrees if all(isinstance(each, float) for each in degrees) and degrees else (-2.0, 53.5)
    )
    return float(longitude), float(latitude)  # type: ignore[arg-type]
