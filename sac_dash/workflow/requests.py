"""What a user asks of the pipeline, as plain values: the command line and the pages fill these in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from sac_dash.ingest.mapping import ColumnMapping
from sac_dash.ingest.options import IngestOptions
from sac_dash.linkage.parameters import LinkageParameters
from sac_dash.linkage.travelling_model import TravellingModel


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class ReadRequest:
    """How source files are to be read.

    Parameters
    ----------
    mapping
        What the columns mean; None leaves them to be recognised.
    force
        The force of files that name none.
    include_titles
        Offence titles kept as class ``other`` though out of scope.
    today
        The moment (aware) after which an offence lies in the future.
    """

    mapping: ColumnMapping | None = None
    force: str | None = None
    include_titles: tuple[str, ...] = ()
    today: datetime = field(default_factory=_now)

    def options(self, scratch: Path | None = None) -> IngestOptions:
        """Return the request as ingest takes it; the disk of `scratch` takes what memory should not hold."""
        return IngestOptions(
            today=self.today.astimezone(UTC),
            force=self.force,
            include_titles=self.include_titles,
            scratch=scratch,
        )


@dataclass(frozen=True)
class Reach:
    """Which pairs are scored above 20,000 offences.

    Parameters
    ----------
    local_km, local_days
        Pairs as near as this, when no further apart in time than this.
    national_days
        Pairs at any distance, when no further apart in time than this.
    """

    local_km: float
    local_days: float
    national_days: float


@dataclass(frozen=True)
class Cluster:
    """Other processes or machines that search a large file.

    Parameters
    ----------
    scheduler
        Address of a Dask scheduler.
    shared
        Folder or object-store address that all its workers reach: the file lies there during the search.
    """

    scheduler: str
    shared: str


@dataclass(frozen=True)
class LinkRequest:
    """How offences are to be linked.

    Parameters
    ----------
    known
        A CSV of known series (`crime_ref, series`, `force` where several).
    top
        Best partners kept for every offence.
    suggestions
        Series suggested at most; None leaves the method's own number.
    seed
        Seed of everything drawn at random.
    jobs
        Processor cores; None is all.
    reach, min_probability
        For inputs above 20,000 offences; None leaves the method's own.
    priors
        Models of other forces to start from, beside the shipped one; several count by their mean.
    cluster
        Who searches an input above 20,000 offences; None is this process. It changes nothing in the result.
    whole
        Link everything anew, also where only a little of a large store is new.
    """

    known: Path | None = None
    top: int = 50
    suggestions: int | None = None
    seed: int = 0
    jobs: int | None = None
    reach: Reach | None = None
    min_probability: float | None = None
    priors: tuple[TravellingModel, ...] = ()
    cluster: Cluster | None = None
    whole: bool = False

    def parameters(self) -> LinkageParameters:
        """Return the method's parameters with what this request changes."""
        shipped = LinkageParameters()
        reach = shipped.reach
        if self.reach is not None:
            reach = replace(
                reach,
                local_km=self.reach.local_km,
                local_days=self.reach.local_days,
                national_days=self.reach.national_days,
            )
        if self.min_probability is not None:
            reach = replace(reach, min_probability=self.min_probability)
        series = shipped.series
        if self.suggestions is not None:
            series = replace(series, max_suggestions=self.suggestions)
        return replace(shipped, reach=reach, series=series)
