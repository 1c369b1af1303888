"""Documents in the case book: how they are handled, the versions that were kept, what was disclosed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class HandlingSet:
    """The marking and handling that stand for the unit, and who picked them when."""

    marking: str
    code: str
    instruction: str
    seq: int
    at: datetime
    user: str

    def words(self) -> str:
        """Return it in words: ``OFFICIAL-SENSITIVE, handling code P, Ask first``."""
        code = f"handling code {self.code}" if self.code else ""
        return ", ".join(filter(None, (self.marking, code, self.instruction)))


@dataclass(frozen=True)
class KeptBriefing:
    """One version of a briefing as it was kept.

    Parameters
    ----------
    number
        From 1 for each product and scope; a version that was taken back keeps its number, so that two
        printed copies with one number are the same document.
    edits, drafts
        Words by passage key.
    """

    product: str
    scope: str
    period: str
    number: int
    snapshot: str
    seq: int
    at: datetime
    user: str
    edits: Mapping[str, str] = field(default_factory=dict)
    drafts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Disclosure:
    """What was handed to whom outside the police, on what basis, and who approved and entered it when.

    A disclosure entered in error can be taken back; it stays listed, as `taken_back`, for the log of
    disclosures must be whole.
    """

    product: str
    scope: str
    recipient: str
    basis: str
    approver: str
    note: str
    files: tuple[tuple[str, str], ...]
    removed: tuple[tuple[str, int], ...]
    seq: int
    at: datetime
    user: str
    taken_back: bool = False
