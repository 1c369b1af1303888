"""Whether interventions and protected sites may be written or taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sac_dash.casework.actions import AddInterventions, AddSites, RecordAction, RemoveIntervention
from sac_dash.casework.case_book import CaseBook
from sac_dash.domain.errors import SacDashError
from sac_dash.domain.intervention import Intervention
from sac_dash.domain.site import Site


def check_records(book: CaseBook, action: RecordAction) -> None:
    """Raise when records cannot be written, or one to be taken back is not there.

    Raises
    ------
    SacDashError
        With the field that is wrong as its column.
    """
    if isinstance(action, AddInterventions):
        _check_each(action.interventions, "intervention")
    elif isinstance(action, AddSites):
        _check_each(action.sites, "site")
    elif isinstance(action, RemoveIntervention):
        _refuse_unknown(action.intervention_id, action.intervention_id in book.interventions, "intervention")
    else:
        _refuse_unknown(action.site_id, action.site_id in book.sites, "site")


def _check_each(records: Sequence[Intervention] | Sequence[Site], what: str) -> None:
    if not records:
        raise SacDashError(f"there is no {what}", remedy="Give at least one")
    key, times = Counter(record.key for record in records).most_common(1)[0]
    if times > 1:
        raise SacDashError(f"{key} is given twice", remedy=f"Give each {what} an id of its own")
    for record in records:
        if not record.key:
            raise SacDashError(f"the {what} has no id", remedy="Derive one first")
        for complaint in record.complaints():
            raise complaint


def _refuse_unknown(key: str, held: bool, what: str) -> None:  # noqa: FBT001 - private
    if not held:
        raise SacDashError(f"there is no {what} {key}", remedy=f"sac-dash {what} list shows all")
