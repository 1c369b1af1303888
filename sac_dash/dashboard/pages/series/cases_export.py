"""The comparative case table as a workbook to download, entered into the log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sac_dash.briefing.case_sheet import comparison_sheet, unknown_of
from sac_dash.briefing.comparison_workbook import comparison_workbook
from sac_dash.dashboard.pages.series.cases_queries import find_cases
from sac_dash.dashboard.pages.series.provenance import file_name, hand_out, provenance_of, title_of


def export_cases(series_id: str, offence_keys: Sequence[str]) -> dict[str, Any]:
    """Return the whole table of a series as a workbook to download, once the log says that it left."""
    cases = find_cases(series_id, offence_keys, everything=True)
    n = len(cases.members)
    provenance = provenance_of(series_id, n, unknown_of(cases))
    content = comparison_workbook(comparison_sheet(cases, title_of(series_id)), provenance)
    return hand_out(content, "comparative case table", series_id, file_name("comparison", series_id), n)
