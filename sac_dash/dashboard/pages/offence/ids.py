"""The ids of the Offence page. The address names the offence and the candidate looked at."""

from __future__ import annotations

from sac_dash.dashboard.components.figure_card import figure_ids
from sac_dash.dashboard.components.reason_dialog import ReasonIds

BODY = "offence-body"
QUERY = "offence-query"  # dcc.Store: the address, while it is this page's
SHOWN = "offence-shown"  # dcc.Store: the reference the body was drawn for
SEARCH = "offence-search"
FOUND = "offence-found"
FACTS = "offence-facts"
CODES = "offence-codes"
ADD_CODE = "offence-add-code"
CODE_DIALOG = "offence-code-dialog"
CODE_ABOUT = "offence-code-about"
CODE_HELD = "offence-code-held"  # dcc.Store: "facet=code" of the code being corrected
CODE_STATES = {
    "present": "offence-code-present",
    "absent": "offence-code-absent",
    "unknown": "offence-code-unknown",
    "as_read": "offence-code-as-read",
}
SIMILAR = "offence-similar"
LEDGER = "offence-ledger"
SERIES_LINE = "offence-series-line"
ACCEPT, POSSIBLE, REJECT, UNDO = "offence-accept", "offence-possible", "offence-reject", "offence-undo"
REASONS = ReasonIds("offence")
AROUND = "offence-around"
NEARBY = figure_ids("offence-nearby")
NEARBY_FRAME = "offence-nearby-frame"
NEARBY_DRAWN = "offence-nearby-drawn"  # dcc.Store: what the small map was drawn of
NEAR_M, NIGHT_KM = "offence-near-m", "offence-night-km"

# keys of the address
REF, WITH = "ref", "with"


def code_button(facet_code: str | object) -> dict[str, object]:
    """Return the id of the chip of one code, ``facet=code``."""
    return {"type": "offence-code", "code": facet_code}


def hard_link_button(place: int | object) -> dict[str, object]:
    """Return the id of the button that accepts both ends of a hard link."""
    return {"type": "offence-hard-link", "place": place}
