"""A judgement as tables that read well in a terminal: ours, its interval, the baselines, what it means."""

from __future__ import annotations

from collections.abc import Mapping

from sac_dash.cli.console import say, show_table
from sac_dash.domain.offence_class import CLASS_LABELS
from sac_dash.linkage.baselines import DISTANCE_TIME, SAME_CODES
from sac_dash.linkage.bootstrap import Estimate
from sac_dash.linkage.calibration_curve import CalibrationBand
from sac_dash.linkage.early_detection import WITHIN
from sac_dash.linkage.evaluation_report import OURS, Evaluation, GroupQuality, MethodQuality

METHODS = {OURS: "SAC Dash", DISTANCE_TIME: "Distance + time", SAME_CODES: "Same codes"}
_SHORT_METHODS = METHODS | {DISTANCE_TIME: "Dist. + time"}
_MEASURES = {
    "recall_at_10": "recall@10",
    "recall_at_30": "recall@30",
    "recall_at_50": "recall@50",
    "hit_at_10": "hit@10",
    "average_precision": "average precision",
}
_KINDS = {"reach": "{} series", "period": "{} of the series", "offence_class": "{}", "label": "template {}"}


def show_evaluation(judged: Evaluation) -> None:
    """Print a judgement."""
    for line in _lead(judged):
        say(line)
    _show_ranking(judged)
    _show_detection(judged)
    _show_suggestions(judged)
    _show_calibration(judged.calibration)
    _show_groups(judged.groups)
    for line in _foot(judged):
        say(line)


def _lead(judged: Evaluation) -> list[str]:
    looked_up = (
        f"Judged by {judged.series:,} true series: {judged.seeds:,} offences looked up, "
        f"{judged.true_pairs:,} pairs to find among {judged.offences:,} offences."
    )
    given = (
        f"{judged.given_offences:,} offences in {judged.given_series:,} known series were given to the run and are "
        "left out: they were not found."
    )
    missed = (
        f"{judged.not_linkable:,} of the offences looked up are of a class or a precision that is not linked: "
        "they count as missed."
    )
    few = (
        f"NOT ENOUGH DATA: {judged.series:,} series, where intervals and comparisons need "
        f"{judged.parameters.bootstrap.min_series}. Read the figures as examples, not as a measurement."
    )
    partial = "The truth lists some series only: pairs of two offences that it does not list are left out."
    said = (
        (partial, not judged.parameters.complete_truth),
        (given, judged.given_offences),
        (missed, judged.not_linkable),
        (few, not judged.enough),
    )
    return [looked_up, *(line for line, holds in said if holds)]


def _foot(judged: Evaluation) -> list[str]:
    drawn, plain = judged.parameters.bootstrap, judged.parameters.baselines
    intervals = (
        f"In brackets: {100 * drawn.coverage:.0f} per cent intervals, whole series drawn again {drawn.rounds:,} times "
        f"(seed {drawn.seed})."
    )
    baselines = (
        "Distance + time: ranked by kilometres times days apart. Same codes: by the share of coded behaviours",
        "that both offences have (Jaccard). Both over all pairs.",
    )
    if len(judged.methods) == 1:
        baselines = (
            "No baselines: they score every pair, which is done for 2 to",
            f"{plain.every_pair_up_to:,} offences that can be linked.",
        )
    return ["", *([intervals] if judged.enough else []), *baselines]


def _show_ranking(judged: Evaluation) -> None:
    rows = [
        [name, *(shown(method.ranking[key]) for method in judged.methods)] for key, name in _MEASURES.items()
    ]
    _show("Ranking from one offence", ["Measure", *_names(judged.methods)], rows)
    say("recall@10: of the other offences of its series, the share among an offence's best 10.")
    say("hit@10: offences with at least one true partner among their best 10.")


def _show_detection(judged: Evaluation) -> None:
    steps = judged.methods[0].detection.by
    rows = [
        [f"by the {_ordinal(step)} offence", *(shown(method.detection.by[step]) for method in judged.methods)]
        for step in steps
    ]
    rows.append(["ever", *(shown(method.detection.ever) for method in judged.methods)])
    rows.append(["offences until then, median", *(_median(method) for method in judged.methods)])
    _show("How soon a series shows (share of series)", ["Detected", *_names(judged.methods)], rows)
    say(f"Detected: two of its offences stand among each other's best {WITHIN} of what had happened by then,")
    say("by today's scores. Series that begin with the file are left out of this table.")


