"""Interventions as lines with a letter, on the timelines and the trends: which, when, and what they say on pointing.

One source and one look, so that an arrest is the same mark wherever it is drawn.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence

from sac_dash.casework import CaseBook, Version
from sac_dash.dashboard.record_words import label_kind_of, say_about, say_span
from sac_dash.domain.intervention import Intervention, InterventionKind
from sac_dash.figures.intervention_marks import InterventionMark
from sac_dash.figures.wording import local_ms

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


def intervention_marks(
    book: CaseBook, keep: Callable[[Intervention], bool] = lambda _record: True
) -> list[InterventionMark]:
    """Return a mark for every intervention that stands: one of a merged series in the row of the one it joined.

    `keep` says which are wanted.
    """
    names = book.names()
    held = [each for each in book.interventions.values() if keep(each.record)]
    return [_mark(each, book.leads_to(each.record.series_id), names) for each in held]


def say_letters(book: CaseBook, keep: Callable[[Intervention], bool] = lambda _record: True) -> str:
    """Return what the letters mean, of the kinds that are there; nothing where none is."""
    kinds = {held.record.kind for held in book.interventions.values() if keep(held.record)}
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
