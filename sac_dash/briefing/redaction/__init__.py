"""What leaves the police: texts redacted by rule, tables without small counts, a receipt, and a last gate.

The safest pack holds no text of the records at all. Documents for outsiders are therefore written from codes
(:mod:`sac_dash.briefing.coded_words`); :func:`redact_passage` is for what an analyst writes, and
:func:`refuse_leaks` looks through the finished file before it is handed out.
"""

from __future__ import annotations

from sac_dash.briefing.redaction.category import RULES_VERSION, Category, Removed, add_removed
from sac_dash.briefing.redaction.known_identifiers import NOTHING_KNOWN, KnownIdentifiers, known_in
from sac_dash.briefing.redaction.leaks import Leak, find_leaks, refuse_leaks
from sac_dash.briefing.redaction.passages import Redacted, find_details, redact_passage
from sac_dash.briefing.redaction.receipt import PLAIN_LINE, Receipt, redact_document
from sac_dash.briefing.redaction.small_cells import say_count, suppress_small, suppress_total
from sac_dash.briefing.redaction.sums import area_of, hour_band, month_of, value_band, week_of

__all__ = [
    "NOTHING_KNOWN",
    "PLAIN_LINE",
    "RULES_VERSION",
    "Category",
    "KnownIdentifiers",
    "Leak",
    "Receipt",
    "Redacted",
    "Removed",
    "add_removed",
    "area_of",
    "find_details",
    "find_leaks",
    "hour_band",
    "known_in",
    "month_of",
    "redact_document",
    "redact_passage",
    "refuse_leaks",
    "say_count",
    "suppress_small",
    "suppress_total",
    "value_band",
    "week_of",
]
