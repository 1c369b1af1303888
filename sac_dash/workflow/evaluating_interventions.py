"""Did it work? From an intervention on record to the offences it was meant for, their comparison, and the answer.

The record says when, and about which series, area, force, site or place. Which offences that means, and what is
comparable, is chosen here by stated rules, so that the page, the command and a report give one answer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
import polars as pl

from sac_dash.casework import CaseBook
from sac_dash.domain.british_dates import british_day
from sac_dash.domain.errors import SacDashError, UnusableInputError
from sac_dash.domain.intervention import Intervention
from sac_dash.domain.offence_class import LINKED_CLASSES, OffenceClass
from sac_dash.patterns.cut_off import data_cut_off
from sac_dash.patterns.evaluation.evaluate import evaluate_intervention
from sac_dash.patterns.evaluation.evaluation import Evaluation
from sac_dash.patterns.evaluation.treatment import (
    SECONDS_A_DAY,
    Comparison,
    EvaluationParameters,
    Flags,
    Treatment,
    compare,
)
from sac_dash.store import Generation
from sac_dash.workflow.comparable_offences import ControlKind, choose_control, say_classes
from sac_dash.workflow.series_in_hand import SeriesInHand, series_in_hand, tags_in_hand

DEFAULT_RADIUS_M = 1_000.0  # around a place or site whose record states none
LONGEST_WINDOW_DAYS = EvaluationParameters().before_days


@dataclass(frozen=True)
class EvaluationChoice:
    """What the analyst chose; what is left open has a stated default.

    Parameters
    ----------
    classes
        Offence classes it was meant for; empty: those of its series, else all linked classes.
    control, areas
        What to compare with; `areas` for :attr:`ControlKind.AREAS` alone.
    before_days, after_days
        Lengths of the windows; None: equal, the longest the data hold on both sides, 182 days at most.
    """

    classes: tuple[OffenceClass, ...] = ()
    control: ControlKind = ControlKind.ELSEWHERE
    areas: tuple[str, ...] = ()
    before_days: float | None = None
    after_days: float | None = None


@dataclass(frozen=True, eq=False)
class InterventionEvaluation:
    """An intervention with its offences, its comparison and the answer.

    Attributes
    ----------
    treated_said, control_said
        Which offences were counted, in words.
    comparison
        The windows and the flags behind the counts, one flag for each offence of the generation.
    """

    record: Intervention
    as_of: datetime
    treatment: Treatment
    treated_said: str
    control_said: str
    comparison: Comparison
    evaluation: Evaluation


def evaluate_record(
    generation: Generation,
    book: CaseBook,
    record: Intervention,
    choice: EvaluationChoice | None = None,
    *,
    series: SeriesInHand | None = None,
    tags: pl.DataFrame | None = None,
) -> InterventionEvaluation:
    """Return what can be said of an intervention on record.

    Parameters
    ----------
    series, tags
        As they stand under the book, where the caller has them already.

    Raises
    ------
    SacDashError
        When it began outside the data, names a series, area or site that is not held, or a window has no length.
    """
    choice = choice or EvaluationChoice()
    offences, as_of = generation.offences, cut_off_of(generation)
    why_not = say_why_not(offences, record, as_of)
    if why_not:
        raise SacDashError(
            why_not, remedy="Choose one that began within the data, or load the time before it"
        )
    treatment, treated_said = treat(
        offences, book, record, choice, series or series_in_hand(generation, book)
    )
    parameters = _windows(offences, record, as_of, choice)
    control, control_said = choose_control(offences, treatment, choice.control, choice.areas, parameters)
    treatment = replace(treatment, control=control)
    coded = tags if tags is not None else tags_in_hand(generation, book)
    return InterventionEvaluation(
        record=record,
        as_of=as_of,
        treatment=treatment,
        treated_said=treated_said,
        control_said=control_said,
        comparison=compare(offences, treatment, as_of, parameters),
        evaluation=evaluate_intervention(offences, treatment, as_of, parameters, coded),
    )


def find_record(book: CaseBook, intervention_id: str) -> Intervention:
    """Return the intervention of an id as it stands.

    Raises
    ------
    UnusableInputError
        When there is none.
    """
    held = book.interventions.get(intervention_id)
    if held is None:
        raise UnusableInputError(
            f'no intervention "{intervention_id[:40]}" is on record',
            remedy="See sac-dash evaluate-operation for those that are, or add one: sac-dash intervention add",
        )
    return held.record


def say_why_not(offences: pl.DataFrame, record: Intervention, as_of: datetime) -> str:
    """Return why an intervention cannot be evaluated on these offences; nothing where it can."""
    starts = record.starts()
    first = offences["from_at"].min()
    if starts >= as_of:
        return f"{record.label} begins on {british_day(starts)}, after the data end"
    if not isinstance(first, datetime) or starts <= first:
        return f"{record.label} began on {british_day(starts)}, before the data begin"
    return ""


def cut_off_of(generation: Generation) -> datetime:
    """Return the moment (aware) up to which a generation's offences reach."""
    return data_cut_off(generation.offences) or generation.published_at


