"""What must be said beside a trend: what is not known, how late offences come, how often chance does this.

The Trends page and `sac-dash trends` say the same sentences.
"""

from __future__ import annotations

from dataclasses import dataclass

from sac_dash.domain.british_dates import british_day
from sac_dash.figures.trend_bars import TrendPeriod, name_period
from sac_dash.geography.boundary_changes import BoundaryChange
from sac_dash.patterns.count_law import CountLaw
from sac_dash.patterns.expectation import SeasonParameters, exceeds_chance
from sac_dash.patterns.periods import Period
from sac_dash.workflow.trend_splits import RULES, Split, SplitKind
from sac_dash.workflow.trends import TrendView, judged_periods, outside_range

COUNTS_ONLY = "Counts only, no expected range: series are chosen because they bunch."
ONLY_MONTHS = "Times in this source are months: counts are monthly, weeks cannot be made."
_NAMES_SAID = 3


@dataclass(frozen=True)
class Note:
    """One statement beside a chart; `tone` is ``info``, ``warn`` or ``find``."""

    text: str
    tone: str = "info"


def make_notes(
    view: TrendView,
    shown: list[TrendPeriod],
    *,
    only_months: bool,
    of_group: bool = False,
    drawn: bool = True,
) -> list[Note]:
    """Return everything that must be said aloud of the periods `shown`, the most important first.

    Parameters
    ----------
    only_months
        Whether the source states months alone.
    of_group
        Whether they are those of one group of the split.
    drawn
        Whether they are drawn as bars; else nothing is said of how these look.
    """
    period = view.period
    ranged = RULES[view.split.kind].expects or not of_group
    notes = [
        *_reach_notes(view, only_months=only_months),
        _expectation_note(shown, period) if ranged else Note(COUNTS_ONLY),
        _law_note(shown, period),
        unknown_note(view, shown, of_group=of_group),
        _area_note(view, of_group=of_group, drawn=drawn),
        _part_note(shown, period, drawn=drawn),
        lag_note(view, shown, drawn=drawn),
        _gap_note(shown, period),
    ]
    return [note for note in notes if note is not None]


def name_law(shown: list[TrendPeriod]) -> str:
    """Return the law of the latest range: ``exact Poisson`` or ``negative binomial``; empty without a range."""
    laws = [each.law for each in shown if each.upper is not None]
    if not laws:
        return ""
    return "negative binomial" if laws[-1] == CountLaw.NEGATIVE_BINOMIAL else "exact Poisson"


def say_change(change: BoundaryChange) -> str:
    """Return a change of boundaries: ``1 Apr 2025: ended North, South, begun Whole``."""
    parts = (("ended", change.ended), ("begun", change.begun), ("redrawn", change.redrawn))
    return (
        f"{british_day(change.day)}: {', '.join(f'{word} {_few(names)}' for word, names in parts if names)}"
    )


def unknown_note(view: TrendView, shown: list[TrendPeriod], *, of_group: bool = False) -> Note | None:
    """Say how many offences do not tell what the groups tell apart; nothing where all do."""
    unknown, asked = count_silent(shown)
    if not unknown:
        return None
    silent = sum(1 for each in shown if each.silent)
    units = f"{silent:,} {view.period.value}{'s' if silent > 1 else ''}"
    none = f" In {units} none does: no count, not nought." if silent and of_group else ""
    return Note(
        f"{unknown:,} of {asked:,} {_asked_words(view.split)}: their group is not known, so a low count may be"
        f" silence.{none}",
        "warn",
    )


def count_silent(shown: list[TrendPeriod]) -> tuple[int, int]:
    """Return how many offences do not tell what the groups tell apart, and of how many it is asked."""
    return sum(each.n_unknown or 0 for each in shown), sum(each.n_asked or 0 for each in shown)


def lag_note(view: TrendView, shown: list[TrendPeriod], *, drawn: bool = True) -> Note:
    """Say how late offences are recorded and which periods that leaves short."""
    if view.lag is None:
        return Note(
            "When offences were recorded is not known: counts may still grow, and none is judged against a range."
        )
    growing = sum(1 for each in shown if each.growing)
    days = max(1, round(view.lag.days))
    unit = view.period.value
    pale = " (pale)" if drawn else ""
    tail = (
        f"the last {f'{growing} complete {unit}s' if growing > 1 else f'complete {unit}'} may still grow{pale}"
        if growing
        else (f"every complete {unit} has had that long")
    )
    return Note(
        f"9 in 10 offences are recorded within {days} day{'s' if days > 1 else ''} of the window's end: {tail}."
    )


def _reach_notes(view: TrendView, *, only_months: bool) -> list[Note]:
    """Say what cannot be counted by these periods."""
    if only_months:
        return [Note(ONLY_MONTHS, "warn")]
    if view.n_not_placed:
        return [Note(f"{view.n_not_placed:,} offences are not counted: their time is a month only.", "warn")]
    return []


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


def _law_note(shown: list[TrendPeriod], period: Period) -> Note | None:
    """Say where the range is wider than chance alone asks, or where nobody could check."""
    laws = [each.law for each in shown if each.upper is not None]
    wide = laws.count(CountLaw.NEGATIVE_BINOMIAL)
    if wide:
        return Note(
            f"Earlier counts vary more than chance alone would have them, so the range of {wide:,} of {len(laws):,}"
            f" {period.value}s is wider (negative binomial)."
        )
    if laws and all(law == CountLaw.POISSON_UNCHECKED for law in laws):
        return Note(
            "Too little history to check whether counts vary more than chance: the range is Poisson's and may be"
            " too narrow."
        )
    return None


def _area_note(view: TrendView, *, of_group: bool, drawn: bool) -> Note | None:
    """Say when the boundaries changed."""
    if view.split.kind is not SplitKind.AREA or not view.changes:
        return None
    said = "; ".join(map(say_change, view.changes))
    own = " A redrawn area is held against its own shape alone." if of_group else ""
    return Note(f"Boundaries changed{' (dashed line)' if drawn else ''}: {said}.{own}", "warn")


def _part_note(shown: list[TrendPeriod], period: Period, *, drawn: bool) -> Note | None:
    """Say that the last bar is a part of a period."""
    parts = sum(1 for each in shown if not each.complete and each.n is not None)
    if not parts:
        return None
    unit = period.value
    if not drawn:
        return Note(f"{parts:,} {unit}{'s are' if parts > 1 else ' is'} in part only: not to be compared.")
    what = f"The hatched bar is a part {unit}" if parts == 1 else f"The {parts} hatched bars are part {unit}s"
    return Note(f"{what}: not to be compared.")


def _gap_note(shown: list[TrendPeriod], period: Period) -> Note | None:
    """Say for how many periods no data is loaded."""
    missing = sum(1 for each in shown if each.n is None and not each.silent and each.in_force != 0)
    return (
        Note(f"{missing:,} {period.value}s have no data loaded: a gap, not nought.", "warn")
        if missing
        else None
    )


def _name_outside(each: TrendPeriod) -> str:
    """Return a bar outside its range in words."""
    return f"{name_period(each)}, {each.n:,} where {each.lower:,} to {each.upper:,} is usual"


def _asked_words(split: Split) -> str:
    if split.kind is SplitKind.AREA:
        return "offences lie in no known area"
    if split.kind is SplitKind.METHOD:
        return "ATM attacks state no method"
    return f"offences say nothing of “{split.label}”"


def _few(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - _NAMES_SAID} more" if len(names) > _NAMES_SAID else ""
    return f"{', '.join(names[:_NAMES_SAID])}{more}"
