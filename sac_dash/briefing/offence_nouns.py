"""What to call a group of offences: "ATM rip-outs" where the records say so, and no more than they say.

A briefing's headline names its subject. The narrowest noun that holds of every offence is used; where it
holds of most, the wider noun stands and the narrower is counted beside it ("6 ATM attacks, 4 of them
rip-outs"). What is not stated is not counted as anything.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from sac_dash.domain.offence_class import OffenceClass
from sac_dash.domain.tags_of import tags_of
from sac_dash.patterns.behaviour_rates import PRESENT_STATES

LEAST_SHARE = 0.5  # of the group, for a narrower noun to be worth naming


@dataclass(frozen=True)
class Noun:
    """A noun in singular and plural."""

    one: str
    many: str

    def of(self, n: int) -> str:
        """Return the number with the noun: ``1 rip-out``, ``6 rip-outs``."""
        return f"{n:,} {self.one if n == 1 else self.many}"


@dataclass(frozen=True)
class GroupNoun:
    """What a group is called.

    Parameters
    ----------
    noun
        Holds of all `n`.
    narrower, n_narrower
        A noun that holds of most; None where none does or `noun` says as much.
    """

    noun: Noun
    n: int
    narrower: Noun | None = None
    n_narrower: int = 0

    def count(self, within: str = "") -> str:
        """Return the group counted: ``6 ATM attacks in 5 weeks, 4 of them ATM rip-outs`` (`within` " in 5 weeks")."""
        said = f"{self.noun.of(self.n)}{within}"
        if self.narrower is None:
            return said
        return f"{said}, {self.n_narrower} of them {self.narrower.many if self.n_narrower > 1 else self.narrower.one}"


_CLASS_NOUNS = {
    OffenceClass.ATM_ATTACK.value: Noun("ATM attack", "ATM attacks"),
    OffenceClass.COMMERCIAL_BURGLARY.value: Noun("commercial burglary", "commercial burglaries"),
    OffenceClass.ENABLER.value: Noun("enabler theft", "enabler thefts"),
}
_OFFENCES = Noun("offence", "offences")
_ELECTRICALS = frozenset(
    {"apple_products", "phones", "computers", "televisions", "consoles", "cameras_drones", "electricals"}
)
# (facet, codes) → noun: an offence that has any of the codes is one. Narrow before wide.
_THEMES: dict[str, tuple[tuple[str, frozenset[str], Noun], ...]] = {
    OffenceClass.ATM_ATTACK.value: (
        (
            "atm_attack",
            frozenset({"rip_out", "rip_out_plant", "rip_out_pull", "safe_door_rip_out"}),
            Noun("ATM rip-out", "ATM rip-outs"),
        ),
        (
            "atm_attack",
            frozenset({"explosive_gas", "explosive_solid", "explosive", "explosive_any"}),
            Noun("ATM explosion", "ATM explosions"),
        ),
        (
            "atm_attack",
            frozenset({"torch_cutting", "mechanical_cutting", "drilling", "cut_in_place"}),
            Noun("ATM cutting attack", "ATM cutting attacks"),
        ),
        ("atm_attack", frozenset({"ram_raid"}), Noun("ATM ram raid", "ATM ram raids")),
    ),
    OffenceClass.COMMERCIAL_BURGLARY.value: (
        ("property", frozenset({"tobacco", "vapes"}), Noun("tobacco burglary", "tobacco burglaries")),
        (
            "property",
            _ELECTRICALS,
            Noun("electricals burglary", "electricals burglaries"),
        ),
        (
            "property",
            frozenset({"power_tools", "garden_machinery", "plant_machinery", "gps_units", "generator"}),
            Noun("tool or machinery burglary", "tool or machinery burglaries"),
        ),
        ("entry_method", frozenset({"ram_raid"}), Noun("ram raid", "ram raids")),
    ),
}  # fmt: skip


def name_group(members: pl.DataFrame, tags: pl.DataFrame) -> GroupNoun:
    """Return what a group of offences is called.

    Parameters
    ----------
    members
        `row, offence_class` of the offences, at least one.
    tags
        `domain.columns.TAGS`, of these offences or of more.
    """
    n = members.height
    classes = members["offence_class"].unique().to_list()
    if len(classes) > 1:
        counted = members["offence_class"].value_counts(sort=True).row(0)
        usual = _CLASS_NOUNS.get(str(counted[0]))
        enough = usual is not None and counted[1] >= LEAST_SHARE * n
        return GroupNoun(_OFFENCES, n, usual if enough else None, int(counted[1]) if enough else 0)
    wide = _CLASS_NOUNS.get(classes[0], _OFFENCES)
    found = _narrowest(members["row"], tags, classes[0])
    if found is None or found[1] < max(2, LEAST_SHARE * n):
        return GroupNoun(wide, n)
    noun, held = found
    return GroupNoun(noun, n) if held == n else GroupNoun(wide, n, noun, held)


def theme_of(tags: pl.DataFrame, rows: pl.Series, offence_class: str) -> dict[int, str]:
    """Return the theme of each offence of a class by its row, as a plural noun; those without one left out."""
    held = _present(tags, rows)
    themes: dict[int, str] = {}
    for facet, codes, noun in _THEMES.get(offence_class, ()):
        for row in _having(held, facet, codes):
            themes.setdefault(row, noun.many)
    return themes


def _narrowest(rows: pl.Series, tags: pl.DataFrame, offence_class: str) -> tuple[Noun, int] | None:
    """Return the theme that most of the offences are of, and of how many it holds."""
    held = _present(tags, rows)
    counted = [
        (len(_having(held, facet, codes)), -place, noun)
        for place, (facet, codes, noun) in enumerate(_THEMES.get(offence_class, ()))
    ]
    if not counted:
        return None
    most, _, noun = max(counted, key=lambda each: each[:2])
    return (noun, most) if most else None


def _present(tags: pl.DataFrame, rows: pl.Series) -> pl.DataFrame:
    return tags_of(tags, rows).filter(pl.col("state").is_in(PRESENT_STATES))


def _having(held: pl.DataFrame, facet: str, codes: frozenset[str]) -> list[int]:
    mine = held.filter((pl.col("facet") == facet) & pl.col("code").is_in(sorted(codes)))
    return mine["row"].unique().sort().to_list()