def _show_suggestions(judged: Evaluation) -> None:
    found = judged.suggestions
    if not found.suggested:
        say("No series were suggested.")
        return
    rows = [
        ["purity", shown(found.purity), "share of a suggestion that is one true series, on average"],
        ["partly rebuilt", shown(found.partly), "true series with two or more offences in one suggestion"],
        ["exactly rebuilt", shown(found.exactly), "true series that are a suggestion, offence for offence"],
        [
            "B³ precision",
            shown(found.b3_precision),
            "of an offence's suggestion, the share that is its series",
        ],
        ["B³ recall", shown(found.b3_recall), "of an offence's series, the share in its suggestion"],
        ["B³ F", shown(found.b3_f), "both together (harmonic mean)"],
    ]
    header = ["Measure", "SAC Dash", "What it says"]
    _show(f"{found.suggested:,} suggested series", header, rows, last_in_words=True)


def _show_calibration(bands: tuple[CalibrationBand, ...]) -> None:
    rows = [
        [
            f"{band.low:.0%} to {band.high:.0%}",
            f"{band.pairs:,}",
            "" if band.mean_prob is None else f"{band.mean_prob:.2f}",
            shown(band.true_share),
            _verdict(band),
        ]
        for band in bands
        if band.pairs
    ]
    header = ["Probability said", "Links", "Said, on average", "True", "Verdict"]
    _show("Does a probability mean what it says?", header, rows, last_in_words=True)
    say(
        "As said: within a tenth, or 2 points, of what was said. Slightly: within a third. Judged on 50 links or more."
    )


def _verdict(band: CalibrationBand) -> str:
    if band.low == 0.0:
        return "not judged: best partners only"
    return band.verdict.value


def _show_groups(groups: tuple[GroupQuality, ...]) -> None:
    if not groups:
        return
    methods = list(groups[0].recall_at_10)
    rows = []
    for each in groups:
        values = (_shown_short(each.recall_at_10[method]) for method in methods)
        rows.append([_KINDS[each.kind].format(_group_name(each)), *values])
        rows.append([f"  {each.series:,} series, {each.seeds:,} offences", *("" for _ in methods)])
    header = ["recall@10 of", *(_SHORT_METHODS[method] for method in methods)]
    _show("Where it works", header, rows)
    say(
        "No interval: too few series to compare. A series travels when its offences lie, at the median, at least"
    )
    say("half as far apart as any two offences of the file.")


def _group_name(group: GroupQuality) -> str:
    labels: Mapping[str, str] = {str(each): label for each, label in CLASS_LABELS.items()}
    return labels.get(group.group, group.group)


def shown(value: Estimate) -> str:
    """Return a measure with its interval: ``0.728 (.68–.79)``."""
    if value.value is None:
        return "none"
    if value.low is None or value.high is None:
        return f"{value.value:.3f}"
    return f"{value.value:.3f} ({_short(value.low)}–{_short(value.high)})"


def _shown_short(value: Estimate) -> str:
    """Return a measure with its interval where room is short: ``.73 (.68–.79)``."""
    if value.value is None:
        return "none"
    if value.low is None or value.high is None:
        return _short(value.value)
    return f"{_short(value.value)} ({_short(value.low)}–{_short(value.high)})"


def _short(share: float) -> str:
    return f"{share:.2f}".removeprefix("0")


def _names(methods: tuple[MethodQuality, ...]) -> list[str]:
    return [METHODS[method.method] for method in methods]


def _median(method: MethodQuality) -> str:
    return "never" if method.detection.median is None else str(method.detection.median)


def _ordinal(step: int) -> str:
    return {1: "1st", 2: "2nd", 3: "3rd"}.get(step, f"{step}th")


def _show(title: str, header: list[str], rows: list[list[str]], *, last_in_words: bool = False) -> None:
    """Print a table with a line's room before it."""
    say()
    show_table(title, header, rows, last_in_words=last_in_words)