def treat(
    offences: pl.DataFrame,
    book: CaseBook,
    record: Intervention,
    choice: EvaluationChoice,
    series: SeriesInHand,
) -> tuple[Treatment, str]:
    """Return the offences an intervention was meant for, and the same in words.

    Raises
    ------
    SacDashError
        When it names a series, force, area or site of which nothing is held.
    """
    flags = _of_series(len(offences), book, record, series) if record.series_id else None
    classes = choice.classes or _classes_of(offences, flags)
    easting, northing, radius_m = _circle(book, record)
    for column, name, what in (
        ("force", record.force, "force"),
        ("policing_area", record.policing_area, "policing area"),
    ):
        if name and not offences[column].eq_missing(name).any():
            raise SacDashError(f"no offence of the {what} {name} is held", remedy="Correct the intervention")
    treatment = Treatment(
        start=record.starts(),
        end=record.ends(),
        classes=classes,
        force=record.force or None,
        policing_area=record.policing_area or None,
        easting=easting,
        northing=northing,
        radius_m=radius_m,
        treated=flags,
    )
    return treatment, _say_treated(treatment, book, record)


def _of_series(n: int, book: CaseBook, record: Intervention, series: SeriesInHand) -> Flags:
    """Return which offences are members of the series the record is about, as it stands now."""
    series_id = book.leads_to(record.series_id)
    rows = series.members().filter(pl.col("series_id") == series_id)["row"].to_numpy()
    if not len(rows):
        raise SacDashError(
            f"the series {series_id} has no member that is held", remedy="Correct the intervention's series"
        )
    flags = np.zeros(n, np.bool_)
    flags[rows] = True
    return flags


def _classes_of(offences: pl.DataFrame, flags: Flags | None) -> tuple[OffenceClass, ...]:
    """Return the linked classes of a series, or all of them."""
    if flags is None:
        return LINKED_CLASSES
    held = set(offences.filter(pl.Series(flags))["offence_class"].unique())
    return tuple(each for each in LINKED_CLASSES if each.value in held) or LINKED_CLASSES


def _circle(book: CaseBook, record: Intervention) -> tuple[float | None, float | None, float | None]:
    """Return the circle of the record's own place, else of its site; a radius not stated has a default."""
    place = (record.easting, record.northing)
    if record.easting is None and record.site_id and not record.series_id:
        site = book.sites.get(record.site_id)
        if site is None or site.record.easting is None:
            raise SacDashError(
                f"the place of the site {record.site_id} is not known", remedy="Give the site a place"
            )
        place = (site.record.easting, site.record.northing)
    if place[0] is None or record.series_id:  # a series is treated wherever it struck
        return None, None, None
    return place[0], place[1], record.radius_m or DEFAULT_RADIUS_M


def _windows(
    offences: pl.DataFrame, record: Intervention, as_of: datetime, choice: EvaluationChoice
) -> EvaluationParameters:
    """Return the windows asked for; where none is, equal ones as long as the data hold on both sides."""
    for name, days in (("before", choice.before_days), ("after", choice.after_days)):
        if days is not None and not 1 <= days <= 3_650:
            raise SacDashError(f"the window {name} cannot be {days:g} days", remedy="Give 1 to 3,650 days")
    start, first = record.starts(), offences["from_at"].min()
    held_before = (start - first).total_seconds() / SECONDS_A_DAY if isinstance(first, datetime) else 0.0
    held_after = (as_of - start).total_seconds() / SECONDS_A_DAY
    equal = min(LONGEST_WINDOW_DAYS, held_before, held_after)
    before, after = choice.before_days, choice.after_days
    if before is None and after is not None:
        before = min(after, held_after)
    if after is None and before is not None:
        after = min(before, held_before)
    return EvaluationParameters(
        before_days=equal if before is None else before, after_days=equal if after is None else after
    )


def _say_treated(treatment: Treatment, book: CaseBook, record: Intervention) -> str:
    """Return which offences were treated: ``ATM attacks of the series Lantern``."""
    what = say_classes(treatment.classes)
    where = []
    if record.series_id:
        series_id = book.leads_to(record.series_id)
        where.append(f"of the series {book.names().get(series_id, series_id)}")
    where += [f"in {name}" for name in (record.policing_area, record.force) if name]
    if treatment.has_circle:
        where.append(f"within {treatment.radius_m:,.0f} m of {record.site_id or 'the place'}")
    return f"{what} {', '.join(where) if where else 'in all of the data'}"
