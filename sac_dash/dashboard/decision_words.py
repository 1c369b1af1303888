"""What was decided, in words: for the history, for notices of others' decisions, for a conflict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import islice

from sac_dash.casework import (
    HARD_LINK_LABELS,
    AcknowledgeAlert,
    AddHardLinks,
    AddNote,
    AddTask,
    AlertAction,
    BriefingAction,
    Change,
    CodeState,
    CompleteTask,
    Describe,
    DismissAlert,
    EditCode,
    HardLink,
    HardLinkKind,
    Judge,
    Lock,
    MarkSitting,
    Merge,
    PatternType,
    RecordAction,
    Recorded,
    RemoveHardLink,
    SaveView,
    SeriesField,
    SeriesStatus,
    SetAlarmBudget,
    Split,
    Undo,
    Verdict,
)
from sac_dash.casework.actions import Action
from sac_dash.dashboard.briefing_words import say_briefing_action
from sac_dash.dashboard.record_words import say_record_action
from sac_dash.domain.british_dates import british_day
from sac_dash.domain.offence_key import reference_of
from sac_dash.mo.labels import label_code, label_facet

NAMED_AT_MOST = 3
FIELD_LABELS = {
    SeriesField.NAME: "name",
    SeriesField.OPERATION_REF: "operation reference",
    SeriesField.GROUP_REF: "group reference",
    SeriesField.PATTERN_TYPE: "pattern type",
    SeriesField.STATUS: "status",
}
PATTERN_LABELS = {
    PatternType.SERIES: "Series",
    PatternType.SPREE: "Spree",
    PatternType.HOT_PRODUCT: "Hot product",
    PatternType.HOT_PREY: "Hot prey",
    PatternType.HOT_PLACE: "Hot place",
    PatternType.HOT_SETTING: "Hot setting",
}
STATUS_LABELS = {
    SeriesStatus.EMERGING: "Emerging",
    SeriesStatus.ACTIVE: "Active",
    SeriesStatus.DORMANT: "Dormant",
    SeriesStatus.DETECTED: "Detected",
    SeriesStatus.DISMISSED: "Dismissed",
}
_VERDICT_WORDS = {
    Verdict.ACCEPTED: "accepted",
    Verdict.POSSIBLE: "holds possible",
    Verdict.REJECTED: "rejected",
    Verdict.UNDECIDED: "took back the verdict on",
}
_SUBJECTS = {
    "task": "Action {}",
    "intervention": "Intervention {}",
    "site": "Site {}",
    "alert": "Alert: {}",
    "alarm_budget": "Alarm budget, false alarms a year",
    "handling": "Marking and handling",
    "briefing": "Briefing: {}",
}
_STATE_WORDS = {
    CodeState.PRESENT: "says present",
    CodeState.ABSENT: "says absent",
    CodeState.UNKNOWN: "says not stated",
    CodeState.AS_READ: "took back the correction of",
}


def say_decision(entry: Recorded, names: Mapping[str, str]) -> str:
    """Return one decision in words: ``Ana rejected 22/104 in Lantern: other plant``."""
    return f"{entry.user} {say_action(entry.action, names)}"


def say_action(action: Action, names: Mapping[str, str]) -> str:
    """Return what an action did, without who did it."""
    if isinstance(action, Judge):
        where = _called(action.series_id, names)
        return f"{_VERDICT_WORDS[action.verdict]} {say_offences(action.offences)} in {where}{_why(action.reason)}"
    if isinstance(action, Describe):
        return _say_field(action, names)
    if isinstance(action, AddNote):
        return f"noted on {_called(action.series_id, names)}: {action.text}"
    if isinstance(action, Lock | Split | Merge):
        return _say_whole(action, names)
    if isinstance(action, AlertAction | BriefingAction):
        return _say_alert(action) if isinstance(action, AlertAction) else say_briefing_action(action)
    return say_record_action(action) if isinstance(action, RecordAction) else _say_other(action)


def say_offences(offence_keys: Sequence[str]) -> str:
    """Return offences by reference, the first few by name."""
    named = ", ".join(reference_of(key) for key in islice(offence_keys, NAMED_AT_MOST))
    more = len(offence_keys) - NAMED_AT_MOST
    return f"{named} and {more} more" if more > 0 else named


def say_value(field: str, value: str) -> str:
    """Return a field's value as people read it."""
    if not value:
        return "nothing"
    if field == SeriesField.STATUS and value in set(SeriesStatus):
        return STATUS_LABELS[SeriesStatus(value)]
    if field == SeriesField.PATTERN_TYPE and value in set(PatternType):
        return PATTERN_LABELS[PatternType(value)]
    return value


