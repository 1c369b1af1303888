"""The deck: opens, every slide marked, native tables and charts, nothing over anything else."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import combinations

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER

from sac_dash.briefing.document import Heading, Passage
from sac_dash.briefing.provenance import INVENTED
from sac_dash.briefing.rendering.pptx import pptx_bytes

from .conftest import HOSTILE, MARKING, plot

ON_A_BAND = {"Slide number"}  # stands on the lower marking
NARROWEST_GAP_EMU = -20_000  # half a millimetre of rounding


@pytest.fixture
def deck(briefing):
    return Presentation(io.BytesIO(pptx_bytes(briefing)))


def open_deck(document):
    return Presentation(io.BytesIO(pptx_bytes(document)))


def words_of(slide):
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def overlap(one, other):
    across = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
    down = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
    return across > -NARROWEST_GAP_EMU and down > -NARROWEST_GAP_EMU


def test_every_slide_is_marked_above_and_below(deck, briefing):
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, abs=0.001)
    for slide in deck.slides:
        said = words_of(slide)
        assert said.count(MARKING) == 2
        assert INVENTED in said
        assert "\n".join(briefing.provenance.foot()) in said
        assert "Product reference: SAC/2026/014, version 2" in slide.notes_slide.notes_text_frame.text


def test_every_slide_has_a_title_in_the_outline(deck):
    for slide in deck.slides:
        assert slide.shapes.title.placeholder_format.type is PP_PLACEHOLDER.TITLE
        assert slide.shapes.title.text_frame.text


def test_nothing_overlaps_or_leaves_the_slide(deck):
    for slide in deck.slides:
        shapes = [shape for shape in slide.shapes if shape.name not in ON_A_BAND]
        pairs = [(a.name, b.name) for a, b in combinations(shapes, 2) if overlap(a, b)]
        assert pairs == []
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width + 1
            assert shape.top + shape.height <= deck.slide_height + 1


def test_tables_are_as_high_as_their_rows(deck):
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_table:
                assert sum(row.height for row in shape.table.rows) == pytest.approx(shape.height, abs=9525)


def test_pictures_charts_and_tables_say_what_they_show(deck):
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.shape_type in (13, 3, 19):
                assert shape._element.xpath(".//p:cNvPr")[0].get("descr")


def test_a_plot_is_a_chart_an_analyst_can_change(landscape):
    charts = [
        shape.chart for slide in open_deck(landscape).slides for shape in slide.shapes if shape.has_chart
    ]
    assert [chart.chart_type.name for chart in charts] == ["LINE", "COLUMN_CLUSTERED"]
    assert list(charts[0].plots[0].series[0].values) == [3.0, 1.0, None, 4.0, 6.0, 2.0]


def test_no_cell_behind_a_chart_is_a_formula(landscape):
    charts = [
        shape.chart for slide in open_deck(landscape).slides for shape in slide.shapes if shape.has_chart
    ]
    book = load_workbook(io.BytesIO(charts[0].part.chart_workbook.xlsx_part.blob))
    cells = [cell for row in book["Sheet1"].iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert f"'{HOSTILE}" in [cell.value for cell in cells]
    assert book["Sheet1"]["B2"].value == 3


def test_a_paper_becomes_a_slide_a_section(landscape):
    titles = [slide.shapes.title.text_frame.text for slide in open_deck(landscape).slides]
    whole = [title for title in titles if not title.endswith("(continued)")]
    assert whole == [landscape.title.text, "Performance", "Trend", "Emerging methods"]
    assert "Performance (continued)" in titles


def test_no_row_is_lost_between_slides(portrait):
    tables = [
        shape.table for slide in open_deck(portrait).slides for shape in slide.shapes if shape.has_table
    ]
    long = [table for table in tables if len(table.columns) == 6]
    assert all(table.cell(0, 1).text == "Reference" for table in long)
    rows = [table.cell(at, 1).text for table in long for at in range(1, len(table.rows))]
    assert rows == [f"22/{1000 + n}/26" for n in range(1, 41)]


def test_text_longer_than_a_slide_goes_on_over_the_next(portrait):
    words = [f"word{number}" for number in range(1500)]
    long = replace(portrait, blocks=(Passage("long", "Long", " ".join(words)),))
    said = [
        shape.text_frame.text
        for slide in open_deck(long).slides
        for shape in slide.shapes
        if shape.name == "Text"
    ]
    assert len(said) > 2
    assert " ".join(said).split() == words


def test_the_slide_is_one_with_its_places(slide):
    deck = open_deck(slide)
    assert len(deck.slides) == 1
    names = {shape.name for shape in deck.slides[0].shapes}
    assert {"Look for", "Ask", "Contact", "What sets it apart", "What does not fit", "Picture: map"} <= names
    sizes = [
        run.font.size.pt
        for shape in deck.slides[0].shapes
        if shape.name in {"Look for", "Ask", "Contact", "What sets it apart", "What does not fit"}
        for paragraph in shape.text_frame.paragraphs[1:]
        for run in paragraph.runs
    ]
    assert min(sizes) >= 16


def test_a_slide_without_a_map_says_why(slide):
    bare = replace(slide, slide=replace(slide.slide, map=None, no_map="No offence has a place"))
    assert "No offence has a place" in words_of(open_deck(bare).slides[0])


def test_the_same_document_makes_the_same_bytes(briefing):
    assert pptx_bytes(briefing) == pptx_bytes(briefing)


def test_properties_name_who_and_when(deck, briefing):
    said = deck.core_properties
    assert (said.title, said.author, said.comments) == (briefing.title.text, "Ana Example", "")


def test_what_opens_with_a_heading_has_its_first_section_on_the_slide_of_its_finding(portrait) -> None:
    blocks = (Heading("1 Judgement"), Passage("judged", "Judged", "Six in five weeks."), Heading("2 Changes"))
    deck = open_deck(replace(portrait, blocks=(*blocks, Passage("more", "More", "None."))))
    said = [
        " ".join(shape.text_frame.text for shape in each.shapes if shape.has_text_frame)
        for each in deck.slides
    ]
    assert len(said) == 2
    assert portrait.title.text.split()[0] in said[0]
    assert "1 Judgement" in said[0]
    assert "Six in five weeks." in said[0]


def test_the_kicker_keeps_to_its_line_beside_the_banner(portrait) -> None:
    deck = open_deck(replace(portrait, kicker="Monthly assessment of everything and everywhere " * 4))
    (kicker,) = [each for each in deck.slides[0].shapes if each.name == "Kicker"]
    (banner,) = [each for each in deck.slides[0].shapes if each.name == "Invented data"]
    assert kicker.text_frame.text.endswith("…")
    assert kicker.left + kicker.width <= banner.left


def test_the_ends_of_a_range_are_dashed_and_the_chart_says_so(portrait) -> None:
    drawn = replace(plot("range"), caption="Dashed: ends of the range.")
    deck = open_deck(replace(portrait, blocks=(drawn,)))
    (chart,) = [each.chart for each in deck.slides[0].shapes if each.has_chart]
    counted, end = chart.plots[0].series
    assert end.format.line.dash_style is not None
    assert counted.format.line.dash_style is None
    assert "Dashed: ends of the range." in [
        each.text_frame.text for each in deck.slides[0].shapes if each.has_text_frame
    ]
