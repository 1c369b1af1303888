"""The PDF: tagged, marked on every page, all of it on the page, the same each time."""

from __future__ import annotations

import builtins
import io
import logging
from dataclasses import replace

import pypdfium2
import pytest
from pypdf import PdfReader

from sac_dash.briefing.document import Passage, Table
from sac_dash.briefing.provenance import INVENTED
from sac_dash.briefing.rendering.pdf import can_print, pdf_bytes
from sac_dash.domain.errors import SacDashError

from .conftest import HOSTILE, LONG_WORD, MARKING, RTL
from .pango import needs_pango

SIZES_IN = {"portrait": (8.27, 11.69), "landscape": (11.69, 8.27), "slide": (13.333, 7.5)}


_PRINTED = {}  # documents are kept for the session, and setting one takes a second


def printed(document):
    if id(document) not in _PRINTED:
        _PRINTED[id(document)] = (document, pdf_bytes(document))
    return _PRINTED[id(document)][1]


def read(document):
    return PdfReader(io.BytesIO(printed(document)))


def pages_said(document):
    """Return the words of each page as a viewer copies them."""
    opened = pypdfium2.PdfDocument(printed(document))
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in opened]


def elements(node, kind):
    """Yield the structure elements of a kind, wherever they are in the tree."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for each in node:
            yield from elements(each, kind)
    elif isinstance(node, dict):
        if node.get("/S") == kind:
            yield node
        yield from elements(node.get("/K", []), kind)


@needs_pango
def test_it_is_tagged_titled_and_in_english(briefing):
    root = read(briefing).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()
    assert read(briefing).metadata.title == briefing.title.text
    assert len(list(elements(root["/StructTreeRoot"], "/H1"))) == 1


@needs_pango
def test_every_figure_says_what_it_shows(briefing):
    figures = list(elements(read(briefing).trailer["/Root"]["/StructTreeRoot"], "/Figure"))
    assert [figure["/Alt"] for figure in figures] == [each.alt for each in briefing.pictures()]


@needs_pango
def test_tables_have_heads(portrait):
    root = read(portrait).trailer["/Root"]["/StructTreeRoot"]
    table = next(block for block in portrait.blocks if isinstance(block, Table))
    heads = [head for each in elements(root, "/THead") for head in elements(each, "/TH")]
    assert len(heads) >= len(table.columns)


@needs_pango
def test_marking_banner_source_and_number_are_on_every_page(briefing):
    pages = pages_said(briefing)
    for number, said in enumerate(pages, start=1):
        assert said.count(MARKING) == 2
        assert INVENTED in said
        assert "SAC/2026/014 v2" in said
        assert "Counting rule: each offence counted once" in said
        assert f"Page {number} of {len(pages)}" in said


@needs_pango
def test_pages_have_their_shape_and_nothing_leaves_them(briefing):
    opened = pypdfium2.PdfDocument(printed(briefing))
    wide, high = SIZES_IN[briefing.shape]
    for page in opened:
        width, height = page.get_size()
        assert (width / 72, height / 72) == (pytest.approx(wide, abs=0.01), pytest.approx(high, abs=0.01))
        text = page.get_textpage()
        for place in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(place)
            assert -0.1 <= left <= right <= width + 0.1
            assert -0.1 <= bottom <= top <= height + 0.1


@needs_pango
def test_a_long_table_goes_on_with_its_head(portrait):
    pages = pages_said(portrait)
    with_rows = [page for page in pages if "22/10" in page]
    assert len(with_rows) >= 2
    assert all("Reference" in page for page in with_rows)
    assert all(f"22/{1000 + n}/26" in " ".join(pages) for n in range(1, 41))


@needs_pango
def test_the_same_document_makes_the_same_bytes(briefing):
    assert pdf_bytes(briefing) == printed(briefing)


@needs_pango
def test_what_was_written_is_text_and_does_nothing(portrait, caplog):
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        made = pdf_bytes(portrait)
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
    said = " ".join(pages_said(portrait))
    squeezed = "".join(said.split())
    assert "<script>alert('x')</script>" in squeezed
    assert "".join(HOSTILE.split()) in squeezed
    assert LONG_WORD in squeezed
    assert "bell,null,escape,halfpair" in squeezed
    assert b"/JavaScript" not in made
    assert b"/URI" not in made
    assert any("\u0600" <= letter <= "\u06ff" or "\ufb50" <= letter <= "\ufeff" for letter in said), RTL


@needs_pango
def test_nothing_but_its_pictures_and_fonts_is_fetched():
    from sac_dash.briefing.rendering.sources import InMemory

    source = InMemory({"picture:map": b"png"})
    assert source.fetch("picture:map").read() == b"png"
    assert source.fetch("font:regular").read()[:4] == b"\x00\x01\x00\x00"
    for address in ("http://example.com/x.png", "file:///etc/passwd", "data:text/plain,x", "picture:other"):
        with pytest.raises(ValueError, match="fetches nothing"):
            source.fetch(address)


@needs_pango
def test_data_that_is_not_invented_carries_no_banner(slide):
    real = replace(slide, provenance=replace(slide.provenance, invented=False))
    assert "Invented" not in pages_said(real)[0]


@needs_pango
def test_a_slide_that_says_too_much_stays_one_page(slide):
    long = Passage("look", "Look for", "a telehandler by night " * 40)
    crowded = replace(slide, slide=replace(slide.slide, look_for=long))
    assert len(pages_said(crowded)) == 1


@needs_pango
def test_a_slide_without_a_map_says_why(slide):
    bare = replace(
        slide, slide=replace(slide.slide, map=None, timeline=None, no_map="No offence has a place")
    )
    assert "No offence has a place" in pages_said(bare)[0]


def test_without_pango_it_says_what_to_install(slide, monkeypatch):
    real = builtins.__import__

    def refuse(name, *given, **named):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *given, **named)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(SacDashError, match=r"libpango-1\.0-0.*brew install pango.*DOCX or PPTX"):
        pdf_bytes(slide)
    assert not can_print()
