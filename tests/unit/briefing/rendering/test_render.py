"""One door to every format: names, types, pages as pictures, and what may not leave."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace

import pytest
from PIL import Image, ImageChops
from pypdf import PdfReader

from sac_dash.briefing.handling import Handling, HandlingCode
from sac_dash.briefing.rendering import MAP_IN, Format, preview, render, render_file
from sac_dash.briefing.rendering.slide_plan import MAP_BOX
from sac_dash.domain.errors import SacDashError

from .conftest import MARKING
from .pango import needs_pango

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def test_names_say_what_when_and_are_safe_everywhere(slide):
    made = render_file(slide, Format.PPTX)
    assert made.name == "slide-SAC-2026-014-2026-03-05.pptx"
    odd = replace(slide, provenance=replace(slide.provenance, reference="../../a:b*?|<x>\n" + "y" * 300))
    name = render_file(odd, Format.DOCX).name
    assert not set(name) & set('/\\:*?"<>|\n')
    assert len(name) <= 90


@needs_pango
def test_one_page_is_a_picture_and_several_are_a_zip(slide, portrait):
    one = render_file(slide, Format.PNG)
    assert (one.mime_type, one.name[-4:]) == ("image/png", ".png")
    assert Image.open(io.BytesIO(one.content)).size == (4000, 2250)
    small = replace(portrait, blocks=portrait.blocks[-3:])
    several = render_file(small, Format.PNG)
    assert several.mime_type == "application/zip"
    with zipfile.ZipFile(io.BytesIO(several.content)) as opened:
        assert (
            opened.namelist()
            == [
                "bulletin-SAC-2026-014-2026-03-05-01.png",
                "bulletin-SAC-2026-014-2026-03-05-02.png",
            ][: len(opened.namelist())]
        )
        assert opened.testzip() is None


@needs_pango
def test_the_picture_of_a_slide_holds_its_map(slide):
    seen = Image.open(io.BytesIO(preview(slide)[0]))
    drawn = Image.open(io.BytesIO(slide.slide.map.png)).resize(
        (round(MAP_IN[0] * 110), round(MAP_IN[1] * 110))
    )
    left, top = round(MAP_BOX.left * 110), round(MAP_BOX.top * 110)
    held = seen.crop((left, top, left + drawn.width, top + drawn.height))
    middle = (20, 20, drawn.width - 20, drawn.height - 20)
    apart = ImageChops.difference(held.crop(middle), drawn.crop(middle)).convert("L")
    near = sum(apart.histogram()[:40]) / (apart.width * apart.height)
    assert near > 0.97


@needs_pango
def test_pictures_are_the_same_bytes_each_time(slide):
    assert preview(slide) == preview(slide)
    assert render(slide, Format.PNG) == render(slide, Format.PNG)


@needs_pango
def test_a_preview_can_stop_after_the_first_pages(portrait):
    assert len(preview(portrait, pages=1)) == 1


@pytest.mark.parametrize("format_", [Format.DOCX, Format.PPTX])
def test_what_may_not_leave_is_not_made(slide, format_):
    origin = replace(slide.provenance, handling=Handling(HandlingCode.CONDITIONS))
    with pytest.raises(SacDashError, match="handling code C"):
        render(replace(slide, external=True, provenance=origin), format_)
    assert render(replace(slide, provenance=origin), format_)


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_an_office_program_opens_them_and_prints_their_marking(portrait, landscape, slide, tmp_path):
    paths = []
    for document in (portrait, landscape, slide):
        for format_ in (Format.DOCX, Format.PPTX):
            paths.append(tmp_path / f"{document.shape}-{format_}.{format_}")
            paths[-1].write_bytes(render(document, format_))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        OFFICE,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        *map(str, paths),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    for path in paths:
        pages = PdfReader(path.with_suffix(".pdf")).pages
        assert pages, path.name
        assert all(page.extract_text().count(MARKING) == 2 for page in pages), path.name
