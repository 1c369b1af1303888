"""All that is said of one series on paper, worked out once: facts, places, times, behaviours, what speaks against.

Slide, bulletin, pack and assessment speak of the same series; they must give the same numbers. What each
leaves out is a question of room, never of another count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from sac_dash.briefing.case_table import CaseColumn, Cases, cases_of
from sac_dash.briefing.offence_nouns import GroupNoun, name_group
from sac_dash.briefing.source import BriefingSource
from sac_dash.casework import OwnedSeries, SeriesField, Verdict
from sac_dash.domain.errors import SacDashError
from sac_dash.domain.tags_of import tags_of
from sac_dash.mo.labels import label_code
from sac_dash.mo.vocabulary import OPEN_CODE_PREFIX
from sac_dash.patterns.aoristic import HourTable, spread_hours
from sac_dash.patterns.basis import NotEnough
from sac_dash.patterns.behaviour_rates import PRESENT_STATES
from sac_dash.patterns.case_comparison import CellState
from sac_dash.patterns.journey import JourneyDistances, measure_journey
from sac_dash.patterns.series_areas import SeriesAreas, count_areas, home_forces
from sac_dash.patterns.series_facts import SeriesFacts, state_facts
from sac_dash.patterns.series_standing import Standing, tell_standing
from sac_dash.patterns.series_tempo import SeriesTempo, measure_tempos
from sac_dash.patterns.shared_behaviours import Implied
from sac_dash.patterns.time_windows import read_windows

SAYS_NOTHING_NEW = ("outcome", "target", "timing", "hard_link", "harm")  # of no use to tell a series by


@dataclass(frozen=True, eq=False)
class SeriesContent:
    """One series as it stands.

    Parameters
    ----------
    members
        `domain.columns.OFFENCES` with `row`, `standing`, `number` (from 1), in order of time.
    cases
        Its comparative case table, all behaviours that two members share.
    fingerprint
        The behaviours that tell it apart, most telling first; general ones that a narrower one implies left out.
    hours
        When in the week, or why that cannot be said.
    journey
        Of the members whose place is known; None with fewer than two.
    premises
        Kinds of premises with how many members they hold, commonest first: as coded, else as recorded.
    standing
        How each member stands to the rest, in their order.
    owned
        What analysts decided of it; an empty one where nobody did.
    suggestion
        The row of ``BriefingSource.series``.
    """

    series_id: str
    name: str
    members: pl.DataFrame
    cases: Cases
    fingerprint: tuple[CaseColumn, ...]
    noun: GroupNoun
    facts: SeriesFacts
    tempo: SeriesTempo
    areas: SeriesAreas
    hours: HourTable | NotEnough
    journey: JourneyDistances | None
    premises: tuple[tuple[str, int], ...]
    standing: tuple[Standing, ...]
    owned: OwnedSeries
    suggestion: dict[str, Any]

    @property
    def n(self) -> int:
        """Return the number of members."""
        return self.members.height

    @property
    def called(self) -> str:
        """Return its name, else its id."""
        return self.name or self.series_id

    @property
    def title(self) -> str:
        """Return it by name and id."""
        return f"{self.name} ({self.series_id})" if self.name else self.series_id

    def value(self, field: SeriesField) -> str:
        """Return what an analyst stated of it, or ""."""
        return self.owned.value_of(field)

    def counted_by_verdict(self) -> tuple[int, int, int]:
        """Return how many members are accepted, held possible, and not yet looked at."""
        mine = set(self.members["offence_key"])
        accepted = len(mine & set(self.owned.judged(Verdict.ACCEPTED)))
        possible = len(mine & set(self.owned.judged(Verdict.POSSIBLE)))
        return accepted, possible, self.n - accepted - possible

    def unlike(self, column: CaseColumn) -> tuple[int, ...]:
        """Return the numbers of members that state otherwise of a behaviour; unknown is never otherwise."""
        place = self.cases.columns.index(column)
        otherwise = (CellState.ABSENT, CellState.OTHER)
        return tuple(n for n, row in enumerate(self.cases.cells, start=1) if row[place].state in otherwise)


def content_of(source: BriefingSource, asked: str) -> SeriesContent:
    """Return what is said of a series asked for by id or by name.

    Raises
    ------
    SacDashError
        When no series is called so, or none of its offences is held.
    """
    series_id = source.series_called(asked)
    held: dict[str, SeriesContent] = source.worked_out.setdefault("series contents", {})
    if series_id not in held:
        held[series_id] = _content(source, series_id, asked)
    return held[series_id]


def _content(source: BriefingSource, series_id: str, asked: str) -> SeriesContent:
    members = source.members_of(series_id)
    if members.is_empty():
        raise SacDashError(
            f"series {asked} has no offences among those held",
            remedy="Ingest the offences it names, or choose another series",
        )
    members = members.with_row_index("number", offset=1)
    cases = cases_of(
        source.generation, source.book, source.rates, series_id, members["offence_key"].to_list()
    )
    row = source.series.filter(pl.col("series_id") == series_id).row(0, named=True)
    return SeriesContent(
        series_id=series_id,
        name=source.names.get(series_id, ""),
        members=members,
        cases=cases,
        fingerprint=_fingerprint(source, cases.columns),
        noun=name_group(members, source.tags),
        facts=state_facts(members, source.as_of),
        tempo=_tempo(source, series_id, members),
        areas=count_areas(members, home_forces(source.offences)),
        hours=spread_hours(read_windows(members)),
        journey=_journey(members),
        premises=premises_kinds(members, source.tags, source.implied),
        standing=tuple(tell_standing(_with_role(source, series_id, members))),
        owned=source.book.series.get(series_id, OwnedSeries(series_id)),
        suggestion=row,
    )


def _fingerprint(source: BriefingSource, columns: Sequence[CaseColumn]) -> tuple[CaseColumn, ...]:
    shared = [
        each
        for each in columns
        if each.n_agree > 1
        and each.facet not in SAYS_NOTHING_NEW
        and not each.code.startswith(OPEN_CODE_PREFIX)
    ]
    held = [(each.facet, each.code) for each in shared]
    covered = {general for pair in held for general in source.implied.get(pair, ())}
    told = [each for each in shared if (each.facet, each.code) not in covered]
    return tuple(sorted(told, key=lambda each: each.telling))


def premises_kinds(
    members: pl.DataFrame, tags: pl.DataFrame, implied: Implied
) -> tuple[tuple[str, int], ...]:
    """Return kinds of premises with how many of the offences they hold, commonest first.

    An offence counts under the narrowest kind it states; one that states none, under what was recorded.
    """
    held = tags_of(tags, members["row"]).filter(
        (pl.col("facet") == "premises") & pl.col("state").is_in(PRESENT_STATES)
    )
    named = dict(members.select("row", "premises_type").iter_rows())
    counted: Counter[str] = Counter()
    for row, recorded in named.items():
        codes = held.filter(pl.col("row") == row)["code"].unique().sort().to_list()
        wide = {
            code
            for each in codes
            for facet, code in implied.get(("premises", each), ())
            if facet == "premises"
        }
        narrow = [each for each in codes if each not in wide and not each.startswith(OPEN_CODE_PREFIX)]
        if narrow:
            counted[label_code("premises", narrow[0])] += 1
        elif recorded:
            counted[recorded] += 1
    return tuple(sorted(counted.items(), key=lambda each: (-each[1], each[0])))


def _tempo(source: BriefingSource, series_id: str, members: pl.DataFrame) -> SeriesTempo:
    frame = members.select(pl.lit(series_id).alias("series_id"), "row", "from_at", "to_at")
    return measure_tempos(frame, source.as_of)[series_id]


def _journey(members: pl.DataFrame) -> JourneyDistances | None:
    placed = members.drop_nulls(["longitude", "latitude"])
    if placed.height < 2:
        return None
    degrees = placed.select("longitude", "latitude").to_numpy().astype(np.float64)
    return measure_journey(degrees[:, 0], degrees[:, 1])


def _with_role(source: BriefingSource, series_id: str, members: pl.DataFrame) -> pl.DataFrame:
    roles = source.placed.filter(pl.col("series_id") == series_id).select("offence_key", "role")
    return members.join(roles, on="offence_key", how="left", maintain_order="left")
