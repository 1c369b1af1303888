"""West Mercia's published months as a trend by district: nothing is lost, and a later half-year continues it."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from sac_dash.casework import CaseBook
from sac_dash.patterns.counts import NOT_KNOWN
from sac_dash.patterns.periods import Period
from sac_dash.store import Store
from sac_dash.workflow.ingest_into_store import IngestOutcome, ingest_into_store
from sac_dash.workflow.policing_areas import add_boundary_layer
from sac_dash.workflow.requests import ReadRequest
from sac_dash.workflow.trend_splits import Split, SplitKind
from sac_dash.workflow.trend_words import ONLY_MONTHS, make_notes
from sac_dash.workflow.trends import TrendBasis, TrendChoice, TrendView, trend_source

pytestmark = pytest.mark.shared

READ = ReadRequest(today=datetime(2026, 6, 1, 9, tzinfo=UTC))
N_DISTRICTS = 9
SINCE = "2024"  # the older months are read by another test: two years tell as much in half the time
LATER = "2025"  # the half-year that comes in by itself
BY_AREA = TrendChoice(Period.WEEK, Split(SplitKind.AREA))  # weeks are asked for, months are what there is


@dataclass(frozen=True)
class Continued:
    """The trend before and after the later half-year came in, and what came in."""

    outcomes: tuple[IngestOutcome, IngestOutcome]
    views: tuple[TrendView, TrendView]
    basis: TrendBasis


def burglaries(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from (row for row in csv.DictReader(file) if row["Crime type"] == "Burglary")


def months(shared_data: Path) -> list[Path]:
    return sorted(path for path in (shared_data / "policeuk").glob("*.csv.gz") if path.name >= SINCE)


@pytest.fixture(scope="module")
def continued(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Continued:
    """Ingest the earlier months under official districts, then the half-year, asking the same both times."""
    store = Store(tmp_path_factory.mktemp("west_mercia"))
    add_boundary_layer(store, shared_data / "geo" / "wm_districts.geojson", "district", date(2012, 1, 1))
    outcomes, views = [], []
    for later in (False, True):
        files = [path for path in months(shared_data) if path.name.startswith(LATER) is later]
        outcomes.append(ingest_into_store(files, store, read=READ))
        basis = TrendBasis(trend_source(store.require_current(), store.boundaries(), CaseBook))
        views.append(basis.view(BY_AREA))
    return Continued((outcomes[0], outcomes[1]), (views[0], views[1]), basis)


def by_month(view: TrendView) -> dict[date, int]:
    return {each.start: each.n for each in view.total if each.n is not None}


def cells(view: TrendView) -> dict[tuple[str, date], int | None]:
    return {(group, each.start): each.n for group, periods in view.groups for each in periods}


def test_every_burglary_of_the_source_is_in_the_month_it_names(shared_data, continued):
    read: Counter[date] = Counter()
    for path in months(shared_data):
        for row in burglaries(path):
            year, month = map(int, row["Month"].split("-"))
            read[date(year, month, 1)] += 1
    counts = [outcome.quality.counts for outcome in continued.outcomes]
    twice = sum(each.duplicate for each in counts)
    counted = by_month(continued.views[1])
    assert set(counted) == set(read)
    assert sum(read.values()) - sum(counted.values()) == twice
    assert all(0 <= read[start] - n <= twice for start, n in counted.items())


def test_districts_and_those_in_none_add_up_in_every_month(continued):
    for view in continued.views:
        for bar in view.total:
            said = [n for (_, start), n in cells(view).items() if start == bar.start]
            if bar.n is None:
                assert set(said) == {None}
            else:
                assert sum(n or 0 for n in said) == bar.n == bar.n_asked
    assert len(set(dict(view.groups)) - {NOT_KNOWN}) == N_DISTRICTS


def test_districts_are_those_that_the_source_names(shared_data, continued):
    path = next(each for each in months(shared_data) if each.name.startswith("2025-03"))
    named = Counter(row["LSOA name"].rsplit(" ", 1)[0] for row in burglaries(path))
    counted = cells(continued.views[1])
    for district in ("Worcester", "Redditch", "Telford and Wrekin", "Wyre Forest"):
        assert abs((counted[district, date(2025, 3, 1)] or 0) - named[district]) <= max(
            2, named[district] // 10
        )


def test_the_later_half_year_continues_the_trend_and_changes_nothing_before_it(continued):
    before, after = (cells(view) for view in continued.views)
    held = {key: n for key, n in before.items() if n is not None}
    assert held == {key: after[key] for key in held}
    fresh = {start for start in by_month(continued.views[1]) if start not in by_month(continued.views[0])}
    assert fresh == {date(2025, month, 1) for month in range(1, 7)}
    gap = [bar for bar in continued.views[1].total if date(2024, 4, 1) <= bar.start < date(2025, 1, 1)]
    assert [bar.n for bar in gap] == [None] * 9  # not loaded is no nought


def test_the_page_would_say_what_cannot_be_said(continued):
    view = continued.views[1]
    said = [note.text for note in make_notes(view, view.total, only_months=continued.basis.only_months)]
    assert ONLY_MONTHS in said
    assert any("Not enough data for an expected range" in text for text in said)
    assert any("no data loaded: a gap, not nought" in text for text in said)
    assert any("lie in no known area" in text for text in said)
    assert view.period is Period.MONTH
    assert view.frame.filter(pl.col("upper").is_not_null()).is_empty()
