"""Did the offences go elsewhere? Place, time of day, method, target, and the thefts that make them possible.

Each of the five is either assessed (counts before and after, the chance of such a rise if nothing had changed,
and the least rise that could have been told) or "not assessed" with the reason. No rise told is no proof
that there was none: with these numbers the least rise that could have been told is often large, and is stated.

Source: R. T. Guerette and K. J. Bowers, *Criminology* 47 (2009), 1331-1368, for the kinds of displacement.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import polars as pl

from sac_dash.domain.offence_class import CLASS_LABELS, LINKED_CLASSES, OffenceClass
from sac_dash.domain.when import SOURCE_TIMEZONE
from sac_dash.patterns.behaviour_rates import PRESENT_STATES
from sac_dash.patterns.evaluation.rate_change import BeforeAfter, chance_of_rise, least_rise
from sac_dash.patterns.evaluation.treatment import Comparison, Flags, Treatment

METHOD_FACETS = {OffenceClass.ATM_ATTACK: "atm_attack", OffenceClass.COMMERCIAL_BURGLARY: "entry_method"}
LONGEST_WINDOW_HOURS = 8
TIMES_OF_DAY = ("night (22 to 6)", "day (6 to 14)", "evening (14 to 22)")


class DisplacementKind(StrEnum):
    """Where offences may have gone."""

    PLACE = "place"
    TIME = "time"
    METHOD = "method"
    TARGET = "target"
    ENABLERS = "enablers"


@dataclass(frozen=True)
class Displacement:
    """One of the five.

    Parameters
    ----------
    counts
        Offences before and after of what may have taken the treated offences' place; None: not assessed.
    chance
        Chance of as many after, or more, if nothing had changed; None: not assessed.
    least_told
        The fewest after that would have been told from chance; None: not assessed.
    rose
        Whether it rose beyond chance.
    said
        The finding in words, or why it was not assessed.
    """

    kind: DisplacementKind
    counts: BeforeAfter | None
    chance: float | None
    least_told: int | None
    rose: bool
    said: str

    @property
    def assessed(self) -> bool:
        """Tell whether there was anything to assess it by."""
        return self.counts is not None


def assess_displacement(
    offences: pl.DataFrame,
    tags: pl.DataFrame | None,
    treatment: Treatment,
    comparison: Comparison,
    alpha: float = 0.05,
) -> tuple[Displacement, ...]:
    """Return all five, in the order of :class:`DisplacementKind`."""
    return (
        _place(treatment, comparison, alpha, offences),
        _time(offences, comparison, alpha),
        _method(offences, tags, treatment, comparison, alpha),
        _target(offences, treatment, comparison, alpha),
        _enablers(offences, comparison, alpha),
    )


def _place(
    treatment: Treatment, comparison: Comparison, alpha: float, offences: pl.DataFrame
) -> Displacement:
    if not treatment.has_circle:
        return _not_assessed(
            DisplacementKind.PLACE, "no circle is stated, so there is no ring round it to look at"
        )
    ring = _meant(offences, treatment) & comparison.ring
    return _judge(DisplacementKind.PLACE, "the ring round the place", comparison, ring, alpha)


def _time(offences: pl.DataFrame, comparison: Comparison, alpha: float) -> Displacement:
    """Judge the treated offences at other times of the day than most of those before."""
    local = pl.col("from_at").dt.convert_time_zone(SOURCE_TIMEZONE).dt.hour().cast(pl.Int64)
    short = (pl.col("to_at") - pl.col("from_at")).dt.total_hours() <= LONGEST_WINDOW_HOURS
    frame = offences.select(((local + 2) % 24 // 8).alias("part"), short.alias("short"))
    part, known = frame["part"].to_numpy(), frame["short"].to_numpy() & comparison.treated
    before = known & (comparison.day < 0) & (comparison.day >= -comparison.before_days)
    if before.sum() < 3:
        why = (
            f"fewer than three treated offences before have a window of {LONGEST_WINDOW_HOURS} hours or less"
        )
        return _not_assessed(DisplacementKind.TIME, why)
    main = int(np.bincount(part[before], minlength=3).argmax())
    what = f"treated offences at other times than {TIMES_OF_DAY[main]}"
    return _judge(DisplacementKind.TIME, what, comparison, known & (part != main), alpha)


def _method(
    offences: pl.DataFrame,
    tags: pl.DataFrame | None,
    treatment: Treatment,
    comparison: Comparison,
    alpha: float,
) -> Displacement:
    """Judge the place's offences of the same class by other methods than most of those treated before."""
    if tags is None or tags.is_empty():
        return _not_assessed(DisplacementKind.METHOD, "no behaviours are coded")
    facets = [METHOD_FACETS[each] for each in treatment.classes if each in METHOD_FACETS]
    said = tags.filter(pl.col("facet").is_in(facets) & pl.col("state").is_in(PRESENT_STATES))
    stated = _rows(said, len(comparison.day)) & comparison.place & _meant(offences, treatment)
    before = comparison.treated & (comparison.day < 0) & (comparison.day >= -comparison.before_days)
    held = said.filter(pl.col("row").is_in(pl.Series(np.flatnonzero(before), dtype=pl.UInt32).implode()))
    ranked = (
        held.group_by("code")
        .agg(pl.col("row").n_unique().alias("n"))
        .sort("n", "code", descending=[True, False])
    )
    if ranked.is_empty() or ranked["n"][0] < 3:
        return _not_assessed(
            DisplacementKind.METHOD, "fewer than three treated offences before state one method"
        )
    main = str(ranked["code"][0])
    others = stated & ~_rows(said.filter(pl.col("code") == main), len(comparison.day))
    what = f"offences by another method than “{main.replace('_', ' ')}”"
    return _judge(DisplacementKind.METHOD, what, comparison, others, alpha)


