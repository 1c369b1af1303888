"""What all assessments made of one source share: counted once, however many areas are asked for.

Counts are made for every area and class together over one grid of months, so that a month in which a
quiet area had nothing is a nought and not a gap, and so that the areas add up to the force.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from sac_dash.briefing.assessing.stated_codes import StatedCodes, read_stated
from sac_dash.briefing.series_content import SeriesContent, content_of
from sac_dash.briefing.source import BriefingSource
from sac_dash.domain.offence_class import CLASS_LABELS, LINKED_CLASSES, OffenceClass
from sac_dash.patterns.area_counts import count_by_area
from sac_dash.patterns.counts import COUNTS, NOT_KNOWN, count_by_period
from sac_dash.patterns.periods import Period, local_day, period_of, start_of
from sac_dash.patterns.premises import identify_premises
from sac_dash.patterns.recording_lag import RecordingLag, measure_lag
from sac_dash.patterns.series_areas import home_forces

LINKED = tuple(each.value for each in LINKED_CLASSES)
OTHER_FORCES = "Other forces"
_KEPT = "assessing"
_APART = "\x1f"  # between area and class in one key: stands in no name


def ground_of(source: BriefingSource) -> Ground:
    """Return the ground of a source, laid once."""
    if _KEPT not in source.worked_out:
        source.worked_out[_KEPT] = Ground(source)
    ground: Ground = source.worked_out[_KEPT]
    return ground


class Ground:
    """Offences with the month they count in, and what is worked out of all of them.

    Attributes
    ----------
    offences
        `domain.columns.OFFENCES` with `row` and `month` (local); those after the end of the data left out.
    areas
        Policing areas that any offence lies in, by name.
    home
        The forces whose areas are known.
    """

    def __init__(self, source: BriefingSource) -> None:
        self.source = source
        self.as_of: datetime = source.as_of
        self.offences = (
            source.offences.with_row_index("row")
            .filter(pl.col("from_at") <= self.as_of)
            .with_columns(period_of("from_at", Period.MONTH).alias("month"))
        )
        self.areas: list[str] = self.offences["policing_area"].drop_nulls().unique().sort().to_list()
        self.home = home_forces(self.offences)

    @property
    def months(self) -> list[date]:
        """Return every month of the data, the first first."""
        return self._grid["period_start"].to_list()

    @cached_property
    def last_whole_month(self) -> date:
        """Return the last month that had ended at the end of the data; without one, the last there is."""
        whole = self._grid.filter("complete")["period_start"]
        return whole[-1] if len(whole) else self.months[-1]

    def is_whole(self, month: date) -> bool:
        """Tell whether a month had ended at the end of the data."""
        monthly = (self.offences["month"] == month) & (self.offences["when_precision"] == "month")
        return month < start_of(local_day(self.as_of), Period.MONTH) or bool(monthly.any())

    @cached_property
    def lag(self) -> RecordingLag | None:
        """Return how late offences are recorded."""
        return measure_lag(self.offences)

    @cached_property
    def classes(self) -> list[OffenceClass]:
        """Return the classes any offence held is of."""
        held = set(self.offences["offence_class"])
        return [each for each in CLASS_LABELS if each.value in held]

    @cached_property
    def force_said(self) -> str:
        """Return whose offences are held: one force by name, its neighbours' by number."""
        forces = self.offences["force"].drop_nulls().unique().sort().to_list()
        if len(forces) <= 1:
            return forces[0] if forces else "all offences held"
        others = len(forces) - 1
        if len(self.home) == 1:
            return (
                f"{next(iter(self.home))}, with what is held of {others} other"
                f" force{'' if others == 1 else 's'}"
            )
        return f"{len(forces)} forces"

    @cached_property
    def premises(self) -> npt.NDArray[np.int64]:
        """Return the number of the premises of each of `offences`; -1 where they cannot be told."""
        return identify_premises(self.offences)

    @cached_property
    def stated(self) -> StatedCodes:
        """Return the behaviours that each offence states."""
        return read_stated(self.source.tags)

    def marked(self, wanted: pl.Expr) -> npt.NDArray[np.bool_]:
        """Return for every row of the source whether it is an attack or burglary of `offences` that is wanted."""
        rows = self.offences.filter(wanted & pl.col("offence_class").is_in(LINKED))["row"].to_numpy()
        marked = np.zeros(self.source.offences.height, np.bool_)
        marked[rows] = True
        return marked

    @cached_property
    def placed(self) -> pl.DataFrame:
        """Return the offences that count as members of series: `series_id, row, standing, month, policing_area`."""
        counts = pl.col("standing").is_in(["accepted", "suggested", "possible"]) & pl.col("row").is_not_null()
        members = self.source.placed.filter(counts).select("series_id", "row", "standing")
        return members.join(
            self.offences.select("row", "month", "from_at", "policing_area"), on="row", how="inner"
        )

    def content(self, series_id: str) -> SeriesContent:
        """Return all that is said of a series, worked out once."""
        return content_of(self.source, series_id)

    def count(self, area: str, classes: Sequence[str]) -> pl.DataFrame:
        """Return the counts by month (`COUNTS`) of some classes in an area ("" for the force).

        A month in which the area was not in force on every day is not complete, so it is no history.
        """
        wanted = pl.col("offence_class").is_in(list(classes))
        mine = wanted & (pl.col("area") == area) if area else wanted
        summed = self._cells.filter(mine).group_by("period_start").agg(pl.col("n").sum())
        counted = self._grid.join(summed, on="period_start", how="left", maintain_order="left")
        known = pl.when(pl.col("covered")).then(pl.col("n").fill_null(0))
        frame = counted.select(
            "period_start", group=pl.lit(area or "force"), n=known, complete=pl.col("complete")
        )
        return self._while_in_force(frame, area).select(*COUNTS)

    def count_rows(self, rows: pl.Series) -> pl.DataFrame:
        """Return the counts by month (`COUNTS`) of some offences, over the months of all."""
        mine = self.offences.filter(pl.col("row").is_in(rows.implode()))
        summed = mine.group_by(pl.col("month").alias("period_start")).agg(n=pl.len().cast(pl.Int64))
        counted = self._grid.join(summed, on="period_start", how="left", maintain_order="left")
        known = pl.when(pl.col("covered")).then(pl.col("n").fill_null(0))
        return counted.select(
            "period_start", group=pl.lit("chosen"), n=known, complete=pl.col("complete")
        ).select(*COUNTS)

    @cached_property
    def _cells(self) -> pl.DataFrame:
        """Return `area, offence_class, period_start, n` of every area and class that any offence is of."""
        area = pl.col("policing_area").fill_null(NOT_KNOWN)
        keyed = self.offences.with_columns(cell=area + _APART + pl.col("offence_class"))
        counted = count_by_period(keyed, Period.MONTH, "cell", self.as_of)
        parts = pl.col("group").str.split_exact(_APART, 1).struct.rename_fields(["area", "offence_class"])
        return counted.with_columns(parts.alias("parts")).unnest("parts")

    @cached_property
    def _grid(self) -> pl.DataFrame:
        every = count_by_period(self.offences, Period.MONTH, None, self.as_of)
        return every.select("period_start", "complete", covered=pl.col("n").is_not_null())

    @cached_property
    def _in_force(self) -> pl.DataFrame:
        counted = count_by_area(self.offences, self.source.boundaries, Period.MONTH, self.as_of)
        return counted.counts.select("period_start", "group", "in_force")

    def _while_in_force(self, counts: pl.DataFrame, area: str) -> pl.DataFrame:
        if not area or self.source.boundaries.is_empty():
            return counts
        share = self._in_force.filter(pl.col("group") == area).select("period_start", "in_force")
        joined = counts.join(share, on="period_start", how="left", maintain_order="left")
        partly = (pl.col("in_force") < 1).fill_null(value=False)
        absent = ((pl.col("in_force") == 0) & (pl.col("n") == 0)).fill_null(value=False)
        return joined.with_columns(
            complete=pl.col("complete") & ~partly, n=pl.when(~absent).then(pl.col("n"))
        )
