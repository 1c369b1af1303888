"""Whether an action may be written: what is refused, and why, in words the analyst can act on."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from sac_dash.casework.actions import (
    MAX_NAME_LENGTH,
    MAX_TASK_LENGTH,
    MAX_TEXT_LENGTH,
    Action,
    AddHardLinks,
    AddNote,
    AlertAction,
    CompleteTask,
    Describe,
    Judge,
    Lock,
    MarkSitting,
    MeetingAction,
    Merge,
    PatternType,
    RecordAction,
    Recorded,
    SaveView,
    SeriesAction,
    SeriesField,
    SeriesStatus,
    Split,
    Undo,
    Verdict,
    named_series,
)
from sac_dash.casework.alert_checks import check_alert
from sac_dash.casework.briefing_actions import BriefingAction
from sac_dash.casework.briefing_checks import check_briefing
from sac_dash.casework.case_book import CaseBook
from sac_dash.casework.conflicts import ConflictError, find_changes
from sac_dash.casework.folding import fold
from sac_dash.casework.hard_links import HardLinkKind
from sac_dash.casework.record_checks import check_records
from sac_dash.domain.errors import SacDashError

_CHOICES = {SeriesField.PATTERN_TYPE: PatternType, SeriesField.STATUS: SeriesStatus}


def check(book: CaseBook, action: Action) -> None:
    """Raise when an action cannot be taken on `book`.

    Raises
    ------
    ConflictError
        When something it touches changed after entry number `action.seen`.
    SacDashError
        When it is not valid: a locked or merged series, an offence accepted elsewhere, a name taken.
    """
    if isinstance(action, SeriesAction):
        _check_series(book, action)
    if isinstance(action, MeetingAction):
        _check_meeting(book, action)
    if isinstance(action, RecordAction):
        check_records(book, action)
    if isinstance(action, AlertAction):
        check_alert(action)
    if isinstance(action, BriefingAction):
        check_briefing(action)
    _check_content(book, action)
    changes = find_changes(book, action)
    if changes:
        raise ConflictError(changes, book.head)


def last_undoable(book: CaseBook, user: str, series_id: str | None = None) -> Recorded | None:
    """Return the last action of a user that is not undone: of one series, or of all; None where none is."""
    for entry in reversed(book.entries):
        if entry.user != user or entry.seq in book.undone or isinstance(entry.action, Undo):
            continue
        if series_id is None or series_id in named_series(entry.action):
            return entry
    return None


def _check_series(book: CaseBook, action: SeriesAction) -> None:
    for series_id in named_series(action):
        held = book.series.get(series_id)
        if held is None:
            continue
        if held.merged_into is not None:
            into = _called(book, held.merged_into.value)
            raise SacDashError(
                f"{_called(book, series_id)} was merged into {into} by {held.merged_into.user}",
                remedy=f"Open {into}",
            )
        if held.locked is not None and not isinstance(action, Lock):
            raise SacDashError(
                f"{_called(book, series_id)} was locked by {held.locked.user}", remedy="Unlock it first"
            )


def _check_content(book: CaseBook, action: Action) -> None:
    if isinstance(action, Judge | Split) and not action.offences:
        raise SacDashError("no offence was chosen", remedy="Choose at least one")
    if isinstance(action, Judge) and action.verdict is Verdict.ACCEPTED:
        _refuse_accepted_elsewhere(book, action)
    if isinstance(action, Split) and action.new_id in book.series:
        raise SacDashError(f"{action.new_id} is there already", remedy="Try again")
    if isinstance(action, Merge) and action.series_id == action.other_id:
        raise SacDashError("a series cannot be merged with itself", remedy="Choose another")
    if isinstance(action, Describe):
        _check_field(book, action)
    if isinstance(action, AddNote) and not 0 < len(action.text.strip()) <= MAX_TEXT_LENGTH:
        raise SacDashError("a note has 1 to 2,000 characters", remedy="Write a note of that length")
    if isinstance(action, AddHardLinks):
        _check_hard_links(action)
    if isinstance(action, SaveView) and not 0 < len(action.name) <= MAX_NAME_LENGTH:
        raise SacDashError("a view has a name of 1 to 60 characters", remedy="Give it one")
    if isinstance(action, SaveView) and action.address and not action.address.startswith("/"):
        raise SacDashError("a view is an address of this dashboard", remedy="Save it from its page")
    if isinstance(action, Undo):
        _check_undo(book, action)


def _check_meeting(book: CaseBook, action: MeetingAction) -> None:
    if isinstance(action, MarkSitting):
        _check_sitting(action)
    elif isinstance(action, CompleteTask):
        if action.task not in book.tasks:
            raise SacDashError(f"there is no action number {action.task}", remedy="Look at the list again")
    elif not 0 < len(action.text.strip()) <= MAX_TASK_LENGTH:
        raise SacDashError(
            f"an action has 1 to {MAX_TASK_LENGTH} characters", remedy="Write one of that length"
        )
    elif len(action.owner) > MAX_NAME_LENGTH:
        raise SacDashError("the owner is too long", remedy=f"Use at most {MAX_NAME_LENGTH} characters")
    elif action.due and not _is_day(action.due):
        raise SacDashError(f"{action.due} is no day", remedy="Give the day as 2026-03-31")


def _check_sitting(action: MarkSitting) -> None:
    try:
        aware = datetime.fromisoformat(action.reach).tzinfo is not None
    except ValueError:
        aware = False
    if not action.generation or not aware:
        raise SacDashError(
            "a sitting needs the data it looked at", remedy="Mark it once the store holds offences"
        )


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _refuse_accepted_elsewhere(book: CaseBook, action: Judge) -> None:
    for key in action.offences:
        elsewhere = book.accepted_in(key)
        if elsewhere is not None and elsewhere != action.series_id:
            raise SacDashError(
                f"{key} is accepted in {_called(book, elsewhere)}",
                remedy="Reject it there first, or merge the two series",
            )


def _check_field(book: CaseBook, action: Describe) -> None:
    if len(action.value) > MAX_NAME_LENGTH:
        what = "the name is" if action.field is SeriesField.NAME else "that is"
        raise SacDashError(f"{what} too long", remedy=f"Use at most {MAX_NAME_LENGTH} characters")
    allowed = _CHOICES.get(action.field)
    if action.value and allowed is not None and action.value not in set(allowed):
        raise SacDashError(
            f"{action.value} is no {action.field.replace('_', ' ')}",
            remedy=f"Choose one of {', '.join(allowed)}",
        )
    if action.field is SeriesField.NAME and action.value:
        for series_id, name in book.names().items():
            if series_id != action.series_id and name.casefold() == action.value.casefold():
                raise SacDashError(
                    f"{action.value} is the name of {series_id} already", remedy="Choose another name"
                )


def _check_hard_links(action: AddHardLinks) -> None:
    if not action.links:
        raise SacDashError("there are no hard links", remedy="Give at least one")
    for link in action.links:
        if link.kind not in set(HardLinkKind):
            raise SacDashError(
                f"{link.kind} is no kind of hard link", remedy=f"Use one of {', '.join(HardLinkKind)}"
            )
        if not link.crime_ref_a or not link.crime_ref_b or link.offences[0] == link.offences[1]:
            raise SacDashError("a hard link ties two different offences", remedy="Give both crime references")


def _check_undo(book: CaseBook, action: Undo) -> None:
    entry = next((each for each in book.entries if each.seq == action.seq), None)
    if entry is None:
        raise SacDashError(f"there is no decision number {action.seq}", remedy="Look at the history")
    if entry.seq in book.undone:
        raise SacDashError("it was undone already", remedy="Look at the history")
    _refuse_doubled(book, action)
    for series_id in named_series(entry.action):
        held = book.series.get(series_id)
        if held is not None and held.locked is not None and held.locked.seq > entry.seq:
            raise SacDashError(
                f"{_called(book, series_id)} was locked by {held.locked.user}", remedy="Unlock it first"
            )


def _refuse_doubled(book: CaseBook, action: Undo) -> None:
    """Raise when what comes back would leave an offence accepted in two series."""
    last = book.entries[-1]
    after = fold([*book.entries, Recorded(last.seq + 1, last.at, last.user, action)])
    accepted = Counter(key for held in after.standing().values() for key in held.judged(Verdict.ACCEPTED))
    doubled = next((key for key, times in accepted.items() if times > 1), None)
    if doubled is not None:
        raise SacDashError(
            f"that would leave {doubled} accepted in two series",
            remedy="Take the later acceptance back first",
        )


def _called(book: CaseBook, series_id: str) -> str:
    """Return what to call a series: its name, else its id."""
    held = book.series.get(series_id)
    return (held.name if held else "") or series_id
