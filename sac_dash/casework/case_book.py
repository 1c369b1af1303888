"""The case book: what stands, after everything that was decided, about series, codes, links, alerts, documents.

It is derived, never stored: folding the log's entries (:mod:`sac_dash.casework.folding`) gives the same
book on every machine. Nothing here knows a generation, so the book outlives every re-run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from sac_dash.casework.actions import CodeState, Recorded, Verdict
from sac_dash.casework.hard_links import HardLink
from sac_dash.casework.kept_briefings import Disclosure, HandlingSet, KeptBriefing
from sac_dash.domain.intervention import Intervention
from sac_dash.domain.site import Site

T = TypeVar("T")

FALSE_ALARMS_PER_YEAR = 4.0  # borne until somebody sets otherwise: about one a quarter


@dataclass(frozen=True)
class Judgement:
    """The verdict that stands on one offence in one series, and who gave it when."""

    verdict: Verdict
    seq: int
    at: datetime
    user: str
    reason: str = ""


@dataclass(frozen=True)
class Statement:
    """The value that stands in one field of a series, and who set it when."""

    value: str
    seq: int
    at: datetime
    user: str


@dataclass(frozen=True)
class Note:
    """One note on a series."""

    text: str
    seq: int
    at: datetime
    user: str


@dataclass(frozen=True)
class OwnedSeries:
    """A series somebody has put a hand to.

    Parameters
    ----------
    roster
        The offences it held when it was first touched; they stay on it until rejected.
    judgements
        By offence key; undecided ones are left out.
    fields
        By :class:`sac_dash.casework.actions.SeriesField` value; empty ones are left out.
    history
        Every action that named it and was not undone, in order.
    """

    series_id: str
    roster: tuple[str, ...] = ()
    judgements: Mapping[str, Judgement] = field(default_factory=dict)
    fields: Mapping[str, Statement] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    locked: Statement | None = None
    merged_into: Statement | None = None
    history: tuple[Recorded, ...] = ()

    @property
    def name(self) -> str:
        """Return its name, or "" where it was given none."""
        return self.value_of("name")

    def value_of(self, field_name: str) -> str:
        """Return the value of a field, or "" where none stands."""
        stands = self.fields.get(field_name)
        return stands.value if stands else ""

    def judged(self, verdict: Verdict) -> tuple[str, ...]:
        """Return the offences that have a verdict, in the order they got it."""
        held = [
            (judgement.seq, key) for key, judgement in self.judgements.items() if judgement.verdict is verdict
        ]
        return tuple(key for _, key in sorted(held))

    @property
    def last_seq(self) -> int:
        """Return the number of the last entry that named it."""
        return self.history[-1].seq if self.history else 0


@dataclass(frozen=True)
class CodeEdit:
    """The correction that stands on one code of one offence."""

    state: CodeState
    seq: int
    at: datetime
    user: str


@dataclass(frozen=True)
class Sitting:
    """A daily meeting that was held: who marked it when, and what its screen showed."""

    seq: int
    at: datetime
    user: str
    generation: str
    head: int
    reach: datetime


@dataclass(frozen=True)
class Task:
    """Something to do: its number, who asked for it when, and who ticked it off (None: it is open)."""

    seq: int
    at: datetime
    user: str
    text: str
    owner: str = ""
    due: str = ""
    done: Statement | None = None


@dataclass(frozen=True)
class Version(Generic[T]):
    """A record as it stands: its newest version, which one that is (from 1), and who gave it when."""

    record: T
    number: int
    seq: int
    at: datetime
    user: str


@dataclass(frozen=True)
class SettledAlert:
    """How an alert was settled: by whom, when and why, and what it was.

    Parameters
    ----------
    dismissed
        False: it was acknowledged.
    detector, stream, what, fired_on
        As the log kept them; `fired_on` an ISO day.
    reach
        ISO day to which the data went when it was acknowledged; "" of one dismissed.
    offences
        Keys of those it rested on when it was acknowledged; none of one dismissed or settled long ago.
    """

    alert_id: str
    dismissed: bool
    seq: int
    at: datetime
    user: str
    reason: str = ""
    detector: str = ""
    stream: str = ""
    what: str = ""
    fired_on: str = ""
    reach: str = ""
    offences: tuple[str, ...] = ()


@dataclass(frozen=True)
class CaseBook:
    """All that stands.

    Parameters
    ----------
    head
        Number of the last entry folded in.
    series
        By id; merged ones are kept, so that old addresses lead on.
    edits
        By (offence key, facet, code).
    hard_links
        In the order they came.
    interventions, sites
        The newest version of each by its id, in the order they first came.
    views
        Addresses of the dashboard by the name they were saved under.
    sittings
        Daily meetings held, in order.
    tasks
        By number, in the order they were asked for.
    alerts
        Alerts that were settled, by id, in the order in which they were.
    alarm_budget
        False alarms a year that are borne.
    alarm_budget_set
        Who set it when; None where nobody has.
    handling
        The marking and handling that were picked; None where nobody has.
    briefings
        Every version kept, by product and scope, in order; `briefing_numbers` is the last number given.
    disclosures
        What was handed out, in order, those taken back included.
    entries
        Every entry, undone or not, in order.
    undone
        Numbers of the entries that were taken back.
    """

    head: int = 0
    series: Mapping[str, OwnedSeries] = field(default_factory=dict)
    edits: Mapping[tuple[str, str, str], CodeEdit] = field(default_factory=dict)
    hard_links: tuple[HardLink, ...] = ()
    interventions: Mapping[str, Version[Intervention]] = field(default_factory=dict)
    sites: Mapping[str, Version[Site]] = field(default_factory=dict)
    views: Mapping[str, Statement] = field(default_factory=dict)
    sittings: tuple[Sitting, ...] = ()
    tasks: Mapping[int, Task] = field(default_factory=dict)
    alerts: Mapping[str, SettledAlert] = field(default_factory=dict)
    alarm_budget: float = FALSE_ALARMS_PER_YEAR
    alarm_budget_set: Statement | None = None
    handling: HandlingSet | None = None
    briefings: Mapping[tuple[str, str], tuple[KeptBriefing, ...]] = field(default_factory=dict)
    briefing_numbers: Mapping[tuple[str, str], int] = field(default_factory=dict)
    disclosures: tuple[Disclosure, ...] = ()
    entries: tuple[Recorded, ...] = ()
    undone: frozenset[int] = frozenset()

    @property
    def written_at(self) -> datetime | None:
        """Return when the last entry was written, or None where there is none."""
        return self.entries[-1].at if self.entries else None

    def leads_to(self, series_id: str) -> str:
        """Return the id under which a series stands now, following merges."""
        while (held := self.series.get(series_id)) is not None and held.merged_into is not None:
            series_id = held.merged_into.value
        return series_id

    def standing(self) -> dict[str, OwnedSeries]:
        """Return the series that were not merged away, by id."""
        return {series_id: held for series_id, held in self.series.items() if held.merged_into is None}

    def names(self) -> dict[str, str]:
        """Return the name of every standing series that has one, by id."""
        return {series_id: held.name for series_id, held in self.standing().items() if held.name}

    def accepted_in(self, offence_key: str) -> str | None:
        """Return the series in which an offence is accepted, or None; of several the last that accepted it."""
        accepted = [
            (judgement.seq, series_id)
            for series_id, held in self.standing().items()
            if (judgement := held.judgements.get(offence_key)) is not None
            and judgement.verdict is Verdict.ACCEPTED
        ]
        return max(accepted)[1] if accepted else None

    def kept_briefing(self, product: str, scope: str) -> KeptBriefing | None:
        """Return the last version of a briefing that was kept and stands, or None."""
        versions = self.briefings.get((product, scope), ())
        return versions[-1] if versions else None

    def next_version(self, product: str, scope: str) -> int:
        """Return the number that the next kept version of a briefing gets."""
        return self.briefing_numbers.get((product, scope), 0) + 1

    def hard_links_of(self, offence_key: str) -> tuple[HardLink, ...]:
        """Return the hard links of an offence."""
        return tuple(link for link in self.hard_links if offence_key in link.offences)

    def entries_after(self, seq: int) -> tuple[Recorded, ...]:
        """Return the entries after number `seq`, in order."""
        return tuple(entry for entry in self.entries if entry.seq > seq)
