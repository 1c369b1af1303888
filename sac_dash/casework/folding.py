"""From the log's entries to the book that stands: replayed in order, without what was undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sac_dash.casework.actions import (
    AcknowledgeAlert,
    AddHardLinks,
    AddInterventions,
    AddNote,
    AddSites,
    AddTask,
    CodeState,
    CompleteTask,
    Describe,
    DismissAlert,
    EditCode,
    Judge,
    Lock,
    MarkSitting,
    Merge,
    Recorded,
    RemoveHardLink,
    RemoveIntervention,
    RemoveSite,
    SaveView,
    SetAlarmBudget,
    Split,
    Undo,
    Verdict,
    named_series,
)
from sac_dash.casework.briefing_actions import Disclose, KeepBriefing, SetHandling
from sac_dash.casework.case_book import (
    FALSE_ALARMS_PER_YEAR,
    CaseBook,
    CodeEdit,
    Judgement,
    Note,
    OwnedSeries,
    SettledAlert,
    Sitting,
    Statement,
    Task,
    Version,
)
from sac_dash.casework.hard_links import HardLink
from sac_dash.casework.kept_briefings import Disclosure, HandlingSet, KeptBriefing
from sac_dash.domain.intervention import Intervention
from sac_dash.domain.site import Site

SPLIT_REASON = "Split off"


def fold(entries: Iterable[Recorded]) -> CaseBook:
    """Return the book that stands after `entries`, which are in order of their numbers."""
    recorded = tuple(entries)
    undone = undone_entries(recorded)
    book = _Draft()
    for entry in recorded:
        if entry.seq not in undone and not isinstance(entry.action, Undo):
            book.take(entry)
        elif entry.seq in undone:
            book.pass_over(entry)
    head = recorded[-1].seq if recorded else 0
    return CaseBook(
        head=head,
        series=book.series,
        edits=book.edits,
        hard_links=tuple(book.hard_links.values()),
        interventions=book.interventions,
        sites=book.sites,
        views=book.views,
        sittings=tuple(book.sittings),
        tasks=book.tasks,
        alerts=book.alerts,
        alarm_budget=book.alarm_budget,
        alarm_budget_set=book.alarm_budget_set,
        handling=book.handling,
        briefings=book.briefings,
        briefing_numbers=book.briefing_numbers,
        disclosures=tuple(book.disclosures),
        entries=recorded,
        undone=undone,
    )


def undone_entries(entries: Iterable[Recorded]) -> frozenset[int]:
    """Return the numbers of the entries that are taken back; an undone undo takes nothing back."""
    undone: set[int] = set()
    for entry in reversed(tuple(entries)):
        if isinstance(entry.action, Undo) and entry.seq not in undone:
            undone.add(entry.action.seq)
    return frozenset(undone)


class _Draft:
    """The book while it is being written."""

    def __init__(self) -> None:
        self.series: dict[str, OwnedSeries] = {}
        self.edits: dict[tuple[str, str, str], CodeEdit] = {}
        self.hard_links: dict[tuple[str, str, str, str], HardLink] = {}
        self.interventions: dict[str, Version[Intervention]] = {}
        self.sites: dict[str, Version[Site]] = {}
        self.views: dict[str, Statement] = {}
        self.sittings: list[Sitting] = []
        self.tasks: dict[int, Task] = {}
        self.alerts: dict[str, SettledAlert] = {}
        self.alarm_budget = FALSE_ALARMS_PER_YEAR
        self.alarm_budget_set: Statement | None = None
        self.handling: HandlingSet | None = None
        self.briefings: dict[tuple[str, str], tuple[KeptBriefing, ...]] = {}
        self.briefing_numbers: dict[tuple[str, str], int] = {}
        self.disclosures: list[Disclosure] = []

    def take(self, entry: Recorded) -> None:
        """Apply one entry."""
        _TAKEN[type(entry.action)](self, entry, entry.action)
        for series_id in named_series(entry.action):
            held = self._held(series_id)
            self.series[series_id] = replace(held, history=(*held.history, entry))

    def pass_over(self, entry: Recorded) -> None:
        """Take note of an entry that was taken back, where it leaves a trace all the same."""
        if isinstance(entry.action, KeepBriefing):
            self._number(entry.action)
        elif isinstance(entry.action, Disclose):
            self.disclosures.append(_disclosure(entry, entry.action, taken_back=True))

    def judge(self, entry: Recorded, action: Judge) -> None:
        held = self._owned(action.series_id, action.roster)
        judgements = dict(held.judgements)
        for key in action.offences:
            judgements.pop(key, None)
            if action.verdict is not Verdict.UNDECIDED:
                judgements[key] = Judgement(action.verdict, entry.seq, entry.at, entry.user, action.reason)
        self.series[action.series_id] = replace(held, judgements=judgements)

    def describe(self, entry: Recorded, action: Describe) -> None:
        held = self._owned(action.series_id, action.roster)
        stated = {name: value for name, value in held.fields.items() if name != action.field}
        if action.value:
            stated[str(action.field)] = Statement(action.value, entry.seq, entry.at, entry.user)
        self.series[action.series_id] = replace(held, fields=stated)

    def note(self, entry: Recorded, action: AddNote) -> None:
        held = self._owned(action.series_id, action.roster)
        note = Note(action.text, entry.seq, entry.at, entry.user)
        self.series[action.series_id] = replace(held, notes=(*held.notes, note))

    def lock(self, entry: Recorded, action: Lock) -> None:
        held = self._owned(action.series_id, action.roster)
        stands = Statement("locked", entry.seq, entry.at, entry.user) if action.locked else None
        self.series[action.series_id] = replace(held, locked=stands)

    def split(self, entry: Recorded, action: Split) -> None:
        self.judge(
            entry, Judge(action.series_id, action.offences, Verdict.REJECTED, SPLIT_REASON, action.roster)
        )
        taken = Judge(action.new_id, action.offences, Verdict.ACCEPTED, f"Split off {action.series_id}")
        self.judge(entry, replace(taken, roster=action.offences))

    def merge(self, entry: Recorded, action: Merge) -> None:
        if self._leads_to(action.series_id) == self._leads_to(action.other_id):
            return  # undoing and redoing has made them one already; a ring of merges would lead nowhere
        stays = self._owned(action.series_id, action.roster)
        joins = self._owned(action.other_id, action.other_roster)
        self.series[action.series_id] = replace(
            stays,
            roster=tuple(dict.fromkeys((*stays.roster, *joins.roster))),
            judgements=_firmer(stays.judgements, joins.judgements),
            fields={**joins.fields, **stays.fields},
            notes=tuple(sorted((*stays.notes, *joins.notes), key=lambda note: note.seq)),
            history=tuple(sorted({*stays.history, *joins.history}, key=lambda each: each.seq)),
        )
        leads = Statement(action.series_id, entry.seq, entry.at, entry.user)
        self.series[action.other_id] = replace(joins, merged_into=leads)

    def edit_code(self, entry: Recorded, action: EditCode) -> None:
        key = (action.offence, action.facet, action.code)
        self.edits.pop(key, None)
        if action.state is not CodeState.AS_READ:
            self.edits[key] = CodeEdit(action.state, entry.seq, entry.at, entry.user)

    def add_hard_links(self, _entry: Recorded, action: AddHardLinks) -> None:
        for link in action.links:
            self.hard_links.setdefault(link.identity, link)

    def remove_hard_link(self, _entry: Recorded, action: RemoveHardLink) -> None:
        self.hard_links.pop(action.link.identity, None)

    def add_interventions(self, entry: Recorded, action: AddInterventions) -> None:
        _keep(self.interventions, action.interventions, entry)

    def remove_intervention(self, _entry: Recorded, action: RemoveIntervention) -> None:
        self.interventions.pop(action.intervention_id, None)

    def add_sites(self, entry: Recorded, action: AddSites) -> None:
        _keep(self.sites, action.sites, entry)

    def remove_site(self, _entry: Recorded, action: RemoveSite) -> None:
        self.sites.pop(action.site_id, None)

    def save_view(self, entry: Recorded, action: SaveView) -> None:
        self.views.pop(action.name, None)
        if action.address:
            self.views[action.name] = Statement(action.address, entry.seq, entry.at, entry.user)

    def mark_sitting(self, entry: Recorded, action: MarkSitting) -> None:
        reach = datetime.fromisoformat(action.reach)
        self.sittings.append(Sitting(entry.seq, entry.at, entry.user, action.generation, action.head, reach))

    def add_task(self, entry: Recorded, action: AddTask) -> None:
        self.tasks[entry.seq] = Task(entry.seq, entry.at, entry.user, action.text, action.owner, action.due)

    def complete_task(self, entry: Recorded, action: CompleteTask) -> None:
        task = self.tasks.get(action.task)
        if task is not None:  # else it was taken back
            done = Statement("done", entry.seq, entry.at, entry.user) if action.done else None
            self.tasks[action.task] = replace(task, done=done)

    def settle_alert(self, entry: Recorded, action: AcknowledgeAlert | DismissAlert) -> None:
        self.alerts.pop(action.alert_id, None)
        self.alerts[action.alert_id] = SettledAlert(
            action.alert_id,
            isinstance(action, DismissAlert),
            entry.seq,
            entry.at,
            entry.user,
            action.reason,
            action.detector,
            action.stream,
            action.what,
            action.fired_on,
            action.reach if isinstance(action, AcknowledgeAlert) else "",
            action.offences if isinstance(action, AcknowledgeAlert) else (),
        )

    def set_alarm_budget(self, entry: Recorded, action: SetAlarmBudget) -> None:
        self.alarm_budget = action.per_year
        self.alarm_budget_set = Statement(f"{action.per_year:g}", entry.seq, entry.at, entry.user)

    def set_handling(self, entry: Recorded, action: SetHandling) -> None:
        self.handling = HandlingSet(
            action.marking, action.code, action.instruction, entry.seq, entry.at, entry.user
        )

    def keep_briefing(self, entry: Recorded, action: KeepBriefing) -> None:
        kept = KeptBriefing(
            action.product,
            action.scope,
            action.period,
            self._number(action),
            action.snapshot,
            entry.seq,
            entry.at,
            entry.user,
            dict(action.edits),
            dict(action.drafts),
        )
        key = (action.product, action.scope)
        self.briefings[key] = (*self.briefings.get(key, ()), kept)

    def disclose(self, entry: Recorded, action: Disclose) -> None:
        self.disclosures.append(_disclosure(entry, action, taken_back=False))

    def _number(self, action: KeepBriefing) -> int:
        key = (action.product, action.scope)
        self.briefing_numbers[key] = self.briefing_numbers.get(key, 0) + 1
        return self.briefing_numbers[key]

    def _leads_to(self, series_id: str) -> str:
        while (held := self.series.get(series_id)) is not None and held.merged_into is not None:
            series_id = held.merged_into.value
        return series_id

    def _held(self, series_id: str) -> OwnedSeries:
        return self.series.get(series_id) or OwnedSeries(series_id)

    def _owned(self, series_id: str, roster: tuple[str, ...]) -> OwnedSeries:
        held = self._held(series_id)
        return held if held.history else replace(held, roster=roster)


def _keep(held: dict[str, Version[Any]], records: tuple[Any, ...], entry: Recorded) -> None:
    """Write records into `held`: a new id as its first version, other content as the next one."""
    for record in records:
        before = held.get(record.key)
        if before is None or before.record.changes_to(record):
            number = before.number + 1 if before else 1
            held[record.key] = Version(record, number, entry.seq, entry.at, entry.user)


def _disclosure(entry: Recorded, action: Disclose, *, taken_back: bool) -> Disclosure:
    return Disclosure(
        action.product,
        action.scope,
        action.recipient,
        action.basis,
        action.approver,
        action.note,
        action.files,
        action.removed,
        entry.seq,
        entry.at,
        entry.user,
        taken_back,
    )


def _firmer(ours: Any, theirs: Any) -> dict[str, Judgement]:  # noqa: ANN401 - two mappings of judgements
    """Return both series' judgements; where they differ an acceptance outlasts a rejection.

    Offences split off into the series that now joins were rejected here and accepted there: whoever
    joins the two again wants them in.
    """
    merged = dict(theirs)
    for key, judgement in ours.items():
        other = merged.get(key)
        if other is None or other.verdict is not Verdict.ACCEPTED:
            merged[key] = judgement
    return merged


_TAKEN: dict[type[Any], Callable[[_Draft, Recorded, Any], None]] = {
    Judge: _Draft.judge,
    Describe: _Draft.describe,
    AddNote: _Draft.note,
    Lock: _Draft.lock,
    Split: _Draft.split,
    Merge: _Draft.merge,
    EditCode: _Draft.edit_code,
    AddHardLinks: _Draft.add_hard_links,
    RemoveHardLink: _Draft.remove_hard_link,
    AddInterventions: _Draft.add_interventions,
    RemoveIntervention: _Draft.remove_intervention,
    AddSites: _Draft.add_sites,
    RemoveSite: _Draft.remove_site,
    SaveView: _Draft.save_view,
    MarkSitting: _Draft.mark_sitting,
    AddTask: _Draft.add_task,
    CompleteTask: _Draft.complete_task,
    AcknowledgeAlert: _Draft.settle_alert,
    DismissAlert: _Draft.settle_alert,
    SetAlarmBudget: _Draft.set_alarm_budget,
    SetHandling: _Draft.set_handling,
    KeepBriefing: _Draft.keep_briefing,
    Disclose: _Draft.disclose,
}
