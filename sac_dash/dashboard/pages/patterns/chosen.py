"""The offences that a choice is about, with what every analysis of them takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import polars as pl

from sac_dash.dashboard import state
from sac_dash.dashboard.pages.patterns.choice import Choice
from sac_dash.dashboard.shell.cut_off import cut_off
from sac_dash.domain.when import SOURCE_TIMEZONE
from sac_dash.geography.metric_places import MetricPlaces, metric_places
from sac_dash.patterns.premises import identify_premises
from sac_dash.patterns.time_windows import TimeWindows, read_windows
from sac_dash.store import Generation

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class WholeFile:
    """What is worked out of all offences of a generation once, whatever is chosen."""

    def __init__(self, offences: pl.DataFrame, as_of: datetime) -> None:
        self.offences = offences
        self.as_of = as_of
        self.windows = read_windows(self.offences)
        self.areas = self.offences["policing_area"].drop_nulls().unique().sort().to_list()
        self.classes = self.offences["offence_class"].unique().sort().to_list()

    @cached_property
    def places(self) -> MetricPlaces:
        """Return every offence's place in metres."""
        return metric_places(self.offences)

    @cached_property
    def premises(self) -> Ints:
        """Return the number of every offence's premises."""
        return identify_premises(self.offences)


@state.per_generation
def whole_file(generation: Generation) -> WholeFile:
    """Return what is worked out once for a generation."""
    return WholeFile(generation.offences, cut_off(generation).as_of or generation.published_at)


@dataclass(frozen=True, eq=False)
class Chosen:
    """Some offences of a file.

    Attributes
    ----------
    rows
        Their positions in it, ascending.
    as_of
        Up to when they are known (aware): the cut-off, or the end of the period chosen.
    """

    file: WholeFile
    rows: Ints
    as_of: datetime

    def columns(self, *names: str) -> pl.DataFrame:
        """Return some columns of their records: a choice is kept, and all columns of a million are large."""
        frame = self.file.offences.select(names)
        return frame if len(self.rows) == frame.height else frame[self.rows]

    @property
    def windows(self) -> TimeWindows:
        """Return their windows."""
        whole = self.file.windows
        return whole if len(self.rows) == len(whole) else whole.take(self.rows)

    @property
    def metres(self) -> tuple[Floats, Floats]:
        """Return their places."""
        places = self.file.places
        return places.x_m[self.rows], places.y_m[self.rows]

    @property
    def premises(self) -> Ints:
        """Return their premises."""
        return self.file.premises[self.rows]

    @property
    def degrees(self) -> tuple[Floats, Floats]:
        """Return their longitudes and latitudes; NaN where unknown."""
        frame = self.columns("longitude", "latitude").fill_null(float("nan"))
        return frame["longitude"].to_numpy(), frame["latitude"].to_numpy()


def choose(standing: state.Standing, choice: Choice) -> Chosen:
    """Return the offences of a choice; of a series its members as they stand."""
    file = whole_file(standing.generation)
    day = pl.col("from_at").dt.convert_time_zone(SOURCE_TIMEZONE).dt.date()
    held = file.offences.select("offence_class", "policing_area", "from_at").with_row_index("row")
    for column, wanted in (("offence_class", choice.offence_class), ("policing_area", choice.area)):
        held = held.filter(pl.col(column) == wanted) if wanted else held
    held = held.filter(day >= choice.first) if choice.first else held
    held = held.filter(day <= choice.last) if choice.last else held
    if choice.series:
        members = standing.series.members().filter(pl.col("series_id") == choice.series)
        held = held.filter(pl.col("row").is_in(members["row"].unique().implode()))
    return Chosen(file, held["row"].to_numpy().astype(np.int64), _known_to(file.as_of, choice))


def _known_to(cut: datetime, choice: Choice) -> datetime:
    if choice.last is None:
        return cut
    after = choice.last + timedelta(days=1)
    midnight = datetime(after.year, after.month, after.day, tzinfo=ZoneInfo(SOURCE_TIMEZONE))
    return min(cut, midnight.astimezone(UTC))
