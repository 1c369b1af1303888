"""`sac-dash alerts`: what rang lately under the false-alarm budget, what was not watched, and settling it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sac_dash.cli import options
from sac_dash.cli.console import say, show_table, shown_progress
from sac_dash.domain.british_dates import british_day
from sac_dash.domain.errors import UnusableInputError

if TYPE_CHECKING:
    from sac_dash.patterns.alerts.alert import Alert
    from sac_dash.patterns.alerts.back_test import BackTest
    from sac_dash.store import Generation, Store
    from sac_dash.workflow.alerts import AlertsInHand


def alerts(
    budget: Annotated[
        float | None,
        typer.Option(
            "--budget",
            help="Scan with so many false alarms a year [as set on the Alerts page, else 4]. Not kept.",
            min=0.5,
            max=52.0,
            metavar="N",
        ),
    ] = None,
    acknowledge: Annotated[
        str | None, typer.Option("--ack", help="Acknowledge this alert.", metavar="ID")
    ] = None,
    dismiss: Annotated[
        str | None, typer.Option("--dismiss", help="Dismiss this alert; with --reason.", metavar="ID")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="Why.")] = "",
    back_test: Annotated[
        bool, typer.Option("--back-test", help="Tell what the budget would have been like over the past.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object with all of it.")] = False,
) -> None:
    """List the open alerts of the week in progress and the four before it, the newest first.

    With --ack or --dismiss an alert is settled first; that is kept in the log and stands in every later run.
    """
    from sac_dash.workflow.alerts import alerts_of
    from sac_dash.workflow.case_book import case_book_of
    from sac_dash.workflow.kept_scan import work_out_scan
    from sac_dash.workflow.past_alerts import work_out_past

    _check(acknowledge, dismiss, reason)
    settings = options.current_settings()
    store = options.open_store(settings)
    generation = store.require_current()
    scan = work_out_scan(store, generation, case_book_of(store), budget)
    held = alerts_of(generation, case_book_of(store), scan)
    if acknowledge or dismiss:
        _settle(store, held, (acknowledge, dismiss), reason, settings.user)
        held = alerts_of(generation, case_book_of(store), scan)
    past = None
    if back_test:
        with shown_progress() as progress:
            past = work_out_past(store, generation, case_book_of(store), budget, progress)
    per_year = case_book_of(store).alarm_budget if budget is None else budget
    if as_json:
        say(json.dumps(_as_json(generation, held, past, per_year), ensure_ascii=False, sort_keys=True))
    else:
        _show(held, past, per_year)


def _check(acknowledge: str | None, dismiss: str | None, reason: str) -> None:
    if acknowledge and dismiss:
        raise UnusableInputError("--ack and --dismiss were given", remedy="Settle one alert at a time")
    if dismiss and not reason.strip():
        raise UnusableInputError("--dismiss needs a reason", remedy="Add --reason and say why")


def _settle(
    store: Store, held: AlertsInHand, asked: tuple[str | None, str | None], reason: str, user: str
) -> None:
    from dataclasses import replace

    from sac_dash.workflow.alerts import acknowledgement, dismissal, require_alert, say_what
    from sac_dash.workflow.case_book import case_book_of, decide

    acknowledged, dismissed = asked
    alert = require_alert(held, acknowledged or dismissed or "")
    action = (
        acknowledgement(alert, held.scan.as_of, reason.strip()) if acknowledged else dismissal(alert, reason)
    )
    decide(store, replace(action, seen=case_book_of(store).head), user)
    say(f"{'acknowledged' if acknowledged else 'dismissed'}: {say_what(alert)} ({alert.alert_id})")


def _show(held: AlertsInHand, past: BackTest | None, per_year: float) -> None:
    from sac_dash.patterns.alerts.alert import say_chance
    from sac_dash.patterns.counts import COUNTING_RULE
    from sac_dash.workflow.alerts import KIND_LABELS

    rows = [
        [
            each.alert_id,
            f"{british_day(each.fired_on)}",
            KIND_LABELS[each.kind],
            " ".join((*each.why[:-1], each.changed)),
            say_chance(each.chance_per_year),
            ", ".join(key.partition(":")[2] or key for key in each.offence_keys),
        ]
        for each in held.open_alerts
    ]
    header = ["Id", "Rang", "What", "Why, and what changed", "By chance", "Offences"]
    if rows:
        show_table(f"Open alerts: {len(rows):,}", header, rows, numeric_from=len(header))
    else:
        say("No open alerts.")
    say(f"{len(held.settled):,} settled. Budget: {per_year:g} false alarms a year over everything watched.")
    _show_watched(held)
    if past is not None:
        _show_past(past)
    say(f"Counting rule: {COUNTING_RULE}.")


def _show_watched(held: AlertsInHand) -> None:
    from sac_dash.workflow.alerts import KIND_LABELS

    scan = held.scan
    spent = "; ".join(
        f"{KIND_LABELS[kind]} {given:.2f} a year ({len(scan.watched[kind]):,} watched)"
        for kind, given in scan.per_year.items()
    )
    say(f"Watched: {spent}." if spent else "Not enough data: nothing can be watched.")
    for kind, refused in scan.not_watched.items():
        for each in refused:
            say(f"Not watched: {KIND_LABELS[kind]}, {each.what}: {each.why}.")


def _show_past(past: BackTest) -> None:
    from sac_dash.workflow.alerts import KIND_LABELS

    if not past.rates:
        say("Not enough data for a back-test: no detector had enough history before any quarter of the past.")
        return
    rows = []
    for kind, rate in past.rates.items():
        low, high = rate.interval
        said = (f"{rate.n:,}", f"{rate.years:.1f}", f"{rate.per_year:.1f}", f"{low:.1f} to {high:.1f}")
        rows.append([KIND_LABELS[kind], *said, f"{past.allowed[kind] / rate.years:.2f}"])
    header = ["Detector", "Rang", "Years", "A year", "95 % interval", "Chance was given a year"]
    show_table(f"Back-test: would have rung {past.per_year:.1f} times a year", header, rows)


def _as_json(
    generation: Generation, held: AlertsInHand, past: BackTest | None, per_year: float
) -> dict[str, Any]:
    from sac_dash.patterns.counts import COUNTING_RULE

    scan = held.scan
    return {
        "generation": generation.id,
        "as_of": scan.as_of.isoformat(),
        "budget_per_year": per_year,
        "counting_rule": COUNTING_RULE,
        "open": [_alert_as_json(each) for each in held.open_alerts],
        "settled": [{**vars(each), "at": each.at.isoformat()} for each in held.settled],
        "spent_per_year": {kind.value: given for kind, given in scan.per_year.items()},
        "watched": {kind.value: list(held_) for kind, held_ in scan.watched.items()},
        "not_watched": [
            {"detector": kind.value, "what": each.what, "why": each.why}
            for kind, refused in scan.not_watched.items()
            for each in refused
        ],
        "back_test": None if past is None else _past_as_json(past),
    }


def _alert_as_json(alert: Alert) -> dict[str, Any]:
    from sac_dash.workflow.alert_records import alert_record

    plain = {name: value for name, value in alert_record(alert).items() if name != "rows"}
    return {**plain, "id": alert.alert_id}


def _past_as_json(past: BackTest) -> dict[str, Any]:
    return {
        "per_year": float(past.per_year),
        "n": past.n,
        "detectors": {
            kind.value: {
                "n": rate.n,
                "years": float(rate.years),
                "per_year": float(rate.per_year),
                "interval_95": list(rate.interval),
                "allowed": float(past.allowed[kind]),
            }
            for kind, rate in past.rates.items()
        },
    }
