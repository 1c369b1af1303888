"""`sac-dash relink`: link everything the store holds anew, at night."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sac_dash.cli import options
from sac_dash.cli.console import say, shown_progress

if TYPE_CHECKING:
    from sac_dash.settings import Settings
    from sac_dash.store import Store


def relink(jobs: options.Jobs = None) -> None:
    """Link everything the store holds anew: base rates counted again, weights taught by all series known by now.

    For the night. By day an ingest into a large store links only what is new. What analysts decided stands: a series
    keeps its name and those who were accepted in it; what is found otherwise comes as a proposal.
    """
    settings = options.current_settings()
    store = options.open_store(settings)
    store.require_current()
    relink_and_say(store, settings, jobs)


def relink_and_say(store: Store, settings: Settings, jobs: int | None = None) -> None:
    """Link a store anew and say what came of it."""
    from sac_dash.workflow.first_look import get_ready
    from sac_dash.workflow.model_report import learning_lines, level_lines
    from sac_dash.workflow.relink_store import relink_store

    with shown_progress() as progress:
        generation = relink_store(store, jobs=jobs or settings.jobs, user=settings.user, progress=progress)
        get_ready(store, progress)
    model = generation.model
    for line in (*learning_lines(model.get("learning") or {}), *level_lines(model.get("level") or {})):
        say(line)
    suggested = generation.series.height - int(generation.series["known"].sum())
    say(f"Linked anew: {generation.offences.height:,} offences, {suggested:,} suggested series.")
