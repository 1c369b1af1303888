"""The pictures of an assessment: what they are drawn of, and when there is none."""

from __future__ import annotations

import polars as pl

from sac_dash.briefing.assessing.ground import ground_of
from sac_dash.briefing.assessing.headline import themes_of_month
from sac_dash.briefing.assessing.hours import hours_of_month
from sac_dash.briefing.assessing.scope import scope_of
from sac_dash.briefing.assessment_pictures import THEME_COLOURS, draw_hours, draw_map
from sac_dash.briefing.document import Picture, Plot, walk
from sac_dash.briefing.offence_nouns import theme_of
from sac_dash.briefing.products.assessment import compose
from sac_dash.briefing.products.request import BriefRequest
from tests.unit.briefing.products.invented_months import offences, source_of


def test_an_assessment_holds_its_trend_map_and_hours_with_words_for_who_cannot_see_them() -> None:
    document = compose(source_of(offences()), BriefRequest("assessment"))
    pictures = list(document.pictures())
    assert [each.key for each in pictures] == ["trend", "map", "week"]
    assert all(each.alt and each.png.startswith(b"\x89PNG") for each in pictures)
    plot = next(each for each in walk(document.blocks) if isinstance(each, Plot))
    assert dict(plot.series)["Offences"][-1] == 6
    assert len(plot.categories) == 36


def test_the_map_tells_how_many_it_shows() -> None:
    held = offences()
    last_may = held.with_row_index("row").filter(pl.col("from_at").dt.date().cast(pl.String) == "2026-05-02")[
        "row"
    ][0]
    unplaced = held.with_row_index("row").with_columns(
        easting=pl.when(pl.col("row") != last_may).then("easting")
    ).drop("row")  # fmt: skip
    ground = ground_of(source_of(unplaced))
    scope = scope_of(ground, "", None)
    picture = draw_map(ground, scope, themes_of_month(ground, scope)[0], 4.0, 3.0)
    assert isinstance(picture, Picture)
    assert "5 of 6" in picture.caption
    assert "1 has no known place" in picture.caption


def test_without_places_or_hours_there_is_no_picture() -> None:
    nowhere = offences().with_columns(
        easting=pl.lit(None, pl.Float64), to_at=pl.col("from_at") + pl.duration(days=6)
    )
    ground = ground_of(source_of(nowhere))
    scope = scope_of(ground, "", None)
    assert draw_map(ground, scope, {}, 4.0, 3.0) is None
    assert draw_hours(ground, hours_of_month(ground, scope), 4.0, 3.0) is None


def test_every_theme_has_a_colour_of_its_own() -> None:
    tags = pl.DataFrame(
        {
            "row": [0, 1],
            "facet": ["atm_attack", "property"],
            "code": ["rip_out", "tobacco"],
            "state": ["present"] * 2,
        },
        schema_overrides={"row": pl.UInt32},
    )
    rows = pl.Series([0, 1], dtype=pl.UInt32)
    named = {
        *theme_of(tags, rows, "atm_attack").values(),
        *theme_of(tags, rows, "commercial_burglary").values(),
    }
    assert named <= set(THEME_COLOURS)
    assert len(set(THEME_COLOURS.values())) == len(THEME_COLOURS)
