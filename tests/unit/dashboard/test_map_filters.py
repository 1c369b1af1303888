"""Addresses are read forgivingly, and filters keep what they say."""

from __future__ import annotations

import runpy
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl

import numpy as np
import pytest

from sac_dash.dashboard.pages.map.filters import CLASSES, DEFAULT_LAYERS, MapFilters, read_filters
from sac_dash.dashboard.pages.map.loading import MapPage
from sac_dash.dashboard.pages.map.outlining import OutlineRule, outlined_series, series_places
from sac_dash.dashboard.pages.map.places import Places, places
from sac_dash.dashboard.pages.map.queries import map_content, table_rows
from sac_dash.dashboard.pages.map.selecting import latest, select
from sac_dash.dashboard.pages.map.timeline_queries import timeline_content
from sac_dash.dashboard.pages.map.wording import filter_chips
from sac_dash.dashboard.query_string import read_query, write_query
from sac_dash.geography.distances import distance_km
from sac_dash.patterns.grid_counts import count_cells
from sac_dash.patterns.periods import Period
from sac_dash.store import Store

FORCE = runpy.run_path(str(Path(__file__).parents[2] / "browser" / "invented_force.py"))


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """Return the invented force as the page holds it."""
    return places(Store(tmp_path_factory.mktemp("home")).publish(FORCE["invented_frames"](300), "invented"))


def page_of(held: Places, query: dict[str, str]) -> MapPage:
    """Return the page of an address over the invented force."""
    filters = read_filters(query)
    return MapPage(query, filters, held, select(held, filters), {}, has_boundaries=False)


def test_an_empty_address_shows_everything(held: Places) -> None:
    filters = read_filters({})
    assert filters == MapFilters()
    assert select(held, filters).chosen.all()


@pytest.mark.parametrize(
    "query",
    [
        {"from": "yesterday"},
        {"box": "1,2,x,4"},
        {"box": "1,2,3"},
        {"lasso": "nan,1,2,3,4,5"},
        {"view": "1,2"},
        {"circle": "-2,52,0"},
        {"circle": "-2,52,9999"},
        {"panel": "nonsense"},
        {"on": "once"},
    ],
)
def test_what_cannot_be_read_is_left_at_its_default(query: dict[str, str]) -> None:
    assert read_filters(query) == MapFilters()


def test_an_address_is_read_whole() -> None:
    query = {
        "class": "atm_attack,nonsense",
        "layers": "towns",
        "series": "S-1,S-2",
        "from": "2026-01-01",
        "box": "-3,52,-2,53",
    }
    filters = read_filters(query)
    assert filters.classes == ("atm_attack",)
    assert filters.layers == ("towns",)
    assert filters.series == ("S-1", "S-2")
    assert filters.first == date(2026, 1, 1)
    assert filters.outline == ((-3, 52), (-2, 52), (-2, 53), (-3, 53))


def test_an_area_keeps_what_lies_in_it_and_nothing_without_a_place(held: Places) -> None:
    chosen = select(held, MapFilters(outline=((-3, 52.5), (-2, 52.5), (-2, 53), (-3, 53)))).chosen
    inside = (held.longitude > -3) & (held.longitude < -2) & (held.latitude > 52.5) & (held.latitude < 53)
    assert np.array_equal(chosen, inside)
    assert not chosen[~held.placed].any()


def test_a_circle_keeps_what_lies_within_its_radius(held: Places) -> None:
    chosen = select(held, read_filters({"circle": "-2.22,52.192,12"})).chosen
    with np.errstate(invalid="ignore"):
        inside = distance_km(held.longitude, held.latitude, -2.22, 52.192) <= 12
    assert np.array_equal(chosen, inside)
    assert 0 < chosen.sum() < len(chosen)


def test_a_mere_look_makes_no_new_masks() -> None:
    look = read_filters({"view": "-2,52,8", "panel": "trend", "layers": "towns", "on": "2026-01-01"})
    assert look != MapFilters()
    assert look.narrowing() == MapFilters()
    assert read_filters({"circle": "-2,52,5"}).narrowing() != MapFilters()


def test_a_crossed_lasso_does_not_fail(held: Places) -> None:
    bow_tie = ((-3.0, 52.0), (-2.0, 53.0), (-2.0, 52.0), (-3.0, 53.0))
    assert select(held, MapFilters(outline=bow_tie)).chosen.any()


def test_a_window_that_touches_the_period_is_kept(held: Places) -> None:
    day = date(2026, 3, 1)
    chosen = select(held, MapFilters(first=day, last=day)).chosen
    midnight = np.datetime64("2026-03-01").astype("datetime64[ms]").astype(float)
    touches = (held.start_ms < midnight + 86_400_000) & (held.end_ms >= midnight)
    assert np.array_equal(chosen, touches)


