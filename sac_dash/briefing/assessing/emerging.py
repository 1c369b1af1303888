"""Section 7, emerging behaviours: what was coded, or written, more often in the month than its own past explains.

Every behaviour is held against its own earlier months by an exact small-count test (Poisson whose mean is known
only from those months: :mod:`sac_dash.patterns.alerts.poisson_alarm`). Many are looked at, so those named are
chosen by Benjamini and Hochberg's false discovery rate (Journal of the Royal Statistical Society B, 1995).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.stats import false_discovery_control

from sac_dash.briefing.assessing.ground import LINKED, Ground
from sac_dash.briefing.assessing.scope import Scope
from sac_dash.briefing.document import Block, Column, Passage, Table, Voice
from sac_dash.briefing.series_content import SAYS_NOTHING_NEW
from sac_dash.mo.labels import label_code, label_facet, vocabulary
from sac_dash.mo.new_behaviours import unread_phrases
from sac_dash.patterns.alerts.poisson_alarm import chance_of_count


@dataclass(frozen=True)
class EmergingRule:
    """When a behaviour is named.

    Parameters
    ----------
    least_months, most_months
        Earlier months needed (12), and looked back on (36).
    least_n
        Offences of the month that must have it (2): one is an incident.
    false_share
        Of those named, the share that chance may have put there (0.1).
    most
        Rows of each table.
    """

    least_months: int = 12
    most_months: int = 36
    least_n: int = 2
    false_share: float = 0.1
    most: int = 8


_RULE = EmergingRule()


def emerging_section(ground: Ground, scope: Scope, rule: EmergingRule = _RULE) -> tuple[Block, ...]:
    """Return the behaviours and the wording above their own past, or that there is too little to say."""
    history = _history_months(ground, scope, rule)
    if len(history) < rule.least_months:
        said = (
            f"Not enough data: {len(history)} whole months are held before {scope.month_said}, and"
            f" {rule.least_months} are needed."
        )
        return (Passage("emerging", "Emerging behaviours", said),)
    return (*_coded(ground, scope, history, rule), *_written(ground, scope, history, rule))


def above_own_past(
    counts: npt.NDArray[np.int64], history: npt.NDArray[np.int64], months: int, false_share: float
) -> npt.NDArray[np.bool_]:
    """Tell which counts are above what their own history explains, at a false discovery rate of `false_share`."""
    if not len(counts):
        return np.zeros(0, np.bool_)
    chances = np.asarray(chance_of_count(counts, history, months), dtype=np.float64)
    kept: npt.NDArray[np.bool_] = false_discovery_control(np.clip(chances, 0, 1)) <= false_share
    return kept


def _coded(ground: Ground, scope: Scope, history: list[date], rule: EmergingRule) -> tuple[Block, ...]:
    counted = _count_codes(ground, scope, history)
    looked = counted.filter(pl.col("n") >= 1)
    kept = above_own_past(
        looked["n"].to_numpy().astype(np.int64),
        looked["before"].to_numpy().astype(np.int64),
        len(history),
        rule.false_share,
    )
    found = looked.filter(pl.Series(kept, dtype=pl.Boolean) & (pl.col("n") >= rule.least_n))
    told = _without_implied(ground, found).sort(
        "before", "n", "facet", "code", descending=[False, True, False, False]
    )
    n = ground.offences.filter(scope.of_month() & pl.col("offence_class").is_in(LINKED)).height
    basis = (
        f"{looked.height} behaviours of the month's {n} attacks and burglaries were each held against their"
        f" own {len(history)} earlier months"
    )
    if told.is_empty():
        none = (
            "No coded behaviour is above what its own past explains"
            if n
            else "No attack or burglary is held of the month"
        )
        return (Passage("emerging", "Emerging behaviours", f"{none} ({basis})." if n else f"{none}."),)
    rows = tuple(
        (
            label_code(row["facet"], row["code"]),
            label_facet(row["facet"]),
            f"{row['n']} of {row['known']}",
            f"{row['before']} in {len(history)} months",
        )
        for row in told.head(rule.most).iter_rows(named=True)
    )
    more = max(0, told.height - rule.most)
    note = (
        f"{basis}, by an exact test for small counts; of those named, at most about 1 in 10 is due to chance."
        f"{f' {more} more not shown.' if more else ''} Of n: the offences that say anything of the kind."
    )
    columns = (
        Column("Behaviour", 3),
        Column("Kind", 2),
        Column(f"In {scope.month_said}", 1.3),
        Column("Before", 1.6),
    )
    return (Table("Coded behaviours above their own past", columns, rows, note, small=True),)


def _written(ground: Ground, scope: Scope, history: list[date], rule: EmergingRule) -> tuple[Block, ...]:
    """Return wording that no code reads and that recurs in the month beyond its past; an analyst decides what it is."""
    linked = ground.offences.filter(scope.within() & pl.col("offence_class").is_in(LINKED))
    month = linked.filter(pl.col("month") == scope.month)
    if month["mo_text"].drop_nulls().is_empty():
        return ()
    placed = month.select(pl.col("row"), place=pl.int_range(pl.len(), dtype=pl.UInt32))
    tags = ground.source.tags.join(placed, on="row", how="inner").with_columns(row=pl.col("place"))
    found = unread_phrases(month, tags, vocabulary(), top=200, min_offences=rule.least_n)
    if found.is_empty():
        return ()
    before = _stands_in(linked.filter(pl.col("month").is_in(history)), found["phrase"])
    n = found["offences"].to_numpy().astype(np.int64)
    kept = above_own_past(n, before, len(history), rule.false_share)
    told = [
        f"“{phrase}” ({count}; {earlier} before)"
        for phrase, count, earlier, keep in zip(found["phrase"], n, before, kept, strict=True)
        if keep
    ]
    if not told:
        return (
            Passage(
                "new_words",
                "New wording",
                "No wording that the vocabulary does not read is above its own past.",
                Voice.NOTE,
            ),
        )
    said = (
        f"Wording that the vocabulary does not read, in more of the month's {month.height} records than its"
        f" past explains: {', '.join(told[: rule.most])}. Most of such wording is talk; name what is a"
        " behaviour on the Model page."
    )
    return (Passage("new_words", "New wording", said),)


def _stands_in(earlier: pl.DataFrame, phrases: pl.Series) -> npt.NDArray[np.int64]:
    """Return in how many earlier records each phrase stands."""
    texts = earlier["mo_text"].drop_nulls().str.to_lowercase()
    found = pl.DataFrame(
        {"phrase": texts.str.extract_many(phrases.to_list(), overlapping=True).list.unique()}
    )
    counted = dict(found.explode("phrase").drop_nulls().group_by("phrase").len().iter_rows())
    return np.array([counted.get(phrase, 0) for phrase in phrases], dtype=np.int64)


def _count_codes(ground: Ground, scope: Scope, history: list[date]) -> pl.DataFrame:
    """Return `facet, code, n, before, known` of every behaviour.

    `known`: offences of the month that say anything of the kind.
    """
    stated = ground.stated
    month = ground.marked(scope.within() & (pl.col("month") == scope.month))
    before = ground.marked(scope.within() & pl.col("month").is_in(history))
    counted = stated.pairs.with_columns(
        n=pl.Series(stated.count(month)),
        before=pl.Series(stated.count(before)),
        known=pl.Series(stated.known(month)),
    )
    return counted.filter(~pl.col("facet").is_in(SAYS_NOTHING_NEW))


def _without_implied(ground: Ground, found: pl.DataFrame) -> pl.DataFrame:
    held = found.select("facet", "code").rows()
    covered = {general for pair in held for general in ground.source.implied.get(pair, ())}
    return found.filter(pl.Series([pair not in covered for pair in held], dtype=pl.Boolean))


def _history_months(ground: Ground, scope: Scope, rule: EmergingRule) -> list[date]:
    counts = ground.count(scope.area, LINKED)
    whole = counts.filter(
        pl.col("complete") & pl.col("n").is_not_null() & (pl.col("period_start") < scope.month)
    )
    return whole["period_start"].to_list()[-rule.most_months :]
