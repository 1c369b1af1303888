"""Where a document comes from and how it may be handled: the footer that every product carries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sac_dash.briefing.handling import UNHANDLED, Handling
from sac_dash.domain.british_dates import british_day

INVENTED = "Invented data: no offence, place or person in it is real. Not for operational use."
FOR_ANALYST = "for the analyst to fill in"


@dataclass(frozen=True)
class Provenance:
    """What must be said of every document.

    Parameters
    ----------
    marking
        The protective marking, on every sheet and page.
    subject
        What the document is about: a series' name and id.
    invented
        Whether the data is made up.
    made_at, made_by
        When it was made (aware, in the zone to be shown) and by whom.
    extract_at
        How far the data reaches (aware, in the zone to be shown).
    snapshot, snapshot_hash
        The generation the document rests on, and the checksum of its table of contents.
    decisions
        Number of the last decision taken in.
    software, model, vocabulary
        Versions.
    counting_rule
        What one offence counted is.
    n, n_unknown
        Offences, and in words how many of them lack what matters most here.
    recording_lag
        How late offences are recorded, in words.
    handling
        How it may be handled; one that nobody set says nothing of its own.
    reference, version
        The product's reference and how often it was kept before, from 1.
    period
        What span of the data it speaks of, in words; "" where it speaks of all.
    authorised_by, dissemination, review_by
        What only a person can know; "" leaves it open.
    """

    marking: str
    subject: str
    invented: bool
    made_at: datetime
    made_by: str
    extract_at: datetime
    snapshot: str
    snapshot_hash: str
    decisions: int
    software: str
    model: str
    vocabulary: str
    counting_rule: str
    n: int
    n_unknown: str
    recording_lag: str
    handling: Handling = UNHANDLED
    reference: str = ""
    version: int = 1
    period: str = ""
    authorised_by: str = ""
    dissemination: str = ""
    review_by: str = ""

    def rows(self) -> list[tuple[str, str]]:
        """Return it as labelled lines, those that only a person can know left open."""
        return [
            ("Marking", self.marking),
            ("Handling instruction", self.handling.words() or f"({FOR_ANALYST})"),
            *([("Product reference", f"{self.reference}, version {self.version}")] if self.reference else []),
            *([("Data", INVENTED)] if self.invented else []),
            ("Subject", self.subject),
            ("Made", f"{say_time(self.made_at)}, by {self.made_by}"),
            ("Data reaches to", say_time(self.extract_at)),
            *([("Period", self.period)] if self.period else []),
            ("Counting rule", self.counting_rule),
            ("n", f"{self.n:,} offences"),
            ("n unknown", self.n_unknown),
            ("Recording lag", self.recording_lag),
            ("Software", f"SAC Dash {self.software}"),
            ("Model", self.model),
            ("MO vocabulary", self.vocabulary),
            ("Snapshot", self.snapshot),
            ("Snapshot checksum (SHA-256)", self.snapshot_hash),
            ("Decisions taken in", f"up to entry {self.decisions:,} of the log"),
            ("Authorised by", self.authorised_by or f"({FOR_ANALYST})"),
            ("Dissemination list", self.dissemination or f"({FOR_ANALYST})"),
            ("Review or destroy by", self.review_by or f"({FOR_ANALYST})"),
        ]

    def foot(self) -> tuple[str, str]:
        """Return the two small lines at the foot of every page: where it comes from, and what it rests on.

        The day it was made stands there and not the minute, so that one state gives the same words all day.
        """
        named = [
            self._reference(),
            self.handling.words(),
            f"{self.n:,} offences",
            f"data to {say_time(self.extract_at)}",
            self.period,
            f"made {british_day(self.made_at.date())} by {self.made_by}",
            f"SAC Dash {self.software}",
        ]
        rests_on = (
            f"Counting rule: {self.counting_rule}. Unknown: {self.n_unknown}. Recording lag: {self.recording_lag}."
            f" Model {self.model}. Snapshot {self.snapshot}, {self.snapshot_hash[:12]}."
            f" Authorised by: {self.authorised_by or FOR_ANALYST}. Review by: {self.review_by or FOR_ANALYST}."
        )
        return " · ".join(filter(None, named)), rests_on

    def _reference(self) -> str:
        return f"{self.reference} v{self.version}" if self.reference else ""

    def line(self) -> str:
        """Return the shortest line that tells two copies apart."""
        return (
            f"{self.n:,} offences · data to {say_time(self.extract_at)} · made {say_time(self.made_at)} by"
            f" {self.made_by} · snapshot {self.snapshot}"
        )


def say_time(moment: datetime) -> str:
    """Return a moment in British order: ``4 Mar 2026 02:15``."""
    return f"{british_day(moment.date())} {moment:%H:%M}"
