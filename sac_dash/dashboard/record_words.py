"""Interventions and protected sites in words: for the history, the timelines and a conflict."""

from __future__ import annotations

from collections.abc import Mapping

from sac_dash.casework import AddInterventions, AddSites, RecordAction, RemoveIntervention
from sac_dash.domain.intervention import INTERVENTION_LABELS, Intervention, InterventionKind
from sac_dash.domain.site import Site
from sac_dash.domain.stated_time import say_stated


def label_kind_of(kind: str) -> str:
    """Return what a kind of intervention is called; a kind of a later version by its own name."""
    return INTERVENTION_LABELS[InterventionKind(kind)] if kind in set(InterventionKind) else kind


def say_intervention(record: Intervention) -> str:
    """Return an intervention in words: ``Patrol Op Lantern, 1 Mar 2026 – 5 Mar 2026``."""
    return f"{label_kind_of(record.kind)} {record.label}, {say_span(record.started_at, record.ended_at)}"


def say_about(record: Intervention, names: Mapping[str, str]) -> str:
    """Return what an intervention was about, as far as it says; `names` are those of series."""
    named = [
        names.get(record.series_id, record.series_id),
        record.site_id,
        record.policing_area,
        record.force,
    ]
    if record.easting is not None:
        within = f"within {record.radius_m:,.0f} m of" if record.radius_m else "at"
        named.append(f"{within} {record.easting:,.0f} E {record.northing:,.0f} N")
    return ", ".join(each for each in named if each) or "all of the data"


def say_site(record: Site) -> str:
    """Return a protected site in words: ``Lane Farm, Ludlow: SmartWater, from 1 Mar 2026``."""
    where = ", ".join(part for part in (record.name, record.address) if part)
    since = f"from {say_stated(record.measured_from)}" if record.measured_from else ""
    until = f"to {say_stated(record.measured_to)}" if record.measured_to else ""
    measured = ", ".join(part for part in (record.measure, f"{since} {until}".strip()) if part)
    return f"{where}: {measured}" if measured else where


def say_span(first: str, last: str) -> str:
    """Return two stated times as a span; the first alone where there is no end."""
    return f"{say_stated(first)} – {say_stated(last)}" if last and last != first else say_stated(first)


def say_record_action(action: RecordAction) -> str:
    """Return what was done to records, without who did it."""
    if isinstance(action, AddInterventions):
        n = len(action.interventions)
        return f"added {n} interventions" if n > 1 else f"added {_named(action.interventions[0])}"
    if isinstance(action, AddSites):
        n = len(action.sites)
        return (
            f"added {n} protected sites" if n > 1 else f"added a protected site: {say_site(action.sites[0])}"
        )
    why = f": {action.reason}" if action.reason else ""
    if isinstance(action, RemoveIntervention):
        return f"removed the intervention {action.intervention_id}{why}"
    return f"removed the protected site {action.site_id}{why}"


def _named(record: Intervention) -> str:
    return f"an intervention: {say_intervention(record)}"
