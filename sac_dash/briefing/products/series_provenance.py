"""What every product about one series says of itself."""

from __future__ import annotations

from dataclasses import replace

from sac_dash.briefing import series_words as words
from sac_dash.briefing.origin import SERIES_COUNTING_RULE, provenance_from
from sac_dash.briefing.products.request import BriefRequest
from sac_dash.briefing.provenance import Provenance
from sac_dash.briefing.series_content import SeriesContent
from sac_dash.briefing.source import BriefingSource


def series_provenance(
    source: BriefingSource, content: SeriesContent, request: BriefRequest, product: str
) -> Provenance:
    """Return where a product about a series comes from."""
    made = provenance_from(
        source.generation,
        marking=source.marking,
        made_at=source.made_at,
        made_by=source.made_by,
        decisions=source.book.head,
        subject=content.title,
        n=content.n,
        n_unknown="; ".join(words.unknowns(content, most=2)) or "nothing that is shared",
        counting_rule=SERIES_COUNTING_RULE,
        handling=source.handling,
        reference=f"{product.upper()}/{content.series_id}",
        version=request.version,
        period=words.window_days(content),
    )
    return with_people(made, request)


def with_people(provenance: Provenance, request: BriefRequest) -> Provenance:
    """Return a provenance with what only a person can know, as far as they said it."""
    return replace(
        provenance,
        authorised_by=request.people.authorised_by,
        dissemination=request.people.dissemination,
        review_by=request.people.review_by,
    )
