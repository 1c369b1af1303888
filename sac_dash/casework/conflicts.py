"""What somebody else decided in between, when two analysts work on one book.

Whoever comes second is never overruled silently and never overrules silently: an action about
something that changed since their screen was drawn is a :class:`ConflictError`, which says what stands
now, by whom and since when. Repeating it with the newer `seen` applies it knowingly.

Undoing is never a conflict: it takes back one's own entry, and what was decided later stays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sac_dash.casework.actions import (
    AcknowledgeAlert,
    Action,
    AddInterventions,
    AddSites,
    CompleteTask,
    Describe,
    DismissAlert,
    EditCode,
    Judge,
    Merge,
    Recorded,
    RemoveIntervention,
    RemoveSite,
    SaveView,
    SetAlarmBudget,
    Split,
    Verdict,
)
from sac_dash.casework.briefing_actions import KeepBriefing, SetHandling
from sac_dash.casework.case_book import CaseBook, OwnedSeries, Version
from sac_dash.casework.kept_briefings import HandlingSet
from sac_dash.domain.errors import SacDashError


@dataclass(frozen=True)
class Change:
    """One thing that stands otherwise than the analyst's screen showed."""

    subject: str  # an offence key, a field's name, "lock", "merge", "facet=code", "task=number", "handling" …
    stands: str
    wanted: str
    user: str
    at: datetime
    reason: str = ""


class ConflictError(SacDashError):
    """Somebody decided on the same thing in between; nothing was written."""

    def __init__(self, changes: tuple[Change, ...], head: int) -> None:
        self.changes = changes
        self.head = head
        first = changes[0]
        super().__init__(
            f"{first.user} decided on {first.subject} while you did: it is now {first.stands}",
            remedy="Look at the difference, then keep theirs or apply yours",
        )


def find_changes(book: CaseBook, action: Action) -> tuple[Change, ...]:
    """Return what an action touches that changed after entry `action.seen` and is not what it wants."""
    return tuple(change for change in _touched(book, action) if change.stands != change.wanted)


def _touched(book: CaseBook, action: Action) -> list[Change]:
    """Return what was decided after `seen` on the things an action touches."""
    look = _LOOKS.get(type(action))
    return look(book, action) if look else []


def _judged(book: CaseBook, action: Judge | Split) -> list[Change]:
    wanted = str(action.verdict) if isinstance(action, Judge) else "split off"
    return _verdicts(book, action.series_id, action.offences, wanted, action.seen)


def _verdicts(
    book: CaseBook, series_id: str, offences: tuple[str, ...], wanted: str, seen: int
) -> list[Change]:
    changes = []
    for key in offences:
        last = _last_judged(book, series_id, key)
        if last is None or last.seq <= seen:
            continue
        held = book.series[series_id].judgements.get(key)
        stands = str(held.verdict) if held else str(Verdict.UNDECIDED)
        changes.append(Change(key, stands, wanted, last.user, last.at, held.reason if held else ""))
    return changes


def _last_judged(book: CaseBook, series_id: str, offence_key: str) -> Recorded | None:
    """Return the last entry that gave or took back a verdict on an offence of a series."""
    held = book.series.get(series_id)
    for entry in reversed(held.history if held else ()):
        if isinstance(entry.action, Judge | Split) and offence_key in entry.action.offences:
            return entry
    return None


def _field(book: CaseBook, action: Describe) -> list[Change]:
    held = book.series.get(action.series_id)
    for entry in reversed(held.history if held else ()):
        done = entry.action
        if isinstance(done, Describe) and done.field is action.field and entry.seq > action.seen:
            stands = held.value_of(action.field) if held else ""
            return [Change(str(action.field), stands, action.value, entry.user, entry.at)]
    return []


def _since(book: CaseBook, action: Merge) -> list[Change]:
    changes = []
    for series_id in (action.series_id, action.other_id):
        held = book.series.get(series_id, OwnedSeries(series_id))
        if held.last_seq > action.seen:
            last = held.history[-1]
            changes.append(
                Change((book.names().get(series_id) or series_id), "changed", "merged", last.user, last.at)
            )
    return changes


def _code(book: CaseBook, action: EditCode) -> list[Change]:
    held = book.edits.get((action.offence, action.facet, action.code))
    if held is None or held.seq <= action.seen:
        return []
    return [Change(f"{action.facet}={action.code}", str(held.state), str(action.state), held.user, held.at)]


