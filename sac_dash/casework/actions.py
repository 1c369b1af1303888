"""What an analyst can do to series, codes, links, records, alerts and documents: each one small, frozen, written whole.

An action is content, not an event: who did it and when is :class:`Recorded`. Actions name offences by
`offence_key` and series by id, never by row, so that they mean the same after every re-run and
re-ingest. `seen` is the number of the last log entry the analyst's screen had taken in; it lets a
later action tell that somebody decided otherwise in between.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from sac_dash.casework.briefing_actions import BriefingAction, Disclose, KeepBriefing, SetHandling
from sac_dash.casework.hard_links import HardLink
from sac_dash.domain.errors import SacDashError
from sac_dash.domain.intervention import Intervention
from sac_dash.domain.site import Site

MAX_NAME_LENGTH = 60
MAX_TEXT_LENGTH = 2_000
MAX_TASK_LENGTH = 200


class Verdict(StrEnum):
    """What an analyst holds of an offence in a series. Undecided takes an earlier verdict back."""

    ACCEPTED = "accepted"
    POSSIBLE = "possible"
    REJECTED = "rejected"
    UNDECIDED = "undecided"


class SeriesField(StrEnum):
    """What can be said of a series as a whole; the last one stands, an empty one takes it away."""

    NAME = "name"
    OPERATION_REF = "operation_ref"
    GROUP_REF = "group_ref"
    PATTERN_TYPE = "pattern_type"
    STATUS = "status"


class PatternType(StrEnum):
    """What kind of pattern a series is (IACA 2011, the types that fit acquisitive crime)."""

    SERIES = "series"
    SPREE = "spree"
    HOT_PRODUCT = "hot_product"
    HOT_PREY = "hot_prey"
    HOT_PLACE = "hot_place"
    HOT_SETTING = "hot_setting"


class SeriesStatus(StrEnum):
    """Where a series stands in the unit's work."""

    EMERGING = "emerging"
    ACTIVE = "active"
    DORMANT = "dormant"
    DETECTED = "detected"
    DISMISSED = "dismissed"


class CodeState(StrEnum):
    """What an analyst says of one code of one offence; `as_read` takes the correction back."""

    PRESENT = "present"
    ABSENT = "absent"
    UNKNOWN = "unknown"
    AS_READ = "as_read"


@dataclass(frozen=True)
class Judge:
    """A verdict on offences of a series.

    `roster` is what the series held on screen; it becomes the series' own when it has none yet, so
    that a later run which groups the offences differently takes nothing from the analyst.
    """

    series_id: str
    offences: tuple[str, ...]
    verdict: Verdict
    reason: str = ""
    roster: tuple[str, ...] = ()
    seen: int = 0


@dataclass(frozen=True)
class Describe:
    """One field of a series set to a value."""

    series_id: str
    field: SeriesField
    value: str
    roster: tuple[str, ...] = ()
    seen: int = 0


@dataclass(frozen=True)
class AddNote:
    """A note on a series; notes are added, never changed."""

    series_id: str
    text: str
    roster: tuple[str, ...] = ()
    seen: int = 0


@dataclass(frozen=True)
class Lock:
    """A series closed to changes, or opened again."""

    series_id: str
    locked: bool
    roster: tuple[str, ...] = ()
    seen: int = 0


@dataclass(frozen=True)
class Split:
    """Offences taken out of a series into one of their own; the two are held apart from then on."""

    series_id: str
    offences: tuple[str, ...]
    new_id: str
    roster: tuple[str, ...] = ()
    seen: int = 0


@dataclass(frozen=True)
class Merge:
    """Another series joined to this one; what was decided in either stands in this one."""

    series_id: str
    other_id: str
    roster: tuple[str, ...] = ()
    other_roster: tuple[str, ...] = ()
    seen: int = 0


@dataclass(frozen=True)
class EditCode:
    """One code of one offence corrected."""

    offence: str
    facet: str
    code: str
    state: CodeState
    seen: int = 0


