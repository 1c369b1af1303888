"""The interventions over the rows: which of them, where, and what they say when pointed at."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

from sac_dash.casework import CaseBook, Version
from sac_dash.dashboard.pages.timelines.queries import local_ms
from sac_dash.dashboard.record_words import label_kind_of, say_about, say_span
from sac_dash.domain.intervention import Intervention, InterventionKind
from sac_dash.figures.intervention_marks import InterventionMark

LETTERS = {
    InterventionKind.ARREST: "A",
    InterventionKind.CHARGE: "C",
    InterventionKind.OPERATION: "O",
    InterventionKind.PATROL: "P",
    InterventionKind.SMARTWATER: "W",
    InterventionKind.SIGNAGE: "S",
    InterventionKind.TARGET_HARDENING: "H",
    InterventionKind.PUBLICITY: "U",
    InterventionKind.OTHER: "X",
}


def intervention_marks(book: CaseBook) -> list[InterventionMark]:
    """Return a mark for every intervention that stands: one of a merged series in the row of the one it joined."""
    names = book.names()
    return [_mark(held, book.leads_to(held.record.series_id), names) for held in book.interventions.values()]


def say_letters(book: CaseBook) -> str:
    """Return what the letters over the rows mean, of the kinds that are there; nothing where none is."""
    kinds = {held.record.kind for held in book.interventions.values()}
    said = [f"{letter} {label_kind_of(kind).lower()}" for kind, letter in LETTERS.items() if kind in kinds]
    return f" Upright lines: what was done ({', '.join(said)})." if said else ""


def _mark(held: Version[Intervention], series_id: str, names: Mapping[str, str]) -> InterventionMark:
    record = held.record
    ends = record.ends()
    version = f"version {held.number}, " if held.number > 1 else ""
    lines = (
        say_span(record.started_at, record.ended_at),
        f"about {say_about(record, names)}",
        f"{version}{record.source or held.user}",
    )
    head = f"<b>{_safe(label_kind_of(record.kind))}: {_safe(record.label)}</b>"
    return InterventionMark(
        at_ms=local_ms(record.starts()),
        letter=_letter(record.kind),
        label=_safe(record.label),
        hover="<br>".join([head, *_all_safe(lines)]),
        series_id=series_id or None,
        end_ms=local_ms(ends) if ends else None,
    )


def _letter(kind: str) -> str:
    return LETTERS[InterventionKind(kind)] if kind in set(InterventionKind) else "X"


def _all_safe(lines: Sequence[str]) -> list[str]:
    return [_safe(line) for line in lines]


def _safe(text: str) -> str:
    return html.escape(text, quote=False)
