"""Where, when and at what kind of premises, as outsiders may know it: counts in cells too wide to point at one.

A table of fine cells that are all small says nothing and points at somebody; one of wider cells says something.
The finest level that still shows half of the offences is taken: outward postcode, policing area, force; month,
quarter, the whole span. What stays small is suppressed with what would give it away
(:mod:`sac_dash.briefing.redaction.small_cells`), for the number of offences stands in the pack.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from sac_dash.briefing.redaction import area_of, month_of, suppress_total
from sac_dash.briefing.redaction.small_cells import HIDDEN, LEAST_SHOWN
from sac_dash.domain.tags_of import tags_of
from sac_dash.figures.wording import local
from sac_dash.mo.labels import implied_codes, label_code
from sac_dash.mo.vocabulary import OPEN_CODE_PREFIX
from sac_dash.patterns.behaviour_rates import PRESENT_STATES

LEAST_SHARE = 0.5  # of the offences, in cells that are shown
NOT_KNOWN = "Not known"
ALL = "All"


@dataclass(frozen=True)
class Counted:
    """One table of counts for outsiders.

    Parameters
    ----------
    level
        What a cell is: ``outward postcode``.
    rows
        Cell and its count as it may be told, in reading order.
    n_hidden
        Cells whose count is not told.
    """

    level: str
    rows: tuple[tuple[str, str], ...]
    n_hidden: int


def count_areas(members: pl.DataFrame) -> Counted:
    """Return where the offences were, at the finest level that may be told."""
    facts = members.select("postcode", "policing_area", "force").rows()
    levels = (
        ("outward postcode", [area_of(postcode, None) for postcode, _, _ in facts]),
        ("policing area", [area or force for _, area, force in facts]),
        ("police force", [force for _, _, force in facts]),
    )
    named = [(level, [NOT_KNOWN if each == _NO_AREA else each for each in cells]) for level, cells in levels]
    return _finest([(level, cells, sorted(set(cells))) for level, cells in named])


def count_months(members: pl.DataFrame) -> Counted:
    """Return when the windows begin, at the finest level that may be told."""
    starts = [local(each) for each in members["from_at"].sort()]
    levels = (
        ("month", [month_of(each) for each in starts]),
        ("quarter", [quarter_of(each) for each in starts]),
        ("year", [str(each.year) for each in starts]),
    )
    return _finest([(level, cells, list(dict.fromkeys(cells))) for level, cells in levels])


def count_premises(members: pl.DataFrame, tags: pl.DataFrame) -> Counted:
    """Return at which kinds of premises, by code alone: what a force wrote into its column may name one."""
    kinds = _kinds(members, tags)
    counted = Counter(kinds)
    order = sorted(counted, key=lambda each: (each == NOT_KNOWN, -counted[each], each))
    return _told("kind of premises", kinds, order)


def n_with_kind(members: pl.DataFrame, tags: pl.DataFrame) -> int:
    """Return how many offences state a kind of premises in code."""
    return sum(each != NOT_KNOWN for each in _kinds(members, tags))


def _kinds(members: pl.DataFrame, tags: pl.DataFrame) -> list[str]:
    held = tags_of(tags, members["row"]).filter(
        (pl.col("facet") == "premises")
        & pl.col("state").is_in(PRESENT_STATES)
        & ~pl.col("code").str.starts_with(OPEN_CODE_PREFIX)
    )
    stated = dict(held.group_by("row").agg(pl.col("code").unique().sort()).iter_rows())
    return [_kind(stated.get(row, [])) for row in members["row"]]


def quarter_of(moment: datetime) -> str:
    """Return the quarter of a moment.

    >>> quarter_of(datetime(2026, 5, 4))
    'Apr to Jun 2026'
    """
    first = (moment.month - 1) // 3 * 3 + 1
    months = [month_of(moment.replace(month=month, day=1)) for month in (first, first + 2)]
    return f"{months[0].partition(' ')[0]} to {months[1]}"


def span_of(members: pl.DataFrame) -> str:
    """Return from which month to which the windows begin."""
    starts = members["from_at"].sort()
    first, last = month_of(local(starts[0])), month_of(local(starts[-1]))
    return first if first == last else f"{first} to {last}"


_NO_AREA = area_of(None, None)


def _kind(codes: Sequence[str]) -> str:
    """Return the narrowest kind among the codes of an offence."""
    wide = {code for each in codes for facet, code in implied_codes().get(("premises", each), ())}
    narrow = [each for each in codes if each not in wide]
    return label_code("premises", narrow[0]) if narrow else NOT_KNOWN


def _finest(levels: Sequence[tuple[str, Sequence[str], Sequence[str]]]) -> Counted:
    """Return the first level of which enough may be told; the last one where none is."""
    for level, cells, order in levels:
        counted = Counter(cells)
        told = _told(level, cells, order)
        shown = sum(
            counted[name]
            for name, said in told.rows
            if name != NOT_KNOWN and said == f"{counted.get(name, 0):,}"
        )
        if shown >= LEAST_SHARE * len(cells):
            return told
    level, cells, order = levels[-1]
    return _told(level, cells, order)


def _told(level: str, cells: Sequence[str], order: Sequence[str]) -> Counted:
    """Return the counts as they may be told; one line where the total, which the pack states, gives them away."""
    counted = Counter(cells)
    counts = [counted[name] for name in order]
    said, total = suppress_total(counts)
    n_hidden = sum(each != f"{n:,}" for each, n in zip(said, counts, strict=True))
    if total == HIDDEN:
        return Counted(level, ((f"{len(counts)} of them, none with {LEAST_SHOWN} or more", ALL),), n_hidden)
    return Counted(level, tuple(zip(order, said, strict=True)), n_hidden)
