"""From the selects on the page to a mapping: what an analyst confirmed of a source's columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sac_dash.dashboard.pages.data.column_words import FACET, NOT_USED, OWN_FACET, facet_name
from sac_dash.ingest.mapping import ColumnMapping, FacetColumn, MappingOptions


def confirm_mapping(
    uses: Mapping[str, str], options: Mapping[str, str], before: Sequence[ColumnMapping]
) -> ColumnMapping:
    """Return the mapping that the selects state.

    Parameters
    ----------
    uses
        Source column → our column, ``facet:<name>``, ``facet:*`` (a facet named after the column) or
        empty (not used), in the source's order: several that are one of ours are joined in it.
    options
        ``date_order``, ``crs``, ``offence_class`` → value; empty leaves it to be recognised.
    before
        The mappings shown, whose separators and further options are kept.
    """
    columns: dict[str, tuple[str, ...]] = {}
    facets: dict[str, FacetColumn] = {}
    separators = {facet.column: facet.separator for each in before for facet in each.facets.values()}
    for column, use in uses.items():
        if use.startswith(FACET):
            name = facet_name(column) if use == OWN_FACET else use.removeprefix(FACET)
            facets[name] = FacetColumn(column, separators.get(column))
        elif use != NOT_USED:
            columns[use] = (*columns.get(use, ()), column)
    for each in before:
        for name, facet in each.facets.items():  # one column may be ours and answer a facet as well
            ours = uses.get(facet.column, "")
            if facet.column in each.columns.get(ours, ()):
                facets.setdefault(name, facet)
    kept = before[0].options if before else MappingOptions()
    options_now = replace(
        kept,
        date_order=options.get("date_order") or None,
        crs=options.get("crs") or None,
        offence_class=options.get("offence_class") or None,
        unused_columns=tuple(column for column, use in uses.items() if use == NOT_USED),
    )
    return ColumnMapping(columns, facets, options_now)
