"""What the Audit page asks of the log: the entries under a filter, in words, the latest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sac_dash.dashboard import state
from sac_dash.dashboard.csv_text import write_csv_text
from sac_dash.dashboard.entry_words import LOG_COLUMNS, label_kind, log_row, say_entry
from sac_dash.domain.errors import SacDashError
from sac_dash.domain.when import SOURCE_TIMEZONE
from sac_dash.figures.wording import say_moment
from sac_dash.store import Entry, EntryKind, LogFilter, LogReading

SHOWN_AT_MOST = 5_000


@dataclass(frozen=True)
class AuditChoice:
    """What is asked for; nothing given lets everything pass."""

    kind: str = ""
    user: str = ""
    since: str = ""
    words: str = ""

    def as_filter(self) -> LogFilter:
        """Return it as the log's own filter; a day that is none is left out."""
        return LogFilter(self.kind or None, self.user or None, _first_moment(self.since))


@dataclass(frozen=True)
class AuditView:
    """The entries under a choice, the latest first, with what each says."""

    entries: list[tuple[Entry, str]]
    n_held: int

    def rows(self) -> list[dict[str, Any]]:
        """Return the grid's rows."""
        return [
            {
                "id": str(entry.seq),
                "seq": entry.seq,
                "when": say_moment(entry.at),
                "who": entry.user,
                "kind": label_kind(entry.kind),
                "what": words,
                "hash": entry.hash[:12],
            }
            for entry, words in self.entries[:SHOWN_AT_MOST]
        ]

    def line(self) -> str:
        """Return how many there are, of how many."""
        n = len(self.entries)
        of = (
            f"{n:,} of {self.n_held:,} entries"
            if n != self.n_held
            else f"{n:,} {'entry' if n == 1 else 'entries'}"
        )
        return f"{of}; the latest {SHOWN_AT_MOST:,} are shown, the CSV holds all" if n > SHOWN_AT_MOST else of


def view_log(reading: LogReading, choice: AuditChoice) -> AuditView:
    """Return the entries asked for."""
    names = series_names()
    said = [(entry, say_entry(entry, names)) for entry in reversed(reading.only(choice.as_filter()))]
    wanted = choice.words.casefold().split()
    found = [pair for pair in said if _holds(pair, wanted)] if wanted else said
    return AuditView(found, len(reading.entries))


def series_names() -> Mapping[str, str]:
    """Return the series' names; none where the log holds a decision that cannot be read."""
    try:
        return state.case_book().names()
    except SacDashError:
        return {}


def kind_options(reading: LogReading) -> list[dict[str, str]]:
    """Return the kinds of entry that there are, by what they are called."""
    kinds = [kind for kind in reading.kinds() if kind != EntryKind.SERIES_NAMED]
    if EntryKind.SERIES_NAMED in reading.kinds() and EntryKind.DECISION not in kinds:
        kinds.append(str(EntryKind.DECISION))
    return sorted(
        ({"value": kind, "label": label_kind(kind)} for kind in kinds), key=lambda each: each["label"]
    )


def as_csv(view: AuditView, reading: LogReading, marking: str) -> str:
    """Return the entries as CSV, after lines that give the marking and whether the chain holds."""
    names = series_names()
    about = [marking, reading.verdict(), view.line()]
    return write_csv_text(LOG_COLUMNS, (log_row(entry, names) for entry, _ in view.entries), about)


def _holds(pair: tuple[Entry, str], wanted: list[str]) -> bool:
    entry, words = pair
    text = f"{words} {entry.user} {label_kind(entry.kind)}".casefold()
    return all(word in text for word in wanted)


def _first_moment(day: str) -> datetime | None:
    try:
        return datetime.combine(date.fromisoformat(day), time(), ZoneInfo(SOURCE_TIMEZONE)) if day else None
    except ValueError:
        return None
