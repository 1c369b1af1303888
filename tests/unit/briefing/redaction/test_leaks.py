"""The last gate finds an identifier wherever in a file it hides, and lets a clean file through."""

from __future__ import annotations

import io
import zipfile

import pytest

from sac_dash.briefing.redaction import Category, KnownIdentifiers, find_leaks, refuse_leaks
from sac_dash.domain.errors import SacDashError

KNOWN = KnownIdentifiers(
    people=("Ann Kestrelson",),
    premises=("Corner Stores",),
    registrations=("XX19FGH",),
    references=("22/104567/24",),
    allowed=("sac@unit.example",),
)
CLEAN = "Two offenders cut a shutter. Area SY11, Mar 2026. Contact sac@unit.example"


def _saved(save) -> bytes:
    file = io.BytesIO()
    save(file)
    return file.getvalue()


def docx(body: str = CLEAN, *, note: str = "", author: str = "unit", split: bool = False) -> bytes:
    from docx import Document

    document = Document()
    paragraph = document.add_paragraph()
    for part in body if split else [body]:
        paragraph.add_run(part)
    if note:
        document.sections[0].footer.paragraphs[0].text = note
    document.core_properties.author = author
    return _saved(document.save)


def pptx(body: str = CLEAN, *, note: str = "", alt: str = "", chart: str = "") -> bytes:
    from pptx import Presentation
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Inches

    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = body
    slide.notes_slide.notes_text_frame.text = note
    if alt:
        slide.shapes.title._element._nvXxPr.cNvPr.set("descr", alt)
    if chart:
        data = CategoryChartData()
        data.categories = [chart, "b"]
        data.add_series("n", (1, 2))
        box = (Inches(1), Inches(1), Inches(4), Inches(3))
        slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *box, data)
    return _saved(deck.save)


def xlsx(body: str = CLEAN, *, comment: str = "", hidden: str = "") -> bytes:
    from openpyxl import Workbook
    from openpyxl.comments import Comment

    book = Workbook()
    book.active["A1"] = body
    if comment:
        book.active["A1"].comment = Comment(comment, "unit")
    if hidden:
        sheet = book.create_sheet("more")
        sheet["Z99"] = hidden
        sheet.sheet_state = "hidden"
    return _saved(book.save)


def pdf(body: str = CLEAN, *, alt: str = "", title: str = "Pack") -> bytes:
    from weasyprint import HTML

    picture = f'<img alt="{alt}" src="data:image/svg+xml,<svg xmlns=\'http://www.w3.org/2000/svg\'/>">'
    page = f"<html lang=en><head><title>{title}</title></head><body><p>{body}</p>{picture}</body></html>"
    return HTML(string=page).write_pdf(pdf_tags=True)


def png(note: str) -> bytes:
    from PIL import Image, PngImagePlugin

    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", note)
    return _saved(lambda file: Image.new("RGB", (2, 2)).save(file, "PNG", pnginfo=info))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (docx(), "docx"),
        (pptx(chart="Mar 2026"), "pptx"),
        (xlsx(), "xlsx"),
        (pdf(), "pdf"),
        (png("map"), "png"),
    ],
)
def test_a_clean_file_goes_out(content: bytes, kind: str) -> None:
    assert find_leaks(content, kind, KNOWN) == []
    refuse_leaks(f"pack.{kind}", content, KNOWN)


@pytest.mark.parametrize(
    ("content", "kind", "category", "where"),
    [
        (docx("seen: xx-19 fgh"), "docx", Category.REGISTRATION, "word/document.xml"),
        (docx("ann  KESTRELSON", split=True), "docx", Category.NAME, "word/document.xml"),
        (docx(note="Corner-Stores"), "docx", Category.PLACE, "word/footer1.xml"),
        (docx(author="Kestrelson"), "docx", Category.NAME, "docProps/core.xml"),
        (pptx(note="22 104567 24"), "pptx", Category.REFERENCE, "ppt/notesSlides/notesSlide1.xml"),
        (pptx(alt="Map of Corner Stores"), "pptx", Category.PLACE, "ppt/slides/slide1.xml"),
        (pptx(chart="XX19 FGH"), "pptx", Category.REGISTRATION, "xlsx ›"),
        (xlsx(comment="ring 07700 900123"), "xlsx", Category.TELEPHONE, "comment"),
        (xlsx(hidden="at SY11 1AA"), "xlsx", Category.POSTCODE, "xl/"),
        (pdf("Op LANTERN"), "pdf", Category.OPERATION, "page 1"),
        (pdf(alt="Corner Stores"), "pdf", Category.PLACE, "objects"),
        (pdf(title="XX19FGH"), "pdf", Category.REGISTRATION, "properties"),
        (png("Corner Stores"), "png", Category.PLACE, "metadata"),
        (b"ocg wm-0147", "csv", Category.GROUP, "text"),
    ],
)
def test_a_leak_is_found_with_its_kind_and_place(
    content: bytes, kind: str, category: Category, where: str
) -> None:
    leaks = find_leaks(content, kind, KNOWN)
    assert any(leak.category is category and where in leak.where for leak in leaks), leaks
    with pytest.raises(SacDashError, match="this does not leave") as told:
        refuse_leaks(f"pack.{kind}", content, KNOWN)
    assert str(category) in told.value.line()


def test_the_refusal_does_not_say_what_leaked() -> None:
    with pytest.raises(SacDashError) as told:
        refuse_leaks("pack.docx", docx("Ann Kestrelson"), KNOWN)
    assert "Kestrelson" not in told.value.line()


def test_what_cannot_be_looked_into_does_not_go_out() -> None:
    with pytest.raises(SacDashError, match="cannot be looked into"):
        find_leaks(b"not a zip", "docx", KNOWN)
    with pytest.raises(SacDashError, match="cannot be looked into"):
        find_leaks(b"", "exe", KNOWN)


def test_a_file_within_an_archive_is_looked_into() -> None:
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("pack.docx", docx("XX19 FGH"))
    (leak, *_) = find_leaks(outer.getvalue(), "zip", KNOWN)
    assert leak.where.startswith("pack.docx › ")
