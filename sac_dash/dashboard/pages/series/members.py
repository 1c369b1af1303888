"""The members of a series in order of time, as a table."""

from __future__ import annotations

from typing import Any

import polars as pl

from sac_dash.dashboard.mo_words import label_code
from sac_dash.dashboard.pages.series.places import place_of, premises_of
from sac_dash.dashboard.pages.series.queries import SeriesDetail
from sac_dash.dashboard.pages.series.wording import STANDING_NOTES
from sac_dash.dashboard.wording import local, say_chance
from sac_dash.domain.facets import TagState
from sac_dash.domain.offence_class import CLASS_LABELS
from sac_dash.figures.series_timeline import TimelineMember, describe_window, say_gap_days
from sac_dash.patterns.series_standing import Standing

_CLASS_NAMES = {each.value: label for each, label in CLASS_LABELS.items()}
WRAPPED = {"wrapText": True, "autoHeight": True, "cellStyle": {"lineHeight": "1.3", "paddingTop": "6px"}}
APART = {"member-apart": "params.value !== 'Core'"}
MEMBER_COLUMNS: list[dict[str, Any]] = [
    {"field": "number", "headerName": "No.", "width": 48, "pinned": "left", "cellClass": "num"},
    {"field": "reference", "headerName": "Crime ref.", "width": 114},
    {"field": "window", "headerName": "Between", "width": 226},
    {"field": "gap", "headerName": "Gap", "width": 60, "cellClass": "num"},
    {
        "field": "role",
        "headerName": "Role",
        "width": 104,
        "tooltipField": "note",
        "cellClassRules": APART,
        **WRAPPED,
    },
    {"field": "place", "headerName": "Place", "width": 168, "tooltipField": "place"},
    {"field": "premises", "headerName": "Premises", "width": 180},
    {"field": "codes", "headerName": "MO codes", "minWidth": 240, "flex": 1, "tooltipField": "codes"},
    {"field": "belongs", "headerName": "Belongs", "width": 190},
    {"field": "kind", "headerName": "Class", "width": 150},
]


def timeline_members(detail: SeriesDetail) -> list[TimelineMember]:
    """Return the members as the timeline draws them."""
    return [
        TimelineMember(number, row["crime_ref"], local(row["from_at"]), local(row["to_at"]), place_of(row))
        for number, row in enumerate(detail.members.iter_rows(named=True), start=1)
    ]


def member_rows(detail: SeriesDetail) -> list[dict[str, Any]]:
    """Return the rows of the members table."""
    codes = _codes_of(detail.tags)
    rows = list(detail.members.iter_rows(named=True))
    return [
        {
            "id": str(number),
            "number": number,
            "reference": row["crime_ref"],
            "window": describe_window(member),
            "gap": _gap(rows, number),
            "place": place_of(row),
            "premises": premises_of(row),
            "codes": ", ".join(codes.get(row["row"], ["None recorded"])),
            "role": _role(standing, known=detail.card.known),
            "note": STANDING_NOTES[standing],
            "belongs": say_chance(row["membership_prob"]).capitalize(),
            "kind": _CLASS_NAMES[row["offence_class"]] + (" (attempt)" if row["attempt"] else ""),
        }
        for (number, row), member, standing in zip(
            enumerate(rows, start=1), timeline_members(detail), detail.card.standing, strict=True
        )
    ]


def _role(standing: Standing, *, known: bool) -> str:
    """Return a member's role in a few words; who stands apart is periphery, whatever the links say."""
    if standing is Standing.WITHIN:
        return "Core"
    words = "stands apart in time" if standing is Standing.APART_IN_TIME else "weakly linked"
    return f"Listed: {words}" if known else f"Periphery: {words}"


def _gap(rows: list[dict[str, Any]], number: int) -> str:
    """Return the days since the window of the offence before began."""
    if number == 1:
        return ""
    return say_gap_days((rows[number - 1]["from_at"] - rows[number - 2]["from_at"]).total_seconds() / 86_400)


def _codes_of(tags: pl.DataFrame) -> dict[int, list[str]]:
    """Return the labels of the behaviours present, by row."""
    present = tags.filter(pl.col("state") != TagState.ABSENT.value).unique(
        ["row", "facet", "code"], maintain_order=True
    )
    codes: dict[int, list[str]] = {}
    for row, facet, code in present.select("row", "facet", "code").iter_rows():
        codes.setdefault(row, []).append(label_code(facet, code))
    return codes
