"""The comparison as a workbook: what stands where, what it says of itself, and that nothing in it acts."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import load_workbook

from sac_dash.briefing.comparison_workbook import comparison_workbook
from sac_dash.domain.errors import SacDashError
from sac_dash.domain.spreadsheet_text import neutral_text
from tests.unit.briefing.conftest import HOSTILE, Case, comparison


def opened(content):
    return load_workbook(io.BytesIO(content))


def values(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def row_of(sheet, words):
    return next(at for at, row in enumerate(values(sheet), start=1) if words in row)


def test_offences_stand_against_behaviours_under_stages_and_rates(sheet, provenance):
    target = opened(comparison_workbook(sheet, provenance))["Comparison"]
    top = row_of(target, "Target")
    assert [cell.value for cell in target[top]][5:8] == ["Target", "Doing", None]
    assert [cell.value for cell in target[top + 1]][5:8] == ["Post office", "Telehandler", "'=SUM(A1)"]
    assert [cell.value for cell in target[top + 2]][5:7] == ["1 in 2", "1 in 140"]
    assert target.cell(top + 1, 7).alignment.textRotation == 90
    assert [cell.value for cell in target[top + 3]][:2] == [1, "22/1"]
    assert [cell.value for cell in target[top + 3]][5:8] == ["✓", "~", "✕"]
    assert [cell.value for cell in target[top + 4]][5:8] == ["·", "?", "✓"]


def test_heads_stay_in_sight_on_screen_and_on_paper(sheet, provenance):
    target = opened(comparison_workbook(sheet, provenance))["Comparison"]
    top = row_of(target, "Target")
    assert target.freeze_panes == f"C{top + 3}"
    assert target.print_title_rows == f"${top}:${top + 2}"
    assert target.page_setup.orientation == "landscape"
    assert target.sheet_properties.pageSetUpPr.fitToPage


def test_unknown_and_absent_differ_in_sign_and_pattern(sheet, provenance):
    target = opened(comparison_workbook(sheet, provenance))["Comparison"]
    top = row_of(target, "Target")
    absent, unknown = target.cell(top + 3, 8), target.cell(top + 4, 7)
    assert (absent.value, unknown.value) == ("✕", "?")
    assert (absent.fill.patternType, unknown.fill.patternType) == ("solid", "lightUp")
    legend = " ".join(str(cell) for row in values(target) for cell in row if cell)
    assert "stated absent" in legend
    assert "neither for nor against" in legend


def test_source_words_hang_on_their_cells_and_stand_in_a_sheet(sheet, provenance):
    book = opened(comparison_workbook(sheet, provenance))
    target = book["Comparison"]
    top = row_of(target, "Target")
    assert "telehandler used" in target.cell(top + 3, 6).comment.text
    assert target.cell(top + 4, 7).comment is None
    assert "1 in 140 of the ATM attacks" in target.cell(top + 1, 7).comment.text
    rows = values(book["Source words"])
    head = rows.index(next(row for row in rows if row[0] == "No."))
    assert [row[5] for row in rows[head + 1 :]] == ["Post office", "Telehandler", "'=SUM(A1)", "'=SUM(A1)"]
    assert book["Source words"].freeze_panes == f"A{head + 2}"


def test_a_correction_is_marked_and_says_who(provenance):
    sheet = comparison(Case("22/1", "x", ("present", "unknown", "absent")), corrected=True)
    target = opened(comparison_workbook(sheet, provenance))["Comparison"]
    top = row_of(target, "Target")
    assert [cell.value for cell in target[top + 3]][5:8] == ["✓*", "?*", "✕*"]
    assert target.cell(top + 3, 7).comment is not None


@pytest.mark.parametrize("name", ["Comparison", "Source words", "Offences", "Provenance"])
def test_every_sheet_bears_the_marking_and_that_the_data_is_invented(sheet, provenance, name):
    target = opened(comparison_workbook(sheet, provenance))[name]
    assert target.cell(1, 1).value == "OFFICIAL-SENSITIVE"
    assert "Invented data" in target.cell(4, 1).value
    assert "OFFICIAL-SENSITIVE" in target.oddHeader.center.text
    assert "OFFICIAL-SENSITIVE" in target.oddFooter.center.text


def test_the_provenance_says_all_that_must_be_said(sheet, provenance):
    said = dict(row[:2] for row in values(opened(comparison_workbook(sheet, provenance))["Provenance"]))
    assert said["Data reaches to"] == "4 Mar 2026 06:40"
    assert said["Counting rule"] == "each offence counted once"
    assert said["n"] == "2 offences"
    assert said["n unknown"] == "Tool not stated in 1 of 2"
    assert said["Model"] == "version 1: shipped"
    assert said["Snapshot"] == "20260304-ab"
    assert said["Made"].endswith("by Ana")
    assert "analyst" in said["Handling instruction"]


@pytest.mark.parametrize("words", HOSTILE)
def test_no_cell_acts_whatever_an_offender_or_a_clerk_wrote(provenance, words):
    sheet = comparison(Case(words, words, ("present", "absent", "other")))
    content = comparison_workbook(sheet, provenance)
    found = 0
    for target in opened(content):
        for row in target.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell
                if isinstance(cell.value, str):
                    assert neutral_text(cell.value) == cell.value
                    found += words in cell.value
    assert found >= 2
    parts = zipfile.ZipFile(io.BytesIO(content))
    sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any(b"<f>" in part or b"hyperlink" in part for part in sheets)


def test_control_characters_and_overlong_texts_do_not_spoil_the_file(provenance):
    sheet = comparison(Case("22/1", "bell\x07 " + "x" * 40_000, ("present", "unknown", "other")))
    text = values(opened(comparison_workbook(sheet, provenance))["Offences"])[-1][9]
    assert "\x07" not in text
    assert text.endswith("(cut)")


def test_a_series_that_shares_nothing_still_makes_a_workbook(provenance):
    whole = comparison(Case("22/1", "x", ()))
    empty = type(whole)(whole.title, whole.offences, whole.columns.clear(), whole.cells.clear())
    assert opened(comparison_workbook(empty, provenance))["Comparison"]


def test_a_frame_without_its_columns_is_refused(sheet, provenance):
    broken = type(sheet)(sheet.title, sheet.offences.drop("force"), sheet.columns, sheet.cells)
    with pytest.raises(SacDashError, match="force"):
        comparison_workbook(broken, provenance)
