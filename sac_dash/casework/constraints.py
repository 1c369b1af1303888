"""What decisions mean to the linkage: offences that belong together, and pairs that do not.

Only acceptances tie: a roster is the machine's own grouping with a name on it, and a model must not be
taught by itself. Rejections hold an offence apart from every offence accepted in that series.
"""

from __future__ import annotations

from sac_dash.casework.actions import Verdict
from sac_dash.casework.case_book import CaseBook


def must_links(book: CaseBook) -> dict[str, str]:
    """Return the series in which each accepted offence stands: offence key → series id.

    Where an undo has left an offence accepted in two series, the later acceptance stands.
    """
    accepted = sorted(
        (judgement.seq, key, series_id)
        for series_id, held in book.standing().items()
        for key, judgement in held.judgements.items()
        if judgement.verdict is Verdict.ACCEPTED
    )
    return {key: series_id for _, key, series_id in accepted}


def turned_down(book: CaseBook) -> frozenset[tuple[str, str]]:
    """Return (offence key, series id) of everything rejected: such an offence is no member any more."""
    return frozenset(
        (key, series_id)
        for series_id, held in book.standing().items()
        for key in held.judged(Verdict.REJECTED)
    )


def cannot_links(book: CaseBook) -> tuple[tuple[str, str], ...]:
    """Return the pairs of offence keys that an analyst has set apart, each once, sorted."""
    apart: set[tuple[str, str]] = set()
    for held in book.standing().values():
        accepted = held.judged(Verdict.ACCEPTED)
        for key in held.judged(Verdict.REJECTED):
            apart |= {(min(key, other), max(key, other)) for other in accepted if other != key}
    return tuple(sorted(apart))
