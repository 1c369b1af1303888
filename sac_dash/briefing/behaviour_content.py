"""All that is said of one behaviour on paper: how common, when, where, with what, and in which series.

A behaviour is compared with offences of its own class only: among burglaries, "ATM" itself would look rare. Unknown is
neither present nor absent, so every share is of the offences that say anything of the kind.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl
from scipy.stats import false_discovery_control, hypergeom

from sac_dash.briefing.assessing.ground import OTHER_FORCES, Ground
from sac_dash.briefing.series_content import SAYS_NOTHING_NEW
from sac_dash.domain.errors import SacDashError
from sac_dash.domain.offence_class import OffenceClass
from sac_dash.domain.tags_of import tags_of
from sac_dash.figures.wording import say_list
from sac_dash.mo.labels import label_code, vocabulary
from sac_dash.mo.vocabulary import IGNORED_FACET, OPEN_CODE_PREFIX
from sac_dash.patterns.behaviour_rates import PRESENT_STATES
from sac_dash.patterns.counts import NOT_KNOWN

_FEW = 30  # offences below which a share is said as it was counted


@dataclass(frozen=True)
class TogetherRule:
    """When another behaviour is named: in at least `least_n`, beyond chance at this false discovery rate."""

    least_n: int = 2
    false_share: float = 0.1


@dataclass(frozen=True)
class Companion:
    """A behaviour seen with this one: in how many of those that say, and in how many of the others of the class."""

    facet: str
    code: str
    n_with: int
    n_known: int
    n_other: int
    n_other_known: int
    beyond_chance: bool = False

    @property
    def label(self) -> str:
        """Return what it is called."""
        return label_code(self.facet, self.code)

    def otherwise(self) -> str:
        """Return how common it is without this one: ``1 in 140``, ``none of 300``."""
        if not self.n_other_known:
            return "no other says"
        if not self.n_other:
            return f"none of {self.n_other_known:,}"
        if self.n_other_known < _FEW:
            return f"{self.n_other} of {self.n_other_known}"
        return f"1 in {max(1, round(self.n_other_known / self.n_other)):,} (of {self.n_other_known:,})"


class BehaviourContent:
    """One behaviour among the offences held up to the end of the data.

    Attributes
    ----------
    members
        The offences that state it (hedged included), with `row` and `month`, in order of time.
    main_class
        The class that most of them are of; rates and companions are among its offences.
    """

    def __init__(self, ground: Ground, facet: str, code: str) -> None:
        self.ground, self.facet, self.code = ground, facet, code
        stated = ground.source.tags.filter((pl.col("facet") == facet) & (pl.col("code") == code))
        self.stated = stated
        rows = stated.filter(pl.col("state").is_in(PRESENT_STATES))["row"].unique()
        self.members = ground.offences.filter(pl.col("row").is_in(rows.implode())).sort("from_at", "row")
        if self.members.is_empty():
            raise SacDashError(
                f"no offence held states {label_code(facet, code)}",
                remedy="Choose a behaviour that the Model page shows as read, or load more offences",
            )
        counted = self.members["offence_class"].value_counts(sort=True)
        self.main_class = OffenceClass(counted["offence_class"][0])
        self.classes = tuple(counted.iter_rows())

    @property
    def label(self) -> str:
        """Return what it is called."""
        return label_code(self.facet, self.code)

    @property
    def n(self) -> int:
        """Return how many offences state it."""
        return self.members.height

    @property
    def first_at(self) -> datetime:
        """Return when the window of the first of them begins (UTC)."""
        first: datetime = self.members["from_at"][0]
        return first

    @property
    def last_at(self) -> datetime:
        """Return when the window of the last of them begins (UTC)."""
        last: datetime = self.members["from_at"][-1]
        return last

    @cached_property
    def of_class(self) -> pl.Series:
        """Return the rows of the offences of the main class."""
        return self.ground.offences.filter(pl.col("offence_class") == self.main_class.value)["row"]

    @cached_property
    def n_in_class(self) -> int:
        """Return how many of the main class state it."""
        return self.members.filter(pl.col("offence_class") == self.main_class.value).height

    @cached_property
    def n_known(self) -> int:
        """Return how many offences of the main class say anything of the kind."""
        return int(self._held.filter(pl.col("facet") == self.facet)["row"].n_unique())

    @cached_property
    def n_absent(self) -> int:
        """Return how many state that it was not there."""
        return int(self.stated.filter(~pl.col("state").is_in(PRESENT_STATES))["row"].n_unique())

    @cached_property
    def _held(self) -> pl.DataFrame:
        return tags_of(self.ground.source.tags, self.of_class)

    def phrases(self, most: int = 6) -> list[tuple[str, int]]:
        """Return the words it was read from, the most frequent first, with how many offences use them."""
        said = self.stated.filter(pl.col("state").is_in(PRESENT_STATES)).drop_nulls("phrase")
        each = said.select("row", phrase=pl.col("phrase").str.to_lowercase().str.strip_chars()).unique()
        counted = Counter(each["phrase"].to_list())
        return sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:most]

    def areas(self) -> list[tuple[str, int, int]]:
        """Return area, offences that state it and all of the main class, most first; they add up to n in class."""
        ours = pl.col("force").is_in(list(self.ground.home)) if self.ground.home else pl.lit(value=True)
        place = pl.col("policing_area").fill_null(
            pl.when(ours).then(pl.lit(NOT_KNOWN)).otherwise(pl.lit(OTHER_FORCES))
        )
        held = self.ground.offences.filter(pl.col("offence_class") == self.main_class.value)
        all_n = dict(held.group_by(place.alias("place")).len().iter_rows())
        mine = held.filter(pl.col("row").is_in(self.members["row"].implode()))
        counted = mine.group_by(place.alias("place")).len().iter_rows()
        return sorted(((name, n, all_n[name]) for name, n in counted), key=lambda each: (-each[1], each[0]))

    def series(self) -> list[tuple[str, int, int]]:
        """Return id, members that state it and members, of the series in which at least two do; most first."""
        placed = self.ground.placed.select("series_id", "row").unique()
        size = dict(placed.group_by("series_id").len().iter_rows())
        mine = placed.filter(pl.col("row").is_in(self.members["row"].implode()))
        counted = mine.group_by("series_id").len().filter(pl.col("len") > 1).iter_rows()
        return sorted(((each, n, size[each]) for each, n in counted), key=lambda each: (-each[1], each[0]))

    def companions(self, most: int = 6, rule: TogetherRule | None = None) -> list[Companion]:
        """Return the behaviours that go with this one beyond chance, the least by chance first, then the commonest.

        What either implies, and what merely says the same kind of thing, is left out; premises stand apart.
        """
        rule = rule or TogetherRule()
        without = [*SAYS_NOTHING_NEW, IGNORED_FACET, self.facet, "premises"]
        frame = self._counted(~pl.col("facet").is_in(without)).filter(pl.col("n_with") >= rule.least_n)
        if frame.is_empty():
            return []
        n_with, both, n_known, all_known = (
            frame[name].to_numpy().astype(np.int64) for name in ("n_with", "both", "n_known", "known")
        )
        chance = np.clip(hypergeom.sf(n_with - 1, all_known, both, n_known), 0.0, 1.0)
        beyond = false_discovery_control(chance) <= rule.false_share
        scored = frame.with_columns(
            chance=pl.Series(np.where(beyond, chance, 1.0)), beyond=pl.Series(beyond)
        ).sort("chance", "n_with", "facet", "code", descending=[False, True, False, False])
        return [_companion(row) for row in self._without_implied(scored).head(most).iter_rows(named=True)]

    def premises(self) -> list[Companion]:
        """Return the kinds of premises, each under its narrowest name, the commonest first."""
        named = (pl.col("facet") == "premises") & ~pl.col("code").str.starts_with(OPEN_CODE_PREFIX)
        counted = self._counted(named).filter(pl.col("n_with") > 0)
        ordered = counted.with_columns(beyond=pl.lit(value=False)).sort(
            "n_with", "code", descending=[True, False]
        )
        return [_companion(row) for row in self._without_implied(ordered).iter_rows(named=True)]

    def _counted(self, which: pl.Expr) -> pl.DataFrame:
        """Return `facet, code, both, n_with, known, n_known`: in the class and with this one, of those that say."""
        held = self._held.filter(which)
        mine = pl.col("row").is_in(self.members["row"].implode())
        present = held.filter(pl.col("state").is_in(PRESENT_STATES)).unique(["row", "facet", "code"])
        known = held.unique(["row", "facet"]).group_by("facet").agg(known=pl.len(), n_known=mine.sum())
        counted = present.group_by("facet", "code").agg(both=pl.len(), n_with=mine.sum())
        wide = pl.Int64
        return counted.join(known, on="facet").with_columns(
            pl.col("both", "n_with", "known", "n_known").cast(wide)
        )

    def _without_implied(self, found: pl.DataFrame) -> pl.DataFrame:
        implied = self.ground.source.implied
        own = (self.facet, self.code)
        held = found.select("facet", "code").rows()
        covered = {general for pair in [*held, own] for general in implied.get(pair, ())}
        keep = [pair not in covered and own not in implied.get(pair, ()) for pair in held]
        return found.filter(pl.Series(keep, dtype=pl.Boolean))


def _companion(row: dict[str, Any]) -> Companion:
    return Companion(
        row["facet"], row["code"], row["n_with"], row["n_known"],
        row["both"] - row["n_with"], row["known"] - row["n_known"], row["beyond"],
    )  # fmt: skip


def behaviour_called(ground: Ground, asked: str) -> tuple[str, str]:
    """Return facet and code of a behaviour asked for as ``facet:code`` or by its label.

    Raises
    ------
    SacDashError
        When nothing read in the data is called so, or several are.
    """
    held = set(ground.source.tags.select("facet", "code").unique().iter_rows())
    facet, _, code = asked.strip().partition(":")
    if (facet, code) in held:
        return facet, code
    wanted = asked.strip().casefold()
    named = sorted(
        pair for pair in held if label_code(*pair).casefold() == wanted and pair[0] != IGNORED_FACET
    )
    if len(named) == 1:
        return named[0]
    if named:
        raise SacDashError(
            f'"{asked[:60]}" names {len(named)} behaviours',
            remedy=f"Say which: {say_list([':'.join(pair) for pair in named], 6)}",
        )
    known = vocabulary().facets.get(facet)
    codes = sorted(name for kind, name in held if kind == facet)
    near = (
        f"Read of {facet}: {say_list(codes, 12)}"
        if known and codes
        else "Give facet:code, such as atm_attack:rip_out, or its label"
    )
    raise SacDashError(f'no offence held states a behaviour called "{asked[:60]}"', remedy=near)
