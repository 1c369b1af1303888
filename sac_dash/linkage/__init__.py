"""Which offences are the same people: evidence, scores, series. Pure analysis, no settings or files.

Reading order: `link` (the façade), `domains`, `parameters`, `kernels` (the score itself),
`series`, `ledger` (the score in words), `evaluation`.

The names below load on first use: the compiled kernels should not slow a command that never links.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sac_dash.domain.stale_code import drop_stale_code
from sac_dash.linkage.domains import DOMAINS, Domain
from sac_dash.linkage.parameters import LinkageParameters

if TYPE_CHECKING:
    from sac_dash.linkage.compilation import warm_up
    from sac_dash.linkage.evaluation import RankingQuality, evaluate_ranking
    from sac_dash.linkage.ledger import Ledger, LedgerLine, explain_link
    from sac_dash.linkage.link import LinkageResult, link_offences
    from sac_dash.linkage.scope import linkable
    from sac_dash.linkage.series_continuity import keep_series_ids

drop_stale_code(Path(__file__).parent)

_HOMES = {
    "RankingQuality": "evaluation",
    "evaluate_ranking": "evaluation",
    "Ledger": "ledger",
    "LedgerLine": "ledger",
    "explain_link": "ledger",
    "LinkageResult": "link",
    "link_offences": "link",
    "keep_series_ids": "series_continuity",
    "linkable": "scope",
    "warm_up": "compilation",
}

__all__ = [
    "DOMAINS",
    "Domain",
    "Ledger",
    "LedgerLine",
    "LinkageParameters",
    "LinkageResult",
    "RankingQuality",
    "evaluate_ranking",
    "explain_link",
    "keep_series_ids",
    "link_offences",
    "linkable",
    "warm_up",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module attribute may be anything
    """Load a public name from the module that holds it."""
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"sac_dash.linkage.{_HOMES[name]}"), name)
