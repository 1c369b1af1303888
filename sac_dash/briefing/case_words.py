"""What a cell of the comparative case table means, in words: the same on hover, in the menu, in the workbook."""

from __future__ import annotations

from sac_dash.briefing.case_table import CaseCell, CaseColumn, Cases
from sac_dash.casework import CodeState
from sac_dash.domain.facets import TagOrigin
from sac_dash.domain.offence_class import OffenceClass
from sac_dash.figures.wording import say_moment
from sac_dash.patterns.case_comparison import MEANINGS, CellState

SAID_BY_ANALYST = {
    CodeState.PRESENT: "present",
    CodeState.ABSENT: "stated absent",
    CodeState.UNKNOWN: "not stated",
}
_CLASSES = {
    str(OffenceClass.ATM_ATTACK): "ATM attacks",
    str(OffenceClass.COMMERCIAL_BURGLARY): "commercial burglaries",
    str(OffenceClass.ENABLER): "enabler offences",
    str(OffenceClass.OTHER): "undivided offences",
}


def say_cell(cell: CaseCell, column: CaseColumn, reference: str) -> str:
    """Return a cell in full: offence, behaviour, state, source words, correction; one line each."""
    lines = [f"{reference} · {column.facet_label}: {column.label}", *say_state(cell)]
    return "\n".join([*lines, *say_edit(cell)])


def say_state(cell: CaseCell) -> list[str]:
    """Return what the offence says, and in which words."""
    meaning = MEANINGS[cell.state].capitalize()
    if cell.state is CellState.OTHER:
        return [f"Not stated; stated instead: {', '.join(cell.others)}" if cell.others else meaning]
    if cell.state is CellState.UNKNOWN:
        return [meaning]
    words = say_source(cell)
    return [f"{meaning}: {words}" if words else meaning]


def say_source(cell: CaseCell) -> str:
    """Return the source words in their context, or "" where there are none."""
    if not cell.phrase:
        return ""
    if cell.origin == TagOrigin.STRUCTURED:
        return f"a column says “{cell.phrase}”"
    return f"{cell.before}“{cell.phrase}”{cell.after}".replace("\n", " ").strip()


def say_edit(cell: CaseCell) -> list[str]:
    """Return who corrected the cell and what was read before; nothing where nobody did."""
    if cell.edit is None:
        return []
    said = SAID_BY_ANALYST.get(cell.edit.state, str(cell.edit.state))
    return [
        f"Corrected by {cell.edit.user}, {say_moment(cell.edit.at)}: {said}",
        f"Read before: {MEANINGS[cell.read]}",
    ]


def say_head(column: CaseColumn, offence_class: str) -> str:
    """Return what a column's head means."""
    absent = f", {column.n_absent} state that it was not so" if column.n_absent else ""
    return "\n".join(
        [
            f"{column.facet_label}: {column.label}",
            say_rate(column, offence_class),
            f"Here {column.n_agree} of {column.n_known} that say{absent}",
        ]
    )


def say_rate(column: CaseColumn, offence_class: str) -> str:
    """Return a base rate with the offences it is taken among."""
    among = f"the {say_class(offence_class)} held that say anything of it"
    if column.one_in is None:
        return f"None of {among} was read to have it"
    return f"Usual among {among}" if column.one_in == 1 else f"{column.rate.capitalize()} of {among}"


def say_class(offence_class: str) -> str:
    """Return the offences base rates are taken among."""
    return _CLASSES.get(offence_class, "offences")


def say_basis(cases: Cases) -> str:
    """Return what the table counts, in one line."""
    return (
        f"n = {len(cases.members)}. 1 in N: among {say_class(cases.offence_class)} held that say anything of the"
        " kind. Columns stand by stage of the crime, then by rarity × agreement."
    )
