"""The measures of quality in words that need no statistics: what is counted, among what, beside what."""

from __future__ import annotations

from dataclasses import dataclass

from sac_dash.domain.offence_class import CLASS_LABELS
from sac_dash.linkage.baselines import DISTANCE_TIME, SAME_CODES
from sac_dash.linkage.bootstrap import Estimate
from sac_dash.linkage.early_detection import WITHIN
from sac_dash.linkage.evaluation_report import OURS, Evaluation, GroupQuality
from sac_dash.linkage.series_reach import SeriesReach

METHOD_LABELS = {OURS: "SAC Dash", DISTANCE_TIME: "Distance + time", SAME_CODES: "Same codes"}
PLAIN = {DISTANCE_TIME: "by distance and time alone", SAME_CODES: "by the same codes alone"}
SOON = 3
NO_VALUE = "–"


@dataclass(frozen=True)
class Measure:
    """A measure: what it counts in plain words, and its name among those who measure."""

    label: str
    name: str


MEASURES = {
    "recall_at_10": Measure("Its partners among the first ten", "recall@10"),
    "hit_at_10": Measure("At least one partner among the first ten", "hit@10"),
    "average_precision": Measure("True pairs before false ones", "average precision"),
}
SOON_LABEL = f"Series noticed by their {SOON}rd offence"
HOW_TO_READ = (
    (
        "First ten",
        (
            "the ten offences that the model puts first for the one you look at. One with more than ten true partners "
            "cannot have all of them there."
        ),
    ),
    (
        "True pairs before false ones",
        (
            "down the list of all pairs, likeliest first: the share that is true so far, averaged over the true pairs. "
            "100%: every true pair stands before every false one."
        ),
    ),
    (
        "Noticed",
        (
            f"two offences of the series stand among each other's first {WITHIN}, when only what had happened by then "
            "is listed."
        ),
    ),
    (
        "Plain rules",
        "distance + time puts first what is near in both; same codes puts first what has most behaviours in common.",
    ),
    (
        "Travelling",
        "offences of the series lie at least half as far apart as any two offences of the file (medians).",
    ),
    (
        "Small figures",
        "95% intervals: whole series drawn again at random. None under 10 series.",
    ),
)
TRIED = (
    ("First ten", HOW_TO_READ[0][1]),
    HOW_TO_READ[1],
    (
        "Error of its probabilities",
        "how wrong they were about pairs of series it was not taught by (log loss), beside the first line.",
    ),
    (
        "Plain rules",
        (
            "are not in this comparison, and no intervals: sac-dash evaluate --truth, by series kept aside, "
            "shows both."
        ),
    ),
)


def in_ten(share: float) -> str:
    """Return a share as a count of ten.

    >>> in_ten(0.84), in_ten(0.02), in_ten(0.98)
    ('8 in 10', 'fewer than 1 in 20', 'nearly all')
    """
    if share < 0.05:
        return "fewer than 1 in 20"
    return "nearly all" if share >= 0.95 else f"{round(10 * share)} in 10"


def headline(judged: Evaluation) -> str:
    """Return how good the ranking is in one sentence, beside the plain rules."""
    ours, *others = judged.methods
    found = ours.ranking["recall_at_10"]
    if found.value is None:
        return ""
    measured = f"{found.value:.0%}"
    if found.low is not None and found.high is not None:
        measured += f"; 95% interval {found.low:.0%} to {found.high:.0%}"
    said = f"Of an offence's true partners, {in_ten(found.value)} stand among its first ten ({measured})."
    plain = [
        f"{PLAIN[each.method]} {in_ten(value)}"
        for each in others
        if (value := each.ranking["recall_at_10"].value) is not None
    ]
    return f"{said} {', '.join(plain).capitalize()}." if plain else said


def group_label(group: GroupQuality) -> str:
    """Return what a kind of series is called in a row."""
    if group.kind == "period":
        return f"{group.group.capitalize()} of the series"
    if group.kind == "reach":
        return "Place unknown" if group.group == SeriesReach.UNKNOWN else f"{group.group.capitalize()} series"
    labels: dict[str, str] = {str(each): label for each, label in CLASS_LABELS.items()}
    return labels.get(group.group, group.group)


def with_interval(value: Estimate) -> str:
    """Return a share with its interval behind it, in brackets."""
    if value.value is None:
        return NO_VALUE
    if value.low is None or value.high is None:
        return f"{value.value:.0%}"
    return f"{value.value:.0%} ({100 * value.low:.0f}–{value.high:.0%})"


def share(value: float | None) -> str:
    """Return a share without interval."""
    return NO_VALUE if value is None else f"{value:.0%}"


def error_words(error: float, yardstick: float) -> str:
    """Return how wrong probabilities were, beside those that a yardstick gave.

    >>> error_words(2.8, 3.1), error_words(3.3, 3.0), error_words(3.0, 3.0)
    ('10% less', '10% more', 'as much')
    """
    points = round(100 * (1.0 - error / yardstick)) if yardstick else 0
    return f"{abs(points)}% {'less' if points > 0 else 'more'}" if points else "as much"
