"""Linking what the store holds anew, without a new file: after the model it starts from has changed.

Offences, tags and what is known stay as they are; links, series and the model are made again, and
series keep the names their offences had.
"""

from __future__ import annotations

from dataclasses import replace

from sac_dash import __version__
from sac_dash.domain.progress import Progress, silent
from sac_dash.store import EntryKind, Generation, Intent, Store
from sac_dash.workflow.decided_linking import link_decided
from sac_dash.workflow.known_series import known_series
from sac_dash.workflow.linking import Linked, with_kept_names
from sac_dash.workflow.requests import LinkRequest
from sac_dash.workflow.travelling_models import with_store_priors

_KEPT = ("vocabulary_version", "as_of")


def relink_store(
    store: Store, *, jobs: int | None = None, user: str = "analyst", progress: Progress = silent
) -> Generation:
    """Link every offence held again and publish; return the new generation.

    Parameters
    ----------
    user
        Who is recorded in the log.

    Raises
    ------
    StoreError
        When nothing was ingested yet, or the store is busy; nothing is changed.
    """
    with store.writing():
        held = store.require_current()
        link = LinkRequest(seed=int(held.model.get("seed", 0)), top=int(held.model.get("top", 50)), jobs=jobs)
        link = with_store_priors(link, store)
        known = known_series(held.offences, None, held.listed_series)
        linked = link_decided(store, held.offences, held.tags, known, link, progress=progress)
        linked = with_kept_names(linked, held.members)
        intent = Intent(EntryKind.LINK, {"models": [model.checksum for model in link.priors]}, user)
        frames = replace(
            held.frames(but=("links", "weighed", "chance", "members", "series")),
            links=linked.result.links,
            weighed=linked.result.weighed,
            chance=linked.result.chance,
            members=linked.result.members,
            series=linked.result.series,
            model={**_kept(held), **linked.result.model, "sac_dash_version": __version__},
            quality=_quality(held, linked),
        )
        same = held.unchanged("offences", "facet_values", "tags")
        return store.publish(frames, f"Linked anew: {held.note}", intent, edits=same)


def _kept(held: Generation) -> dict[str, object]:
    """Return what the record of the run before says of the offences, which have not changed."""
    return {key: held.model[key] for key in _KEPT if key in held.model}


def _quality(held: Generation, linked: Linked) -> dict[str, object]:
    """Return the report of the last ingest; only why there are no series may have changed."""
    said = held.quality.get("no_series_reason")
    return {**held.quality, "no_series_reason": linked.no_series_reason and (said or linked.no_series_reason)}
