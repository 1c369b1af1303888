"""The Word file: opens, is marked on every page, keeps real styles, and runs nothing."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime

import docx as python_docx
import pytest
from docx.oxml.ns import qn

from sac_dash.briefing.provenance import INVENTED
from sac_dash.briefing.rendering.docx import docx_bytes

from .conftest import HOSTILE, MARKING, SCRIPT


@pytest.fixture
def word(briefing):
    return python_docx.Document(io.BytesIO(docx_bytes(briefing)))


def part(document, name):
    with zipfile.ZipFile(io.BytesIO(docx_bytes(document))) as opened:
        return opened.read(name).decode()


def test_every_page_is_marked_and_says_where_it_comes_from(word, briefing):
    for section in word.sections:
        head = " ".join(each.text for each in section.header.paragraphs)
        foot = " ".join(each.text for each in section.footer.paragraphs)
        assert MARKING in head
        assert INVENTED in head
        assert MARKING in foot
        assert all(said in foot for said in briefing.provenance.foot())
        fields = [each.get(qn("w:instr")) for each in section.footer._element.iter(qn("w:fldSimple"))]
        assert fields == ["PAGE", "NUMPAGES"]


def test_pictures_say_what_they_show(word, briefing):
    said = [each.get("descr") for each in word.element.body.iter(qn("wp:docPr"))]
    assert said == [each.alt for each in briefing.pictures()]


def test_styles_are_real_and_english(portrait):
    word = python_docx.Document(io.BytesIO(docx_bytes(portrait)))
    used = {each.style.name for each in word.paragraphs}
    assert {
        "Title",
        "Heading 1",
        "Heading 2",
        "Heading 3",
        "Caption",
        "Finding",
        "Note",
        "List Bullet",
    } <= used
    assert {table.style.name for table in word.tables} >= {"Briefing Table", "Table Grid"}
    assert {each.get(qn("w:val")) for each in word.styles.element.iter(qn("w:lang"))} == {"en-GB"}


def test_a_table_keeps_its_head_and_its_rows_whole(portrait):
    word = python_docx.Document(io.BytesIO(docx_bytes(portrait)))
    table = max(word.tables, key=lambda each: len(each.rows))
    assert len(table.rows) == 41
    assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)
    assert [cell.text for cell in table.rows[3].cells][4] == HOSTILE


def test_what_was_written_is_text_and_does_nothing(portrait):
    xml = part(portrait, "word/document.xml")
    assert "<script" not in xml
    assert "DDEAUTO" not in xml
    word = python_docx.Document(io.BytesIO(docx_bytes(portrait)))
    assert any(SCRIPT in each.text for each in word.paragraphs)
    assert any("bell, null, escape, half pair" in each.text for each in word.paragraphs)
    with zipfile.ZipFile(io.BytesIO(docx_bytes(portrait))) as opened:
        targets = [opened.read(name).decode() for name in opened.namelist() if name.endswith(".rels")]
    assert not [each for each in targets if 'TargetMode="External"' in each]


def test_properties_name_who_and_when_and_no_machine(word, briefing):
    said = word.core_properties
    assert (said.title, said.author, said.language) == (briefing.title.text, "Ana Example", "en-GB")
    assert said.created.replace(tzinfo=None) == datetime(2026, 3, 5, 9, 30)  # noqa: DTZ001 - UTC in March
    assert (said.comments, said.last_modified_by) == ("", "Ana Example")


def test_the_same_document_makes_the_same_bytes(briefing):
    assert docx_bytes(briefing) == docx_bytes(briefing)


def test_open_fields_are_empty_boxes_that_say_whose_they_are(portrait):
    word = python_docx.Document(io.BytesIO(docx_bytes(portrait)))
    box = next(table for table in word.tables if len(table.rows) == len(table.columns) == 1)
    said = [each.text for each in box.rows[0].cells[0].paragraphs]
    assert said == ["Tactics to be filled in by the commander", "", "", ""]


def test_elements_stand_in_the_order_word_asks_for(portrait):
    xml = part(portrait, "word/document.xml")
    turned = re.findall(r"<w:pPr>(?:(?!</w:pPr>).)*<w:bidi/>(?:(?!</w:pPr>).)*</w:pPr>", xml)
    assert turned
    assert all(each.find("<w:bidi/>") < (each.find("<w:spacing") % 10**9) for each in turned)


def test_a_close_document_is_set_smaller_and_no_cell_begins_with_an_empty_line(portrait):
    usual, close = (
        python_docx.Document(io.BytesIO(docx_bytes(replace(portrait, dense=dense))))
        for dense in (False, True)
    )
    assert close.styles["Normal"].font.size < usual.styles["Normal"].font.size
    assert close.styles["Footer"].font.size == usual.styles["Footer"].font.size
    beside = [cell for table in usual.tables for row in table.rows for cell in row.cells if cell.tables]
    assert beside
    for cell in beside:
        first = next(each for each in cell._tc if each.tag in {qn("w:p"), qn("w:tbl")})
        assert first.tag == qn("w:tbl") or "".join(first.itertext())
        assert cell._tc[-1].tag == qn("w:p")  # else Word calls the file damaged