def _view(book: CaseBook, action: SaveView) -> list[Change]:
    held = book.views.get(action.name)
    if held is None or held.seq <= action.seen:
        return []
    return [Change(action.name, held.value, action.address, held.user, held.at)]


def _renewed(book: CaseBook, action: AddInterventions | AddSites) -> list[Change]:
    if isinstance(action, AddInterventions):
        return _versions("intervention", book.interventions, action.interventions, action.seen)
    return _versions("site", book.sites, action.sites, action.seen)


def _versions(
    kind: str, held: Mapping[str, Version[Any]], records: tuple[Any, ...], seen: int
) -> list[Change]:
    """Return a change for each record whose version on the screen is not the one that stands."""
    changes = []
    for record in records:
        stands = held.get(record.key)
        if stands is None or stands.seq <= seen:
            continue
        differing = stands.record.changes_to(record)
        theirs, ours = ("; ".join(f"{each[0]} {each[side]}" for each in differing) for side in (1, 2))
        changes.append(Change(f"{kind}={record.key}", theirs, ours, stands.user, stands.at))
    return changes


def _removed(book: CaseBook, action: RemoveIntervention | RemoveSite) -> list[Change]:
    stands: Version[Any] | None
    if isinstance(action, RemoveIntervention):
        subject, stands = (
            f"intervention={action.intervention_id}",
            book.interventions.get(action.intervention_id),
        )
    else:
        subject, stands = f"site={action.site_id}", book.sites.get(action.site_id)
    if stands is None or stands.seq <= action.seen:
        return []
    return [Change(subject, f"version {stands.number}", "removed", stands.user, stands.at)]


def _ticked(book: CaseBook, action: CompleteTask) -> list[Change]:
    task = book.tasks.get(action.task)
    for entry in reversed(book.entries_after(action.seen) if task else ()):
        done = entry.action
        if isinstance(done, CompleteTask) and done.task == action.task and entry.seq not in book.undone:
            stands, wanted = ("done" if each.done else "open" for each in (done, action))
            return [Change(f"task={action.task}", stands, wanted, entry.user, entry.at)]
    return []


def _settled(book: CaseBook, action: AcknowledgeAlert | DismissAlert) -> list[Change]:
    held = book.alerts.get(action.alert_id)
    if held is None or held.seq <= action.seen:
        return []
    stands, wanted = (
        "dismissed" if each else "acknowledged" for each in (held.dismissed, isinstance(action, DismissAlert))
    )
    return [Change(f"alert={held.what or held.alert_id}", stands, wanted, held.user, held.at, held.reason)]


def _budgeted(book: CaseBook, action: SetAlarmBudget) -> list[Change]:
    held = book.alarm_budget_set
    if held is None or held.seq <= action.seen:
        return []
    return [Change("alarm_budget", held.value, f"{action.per_year:g}", held.user, held.at)]


def _handled(book: CaseBook, action: SetHandling) -> list[Change]:
    held = book.handling
    if held is None or held.seq <= action.seen:
        return []
    wanted = HandlingSet(action.marking, action.code, action.instruction, held.seq, held.at, held.user)
    return [Change("handling", held.words(), wanted.words(), held.user, held.at)]


def _kept(book: CaseBook, action: KeepBriefing) -> list[Change]:
    held = book.kept_briefing(action.product, action.scope)
    if held is None or held.seq <= action.seen or held.edits == dict(action.edits):
        return []
    wanted = f"version {book.next_version(action.product, action.scope)}"
    subject = f"briefing={action.product} {action.scope}".rstrip()
    return [Change(subject, f"version {held.number}", wanted, held.user, held.at)]


_LOOKS: dict[type[Any], Callable[[CaseBook, Any], list[Change]]] = {
    Judge: _judged,
    Split: _judged,
    Describe: _field,
    Merge: _since,
    EditCode: _code,
    AddInterventions: _renewed,
    AddSites: _renewed,
    RemoveIntervention: _removed,
    RemoveSite: _removed,
    SaveView: _view,
    CompleteTask: _ticked,
    AcknowledgeAlert: _settled,
    DismissAlert: _settled,
    SetAlarmBudget: _budgeted,
    SetHandling: _handled,
    KeepBriefing: _kept,
}
