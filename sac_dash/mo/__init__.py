"""Modus operandi: officers' text and structured values become codes, each with its place in the text.

Deterministic and explainable: a versioned vocabulary, phrases and their combinations, and what a
clause does to them. Read `vocabulary`, then `reading`, then `coding`.
"""

from sac_dash.mo.coding import code_offences
from sac_dash.mo.new_behaviours import unread_phrases
from sac_dash.mo.redaction import redact
from sac_dash.mo.refine import refine_classes
from sac_dash.mo.vocabulary import Vocabulary, load_vocabulary

__all__ = ["Vocabulary", "code_offences", "load_vocabulary", "redact", "refine_classes", "unread_phrases"]
