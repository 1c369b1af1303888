"""Whether handling may be set so, a briefing kept, a disclosure entered: nothing essential may be blank."""

from __future__ import annotations

import re

from sac_dash.casework.actions import MAX_TEXT_LENGTH
from sac_dash.casework.briefing_actions import (
    MAX_INSTRUCTION_LENGTH,
    MAX_PASSAGE_LENGTH,
    MAX_PASSAGES,
    MAX_STATED_LENGTH,
    BriefingAction,
    Disclose,
    KeepBriefing,
    SetHandling,
    Words,
)
from sac_dash.domain.errors import SacDashError
from sac_dash.domain.marking import MARKINGS, HandlingCode

_SHA256 = re.compile(r"[0-9a-f]{64}")
_REQUIRED = {
    "recipient": "Say who receives it: organisation and person",
    "basis": "Give the lawful basis or the information sharing agreement",
    "approver": "Say who approved it",
}


def check_briefing(action: BriefingAction) -> None:
    """Raise when a decision about documents cannot be written.

    Raises
    ------
    SacDashError
        With what is to be given instead.
    """
    if isinstance(action, SetHandling):
        _check_handling(action)
    elif isinstance(action, KeepBriefing):
        _check_kept(action)
    else:
        _check_disclosure(action)


def _check_handling(action: SetHandling) -> None:
    if action.marking not in MARKINGS:
        raise SacDashError(
            f"{action.marking or 'an empty marking'} is no marking",
            remedy=f"Choose one of {', '.join(MARKINGS)}",
        )
    if action.code not in set(HandlingCode):
        raise SacDashError(
            f"{action.code} is no handling code",
            remedy="Choose P (lawful sharing permitted) or C (permitted with conditions)",
        )
    _refuse_long("instruction", action.instruction, MAX_INSTRUCTION_LENGTH)


def _check_kept(action: KeepBriefing) -> None:
    _require("product", action.product, "Keep it from its page")
    _require("snapshot", action.snapshot, "Keep it once the store holds offences")
    for name in ("product", "scope", "period", "snapshot"):
        _refuse_long(name, getattr(action, name), MAX_STATED_LENGTH)
    for words in (action.edits, action.drafts):
        _check_words(words)


def _check_words(words: Words) -> None:
    if len(words) > MAX_PASSAGES:
        raise SacDashError("a briefing has too many passages", remedy=f"Keep at most {MAX_PASSAGES}")
    for key, text in words:
        _require("passage's key", key, "Keep it from its page")
        _refuse_long(f"passage {key}", text, MAX_PASSAGE_LENGTH)


def _check_disclosure(action: Disclose) -> None:
    _require("product", action.product, "Disclose it from its page")
    for name, remedy in _REQUIRED.items():
        _require(name, getattr(action, name), remedy)
    for name in ("product", "scope", *_REQUIRED):
        _refuse_long(name, getattr(action, name), MAX_STATED_LENGTH)
    _refuse_long("note", action.note, MAX_TEXT_LENGTH)
    if not action.files:
        raise SacDashError("no file is disclosed", remedy="Make the pack first")
    for name, checksum in action.files:
        if not name or not _SHA256.fullmatch(checksum):
            raise SacDashError(
                f"{name or 'a file'} has no SHA-256 checksum", remedy="Enter it from what was handed over"
            )
    for category, n in action.removed:
        if n < 0:
            raise SacDashError(f"{n} of {category} cannot be removed", remedy="Count what was removed")


def _require(name: str, value: str, remedy: str) -> None:
    if not value.strip():
        raise SacDashError(f"the {name} is missing", remedy=remedy)


def _refuse_long(name: str, value: str, longest: int) -> None:
    if len(value) > longest:
        raise SacDashError(f"the {name} is too long", remedy=f"Use at most {longest:,} characters")