def _target(
    offences: pl.DataFrame, treatment: Treatment, comparison: Comparison, alpha: float
) -> Displacement:
    others = [each for each in LINKED_CLASSES if each not in treatment.classes]
    if not others:
        return _not_assessed(
            DisplacementKind.TARGET, "all linked classes were treated, so there is no other target"
        )
    which = offences["offence_class"].is_in([each.value for each in others]).to_numpy() & comparison.place
    what = " and ".join(CLASS_LABELS[each] for each in others)
    return _judge(DisplacementKind.TARGET, what, comparison, which, alpha)


def _enablers(offences: pl.DataFrame, comparison: Comparison, alpha: float) -> Displacement:
    enabler = (offences["offence_class"] == OffenceClass.ENABLER.value).to_numpy()
    if not enabler.any():
        return _not_assessed(DisplacementKind.ENABLERS, "the data hold no enabler thefts")
    return _judge(DisplacementKind.ENABLERS, "enabler thefts", comparison, enabler & comparison.place, alpha)


def _judge(
    kind: DisplacementKind, what: str, comparison: Comparison, which: Flags, alpha: float
) -> Displacement:
    counts = comparison.count(which)
    chance, least = chance_of_rise(counts), least_rise(counts, alpha)
    rose = chance <= alpha
    seen = f"{what[0].upper()}{what[1:]}: {counts.before} before, {counts.after} after"
    said = (
        f"{seen}; more than chance readily brings (p = {chance:.3f})."
        if rose
        else f"{seen}; no rise beyond chance (p = {chance:.2f}), but fewer than {least} could not be told from it."
    )
    return Displacement(kind, counts, chance, least, rose, said)


def _not_assessed(kind: DisplacementKind, why: str) -> Displacement:
    return Displacement(kind, None, None, None, rose=False, said=f"Not assessed: {why}.")


def _meant(offences: pl.DataFrame, treatment: Treatment) -> Flags:
    return np.asarray(offences["offence_class"].is_in([each.value for each in treatment.classes]).to_numpy())


def _rows(tags: pl.DataFrame, n: int) -> Flags:
    flags = np.zeros(n, np.bool_)
    flags[tags["row"].to_numpy()] = True
    return flags
