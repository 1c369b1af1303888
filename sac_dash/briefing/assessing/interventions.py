"""Sections 11 and 12: what was done, as far as it is on record, and what can be said of whether it worked."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
import polars as pl

from sac_dash.briefing.assessing.ground import Ground
from sac_dash.briefing.assessing.live_series import called
from sac_dash.briefing.assessing.scope import Scope
from sac_dash.briefing.document import Block, Bullets, OpenField, Passage
from sac_dash.domain.british_dates import british_day
from sac_dash.domain.errors import SacDashError
from sac_dash.domain.intervention import INTERVENTION_LABELS, Intervention, InterventionKind
from sac_dash.domain.offence_class import LINKED_CLASSES
from sac_dash.domain.site import Site
from sac_dash.figures.wording import say_day
from sac_dash.patterns.evaluation.evaluate import evaluate_intervention
from sac_dash.patterns.evaluation.finding_words import CAUSE_UNKNOWN, say_verdict
from sac_dash.patterns.evaluation.treatment import SECONDS_A_DAY, EvaluationParameters, Treatment
from sac_dash.patterns.periods import local_day

PREVENTION = (
    InterventionKind.SMARTWATER,
    InterventionKind.SIGNAGE,
    InterventionKind.TARGET_HARDENING,
    InterventionKind.PUBLICITY,
)
RESULTS = (InterventionKind.ARREST, InterventionKind.CHARGE, InterventionKind.OPERATION)
MOST = 10
_LONGEST_DAYS = EvaluationParameters().before_days


def prevention_section(ground: Ground, scope: Scope) -> tuple[Block, ...]:
    """Return the month's prevention on record, and the sites that stand protected."""
    done = interventions_in(ground, scope, PREVENTION)
    items = [_said(ground, each) for each in done[:MOST]]
    if len(done) > MOST:
        items.append(f"{len(done) - MOST} more are on record")
    if not items:
        items = [f"No SmartWater, signage, target hardening or publicity is on record for {scope.month_said}"]
    return (Bullets("prevention", "Prevention delivered", (*items, _sites(ground, scope))),)


def results_section(ground: Ground, scope: Scope) -> tuple[Block, ...]:
    """Return the month's arrests, charges and operations on record, each with what can be said of it."""
    done = interventions_in(ground, scope, RESULTS)
    recoveries = OpenField("recoveries", "Recoveries and other results, not on record here", "analyst", 1)
    if not done:
        none = f"No arrest, charge or operation is on record for {scope.month_said}."
        return (Passage("results", "Results", none), recoveries)
    items = tuple(f"{_said(ground, each)}. {evaluation_said(ground, each)}" for each in done[:MOST])
    more = (f"{len(done) - MOST} more are on record",) if len(done) > MOST else ()
    return (
        Bullets("results", "Results", (*items, *more)),
        Passage("results_caveat", "Caveat", CAUSE_UNKNOWN),
        recoveries,
    )


def interventions_in(ground: Ground, scope: Scope, kinds: tuple[InterventionKind, ...]) -> list[Intervention]:
    """Return the interventions of some kinds that were under way in the month and about the scope, in order of time.

    One that names an area belongs to it alone; one that names a series, to the areas it struck; one that
    names neither, to the force and every area.
    """
    held = [version.record for version in ground.source.book.interventions.values()]
    mine = [
        each
        for each in held
        if each.kind in kinds and _under_way(each, scope) and is_about(ground, scope, each)
    ]
    return sorted(mine, key=lambda each: (each.starts(), each.label))


def is_about(ground: Ground, scope: Scope, record: Intervention) -> bool:
    """Tell whether an intervention is about a scope."""
    if not scope.area:
        return True
    if record.policing_area:
        return record.policing_area == scope.area
    if record.series_id:
        series_id = ground.source.book.leads_to(record.series_id)
        struck = ground.placed.filter(pl.col("series_id") == series_id)["policing_area"]
        return scope.area in set(struck)
    return True