def test_a_chosen_series_shows_its_numbered_journey_and_dims_the_rest(held: Places) -> None:
    page = page_of(held, {"series": "S-110"})
    content = map_content(page)
    assert [each.series_id for each in content.journeys] == ["S-110"]
    assert list(content.journeys[0].number) == sorted(content.journeys[0].number)
    assert content.points is not None
    assert int(content.points.clear.sum()) == int((page.selection.chosen & held.placed).sum())


def test_without_a_choice_only_active_and_compact_series_are_outlined(held: Places) -> None:
    content = map_content(page_of(held, {}))
    since = held.start_ms.max() - 90 * 86_400_000
    active = {held.series_ids[index] for index in held.series[held.start_ms >= since] if index >= 0}
    assert {each.series_id for each in content.hulls} <= active
    assert 0 < len(content.hulls) < len(held.series_ids)
    assert content.journeys == []


def test_a_spread_series_is_outlined_when_it_is_chosen(held: Places) -> None:
    selection = select(held, MapFilters())
    none = outlined_series(held, selection, MapFilters(), OutlineRule(extent_km=0.0))
    assert none == []
    assert len(outlined_series(held, selection, MapFilters(), OutlineRule(99_999, 99_999.0))) == 10


def test_series_come_in_the_order_of_their_windows(held: Places) -> None:
    for each in series_places(held, held.placed, MapFilters()):
        assert list(each.number) == sorted(each.number)


def test_the_table_is_latest_first_and_plain_text(held: Places) -> None:
    rows = table_rows(held, select(held, MapFilters()).chosen, {"S-110": "Night Owl"})
    assert [row["start"] for row in rows] == sorted((row["start"] for row in rows), reverse=True)
    assert any(row["series_name"] == "Night Owl" for row in rows)
    assert any("store <" in row["place"] for row in rows)


def test_what_users_wrote_is_escaped_where_plotly_reads_html(held: Places) -> None:
    content = map_content(page_of(held, {}))
    assert content.points is not None
    assert "store &lt;" in content.points.hover[0]


def test_weekly_counts_add_up_to_every_offence(held: Places) -> None:
    content = timeline_content(held, select(held, MapFilters()), MapFilters(), {}, "")
    assert sum(int(count.sum()) for count in content.counts.values()) == 300
    strip = content.lanes[-1]
    assert strip.series_id is None
    assert strip.density is not None
    assert int(strip.density.sum()) == int((held.series < 0).sum()), "no offence in no series is left out"


def test_offences_known_by_month_only_are_counted_in_months(held: Places) -> None:
    monthly = replace(held, month_only=np.ones(300, dtype=bool))
    content = timeline_content(monthly, select(monthly, MapFilters()), MapFilters(), {}, "")
    assert content.unit is Period.MONTH
    assert sum(int(count.sum()) for count in content.counts.values()) == 300
    few = replace(held, month_only=np.arange(300) < 40)
    content = timeline_content(few, select(few, MapFilters()), MapFilters(), {}, "")
    assert (content.unit, content.unplaced) == (Period.WEEK, 40)
    assert sum(int(count.sum()) for count in content.counts.values()) == 260


def test_squares_hold_every_placed_offence_and_surround_it(held: Places) -> None:
    cells = count_cells(held.squares, held.placed)
    assert int(cells.count.sum()) == int(held.placed.sum())
    west, east = cells.corners[..., 0].min(), cells.corners[..., 0].max()
    assert west <= held.longitude[held.placed].min()
    assert east >= held.longitude[held.placed].max()


def test_latest_agrees_with_a_full_sort(held: Places) -> None:
    everything = np.ones(300, dtype=bool)
    assert np.array_equal(held.start_ms[latest(held, everything, 20)], np.sort(held.start_ms)[::-1][:20])


def test_chips_take_away_their_own_filter_and_nothing_else() -> None:
    query = {"class": "atm_attack", "series": "S-1,S-2", "from": "2026-01-01", "to": "2026-01-31"}
    query |= {"circle": "-2.2,52.2,5", "around": "Worcester", "view": "1,2,3"}
    chips = filter_chips(query, read_filters(query), {"S-1": "Night Owl"})
    written = [dict(parse_qsl(getattr(chip, "data-write"), keep_blank_values=True)) for chip in chips]
    assert written == [
        {"class": ""},
        {"series": "S-2"},
        {"series": "S-1"},
        {"from": "", "to": ""},
        {"circle": "", "around": ""},
    ]
    said = [chip.title for chip in chips]
    assert said[1] == "Remove: Night Owl"
    assert said[3] == "Remove: 1 Jan 2026 – 31 Jan 2026"
    assert said[4] == "Remove: Within 5.0 km of Worcester"
    assert filter_chips({}, read_filters({}), {}) == []


def test_queries_round_trip() -> None:
    values = {"class": "atm_attack,enabler", "series": "Ü & co"}
    assert read_query(write_query(values)) == values
    assert set(CLASSES) >= set(read_filters({}).classes)
    assert read_filters({}).layers == DEFAULT_LAYERS
