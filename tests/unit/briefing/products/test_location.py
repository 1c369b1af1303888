"""The location briefing: analysis filled in and true, tactics open, whatever is not known said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sac_dash.briefing import making
from sac_dash.briefing.document import Bullets, Document, Facts, OpenField, walk
from sac_dash.briefing.place_asked import place_asked
from sac_dash.briefing.products.request import BriefRequest
from sac_dash.briefing.rendering import Format, render
from sac_dash.briefing.source import BriefingSource
from sac_dash.domain.errors import SacDashError

from .planted_series import EAST, NORTH, PAIR_ID, REFERENCES, SERIES_ID, planted_source

TACTICAL = {
    "intention",
    "routes",
    "containment",
    "egress",
    "support",
    "administration",
    "risk",
    "communications",
}
RESTRICTED = {"restricted", "atm", "vrms"}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> BriefingSource:
    return planted_source(tmp_path_factory.mktemp("place"))


def briefed(source: BriefingSource, scope: str, series: str = "") -> Document:
    return making.compose(source, BriefRequest("location", scope, series=series))


def said(document: Document, key: str) -> str:
    found = next(each for each in document.passages() if each.key == key)
    return "\n".join(found.items) if isinstance(found, Bullets) else found.text


def facts(document: Document) -> dict[str, str]:
    return dict(row for each in walk(document.blocks) if isinstance(each, Facts) for row in each.rows)


def test_tactics_stand_open_and_nothing_is_written_in_them(source: BriefingSource) -> None:
    document = briefed(source, "P-1")
    fields = {each.key: each for each in walk(document.blocks) if isinstance(each, OpenField)}
    assert TACTICAL | RESTRICTED | {"rights", "review"} == set(fields)
    assert all(fields[key].filled_by == "commander" for key in TACTICAL)
    assert not {passage.key for passage in document.passages()} & set(fields)


def test_the_series_is_chosen_by_kind_then_distance_and_it_says_so(source: BriefingSource) -> None:
    words = said(briefed(source, "P-1"), "series")
    assert SERIES_ID in words
    assert "5 of its 6 offences with a known kind were at premises of this kind (convenience store)" in words
    assert "nearest offence 0.1 km away" in words


def test_distances_and_history_are_those_of_the_ground(source: BriefingSource) -> None:
    why = said(briefed(source, "spar clee"), "why")
    assert (
        "Nearest offence of the series: No. 6 on 14 Feb 2026, 100 m away; the middle of the series lies 1.6 km off"
        in why
    )
    assert "Kind of premises: convenience store, as at 5 of the 6" in why
    assert "Brand: Spar, as at 1 of the 1 offence" in why
    assert "At these premises: none on record" in why
    assert "Within 200 m besides: 2 offences (14 Feb 2026, 8 Oct 2025)" in why
    assert "Within 1 km besides: 2 offences (22 Feb 2026, 18 Oct 2025)" in why
    assert "Plant stolen within 20 km in the last 28 days: 1 (M/11 on 24 Feb 2026, 6.9 km)" in why


def test_a_crime_reference_names_its_premises_and_its_own_offence_is_not_the_nearest(
    source: BriefingSource,
) -> None:
    document = briefed(source, REFERENCES[2])
    assert said(document, "title").startswith("Hobarts of Wem: briefed against Op Greywether, 8 ")
    assert "The offence here is No. 3 of the series" in said(document, "why")
    assert "No. 2 on 13 Jan 2026, 1.0 km away" in said(document, "why")
    assert "At these premises: 1 offence (21 Jan 2026)" in said(document, "why")


def test_a_point_has_a_grid_reference_and_no_more(source: BriefingSource) -> None:
    held = facts(briefed(source, f"{EAST:.0f}, {NORTH:.0f}", SERIES_ID))
    assert held["Grid reference"] == "SO 500 750 · 350000, 275000"
    assert held["Type"] == "not on record"
    assert held["Measures"] == "no site record, so none known"


def test_measures_stand_with_their_dates(source: BriefingSource) -> None:
    assert facts(briefed(source, "P-1"))["Measures"] == "SmartWater, from 4 Mar 2025"


def test_a_site_without_coordinates_is_briefed_by_kind_and_says_what_is_not_measured(
    source: BriefingSource,
) -> None:
    document = briefed(source, "P-2", SERIES_ID)
    assert facts(document)["Grid reference"] == "place not known"
    assert "Distance to the series: not measured" in said(document, "why")
    assert "not measured, the place has no coordinates" in said(document, "why")


def test_no_series_near_is_said_and_the_tactical_fields_stand_all_the_same(source: BriefingSource) -> None:
    document = briefed(source, "P-3")
    assert "No series with an offence in the last 60 days or in hand lies within 60 km" in said(
        document, "series"
    )
    assert "Not enough data" in said(document, "window")
    assert any(isinstance(each, OpenField) and each.key == "routes" for each in walk(document.blocks))


def test_an_unknown_place_is_an_error_with_a_remedy(source: BriefingSource) -> None:
    with pytest.raises(SacDashError, match="no place is known as Atlantis"):
        place_asked(source, "Atlantis")


def test_an_ambiguous_site_name_asks_for_an_id(source: BriefingSource) -> None:
    twin = replace(
        source.book.sites["P-3"], record=replace(source.book.sites["P-3"].record, name="Spar Clee")
    )
    doubled = replace(source, book=replace(source.book, sites={**source.book.sites, "P-3": twin}))
    with pytest.raises(SacDashError, match="2 sites are called"):
        place_asked(doubled, "Spar Clee")


def test_the_warning_on_gas_stands_only_where_gas_or_explosive_is_coded(source: BriefingSource) -> None:
    assert "safety" not in {each.key for each in briefed(source, "P-1").passages()}
    warning = said(briefed(source, "P-1", PAIR_ID), "safety")
    assert warning.startswith("Gas, hot cutting or explosive is coded in 2 of 2. Do not approach")


def test_windows_too_few_are_said(source: BriefingSource) -> None:
    assert "not enough data" in said(briefed(source, "P-1", PAIR_ID), "window")


def test_it_renders_as_an_editable_document(source: BriefingSource) -> None:
    assert render(briefed(source, "P-1"), Format.DOCX).startswith(b"PK")
