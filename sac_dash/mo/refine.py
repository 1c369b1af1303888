"""Finding ATM attacks that were recorded as something else.

A forecourt burglary whose text says that the cash machine was torn out is an ATM attack whatever
its title; an offence whose text only mentions a machine stays what it was.
"""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from sac_dash.domain.facets import TagState
from sac_dash.domain.offence_class import OffenceClass
from sac_dash.mo.atm import is_atm_attack

_MAY_BE_ATM = (OffenceClass.COMMERCIAL_BURGLARY.value, OffenceClass.OTHER.value)


def refine_classes(offences: pl.DataFrame, tags: pl.DataFrame, settled: Collection[str] = ()) -> pl.DataFrame:
    """Return the offences with those that the tags show to be ATM attacks classed as such.

    Burglaries and undivided offences may become ATM attacks; enablers never do, and no ATM
    attack becomes anything else. `tags` refer to the offences by row. Offences of the files named in
    `settled` keep their class: whoever mapped them has said what every row is.
    """
    rows = _attacked_rows(tags)
    is_attack = pl.Series("row", range(offences.height), dtype=pl.UInt32).is_in(rows)
    settled_rows = offences["source_file"].is_in(sorted(settled)).fill_null(value=False)
    may_be = offences["offence_class"].is_in(_MAY_BE_ATM) & ~settled_rows
    return offences.with_columns(
        pl.when(is_attack & may_be)
        .then(pl.lit(OffenceClass.ATM_ATTACK.value))
        .otherwise(pl.col("offence_class"))
        .alias("offence_class")
    )


def _attacked_rows(tags: pl.DataFrame) -> list[int]:
    stated = tags.filter(
        pl.col("facet").is_in(["target", "atm_attack"]) & (pl.col("state") != TagState.ABSENT.value)
    )
    rows: dict[int, set[tuple[str, str]]] = {}
    for row, facet, code in stated.select("row", "facet", "code").iter_rows():
        rows.setdefault(row, set()).add((facet, code))
    return [row for row, codes in rows.items() if is_atm_attack(codes)]
