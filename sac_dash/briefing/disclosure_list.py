"""The log of disclosures as a table: what was handed to whom outside the police, on what basis, with whose approval.

Command line and page give the same columns, so that a list taken from either can be laid beside the other
(Data Protection Act 2018, s. 62: logging of disclosure, its recipient and its justification).
"""

from __future__ import annotations

from sac_dash.casework import Disclosure

COLUMNS = (
    "no",
    "when_utc",
    "entered_by",
    "product",
    "scope",
    "recipient",
    "basis",
    "approver",
    "files",
    "sha256",
    "removed",
    "note",
    "taken_back",
)


def disclosure_row(each: Disclosure) -> tuple[str | int, ...]:
    """Return one disclosure in the order of `COLUMNS`."""
    return (
        each.seq,
        each.at.isoformat(timespec="seconds"),
        each.user,
        each.product,
        each.scope,
        each.recipient,
        each.basis,
        each.approver,
        "; ".join(name for name, _ in each.files),
        "; ".join(checksum for _, checksum in each.files),
        say_removed(each),
        each.note,
        "yes" if each.taken_back else "no",
    )


def say_removed(each: Disclosure) -> str:
    """Return what was kept back or taken out before it left, and how much of it."""
    return "; ".join(f"{n:,} {category}" for category, n in each.removed) or "nothing"
