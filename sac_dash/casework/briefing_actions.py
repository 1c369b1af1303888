"""What is decided about documents: how they are handled, which version was kept, what went to whom.

These are actions like the others of :mod:`.actions`: content, not events. A disclosure names the files by
their checksum, so that what left can be told from what did not (Data Protection Act 2018, s. 62: the log of
disclosures, with the basis, the time and who received).
"""

from __future__ import annotations

from dataclasses import dataclass

MAX_INSTRUCTION_LENGTH = 300
MAX_STATED_LENGTH = 200  # recipient, basis, approver, product, scope, period
MAX_PASSAGE_LENGTH = 20_000
MAX_PASSAGES = 500

Words = tuple[tuple[str, str], ...]  # passage key, its text


@dataclass(frozen=True)
class SetHandling:
    """How the unit's documents are marked and handled, picked once; the last one stands.

    `code` is a value of :class:`sac_dash.domain.marking.HandlingCode`.
    """

    marking: str
    code: str = ""
    instruction: str = ""
    seen: int = 0


@dataclass(frozen=True)
class KeepBriefing:
    """A briefing kept as it stands: the analyst's words, the drafts they were laid over, the data's generation.

    Parameters
    ----------
    product, scope, period
        Which document: its product, what it is about (a series' id, an area, a site) and its span in words.
    edits, drafts
        Words by passage key: the analyst's own, and what was drafted, so that later drafts can be compared.
    snapshot
        The generation it rests on.
    """

    product: str
    scope: str = ""
    period: str = ""
    edits: Words = ()
    drafts: Words = ()
    snapshot: str = ""
    seen: int = 0


@dataclass(frozen=True)
class Disclose:
    """A pack handed to somebody outside the police: to whom, on what lawful basis, with whose approval.

    Parameters
    ----------
    basis
        The lawful basis or the information sharing agreement.
    files
        Name and SHA-256 (hexadecimal) of every file handed over.
    removed
        How much of what was taken out first: category and count.
    """

    product: str
    scope: str
    recipient: str
    basis: str
    approver: str
    note: str = ""
    files: tuple[tuple[str, str], ...] = ()
    removed: tuple[tuple[str, int], ...] = ()
    seen: int = 0


BriefingAction = SetHandling | KeepBriefing | Disclose
