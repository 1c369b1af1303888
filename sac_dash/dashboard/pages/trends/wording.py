"""Titles and captions of the Trends page: what is counted, by what, and what the grey is."""

from __future__ import annotations

from sac_dash.domain.british_dates import british_day
from sac_dash.domain.offence_class import CLASS_LABELS
from sac_dash.figures.trend_bars import TrendPeriod
from sac_dash.patterns.counts import COUNTING_RULE
from sac_dash.patterns.periods import Period
from sac_dash.workflow.trend_splits import Split, SplitKind
from sac_dash.workflow.trend_words import COUNTS_ONLY, count_silent, name_law
from sac_dash.workflow.trends import TrendChoice, TrendView

_CLASS_NAMES = {each.value: label for each, label in CLASS_LABELS.items()}
_SEVERAL = {
    SplitKind.METHOD: "An attack by two methods counts under both.",
    SplitKind.FACET: "An offence of two counts under both.",
}
_TITLES = {
    SplitKind.CLASS: "By class",
    SplitKind.AREA: "By policing area",
    SplitKind.FORCE: "By force",
    SplitKind.METHOD: "ATM attacks by method",
    SplitKind.SERIES: "By series",
}
_NOTHING = {
    SplitKind.SERIES: "No offence of this choice is placed in a series.",
    SplitKind.METHOD: "No offence of this choice is an ATM attack.",
}


def title_main(choice: TrendChoice, label: str) -> str:
    """Return the large chart's title."""
    unit = "week" if choice.period is Period.WEEK else "month"
    return f"{label} by {unit}"


def describe_choice(choice: TrendChoice) -> str:
    """Return what is counted, for the log: ``ATM attack by week and area``."""
    label = _CLASS_NAMES.get(choice.offence_class, "all offences")
    return f"{title_main(choice, label)} and {choice.split.facet or choice.split.kind}"


def describe_count(view: TrendView, shown: list[TrendPeriod], label: str) -> str:
    """Return the caption of the large chart: n, period, counting rule."""
    if not shown:
        return ""
    n = sum(each.n or 0 for each in shown)
    parts = [
        f"{label}: n = {n:,}",
        *_unknown(shown),
        f"{british_day(shown[0].start)} to {british_day(view.as_of.date())}",
        f"counting rule: {COUNTING_RULE} ({view.n_spanning:,} windows reach into the next {view.period.value})",
    ]
    law = name_law(shown)
    if law:
        parts.append(f"grey: expected range from the same season of earlier years (95 %, {law})")
    return " · ".join(parts) + "."


def describe_panels(view: TrendView, n_shown: int, n_groups: int) -> tuple[str, str]:
    """Return the title and caption of the small multiples: `n_shown` of `n_groups` are drawn."""
    split = view.split
    title = _TITLES.get(split.kind, f"By behaviour: {split.label}")
    if not view.groups:
        return title, _NOTHING.get(split.kind, "Nothing to count.")
    left = n_groups - n_shown
    smallest = f"The {left:,} smallest are" if left > 1 else "The smallest is"
    more = f" {smallest} not drawn: choose in the large chart." if left else ""
    unknown, asked = count_silent(view.groups[0][1])
    silent = f" {unknown:,} of {asked:,} do not say." if unknown else ""
    counts_only = f" {COUNTS_ONLY}" if split.kind is SplitKind.SERIES else ""
    several = f" {_SEVERAL[split.kind]}" if split.kind in _SEVERAL else ""
    return (
        title,
        f"One scale for all, largest first. Click a panel to see it large.{counts_only}{several}{more}{silent}",
    )


def name_kinds() -> dict[str, Split]:
    """Return the splits that need no further word, by key."""
    return {kind.value: Split(kind) for kind in SplitKind if kind is not SplitKind.FACET}


def _unknown(shown: list[TrendPeriod]) -> list[str]:
    unknown, asked = count_silent(shown)
    return [f"n unknown = {unknown:,} of {asked:,}"] if asked else []
