"""What the Evaluate page asks of a standing: the interventions to choose from, and the answer for one."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from sac_dash.dashboard import state
from sac_dash.dashboard.pages.evaluate.choice import Asked
from sac_dash.domain.errors import SacDashError
from sac_dash.domain.stated_time import say_stated
from sac_dash.figures.before_after import CountedRow, Span
from sac_dash.figures.wording import local
from sac_dash.patterns.evaluation.count_bars import bar_length, bar_span, count_bars
from sac_dash.patterns.evaluation.rate_change import BeforeAfter
from sac_dash.patterns.evaluation.treatment import SECONDS_A_DAY
from sac_dash.workflow.evaluating_interventions import InterventionEvaluation, evaluate_record

Options = list[dict[str, str]]
_KEPT = 32


class Answers:
    """The answers of one standing, kept as they are asked for."""

    def __init__(self, standing: state.Standing) -> None:
        self._standing = standing
        self._kept: OrderedDict[Asked, InterventionEvaluation] = OrderedDict()
        self._lock = Lock()

    def answer(self, wanted: Asked) -> InterventionEvaluation:
        """Return the answer.

        Raises
        ------
        SacDashError
            When there is none, in words for the analyst.
        """
        with self._lock:
            if wanted not in self._kept:
                self._kept[wanted] = self._work_out(wanted)
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
            return self._kept[wanted]

    def _work_out(self, wanted: Asked) -> InterventionEvaluation:
        standing = self._standing
        held = standing.book.interventions.get(wanted.intervention_id)
        if held is None:
            raise SacDashError(
                "No intervention is chosen"
                if standing.book.interventions
                else "No intervention is on record",
                remedy="Choose one above"
                if standing.book.interventions
                else "Add one above, or import a list",
            )
        return evaluate_record(
            standing.generation,
            standing.book,
            held.record,
            wanted.choice,
            series=standing.series,
            tags=standing.tags,
        )


@state.per_standing
def answers(standing: state.Standing) -> Answers:
    """Return the answers of a standing."""
    return Answers(standing)


def record_options(standing: state.Standing) -> Options:
    """Return the interventions to choose from, the latest first."""
    held = sorted(
        standing.book.interventions.values(), key=lambda each: (each.record.starts(), each.seq), reverse=True
    )
    return [
        {"value": each.record.key, "label": f"{each.record.label}, {say_stated(each.record.started_at)}"}
        for each in held
    ]


def chosen_record(standing: state.Standing, wanted: str | None, known: list[str], user: str) -> str | None:
    """Return the intervention to show: one that `user` has just added, the one wanted, else the latest.

    Parameters
    ----------
    known
        Ids offered before; empty when the page opens.
    """
    options = [each["value"] for each in record_options(standing)]
    held = standing.book.interventions
    added = [each for each in options if known and each not in known and held[each].user == user]
    if added:
        return max(added, key=lambda each: held[each].seq)
    return wanted if wanted in options else next(iter(options), None)


def bar_rows(done: InterventionEvaluation, titles: tuple[str, str]) -> tuple[list[CountedRow], Span]:
    """Return the bars of the treated and the comparable offences, and the time they span."""
    comparison, found = done.comparison, done.evaluation
    days = bar_length(comparison)
    reach = (done.as_of - done.treatment.start).total_seconds() / SECONDS_A_DAY
    first, end = bar_span(comparison, days, reach)
    rows = [
        CountedRow(title, count_bars(comparison, which, days, first, end), _rates(counts, days))
        for title, which, counts in (
            (titles[0], comparison.treated, found.treated),
            (titles[1], comparison.control, found.control),
        )
        if counts is not None
    ]
    ends = done.treatment.end
    span = Span(
        start=local(done.treatment.start).replace(tzinfo=None),
        end=local(ends).replace(tzinfo=None) if ends else None,
        before_days=comparison.before_days,
        after_days=comparison.after_days,
        bar_days=days,
        first_bar=first,
        cut_off=local(done.as_of).replace(tzinfo=None),
    )
    return rows, span


def _rates(counts: BeforeAfter, days: int) -> tuple[float, float]:
    return counts.before / counts.before_days * days, counts.after / counts.after_days * days
