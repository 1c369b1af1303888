"""Scope judged on a source's own cells: which of them are evidence, and what the source settles.

A file of ours that comes back carries its class; a police.uk file cannot tell a shop from a home;
a mapping may say what everything is. Otherwise titles and evidence decide.
"""

from __future__ import annotations

import polars as pl

from sac_dash.domain.offence_class import OffenceClass
from sac_dash.ingest.mapping import MappingOptions
from sac_dash.ingest.options import IngestOptions
from sac_dash.ingest.raw_table import RawTable
from sac_dash.ingest.recognition import Recognition
from sac_dash.ingest.scope import POLICE_UK_LAYOUT, ScopeRules, judge_scope
from sac_dash.ingest.source_cells import SourceCells

NO_TITLE_NOTE = (
    "The source has neither an offence title nor a code: classes come from premises and text, and what these do not "
    'settle is kept as "other". State offence_class in the mapping\'s [options] if all rows are of one class.'
)
UNDIVIDED_NOTE = (
    'The source does not say which burglaries are commercial: all are kept as "other", for trends and maps.'
)

_THINGS = ("property", "premises", "vehicle")  # facets whose cells only name things


CLASS = pl.Enum([str(each) for each in OffenceClass])  # a byte a row while rows wait to be typed


def judge_rows(cells: SourceCells, chosen: MappingOptions, options: IngestOptions) -> pl.DataFrame:
    """Judge some rows of a table; see :func:`sac_dash.ingest.scope.judge_scope`.

    Returns
    -------
    polars.DataFrame
        `offence_class` (:data:`CLASS`, null = out of scope), `attempt`, and warnings as bool columns.
    """
    rules = ScopeRules(
        chosen.offence_class, options.include_titles, undivided_only=_is_undivided(cells.table)
    )
    classes = judge_scope(_evidence(cells), rules)
    if cells.has("offence_class") and rules.offence_class is None:
        classes = _with_own_classes(classes, cells)
    if cells.has("attempt"):
        classes = classes.with_columns(_own_attempt(cells))
    return classes.with_columns(pl.col("offence_class").cast(CLASS))


def scope_notes(table: RawTable, recognition: Recognition, chosen: MappingOptions) -> tuple[str, ...]:
    """Return what the analyst should know of how a table's scope is judged."""
    if chosen.offence_class is not None:
        return (f"The mapping states the class of every row: {chosen.offence_class}.",)
    if _is_undivided(table):
        return (UNDIVIDED_NOTE,)
    settled = any(
        recognition.columns.get(ours) for ours in ("offence_title", "offence_code", "offence_class")
    )
    return () if settled else (NO_TITLE_NOTE,)


def _is_undivided(table: RawTable) -> bool:
    return (table.layout or "").startswith(POLICE_UK_LAYOUT)


def _evidence(cells: SourceCells) -> pl.DataFrame:
    facets = list(cells.facet_columns().values())
    parts = [cells.text(ours) for ours in ("offence_title", "mo_text", "premises_type", "premises_name")]
    said = pl.DataFrame([part.alias(str(index)) for index, part in enumerate([*parts, *facets])])
    text = said.select(pl.concat_str(pl.all(), separator=". ", ignore_nulls=True).alias("text"))["text"]
    premises = said.select(pl.concat_str("2", "3", separator=" ", ignore_nulls=True).alias("premises"))[
        "premises"
    ]
    things = [facet for name, facet in cells.facet_columns().items() if name in _THINGS]
    cell_columns = [cell.alias(f"cell_{index}") for index, cell in enumerate([parts[2], *things])]
    return pl.DataFrame([cells.text("offence_code"), parts[0], premises, text, *cell_columns])


def _with_own_classes(classes: pl.DataFrame, cells: SourceCells) -> pl.DataFrame:
    own = cells.text("offence_class").str.to_lowercase()
    known = own.is_in([str(known) for known in OffenceClass])
    return classes.with_columns(
        pl.when(pl.lit(known)).then(pl.lit(own)).otherwise(pl.col("offence_class")).alias("offence_class")
    )


def _own_attempt(cells: SourceCells) -> pl.Expr:
    said = cells.text("attempt", markers_are_unknown=True).str.to_lowercase()
    yes = said.str.contains(r"^(?:y|yes|true|1|attempt\w*)$")
    no = said.str.contains(r"^(?:n|no|false|0|full|completed?)$")
    return (
        pl.when(pl.lit(yes))
        .then(pl.lit(value=True))
        .when(pl.lit(no))
        .then(pl.lit(value=False))
        .otherwise(pl.col("attempt"))
        .alias("attempt")
    )
