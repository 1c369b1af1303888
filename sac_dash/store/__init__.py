"""Where results live: immutable generations behind a pointer, and an append-only log of decisions.

:class:`Store` is the door. What it publishes and why that survives a `kill -9` is told in
``docs/adr/0002-store.md``.
"""

from sac_dash.store.backup import restore_backup, write_backup
from sac_dash.store.decisions import DecisionLog, EntryKind
from sac_dash.store.draft import Draft
from sac_dash.store.entry_chain import BrokenEntry, Entry, Intent
from sac_dash.store.generation import Generation, GenerationFrames
from sac_dash.store.log_reading import LogFilter, LogReading
from sac_dash.store.mappings import SavedMappings, source_signature
from sac_dash.store.models import KeptModels, models_in_use
from sac_dash.store.pieces import FrameEdit
from sac_dash.store.proofs import Proofs
from sac_dash.store.shelf import Retention
from sac_dash.store.store import Store, Verification

__all__ = [
    "BrokenEntry",
    "DecisionLog",
    "Draft",
    "Entry",
    "EntryKind",
    "FrameEdit",
    "Generation",
    "GenerationFrames",
    "Intent",
    "KeptModels",
    "LogFilter",
    "LogReading",
    "Proofs",
    "Retention",
    "SavedMappings",
    "Store",
    "Verification",
    "models_in_use",
    "restore_backup",
    "source_signature",
    "write_backup",
]
