"""Section 10, what makes attacks possible: the month's thefts of plant, cars and plates, and what stood near.

Kinds are read from words and only shown, never held against a range (:mod:`sac_dash.patterns.enabler_thefts`);
the range in section 3 is of all enabler thefts together.
"""

from __future__ import annotations

from collections import Counter

import polars as pl

from sac_dash.briefing.assessing.ground import Ground
from sac_dash.briefing.assessing.headline import say_position
from sac_dash.briefing.assessing.performance import Line
from sac_dash.briefing.assessing.scope import Scope
from sac_dash.briefing.document import Block, Bullets, Column, Passage, Table
from sac_dash.domain.offence_class import OffenceClass
from sac_dash.figures.place_words import place_of, premises_of
from sac_dash.figures.window_words import say_window
from sac_dash.figures.wording import say_days
from sac_dash.patterns.enabler_chain import AFTER_DAYS, BEFORE_DAYS, WITHIN_KM, find_chain
from sac_dash.patterns.enabler_thefts import EnablerKind, tell_enablers

MOST_THEFTS, MOST_CHAINS = 6, 5
KINDS = {
    EnablerKind.PLANT: "Plant", EnablerKind.CAR: "Car or keys", EnablerKind.PLATES: "Number plates",
    EnablerKind.GEAR: "Cutting gear", EnablerKind.BURNT: "Found burnt", EnablerKind.OTHER: "Other",
}  # fmt: skip


def enabler_section(ground: Ground, scope: Scope, lines: list[Line]) -> tuple[Block, ...]:
    """Return the month's enabler thefts and the chains about its ATM attacks."""
    if OffenceClass.ENABLER not in ground.classes:
        return (
            Passage("enablers", "Enablers", "No enabler theft is held: the exports loaded do not hold them."),
        )
    thefts = ground.offences.filter(
        scope.of_month() & (pl.col("offence_class") == OffenceClass.ENABLER.value)
    ).sort("from_at", "row")
    line = next(each for each in lines if each.label.startswith("Enabler"))
    said = f"{line.n or 'No'} enabler theft{'' if line.n == 1 else 's'}, {say_position(line)}."
    if thefts.is_empty():
        return (Passage("enablers", "Enablers", said), *_chains(ground, scope))
    kinds = tell_enablers(thefts)
    counted = Counter(KINDS[kind] for kind in kinds).most_common()
    read = ", ".join(f"{kind.lower()} {n}" for kind, n in counted)
    return (
        Passage("enablers", "Enablers", f"{said} As read from their titles and text: {read}."),
        _thefts(ground, thefts, kinds),
        *_chains(ground, scope),
    )


def _thefts(ground: Ground, thefts: pl.DataFrame, kinds: list[EnablerKind]) -> Table:
    shown = list(zip(kinds, thefts["row"], strict=True))[-MOST_THEFTS:]
    rows = []
    for kind, row in shown:
        record = ground.source.offences.row(row, named=True)
        rows.append((
            KINDS[kind], record["crime_ref"], f"{premises_of(record)}, {place_of(record)}",
            say_window(record["from_at"], record["to_at"], record["when_precision"]),
        ))  # fmt: skip
    more = thefts.height - len(shown)
    note = f"The latest {len(shown)} of {thefts.height}." if more else ""
    columns = (
        Column("What", 1.1),
        Column("Crime ref.", 1.4),
        Column("Premises and place", 3.2),
        Column("Between", 2.4),
    )
    return Table("Enabler thefts and vehicles found burnt", columns, tuple(rows), note, small=True)


def _chains(ground: Ground, scope: Scope) -> tuple[Block, ...]:
    """Return what was stolen before the month's latest ATM attacks, beside what an ordinary day holds."""
    attacks = ground.offences.filter(
        scope.of_month() & (pl.col("offence_class") == OffenceClass.ATM_ATTACK.value)
    ).sort("from_at", "row")
    if attacks.is_empty():
        return (
            Passage(
                "chains", "Before ATM attacks", "No ATM attack in the month: there is no chain to look at."
            ),
        )
    enablers = ground.offences.filter(pl.col("offence_class") == OffenceClass.ENABLER.value)
    items = tuple(
        _chain(attacks[at], enablers) for at in range(max(0, attacks.height - MOST_CHAINS), attacks.height)
    )
    label = (
        f"Thefts within {WITHIN_KM:g} km in the {BEFORE_DAYS:g} days before an ATM attack, and vehicles found"
        f" burnt in the {AFTER_DAYS:g} days after (latest {len(items)} of {attacks.height})"
    )
    return (Bullets("chains", label, items, headed=True),)


def _chain(attack: pl.DataFrame, enablers: pl.DataFrame) -> str:
    record = attack.row(0, named=True)
    about = pl.concat([attack, enablers])
    chain = find_chain(about, 0)
    usual = (
        "; not enough data to say what is usual"
        if chain.expected is None or chain.chance is None
        else (
            f", where {chain.expected:.1f} are usual (as many or more by chance: {chain.chance * 100:.0f} in"
            " 100)"
        )
    )
    nearest = ""
    if chain.before:
        link = chain.before[0]
        nearest = (
            f"; nearest in time {KINDS[link.kind].lower()}, {say_days(-link.days)} before,"
            f" {link.distance_m / 1000:.0f} km off"
        )
    place = f"{record['crime_ref']} ({place_of(record)})"
    if record["easting"] is None:
        return f"{place}: place not known in metres, so no chain can be told"
    return f"{place}: {len(chain.before)} before{usual}; {len(chain.after)} burnt after{nearest}"
