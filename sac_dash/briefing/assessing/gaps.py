"""Section 13, what is not known: how many of the month's records say nothing of each kind, beside the year before."""

from __future__ import annotations

from datetime import date

import polars as pl

from sac_dash.briefing.assessing.ground import LINKED, Ground
from sac_dash.briefing.assessing.scope import Scope
from sac_dash.briefing.document import Block, Bullets, Column, Passage, Table
from sac_dash.domain.offence_class import OffenceClass
from sac_dash.domain.tags_of import tags_of
from sac_dash.mo.labels import label_facet
from sac_dash.patterns.behaviour_rates import PRESENT_STATES

FACETS = ("entry_point", "entry_method", "tool", "property", "getaway", "security_defeat")
_ATM = "atm_attack"
_ASKS = {
    "entry_point": "where they got in",
    "entry_method": "how they got in",
    "tool": "what they used, or the marks it left",
    "property": "what was taken",
    "getaway": "how they came and left, with what was seen or heard of a vehicle",
    "security_defeat": "what was done to alarms, cameras and locks",
    _ATM: "how the machine was attacked",
}
MONTHS_BEFORE = 12
MOST_ASKS = 3


def gaps_section(ground: Ground, scope: Scope) -> tuple[Block, ...]:
    """Return what is not stated of how many, and what is therefore asked for."""
    month = _linked(ground, scope, [scope.month])
    if month.is_empty():
        return (
            Passage(
                "gaps",
                "Intelligence gaps",
                "No attack or burglary is held of the month: nothing can be missing of it.",
            ),
        )
    earlier = _linked(ground, scope, [scope.months_back(back) for back in range(1, MONTHS_BEFORE + 1)])
    now, before = _missing(ground, month), _missing(ground, earlier)
    rows = tuple(
        (label, _share(now[label]), _share(before[label]) if before[label][1] else "none held")
        for label in now
    )
    columns = (
        Column("Not stated or not known", 3),
        Column(scope.month_said, 1.3, numeric=True),
        Column(f"{MONTHS_BEFORE} months before", 1.5, numeric=True),
    )
    note = (
        "Of ATM attacks and commercial burglaries; the method of attack, of ATM attacks alone. Not stated is"
        " unknown: it counts against no link."
    )
    return (
        Table("What the records do not say", columns, rows, note, small=True),
        Bullets("requirements", "Asked of officers, from the largest gaps", tuple(_asks(now)), headed=True),
    )


def _linked(ground: Ground, scope: Scope, months: list[date]) -> pl.DataFrame:
    wanted = pl.col("offence_class").is_in(LINKED) & pl.col("month").is_in(months)
    return ground.offences.filter(scope.within() & wanted)


def _missing(ground: Ground, held: pl.DataFrame) -> dict[str, tuple[int, int]]:
    """Return how many of how many lack each kind of fact, by its label."""
    stated = tags_of(ground.source.tags, held["row"]).filter(pl.col("facet").is_in([*FACETS, _ATM]))
    known = dict(stated.group_by("facet").agg(pl.col("row").n_unique()).iter_rows())
    n = held.height
    told = {label_facet(facet): (n - known.get(facet, 0), n) for facet in FACETS}
    attacks = held.filter(pl.col("offence_class") == OffenceClass.ATM_ATTACK.value)["row"]
    if len(attacks):
        method = stated.filter(
            (pl.col("facet") == _ATM)
            & pl.col("row").is_in(attacks.implode())
            & pl.col("state").is_in(PRESENT_STATES)
        )
        told[label_facet(_ATM)] = (len(attacks) - method["row"].n_unique(), len(attacks))
    else:
        told[label_facet(_ATM)] = (0, 0)
    in_none = held.join(ground.placed, on="row", how="anti").height
    return told | {
        "Place": (held["easting"].null_count(), n),
        "Whether it was an attempt": (held["attempt"].null_count(), n),
        "Loss": (held["value_gbp"].null_count(), n),
        "In no series, on record or suggested": (in_none, n),
    }


def _asks(missing: dict[str, tuple[int, int]]) -> list[str]:
    asked = [
        (missing[label_facet(facet)], words)
        for facet, words in _ASKS.items()
        if missing.get(label_facet(facet), (0, 0))[0]
    ]
    largest = sorted(asked, key=lambda each: -each[0][0] / each[0][1])[:MOST_ASKS]
    return [f"Record {words}: not stated in {_share(counts)}" for counts, words in largest] or [
        "Every record of the month says something of every kind shown"
    ]


def _share(counts: tuple[int, int]) -> str:
    return f"{counts[0]:,} of {counts[1]:,}" if counts[1] else "none held"
