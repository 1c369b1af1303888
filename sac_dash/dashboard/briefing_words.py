"""Decisions about documents in words: for the history, the log and a conflict."""

from __future__ import annotations

from sac_dash.casework import BriefingAction, Disclose, KeepBriefing, SetHandling


def say_briefing_action(action: BriefingAction) -> str:
    """Return what a decision about documents did: ``kept the briefing bulletin of S-12``."""
    if isinstance(action, SetHandling):
        return _say_handling(action)
    if isinstance(action, KeepBriefing):
        n = len(action.edits)
        words = f", {n:,} {'passage' if n == 1 else 'passages'} in the analyst's words" if n else ""
        return f"kept the briefing {_say_which(action)}{words}"
    return _say_disclosure(action)


def _say_handling(action: SetHandling) -> str:
    code = f", handling code {action.code}" if action.code else ", no handling code"
    instruction = f": {action.instruction}" if action.instruction else ""
    return f"set the handling of documents to {action.marking}{code}{instruction}"


def _say_disclosure(action: Disclose) -> str:
    files = ", ".join(name for name, _ in action.files)
    removed = sum(n for _, n in action.removed)
    note = f": {action.note}" if action.note else ""
    return (
        f"disclosed {_say_which(action)} to {action.recipient} ({files}); basis {action.basis}, approved by"
        f" {action.approver}, {removed:,} details removed first{note}"
    )


def _say_which(action: KeepBriefing | Disclose) -> str:
    """Return which document it was."""
    of = f" of {action.scope}" if action.scope else ""
    period = f", {action.period}" if isinstance(action, KeepBriefing) and action.period else ""
    return f"{action.product.replace('_', ' ')}{of}{period}"
