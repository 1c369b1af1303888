"""An Office file tells only when its document was made, down to the workbooks in it."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from sac_dash.briefing.rendering.docx import docx_bytes
from sac_dash.briefing.rendering.packages import settled
from sac_dash.briefing.rendering.pptx import pptx_bytes

MOMENT = (2026, 3, 5, 9, 30, 0)


def packages_in(content):
    """Yield a package and the workbooks it carries."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        yield opened
        for name in opened.namelist():
            if name.endswith(".xlsx"):
                yield from packages_in(opened.read(name))


@pytest.mark.parametrize("make", [docx_bytes, pptx_bytes])
def test_no_entry_tells_when_it_was_written(landscape, make):
    packages = list(packages_in(make(landscape)))
    assert len(packages) == (3 if make is pptx_bytes else 1)
    for package in packages:
        assert {entry.date_time for entry in package.infolist()} == {MOMENT}


def test_times_inside_are_the_document_s(landscape):
    for content in (docx_bytes(landscape), pptx_bytes(landscape)):
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            inner = [opened.read(name) for name in opened.namelist() if name.endswith(".xlsx")]
        for package in (content, *inner):
            with zipfile.ZipFile(io.BytesIO(package)) as opened:
                core = opened.read("docProps/core.xml").decode()
            assert core.count("2026-03-05T09:30:00Z") == 2
            assert not any(name.endswith("thumbnail.jpeg") for name in opened.namelist())


def test_summer_time_is_taken_off():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("a.xml", "<a/>")
    moment = datetime(2026, 7, 1, 12, 0, tzinfo=ZoneInfo("Europe/London"))
    with zipfile.ZipFile(io.BytesIO(settled(out.getvalue(), moment))) as opened:
        assert opened.infolist()[0].date_time == (2026, 7, 1, 11, 0, 0)
