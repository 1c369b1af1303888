"""What a false-alarm budget would have been like over a force's own past: worked out once, kept for everybody.

The look through the past reads every quarter anew, which takes seconds with ten thousand offences. It is made
when results are published (:mod:`.first_look`), or by whoever first asks; after that every worker and the
terminal read what was kept beside the store's results. Acknowledged alerts play no part in it, so that it
stays good until the data, the codes or the budget change.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from sac_dash.casework import CaseBook
from sac_dash.domain.progress import Progress, silent
from sac_dash.patterns.alerts.alarm_rate import AlarmRate
from sac_dash.patterns.alerts.back_test import BackTest
from sac_dash.patterns.alerts.budget import AlarmBudget, AlarmKind
from sac_dash.store import Generation, Store
from sac_dash.store.worked_out import Told
from sac_dash.workflow.alerts import METHOD, back_test_store, edits_key

SOON_AT_MOST = 250_000  # offences; 100,000 take some 6 s of processor time, a million many minutes


def past_key(book: CaseBook, per_year: float | None = None) -> str:
    """Return what a look through the past rests on, beside the generation."""
    budget = book.alarm_budget if per_year is None else per_year
    return json.dumps(["back_test", METHOD, budget, edits_key(book)])


def takes_long(generation: Generation) -> bool:
    """Tell whether so many offences are held that nobody should wait for it, nor a server work at it beside its pages.

    Hundreds of thousands of offences have tens of thousands of near repeats a year, each with its reasons in words.
    """
    return generation.rows("offences") > SOON_AT_MOST


def kept_past(
    store: Store, generation: Generation, book: CaseBook, per_year: float | None = None
) -> BackTest | None:
    """Return the look through the past where it has been worked out, else None."""
    record = store.worked_out.read(generation.id, past_key(book, per_year))
    try:
        return None if record is None else past_from_record(record)
    except (KeyError, TypeError, ValueError):
        return None  # by another version: it is worked out anew


def work_out_past(
    store: Store,
    generation: Generation,
    book: CaseBook,
    per_year: float | None = None,
    progress: Progress = silent,
) -> BackTest:
    """Return the look through the past: as kept, or worked out now and kept.

    Another process that is at it already is waited for. Its rates stand, its alarms are not kept.
    """
    key = past_key(book, per_year)
    found = kept_past(store, generation, book, per_year)
    if found is not None:
        return found
    with store.worked_out.turn(generation.id, key):
        found = kept_past(store, generation, book, per_year)
        if found is None:

            def tell(stage: str, share: float) -> None:
                store.worked_out.tell(generation.id, key, Told(stage, share))
                progress(stage, share)

            found = replace(back_test_store(generation, book, per_year, tell), alerts=())
            store.worked_out.write(generation.id, key, past_record(found), store.generations())
    return found


def how_far(store: Store, generation: Generation, book: CaseBook) -> Told | None:
    """Return how far the look through the past is, in whichever process, or None where nobody tells."""
    return store.worked_out.told(generation.id, past_key(book))


def past_record(past: BackTest) -> dict[str, Any]:
    """Return a look through the past as plain values, without the alarms themselves: a page tells how many rang."""
    return {
        "budget": past.budget.false_alarms_per_year,
        "rates": {kind.value: [rate.n, float(rate.years)] for kind, rate in past.rates.items()},
        "allowed": {kind.value: float(given) for kind, given in past.allowed.items()},
    }


def past_from_record(record: dict[str, Any]) -> BackTest:
    """Return the look through the past that :func:`past_record` wrote down: its rates, not its alarms.

    Raises
    ------
    KeyError, TypeError, ValueError
        When it is none.
    """
    return BackTest(
        (),
        {AlarmKind(kind): AlarmRate(n, years) for kind, (n, years) in record["rates"].items()},
        {AlarmKind(kind): given for kind, given in record["allowed"].items()},
        AlarmBudget(record["budget"]),
    )
