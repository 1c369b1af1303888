"""Which entries of the log somebody asks for, and what can be said of its chain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sac_dash.store.entry_chain import Entry

_SAME_KIND = {"decision": ("decision", "series_named")}  # names were an entry of their own before 0.5


@dataclass(frozen=True)
class LogFilter:
    """Only these entries; None lets everything pass.

    Parameters
    ----------
    kind
        An :class:`~sac_dash.store.EntryKind` value, or a page's own word.
    user
        Part of who did it, in any case.
    since
        Not before this moment (aware).
    """

    kind: str | None = None
    user: str | None = None
    since: datetime | None = None

    def keeps(self, entry: Entry) -> bool:
        """Return whether an entry passes."""
        kinds = _SAME_KIND.get(self.kind or "", (self.kind,))
        return (
            (self.kind is None or entry.kind in kinds)
            and (self.user is None or self.user.casefold() in entry.user.casefold())
            and (self.since is None or entry.at >= self.since)
        )


@dataclass(frozen=True)
class LogReading:
    """A log read whole, once: its entries, and what is wrong with them (nothing, if all is well).

    The chain proves that no entry was changed, removed or put in between. Entries cut off the end
    show as far as the published results rest on them.
    """

    entries: tuple[Entry, ...]
    complaints: tuple[str, ...] = ()

    def only(self, wanted: LogFilter) -> list[Entry]:
        """Return the entries that a filter keeps, in order."""
        return [entry for entry in self.entries if wanted.keeps(entry)]

    def users(self) -> list[str]:
        """Return who did anything, in order of the alphabet."""
        return sorted({entry.user for entry in self.entries}, key=str.casefold)

    def kinds(self) -> list[str]:
        """Return the kinds of entry there are, in order of the alphabet."""
        return sorted({entry.kind for entry in self.entries})

    def verdict(self) -> str:
        """Return in one sentence whether the log is as it was written."""
        if self.complaints:
            return f"Broken: {self.complaints[0]}."
        if not self.entries:
            return "Verified: the log is empty."
        n = len(self.entries)
        return f"Verified: {n:,} {'entry' if n == 1 else 'entries'}, each as written and following from the one before."
