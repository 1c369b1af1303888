"""What a false-alarm budget would have been like over a force's own past: worked out once, kept for everybody.

The look through the past reads every quarter anew, which takes seconds with ten thousand offences. It is made
when results are published (:func:`get_ready`), or by whoever first asks; after that every worker and the
terminal read what was kept beside the store's results. Acknowledged alerts play no part in it, so that it
stays good until the data, the codes or the budget change.
"""

from __future__ import annotations

import json
import logging
from datetime import date
from typing import Any

from sac_dash.casework import CaseBook
from sac_dash.domain.progress import Cancelled, Progress, silent
from sac_dash.patterns.alerts.alarm_rate import AlarmRate
from sac_dash.patterns.alerts.alert import Alert
from sac_dash.patterns.alerts.back_test import BackTest
from sac_dash.patterns.alerts.budget import AlarmBudget, AlarmKind
from sac_dash.store import Generation, Store
from sac_dash.store.worked_out import Told
from sac_dash.workflow.alerts import back_test_store, edits_key
from sac_dash.workflow.case_book import case_book_of

log = logging.getLogger("sac_dash.workflow")

METHOD = 1  # raised whenever the detectors, or what is kept of them, change
_DAYS = ("fired_on", "window_start", "window_end")
_LISTS = ("rows", "offence_keys", "why")


def past_key(book: CaseBook, per_year: float | None = None) -> str:
    """Return what a look through the past rests on, beside the generation."""
    budget = book.alarm_budget if per_year is None else per_year
    return json.dumps(["back_test", METHOD, budget, *edits_key(book)])


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

    Another process that is at it already is waited for.
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

            found = back_test_store(generation, book, per_year, tell)
            store.worked_out.write(generation.id, key, past_record(found), store.generations())
    return found


def how_far(store: Store, generation: Generation, book: CaseBook) -> Told | None:
    """Return how far the look through the past is, in whichever process, or None where nobody tells."""
    return store.worked_out.told(generation.id, past_key(book))


def get_ready(store: Store, progress: Progress = silent) -> None:
    """Work out, once results have been published, what would otherwise make the first to ask wait.

    The publication stands whatever happens here: a fault is logged, a stop stops this alone, and whoever asks
    first works it out.
    """
    generation = store.current()
    if generation is None:
        return
    try:
        work_out_past(store, generation, case_book_of(store), progress=progress)
    except Cancelled:
        return
    except Exception:
        log.exception("The look through the past could not be got ready")


def past_record(past: BackTest) -> dict[str, Any]:
    """Return a look through the past as plain values."""
    return {
        "budget": past.budget.false_alarms_per_year,
        "rates": {kind.value: [rate.n, float(rate.years)] for kind, rate in past.rates.items()},
        "allowed": {kind.value: float(given) for kind, given in past.allowed.items()},
        "alerts": [_alert_record(each) for each in past.alerts],
    }


def past_from_record(record: dict[str, Any]) -> BackTest:
    """Return the look through the past that :func:`past_record` wrote down.

    Raises
    ------
    KeyError, TypeError, ValueError
        When it is none.
    """
    return BackTest(
        tuple(_alert(each) for each in record["alerts"]),
        {AlarmKind(kind): AlarmRate(n, years) for kind, (n, years) in record["rates"].items()},
        {AlarmKind(kind): given for kind, given in record["allowed"].items()},
        AlarmBudget(record["budget"]),
    )


def _alert_record(alert: Alert) -> dict[str, Any]:
    plain = {name: value for name, value in vars(alert).items() if name not in {*_DAYS, *_LISTS, "kind"}}
    plain |= {name: float(plain[name]) for name in ("expected", "probability", "chance_per_year")}
    return {
        **plain,
        "kind": alert.kind.value,
        "rows": [int(row) for row in alert.rows],
        "offence_keys": list(alert.offence_keys),
        "why": list(alert.why),
        **{name: getattr(alert, name).isoformat() for name in _DAYS},
    }


def _alert(record: dict[str, Any]) -> Alert:
    days = {name: date.fromisoformat(record[name]) for name in _DAYS}
    lists = {name: tuple(record[name]) for name in _LISTS}
    return Alert(**{**record, "kind": AlarmKind(record["kind"]), **days, **lists})
