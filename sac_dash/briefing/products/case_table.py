"""The comparative case table of a series as a product: a workbook, with every source word and who corrected what."""

from __future__ import annotations

from sac_dash.briefing.case_sheet import comparison_sheet, unknown_of
from sac_dash.briefing.comparison_workbook import comparison_workbook
from sac_dash.briefing.products.request import BriefRequest
from sac_dash.briefing.products.series_provenance import series_provenance
from sac_dash.briefing.series_content import content_of
from sac_dash.briefing.source import BriefingSource

PRODUCT = "cca"


def write(source: BriefingSource, request: BriefRequest) -> bytes:
    """Return the workbook's content.

    Raises
    ------
    SacDashError
        When no series is called so.
    """
    from dataclasses import replace

    content = content_of(source, request.scope)
    provenance = series_provenance(source, content, request, PRODUCT)
    sheet = comparison_sheet(content.cases, content.title)
    return comparison_workbook(sheet, replace(provenance, n_unknown=unknown_of(content.cases)))
