"""The hand-over to organised-crime mapping: filled from records, blank where only people know."""

from __future__ import annotations

import io

import polars as pl
import pytest
from openpyxl import load_workbook

from sac_dash.briefing.handover_workbook import (
    ASSESSMENT,
    HANDOVER_BEHAVIOURS,
    HANDOVER_HISTORY,
    HANDOVER_LINKS,
    HandOver,
    handover_workbook,
)
from sac_dash.domain.errors import SacDashError


def handed(sheet, group_ref="OCG/114", **given):
    links = [("DNA", "22/1", "Gwent:9", "=LAB", "2026-03-04", "NDNAD", "not held")]
    behaviours = [("Doing", "Tool", "Telehandler", "1 in 140", 2, 2)]
    parts = {
        "title": "Lantern (S-1)",
        "group_ref": group_ref,
        "facts": (("Operation", "Op Kestrel"), ("Offences", "2")),
        "harm": ("Explosion risk (1)",),
        "offences": sheet.offences,
        "behaviours": pl.DataFrame(behaviours, schema=dict(HANDOVER_BEHAVIOURS), orient="row"),
        "links": pl.DataFrame(links, schema=dict(HANDOVER_LINKS), orient="row"),
        "history": pl.DataFrame([("4 Mar", "Ana", "named it")], schema=dict(HANDOVER_HISTORY), orient="row"),
    }
    return HandOver(**{**parts, **given})


def form_of(handover, provenance):
    return load_workbook(io.BytesIO(handover_workbook(handover, provenance)))


def said_in(sheet):
    return {str(row[0].value): row[1].value for row in sheet.iter_rows() if row[0].value}


def test_the_form_says_what_the_records_say(sheet, provenance):
    book = form_of(handed(sheet), provenance)
    said = said_in(book["Hand-over"])
    assert (said["Group reference"], said["Operation"]) == ("OCG/114", "Op Kestrel")
    assert said["Harm that records flag"] == "Explosion risk (1)"
    cells = [cell.value for row in book["Hand-over"].iter_rows() for cell in row]
    assert "Telehandler" in cells
    assert "1 in 140" in cells
    assert "Gwent:9 (not held)" in cells
    assert "'=LAB" in cells
    assert book.sheetnames == ["Hand-over", "Offences", "Decisions", "Provenance"]


def test_people_scores_and_plans_are_left_to_the_analyst(sheet, provenance):
    form = form_of(handed(sheet), provenance)["Hand-over"]
    said = said_in(form)
    assert all(not said[label] for label in ASSESSMENT)
    at = next(row[0].row for row in form.iter_rows() if row[0].value == "Nominals")
    assert [cell.value for cell in form[at + 1]][:3] == [
        "Nominal",
        "PNC or local reference",
        "Role in the group",
    ]
    assert not any(cell.value for row in form.iter_rows(at + 2, at + 7) for cell in row)
    assert any("holds no nominals" in str(row[0].value) for row in form.iter_rows())


def test_without_hard_links_and_harm_it_says_so(sheet, provenance):
    bare = handed(sheet, links=pl.DataFrame(schema=dict(HANDOVER_LINKS)), harm=())
    form = form_of(bare, provenance)["Hand-over"]
    assert said_in(form)["Harm that records flag"] == "none recorded"
    assert any("None is held" in str(row[0].value) for row in form.iter_rows())


@pytest.mark.parametrize("reference", ["", "  "])
def test_a_series_without_a_group_reference_is_not_handed_over(sheet, provenance, reference):
    with pytest.raises(SacDashError, match="no group reference") as told:
        handover_workbook(handed(sheet, reference), provenance)
    assert told.value.remedy
