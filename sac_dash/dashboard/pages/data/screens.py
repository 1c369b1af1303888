"""Which screen an upload is on: read by its record, its choices and the address, and put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dash import html
from dash.development.base_component import Component

from sac_dash.dashboard import state
from sac_dash.dashboard.components.attributes import attributes
from sac_dash.dashboard.components.panel import panel
from sac_dash.dashboard.jobs.folder import JobFolder
from sac_dash.dashboard.jobs.record import JobRecord, JobState
from sac_dash.dashboard.pages.data import ids, steps
from sac_dash.dashboard.pages.data.columns_step import columns_step, live_parts, ready
from sac_dash.dashboard.pages.data.compare_step import compare_step
from sac_dash.dashboard.pages.data.held import held_panel
from sac_dash.dashboard.pages.data.looked import Looked, LookedTable, looked_from
from sac_dash.dashboard.pages.data.looks import compare, look
from sac_dash.dashboard.pages.data.outcome import done_work
from sac_dash.dashboard.pages.data.progress import ended_badly, progress_bar, running_work
from sac_dash.dashboard.pages.data.quality_card import judging
from sac_dash.dashboard.pages.data.queries import boundary_layers, held, recent_imports
from sac_dash.dashboard.pages.data.requests import shown_look
from sac_dash.dashboard.pages.data.welcome import welcome_work
from sac_dash.dashboard.pages.data.wording import inert_text

_CANCELLED = "Cancelled. The upload is gone and the store is as it was."
_MISSING = "That upload is no longer here: it was added, cancelled or cleared away. Drop the file again."


@dataclass(frozen=True)
class Screen:
    """What the page shows.

    Parameters
    ----------
    live
        Parts of `work` that follow a change by themselves, by name; empty where all of it does.
    waits
        Whether it should be asked for again soon.
    """

    steps: Component
    work: list[Component]
    aside: list[Component] = field(default_factory=list)
    live: Mapping[str, Component | list[Component]] = field(default_factory=dict)
    waits: bool = False


def show_welcome(*, cancelled: bool = False, missing: bool = False) -> Screen:
    """Return the page with no upload in hand."""
    note = _CANCELLED if cancelled else _MISSING if missing else ""
    return Screen(steps.step_list(steps.DROP), welcome_work(recent_imports(), note), _held())


def show_upload(folder: JobFolder, query: Mapping[str, str]) -> Screen:
    """Return where an upload stands."""
    record = folder.read()
    if record.state is JobState.RUNNING:
        return Screen(steps.step_list(steps.ADD), running_work(record), _held(), waits=True)
    if record.state is JobState.DONE:
        return Screen(steps.step_list(steps.DONE), done_work(record), _held())
    if record.state is not JobState.UPLOADED:
        return Screen(steps.step_list(steps.ADD, folder.id), ended_badly(record), _held())
    if folder.receiving:
        return show_welcome(missing=True)
    return _waiting_upload(folder, query)


def _waiting_upload(folder: JobFolder, query: Mapping[str, str]) -> Screen:
    """Return an upload that was not added yet: being read, its columns, or its comparison."""
    record = look(folder)
    if record.state in (JobState.FAILED, JobState.CANCELLED):
        return Screen(steps.step_list(steps.CHECK), ended_badly(record))
    if record.state is JobState.DONE:
        looked = looked_from(record.result)
        if query.get(ids.STEP) == ids.COMPARE and ready(looked):
            return _comparison(folder, looked)
        return _columns(folder, looked, query.get(ids.PART))
    shown = shown_look(folder)
    if shown is None:
        return Screen(steps.step_list(steps.CHECK), running_work(record, "look"), waits=True)
    return _columns(folder, shown, query.get(ids.PART), reading=record)


def _columns(folder: JobFolder, looked: Looked, part: str | None, reading: JobRecord | None = None) -> Screen:
    """Return the columns of a table; with what to judge it by, or while it is `reading` how far that is."""
    table = looked.table(part)
    aside = _judged(looked, table)
    if reading is not None:
        before = html.Div(aside, className="stale", **attributes(aria_hidden="true"))
        aside = [panel("Reading again", progress_bar(reading, "look"), element_id="data-again"), before]
    parts = live_parts(looked, table, folder.id, reading=reading is not None)
    work = columns_step(table, folder.choices(), parts)
    return Screen(steps.step_list(steps.CHECK, folder.id), work, aside, parts, waits=reading is not None)


def _judged(looked: Looked, table: LookedTable | None) -> list[Component]:
    """Return the quality of the table shown, or of all together where it has none."""
    several = sum(each.quality is not None for each in looked.tables) > 1
    if not several or table is None or table.quality is None:
        return judging(looked.quality, "All that would be added.")
    together = html.P(f"All together: {looked.quality.counts.line()}", className="card-key together")
    return [*judging(table.quality, f"Of {inert_text(table.label, 60)}."), together]


def _comparison(folder: JobFolder, looked: Looked) -> Screen:
    """Return the comparison with the store, or how far it is."""
    record = compare(folder)
    here = steps.step_list(steps.COMPARE, folder.id)
    if record.state in (JobState.FAILED, JobState.CANCELLED):
        return Screen(here, ended_badly(record))
    aside = judging(looked.quality, "All that would be added.")
    if record.state is not JobState.DONE:
        return Screen(here, running_work(record, "compare"), aside, waits=True)
    return Screen(here, compare_step(looked, record.result, folder.id), aside)


def _held() -> list[Component]:
    """Return what the store holds."""
    generation = state.generation()
    return held_panel(held(generation) if generation else None, boundary_layers(), state.case_book())