@dataclass(frozen=True)
class AddHardLinks:
    """Facts that tie offences together, from a file or entered by hand; ones held already are not doubled."""

    links: tuple[HardLink, ...]
    source: str = ""
    seen: int = 0


@dataclass(frozen=True)
class RemoveHardLink:
    """A hard link entered in error, taken back."""

    link: HardLink
    reason: str = ""
    seen: int = 0


@dataclass(frozen=True)
class AddInterventions:
    """What was done about crime, from a file or entered by hand.

    One that is held already is not doubled; one that says otherwise than before is its newer version.
    """

    interventions: tuple[Intervention, ...]
    source: str = ""
    seen: int = 0


@dataclass(frozen=True)
class RemoveIntervention:
    """An intervention entered in error, taken back with all its versions."""

    intervention_id: str
    reason: str = ""
    seen: int = 0


@dataclass(frozen=True)
class AddSites:
    """Protected sites, from a file or entered by hand; versions as of interventions."""

    sites: tuple[Site, ...]
    source: str = ""
    seen: int = 0


@dataclass(frozen=True)
class RemoveSite:
    """A protected site entered in error, taken back with all its versions."""

    site_id: str
    reason: str = ""
    seen: int = 0


@dataclass(frozen=True)
class SaveView:
    """An address of the dashboard kept under a name, for everybody; an empty address takes it away."""

    name: str
    address: str
    seen: int = 0


@dataclass(frozen=True)
class Undo:
    """An earlier entry taken back, by its number; undoing an undo brings it again."""

    seq: int
    seen: int = 0


@dataclass(frozen=True)
class MarkSitting:
    """A daily meeting held: what its screen showed, so that the next one can say what changed since.

    `generation` is the published state it looked at, `head` the number of the last decision on its
    screen and `reach` (ISO 8601) how far the data went: what tells new offences once that generation is
    no longer kept.
    """

    generation: str
    head: int
    reach: str
    seen: int = 0


@dataclass(frozen=True)
class AddTask:
    """Something that somebody is to do, in the analyst's own words; its number is that of its entry.

    `owner` and `due` (ISO day) may be empty. The product writes none of these itself.
    """

    text: str
    owner: str = ""
    due: str = ""
    seen: int = 0


@dataclass(frozen=True)
class CompleteTask:
    """A task ticked off, or opened again."""

    task: int
    done: bool = True
    seen: int = 0


@dataclass(frozen=True)
class AcknowledgeAlert:
    """An alert taken note of: somebody looks into it, or knows what it is.

    The alert is named by its id, which is the same in every run. `detector`, `stream`, `what` and `fired_on` (ISO
    day) say in the log what it was, once the scan no longer looks so far back; `reach` (ISO day) is how far the
    data went: a slow rise is counted anew from there. `offences` are the keys of those it rested on: with others
    since, it comes up again.
    """

    alert_id: str
    detector: str = ""
    stream: str = ""
    what: str = ""
    fired_on: str = ""
    reach: str = ""
    reason: str = ""
    offences: tuple[str, ...] = ()
    seen: int = 0


@dataclass(frozen=True)
class DismissAlert:
    """An alert set aside as of no use, and why; the other fields are those of an acknowledgement."""

    alert_id: str
    reason: str
    detector: str = ""
    stream: str = ""
    what: str = ""
    fired_on: str = ""
    seen: int = 0


@dataclass(frozen=True)
class SetAlarmBudget:
    """How many false alarms a year the unit bears, over everything that is watched."""

    per_year: float
    seen: int = 0


SeriesAction = Judge | Describe | AddNote | Lock | Split | Merge
MeetingAction = MarkSitting | AddTask | CompleteTask
RecordAction = AddInterventions | RemoveIntervention | AddSites | RemoveSite
AlertAction = AcknowledgeAlert | DismissAlert | SetAlarmBudget
Action = (
    SeriesAction
    | EditCode
    | AddHardLinks
    | RemoveHardLink
    | RecordAction
    | SaveView
    | MeetingAction
    | AlertAction
    | BriefingAction
    | Undo
)

