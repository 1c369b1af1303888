"""What may be written on a document about its protection: security markings and police handling codes.

They stand this low because an analyst's choice of them is a decision in the log, and every document,
picture and screen obeys it. Sources: Cabinet Office, *Government Security Classifications* (2024);
College of Policing, 3x5x2 (P lawful sharing permitted, C lawful sharing permitted with conditions).
"""

from __future__ import annotations

from enum import StrEnum

MARKINGS = ("OFFICIAL", "OFFICIAL-SENSITIVE", "SECRET", "TOP SECRET")


class HandlingCode(StrEnum):
    """Who may be told."""

    UNSET = ""
    PERMITTED = "P"
    CONDITIONS = "C"
