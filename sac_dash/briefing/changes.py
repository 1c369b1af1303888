"""What new data changed about a briefing that was kept: passage by passage, the analyst's words apart.

An analyst rewords a draft once. When the data moves on, the draft is made anew; where it says something
else, the analyst is told both, and told where their own words rest on what is no longer so. Nothing of
theirs is overwritten.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sac_dash.briefing.document import Document, text_of


@dataclass(frozen=True)
class PassageChange:
    """One passage whose draft is no longer what it was.

    Parameters
    ----------
    key, label
        Of the passage.
    before, now
        The draft as it was kept and as it is; "" where there was none or is none any more.
    reworded
        The analyst's words stand over it: they rest on `before`.
    """

    key: str
    label: str
    before: str
    now: str
    reworded: bool


def compare_drafts(
    document: Document, kept: Mapping[str, str], edits: Mapping[str, str]
) -> tuple[PassageChange, ...]:
    """Return every passage whose draft changed since it was kept, in the order of reading.

    Parameters
    ----------
    document
        As drafted now, without anybody's edits.
    kept
        The drafts of the version kept, by key.
    edits
        The words an analyst laid over it.
    """
    now = {passage.key: (passage.label, text_of(passage)) for passage in document.passages()}
    told = [
        PassageChange(key, label, kept.get(key, ""), text, key in edits)
        for key, (label, text) in now.items()
        if kept.get(key, "") != text
    ]
    gone = [PassageChange(key, key, text, "", key in edits) for key, text in kept.items() if key not in now]
    return (*told, *gone)