def say_change(change: Change) -> tuple[str, str, str]:
    """Return what a conflict is about, what stands and what was wanted, in words."""
    if change.subject in set(SeriesField):
        field = SeriesField(change.subject)
        about = FIELD_LABELS[field].capitalize()
        return about, say_value(field, change.stands), say_value(field, change.wanted)
    facet, _, code = change.subject.partition("=")
    if facet in _SUBJECTS:
        about = _SUBJECTS[facet].format(code)
    else:
        about = f"{label_facet(facet)}: {label_code(facet, code)}" if code else reference_of(change.subject)
    return about, f"{change.stands}{_why(change.reason)}", change.wanted


def say_hard_link(link: HardLink) -> str:
    """Return a hard link in words: ``DNA LAB/7: 22/104 with 22/117, from list.csv``."""
    label = HARD_LINK_LABELS[HardLinkKind(link.kind)] if link.kind in set(HardLinkKind) else link.kind
    named = f"{label} {link.reference}" if link.reference else label
    first, second = (reference_of(key) for key in link.offences)
    source = f", from {link.source}" if link.source else ""
    return f"{named}: {first} with {second}{source}"


def _say_field(action: Describe, names: Mapping[str, str]) -> str:
    label, value = FIELD_LABELS[action.field], say_value(action.field, action.value)
    if action.field is SeriesField.NAME:
        return (
            f"named {action.series_id} {value}" if action.value else f"took the name off {action.series_id}"
        )
    return f"set the {label} of {_called(action.series_id, names)} to {value}"


def _say_whole(action: Lock | Split | Merge, names: Mapping[str, str]) -> str:
    series = _called(action.series_id, names)
    if isinstance(action, Lock):
        return f"{'locked' if action.locked else 'unlocked'} {series}"
    if isinstance(action, Split):
        return f"split {say_offences(action.offences)} off {series} into {_called(action.new_id, names)}"
    return f"merged {_called(action.other_id, names)} into {series}"


def _say_other(action: Action) -> str:
    if isinstance(action, EditCode):
        code = f"{label_facet(action.facet)}: {label_code(action.facet, action.code)}"
        return f"{_STATE_WORDS[action.state]} {code} of {reference_of(action.offence)}"
    if isinstance(action, AddHardLinks):
        n = len(action.links)
        return f"added {n} hard links" if n > 1 else f"added a hard link: {say_hard_link(action.links[0])}"
    if isinstance(action, RemoveHardLink):
        return f"removed a hard link: {say_hard_link(action.link)}{_why(action.reason)}"
    if isinstance(action, SaveView):
        return f"saved the view {action.name}" if action.address else f"dropped the view {action.name}"
    if isinstance(action, MarkSitting | AddTask | CompleteTask):
        return _say_meeting(action)
    assert isinstance(action, Undo)  # noqa: S101 - the last kind there is
    return f"took back decision {action.seq}"


def _say_meeting(action: MarkSitting | AddTask | CompleteTask) -> str:
    if isinstance(action, MarkSitting):
        return "marked a sitting as held"
    if isinstance(action, AddTask):
        due = f", due {british_day(date.fromisoformat(action.due))}" if action.due else ""
        return f"added an action: {action.text}{due}"
    return f"{'ticked off' if action.done else 'opened again'} action {action.task}"


def _say_alert(action: AcknowledgeAlert | DismissAlert | SetAlarmBudget) -> str:
    if isinstance(action, SetAlarmBudget):
        return f"set the alarm budget to {action.per_year:g} false alarms a year"
    done = "dismissed" if isinstance(action, DismissAlert) else "acknowledged"
    return f"{done} the alert {action.what or action.alert_id}{_why(action.reason)}"


def _called(series_id: str, names: Mapping[str, str]) -> str:
    return names.get(series_id, series_id)


def _why(reason: str) -> str:
    return f": {reason}" if reason else ""
