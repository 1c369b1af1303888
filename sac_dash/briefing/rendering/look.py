"""How briefings look, whatever the format: few colours, two weights, one marking on every page."""

from __future__ import annotations

from sac_dash.briefing import colours
from sac_dash.briefing.colours import MARKING_FILLS

INK, MUTED, LINE, BAND, ACCENT = (
    each[2:] for each in (colours.INK, colours.MUTED, colours.LINE, colours.BAND, colours.ACCENT)
)  # RRGGBB
WARNING_INK, WARNING_FILL = "7A4B00", "FFF1D6"
OFFICE_FONT = "Arial"  # on every Windows and Mac; its widths are Liberation Sans's elsewhere
LANGUAGE = "en-GB"
NOTHING_DRAWN = "Nothing could be drawn"
NO_PICTURE = "Picture without a description"


def marking_fill(marking: str) -> str:
    """Return the colour a protective marking stands on, as RRGGBB."""
    return next(colour for words, colour in MARKING_FILLS if words in marking.upper())[2:]
