"""An evaluation in plain words: what was found, in the order of reading, and what else may have brought it about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sac_dash.domain.british_dates import british_day
from sac_dash.patterns.evaluation.evaluation import Evaluation, Verdict
from sac_dash.patterns.evaluation.silence import quiet_needed
from sac_dash.patterns.evaluation.treatment import Treatment

CAUSE_UNKNOWN = "Late records may still raise the count after; a fall says nothing of what caused it."
FEW_POINTS = "There are too few points for an interrupted time series, and none is made."
LEAST_POINTS = 24


def say_verdict(found: Evaluation) -> str:
    """Return the finding in one plain sentence; "not enough data" is said aloud."""
    treated, control = found.treated, found.control
    seen = f"{treated.before} before and {treated.after} after"
    beside = f", while comparable offences went from {control.before} to {control.after}" if control else ""
    chance = found.chance_beside if found.chance_beside is not None else found.chance
    if found.verdict is Verdict.NOT_ENOUGH_DATA:
        return f"Not enough data: {seen} say nothing of a change."
    if found.verdict is Verdict.COULD_NOT_TELL:
        least = f"{treated.before} before and 0 after cannot reach 5 %"
        where = " beside these comparable offences" if control else ""
        return f"Not enough data: {least}{where}{'' if treated.after == 0 else f'; there were {seen}'}."
    if found.verdict is Verdict.ROSE:
        return f"It rose: {seen}{beside}; more than chance readily brings."
    if found.verdict is Verdict.NOT_TOLD and treated.after >= treated.expected_after:
        return f"No fall: {seen}{beside} (p = {chance:.2f} for as few{', had both changed alike' if control else ''})."
    if found.verdict is Verdict.NOT_TOLD:
        return f"No fall told from chance: {seen}{beside} (p = {chance:.2f})."
    peak = " The start follows a peak, so some fall was coming." if found.peak and found.peak.at_peak else ""
    return f"It fell: {seen}{beside}; chance alone would bring so few in {_share(chance)}.{peak}"


def say_findings(found: Evaluation) -> Iterator[str]:
    """Yield the findings: counts, whether a fall could be told, whether it was, silence, displacement."""
    treated = found.treated
    yield f"{_counted(found)}; at the earlier rate {treated.expected_after:.1f} were due."
    if found.verdict is Verdict.NOT_ENOUGH_DATA:
        yield "Not enough data: too few offences to say anything of a change."
        return
    if found.most_after is None:
        yield (
            f"With {treated.before} before, even none after could not be told from chance "
            f"(p = {found.best_possible:.3f}); it takes {found.least_before} before."
        )
    else:
        yield f"A fall could be told from chance if no more than {found.most_after} came after."
    yield f"If nothing had changed, as few would come about in {_share(found.chance)}."
    if (
        found.control is not None
        and found.chance_beside is not None
        and found.displacement_difference is not None
    ):
        difference = found.displacement_difference
        yield (
            f"Comparable offences went from {found.control.before} to {found.control.after}; "
            f"had both changed alike, as few would come about in {_share(found.chance_beside)}."
        )
        yield (
            f"Weighted displacement difference {difference.difference:.1f} "
            f"(standard error {difference.standard_error:.1f}, z {difference.z:.2f})."
        )
    low, high = found.ratio.lower, found.ratio.upper
    yield f"The later rate is between {low:.2f} and {high:.2f} times the earlier (95 % interval)."
    if found.silence is not None:
        needed = quiet_needed(treated.before, treated.before_days)
        yield (
            f"A silence of {treated.after_days:.0f} days after {treated.before} in {treated.before_days:.0f} "
            f"comes about by chance in {_share(found.silence)}; {needed:.0f} days would make it 1 in 20."
        )
    yield from (each.said for each in found.displacements)


def say_caveats(found: Evaluation, intervention: Treatment) -> Iterator[str]:
    """Yield what else may have brought it about."""
    peak = found.peak
    if peak is None and intervention.treated is not None:
        yield (
            "Regression to the mean cannot be checked: a series has no history before its first offence. Arrests "
            "follow busy weeks, and after those some fall comes anyway."
        )
    elif peak is None:
        yield (
            "Regression to the mean cannot be ruled out: there is too little earlier history to see whether the "
            "start was chosen at a peak."
        )
    elif peak.at_peak:
        yield (
            f"The start follows a peak: {found.treated.before} where {peak.expected:.1f} were usual, so some fall "
            "was coming (regression to the mean). Against that longer history as few would come about in "
            f"{_share(peak.chance_of_after)}."
        )
    else:
        yield (
            f"Regression to the mean: {found.treated.before} before the start where {peak.expected:.1f} were usual "
            "is no peak beyond chance."
        )
    if found.control is None:
        yield "There is nothing comparable in the data, so what happened elsewhere in the same time is not known."
    if found.straddling:
        yield f"{found.straddling} treated offences have a window that holds the start; they are counted before it."
    if intervention.treated is not None:
        yield "The treated offences were picked: who else did the like, undetected, is not among them."
    if intervention.end is not None:
        last = intervention.end - timedelta(microseconds=1)  # a day is over at the midnight after it
        yield f"It ended on {british_day(last)}; the later window does not stop there."
    if found.treated.total < LEAST_POINTS:
        yield FEW_POINTS
    yield CAUSE_UNKNOWN


def say_count_caveats(found: Evaluation) -> Iterator[str]:
    """Yield what four counts by themselves cannot show."""
    yield "Whether the start was chosen at a peak cannot be seen from counts: after a peak some fall comes anyway."
    if found.control is None:
        yield "No comparable offences are given, so what happened elsewhere in the same time is not known."
    yield "Displacement to other places, times, methods and targets, and enabler thefts: not assessed, counts alone."
    if found.treated.total < LEAST_POINTS:
        yield FEW_POINTS
    yield CAUSE_UNKNOWN


def _counted(found: Evaluation) -> str:
    """Return the treated counts with their windows; windows of one unit each have no length to say."""
    treated = found.treated
    if treated.before_days == treated.after_days == 1.0:
        return f"{treated.before} before, {treated.after} after, in windows of equal length"
    return (
        f"{treated.before} in the {treated.before_days:.0f} days before, {treated.after} in the "
        f"{treated.after_days:.0f} days after"
    )


def _share(chance: float) -> str:
    """Say a chance as a share of cases.

    >>> _share(0.045), _share(0.5), _share(0.0001)
    ('4.5 cases of 100', '50 cases of 100', 'fewer than 1 case of 1,000')
    """
    if chance < 0.001:
        return "fewer than 1 case of 1,000"
    return f"{100 * chance:.0f} cases of 100" if chance >= 0.1 else f"{100 * chance:.1f} cases of 100"
