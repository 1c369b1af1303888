"""What must be said beside a trend: what is counted, what is not known, and how often chance does this."""

from __future__ import annotations

from dataclasses import dataclass

from sac_dash.dashboard.pages.trends.queries import TrendChoice, TrendView, judged_periods, outside_range
from sac_dash.domain.british_dates import british_day
from sac_dash.domain.offence_class import CLASS_LABELS
from sac_dash.figures.trend_bars import TrendPeriod, name_period
from sac_dash.patterns.counts import COUNTING_RULE
from sac_dash.patterns.expectation import SeasonParameters, exceeds_chance
from sac_dash.patterns.periods import Period

_CLASS_NAMES = {each.value: label for each, label in CLASS_LABELS.items()}
COUNTS_ONLY = "Counts only, no expected range: series are chosen because they bunch."
SEVERAL_METHODS = "Methods as the run read them; an attack by two counts under both."
_NOTHING = {
    "series": "No offence of this choice is placed in a series.",
    "method": "No offence of this choice is an ATM attack.",
}


@dataclass(frozen=True)
class Note:
    """One statement beside a chart; `tone` is ``info``, ``warn`` or ``find``."""

    text: str
    tone: str = "info"


def title_main(choice: TrendChoice, label: str) -> str:
    """Return the large chart's title."""
    unit = "week" if choice.period is Period.WEEK else "month"
    return f"{label} by {unit}"


def describe_choice(choice: TrendChoice) -> str:
    """Return what is counted, for the log: ``ATM attack by week and area``."""
    label = _CLASS_NAMES.get(choice.offence_class, "all offences")
    return f"{title_main(choice, label)} and {choice.by}"


def describe_count(view: TrendView, shown: list[TrendPeriod], period: Period, label: str) -> str:
    """Return the caption of the large chart: n, period, counting rule."""
    if not shown:
        return ""
    n = sum(each.n or 0 for each in shown)
    parts = [
        f"{label}: n = {n:,}",
        f"{british_day(shown[0].start)} to {british_day(view.as_of.date())}",
        f"counting rule: {COUNTING_RULE} ({view.n_spanning:,} windows reach into the next {period.value})",
    ]
    if any(each.upper is not None for each in shown):
        parts.append("grey: expected range from the same season of earlier years (95 %, exact Poisson)")
    return " · ".join(parts) + "."


def describe_panels(view: TrendView, by: str, n_shown: int) -> tuple[str, str]:
    """Return the title and caption of the small multiples."""
    title = {
        "class": "By class",
        "area": "By policing area",
        "method": "ATM attacks by method",
        "series": "By series",
    }[by]
    if not view.groups:
        return (
            title,
            _NOTHING.get(by, "Nothing to count."),
        )
    left = len(view.groups) - n_shown
    more = f" The {left:,} smallest are not drawn; choose them in the large chart." if left else ""
    counts_only = {"series": f" {COUNTS_ONLY}", "method": f" {SEVERAL_METHODS}"}.get(by, "")
    return title, f"One scale for all, largest first. Click a panel to see it large.{counts_only}{more}"


def make_notes(
    view: TrendView,
    shown: list[TrendPeriod],
    period: Period,
    *,
    only_months: bool,
    of_series: bool = False,
) -> list[Note]:
    """Return everything the chart must say aloud, the most important first.

    `of_series` where one series is shown: its counts have no expected range.
    """
    first = Note(COUNTS_ONLY) if of_series else _expectation_note(shown, period)
    notes = [first, _part_note(shown, period), _lag_note(view, shown, period)]
    if only_months:
        notes.insert(
            0, Note("Times in this source are months: counts are monthly, weeks cannot be made.", "warn")
        )
    elif view.n_not_placed:
        notes.append(
            Note(f"{view.n_not_placed:,} offences are not counted: their time is a month only.", "warn")
        )
    missing = sum(1 for each in shown if each.n is None)
    if missing:
        notes.append(Note(f"{missing:,} {period.value}s have no data loaded: a gap, not nought.", "warn"))
    return [note for note in notes if note is not None]


def _expectation_note(shown: list[TrendPeriod], period: Period) -> Note:
    """Say how many bars lie outside the range, and how many would by chance; or that there is no range."""
    parameters = SeasonParameters()
    ranged = [each for each in shown if each.upper is not None and each.complete and each.n is not None]
    judged = judged_periods(shown)
    if ranged and not judged:
        return Note(f"No {period.value} is held against its range: the counts may still grow.")
    if not judged:
        return Note(
            f"Not enough data for an expected range: it needs the same season in {parameters.min_years} earlier years.",
            "warn",
        )
    outside = outside_range(shown)
    chance = (1 - parameters.coverage) * len(judged)
    latest = f" Latest: {_name_outside(outside[-1])}." if outside else ""
    more = exceeds_chance(len(outside), len(judged), parameters.coverage)
    verdict = "more than chance would readily bring" if more else "no more than chance would bring"
    return Note(
        f"{len(outside)} of {len(judged)} {period.value}s lie outside the range expected from the same season of"
        f" earlier years, where about {chance:.0f} would by chance: {verdict}.{latest}",
        "find" if more else "info",
    )


def _name_outside(each: TrendPeriod) -> str:
    """Return a bar outside its range in words."""
    return f"{name_period(each)}, {each.n:,} where {each.lower:,} to {each.upper:,} is usual"


def _part_note(shown: list[TrendPeriod], period: Period) -> Note | None:
    """Say that the last bar is a part of a period."""
    parts = sum(1 for each in shown if not each.complete and each.n is not None)
    if not parts:
        return None
    unit = period.value
    what = f"The hatched bar is a part {unit}" if parts == 1 else f"The {parts} hatched bars are part {unit}s"
    return Note(f"{what}: not to be compared.")


def _lag_note(view: TrendView, shown: list[TrendPeriod], period: Period) -> Note:
    """Say how late offences are recorded and which bars that leaves short."""
    if view.lag is None:
        return Note(
            "When offences were recorded is not known: counts may still grow, and none is judged against a range."
        )
    growing = sum(1 for each in shown if each.growing)
    days = max(1, round(view.lag.days))
    tail = (
        f"the last {growing} complete {period.value}{'s' if growing > 1 else ''} may still grow (pale)"
        if growing
        else (f"every complete {period.value} has had that long")
    )
    return Note(
        f"9 in 10 offences are recorded within {days} day{'s' if days > 1 else ''} of the window's end: {tail}."
    )
