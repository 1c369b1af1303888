"""What is marked on the large chart: interventions about what is shown, and changes of boundaries."""

from __future__ import annotations

import html
from collections.abc import Callable, Collection

from sac_dash.casework import CaseBook
from sac_dash.dashboard.intervention_lines import intervention_marks, say_letters
from sac_dash.domain.british_dates import british_day, british_month
from sac_dash.domain.intervention import Intervention
from sac_dash.figures.trend_marks import BoundaryMark, TrendMarks
from sac_dash.geography.boundary_changes import BoundaryChange
from sac_dash.workflow.trend_splits import SplitKind
from sac_dash.workflow.trend_words import say_change
from sac_dash.workflow.trends import TrendChoice, TrendView

INTERVENTIONS, BOUNDARIES = "interventions", "boundaries"
EVERY_MARK = (INTERVENTIONS, BOUNDARIES)


def read_marks(hidden: str) -> list[str]:
    """Return the marks shown, from those that an address hides."""
    return [each for each in EVERY_MARK if each not in hidden.split(",")]


def hidden_marks(shown: Collection[str]) -> str:
    """Return the marks not shown, as an address holds them."""
    return ",".join(each for each in EVERY_MARK if each not in shown)


def trend_marks(view: TrendView, choice: TrendChoice, book: CaseBook, shown: Collection[str]) -> TrendMarks:
    """Return the marks of a chart; of one group those about it, or about nothing of its kind."""
    return TrendMarks(
        tuple(intervention_marks(book, concerns(choice, book))) if INTERVENTIONS in shown else (),
        tuple(_boundary_mark(each) for each in view.changes) if BOUNDARIES in shown else (),
    )


def say_marks(view: TrendView, choice: TrendChoice, book: CaseBook, shown: Collection[str]) -> str:
    """Return what the letters mean, for the caption; nothing where no intervention lies in the time shown."""
    if INTERVENTIONS not in shown or not view.total:
        return ""
    concerned, first, last = concerns(choice, book), view.total[0].start, view.total[-1].end
    return say_letters(book, lambda each: concerned(each) and first <= each.starts().date() < last)


def concerns(choice: TrendChoice, book: CaseBook) -> Callable[[Intervention], bool]:
    """Return whether an intervention is about what is shown: one about another area is not about this one."""
    group, kind = choice.group, choice.split.kind
    about: dict[SplitKind, Callable[[Intervention], str]] = {
        SplitKind.AREA: lambda each: each.policing_area,
        SplitKind.FORCE: lambda each: each.force,
        SplitKind.SERIES: lambda each: book.leads_to(each.series_id),
    }
    named = about.get(kind)
    if group is None or named is None:
        return lambda _record: True
    return lambda record: named(record) in {"", group}


def _boundary_mark(change: BoundaryChange) -> BoundaryMark:
    return BoundaryMark(
        day=change.day,
        label=f"areas changed {british_day(change.day)}",
        short=british_month(change.day),
        hover=html.escape(say_change(change), quote=False),
    )
