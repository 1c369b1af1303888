"""What the Timelines page asks of the series as they stand: order, tempo, and the rows of one page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from sac_dash.dashboard import state
from sac_dash.dashboard.clock_words import say_clock, say_quiet
from sac_dash.dashboard.kept_results import KeptResults
from sac_dash.dashboard.pages.timelines.choice import Choice, window_of
from sac_dash.dashboard.pages.timelines.wording import say_spree, say_windows
from sac_dash.dashboard.series_names import label_series
from sac_dash.dashboard.shell.cut_off import cut_off
from sac_dash.domain.when import SOURCE_TIMEZONE
from sac_dash.figures.series_rows import MS_A_DAY, Reach, SeriesRow
from sac_dash.figures.wording import local_ms
from sac_dash.patterns.series_order import order_series
from sac_dash.patterns.series_tempo import SeriesTempo, measure_tempos
from sac_dash.store import Generation
from sac_dash.workflow.night import series_head

ROWS_A_PAGE = 60
PAGES_KEPT = 24
SPREE_AT_MS = MS_A_DAY  # a spree night is marked at its midnight
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class TimelinesView:
    """The rows of one page and what is said around them.

    Parameters
    ----------
    n, page, pages
        Series in all, the page shown, how many there are.
    days, window
        First and last day shown; the same as local ms, up to the end of the last.
    edges_ms, counts
        Weeks, and the offences of all series chosen whose windows begin in each.
    """

    rows: list[SeriesRow]
    tempos: list[SeriesTempo]
    n: int
    page: int
    pages: int
    days: tuple[date, date]
    window: Reach
    edges_ms: Floats
    counts: npt.NDArray[np.int64]
    cut_off_ms: float
    as_of: datetime
    known: frozenset[str]


@state.per_generation
def local_windows(generation: Generation) -> tuple[Floats, Floats]:
    """Return the start and end of every offence's window in local ms."""
    local_ms = (
        pl.col(name).dt.convert_time_zone(SOURCE_TIMEZONE).dt.replace_time_zone(None).dt.epoch("ms")
        for name in ("from_at", "to_at")
    )
    spans = generation.offences.select(local_ms)
    start, end = (spans[name].to_numpy().astype(np.float64) for name in spans.columns)
    return start, end


class TimelinesBasis:
    """The series of one standing in the columns that are drawn, worked out once and then kept."""

    def __init__(self, standing: state.Standing) -> None:
        generation = standing.generation
        self.as_of = cut_off(generation).as_of or generation.published_at
        self.series = standing.series.series
        self.offences = generation.offences
        members = standing.series.members().select("series_id", "row").unique()
        dates = generation.offences.select("from_at", "to_at").with_row_index("row")
        self.members = members.join(dates, on="row")
        self.tempos = measure_tempos(self.members, self.as_of)
        self.start_ms, self.end_ms = local_windows(generation)
        self._pages: KeptResults[list[SeriesRow]] = KeptResults(PAGES_KEPT)
        self.known = frozenset(self.series.filter(pl.col("known") | pl.col("owned"))["series_id"])

    def view(self, choice: Choice, names: dict[str, str]) -> TimelinesView:
        """Return what a choice shows; `names` are those that analysts gave."""
        ids = order_series(self.series, choice.order, self.as_of if choice.only_active else None)
        ids = [each for each in ids if each in self.tempos]
        pages = max(1, -(-len(ids) // ROWS_A_PAGE))
        page = min(choice.page, pages)
        shown = [self.tempos[each] for each in ids[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE]]
        starts = self.start_ms[[row for each in ids for row in self.tempos[each].rows]]
        cut_off_ms = local_ms(self.as_of)
        first = _day_of(float(starts.min()) if len(starts) else cut_off_ms)
        begin, end = window_of(choice, first, _day_of(cut_off_ms))
        edges = _weeks(first, max(end, _day_of(cut_off_ms) + timedelta(days=1)))
        return TimelinesView(
            rows=self._kept_rows(shown, names),
            tempos=shown,
            n=len(ids),
            page=page,
            pages=pages,
            days=(begin, end - timedelta(days=1)),
            window=(_day_ms(begin), _day_ms(end)),
            edges_ms=edges,
            counts=np.histogram(starts, edges)[0].astype(np.int64),
            cut_off_ms=cut_off_ms,
            as_of=self.as_of,
            known=self.known,
        )

    def _kept_rows(self, tempos: list[SeriesTempo], names: dict[str, str]) -> list[SeriesRow]:
        """Return the rows of a page; a zoom shows the same ones over another time."""
        shown = tuple((tempo.series_id, names.get(tempo.series_id)) for tempo in tempos)
        return self._pages.get(shown, lambda: self._rows(tempos, names))

    def _rows(self, tempos: list[SeriesTempo], names: dict[str, str]) -> list[SeriesRow]:
        """Return the rows of some series, with the words of every window."""
        wanted = [row for tempo in tempos for row in tempo.rows]
        said = say_windows(self.offences[wanted]) if wanted else []
        keys = self.offences["offence_key"].gather(wanted).to_list() if wanted else []
        rows, at = [], 0
        for tempo in tempos:
            own = slice(at, at + len(tempo.rows))
            at = own.stop
            rows.append(self._row(tempo, label_series(tempo.series_id, names), keys[own], said[own]))
        return rows

    def _row(self, tempo: SeriesTempo, name: str, keys: list[str], said: list[str]) -> SeriesRow:
        places, said = list(tempo.rows), list(said)
        for spree in tempo.sprees:
            for position in spree.positions:
                said[position] += f"<br>{say_spree(spree)}"
        return SeriesRow(
            series_id=tempo.series_id,
            label=name,
            silence=f"{say_quiet(tempo.clock)}, {say_clock(tempo.clock)}",
            start_ms=self.start_ms[places],
            end_ms=self.end_ms[places],
            keys=keys,
            hover=said,
            median_gap_days=tempo.median_gap_days,
            spree_ms=[_day_ms(spree.night) + SPREE_AT_MS for spree in tempo.sprees],
        )


_kept: KeptResults[TimelinesBasis] = KeptResults(3)


def timelines_basis(standing: state.Standing) -> TimelinesBasis:
    """Return the series of a standing; a ticked action works nothing out anew."""
    generation = standing.generation
    key: tuple[Any, ...] = (str(generation.folder), generation.id, series_head(standing.book))
    return _kept.get(key, lambda: TimelinesBasis(standing))


def _day_ms(day: date) -> float:
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1_000


def _day_of(local_ms: float) -> date:
    return datetime.fromtimestamp(local_ms / 1_000, tz=UTC).date()


def _weeks(first: date, end: date) -> Floats:
    """Return the Mondays from the week of `first` to the one after the last day."""
    monday = first - timedelta(days=first.weekday())
    n = max(1, -(-(end - monday).days // 7))
    return np.asarray(_day_ms(monday) + np.arange(n + 1) * 7 * MS_A_DAY, dtype=np.float64)
