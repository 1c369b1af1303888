"""What an intervention's offences are held against: each rule by name, and in words beside every figure.

No control is perfect. The same class elsewhere lived through the same season and the same recording; the most
similar areas had about as many before; the other class in the same place had the same police. An arrest is about
people and not a place, so what the series' own kind did elsewhere is the better yardstick there.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, timedelta
from enum import StrEnum

import numpy as np
import polars as pl

from sac_dash.domain.errors import SacDashError
from sac_dash.domain.offence_class import LINKED_CLASSES, OffenceClass
from sac_dash.patterns.evaluation.treatment import EvaluationParameters, Flags, Treatment, lay_place

SIMILAR_AREAS = 3  # so many areas with the closest number of like offences before


class ControlKind(StrEnum):
    """What the treated offences are compared with."""

    ELSEWHERE = "elsewhere"
    SIMILAR = "similar"
    AREAS = "areas"
    OTHER_CLASS = "other_class"
    NONE = "none"


CONTROL_LABELS = {
    ControlKind.ELSEWHERE: "Same class, elsewhere",
    ControlKind.SIMILAR: "Same class, similar areas",
    ControlKind.AREAS: "Same class, my areas",
    ControlKind.OTHER_CLASS: "Other class, same area",
    ControlKind.NONE: "Nothing",
}


_PLURALS = {
    OffenceClass.ATM_ATTACK: "ATM attacks",
    OffenceClass.COMMERCIAL_BURGLARY: "commercial burglaries",
    OffenceClass.ENABLER: "enabler thefts",
}


def choose_control(
    offences: pl.DataFrame,
    treatment: Treatment,
    kind: ControlKind,
    areas: Sequence[str],
    parameters: EvaluationParameters,
) -> tuple[Flags, str]:
    """Return one flag for each offence to compare with, and which offences these are in words.

    Parameters
    ----------
    areas
        Policing areas, for :attr:`ControlKind.AREAS`.
    parameters
        How long before the start areas are compared, and how wide the ring is that belongs to no control.

    Raises
    ------
    SacDashError
        When an area chosen is not held, or none is chosen.
    """
    place, ring = lay_place(offences, treatment, parameters.ring_factor)
    meant = _of_classes(offences, treatment.classes)
    treated = meant & place & (treatment.treated if treatment.treated is not None else True)
    free = ~treated & ~ring & (~place if treatment.has_place else True)
    what = say_classes(treatment.classes)
    if kind is ControlKind.AREAS:
        return meant & free & _in_areas(offences, _held(offences, areas)), f"{what} in {', '.join(areas)}"
    if kind is ControlKind.SIMILAR:
        found = similar_areas(offences, treatment, treated, free & meant, parameters)
        said = f"{what} in the most similar areas ({', '.join(found) or 'none found'})"
        return meant & free & _in_areas(offences, found), said
    if kind is ControlKind.OTHER_CLASS:
        return _other_class(offences, treatment, treated, place)
    if kind is ControlKind.NONE:
        return np.zeros(len(offences), np.bool_), "nothing"
    return meant & free, _say_elsewhere(treatment, what)


def similar_areas(
    offences: pl.DataFrame,
    treatment: Treatment,
    treated: Flags,
    comparable: Flags,
    parameters: EvaluationParameters,
) -> list[str]:
    """Return the areas whose number of comparable offences before the start is closest to the treated one's.

    Looked at is the earlier window with the history before it, never what came after the start.
    """
    days = parameters.before_days + parameters.history_days
    start = treatment.start.astimezone(UTC)
    earliest = start - timedelta(days=days)
    before = offences.select((pl.col("from_at") < start) & (pl.col("from_at") >= earliest))
    held = before.to_series().to_numpy()
    wanted = int((treated & held).sum())
    counted = (
        offences.filter(pl.Series(comparable & held) & pl.col("policing_area").is_not_null())
        .group_by("policing_area")
        .len()
        .sort((pl.col("len").cast(pl.Int64) - wanted).abs(), "policing_area")
    )
    return counted["policing_area"].head(SIMILAR_AREAS).to_list()


def say_classes(classes: Sequence[OffenceClass]) -> str:
    """Return offence classes in the plural.

    >>> say_classes([OffenceClass.ATM_ATTACK, OffenceClass.COMMERCIAL_BURGLARY])
    'ATM attacks and commercial burglaries'
    """
    return " and ".join(_PLURALS.get(each, str(each)) for each in classes)


def areas_held(offences: pl.DataFrame) -> list[str]:
    """Return the policing areas there are, in order of name."""
    return offences["policing_area"].drop_nulls().unique().sort().to_list()


def _say_elsewhere(treatment: Treatment, what: str) -> str:
    if treatment.has_place:
        return f"{what} elsewhere in the data"
    picked = treatment.treated is not None
    return f"{what} that are not of the series" if picked else "nothing: all of the data was treated"


def _other_class(
    offences: pl.DataFrame, treatment: Treatment, treated: Flags, place: Flags
) -> tuple[Flags, str]:
    """Return the other linked classes in the place, or in the areas where the series struck."""
    others = [each for each in LINKED_CLASSES if each not in treatment.classes]
    if not others:
        return np.zeros(len(offences), np.bool_), "nothing: all linked classes were treated"
    what = say_classes(others)
    meant = _of_classes(offences, others)
    if treatment.has_place:
        return meant & place, f"{what} in the same area"
    if treatment.treated is None:
        return meant, f"{what} in all of the data"
    struck = offences.filter(pl.Series(treated))["policing_area"].drop_nulls().unique().to_list()
    return meant & _in_areas(offences, struck), f"{what} in the areas where the series struck"


def _held(offences: pl.DataFrame, areas: Sequence[str]) -> Sequence[str]:
    held = areas_held(offences)
    if not areas:
        raise SacDashError("no area to compare with is chosen", remedy="Choose at least one")
    for each in areas:
        if each not in held:
            remedy = f"Those held: {', '.join(held[:12]) or 'none'}"
            raise SacDashError(f'no offence of the policing area "{each[:60]}" is held', remedy=remedy)
    return areas


def _in_areas(offences: pl.DataFrame, areas: Sequence[str]) -> Flags:
    inside = offences["policing_area"].is_in(list(areas)).fill_null(value=False)
    return np.asarray(inside.to_numpy(), np.bool_)


def _of_classes(offences: pl.DataFrame, classes: Sequence[object]) -> Flags:
    return np.asarray(offences["offence_class"].is_in([str(each) for each in classes]).to_numpy(), np.bool_)
