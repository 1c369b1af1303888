"""What the address of the Evaluate page asks for; what it does not say, or says wrongly, has a default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sac_dash.dashboard.pages.evaluate import ids
from sac_dash.domain.offence_class import LINKED_CLASSES, OffenceClass
from sac_dash.workflow.comparable_offences import ControlKind
from sac_dash.workflow.evaluating_interventions import EvaluationChoice

AS_RECORDED = "recorded"  # the classes of its series, else all linked classes
LONGEST_DAYS = 3_650
_PARTED = "\n"


@dataclass(frozen=True)
class Asked:
    """The controls as they stand: an intervention's id, and what to hold it against."""

    intervention_id: str
    offence_class: str
    control: str
    areas: tuple[str, ...]
    before: int | None
    after: int | None

    @property
    def choice(self) -> EvaluationChoice:
        """Return it as the evaluation takes it."""
        classes = () if self.offence_class == AS_RECORDED else (OffenceClass(self.offence_class),)
        return EvaluationChoice(classes, ControlKind(self.control), self.areas, self.before, self.after)


def read_asked(query: Mapping[str, str]) -> Asked:
    """Return what an address asks for."""
    areas = [each for each in query.get(ids.AREA, "").split(_PARTED) if each]
    return asked(
        query.get(ids.ID),
        query.get(ids.CLASS),
        query.get(ids.CONTROL),
        areas,
        query.get(ids.BEFORE),
        query.get(ids.AFTER),
    )


def asked(*values: Any) -> Asked:  # noqa: ANN401 - as the controls or an address have them
    """Return the controls' values, each one that cannot be put back to its default.

    Parameters
    ----------
    values
        Intervention's id, class, control, areas, days before, days after.
    """
    intervention_id, offence_class, control, areas, before, after = values
    kinds = {str(each) for each in LINKED_CLASSES}
    return Asked(
        intervention_id or "",
        str(offence_class) if offence_class in kinds else AS_RECORDED,
        str(control) if control in set(ControlKind) else str(ControlKind.ELSEWHERE),
        tuple(areas or ()),
        _days(before),
        _days(after),
    )


def query_of(wanted: Asked) -> dict[str, str | None]:
    """Return the names and values of the address that shows the same again; defaults are left out."""
    return {
        ids.ID: wanted.intervention_id,
        ids.CLASS: None if wanted.offence_class == AS_RECORDED else wanted.offence_class,
        ids.CONTROL: None if wanted.control == ControlKind.ELSEWHERE else wanted.control,
        ids.AREA: _PARTED.join(wanted.areas) if wanted.control == ControlKind.AREAS else None,
        ids.BEFORE: str(wanted.before) if wanted.before else None,
        ids.AFTER: str(wanted.after) if wanted.after else None,
    }


def _days(value: Any) -> int | None:  # noqa: ANN401 - as typed
    try:
        days = round(float(value))
    except (TypeError, ValueError, OverflowError):
        return None
    return days if 1 <= days <= LONGEST_DAYS else None
