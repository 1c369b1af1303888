"""The members of a series in order of time, as a table."""

from __future__ import annotations

from typing import Any

import polars as pl

from sac_dash.dashboard.pages.series.queries import SeriesDetail
from sac_dash.dashboard.pages.series.wording import STANDING_NOTES
from sac_dash.domain.facets import TagState
from sac_dash.domain.offence_class import CLASS_LABELS
from sac_dash.figures.place_words import place_of, premises_of
from sac_dash.figures.series_timeline import TimelineMember, describe_window, say_gap_days
from sac_dash.figures.wording import local, say_chance, say_moment, say_window
from sac_dash.mo.labels import label_code
from sac_dash.patterns.series_standing import Standing

_CLASS_NAMES = {each.value: label for each, label in CLASS_LABELS.items()}
APART = {"member-apart": "params.value !== 'Core'"}
STANDS_RULES = {
    "stands-accepted": "params.value.startsWith('Accepted')",
    "stands-possible": "params.value.startsWith('Possible')",
    "stands-rejected": "params.value.startsWith('Rejected')",
    "stands-proposed": "params.value.startsWith('Proposed')",
}
ROW_RULES = {"row-in-hand": "params.data.chosen", "row-beside": "params.data.number === ''"}
MEMBER_COLUMNS: list[dict[str, Any]] = [
    {"field": "number", "headerName": "No.", "width": 48, "cellClass": "num"},
    {"field": "reference", "headerName": "Crime ref.", "width": 112},
    {
        "field": "stands",
        "headerName": "Verdict",
        "width": 128,
        "tooltipField": "said",
        "cellClassRules": STANDS_RULES,
    },
    {"field": "window", "headerName": "Between", "width": 216, "tooltipField": "window"},
    {"field": "gap", "headerName": "Gap", "width": 60, "cellClass": "num"},
    {"field": "place", "headerName": "Place", "width": 138, "tooltipField": "place"},
    {"field": "premises", "headerName": "Premises", "width": 150, "tooltipField": "premises"},
    {
        "field": "role",
        "headerName": "Fits",
        "width": 140,
        "tooltipField": "note",
        "cellClassRules": APART,
    },
    {"field": "belongs", "headerName": "By the links", "width": 190, "tooltipField": "belongs"},
    {"field": "codes", "headerName": "MO codes", "minWidth": 240, "flex": 1, "tooltipField": "codes"},
    {"field": "kind", "headerName": "Class", "width": 150},
]
_STANDS_WORDS = {
    "accepted": "Accepted",
    "possible": "Possible",
    "suggested": "Not yet judged",
    "proposed": "Proposed",
    "rejected": "Rejected",
}
PROPOSED_NOTE = "A later run would add it; it is no member until you say so."


def timeline_members(detail: SeriesDetail) -> list[TimelineMember]:
    """Return the members as the timeline draws them."""
    return [
        TimelineMember(number, row["crime_ref"], local(row["from_at"]), local(row["to_at"]), place_of(row))
        for number, row in enumerate(detail.members.iter_rows(named=True), start=1)
    ]


def member_rows(detail: SeriesDetail, chosen: int | None = None) -> list[dict[str, Any]]:
    """Return the rows of the members table: members by number, then what is proposed or rejected."""
    codes = _codes_of(detail.tags)
    rows = list(detail.members.iter_rows(named=True))
    numbered = zip(enumerate(rows, start=1), timeline_members(detail), detail.card.standing, strict=True)
    members = [
        _row(detail, row, codes)
        | {
            "number": number,
            "chosen": number == chosen,
            "window": describe_window(member),
            "gap": _gap(rows, number),
            "role": _role(standing, known=detail.card.known),
            "note": STANDING_NOTES[standing],
        }
        for (number, row), member, standing in numbered
    ]
    beside = [_row(detail, row, {}) | _beside(row) for row in detail.beside.iter_rows(named=True)]
    return [*members, *beside]


def _row(detail: SeriesDetail, row: dict[str, Any], codes: dict[int, list[str]]) -> dict[str, Any]:
    """Return what every row of the table says."""
    stands, said = say_stands(detail, row["offence_key"], row["stands"])
    prob = row["membership_prob"]
    return {
        "id": row["offence_key"],
        "reference": row["crime_ref"],
        "stands": stands,
        "said": said,
        "place": place_of(row),
        "premises": premises_of(row),
        "codes": ", ".join(codes.get(row["row"], [])),
        "belongs": say_chance(prob).capitalize() if prob is not None else "Not by the last run",
        "kind": _CLASS_NAMES[row["offence_class"]] + (" (attempt)" if row["attempt"] else ""),
    }


def _beside(row: dict[str, Any]) -> dict[str, Any]:
    """Return the cells of an offence that is no member."""
    note = PROPOSED_NOTE if row["stands"] == "proposed" else ""
    return {
        "number": "",
        "chosen": False,
        "window": say_window(row),
        "gap": "",
        "role": "",
        "note": note,
    }


def say_stands(detail: SeriesDetail, offence_key: str, stands: str) -> tuple[str, str]:
    """Return an offence's verdict in a word or two, and who gave it when and why."""
    judgement = detail.card.owned.judgements.get(offence_key) if detail.card.owned else None
    words = _STANDS_WORDS[stands]
    if judgement is None:
        on_record = stands == "accepted"
        return ("Accepted (listed)", "The force's own records name it.") if on_record else (words, "")
    said = f"{words} by {judgement.user}, {say_moment(judgement.at)}"
    return words, f"{said}: {judgement.reason}" if judgement.reason else said


def _role(standing: Standing, *, known: bool) -> str:
    """Return a member's role in a few words; who stands apart is periphery, whatever the links say."""
    if standing is Standing.WITHIN:
        return "Core"
    words = "apart in time" if standing is Standing.APART_IN_TIME else "weakly linked"
    return f"Listed, {words}" if known else f"Edge: {words}"


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
