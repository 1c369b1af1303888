"""The few colours of every document, as AARRGGBB, and the ground a protective marking stands on."""

from __future__ import annotations

INK, MUTED, LINE, BAND, ACCENT = "FF1F2933", "FF5A6776", "FFCBD3DC", "FFEEF1F5", "FF3848B4"
MARKING_FILLS = (("TOP SECRET", "FFA11D21"), ("SECRET", "FFB3541E"), ("", "FF2B5FA3"))
