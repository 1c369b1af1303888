"""What analysts decide, and what stands because of it.

The log holds actions; this room says what they are (:mod:`.actions`), what may be written
(:mod:`.checks`, :mod:`.conflicts`), what stands after them (:mod:`.folding` → :mod:`.case_book`), what
that means to the linkage (:mod:`.constraints`) and how series look under it (:mod:`.standing`). It knows
no file, screen or clock. Frames are :mod:`.standing`'s alone, so that the command line's help need not wait
for polars.
"""

from __future__ import annotations

from sac_dash.casework.actions import (
    Action,
    AddHardLinks,
    AddInterventions,
    AddNote,
    AddSites,
    AddTask,
    CodeState,
    CompleteTask,
    Describe,
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
    Split,
    Undo,
    Verdict,
    from_payload,
    to_payload,
)
from sac_dash.casework.case_book import CaseBook, OwnedSeries, Sitting, Task, Version
from sac_dash.casework.checks import check, last_undoable
from sac_dash.casework.conflicts import Change, ConflictError
from sac_dash.casework.folding import fold
from sac_dash.casework.hard_links import HARD_LINK_LABELS, HardLink, HardLinkKind

__all__ = [
    "HARD_LINK_LABELS",
    "Action",
    "AddHardLinks",
    "AddInterventions",
    "AddNote",
    "AddSites",
    "AddTask",
    "CaseBook",
    "Change",
    "CodeState",
    "CompleteTask",
    "ConflictError",
    "Describe",
    "EditCode",
    "HardLink",
    "HardLinkKind",
    "Judge",
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
