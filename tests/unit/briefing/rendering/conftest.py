"""One briefing of each shape, with everything in it that breaks documents."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from PIL import Image, ImageDraw

from sac_dash.briefing.document import (
    Bullets,
    Column,
    Document,
    Facts,
    Heading,
    OpenField,
    PageBreak,
    Passage,
    Picture,
    Plot,
    Row,
    Shape,
    SlideBody,
    Table,
    Voice,
)
from sac_dash.briefing.handling import Handling, HandlingCode
from sac_dash.briefing.provenance import Provenance
from sac_dash.briefing.rendering import MAP_IN, TIMELINE_IN

LONDON = ZoneInfo("Europe/London")
HOSTILE = "=cmd|'/c calc'!A1"
SCRIPT = "<script>alert('x')</script><img src=http://example.com/x.png onerror=alert(1)>"
CONTROL = "bell\x07, null\x00, escape\x1b, half\ud800 pair\uffff"
RTL = "نقطة البيع مغلقة منذ الليل"
TURNED = "shop\u202egnp.exe"
LONG_WORD = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 3
MARKING = "OFFICIAL-SENSITIVE"


def picture(key: str, width_in: float, height_in: float, words: str = "", caption: str = "") -> Picture:
    """Return a picture with a frame, a grid and a cross, so that a cut or a squeeze shows."""
    dots = 100
    size = (round(width_in * dots), round(height_in * dots))
    image = Image.new("RGB", size, "#e8eef4")
    pen = ImageDraw.Draw(image)
    for x in range(0, size[0], 50):
        pen.line((x, 0, x, size[1]), fill="#d3dce6")
    for y in range(0, size[1], 50):
        pen.line((0, y, size[0], y), fill="#d3dce6")
    pen.rectangle((0, 0, size[0] - 1, size[1] - 1), outline="#3848b4", width=4)
    for number in range(6):
        x, y = (number + 0.7) * size[0] / 6.5, size[1] * (0.25 + 0.1 * (number % 4))
        pen.ellipse((x - 12, y - 12, x + 12, y + 12), fill="#b3541e")
    buffer = io.BytesIO()
    image.save(buffer, format="PNG")
    alt = words or f"Picture {key}: six numbered offences from Ludlow south to Ross-on-Wye"
    return Picture(key, buffer.getvalue(), lambda: b"<svg/>", alt, width_in, height_in, caption)


def plot(kind: str = "column", key: str = "trend") -> Plot:
    months = ("Jan", "Feb", HOSTILE, "Apr", "May", "Jun")
    return Plot(
        kind,
        months,
        (("Offences", (3.0, 1.0, None, 4.0, 6.0, 2.0)), ("=1+1 usual", (2.0, 2.0, 2.5, 2.0, 2.0, 2.0))),
        picture(
            key, 6.5, 2.6, caption="Offences a month, all counted once. Shaded: what the season has had."
        ),
    )


def offences(count: int) -> Table:
    columns = (
        Column("No.", 0.5, numeric=True),
        Column("Reference", 1.2),
        Column("From and to", 1.6),
        Column("Place", 1.4),
        Column("MO", 3.0),
        Column("Loss", 0.9, numeric=True),
    )
    odd = {
        3: HOSTILE,
        5: SCRIPT,
        7: RTL,
        9: "🔥 burnt-out van 🚜 and 🏧",
        11: LONG_WORD,
        13: CONTROL,
        15: TURNED,
    }
    usual = "Telehandler stolen nearby, ATM pulled through the shop front, loaded on a flatbed"
    rows = tuple(
        (
            str(n), f"22/{1000 + n}/26", f"{n % 28 + 1} Mar 2026 01:10–02:{n % 60:02}", "Ludlow",
            odd.get(n, usual), f"£{n * 1375:,}",
        )
        for n in range(1, count + 1)
    )  # fmt: skip
    return Table("Offences in the series", columns, rows, "Counted once each; attempts are among them.")


@pytest.fixture(scope="session")
def origin() -> Provenance:
    return Provenance(
        marking=MARKING,
        subject="Lantern (S-1)",
        invented=True,
        made_at=datetime(2026, 3, 5, 9, 30, tzinfo=LONDON),
        made_by="Ana Example",
        extract_at=datetime(2026, 3, 4, 6, 40, tzinfo=LONDON),
        snapshot="20260304-ab12",
        snapshot_hash="f" * 64,
        decisions=12,
        software="0.1.0",
        model="version 1: shipped priors",
        vocabulary="version 1.3",
        counting_rule="each offence counted once, attempts among them",
        n=42,
        n_unknown="tool not stated in 11 of 42",
        recording_lag="nine in ten are recorded within 3 days",
        handling=Handling(HandlingCode.PERMITTED, "Not for disclosure without the originator"),
        reference="SAC/2026/014",
        version=2,
    )


@pytest.fixture(scope="session")
def portrait(origin) -> Document:
    """A bulletin: words, facts, pictures side by side, forty rows, an open field, and hostile text."""
    synopsis = (
        "Six rip-outs of cash machines in five weeks, all between 01:00 and 03:00, moving south along the A49."
        " A telehandler is taken from a farm within six kilometres on the same night.\n\n"
        f"Records say: {SCRIPT} and {HOSTILE} and {CONTROL}."
    )
    return Document(
        product="bulletin",
        kicker="Series bulletin",
        title=Passage("title", "Title", "Series Lantern: six rip-outs in five weeks, moving south <b>now</b>"),
        shape=Shape.PORTRAIT,
        provenance=origin,
        blocks=(
            Passage("finding", "Finding", "It is likely that one group is behind all six.", Voice.FINDING),
            Passage("synopsis", "Synopsis", synopsis, headed=True),
            Row(
                (
                    (picture("map", 3.6, 3.2, caption="Six offences in the order of their dates."),),
                    (
                        Facts((("Pattern", "Series"), ("First and last", "1 Feb – 4 Mar 2026"), ("n", "6"))),
                        Bullets("apart", "What sets it apart", ("Telehandler, 1 in 140", "Flatbed, 1 in 90", RTL)),
                    ),
                ),
                (1.3, 1.0),
            ),
            Heading("Offences"),
            offences(40),
            Heading("Months"),
            plot(),
            Heading("What is left to be decided", 2),
            OpenField("tactics", "Tactics", "the commander", 3),
            Bullets("gaps", "Not known", ("Who drives", LONG_WORD, "🔥 where it is burnt"), headed=True),
            PageBreak(),
            Heading(RTL, 3),
            Passage("caveat", "Caveat", "A lead, not evidence. What is not recorded counts neither way.", Voice.NOTE),
        ),
    )  # fmt: skip


@pytest.fixture(scope="session")
def landscape(portrait) -> Document:
    """An assessment: sections under headings, a wide table, charts that can be changed."""
    columns = tuple(Column(f"Column {n} of performance", 1.0, numeric=n > 2) for n in range(1, 13))
    rows = tuple(tuple(f"{row}.{n}" for n in range(1, 13)) for row in range(40))
    blocks = (
        Passage("headline", "Headline", "Rip-outs are likely to go on through April.", Voice.FINDING),
        Heading("Performance"),
        Table("Class by month", columns, rows, "No percentages: the counts are small.", small=True),
        Heading("Trend"),
        Passage("trend", "Trend", "Above what the season has had in two of six months."),
        plot("line", "line"),
        Heading("Emerging methods"),
        Row(
            ((plot("column", "beside"),), (Passage("new", "New", "Two offences share a rare tool."),)), (2, 1)
        ),
    )
    return replace(portrait, shape=Shape.LANDSCAPE, kicker="Tactical assessment", blocks=blocks)


@pytest.fixture(scope="session")
def slide(portrait) -> Document:
    """A briefing slide with about as many words as it is meant for."""
    body = SlideBody(
        map=picture("map", *MAP_IN),
        timeline=picture("timeline", *TIMELINE_IN, "Timeline: six offences in five weeks, one gap of twelve days"),
        distinguishes=Bullets(
            "apart",
            "What sets it apart",
            ("Telehandler from a farm the same night: 1 in 140", "Flatbed: 1 in 90", "01:00–03:00, always"),
        ),
        does_not_fit=Passage("not", "What does not fit", "Offence 4: a disc cutter, and no plant was stolen"),
        look_for=Passage("look", "Look for", "Telehandler on the road after 22:00 with a flatbed behind it"),
        ask=Passage("ask", "Ask", "Report plant thefts at once; stop, record, do not follow alone"),
        contact=Passage("contact", "Contact", "SAC team, extension 4114"),
    )  # fmt: skip
    return replace(
        portrait, product="slide", kicker="Briefing slide", shape=Shape.SLIDE, blocks=(), slide=body
    )


@pytest.fixture(params=["portrait", "landscape", "slide"], scope="session")
def briefing(request) -> Document:
    """Each of the three in turn."""
    return request.getfixturevalue(request.param)