_KINDS: dict[str, type[Any]] = {
    "judge": Judge,
    "describe": Describe,
    "note": AddNote,
    "lock": Lock,
    "split": Split,
    "merge": Merge,
    "code": EditCode,
    "hard_links": AddHardLinks,
    "hard_link_removed": RemoveHardLink,
    "interventions": AddInterventions,
    "intervention_removed": RemoveIntervention,
    "sites": AddSites,
    "site_removed": RemoveSite,
    "view": SaveView,
    "sitting": MarkSitting,
    "task": AddTask,
    "task_done": CompleteTask,
    "alert_acknowledged": AcknowledgeAlert,
    "alert_dismissed": DismissAlert,
    "alarm_budget": SetAlarmBudget,
    "handling": SetHandling,
    "briefing_kept": KeepBriefing,
    "disclosed": Disclose,
    "undo": Undo,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


@dataclass(frozen=True)
class Recorded:
    """An action as the log holds it. `seq` is the log entry's number; `at` is UTC."""

    seq: int
    at: datetime
    user: str
    action: Action


def to_payload(action: Action) -> dict[str, Any]:
    """Return an action as JSON-ready content; :func:`from_payload` reads it back equal."""
    return {"action": _NAMES[type(action)], **asdict(action)}


def from_payload(payload: Mapping[str, Any]) -> Action:
    """Return the action that a payload holds.

    Raises
    ------
    SacDashError
        When it is none that this version knows, or a part of it is missing.
    """
    kind = _KINDS.get(str(payload.get("action")))
    if kind is None:
        raise SacDashError(
            f"the log holds a decision this version does not know ({payload.get('action')})",
            remedy="Use the version of SAC Dash that wrote it, or a later one",
        )
    try:
        action: Action = kind(
            **{name: _typed(name, value) for name, value in payload.items() if name != "action"}
        )
    except (TypeError, ValueError) as error:
        raise SacDashError(f"a decision in the log cannot be read: {error}") from error
    return action


def named_series(action: Action) -> tuple[str, ...]:
    """Return the ids of the series an action is about."""
    if isinstance(action, Split):
        return (action.series_id, action.new_id)
    if isinstance(action, Merge):
        return (action.series_id, action.other_id)
    return (action.series_id,) if isinstance(action, SeriesAction) else ()


def named_offences(action: Action) -> tuple[str, ...]:
    """Return the keys of the offences an action judges, moves, corrects or ties."""
    if isinstance(action, Judge | Split):
        return action.offences
    if isinstance(action, EditCode):
        return (action.offence,)
    if isinstance(action, AddHardLinks):
        return tuple(dict.fromkeys(key for link in action.links for key in link.offences))
    return action.link.offences if isinstance(action, RemoveHardLink) else ()


_READERS: dict[str, Any] = {
    "verdict": Verdict,
    "field": SeriesField,
    "state": CodeState,
    "offences": tuple,
    "roster": tuple,
    "other_roster": tuple,
    "links": lambda rows: tuple(HardLink(**row) for row in rows),
    "link": lambda row: HardLink(**row),
    "interventions": lambda rows: tuple(Intervention(**row) for row in rows),
    "sites": lambda rows: tuple(Site(**row) for row in rows),
    **dict.fromkeys(
        ("edits", "drafts", "files", "removed"), lambda pairs: tuple((one, other) for one, other in pairs)
    ),
}


def _typed(name: str, value: Any) -> Any:  # noqa: ANN401 - JSON values
    return _READERS[name](value) if name in _READERS else value


assert all("seen" in {each.name for each in fields(kind)} for kind in _KINDS.values())  # noqa: S101
