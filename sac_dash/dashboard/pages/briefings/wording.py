"""What the Briefings page says."""

from __future__ import annotations

from sac_dash.briefing.changes import PassageChange
from sac_dash.briefing.document import Document
from sac_dash.briefing.handling import CODE_WORDS, HandlingCode
from sac_dash.casework import HandlingSet, KeptBriefing
from sac_dash.figures.wording import say_moment

FORMAT_LABELS = {
    "pptx": "PowerPoint",
    "pdf": "PDF",
    "docx": "Word",
    "xlsx": "Excel",
    "png": "Picture",
}
CODE_OPTIONS = [
    {"value": "none", "label": "No handling code"},
    *({"value": str(code), "label": words} for code, words in CODE_WORDS.items() if code),
]
WORKBOOK_ONLY = "A workbook: it opens in Excel or LibreOffice and has no pages to show here."
OWN_WORDS = "in your words"


def say_handling(held: HandlingSet | None, marking: str) -> str:
    """Return the marking and handling that stand, in one line."""
    if held is None:
        return f"{marking} · no handling code yet"
    code = CODE_WORDS[HandlingCode(held.code)] or "no handling code"
    return " · ".join(filter(None, (held.marking, code, held.instruction)))


def say_pages(n: int, document: Document) -> str:
    """Return what the preview shows."""
    origin = document.provenance
    return f"{n} page{'' if n == 1 else 's'} · {origin.n:,} offences · version {origin.version}"


def say_version(kept: KeptBriefing) -> str:
    """Return one kept version in a line."""
    n = len(kept.edits)
    words = f", {n} passage{'' if n == 1 else 's'} reworded" if n else ""
    return f"Version {kept.number}, {say_moment(kept.at)}, {kept.user}{words}"


def say_changes(changes: tuple[PassageChange, ...], kept: KeptBriefing) -> str:
    """Return how much of a kept version the data has moved on from."""
    if not changes:
        return f"Nothing has changed since version {kept.number}."
    n, own = len(changes), sum(each.reworded for each in changes)
    said = f"{n} passage{'' if n == 1 else 's'} changed since version {kept.number}"
    return f"{said}; {own} of them in your words, which rest on the older draft" if own else said
