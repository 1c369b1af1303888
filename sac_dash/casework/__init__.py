"""What analysts decide, and what stands because of it.

The log holds actions; this room says what they are (:mod:`.actions`), what may be written
(:mod:`.checks`, :mod:`.conflicts`), what stands after them (:mod:`.folding` → :mod:`.case_book`), what
that means to the linkage (:mod:`.constraints`) and how series look under it (:mod:`.standing`). It knows
no file, screen or clock. Frames are :mod:`.standing`'s alone, so that the command line's help need not wait
for polars.
"""

from __future__ import annotations

from sac_dash.casework.actions import (
    AcknowledgeAlert,
    Action,
    AddHardLinks,
    AddInterventions,
    AddNote,
    AddSites,
    AddTask,
    AlertAction,
    CodeState,
    CompleteTask,
    Describe,
    DismissAlert,
    EditCode,
    Judge,
    Lock,
    MarkSitting,
    Merge,
    PatternType,
    RecordAction,
    Recorded,
    RemoveHardLink,
    RemoveIntervention,
    RemoveSite,
    SaveView,
    SeriesField,
    SeriesStatus,
    SetAlarmBudget,
    Split,
    Undo,
    Verdict,
    from_payload,
    to_payload,
)
from sac_dash.casework.briefing_actions import BriefingAction, Disclose, KeepBriefing, SetHandling
from sac_dash.casework.case_book import CaseBook, OwnedSeries, SettledAlert, Sitting, Task, Version
from sac_dash.casework.checks import check, last_undoable
from sac_dash.casework.conflicts import Change, ConflictError
from sac_dash.casework.folding import fold
from sac_dash.casework.hard_links import HARD_LINK_LABELS, HardLink, HardLinkKind
from sac_dash.casework.kept_briefings import Disclosure, HandlingSet, KeptBriefing

__all__ = [
    "HARD_LINK_LABELS",
    "AcknowledgeAlert",
    "Action",
    "AddHardLinks",
    "AddInterventions",
    "AddNote",
    "AddSites",
    "AddTask",
    "AlertAction",
    "BriefingAction",
    "CaseBook",
    "Change",
    "CodeState",
    "CompleteTask",
    "ConflictError",
    "Describe",
    "Disclose",
    "Disclosure",
    "DismissAlert",
    "EditCode",
    "HandlingSet",
    "HardLink",
    "HardLinkKind",
    "Judge",
    "KeepBriefing",
    "KeptBriefing",
    "Lock",
    "MarkSitting",
    "Merge",
    "OwnedSeries",
    "PatternType",
    "RecordAction",
    "Recorded",
    "RemoveHardLink",
    "RemoveIntervention",
    "RemoveSite",
    "SaveView",
    "SeriesField",
    "SeriesStatus",
    "SetAlarmBudget",
    "SetHandling",
    "SettledAlert",
    "Sitting",
    "Split",
    "Task",
    "Undo",
    "Verdict",
    "Version",
    "check",
    "fold",
    "from_payload",
    "last_undoable",
    "to_payload",
]