def evaluation_said(ground: Ground, record: Intervention) -> str:
    """Return what can be said of whether it worked: a sentence with its counts, or why nothing can."""
    first = ground.offences["from_at"].min()
    starts = record.starts()
    if not isinstance(first, datetime) or not first < starts < ground.as_of:
        return "It cannot be evaluated: it began outside the data."
    try:
        treatment = _treat(ground, record)
    except SacDashError as error:
        return f"It cannot be evaluated: {error.problem}."
    sides = ((starts - first).total_seconds(), (ground.as_of - starts).total_seconds())
    days = min(_LONGEST_DAYS, *(each / SECONDS_A_DAY for each in sides))
    parameters = EvaluationParameters(before_days=days, after_days=days)
    found = evaluate_intervention(ground.source.offences, treatment, ground.as_of, parameters)
    return f"{_treated_said(ground, record)}, {days:.0f} days on either side: {say_verdict(found)}"


def _treat(ground: Ground, record: Intervention) -> Treatment:
    """Return the offences it was meant for, by the rules of the Evaluation page's defaults."""
    offences = ground.source.offences
    plain = Treatment(
        start=record.starts(), end=record.ends(), classes=LINKED_CLASSES,
        force=record.force or None, policing_area=record.policing_area or None,
    )  # fmt: skip
    if record.series_id:
        series_id = ground.source.book.leads_to(record.series_id)
        rows = ground.placed.filter(pl.col("series_id") == series_id)["row"].to_numpy()
        if not len(rows):
            raise SacDashError("its series has no member that is held")
        flags = np.zeros(offences.height, np.bool_)
        flags[rows] = True
        held = set(offences[rows]["offence_class"])
        classes = tuple(each for each in LINKED_CLASSES if each.value in held) or LINKED_CLASSES
        return replace(plain, treated=flags, classes=classes)
    easting, northing = record.easting, record.northing
    if easting is None and record.site_id:
        site = ground.source.book.sites.get(record.site_id)
        if site is None or site.record.easting is None:
            raise SacDashError("the place of its site is not known")
        easting, northing = site.record.easting, site.record.northing
    if easting is not None:
        return replace(plain, easting=easting, northing=northing, radius_m=record.radius_m or 1_000.0)
    if not (record.force or record.policing_area):
        raise SacDashError("it names no series, area or place")
    return plain


def _treated_said(ground: Ground, record: Intervention) -> str:
    if record.series_id:
        return f"Offences of the series {called(ground, ground.source.book.leads_to(record.series_id))}"
    where = (
        record.policing_area
        or record.force
        or (f"{(record.radius_m or 1_000.0) / 1000:g} km about the place")
    )
    return f"ATM attacks and commercial burglaries, {where}"


def _said(ground: Ground, record: Intervention) -> str:
    ends = record.ends()
    until = "" if ends is None else f" to {say_day(ends)}"
    series = (
        f", series {called(ground, ground.source.book.leads_to(record.series_id))}"
        if record.series_id
        else ""
    )
    area = f", {record.policing_area}" if record.policing_area else ""
    kind = INTERVENTION_LABELS[InterventionKind(record.kind)]
    return f"{kind}: {record.label} ({british_day(local_day(record.starts()))}{until}{area}{series})"


def _under_way(record: Intervention, scope: Scope) -> bool:
    """Tell whether it began in the month, or was still going on in it."""
    ends = record.ends()
    return record.starts() < scope.ends_at and (
        record.starts() >= scope.begins_at or (ends is not None and ends > scope.begins_at)
    )


def _sites(ground: Ground, scope: Scope) -> str:
    sites = [version.record for version in ground.source.book.sites.values()]
    standing = [each for each in sites if each.measure and _stands(each, scope)]
    if not sites:
        return "No protected site is on record"
    where = " in all areas (sites carry no policing area)" if scope.area else ""
    return f"{len(standing)} of {len(sites)} sites on record{where} had a measure in place in the month"


def _stands(site: Site, scope: Scope) -> bool:
    """Tell whether a site's measure was in place at any time in the month; what has no start stood before it."""
    starts, ends = site.starts(), site.ends()
    return (starts is None or starts < scope.ends_at) and (ends is None or ends > scope.begins_at)
