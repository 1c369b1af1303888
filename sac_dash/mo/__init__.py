"""Modus operandi: officers' text and structured values become codes, each with its place in the text.

Deterministic and explainable: a versioned vocabulary, phrases and their combinations, and what a
clause does to them. Read `vocabulary`, then `reading`, `statements`, and `coding`.

Some names load on first use: the compiled rules should not slow a command that reads no text.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sac_dash.mo.new_behaviours import unread_phrases
from sac_dash.mo.redaction import redact
from sac_dash.mo.vocabulary import Vocabulary, load_vocabulary

if TYPE_CHECKING:
    from sac_dash.mo.coding import code_offences
    from sac_dash.mo.compilation import warm_up
    from sac_dash.mo.refine import refine_classes

_HOMES = {"code_offences": "coding", "refine_classes": "refine", "warm_up": "compilation"}

__all__ = [
    "Vocabulary",
    "code_offences",
    "load_vocabulary",
    "redact",
    "refine_classes",
    "unread_phrases",
    "warm_up",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module attribute may be anything
    """Load a public name from the module that holds it."""
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"sac_dash.mo.{_HOMES[name]}"), name)
